/** Owns what is heard of the cut: the stretches of films that play in it, and, from a moment of playing on, which pieces sound when. */
import type { CutProgramme } from "../../../shared/cut/out/programme.ts";
import { laneGainAt, type SoundLane, soundLane } from "../../../shared/cut/out/sound-lane.ts";
import type { Project } from "../../../shared/project/model.ts";
import { type SoundFile, soundHz } from "../../../shared/project/sound-file.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import type { FrameRange } from "../media/playback-clock.ts";

/** Frames of the cut, half-open, in which a file is heard from `firstFrame` on, which counts at the cut's rate. */
export interface Stretch extends FrameRange {
  readonly firstFrame: number;
}

/** Shots that follow each other in one film sound as one. */
export interface SoundStretch extends Stretch {
  readonly take: Take;
  readonly film: TakeFile;
}

/** The sound under the cut, which has levels of its own and no seams. */
export interface LaneStretch extends Stretch {
  readonly soundId: string;
  readonly lane: SoundLane;
}

/**
 * A piece of a film's sound. `atSeconds` counts from when playing began, at normal speed; the film's seconds from its first picture. Fades last
 * from its start, and up to its end. `stretch` null: nothing is heard up to there.
 */
export interface SoundPiece<Heard extends Stretch = SoundStretch> {
  readonly stretch: Heard | null;
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

/** Where the sound under the cut is heard; none, or one stretch. */
export function laneOf(project: Project, files: readonly SoundFile[], cut: CutProgramme): LaneStretch[] {
  const { sound } = project;
  const file = files.find(({ id }) => id === sound?.soundId);
  const rate = rateOf(project.rate);
  const lane = sound && file && !file.missing ? soundLane(sound, file.samples, cut.frames, rate) : null;
  if (!sound || !lane) return [];
  const start = sound.startFrame;
  const frames = lane.samples / soundHz / secondsOfFrames(1, rate);
  return [{ soundId: sound.soundId, lane, start, end: start + frames, firstFrame: sound.inFrame }];
}

/** How loud a piece of a film is along its way: seconds into it, and a factor. Between them lie straight ramps. */
export function seamLevels({ seconds, fadeInSeconds, fadeOutSeconds }: Omit<SoundPiece, "stretch">): Level[] {
  const levels: Level[] = [[0, fadeInSeconds > 0 ? 0 : 1]];
  if (fadeInSeconds > 0) levels.push([Math.min(seconds, fadeInSeconds), 1]);
  if (fadeOutSeconds > 0) levels.push([Math.max(0, seconds - fadeOutSeconds), 1], [seconds, 0]);
  return levels;
}

/** The same of a piece of the sound under the cut. */
export function laneLevels(lane: SoundLane, { filmSeconds, seconds }: Omit<SoundPiece, "stretch">): Level[] {
  const into = (sample: number) => (lane.from + sample) / soundHz - filmSeconds;
  const levelAt = (atSeconds: number): Level => {
    const sample = Math.round((filmSeconds + atSeconds) * soundHz) - lane.from;
    return [atSeconds, laneGainAt(lane, Math.min(lane.samples - 1, Math.max(0, sample)))];
  };
  const turns = [0, lane.fadeIn, lane.samples - 1 - lane.fadeOut, lane.samples - 1].map(into);
  return [0, ...turns.filter((at) => at > 0 && at < seconds), seconds].map(levelAt);
}

export type Level = readonly [seconds: number, level: number];

/**
 * The pieces that sound when `range` is played from `startFrame` on, in order; without end when it `repeats`. A piece lies within one chunk of
 * `chunkSeconds` of its film.
 */
export function* soundPieces<Heard extends Stretch>(
  stretches: readonly Heard[],
  range: FrameRange,
  startFrame: number,
  repeats: boolean,
  frameSeconds: number,
  chunkSeconds: number,
): Generator<SoundPiece<Heard>> {
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
function* chunksOf<Heard extends Stretch>(
  stretch: Heard,
  atSeconds: number,
  filmSeconds: number,
  seconds: number,
  chunkSeconds: number,
): Generator<SoundPiece<Heard>> {
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
