/** Makes takes for tests of the window. */
import type { BoundaryCut } from "../../../shared/conform/cuts.ts";
import type { Pass } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { buildMediaId } from "../../support/builders.ts";

/** A take of `frames` frames at 24 fps that shows all shots of the pass. */
export function makeTake(pass: Pass, number: number, frames: number, content: Partial<Take> = {}): Take {
  return {
    id: `take_000${number}`,
    passId: pass.id,
    number,
    profile: "import",
    mediaId: buildMediaId("a"),
    frames,
    createdAt: "2026-03-01T12:00:00.000Z",
    jobId: null,
    film: { frames, rateNum: 24, rateDen: 1, hasEvenRate: true, widthPx: 1280, heightPx: 720, hasAudio: true },
    cuts: null,
    binnedAt: null,
    shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  };
}

/** What was measured: a hard cut at each of these frames. */
export function hardCuts(...frames: readonly number[]): Take["cuts"] {
  const boundaries = frames.map((frame): BoundaryCut => {
    return { kind: "hard", frame, from: frame, to: frame, confidence: 0.97 };
  });
  return { maker: 1, boundaries, others: [] };
}
