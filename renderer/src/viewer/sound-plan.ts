/** Owns what is heard of the cut: the stretches of films that play in it, and, from a moment of playing on, which pieces sound when. */
import type { CutProgramme } from "../../../shared/cut/out/programme.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import type { FrameRange } from "./playback-clock.ts";

/** Shots that follow each other in one film sound as one. Frames of the cut, half-open. */
export interface SoundStretch extends FrameRange {
  readonly take: Take;
  readonly film: TakeFile;
  /** Of the film, at the cut's rate. */
  readonly firstFrame: number;
}

/**
 * A piece of a film's sound. `atSeconds` counts from when playing began, at normal speed; the film's seconds from its first picture. Fades last
 * from its start, and up to its end. `stretch` null: nothing is heard up to there.
 */
export interface SoundPiece {
  readonly stretch: SoundStretch | null;
  readonly chunk: number;
  readonly atSeconds: number;
  readonly filmSeconds: number;
  readonly seconds: number;
  readonly fadeInSeconds: number;
  readonly fadeOutSeconds: number;
}

/** At a seam one film's sound gives way to the other's in this time, half of it on either side. */
export const seamSeconds = 0.01;
/** A time in film that is rounded to this is the same. */
const sameSeconds = 1e-6;

const stretchesOf = new WeakMap<CutProgramme, readonly SoundStretch[]>();

/** What sounds in the cut, in its order. */
export function soundOf(cut: CutProgramme): readonly SoundStretch[] {
  let stretches = stretchesOf.get(cut);
  if (!stretches) {
    stretches = findStretches(cut);
    stretchesOf.set(cut, stretches);
  }
  return stretches;
}

function findStretches(cut: CutProgramme): SoundStretch[] {
  const stretches: SoundStretch[] = [];
  for (const cutPass of cut.passes) {
    for (const { take, firstFrame, startFrame, frames } of cutPass.shots) {
      if (frames === 0 || !take?.film?.hasAudio) continue;
      const start = cutPass.startFrame + startFrame;
      const before = stretches.at(-1);
      const goesOn =
        before?.take === take && before.end === start && before.firstFrame + before.end - before.start === firstFrame;
      if (goesOn) stretches[stretches.length - 1] = { ...before, end: start + frames };
      else stretches.push({ take, film: take.film, start, end: start + frames, firstFrame });
    }
  }
  return stretches;
}

/**
 * The pieces that sound when `range` is played from `startFrame` on, in order; without end when it `repeats`. A piece lies within one chunk of
 * `chunkSeconds` of its film.
 */
export function* soundPieces(
  stretches: readonly SoundStretch[],
  range: FrameRange,
  startFrame: number,
  repeats: boolean,
  frameSeconds: number,
  chunkSeconds: number,
): Generator<SoundPiece> {
  let at = 0;
  for (let from = startFrame; from < range.end; from = range.start) {
    for (const stretch of stretches) {
      const [start, end] = [Math.max(from, stretch.start), Math.min(range.end, stretch.end)];
      if (start >= end) continue;
      const filmStart = (stretch.firstFrame + start - stretch.start) * frameSeconds;
      const into = at + (start - from) * frameSeconds;
      yield* chunksOf(stretch, into, filmStart, (end - start) * frameSeconds, chunkSeconds);
    }
    at += (range.end - from) * frameSeconds;
    yield { stretch: null, chunk: 0, atSeconds: at, filmSeconds: 0, seconds: 0, fadeInSeconds: 0, fadeOutSeconds: 0 };
    if (!repeats) return;
  }
}

/** One go of a film, with its fades reaching over either seam, as far as there is something before it. */
function* chunksOf(
  stretch: SoundStretch,
  atSeconds: number,
  filmSeconds: number,
  seconds: number,
  chunkSeconds: number,
): Generator<SoundPiece> {
  const early = Math.min(seamSeconds / 2, atSeconds, filmSeconds);
  const [from, to] = [filmSeconds - early, filmSeconds + seconds + seamSeconds / 2];
  const first = Math.floor((filmSeconds + sameSeconds) / chunkSeconds);
  const last = Math.floor((filmSeconds + seconds - sameSeconds) / chunkSeconds);
  for (let chunk = first; chunk <= last; chunk += 1) {
    const start = chunk === first ? from : chunk * chunkSeconds;
    const end = chunk === last ? to : (chunk + 1) * chunkSeconds;
    yield {
      stretch,
      chunk,
      atSeconds: atSeconds - early + start - from,
      filmSeconds: start,
      seconds: end - start,
      fadeInSeconds: chunk === first ? seamSeconds : 0,
      fadeOutSeconds: chunk === last ? seamSeconds : 0,
    };
  }
}
