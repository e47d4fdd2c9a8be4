/** Owns what is kept of a take once its film has been looked at: the cuts between the shots that it was made to show. */

import type { FilmScan } from "../../../shared/conform/cut-meter.ts";
import { type BoundaryCut, cutsMaker, type MeasuredCuts } from "../../../shared/conform/cuts.ts";
import { measureCuts } from "../../../shared/conform/measure-cuts.ts";
import type { Pass } from "../../../shared/project/model.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { plannedStarts } from "../../../shared/takes/take-shots.ts";

/** Whether what is known of a take is older than this version, or nothing. */
export function isUnmeasured({ film, cuts }: Take): boolean {
  return film === null || cuts === null || cuts.maker < cutsMaker;
}

/** An animatic is drawn by the plan: its cuts are known, and cards that look alike need not be told apart. */
export function needsScan({ profile }: Take): boolean {
  return profile !== "animatic";
}

/** `scan` is null only for a take that needs none; `pass` stands in for the shots of a take that does not say its own. */
export function cutsOfTake(take: Take, film: TakeFile, pass: Pass | undefined, scan: FilmScan | null): MeasuredCuts {
  const shots = take.shots ?? pass?.shots ?? [];
  const boundaries = plannedStarts(shots, film).slice(1, -1);
  if (scan) return measureCuts(scan, boundaries);
  const exact = (frame: number): BoundaryCut => ({ kind: "hard", frame, from: frame, to: frame, confidence: 1 });
  return { maker: cutsMaker, boundaries: boundaries.map(exact), others: [] };
}
