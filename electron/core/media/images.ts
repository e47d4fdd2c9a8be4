/** Owns still images that come from outside: what they are, whether they can be read to the end, and smaller copies of them. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import sharp, { type Sharp } from "sharp";
import { AppError } from "../../../shared/errors/app-error.ts";
import { writeThroughPart } from "./part-file.ts";
import { proxySideMaxPx } from "./proxy-side.ts";

// A file that is replaced under its name must be read anew.
sharp.cache(false);

export interface ImageFacts {
  readonly format: "jpeg" | "png" | "webp" | "gif" | "tiff" | "avif";
  /** As seen, that is after the turn that EXIF asks for. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bytes: number;
}

/** The longest side that is decoded; libvips and canvases stop soon after it. */
const imageSideMaxPx = 16_384;
/** The most pixels: more than the largest photographs have that are taken. */
const imagePixelsMax = 160_000_000;
/** Above this many bytes when decoded, images are decoded one after another. */
const largeBytes = 64 * 1024 * 1024;
/** Above that size, what is said to hold more than this many times its bytes holds nothing: DEFLATE packs 1,032 to 1 at best. */
const packedMost = 1100;

/** Of an image of work that is not done, before it is made small. */
const previewBytesMax = 8 * 1024 * 1024;
const previewSideMaxPx = 4096;

const formats = ["jpeg", "png", "webp", "gif", "tiff", "avif"] as const;
/** What shines through transparent images: the ground of a slate. */
const ground = "#1a1b1d";

/** Reads the header. Errors: `image.missing`, `image.unreadable`. */
export async function readImageFacts(file: string): Promise<ImageFacts> {
  const { facts } = await readHeader(file);
  return facts;
}

/** The facts, and how many bytes the image takes when it is decoded. */
async function readHeader(file: string): Promise<{ facts: ImageFacts; decodedBytes: number }> {
  const bytes = await sizeOf(file);
  if (bytes === 0) throw unreadable(file, "is empty");
  const header = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw unreadable(file, "is not an image, or is cut off near its start", cause);
    });
  const named = header.format === "heif" && header.compression === "av1" ? "avif" : header.format;
  const format = formats.find((each) => each === named);
  if (!format) throw unreadable(file, `is not a supported image format (${header.format})`);
  const { width, height } = header.autoOrient;
  const sampleBytes = header.depth === "uchar" || header.depth === "char" ? 1 : header.depth?.endsWith("short") ? 2 : 8;
  const decodedBytes = width * height * Math.max(3, header.channels ?? 4) * sampleBytes;
  return { facts: { format, widthPx: width, heightPx: height, bytes }, decodedBytes };
}

let decoding: Promise<unknown> = Promise.resolve();

/**
 * Decodes an image whose header allows it, large ones one at a time: a few bytes can say that they are a thousand megabytes.
 * Errors: `image.missing`, `image.unreadable`, `image.too-large`.
 */
async function decode<Made>(file: string, work: (facts: ImageFacts) => Promise<Made>): Promise<Made> {
  const { facts, decodedBytes } = await readHeader(file);
  requireSize(file, facts, decodedBytes);
  if (decodedBytes <= largeBytes) return work(facts);
  const turn = decoding.then(() => work(facts));
  decoding = turn.catch(() => undefined);
  return turn;
}

function requireSize(file: string, { widthPx, heightPx, bytes }: ImageFacts, decodedBytes: number): void {
  const size = `${widthPx.toLocaleString("en")}×${heightPx.toLocaleString("en")} pixels`;
  const refuse = (what: string) =>
    new AppError("image.too-large", `${basename(file)} is ${size}${what}.`, {
      next: "Resize it, then add it again.",
      path: file,
    });
  if (Math.max(widthPx, heightPx) > imageSideMaxPx)
    throw refuse(`; the limit is ${imageSideMaxPx.toLocaleString("en")} per side`);
  const mostBytes = imagePixelsMax * 4;
  if (widthPx * heightPx > imagePixelsMax || decodedBytes > mostBytes) {
    throw refuse(`; the limit is ${imagePixelsMax / 1_000_000} megapixels, or half that at 16 bits per channel`);
  }
  if (decodedBytes > largeBytes && decodedBytes > bytes * packedMost)
    throw refuse(", more than a file of its size can hold");
}

/**
 * Reads an image to its end; one whose header says that it is too large is never decoded.
 * Errors: `image.missing`, `image.unreadable`, `image.too-large`.
 */
export async function checkImage(file: string): Promise<ImageFacts> {
  return await decode(file, async (facts) => {
    // Every row is read, but only a few pixels are kept.
    await decoder(file)
      .resize(8, 8, { fit: "fill", fastShrinkOnLoad: false })
      .raw()
      .toBuffer()
      .catch((cause: unknown) => {
        throw unreadable(file, "is damaged or incomplete", cause);
      });
    return facts;
  });
}

/**
 * Writes the copy that preview and renderer draw from: a JPEG, upright, sRGB, opaque, at most 2,560 pixels a side.
 * Errors as of `checkImage`, and `disk.full`, `disk.denied`.
 */
