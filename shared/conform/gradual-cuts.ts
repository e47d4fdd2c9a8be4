/** Owns what speaks for and against a gradual cut: a dissolve is a mixture of what lies before and after, a fade loses its contrast, a whip its edges. */
import { matchPictures } from "./motion.ts";
import { type Picture, planeDifference } from "./picture.ts";
import type { PictureRun } from "./picture-run.ts";

/** Half lengths of dissolves that are looked for, in pictures. */
export const dissolveReaches = [3, 5, 8, 12, 16] as const;

/** A stretch of pictures over which something is lower than on both sides; `index` is where it is lowest. */
export interface Dip {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

const dipReach = 30;
/** How many times as high both sides are at least. */
const dipDepth = 1.4;

/** The stretch around `index`, if the value is lowest there and clearly higher on both sides. */
export function findDip(run: PictureRun, index: number, measureOf: (picture: Picture) => number): Dip | null {
  const value = (at: number) => measureOf(run.at(at).picture);
  const low = value(index);
  if (index < 2 || index > run.length - 3 || value(index - 1) < low || value(index + 1) <= low) return null;
  const climb = (side: -1 | 1): number | null => {
    const rises = (step: number) => {
      const at = index + side * step;
      return at < 0 || at >= run.length ? null : value(at) - low;
    };
    const top = climbOf(rises, dipReach, 0.1 * low);
    return value(index + side * top) > dipDepth * low + 0.3 ? index + side * top : null;
  };
  const from = climb(-1);
  const to = from === null ? null : climb(1);
  return from === null || to === null ? null : { index, from, to };
}

/**
 * How many steps a change takes that goes on evenly, from its middle to its end: where it stands still, or goes on at less than two
 * thirds of its pace. It begins at the first step that is above `least`; `changeAt` is null where there are no more pictures.
 */
function climbOf(changeAt: (step: number) => number | null, reach: number, least: number): number {
  let [begun, top] = [0, 0];
  for (let step = 1; step <= reach; step += 1) {
    const change = changeAt(step);
    if (change === null || change < 0) break;
    if (change <= least) {
      if (begun > 0) break;
      continue;
    }
    if (begun === 0) begun = step;
    else if (step - begun >= 2) {
      const pace = change / (step - begun + 1);
      if (change - (changeAt(step - 2) ?? 0) < 0.67 * pace) break;
    }
    top = step;
  }
  return top;
}

/**
 * Evidence of both kinds of dip, as numbers of about one. `from` and `to` are the last and first pictures that it leaves alone;
 * `hardOdds` is how much speaks for a hard cut in between.
 */
export function dipEvidence(run: PictureRun, { index, from, to }: Dip, hardOdds: number): number[] {
  const [before, low, after] = [run.at(from).picture, run.at(index).picture, run.at(to).picture];
  const match = matchPictures(before, after, run.size);
  const back = matchPictures(run.at(Math.max(0, from - 4)).picture, before, run.size);
  const on = matchPictures(after, run.at(Math.min(run.length - 1, to + 4)).picture, run.size);
  const steps = Array.from({ length: to - from }, (_, offset) => run.at(from + 1 + offset).difference);
  const colour = colourDistance(before, after);
  const extreme = Math.min(Math.abs(low.mean - 16), Math.abs(235 - low.mean)) / 60;
  return [
    share(low.contrast, Math.min(before.contrast, after.contrast)),
    share(low.sharpness, Math.min(before.sharpness, after.sharpness)),
    Math.min(1, extreme),
    Math.min(2, match.newness),
    match.newShare,
    Math.min(2, Math.max(back.newness, on.newness)),
    Math.log(1 + planeDifference(before.luma, after.luma)) / 3,
    Math.log(1 + colour),
    Math.log(1 + Math.max(...steps)) / 3,
    Math.max(...steps) / (1 + steps.reduce((sum, step) => sum + step, 0)),
    Math.log(to - from) / 3,
    Math.min(4, Math.max(-6, hardOdds)) / 4,
    1,
  ];
}

/** How unlike two pictures' colours are as a whole, whatever lies where. */
function colourDistance(one: Picture, other: Picture): number {
  const bins = 12;
  const countOf = ({ luma, chroma }: Picture) => {
    const counts = new Float32Array(3 * bins);
    for (const [values, start, end, first] of [
      [luma, 0, luma.length, 0],
      [chroma, 0, chroma.length / 2, bins],
      [chroma, chroma.length / 2, chroma.length, 2 * bins],
    ] as const) {
      const weight = 1 / (end - start);
      const [low, width] = first === 0 ? [0, 256] : [64, 128];
      for (let at = start; at < end; at += 1) {
        const bin = Math.min(bins - 1, Math.max(0, Math.floor((((values[at] as number) - low) * bins) / width)));
        counts[first + bin] = (counts[first + bin] as number) + weight;
      }
    }
    return counts;
  };
  const [counts, others] = [countOf(one), countOf(other)];
  let [distance, sum] = [0, 0];
  for (let bin = 0; bin < 3 * bins; bin += 1) {
    if (bin % bins === 0) sum = 0;
    sum += (counts[bin] as number) - (others[bin] as number);
    distance += Math.abs(sum);
  }
  return distance;
}

/** More of the mixture than this is never neither of both pictures. */
const leftMax = 0.55;
/** A mixture is judged by every third sample. */
const sampleStep = 3;

/** Evidence of a dissolve that has its middle at `index`, from `reach` pictures before to as many after; null where it cannot be one. */
export function dissolveEvidence(run: PictureRun, index: number, reach: number): number[] | null {
  const [from, to] = [index - reach, index + reach];
  if (from < 0 || to >= run.length) return null;
  const [before, after] = [run.at(from).picture, run.at(to).picture];
  const apart = planeDifference(before.luma, after.luma) + planeDifference(before.chroma, after.chroma);
  if (apart < 6) return null;
  // Two pictures upon each other have less contrast than each alone.
  const dip = run.at(index).picture.contrast / ((before.contrast + after.contrast) / 2 + 1);
  if (dip > 0.97) return null;
  let largest = 0;
  for (let at = from + 1; at <= to; at += 1) {
    largest = Math.max(largest, run.at(at).difference + run.at(at).colourDifference);
  }
  if (largest > 0.5 * apart) return null;
  const half = Math.max(1, Math.round(reach / 2));
  const mixes = [index - half, index, index + half].map((at) => mixOf(before, after, run.at(at).picture));
  const [early, middle, late] = mixes as [Mix, Mix, Mix];
  if (late.share - early.share < 0.3 || Math.abs(middle.share - 0.5) > 0.25) return null;
  const beyond = Math.max(3, half);
  const outside = (at: number, picture: Picture) =>
    at < 0 || at >= run.length ? 0.3 : planeDifference(run.at(at).picture.luma, picture.luma) / apart;
  const left = (early.left + middle.left + late.left) / 3;
  if (left > leftMax || middle.left > leftMax) return null;
  const match = matchPictures(before, after, run.size);
  return [
    Math.log(apart) / 3,
    Math.min(2, match.newness),
    match.newShare,
    left,
    Math.min(2, middle.left),
    Math.abs(middle.share - 0.5),
    late.share - early.share,
    Math.min(1, outside(from - beyond, before)),
    Math.min(1, outside(to + beyond, after)),
    largest / apart,
    (2 * reach * largest) / apart / 10,
    Math.min(1.5, dip),
    reach / 10,
    Math.log(1 + colourDistance(before, after)),
    Math.min(1, coarseLeft(run, index, reach)),
    1,
  ];
}

/** How much of the mixture is neither, when details that move are lost. */
function coarseLeft(run: PictureRun, index: number, reach: number): number {
  const half = Math.max(1, Math.round(reach / 2));
  const [before, after] = [run.at(index - reach).picture.coarse, run.at(index + reach).picture.coarse];
  const left = [index - half, index, index + half].map((at) => mixPlanes(before, after, run.at(at).picture.coarse, 1));
  return left.reduce((sum, mix) => sum + mix.left, 0) / left.length;
}

/** The pictures around a dissolve that it leaves alone, as its mixtures tell. */
export function dissolveSpan(run: PictureRun, index: number, reach: number): Pick<Dip, "from" | "to"> {
  const edge = (side: -1 | 1) => Math.min(run.length - 1, Math.max(0, index + side * Math.ceil(reach * 1.5)));
  const [first, last] = [edge(-1), edge(1)];
  const shareAt = (at: number) => mixOf(run.at(first).picture, run.at(last).picture, run.at(at).picture).share;
  const middle = shareAt(index);
  const climb = (side: -1 | 1) =>
    climbOf(
      (step) => {
        const at = index + side * step;
        return at < first || at > last ? null : side * (shareAt(at) - middle);
      },
      Math.ceil(reach * 1.5),
      0.01,
    );
  return { from: index - Math.max(1, climb(-1)), to: index + Math.max(1, climb(1)) };
}

interface Mix {
  /** How much of the second picture is in the mixture. */
  readonly share: number;
  /** How much of the mixture is neither, as a share of the two pictures' difference. */
  readonly left: number;
}

/** The mixture of two pictures that comes closest to a third one. */
export function mixOf(one: Picture, other: Picture, mixture: Picture): Mix {
  return mixPlanes(one.luma, other.luma, mixture.luma, sampleStep);
}

function mixPlanes(one: Float32Array, other: Float32Array, mixture: Float32Array, step: number): Mix {
  let [along, length] = [0, 0];
  for (let at = 0; at < one.length; at += step) {
    const span = (other[at] as number) - (one[at] as number);
    along += span * ((mixture[at] as number) - (one[at] as number));
    length += span * span;
  }
  const mixed = Math.min(1, Math.max(0, along / (length + 1)));
  let [left, whole] = [0, 0];
  for (let at = 0; at < one.length; at += step) {
    const span = (other[at] as number) - (one[at] as number);
    left += Math.abs((mixture[at] as number) - (one[at] as number) - mixed * span);
    whole += Math.abs(span);
  }
  return { share: mixed, left: left / (whole + 1) };
}

function share(part: number, whole: number): number {
  return Math.min(2, part / (whole + 0.3));
}
