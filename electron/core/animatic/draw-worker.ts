/** Owns drawing frames off the main loop: reads pictures, draws with skia, and answers each request with the next frame. */
import { parentPort, workerData } from "node:worker_threads";
import type { DrawJob, FromWorker, ToWorker } from "./draw-messages.ts";
import { createFramePainter } from "./frame-painter.ts";
import { planarFrameBytes } from "./planar-frame.ts";

const job = workerData as DrawJob;
const painting = createFramePainter(job);
const bytes = planarFrameBytes(job.frame.widthPx, job.frame.heightPx);
let next = 0;

parentPort?.on("message", async ({ buffer }: ToWorker) => {
  const frame = next++;
  if (frame >= job.plan.frameCount) return;
  const target = buffer ?? new ArrayBuffer(bytes);
  const painter = await painting;
  painter.paint(frame, new Uint8Array(target));
  const message: FromWorker = { buffer: target };
  parentPort?.postMessage(message, [target]);
});
