/** Measures rendering an animatic against encoding the very same frames with ffmpeg alone, and how long the main loop is held up. */
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFramePainter } from "../../electron/core/animatic/frame-painter.ts";
import { type AnimaticJob, createAnimaticRenderer } from "../../electron/core/animatic/render-animatic.ts";
import { encodeFilm } from "../../electron/core/media/encode.ts";
import { createFfmpeg, type Ffmpeg } from "../../electron/core/media/ffmpeg.ts";
import { planFrames } from "../../shared/animatic/plan-frames.ts";
import type { CameraMove } from "../../shared/project/vocabulary.ts";
import { mediaId, pass, project, shot } from "../shared/animatic/sample-project.ts";
import { type Figure, median } from "./figure.ts";
import { writePhotoLike } from "./photo-like.ts";

const size = { widthPx: 1280, heightPx: 720 };
const frameCount = 360;
const rounds = 3;
const digits = ["a", "b", "c", "d"] as const;
const moves: readonly CameraMove[] = ["push-in", "pan-right", "handheld", "fpv"];

/** Takes about a minute and 1.4 GB of room for temporary files. */
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
    return await measureIn(folder, ffmpeg);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, ffmpeg: Ffmpeg): Promise<Figure[]> {
  const job = animaticJob(folder);
  const rawFile = join(folder, "frames.rgba");
  await writeRawFrames(job, rawFile);
  const renderer = createAnimaticRenderer({
    encodeFilm: (film) => encodeFilm(ffmpeg, film),
    workerUrl: new URL("../../electron/core/animatic/draw-worker.ts", import.meta.url),
    fonts: () => [],
  });
  const bare: number[] = [];
  const whole: number[] = [];
  const blocks: number[] = [];
  // In turn, so that whatever else the computer does burdens both alike.
  for (let round = 0; round < rounds; round++) {
    bare.push(await timed(() => encodeRaw(ffmpeg, rawFile, join(folder, "bare.mp4"))));
    const watch = watchLoop();
    whole.push(await timed(() => renderer.render(job)));
    blocks.push(watch.stop());
  }
  const speed = frameCount / 24 / (median(whole) / 1000);
  const ratio = median(whole) / median(bare);
  const block = Math.max(...blocks);
  return [
    figureOf("Animatic render at 1280×720, multiple of real time", speed, "×", "≥ 1", speed >= 1),
    figureOf("Animatic render against encoding the same frames alone", ratio, "ratio", "≤ 1.3", ratio <= 1.3),
    figureOf("Longest block of the main loop while rendering", block, "ms", "≤ 50", block <= 50),
  ];
}

function figureOf(name: string, figure: number, unit: string, aim: string, holds: boolean): Figure {
  return { name, figure: Number(figure.toFixed(2)), unit, aim, holds };
}

function animaticJob(folder: string): AnimaticJob {
  const seconds = [4, 3, 4, 4];
  const shots = seconds.map((length, index) => {
    const camera = { move: moves[index]! };
    return shot(String(index), { durationMs: length * 1000, frame: mediaId(digits[index]!), camera });
  });
  const one = pass(shots);
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

async function encodeRaw(ffmpeg: Ffmpeg, rawFile: string, outputFile: string): Promise<void> {
  const input = ["-f", "rawvideo", "-pix_fmt", "rgba", "-video_size", "1280x720", "-framerate", "24", "-i", rawFile];
  const output = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", outputFile];
  await ffmpeg.run([...input, ...output], { timeLimitMs: 600_000 });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
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
