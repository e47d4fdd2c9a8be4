/** Owns the decoded sound of films and sounds, a few seconds at a time: what was heard last is kept, as far as memory allows. */
import { AudioBufferSink } from "mediabunny";
import type { OpenSound } from "./film-source.ts";

/** A part of a film's sound. `startSeconds`: where it begins, from the film's first picture on. */
export interface SoundChunk {
  readonly buffer: AudioBuffer;
  readonly startSeconds: number;
}

export const chunkSeconds = 4;
/** What each part has of its neighbours on either side, for fades over a seam. */
const marginSeconds = 0.05;
/** Decoded before a part and thrown away: a decoder needs what came before to begin well. */
const prerollSeconds = 0.05;
/** Of stereo at 48 kHz each takes 1.5 MB. */
const keptMax = 40;

export interface FilmSounds {
  /** Part number `chunk` of a film, which holds at least `chunk * chunkSeconds` and so many seconds on; null for one without sound there. */
  get(film: OpenSound, chunk: number): Promise<SoundChunk | null>;
  clear(): void;
}

export function createFilmSounds(): FilmSounds {
  const kept = new Map<OpenSound, Map<number, Promise<SoundChunk | null>>>();
  const order: { film: OpenSound; chunk: number }[] = [];

  function get(film: OpenSound, chunk: number): Promise<SoundChunk | null> {
    let ofFilm = kept.get(film);
    if (!ofFilm) {
      ofFilm = new Map();
      kept.set(film, ofFilm);
    }
    const known = ofFilm.get(chunk);
    if (known) return known;
    const decoded = decodeChunk(film, chunk).catch(() => {
      // A film that was closed meanwhile: opened again, it is asked again.
      kept.get(film)?.delete(chunk);
      return null;
    });
    ofFilm.set(chunk, decoded);
    order.push({ film, chunk });
    if (order.length > keptMax) {
      const oldest = order.shift();
      if (oldest) forget(oldest.film, oldest.chunk);
    }
    return decoded;
  }

  function forget(film: OpenSound, chunk: number): void {
    const ofFilm = kept.get(film);
    ofFilm?.delete(chunk);
    if (ofFilm?.size === 0) kept.delete(film);
  }

  return {
    get,
    clear() {
      kept.clear();
      order.length = 0;
    },
  };
}

async function decodeChunk({ audio, startSeconds }: OpenSound, chunk: number): Promise<SoundChunk | null> {
  if (!audio) return null;
  const from = Math.max(0, chunk * chunkSeconds - marginSeconds);
  const to = (chunk + 1) * chunkSeconds + marginSeconds;
  let whole: AudioBuffer | null = null;
  const sink = new AudioBufferSink(audio);
  for await (const { buffer, timestamp } of sink.buffers(startSeconds + from - prerollSeconds, startSeconds + to)) {
    const { sampleRate, numberOfChannels } = buffer;
    whole ??= new AudioBuffer({ length: Math.ceil((to - from) * sampleRate), numberOfChannels, sampleRate });
    copyInto(whole, buffer, Math.round((timestamp - startSeconds - from) * sampleRate));
  }
  return whole && { buffer: whole, startSeconds: from };
}

/** Copies `part` to where it lies in `whole`, in samples; what sticks out is left out. */
function copyInto(whole: AudioBuffer, part: AudioBuffer, at: number): void {
  const skipped = Math.max(0, -at);
  const length = Math.min(part.length - skipped, whole.length - at - skipped);
  if (length <= 0) return;
  for (let channel = 0; channel < Math.min(whole.numberOfChannels, part.numberOfChannels); channel += 1) {
    whole.copyToChannel(part.getChannelData(channel).subarray(skipped, skipped + length), channel, at + skipped);
  }
}
