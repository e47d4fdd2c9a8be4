/** Owns measuring the cuts of a film that belongs to no project. */
import { createCutMeter } from "../../../shared/conform/cut-meter.ts";
import { measureCuts } from "../../../shared/conform/measure-cuts.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { probeFilm } from "../media/probe.ts";
import { readSmallFrames, smallFrameSize } from "../media/small-frames.ts";
import type { OperationContext } from "../runtime/operations.ts";

/** A slow computer decodes ten times as fast as the film plays; nobody waits longer than this for one. */
const timeLimitMs = 60 * 60_000;

/**
 * Decodes a film once and finds its cuts; `plannedMs` is how long each shot was to be. Errors: `film.unreadable`, `ffmpeg.failed`,
 * also for one that is cut off, `cancelled`.
 */
export async function measureFilm(
  ffmpeg: Ffmpeg,
  file: string,
  plannedMs: readonly number[] | null,
  { signal, report }: OperationContext,
): Promise<NonNullable<Operation["result"]>> {
  report(0, "Reading the video");
  const facts = await probeFilm(ffmpeg, file, signal);
  const { rateNum, rateDen } = facts;
  const meter = createCutMeter({ ...smallFrameSize(facts), rateNum, rateDen });
  let frames = 0;
  const onFrame = (frame: Uint8Array) => {
    meter.add(frame);
    frames += 1;
    report(Math.min(1, frames / Math.max(1, facts.frames)), "Measuring cuts");
  };
  await readSmallFrames(ffmpeg, file, facts, onFrame, { timeLimitMs, signal });
  if (frames === 0 || frames < facts.frames) {
    throw new AppError("ffmpeg.failed", `The video should have ${facts.frames} frames but has ${frames}.`, {
      next: "Download or export it again.",
      path: file,
    });
  }
  const cuts = measureCuts(meter.finish(), plannedMs && boundariesOf(plannedMs, rateNum / rateDen));
  return { frames, rate: { num: rateNum, den: rateDen }, cuts };
}

/** The frames at which all shots but the first were to begin. */
function boundariesOf(plannedMs: readonly number[], framesPerSecond: number): number[] {
  let endMs = 0;
  return plannedMs.slice(0, -1).map((durationMs) => {
    endMs += durationMs;
    return Math.round((endMs * framesPerSecond) / 1000);
  });
}
