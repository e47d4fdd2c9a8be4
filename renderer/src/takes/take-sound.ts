/** Owns what is heard in a dialog of takes: the stretches of films that sound along what it plays. The player of sound is the viewer's, and handed in. */
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import type { FilmPool } from "../media/film-pool.ts";
import type { FrameRange } from "../media/playback-clock.ts";

/** A film's sound from `start` to `end` of what is played; `firstFrame` of the film counts at the same rate. */
export interface HeardStretch extends FrameRange {
  readonly take: Take;
  readonly film: TakeFile;
  readonly firstFrame: number;
}

/** Schedules sound on the audio clock: `atSeconds` of it `startFrame` is heard. */
export interface SoundPlayer {
  // As a property, so that the compiler compares what is handed in with what is asked for.
  readonly start: (sound: {
    readonly stretches: readonly HeardStretch[];
    /** The sound under the cut: there is none under a take. */
    readonly lane: readonly never[];
    readonly range: FrameRange;
    readonly startFrame: number;
    readonly repeats: boolean;
    readonly frameSeconds: number;
    readonly speed: number;
    readonly atSeconds: number;
  }) => void;
  feed(): void;
  stop(): void;
  close(): void;
}

export type CreateSound = (projectId: string, pool: FilmPool) => SoundPlayer;

/** What a transport plays beside the pictures. */
export interface HeardSound {
  readonly player: SoundPlayer;
  readonly stretches: readonly HeardStretch[];
}
