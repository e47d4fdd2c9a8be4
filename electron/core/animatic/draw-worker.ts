/** Owns drawing frames off the main loop: reads pictures, draws with skia, and answers each request with the next frame. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createDrawClock } from "./draw-costs.ts";
import type { DrawJob, FromWorker, ToWorker } from "./draw-messages.ts";
import { createFramePainter } from "./frame-painter.ts";
import { planarFrameBytes } from "./planar-frame.ts";

const job = workerData as DrawJob;
const clock = job.isTimed ? createDrawClock() : undefined;
const painter = createFramePainter(job, clock);
const bytes = planarFrameBytes(job.frame.widthPx, job.frame.heightPx);
let next = 0;
let drawing: Promise<void> = Promise.resolve();

async function draw(frame: number, buffer: ArrayBuffer): Promise<void> {
  await painter.paint(frame, new Uint8Array(buffer));
  const message: FromWorker = { buffer, ...(clock ? { costs: clock.costs } : {}) };
  parentPort?.postMessage(message, [buffer]);
  // The pixels are freed between turns: without one, each of the frames that are asked for ahead would take fresh memory.
  await nextTurn();
}

parentPort?.on("message", ({ buffer }: ToWorker) => {
  const frame = next++;
  if (frame >= job.plan.frameCount) return;
  // One after the other: frames leave in order. A failure ends the worker, as an unhandled rejection does.
  drawing = drawing.then(() => draw(frame, buffer ?? new ArrayBuffer(bytes)));
});
