/** Makes the real films and pictures that simulated services deliver and take: small, by ffmpeg and sharp, once per process and kind. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import type { ImageBytes } from "../../../electron/core/generation/provider.ts";
import { createFfmpeg } from "../../../electron/core/media/ffmpeg.ts";

export interface FilmOptions {
  readonly seconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly audio: boolean;
}

const timeLimitMs = 60_000;
const films = new Map<string, Promise<string>>();
let folder: string | null = null;

/** The path of an MP4 as the models deliver it: H.264, 24 frames a second, AAC. Do not write to it: others use it too. */
export function makeFilm(options: FilmOptions): Promise<string> {
  const { seconds, widthPx, heightPx, audio } = options;
  const name = `${seconds}s-${widthPx}x${heightPx}-${audio ? "sound" : "silent"}.mp4`;
  const made = films.get(name) ?? writeFilm(name, options);
  films.set(name, made);
  return made;
}

async function writeFilm(name: string, { seconds, widthPx, heightPx, audio }: FilmOptions): Promise<string> {
  const target = join(ownFolder(), name);
  const ffmpeg = createFfmpeg({
    settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
    environment: process.env,
    cacheFolder: ownFolder(),
    log: () => undefined,
  });
  const argumentList = [
    ...["-f", "lavfi", "-i", `testsrc2=s=${widthPx}x${heightPx}:r=24:d=${seconds}`],
    ...(audio ? ["-f", "lavfi", "-i", `sine=frequency=440:sample_rate=48000:duration=${seconds}`] : []),
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-frames:v", String(seconds * 24)],
    ...(audio ? ["-c:a", "aac", "-ac", "2"] : []),
    ...["-movflags", "+faststart", "-f", "mp4", `${target}.part`],
  ];
  await ffmpeg.run(argumentList, { timeLimitMs });
  renameSync(`${target}.part`, target);
  return target;
}

/** One folder for the process, gone with it. */
function ownFolder(): string {
  if (folder === null) {
    const made = mkdtempSync(join(tmpdir(), "shotline-films-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

export interface StillOptions {
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly format?: "jpeg" | "png" | "webp";
  /** Tells pictures apart: 0 to 255. */
  readonly tone?: number;
}

export async function makeStill(options: StillOptions = {}): Promise<ImageBytes> {
  const { widthPx = 640, heightPx = 360, format = "jpeg", tone = 120 } = options;
  const background = { r: tone, g: 90, b: 255 - tone };
  const image = sharp({ create: { width: widthPx, height: heightPx, channels: 3, background } });
  return { bytes: new Uint8Array(await image.toFormat(format).toBuffer()), format };
}

/** The path of a still as a file that a service delivers. */
export async function makeStillFile(options: StillOptions): Promise<string> {
  const { bytes, format } = await makeStill(options);
  const target = join(ownFolder(), `still-${options.widthPx}x${options.heightPx}-${options.tone}.${format}`);
  writeFileSync(`${target}.part`, bytes);
  renameSync(`${target}.part`, target);
  return target;
}
