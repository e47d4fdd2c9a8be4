/** Owns looking at a film frame by frame: small frames go in, one after the other, and what could be a cut comes out, with how much speaks for it. */
import type { CutKind } from "./cuts.ts";
import { type Dip, dipEvidence, dissolveEvidence, dissolveReaches, dissolveSpan, findDip } from "./gradual-cuts.ts";
import { couldBeCut, hardEvidence } from "./hard-cuts.ts";
import { type Picture, type PictureSize, pictureSize, planeDifference, takePicture } from "./picture.ts";
import { createRun, type PictureRun } from "./picture-run.ts";
import { dissolveWeights, fadeWeights, hardWeights, whipWeights } from "./weights.ts";

export interface CutMeterShape extends PictureSize {
  readonly rateNum: number;
  readonly rateDen: number;
}

/** What could be a cut. `odds`: how much speaks for it, as the logarithm of its odds; 0 is as likely as not. */
export interface Candidate {
  readonly kind: CutKind;
  readonly frame: number;
  readonly from: number;
  readonly to: number;
  readonly odds: number;
}

/** What was kept of all frames of a film. */
export interface FilmScan {
  readonly frames: number;
  readonly rateNum: number;
  readonly rateDen: number;
  /** Ascending; none overlaps another one. */
  readonly candidates: readonly Candidate[];
}

export interface CutMeter {
  /** The next frame, planar 4:2:0 (all Y, then all U, then all V); it may be used again after the call. */
  add(frame: Uint8Array): void;
  finish(): FilmScan;
}

/** Pictures that the evidence of a hard cut reaches ahead, and that of a gradual one in both directions. */
const hardReach = 16;
const gradualReach = 36;
/** Less likely ones are not kept. */
const leastOdds = -4;
/** Pictures that differ from the one before by more than this, of 255, on average: nothing that a camera sees does so for long. */
const chaosFrom = 16;
/** When so many of a film's pictures do, there is nothing to tell a cut by. */
const chaosShare = 0.8;

/** Takes the frames of a film in order; their sides are even. */
export function createCutMeter({ rateNum, rateDen, ...source }: CutMeterShape): CutMeter {
  const size = pictureSize(source);
  const run = createRun(size);
  const isRepeat = repeatFinder();
  const isChaos = chaosFinder();
  let chaotic = 0;
  const found: Candidate[] = [];
  /** By number of the picture. */
  const hardOdds = new Map<number, number>();
  let frames = 0;
  let hardAsked = 1;
  let gradualAsked = 1;
  const askForHard = (end: number) => {
    for (; hardAsked < end; hardAsked += 1) {
      if (!couldBeCut(run, hardAsked)) continue;
      const { frame } = run.at(hardAsked).picture;
      const odds = weigh(hardEvidence(run, hardAsked), hardWeights);
      hardOdds.set(hardAsked, odds);
      if (odds > leastOdds) found.push({ kind: "hard", frame, from: frame, to: frame, odds });
    }
  };
  const askForGradual = (end: number) => {
    for (; gradualAsked < end; gradualAsked += 1) {
      found.push(...gradualAt(run, gradualAsked, hardOdds).filter(({ odds }) => odds > leastOdds));
      run.forget(gradualAsked - gradualReach);
    }
  };
  return {
    add(frame) {
      const picture = takePicture(frame, source, size, frames);
      frames += 1;
      if (isRepeat(picture)) return;
      if (isChaos(picture)) chaotic += 1;
      run.push(picture);
      askForHard(run.length - hardReach);
      askForGradual(run.length - hardReach - gradualReach);
    },
    finish() {
      askForHard(run.length);
      askForGradual(run.length);
      const candidates = chaotic > chaosShare * run.length ? [] : withoutOverlap(found);
      return { frames, rateNum, rateDen, candidates };
    },
  };
}

