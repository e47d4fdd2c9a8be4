/** Owns finding the cuts of a film in what was kept of its frames, and which of them stands for which planned boundary. */
import type { FilmScan } from "./cut-meter.ts";
import { type BoundaryCut, cutsMaker, type MeasuredCut, type MeasuredCuts } from "./cuts.ts";

/**
 * `boundaries`: the planned first frames of all shots but the first, ascending, in the film's own frames; null where nothing was
 * planned.
 */
export function measureCuts(scan: FilmScan, boundaries: readonly number[] | null): MeasuredCuts {
  const found = findCuts(scan);
  const reach = Math.round((scan.rateNum / scan.rateDen) * 0.75);
  const taken = new Set<MeasuredCut>();
  const assigned = (boundaries ?? []).map((frame): BoundaryCut => {
    const near = found.filter((cut) => !taken.has(cut) && Math.abs(cut.frame - frame) <= reach);
    const cut = near.sort((one, other) => Math.abs(one.frame - frame) - Math.abs(other.frame - frame))[0];
    if (!cut) return { kind: "none", frame, from: frame, to: frame, confidence: 0 };
    taken.add(cut);
    return cut;
  });
  return { maker: cutsMaker, boundaries: assigned, others: found.filter((cut) => !taken.has(cut)) };
}

function findCuts({ differences, frames }: FilmScan): MeasuredCut[] {
  const cuts: MeasuredCut[] = [];
  for (let frame = 1; frame < frames; frame += 1) {
    const difference = differences[frame] as number;
    const around = [-3, -2, -1, 1, 2, 3].map((offset) => differences[frame + offset] ?? 0);
    const ratio = difference / (1 + Math.max(...around));
    if (ratio > 2) cuts.push({ kind: "hard", frame, from: frame, to: frame, confidence: Math.min(1, ratio / 8) });
  }
  return cuts;
}
