/**
 * Owns where every shot lies on the programme's frame axis, by the plan or by the cut, kept pass by pass so that a drag places one pass
 * anew and only adds up the rest.
 */
import type { CutProgramme, CutShot } from "../../../shared/cut/out/programme.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { frameAtMs, type Rate, rateOf, timebaseOf } from "../../../shared/time/rate.ts";

/** The programme as the canvas draws it. All frames count from the start of the programme. */
export interface ProgrammeLayout {
  readonly passes: readonly Pass[];
  readonly rate: Rate;
  /** Start frame of each pass, with the end of the programme as one more. */
  readonly passStarts: Float64Array;
  /** For each pass the frames from its own start at which its shots begin, with its length as one more. */
  readonly boundaries: readonly Float64Array[];
  readonly shotCount: number;
}

/** Where a shot stands: the pass by its index, and the shot by its index in the pass. */
export interface ShotPlace {
  readonly passIndex: number;
  readonly shotIndex: number;
}

const placedPasses = new WeakMap<Pass, { timebase: number; frames: Float64Array }>();

function boundariesOf(pass: Pass, rate: Rate): Float64Array {
  const timebase = timebaseOf(rate);
  const known = placedPasses.get(pass);
  if (known?.timebase === timebase) return known.frames;
  const frames = new Float64Array(pass.shots.length + 1);
  let startMs = 0;
  for (const [index, shot] of pass.shots.entries()) {
    startMs += shot.durationMs;
    frames[index + 1] = frameAtMs(startMs, rate);
  }
  placedPasses.set(pass, { timebase, frames });
  return frames;
}

const placedCuts = new WeakMap<readonly CutShot[], Float64Array>();

function boundariesOfCut(shots: readonly CutShot[]): Float64Array {
  let frames = placedCuts.get(shots);
  if (!frames) {
    frames = Float64Array.from([0, ...shots.map((shot) => shot.startFrame + shot.frames)]);
    placedCuts.set(shots, frames);
  }
  return frames;
}

type Outline = Pick<Project, "passes" | "rate">;

/** Lays out all passes one after another as planned; passes that were laid out before cost one look-up each. */
export function layoutProgramme(project: Outline): ProgrammeLayout {
  const rate = rateOf(project.rate);
  return layOut(
    project,
    project.passes.map((pass) => boundariesOf(pass, rate)),
  );
}

/** The same as the cut plays it; `cut` is that of the very project. */
export function layoutCut(project: Outline, cut: CutProgramme): ProgrammeLayout {
  return layOut(
    project,
    cut.passes.map(({ shots }) => boundariesOfCut(shots)),
  );
}

function layOut({ passes, rate }: Outline, boundaries: readonly Float64Array[]): ProgrammeLayout {
  const passStarts = new Float64Array(passes.length + 1);
  let shotCount = 0;
  for (const [index, frames] of boundaries.entries()) {
    shotCount += frames.length - 1;
    passStarts[index + 1] = at(passStarts, index) + at(frames, frames.length - 1);
  }
  return { passes, rate: rateOf(rate), passStarts, boundaries, shotCount };
}

export function totalFrames(layout: ProgrammeLayout): number {
  return at(layout.passStarts, layout.passes.length);
}

/** The index of the pass that holds `frame`; the nearest one outside the programme, and -1 only when there are no passes. */
export function passAtFrame(layout: ProgrammeLayout, frame: number): number {
  return Math.min(layout.passes.length - 1, lastAtOrBefore(layout.passStarts, layout.passes.length, frame));
}

/** The shot that holds `frame`, the nearest one outside the programme; null when there are no passes. */
export function shotAtFrame(layout: ProgrammeLayout, frame: number): ShotPlace | null {
  const passIndex = passAtFrame(layout, frame);
  if (passIndex < 0) return null;
  const frames = boundariesFor(layout, passIndex);
  const inPass = frame - at(layout.passStarts, passIndex);
  return { passIndex, shotIndex: Math.min(frames.length - 2, lastAtOrBefore(frames, frames.length - 1, inPass)) };
}

export function startFrameOf(layout: ProgrammeLayout, { passIndex, shotIndex }: ShotPlace): number {
  return at(layout.passStarts, passIndex) + at(boundariesFor(layout, passIndex), shotIndex);
}

export function endFrameOf(layout: ProgrammeLayout, { passIndex, shotIndex }: ShotPlace): number {
  return at(layout.passStarts, passIndex) + at(boundariesFor(layout, passIndex), shotIndex + 1);
}

export function shotOf(layout: ProgrammeLayout, { passIndex, shotIndex }: ShotPlace): Shot {
  return layout.passes[passIndex]?.shots[shotIndex] as Shot;
}

/** Where shots were found last: a drag asks for the same few at every move, and lengths change no places. */
const lastPlaces = new Map<string, ShotPlace>();
const lastPlacesMax = 64;

export function placeOfShot(layout: ProgrammeLayout, shotId: string): ShotPlace | null {
  const last = lastPlaces.get(shotId);
  if (last && layout.passes[last.passIndex]?.shots[last.shotIndex]?.id === shotId) return last;
  for (const [passIndex, pass] of layout.passes.entries()) {
    const shotIndex = pass.shots.findIndex((shot) => shot.id === shotId);
    if (shotIndex === -1) continue;
    if (lastPlaces.size >= lastPlacesMax) lastPlaces.clear();
    lastPlaces.set(shotId, { passIndex, shotIndex });
    return { passIndex, shotIndex };
  }
  return null;
}

/** The shot after (`1`) or before (`-1`) another, across passes; null at either end. */
export function neighbourOf(layout: ProgrammeLayout, place: ShotPlace, direction: 1 | -1): ShotPlace | null {
  const shotIndex = place.shotIndex + direction;
  if (layout.passes[place.passIndex]?.shots[shotIndex]) return { passIndex: place.passIndex, shotIndex };
  const passIndex = place.passIndex + direction;
  const pass = layout.passes[passIndex];
  return pass ? { passIndex, shotIndex: direction > 0 ? 0 : pass.shots.length - 1 } : null;
}

function boundariesFor(layout: ProgrammeLayout, passIndex: number): Float64Array {
  return layout.boundaries[passIndex] as Float64Array;
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

/** Index of the last of `count` ascending values that is not after `wanted`; 0 when all are. -1 when there are none. */
function lastAtOrBefore(values: Float64Array, count: number, wanted: number): number {
  let low = Math.min(0, count - 1);
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(values, middle) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
