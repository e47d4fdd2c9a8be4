/** Owns the sound of the whole cut as one WAV: every clip's own sound in its place, and the sound that lies under the cut, to the sample. */
import { type FileHandle, open } from "node:fs/promises";
import { laneGainAt, type SoundLane, sampleAtFrame } from "../../../../shared/cut/out/sound-lane.ts";
import { soundHz } from "../../../../shared/project/sound-file.ts";
import type { Rate } from "../../../../shared/time/rate.ts";
import { readWavLayout, readWavSamples, writeWav } from "../../media/wav.ts";

/** A clip's part in the cut. Frames count from the cut's first; `head` are the handles before it in its file. */
export interface MixedClip {
  readonly startFrame: number;
  readonly frames: number;
  readonly head: number;
  /** A WAV as `soundArguments` makes it; null for silence. */
  readonly path: string | null;
}

export interface MixJob {
  readonly clips: readonly MixedClip[];
  readonly lane: { readonly path: string; readonly place: SoundLane } | null;
  /** Of the cut. */
  readonly frames: number;
  readonly rate: Rate;
  /** The cut's first frame as timecode counts it. */
  readonly startFrame: number;
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Without clips it is the sound under the cut alone, as long as the cut. */
export async function writeMix(job: MixJob): Promise<void> {
  const { rate, frames, startFrame, file } = job;
  await writeWav(file, sampleAtFrame(frames, rate), sampleAtFrame(startFrame, rate), mixed(job));
}

async function* mixed({ clips, lane, frames, rate, signal }: MixJob): AsyncGenerator<Int16Array> {
  const total = sampleAtFrame(frames, rate);
  const under = lane && (await WavSource.open(lane.path));
  try {
    let at = 0;
    for (const clip of [...clips, null]) {
      const start = clip ? sampleAtFrame(clip.startFrame, rate) : total;
      const end = clip ? sampleAtFrame(clip.startFrame + clip.frames, rate) : total;
      // What no clip fills is silent.
      for (const [from, until, source] of [
        [at, start, null],
        [start, end, clip?.path ?? null],
      ] as const) {
        const own = source === null ? null : await WavSource.open(source);
        try {
          for (let sample = from; sample < until; sample += soundHz) {
            signal.throwIfAborted();
            const length = Math.min(soundHz, until - sample);
            const head = clip ? sampleAtFrame(clip.head, rate) : 0;
            const piece = own ? await own.read(head + sample - from, length) : new Int16Array(length * 2);
            if (under && lane) await addLane(piece, sample, under, lane.place);
            yield piece;
          }
        } finally {
          await own?.close();
        }
      }
      at = Math.max(at, end);
    }
  } finally {
    await under?.close();
  }
}

/** Adds the lane to samples of the cut from `at` on, within what 16 bits hold. */
async function addLane(piece: Int16Array, at: number, source: WavSource, place: SoundLane): Promise<void> {
  const length = piece.length / 2;
  const first = Math.max(0, place.start - at);
  const last = Math.min(length, place.start + place.samples - at);
  if (first >= last) return;
  const into = at + first - place.start;
  const heard = await source.read(place.from + into, last - first);
  for (let sample = 0; sample < last - first; sample += 1) {
    const gain = laneGainAt(place, into + sample);
    for (const channel of [0, 1]) {
      const index = (first + sample) * 2 + channel;
      const sum = (piece[index] as number) + Math.round((heard[sample * 2 + channel] as number) * gain);
      piece[index] = Math.min(32_767, Math.max(-32_768, sum));
    }
  }
}

class WavSource {
  readonly #handle: FileHandle;
  readonly #layout: { readonly offset: number; readonly samples: number };

  private constructor(handle: FileHandle, layout: { readonly offset: number; readonly samples: number }) {
    this.#handle = handle;
    this.#layout = layout;
  }

  static async open(path: string): Promise<WavSource> {
    const handle = await open(path, "r");
    try {
      return new WavSource(handle, await readWavLayout(handle));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  read(from: number, length: number): Promise<Int16Array> {
    return readWavSamples(this.#handle, this.#layout, from, length);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
