/** Owns sounding the cut: pieces of films are scheduled on the audio clock before they are due, and single frames are heard while scrubbing. */
import { audioOutput, openedAudio } from "../media/audio-output.ts";
import type { FilmPool } from "../media/film-pool.ts";
import { chunkSeconds, createFilmSounds } from "../media/film-sound.ts";
import type { FrameRange } from "./playback-clock.ts";
import { type SoundPiece, type SoundStretch, soundPieces } from "./sound-plan.ts";

/** What is played from which moment of the audio clock on. */
export interface PlayedSound {
  readonly stretches: readonly SoundStretch[];
  readonly range: FrameRange;
  readonly startFrame: number;
  readonly repeats: boolean;
  readonly frameSeconds: number;
  /** Above 0: twice as fast sounds an octave higher, like tape. */
  readonly speed: number;
  readonly atSeconds: number;
}

export interface SoundPlayer {
  start(sound: PlayedSound): void;
  /** Schedules what is due soon; called again and again while something plays. */
  feed(): void;
  stop(): void;
  /** Lets one frame be heard, unless it is silent: `seconds` of a stretch's film from `filmSeconds` on. */
  scrub(stretch: SoundStretch, filmSeconds: number, seconds: number): void;
  /** Decodes what will be heard first when playing begins there. */
  prepare(stretch: SoundStretch, filmSeconds: number): void;
  close(): void;
}

/** How long before it is due a piece is scheduled: more than a stalled window sleeps. */
const aheadSeconds = 2;
/** Nothing can be scheduled for this very moment. */
const leadSeconds = 0.005;
/** Begins and ends that are no seams. */
const clickSeconds = 0.004;

export function createSoundPlayer(pool: FilmPool): SoundPlayer {
  const sounds = createFilmSounds();
  const playing = new Set<{ node: AudioBufferSourceNode; gain: GainNode }>();
  let played: PlayedSound | null = null;
  let pieces: Generator<SoundPiece> | null = null;
  let next: SoundPiece | null = null;
  let scrubbed = 0;

  async function chunkOf({ take, film }: SoundStretch, chunk: number) {
    const opened = await pool.opened({ mediaId: take.mediaId, ...film });
    return opened && sounds.get(opened, chunk);
  }

  /** Plays `seconds` of a buffer from `offset` on at `when`; fades in the film's seconds. */
  function sound(
    buffer: AudioBuffer,
    when: number,
    offset: number,
    seconds: number,
    speed: number,
    fades: Pick<SoundPiece, "fadeInSeconds" | "fadeOutSeconds">,
  ): void {
    const { context, mix } = audioOutput();
    // Only on the grid of samples do two pieces of one sound follow each other without a click.
    const start = Math.round(when * context.sampleRate) / context.sampleRate;
    const end = start + seconds / speed;
    const node = new AudioBufferSourceNode(context, { buffer, playbackRate: speed });
    const gain = new GainNode(context);
    if (fades.fadeInSeconds > 0) {
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(1, Math.min(end, start + fades.fadeInSeconds / speed));
    }
    if (fades.fadeOutSeconds > 0) {
      gain.gain.setValueAtTime(1, Math.max(start, end - fades.fadeOutSeconds / speed));
      gain.gain.linearRampToValueAtTime(0, end);
    }
    node.connect(gain).connect(mix);
    node.start(start, offset, seconds);
    const entry = { node, gain };
    playing.add(entry);
    node.onended = () => {
      playing.delete(entry);
      gain.disconnect();
    };
  }

  async function schedule(piece: SoundPiece, of: PlayedSound): Promise<void> {
    const { stretch, chunk } = piece;
    const decoded = stretch && (await chunkOf(stretch, chunk));
    if (!decoded || played !== of) return;
    const { currentTime } = audioOutput().context;
    const due = of.atSeconds + piece.atSeconds / of.speed;
    // What comes late joins in where it would be by now.
    const late = Math.max(0, currentTime + leadSeconds - due) * of.speed;
    const seconds = piece.seconds - late;
    if (seconds <= 0) return;
    const fades = late > 0 ? { ...piece, fadeInSeconds: clickSeconds } : piece;
    const offset = piece.filmSeconds + late - decoded.startSeconds;
    sound(decoded.buffer, due + late / of.speed, offset, seconds, of.speed, fades);
  }

  function silence(): void {
    const context = openedAudio()?.context;
    for (const { node, gain } of context ? playing : []) {
      const now = context?.currentTime ?? 0;
      gain.gain.cancelScheduledValues(now);
      gain.gain.setTargetAtTime(0, now, clickSeconds / 3);
      node.stop(now + 2 * clickSeconds);
    }
    playing.clear();
  }

  function feed(): void {
    if (!played || !pieces) return;
    const until = audioOutput().context.currentTime + aheadSeconds;
    for (;;) {
      next ??= pieces.next().value ?? null;
      if (!next) {
        pieces = null;
        return;
      }
      if (played.atSeconds + next.atSeconds / played.speed > until) return;
      void schedule(next, played);
      next = null;
    }
  }

  return {
    start(sound) {
      silence();
      scrubbed += 1;
      played = sound;
      next = null;
      const { stretches, range, startFrame, repeats, frameSeconds } = sound;
      pieces = soundPieces(stretches, range, startFrame, repeats, frameSeconds, chunkSeconds);
      feed();
    },
    feed,
    stop() {
      if (played) silence();
      played = null;
      pieces = null;
    },
    scrub(stretch, filmSeconds, seconds) {
      scrubbed += 1;
      const asked = scrubbed;
      void chunkOf(stretch, Math.floor(filmSeconds / chunkSeconds)).then((decoded) => {
        // Only the frame that was reached last is heard.
        if (!decoded || asked !== scrubbed || played) return;
        silence();
        const fades = { fadeInSeconds: clickSeconds, fadeOutSeconds: clickSeconds };
        const { currentTime } = audioOutput().context;
        sound(decoded.buffer, currentTime + leadSeconds, filmSeconds - decoded.startSeconds, seconds, 1, fades);
      });
    },
    prepare(stretch, filmSeconds) {
      void chunkOf(stretch, Math.floor(filmSeconds / chunkSeconds));
    },
    close() {
      silence();
      played = null;
      sounds.clear();
    },
  };
}