export async function makeProxy(file: string, outputFile: string): Promise<{ widthPx: number; heightPx: number }> {
  return await writeJpeg(file, outputFile, { width: proxySideMaxPx, height: proxySideMaxPx }, 93);
}

/** A small JPEG of an image that is in memory, as a window may show it; null for what is no image, or one that is too large. */
export async function makePreview(bytes: Uint8Array): Promise<Uint8Array | null> {
  if (bytes.byteLength > previewBytesMax) return null;
  return await sharp(bytes, { limitInputPixels: previewSideMaxPx ** 2 })
    .autoOrient()
    .resize(512, 512, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: ground })
    .jpeg({ quality: 80 })
    .toBuffer()
    .catch(() => null);
}

/** Writes a small JPEG at most `widthPx` wide. Errors as of `makeProxy`. */
export async function makeThumbnail(
  file: string,
  outputFile: string,
  widthPx: number,
): Promise<{ widthPx: number; heightPx: number }> {
  return await writeJpeg(file, outputFile, { width: widthPx }, 82);
}

/**
 * Writes a region, in pixels of the image as it is seen, as PNG or JPEG by the name's ending; nothing is made smaller or larger.
 * Errors as of `makeProxy`.
 */
export async function cropImage(
  file: string,
  outputFile: string,
  region: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): Promise<void> {
  const { x: left, y: top, width, height } = region;
  const write = () =>
    writeThroughPart(outputFile, async (partFile) => {
      const part = decoder(file).autoOrient().extract({ left, top, width, height }).toColourspace("srgb");
      const made = outputFile.endsWith(".png")
        ? part.png()
        : part.flatten({ background: ground }).jpeg({ quality: 95, chromaSubsampling: "4:4:4" });
      await made.toFile(partFile).catch((cause: Error) => throwFault(file, cause));
    });
  await decode(file, write);
}

/** What a service takes; pixels and bytes. */
export interface ImageBox {
  readonly bytesMax: number;
  readonly sidePxMin: number;
  readonly sidePxMax: number;
}

/**
 * Writes a JPEG that keeps to a service's limits of pixels and bytes, larger or smaller than the image as they ask. The
 * shape stays. Errors as of `makeProxy`, and `image.ratio` for a shape that no size makes fit.
 */
export async function makeFitting(file: string, outputFile: string, box: ImageBox): Promise<void> {
  const { widthPx, heightPx } = await readImageFacts(file);
  const enlarge = Math.max(1, box.sidePxMin / Math.min(widthPx, heightPx));
  // Quality first, then size: a smaller picture loses more than a little sharper compression.
  for (const [quality, scale] of [
    [92, 1],
    [82, 1],
    [82, 0.75],
    [82, 0.5],
    [75, 0.35],
    [70, 0.25],
  ] as const) {
    const wanted = Math.max(widthPx, heightPx) * enlarge * scale;
    const side = Math.ceil(Math.min(box.sidePxMax, wanted));
    const shorter = (Math.min(widthPx, heightPx) / Math.max(widthPx, heightPx)) * side;
    if (shorter < box.sidePxMin - 1) break;
    await writeJpeg(file, outputFile, { width: side, height: side }, quality, enlarge > 1);
    if ((await stat(outputFile)).size <= box.bytesMax) return;
  }
  throw new AppError("image.ratio", `${basename(file)} can't be made to fit without changing its aspect ratio.`, {
    next: "Crop it, or choose another image.",
    path: file,
  });
}

async function writeJpeg(
  file: string,
  outputFile: string,
  box: { width: number; height?: number },
  quality: number,
  enlarge = false,
): Promise<{ widthPx: number; heightPx: number }> {
  const write = () =>
    writeThroughPart(outputFile, async (partFile) => {
      const jpeg = decoder(file)
        .autoOrient()
        .resize({ ...box, fit: "inside", withoutEnlargement: !enlarge })
        .flatten({ background: ground })
        .toColourspace("srgb")
        .jpeg({ quality, chromaSubsampling: "4:4:4" });
      const { width, height } = await jpeg.toFile(partFile).catch((cause: Error) => throwFault(file, cause));
      return { widthPx: width, heightPx: height };
    });
  return await decode(file, write);
}

/** sharp reports both ends in one way; only reading faults are about the image. */
function throwFault(file: string, cause: Error): never {
  if (/unable to write|no space|open for write|permission/i.test(cause.message)) throw cause;
  throw unreadable(file, "is damaged or incomplete", cause);
}

function decoder(file: string): Sharp {
  return sharp(file, { failOn: "truncated", limitInputPixels: imageSideMaxPx * imageSideMaxPx });
}

async function sizeOf(file: string): Promise<number> {
  try {
    const info = await stat(file);
    if (info.isFile()) return info.size;
  } catch (cause) {
    throw new AppError("image.missing", `Image not found: ${basename(file)}.`, {
      next: "Restore the file, or choose another one.",
      path: file,
      cause,
    });
  }
  throw unreadable(file, "is not a file");
}

function unreadable(file: string, fault: string, cause?: unknown): AppError {
  return new AppError("image.unreadable", `${basename(file)} ${fault}.`, {
    next: "Save it as PNG or JPEG, or choose another one.",
    path: file,
    cause,
  });
}
