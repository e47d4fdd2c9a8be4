/** Measures rendering an animatic against encoding the very same frames with ffmpeg alone, and how long the main loop is held up. */
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFramePainter } from "../../electron/core/animatic/frame-painter.ts";
import {
  type AnimaticJob,
  createAnimaticRenderer,
  type RenderCosts,
} from "../../electron/core/animatic/render-animatic.ts";
import { draftEncoding } from "../../electron/core/media/arguments.ts";
import { encodeFilm } from "../../electron/core/media/encode.ts";
import { createFfmpeg, type Ffmpeg } from "../../electron/core/media/ffmpeg.ts";
import { planFrames } from "../../shared/animatic/plan-frames.ts";
import type { CameraMove } from "../../shared/project/vocabulary.ts";
import { mediaId, pass, project, shot } from "../shared/animatic/sample-project.ts";
import { type Figure, median } from "./figure.ts";
import { writePhotoLike } from "./photo-like.ts";
import { type TimeTaken, timeTaken } from "./time-taken.ts";

const size = { widthPx: 1280, heightPx: 720 };
const frameCount = 360;
const rounds = 5;
const digits = ["a", "b", "c", "d"] as const;
const moves: readonly CameraMove[] = ["push-in", "pan-right", "handheld", "fpv"];

/** Takes a minute or two and 1.4 GB of room for temporary files. */
export async function measureAnimatic(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "shotline-bench-"));
  try {
    const ffmpeg = createFfmpeg({
      settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
      environment: process.env,
      cacheFolder: folder,
      log: () => undefined,
    });
    await ffmpeg.binaries();
    for (const [index, digit] of digits.entries()) await writePhotoLike(join(folder, `${digit}.jpg`), index + 1);
    const ofPictures = await measureJob(pictureJob(folder), folder, ffmpeg, "Animatic render");
    const ofBlocking = await measureJob(blockedJob(folder), folder, ffmpeg, "Render of a blocked pass");
    return [...ofPictures, ...ofBlocking];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureJob(job: AnimaticJob, folder: string, ffmpeg: Ffmpeg, what: string): Promise<Figure[]> {
  const rawFile = join(folder, "frames.rgba");
  await writeRawFrames(job, rawFile);
  const costs: RenderCosts[] = [];
  const renderer = createAnimaticRenderer({
    encodeFilm: (film) => encodeFilm(ffmpeg, film),
    workerUrl: new URL("../../electron/core/animatic/draw-worker.ts", import.meta.url),
    fonts: () => [],
    onCosts: (cost) => costs.push(cost),
  });
  const bareFile = join(folder, "bare.mp4");
  const runs: Round[] = [];
  // In turn, so that whatever else the computer does burdens all alike.
  for (let round = 0; round < rounds; round++) {
    const usual = await timeTaken(() => encodeRaw(ffmpeg, rawFile, usualEncoding, bareFile));
    const draft = await timeTaken(() => encodeRaw(ffmpeg, rawFile, draftEncoding, bareFile));
    const watch = watchLoop();
    const whole = await timeTaken(() => renderer.render(job));
    runs.push({ usual, draft, whole, blockMs: watch.stop() });
  }
  const of = (figure: (run: Round) => number) => median(runs.map(figure));
  const speed = frameCount / 24 / (of(({ whole }) => whole.wallMs) / 1000);
  const block = Math.max(...runs.map(({ blockMs }) => blockMs));
  const usually = `${what} against encoding the same frames alone`;
  const likewise = `${what} against encoding them alone by its own settings`;
  return [
    figureOf(`${what} at 1280×720, multiple of real time`, speed, "×", "≥ 1", speed >= 1),
    ratioOf(
      usually,
      of(({ whole, usual }) => whole.wallMs / usual.wallMs),
    ),
    ...processorRatioOf(
      usually,
      of(({ whole, usual }) => whole.processorMs / usual.processorMs),
    ),
    ratioOf(
      likewise,
      of(({ whole, draft }) => whole.wallMs / draft.wallMs),
    ),
    ...processorRatioOf(
      likewise,
      of(({ whole, draft }) => whole.processorMs / draft.processorMs),
    ),
    ...splitFigures(runs, costs),
    figureOf(`${what}, longest block of the main loop`, block, "ms", "≤ 50", block <= 50),
  ];
}

interface Round {
  readonly usual: TimeTaken;
  readonly draft: TimeTaken;
  readonly whole: TimeTaken;
  readonly blockMs: number;
}

/** Where a frame's processor time goes, and who waits for whom. */
function splitFigures(runs: readonly Round[], costs: readonly RenderCosts[]): Figure[] {
  const each = (words: string, totalsMs: readonly number[]) =>
    figureOf(`  a frame: ${words}`, median(totalsMs) / frameCount, "ms", "none", null);
  const drawnMs = (cost: RenderCosts) => cost.drawingMs + cost.planarMs + cost.betweenMs;
  const own = runs.map(({ whole }, run) => whole.processorMs - whole.programsMs - drawnMs(costs[run]!));
  return [
    each(
      "drawing, reading back",
      costs.map((cost) => cost.drawingMs),
    ),
    each(
      "planar conversion",
      costs.map((cost) => cost.planarMs),
    ),
    each(
      "pictures and memory",
      costs.map((cost) => cost.betweenMs),
    ),
    each("start, pipe, libvips, collecting garbage", own),
    each(
      "ffmpeg",
      runs.map(({ whole }) => whole.programsMs),
    ),
    each(
      "waiting for drawing, by the clock",
      costs.map((cost) => cost.waitedForFramesMs),
    ),
    each(
      "waiting for the encoder, by the clock",
      costs.map((cost) => cost.waitedForEncoderMs),
    ),
  ].filter(({ figure }) => Number.isFinite(figure));
}

function ratioOf(name: string, ratio: number): Figure {
  return figureOf(name, ratio, "ratio", "≤ 1.3", ratio <= 1.3);
}

function processorRatioOf(name: string, ratio: number): Figure[] {
  return Number.isFinite(ratio) ? [ratioOf(`${name}, processor time`, ratio)] : [];
}

function figureOf(name: string, figure: number, unit: string, aim: string, holds: boolean | null): Figure {
  return { name, figure: Number(figure.toFixed(2)), unit, aim, holds };
}

const seconds = [4, 3, 4, 4];

function pictureJob(folder: string): AnimaticJob {
  const shots = seconds.map((length, index) => {
    const camera = { move: moves[index]! };
    return shot(String(index), { durationMs: length * 1000, frame: mediaId(digits[index]!), camera });
  });
  return jobOf(pass(shots), folder);
}

/** The same moves through two who talk in a room. */
function blockedJob(folder: string): AnimaticJob {
  const shots = seconds.map((length, index) => {
    const camera = { move: moves[index]!, size: (["WS", "two-shot", "OTS", "MS"] as const)[index]! };
    return shot(String(index), { durationMs: length * 1000, action: "@Mara talks to @Tom at the table.", camera });
  });
  return jobOf({ ...pass(shots), heading: "INT. KITCHEN - NIGHT" }, folder);
}

function jobOf(one: ReturnType<typeof pass>, folder: string): AnimaticJob {
  return {
    project: project([one]),
    pass: one,
    pictureFile: (id) => join(folder, `${id[0]}.jpg`),
    outputFile: join(folder, "animatic.mp4"),
    shortSidePx: size.heightPx,
    burnIn: false,
    matte: null,
    scratchTrack: "ticks",
  };
}

/** The same frames as the renderer draws, as plain pixels. */
async function writeRawFrames(job: AnimaticJob, file: string): Promise<void> {
  const files = digits.map((digit) => [mediaId(digit), job.pictureFile(mediaId(digit))] as const);
  const plan = planFrames(job.project, job.pass);
  const painter = createFramePainter({ plan, files, frame: size, burnIn: false, matte: null, fonts: [] });
  const handle = await open(file, "w");
  for (let frame = 0; frame < frameCount; frame++) await handle.write(await painter.drawPixels(frame));
  await handle.close();
}

/** As one would type it. The animatic's own settings give the same quality. */
const usualEncoding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p"];

async function encodeRaw(ffmpeg: Ffmpeg, rawFile: string, encoding: readonly string[], outputFile: string) {
  const input = ["-f", "rawvideo", "-pix_fmt", "rgba", "-video_size", "1280x720", "-framerate", "24", "-i", rawFile];
  await ffmpeg.run([...input, ...encoding, outputFile], { timeLimitMs: 600_000 });
}

/** The longest time for which a timer of 5 ms was late. */
function watchLoop(): { stop(): number } {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}
