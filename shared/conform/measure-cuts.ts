/** Owns finding the cuts of a film in what was kept of its frames, and which of them stands for which planned boundary. */
import type { Candidate, FilmScan } from "./cut-meter.ts";
import { type BoundaryCut, cutsMaker, type MeasuredCut, type MeasuredCuts } from "./cuts.ts";

/** By how much a cut is more likely right where one was planned, as a logarithm of odds; it loses so much again a second away from there. */
const plannedOdds = 2;
const oddsLostASecond = 3;
/** And so much anywhere, so that a cut far from every plan still stands for a boundary that has none. */
const plannedOddsMin = -0.95;
/** How much speaks against a boundary without a cut: rather one far away than none here and an unplanned one there. */
const noneOdds = -1.5;
/** By how much one is less likely where none was planned, when others were. */
const unplannedOdds = -1;

/**
 * `boundaries`: the planned first frames of all shots but the first, ascending, in the film's own frames; null where nothing was
 * planned. In order, each boundary gets a cut or none, so that all together are the likeliest.
 */
export function measureCuts(scan: FilmScan, boundaries: readonly number[] | null): MeasuredCuts {
  const { candidates } = scan;
  if (boundaries === null) {
    const others = candidates.filter(({ odds }) => odds > 0).map((candidate) => cutOf(candidate, candidate.odds));
    return { maker: cutsMaker, boundaries: [], others };
  }
  const oddsAt = (candidate: Candidate, boundary: number) => {
    const seconds = (Math.abs(candidate.frame - boundary) * scan.rateDen) / scan.rateNum;
    return candidate.odds + Math.max(plannedOddsMin, plannedOdds - oddsLostASecond * seconds);
  };
  const chosen = chooseInOrder(candidates, boundaries, oddsAt);
  const taken = new Set(chosen);
  return {
    maker: cutsMaker,
    boundaries: boundaries.map((boundary, index): BoundaryCut => {
      const candidate = chosen[index];
      if (candidate) return cutOf(candidate, oddsAt(candidate, boundary));
      const missed = candidates.filter((each) => !taken.has(each)).map((each) => oddsAt(each, boundary));
      const frame = Math.min(boundary, scan.frames);
      return { kind: "none", frame, from: frame, to: frame, confidence: chance(-Math.max(...missed, -4)) };
    }),
    others: candidates
      .filter((candidate) => !taken.has(candidate) && candidate.odds + unplannedOdds > 0)
      .map((candidate) => cutOf(candidate, candidate.odds + unplannedOdds)),
  };
}

/** For each boundary its candidate or null, both in order, with the largest sum of odds; none is less likely than not. */
function chooseInOrder(
  candidates: readonly Candidate[],
  boundaries: readonly number[],
  oddsAt: (candidate: Candidate, boundary: number) => number,
): (Candidate | null)[] {
  const width = candidates.length + 1;
  // The best sum of the first boundaries and the first candidates.
  const best = new Float64Array((boundaries.length + 1) * width);
  const gainOf = (boundary: number, candidate: number) => {
    const each = candidates[candidate - 1] as Candidate;
    const asOther = Math.max(0, each.odds + unplannedOdds);
    const odds = oddsAt(each, boundaries[boundary - 1] as number);
    return odds > 0 ? odds - asOther - noneOdds : Number.NEGATIVE_INFINITY;
  };
  for (let boundary = 1; boundary <= boundaries.length; boundary += 1) {
    for (let candidate = 1; candidate < width; candidate += 1) {
      const at = boundary * width + candidate;
      const taking = (best[at - width - 1] as number) + gainOf(boundary, candidate);
      best[at] = Math.max(best[at - 1] as number, best[at - width] as number, taking);
    }
  }
  const chosen: (Candidate | null)[] = boundaries.map(() => null);
  let [boundary, candidate] = [boundaries.length, candidates.length];
  while (boundary > 0 && candidate > 0) {
    const at = boundary * width + candidate;
    if (best[at] === best[at - 1]) candidate -= 1;
    else if (best[at] === best[at - width]) boundary -= 1;
    else {
      chosen[boundary - 1] = candidates[candidate - 1] as Candidate;
      boundary -= 1;
      candidate -= 1;
    }
  }
  return chosen;
}

function cutOf({ kind, frame, from, to }: Candidate, odds: number): MeasuredCut {
  return { kind, frame, from, to, confidence: chance(odds) };
}

/** From the logarithm of odds to 0 to 1, in hundredths. */
function chance(odds: number): number {
  return Math.round(100 / (1 + Math.exp(-odds))) / 100;
}
