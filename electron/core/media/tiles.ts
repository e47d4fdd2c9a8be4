/** Owns pictures made of small frames: one of them as a thumbnail, and many as tiles of one sheet, half as large. */
import { writeFile } from "node:fs/promises";
import sharp from "sharp";
import { type TileSheet, tilesMax } from "../../../shared/takes/products.ts";
import type { FrameSize } from "./small-frames.ts";

/** RGB, row after row. */
export interface Tile extends FrameSize {
  readonly data: Uint8Array;
}

/** At most so many side by side, so that a sheet is no wider than any decoder takes. */
const columnsMax = 12;
const quality = 80;

/** The frames of a film that are its tiles: the first of each of as many equal parts as there are tiles at most. */
export function tileFrames(frames: number): number[] {
  const step = Math.ceil(frames / tilesMax);
  return Array.from({ length: Math.ceil(frames / step) }, (_, tile) => tile * step);
}

/** A small planar 4:2:0 frame (BT.709, limited range) as a tile: a pixel for each of its colour. */
export function tileOf(frame: Uint8Array, { widthPx, heightPx }: FrameSize): Tile {
  const [width, height] = [widthPx / 2, heightPx / 2];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 2 * y * widthPx + 2 * x;
      const below = at + widthPx;
      const sum = byteOf(frame, at) + byteOf(frame, at + 1) + byteOf(frame, below) + byteOf(frame, below + 1);
      writeRgb(data, y * width + x, sum / 4, frame, widthPx * heightPx, y * width + x);
    }
  }
  return { data, widthPx: width, heightPx: height };
}

/** The same frame in its own size. */
export function pictureOfFrame(frame: Uint8Array, { widthPx, heightPx }: FrameSize): Tile {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = y * widthPx + x;
      writeRgb(data, at, byteOf(frame, at), frame, widthPx * heightPx, (y >> 1) * (widthPx >> 1) + (x >> 1));
    }
  }
  return { data, widthPx, heightPx };
}

const byteOf = (bytes: Uint8Array, at: number) => bytes[at] as number;

/** The matrix of ITU-R BT.709; a clamped array would round the same, but sharp takes no other than bytes. */
function writeRgb(data: Uint8Array, pixel: number, luma: number, frame: Uint8Array, pixels: number, colour: number) {
  const y = 1.1644 * (luma - 16);
  const u = byteOf(frame, pixels + colour) - 128;
  const v = byteOf(frame, pixels + pixels / 4 + colour) - 128;
  data[3 * pixel] = toByte(y + 1.7927 * v);
  data[3 * pixel + 1] = toByte(y - 0.2132 * u - 0.5329 * v);
  data[3 * pixel + 2] = toByte(y + 2.1124 * u);
}

function toByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
}

export async function writeThumbnail(file: string, { data, widthPx, heightPx }: Tile): Promise<void> {
  await writeJpeg(file, data, widthPx, heightPx);
}

/** By way of memory, so that a full disk says so in the words of the file system. */
async function writeJpeg(file: string, data: Uint8Array, width: number, height: number): Promise<void> {
  await writeFile(
    file,
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality })
      .toBuffer(),
  );
}

/** Writes tiles of one size, with the frame that each shows, as one JPEG. */
export async function writeTileSheet(
  file: string,
  tiles: readonly { readonly frame: number; readonly tile: Tile }[],
): Promise<TileSheet> {
  const { widthPx = 0, heightPx = 0 } = tiles[0]?.tile ?? {};
  const columns = Math.min(columnsMax, tiles.length);
  const rows = Math.ceil(tiles.length / columns);
  const width = columns * widthPx;
  const sheet = new Uint8Array(width * rows * heightPx * 3);
  for (const [index, { tile }] of tiles.entries()) {
    const left = (index % columns) * widthPx;
    const top = Math.floor(index / columns) * heightPx;
    for (let row = 0; row < heightPx; row += 1) {
      const line = tile.data.subarray(row * widthPx * 3, (row + 1) * widthPx * 3);
      sheet.set(line, ((top + row) * width + left) * 3);
    }
  }
  await writeJpeg(file, sheet, width, rows * heightPx);
  return { columns, rows, tileWidthPx: widthPx, tileHeightPx: heightPx, frames: tiles.map(({ frame }) => frame) };
}
