/** Owns rendering the animatic of a pass: frames are drawn in a worker, and handed to the encoder as they are ready. */
import { Worker } from "node:worker_threads";
import { frameSizeOf } from "../../../shared/animatic/frame-size.ts";
import { type AnimaticPlan, mediaIdsOf, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { Rate } from "../../../shared/time/rate.ts";
import { formatTimecode } from "../../../shared/time/timecode.ts";
import type { FontFile } from "../fonts/frame-fonts.ts";
import type { DrawCosts } from "./draw-costs.ts";
import type { DrawJob, FromWorker, ToWorker } from "./draw-messages.ts";
import { scratchTrack } from "./scratch-track.ts";

/** What the renderer asks of the media room: a film made of planar 4:2:0 frames and samples, finished or not there at all. */
export type EncodeFilm<Facts> = (job: {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rate: Rate;
  readonly frameCount: number;
  readonly startTimecode: string;
  readonly outputFile: string;
  readonly sound: Iterable<Uint8Array>;
  readonly feed: (write: (chunk: Uint8Array) => Promise<void>, stopped: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (frames: number) => void;
}) => Promise<Facts>;

export interface AnimaticRendererOptions<Facts> {
  readonly encodeFilm: EncodeFilm<Facts>;
  /** `draw-worker.ts`, or what the bundler made of it. */
  readonly workerUrl: URL;
  /** The font files that a project's texts need. */
  readonly fonts: (project: Project) => readonly FontFile[];
  /** Told where a film's time went, for the bench; without it nothing is measured. */
  readonly onCosts?: (costs: RenderCosts) => void;
}

/** For how long frames were waited for, and then the encoder, by the clock. */
export interface RenderCosts extends DrawCosts {
  readonly waitedForFramesMs: number;
  readonly waitedForEncoderMs: number;
}

export interface AnimaticJob {
  readonly project: Project;
  readonly pass: Pass;
  /** Where the picture to draw from lies (a proxy will do), or null when it is not there. */
  readonly pictureFile: (mediaId: string) => string | null;
  readonly outputFile: string;
  /** The frame's shorter side: 720 gives 1280×720 at 16:9 and 720×1280 at 9:16. */
  readonly shortSidePx: number;
  readonly burnIn: boolean;
  /** Width over height of the picture area, or null. */
  readonly matte: number | null;
  readonly scratchTrack: "silence" | "ticks";
  readonly signal?: AbortSignal;
  /** Frames done, of `frameCount`. */
  readonly onProgress?: (frames: number, frameCount: number) => void;
}

export interface AnimaticRenderer<Facts> {
  /** Errors: as of the encoder, and `image.unreadable` never: a picture that cannot be read is drawn as a red slate. */
  render(job: AnimaticJob): Promise<Facts>;
}

export function createAnimaticRenderer<Facts>(options: AnimaticRendererOptions<Facts>): AnimaticRenderer<Facts> {
  return {
    async render(job) {
      const plan = planFrames(job.project, job.pass);
      const size = frameSizeOf(job.pass.aspectRatio, job.shortSidePx);
      return await options.encodeFilm({
        ...size,
        rate: plan.rate,
        frameCount: plan.frameCount,
        startTimecode: formatTimecode(plan.startTimecodeFrame, plan.rate),
        outputFile: job.outputFile,
        sound: scratchTrack(plan, job.scratchTrack),
        feed: (write, stopped) => feedFrames(drawJob(job, plan, size, options), options, write, stopped),
        ...(job.signal ? { signal: job.signal } : {}),
        onProgress: (frames) => job.onProgress?.(Math.min(frames, plan.frameCount), plan.frameCount),
      });
    },
  };
}

function drawJob(
  job: AnimaticJob,
  plan: AnimaticPlan,
  frame: SizePx,
  { fonts, onCosts }: Pick<AnimaticRendererOptions<unknown>, "fonts" | "onCosts">,
): DrawJob {
  const files = mediaIdsOf(plan).map((mediaId) => [mediaId, job.pictureFile(mediaId)] as const);
  return {
    plan,
    files,
    frame,
    burnIn: job.burnIn,
    matte: job.matte,
    fonts: fonts(job.project),
    isTimed: onCosts !== undefined,
  };
}

/** Draws in a worker, always a few frames ahead of the encoder, and writes frames in order. */
async function feedFrames(
  job: DrawJob,
  { workerUrl, onCosts }: Pick<AnimaticRendererOptions<unknown>, "workerUrl" | "onCosts">,
  write: (chunk: Uint8Array) => Promise<void>,
  stopped: AbortSignal,
): Promise<void> {
  const worker = new Worker(workerUrl, { workerData: job });
  const post = (message: ToWorker) => worker.postMessage(message, message.buffer ? [message.buffer] : []);
  try {
    const drawn = drawnFrames(worker, stopped);
    for (let ahead = 0; ahead < framesAhead; ahead++) post({ buffer: null });
    const waited = { waitedForFramesMs: 0, waitedForEncoderMs: 0 };
    for (let frame = 0; frame < job.plan.frameCount; frame++) {
      const asked = performance.now();
      const { buffer, costs } = await drawn.next();
      const drawnAt = performance.now();
      await write(new Uint8Array(buffer));
      waited.waitedForFramesMs += drawnAt - asked;
      waited.waitedForEncoderMs += performance.now() - drawnAt;
      if (costs && frame === job.plan.frameCount - 1) onCosts?.({ ...costs, ...waited });
      // Handed back to be drawn into again: fresh memory costs more than the drawing.
      post({ buffer });
    }
  } finally {
    await worker.terminate();
  }
}

/** Enough to keep drawing while the encoder thinks, which it does in bursts. */
const framesAhead = 8;

/** The frames that a worker sends, one at a time. */
function drawnFrames(worker: Worker, stopped: AbortSignal): { next(): Promise<FromWorker> } {
  const ready: FromWorker[] = [];
  let failure: unknown;
  let wake: (() => void) | undefined;
  const fail = (error: unknown) => {
    failure ??= error;
    wake?.();
  };
  worker.on("message", (message: FromWorker) => {
    ready.push(message);
    wake?.();
  });
  worker.on("error", (cause) => fail(drawingFailed(cause)));
  worker.on("exit", () => fail(drawingFailed(undefined)));
  stopped.addEventListener("abort", () => fail(drawingFailed(undefined)), { once: true });
  return {
    async next() {
      while (ready.length === 0 && failure === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const message = ready.shift();
      if (message === undefined) throw failure;
      return message;
    },
  };
}

function drawingFailed(cause: unknown): AppError {
  return new AppError("internal", "Couldn't render a frame of the animatic.", { next: "Try again.", cause });
}
