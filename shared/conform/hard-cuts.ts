/** Owns what speaks for and against a hard cut before a picture: how much more it differs than its neighbours do, and whether the scene returns. */
import { exposureStepMax, type Match, matchPictures } from "./motion.ts";
import { planeDifference } from "./picture.ts";
import type { PictureRun, Step } from "./picture-run.ts";

/** Pictures without any structure are as new as can be. */
const newnessMax = 3;
/** As far as a thing that hides the scene is waited for. */
const returnLags = [1, 2, 4, 7, 11, 15];

/** Whether it is worth asking: it differs as much as either neighbour, and clearly more than those around it. */
export function couldBeCut(run: PictureRun, index: number): boolean {
  if (index < 1) return false;
  const step = run.at(index);
  if (step.difference < 0.2) return false;
  return isPeak(run, index, ({ match }) => match.residual) || isPeak(run, index, ({ difference }) => difference);
}

function isPeak(run: PictureRun, index: number, measureOf: (step: Step) => number): boolean {
  const value = measureOf(run.at(index));
  const inside = (each: number) => each > 0 && each < run.length;
  const near = [index - 1, index + 1].filter(inside).map((each) => measureOf(run.at(each)));
  const wide = [-6, -5, -4, -3, -2, 2, 3, 4, 5, 6].map((offset) => index + offset).filter(inside);
  return value >= most(near) && value > 1.3 * median(wide.map((each) => measureOf(run.at(each)))) + 0.1;
}

/** The evidence, as numbers of about one; `hardWeights` has a weight for each. */
export function hardEvidence(run: PictureRun, index: number): number[] {
  const { size } = run;
  const last = run.length - 1;
  const step = run.at(index);
  const before = run.at(index - 1).picture;
  const around = (from: number, to: number) =>
    [-1, 1].flatMap((side) =>
      Array.from({ length: to - from + 1 }, (_, offset) => index + side * (from + offset)).filter(
        (each) => each > 0 && each <= last,
      ),
    );
  const residualOf = (each: number) => run.at(each).match.residual;
  const differenceOf = (each: number) => run.at(each).difference;
  const colourOf = (each: number) => run.at(each).colourDifference;
  const next = around(1, 1);
  const beyond = around(2, 5);
  const wide = around(1, 8);
  const { residual, newness, newShare } = step.match;
  const match = (from: number, to: number) =>
    from < 0 || to > last ? null : matchPictures(run.at(from).picture, run.at(to).picture, size, exposureStepMax);
  const apart = [match(index - 3, index - 1), match(index, index + 2)].map((each) => each?.residual ?? 0);
  const onward = returnLags.flatMap((lag) => match(index - 1, index + lag) ?? []);
  const backward = returnLags.flatMap((lag) => match(index - 1 - lag, index) ?? []);
  const least = (matches: typeof onward) => Math.min(residual, ...matches.map((each) => each.residual));
  const pastLast = (lag: number) => index + lag <= last && index - 1 - lag >= 0;
  const farLag = [4, 3, 2, 1].find(pastLast) ?? 0;
  const far = match(index - 1 - farLag, index + farLag) ?? step.match;
  const leastDifference = Math.min(
    step.difference,
    ...returnLags.flatMap((lag) =>
      index + lag <= last ? planeDifference(before.luma, run.at(index + lag).picture.luma) : [],
    ),
    ...returnLags.flatMap((lag) =>
      index - 1 - lag >= 0 ? planeDifference(run.at(index - 1 - lag).picture.luma, step.picture.luma) : [],
    ),
  );
  const sharpness = Math.max(...around(1, 6).map((each) => run.at(each).picture.sharpness), 0.5);
  const sharpest = Math.min(before.sharpness, step.picture.sharpness);
  const coarseOf = (each: number) => run.at(each).coarseDifference;
  const moved = [residualOf, differenceOf, coarseOf, colourOf].map((measureOf) => [
    ratio(measureOf(index), most(next.map(measureOf))),
    ratio(measureOf(index), most(beyond.map(measureOf))),
    ratio(measureOf(index), median(wide.map(measureOf))),
  ]);
  const cohesion = ratio(residual, most(apart));
  const near = around(1, 4);
  const blockPeaks = [
    ...peaksOfBlocks(run, index, near, ({ blocks }) => blocks),
    ...peaksOfBlocks(run, index, near, ({ stillBlocks }) => stillBlocks),
  ];
  const peaks = moved.flat();
  return [
    ...peaks,
    cohesion,
    ...blockPeaks,
    // What matters is that all of them are high; beyond that, it matters little how high.
    ...[...peaks, cohesion].map((peak) => Math.min(1, Math.max(-0.5, peak))),
    Math.min(...peaks.slice(0, 9), cohesion),
    Math.log(1 + step.colourDifference),
    Math.log(1 + step.coarseDifference),
    step.coarseDifference / (step.difference + 0.1),
    Math.min(newnessMax, newness),
    newShare,
    Math.log(1 + residual),
    ratio(least(onward), residual),
    ratio(least(backward), residual),
    ratio(leastDifference, step.difference),
    Math.min(newnessMax, far.newness),
    far.newShare,
    ratio(far.residual, residual),
    Math.min(1.2, sharpest / sharpness),
    Math.min(1, Math.abs(step.picture.mean - before.mean) / 40),
    1,
  ];
}

/** How much more each block differs than it does in any step around: of most blocks, of a quarter of them, and of a twelfth. */
function peaksOfBlocks(
  run: PictureRun,
  index: number,
  near: readonly number[],
  blocksOf: (match: Match) => Float32Array,
): number[] {
  const own = blocksOf(run.at(index).match);
  const others = near.map((each) => blocksOf(run.at(each).match));
  const peaks = own
    .map((value, block) => Math.log((value + 0.4) / (most(others.map((each) => each[block] ?? 0)) + 0.4)))
    .sort();
  const at = (share: number) => peaks[Math.floor(share * (peaks.length - 1))] ?? 0;
  return [at(0.5), at(0.75), at(0.92)];
}

function most(values: readonly number[]): number {
  return Math.max(0, ...values);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** How many times as large, as a logarithm; what is too small to be seen counts as equal. */
function ratio(one: number, other: number): number {
  return Math.log((one + 0.12) / (other + 0.12));
}