/** Tells pictures that have next to nothing in common with the one before. */
function chaosFinder(): (picture: Picture) => boolean {
  let last: Picture | null = null;
  return (picture) => {
    const difference = last ? planeDifference(last.luma, picture.luma) : 0;
    last = picture;
    return difference > chaosFrom;
  };
}

/** Tells frames that only show the last one again: they differ much less than others just before. */
function repeatFinder(): (picture: Picture) => boolean {
  const recent: number[] = [];
  let last: Picture | null = null;
  return (picture) => {
    const difference = last ? planeDifference(last.luma, picture.luma) : Number.POSITIVE_INFINITY;
    const usual = recent.toSorted((one, other) => one - other)[recent.length >> 1] ?? 0;
    if (difference < Math.max(0.03, 0.12 * usual)) return true;
    if (last) recent.push(difference);
    if (recent.length > 8) recent.shift();
    last = picture;
    return false;
  };
}

function gradualAt(run: PictureRun, index: number, hardOdds: ReadonlyMap<number, number>): Candidate[] {
  const candidates: Candidate[] = [];
  for (const reach of dissolveReaches) {
    const evidence = dissolveEvidence(run, index, reach);
    if (!evidence) continue;
    const odds = weigh(evidence, dissolveWeights);
    if (odds > leastOdds) candidates.push(gradual("dissolve", dissolveSpan(run, index, reach), run, odds));
  }
  for (const { kind, measureOf, weights } of dips) {
    const dip = findDip(run, index, measureOf);
    if (!dip) continue;
    const within = Array.from({ length: dip.to - dip.from }, (_, offset) => hardOdds.get(dip.from + 1 + offset));
    const evidence = dipEvidence(run, dip, Math.max(-99, ...within.flatMap((odds) => odds ?? [])));
    // Where it is lowest is surer than where it begins and ends.
    const { frame } = run.at(index).picture;
    candidates.push({ ...gradual(kind, dip, run, weigh(evidence, weights)), frame });
  }
  return candidates;
}

const dips = [
  { kind: "fade", measureOf: ({ contrast }: Picture) => contrast, weights: fadeWeights },
  { kind: "whip", measureOf: ({ sharpness }: Picture) => sharpness, weights: whipWeights },
] as const;

function gradual(kind: CutKind, span: Pick<Dip, "from" | "to">, run: PictureRun, odds: number): Candidate {
  const from = run.at(span.from + 1).picture.frame;
  const to = Math.max(from, run.at(span.to).picture.frame - 1);
  return { kind, frame: Math.floor((from + to + 1) / 2), from, to, odds };
}

function weigh(evidence: readonly number[], weights: readonly number[]): number {
  return evidence.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
}

/**
 * Of candidates that lie upon or right beside each other, the likeliest. Half of a whip or a fade looks like a hard cut, so that a likely
 * one goes before the hard one in it, which speaks for it too.
 */
export function withoutOverlap(candidates: readonly Candidate[]): Candidate[] {
  // Half of a fade looks like a dissolve as well.
  const rank = ({ kind, odds }: Candidate) => (kind === "fade" && odds > 0 ? odds + 100 : odds);
  const byOdds = candidates.toSorted((one, other) => rank(other) - rank(one));
  const hard = byOdds.filter(({ kind }) => kind === "hard");
  const kept: Candidate[] = [];
  for (const candidate of byOdds) {
    if (candidate.kind === "hard" || kept.some((each) => touch(each, candidate))) continue;
    const within = Math.max(...hard.filter((each) => touch(each, candidate)).map(({ odds }) => odds), leastOdds);
    if (within <= candidate.odds) kept.push(candidate);
    else if (candidate.kind !== "dissolve" && candidate.odds > 0) kept.push({ ...candidate, odds: within });
  }
  for (const candidate of hard) if (!kept.some((each) => touch(each, candidate))) kept.push(candidate);
  return kept.sort((one, other) => one.frame - other.frame);
}

function touch(one: Candidate, other: Candidate): boolean {
  return one.from <= other.to + 2 && one.to >= other.from - 2;
}
