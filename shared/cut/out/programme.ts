/**
 * Owns the cut as it is played: every shot with what shows it and for how many frames, and how frames of the cut and of the plan
 * answer each other. Without takes and trims both are the same.
 */
import { placeShots } from "../../project/layout.ts";
import type { Pass, Project, Shot } from "../../project/model.ts";
import type { Take } from "../../takes/take.ts";
import { type RateName, rateOf } from "../../time/rate.ts";
import { partOfAnimatic } from "./cut.ts";
import { partOfTake, passOfTake, type ShotPart, takeOfShot } from "./take-film.ts";

/** One shot of the cut. Frames are at the project's rate; those of places count from the start of the pass. */
export interface CutShot {
  readonly pass: Pass;
  readonly shot: Shot;
  readonly index: number;
  /** Null where the animatic shows it, then `firstFrame` counts from the shot's first planned frame. */
  readonly take: Take | null;
  /** Where in the take it lies; null for an animatic. */
  readonly part: ShotPart | null;
  readonly firstFrame: number;
  /** In the cut; 0 for a shot too short for a frame. */
  readonly startFrame: number;
  readonly frames: number;
  readonly plannedStartFrame: number;
  readonly plannedFrames: number;
}

export interface CutPass {
  readonly pass: Pass;
  /** From the start of the cut, and of the plan. */
  readonly startFrame: number;
  readonly frames: number;
  readonly plannedStartFrame: number;
  readonly plannedFrames: number;
  readonly shots: readonly CutShot[];
}

export interface CutProgramme {
  readonly passes: readonly CutPass[];
  readonly frames: number;
}

/** A frame of the cut: its shot, and how many frames into the shot it lies. */
export interface CutPlace {
  readonly cutPass: CutPass;
  readonly cutShot: CutShot;
  readonly offset: number;
}

const programmes = new WeakMap<Project, { takes: readonly Take[]; programme: CutProgramme }>();
const passes = new WeakMap<Pass, { takes: readonly Take[]; rateName: RateName; shots: readonly CutShot[] }>();

/** The cut of a project, kept while project and takes stay the same objects; a pass that has not changed is not placed again. */
export function cutProgramme(project: Project, takes: readonly Take[]): CutProgramme {
  const known = programmes.get(project);
  if (known?.takes === takes) return known.programme;
  let startFrame = 0;
  let plannedStartFrame = 0;
  const placed = project.passes.map((pass): CutPass => {
    const shots = shotsOfCut(project.passes, pass, takes, project.rate);
    const last = shots.at(-1);
    const frames = last ? last.startFrame + last.frames : 0;
    const plannedFrames = last ? last.plannedStartFrame + last.plannedFrames : 0;
    const place = { pass, startFrame, frames, plannedStartFrame, plannedFrames, shots };
    startFrame += frames;
    plannedStartFrame += plannedFrames;
    return place;
  });
  const programme = { passes: placed, frames: startFrame };
  programmes.set(project, { takes, programme });
  return programme;
}

function shotsOfCut(all: readonly Pass[], pass: Pass, takes: readonly Take[], rateName: RateName): readonly CutShot[] {
  const known = passes.get(pass);
  if (known?.takes === takes && known.rateName === rateName) return known.shots;
  const rate = rateOf(rateName);
  let startFrame = 0;
  const shots = placeShots(pass, rate).map(({ shot, index, startFrame: plannedStartFrame, endFrame }): CutShot => {
    const plannedFrames = endFrame - plannedStartFrame;
    const take = takeOfShot(pass, shot, takes);
    const part = take?.film
      ? partOfTake(take, take.film, passOfTake(all, take), shot, plannedFrames, { rate, conform: "convert" })
      : null;
    const { skipped, frames } = part
      ? { skipped: part.firstFrame, frames: part.frames }
      : partOfAnimatic(shot, plannedFrames);
    const place = { startFrame, frames, plannedStartFrame, plannedFrames };
    startFrame += frames;
    return { pass, shot, index, take: part ? take : null, part, firstFrame: skipped, ...place };
  });
  // What is said of a take of another pass may change while this one does not.
  if (shots.every(({ take }) => take === null || take.passId === pass.id)) passes.set(pass, { takes, rateName, shots });
  return shots;
}

/** What a frame of the cut shows; the last frame for one past the end, null for a cut without frames. */
export function cutPlaceAt({ passes: placed, frames }: CutProgramme, frame: number): CutPlace | null {
  if (frames === 0) return null;
  const wanted = Math.min(frames - 1, Math.max(0, frame));
  const cutPass = placed.find((each) => wanted < each.startFrame + each.frames);
  const inPass = wanted - (cutPass?.startFrame ?? 0);
  const cutShot = cutPass?.shots.find((each) => inPass < each.startFrame + each.frames);
  return cutPass && cutShot ? { cutPass, cutShot, offset: inPass - cutShot.startFrame } : null;
}

/** How many frames of the shot the cut leaves out before the first that it plays; negative when it begins before the shot. */
function leftOutBefore({ part, firstFrame }: CutShot): number {
  return part ? part.firstFrame - part.shotIn : firstFrame;
}

/** The frame of the plan that stands at a frame of the cut: as far into the shot's trim, within what is planned of the shot. */
export function planFrameAt(programme: CutProgramme, frame: number): number {
  const place = cutPlaceAt(programme, frame);
  if (!place) return 0;
  const { cutPass, cutShot, offset } = place;
  const inShot = Math.min(Math.max(0, cutShot.plannedFrames - 1), Math.max(0, offset + leftOutBefore(cutShot)));
  return cutPass.plannedStartFrame + cutShot.plannedStartFrame + inShot;
}

/** The frame of the cut that stands at a frame of the plan; the nearest one for what the cut leaves out. */
export function cutFrameAt({ passes: placed, frames }: CutProgramme, planFrame: number): number {
  const cutPass = placed.find((each) => planFrame < each.plannedStartFrame + each.plannedFrames);
  if (!cutPass) return Math.max(0, frames - 1);
  const inPass = planFrame - cutPass.plannedStartFrame;
  const cutShot = cutPass.shots.find((each) => inPass < each.plannedStartFrame + each.plannedFrames);
  if (!cutShot) return cutPass.startFrame;
  const inShot = inPass - cutShot.plannedStartFrame - leftOutBefore(cutShot);
  const offset = Math.min(Math.max(0, cutShot.frames - 1), Math.max(0, inShot));
  return Math.min(Math.max(0, frames - 1), cutPass.startFrame + cutShot.startFrame + offset);
}

/**
 * The frame of a film, at its own rate, that is seen at `gridFrame` of the film as it plays at `rate`: the one that ffmpeg's fps filter
 * (round near) shows there.
 */
export function filmFrameAt(
  gridFrame: number,
  film: { rateNum: number; rateDen: number; frames: number },
  rate: { num: number; den: number },
): number {
  const [own, other] = [film.rateNum * rate.den, rate.num * film.rateDen];
  if (own === other) return Math.min(film.frames - 1, gridFrame);
  // The last frame k with round(k * other / own) <= gridFrame.
  let frame = Math.floor((gridFrame * own) / other) + 1;
  while (frame > 0 && Math.round((frame * other) / own) > gridFrame) frame -= 1;
  return Math.min(film.frames - 1, frame);
}
