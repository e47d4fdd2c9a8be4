/** Owns making one film ready: all that the window shows of it, and the scan that its cuts are measured in, in one decode. */
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createCutMeter, type FilmScan } from "../../../shared/conform/cut-meter.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { peaksPerSecond } from "../../../shared/project/sound-file.ts";
import type { FilmProducts } from "../../../shared/takes/products.ts";
import { speedName } from "../../../shared/time/rate.ts";
import { requireSpace } from "../media/disk-space.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { ingestArguments, peaksHz, plainRate, proxySize } from "../media/ingest-arguments.ts";
import { readPeaks } from "../media/peaks.ts";
import type { FilmFacts } from "../media/probe.ts";
import { smallFrameBytes, smallFrameSize, splitFrames } from "../media/small-frames.ts";
import { pictureOfFrame, type Tile, tileFrames, tileOf, writeThumbnail, writeTileSheet } from "../media/tiles.ts";
import type { ProductFiles } from "./product-files.ts";

export interface FilmJob {
  readonly film: string;
  readonly facts: FilmFacts;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Bits a pixel of a proxy of the grainiest pictures, measured 0.31 and lower, and what its sound takes a second. */
const proxyBits = 0.4;
const soundBytesPerSecond = 20_000;
const picturesBytes = 4_000_000;

/**
 * Makes all products of a film, and keeps them once all are whole. Errors: `disk.full`, also before anything is made, `disk.denied`,
 * `ffmpeg.failed`, `cancelled`.
 */
export async function makeProducts(
  ffmpeg: Ffmpeg,
  files: ProductFiles,
  freeBytes: (folder: string) => Promise<number>,
  job: FilmJob,
): Promise<FilmScan> {
  const { facts } = job;
  files.begin();
  const made = { proxyFile: files.workFile("proxy"), soundFile: files.workFile("sound") };
  const free = await freeBytes(dirname(made.proxyFile));
  requireSpace("The preview of this video", spaceFor(facts), free, "Free up space, then try again.");
  try {
    const frames = tileFrames(facts.frames);
    const middle = Math.floor(facts.frames / 2);
    const tiles: { frame: number; tile: Tile }[] = [];
    let thumbnail: Tile | null = null;
    const size = smallFrameSize(proxySize(facts));
    const scan = await readScan(ffmpeg, job, made, (frame, small) => {
      if (frame === frames[tiles.length]) tiles.push({ frame, tile: tileOf(small, size) });
      if (frame === middle) thumbnail = pictureOfFrame(small, size);
    });
    if (thumbnail === null) throw new Error("A film of at least one frame has one in its middle.");
    const writing = [
      writeTileSheet(files.workFile("strip"), tiles),
      writeThumbnail(files.workFile("thumbnail"), thumbnail),
      facts.hasAudio && readPeaks(made.soundFile).then((peaks) => writeFile(files.workFile("peaks"), peaks)),
    ] as const;
    // All have ended before any name of work is removed.
    await Promise.allSettled(writing);
    const [strip] = await Promise.all(writing);
    await files.keep(productsOf(facts, strip));
    return scan;
  } finally {
    await files.discard();
  }
}

/**
 * Decodes a film once for the scan alone, or for what is `made` as well; `onFrame` is lent each small frame. Throws ffmpeg.failed for a
 * film that has fewer frames than it should.
 */
export async function readScan(
  ffmpeg: Ffmpeg,
  { film, facts, signal, onProgress }: FilmJob,
  made: { readonly proxyFile: string; readonly soundFile: string } | null = null,
  onFrame: (frame: number, small: Uint8Array) => void = () => {},
): Promise<FilmScan> {
  const size = smallFrameSize(proxySize(facts));
  const { num, den } = plainRate(facts);
  const meter = createCutMeter({ ...size, rateNum: num, rateDen: den });
  let done = 0;
  const onOutput = splitFrames(smallFrameBytes(size), (small) => {
    onFrame(done, small);
    meter.add(small);
    done += 1;
    onProgress(done / facts.frames);
  });
  // Generous: a slow computer takes some times the length of the film.
  const timeLimitMs = 120_000 + facts.frames * 500;
  await ffmpeg.read(["-y", ...ingestArguments({ film, facts, made })], { timeLimitMs, signal, onOutput });
  if (done !== facts.frames) {
    throw new AppError("ffmpeg.failed", `The video should have ${facts.frames} frames but has ${done}.`, {
      next: "Import it again.",
    });
  }
  return meter.finish();
}

function spaceFor(facts: FilmFacts): number {
  const { widthPx, heightPx } = proxySize(facts);
  const seconds = (facts.frames * facts.rateDen) / facts.rateNum;
  const sound = facts.hasAudio ? seconds * (soundBytesPerSecond + 4 * peaksHz) : 0;
  return Math.ceil((facts.frames * widthPx * heightPx * proxyBits) / 8 + sound) + picturesBytes;
}

function productsOf(facts: FilmFacts, strip: FilmProducts["strip"]): FilmProducts {
  const { num, den } = plainRate(facts);
  return {
    rateNum: num,
    rateDen: den,
    frames: facts.frames,
    hasAudio: facts.hasAudio,
    note: noteOf(facts),
    strip,
    peaksPerSecond: facts.hasAudio ? peaksPerSecond : null,
  };
}

/** What an editor should know of the difference between the film and what is seen of it. */
function noteOf(facts: FilmFacts): string | null {
  const notes = [
    ...(facts.hasEvenRate
      ? []
      : [`The video has a variable frame rate and is conformed to ${speedName(plainRate(facts))} fps.`]),
    ...(facts.hasAlpha ? ["Transparent parts are shown over black."] : []),
  ];
  return notes.length > 0 ? notes.join(" ") : null;
}
