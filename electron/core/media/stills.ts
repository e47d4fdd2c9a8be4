/** Owns pictures taken from films: a thumbnail a shot and a filmstrip, exact to the frame, in one decode. */
import sharp from "sharp";
import { readFramesArguments } from "./arguments.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import { writeThroughPart } from "./part-file.ts";
import { type FilmFacts, probeFilm } from "./probe.ts";

export interface StillsJob {
  readonly film: string;
  /** A thumbnail each, as JPEG. */
  readonly thumbnails: readonly { readonly frame: number; readonly outputFile: string }[];
  readonly thumbnailWidthPx: number;
  /** Tiles from the whole length of the film side by side in one JPEG. */
  readonly filmstrip?: { readonly tiles: number; readonly tileHeightPx: number; readonly outputFile: string };
  readonly signal?: AbortSignal;
}

interface RawPicture {
  readonly data: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 };
}

const timeLimitMs = 10 * 60_000;

/** Makes all stills of a film. Errors: `ffmpeg.failed`, `disk.full`, `disk.denied`, `cancelled`. */
export async function makeStills(ffmpeg: Ffmpeg, job: StillsJob): Promise<void> {
  const facts = await probeFilm(ffmpeg, job.film, job.signal);
  const strip = job.filmstrip;
  const stripFrames = strip ? filmstripFrames(facts.frames, strip.tiles) : [];
  const wanted = [...job.thumbnails.map(({ frame }) => frame), ...stripFrames];
  const tileWidthPx = strip ? evenWidth(facts, strip.tileHeightPx) : 0;
  const widthPx = Math.min(facts.widthPx, Math.max(job.thumbnails.length > 0 ? job.thumbnailWidthPx : 2, tileWidthPx));
  const pictures = await readFrames(ffmpeg, job.film, facts, wanted, widthPx, job.signal);
  for (const { frame, outputFile } of job.thumbnails) {
    const picture = pictures.get(frame)!;
    await writeThroughPart(outputFile, async (partFile) => {
      const resized = sharp(picture.data, { raw: picture.raw }).resize({
        width: Math.min(job.thumbnailWidthPx, widthPx),
      });
      await resized.jpeg({ quality: 84 }).toFile(partFile);
    });
  }
  if (strip)
    await writeFilmstrip(
      stripFrames.map((frame) => pictures.get(frame)!),
      tileWidthPx,
      strip,
    );
}

/** The frames in the middle of `tiles` equal parts of a film. */
export function filmstripFrames(frameCount: number, tiles: number): number[] {
  return Array.from({ length: tiles }, (_, tile) => Math.floor(((tile + 0.5) * frameCount) / tiles));
}

/** Decodes a film once and gives the pictures with these frame numbers; a number past the end gives the last one. */
async function readFrames(
  ffmpeg: Ffmpeg,
  film: string,
  facts: FilmFacts,
  frames: readonly number[],
  widthPx: number,
  signal: AbortSignal | undefined,
): Promise<Map<number, RawPicture>> {
  const within = (frame: number) => Math.min(facts.frames - 1, Math.max(0, frame));
  const ordered = [...new Set(frames.map(within))].sort((one, other) => one - other);
  const heightPx = Math.max(2, Math.round((widthPx * facts.heightPx) / facts.widthPx));
  const bytes = widthPx * heightPx * 3;
  const argumentList = readFramesArguments(film, ordered, widthPx, heightPx);
  const output = await ffmpeg.read(argumentList, { timeLimitMs, ...(signal ? { signal } : {}) });
  const raw = { width: widthPx, height: heightPx, channels: 3 } as const;
  return new Map(
    frames.map((frame) => {
      const at = ordered.indexOf(within(frame)) * bytes;
      return [frame, { data: output.subarray(at, at + bytes), raw }];
    }),
  );
}

async function writeFilmstrip(
  pictures: readonly RawPicture[],
  tileWidthPx: number,
  { tileHeightPx, outputFile }: NonNullable<StillsJob["filmstrip"]>,
): Promise<void> {
  const tiles = await Promise.all(
    pictures.map(async ({ data, raw }, index) => ({
      input: await sharp(data, { raw }).resize(tileWidthPx, tileHeightPx, { fit: "fill" }).raw().toBuffer(),
      raw: { width: tileWidthPx, height: tileHeightPx, channels: 3 as const },
      left: index * tileWidthPx,
      top: 0,
    })),
  );
  const width = tileWidthPx * tiles.length;
  await writeThroughPart(outputFile, async (partFile) => {
    const blank = sharp({ create: { width, height: tileHeightPx, channels: 3, background: "#000000" } });
    await blank.composite(tiles).jpeg({ quality: 84 }).toFile(partFile);
  });
}

function evenWidth(facts: FilmFacts, heightPx: number): number {
  return Math.max(2, 2 * Math.round((heightPx * facts.widthPx) / facts.heightPx / 2));
}
