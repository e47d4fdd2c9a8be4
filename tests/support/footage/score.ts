/** Owns judging measured cuts by the truth: hard ones at their very frame, gradual ones anywhere within. */
import type { MeasuredCut, MeasuredCuts } from "../../../shared/conform/cuts.ts";
import type { TrueCut } from "./assemble.ts";

export interface Score {
  /** Hard cuts found at their frame, and those missed. */
  readonly found: number;
  readonly missed: number;
  /** Claims where no cut is. */
  readonly wrong: number;
  readonly gradualFound: number;
  readonly gradual: number;
  /** Claims of at least 0.8, and those among them that are wrong. */
  readonly sure: number;
  readonly sureButWrong: number;
}

const noScore: Score = {
  ...{ found: 0, missed: 0, wrong: 0, gradualFound: 0, gradual: 0 },
  ...{ sure: 0, sureButWrong: 0 },
};

/** What is claimed, in order. */
export function claimsOf({ boundaries, others }: MeasuredCuts): MeasuredCut[] {
  const assigned = boundaries.flatMap(({ kind, ...extent }) => (kind === "none" ? [] : [{ kind, ...extent }]));
  return [...assigned, ...others].sort((one, other) => one.frame - other.frame);
}

export function scoreCuts(truth: readonly TrueCut[], claims: readonly MeasuredCut[]): Score {
  const right = new Set<MeasuredCut>();
  let [found, gradualFound] = [0, 0];
  for (const { kind, from, to } of truth) {
    const slack = kind === "hard" ? 0 : 1;
    const hits = claims.filter(({ frame }) => frame >= from - slack && frame <= to + slack);
    for (const hit of hits) right.add(hit);
    if (hits.length > 0 && kind === "hard") found += 1;
    if (hits.length > 0 && kind !== "hard") gradualFound += 1;
  }
  const hard = truth.filter(({ kind }) => kind === "hard").length;
  const sure = claims.filter(({ confidence }) => confidence >= 0.8);
  return {
    found,
    missed: hard - found,
    wrong: claims.filter((claim) => !right.has(claim)).length,
    gradualFound,
    gradual: truth.length - hard,
    sure: sure.length,
    sureButWrong: sure.filter((claim) => !right.has(claim)).length,
  };
}

export function sumScores(scores: readonly Score[]): Score {
  const sum = (one: Score, other: Score): Score => ({
    found: one.found + other.found,
    missed: one.missed + other.missed,
    wrong: one.wrong + other.wrong,
    gradualFound: one.gradualFound + other.gradualFound,
    gradual: one.gradual + other.gradual,
    sure: one.sure + other.sure,
    sureButWrong: one.sureButWrong + other.sureButWrong,
  });
  return scores.reduce(sum, noScore);
}

export function f1({ found, missed, wrong }: Score): number {
  return (2 * found) / Math.max(1, 2 * found + missed + wrong);
}
