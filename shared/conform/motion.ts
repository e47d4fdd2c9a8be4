/** Owns how well one picture can be told from another one by moving its parts: what is left over is new. */
import type { Picture, PictureSize } from "./picture.ts";

export interface Match {
  /** Mean of what is left of the luma of each block after the best move, 0 to 255. */
  readonly residual: number;
  /** The same as a share of how much the picture varies within its blocks: near 0 for the same scene, near 1 and over for another. */
  readonly newness: number;
  /** Share of blocks that cannot be told. */
  readonly newShare: number;
  /** What is left of each block, as a mean of its samples. */
  readonly blocks: Float32Array;
  /** The same without moving it. */
  readonly stillBlocks: Float32Array;
}

const blockPx = 8;
const blockSamples = 64;
const reachPx = 6;

/**
 * Tells `to` by moving blocks of `from`, after its brightness and contrast have been made the same, the brightness by `exposureMax` of
 * 255 at most.
 */
export function matchPictures(
  from: Picture,
  to: Picture,
  { widthPx, heightPx }: PictureSize,
  exposureMax = 255,
): Match {
  const gain = Math.min(2.5, Math.max(0.4, (to.contrast + 0.5) / (from.contrast + 0.5)));
  const brighter = Math.min(exposureMax, Math.max(-exposureMax, to.mean - from.mean));
  const offset = from.mean + brighter - gain * from.mean;
  const source = equalised;
  for (let at = 0; at < from.luma.length; at += 1) source[at] = gain * (from.luma[at] as number) + offset;
  const columns = Math.floor(widthPx / blockPx);
  const rows = Math.floor(heightPx / blockPx);
  const moves = new Int8Array(columns * rows * 2);
  const residuals = new Float32Array(columns * rows);
  const stillBlocks = new Float32Array(columns * rows);
  let [left, varied, fresh, told] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const top = row * blockPx;
      const side = column * blockPx;
      const spread = blockSpread(to.luma, widthPx, side, top);
      const at = 2 * (row * columns + column);
      const stays = difference(source, to.luma, widthPx, side, top, 0, 0, Number.POSITIVE_INFINITY);
      const best = search(stays, source, to.luma, widthPx, heightPx, side, top, moves, at, column > 0 ? at - 2 : -1);
      residuals[at / 2] = best / blockSamples;
      stillBlocks[at / 2] = stays / blockSamples;
      left += best;
      varied += spread;
      if (spread > flatSpread) told += 1;
      if (spread > flatSpread && best > 0.45 * spread) fresh += 1;
    }
  }
  const samples = Math.max(1, columns * rows * blockSamples);
  return {
    residual: left / samples,
    newness: left / (varied + samples),
    newShare: fresh / Math.max(1, told),
    blocks: residuals,
    stillBlocks,
  };
}

/** No exposure jumps further from one picture to the next. */
export const exposureStepMax = 60;
const equalised = new Float32Array(1 << 14);
/** Sum over a block of how far its samples are from their mean; below it there is nothing to tell apart. */
const flatSpread = 64;

function blockSpread(luma: Float32Array, widthPx: number, side: number, top: number): number {
  let sum = 0;
  for (let y = 0; y < blockPx; y += 1) {
    const at = (top + y) * widthPx + side;
    for (let x = 0; x < blockPx; x += 1) sum += luma[at + x] as number;
  }
  const mean = sum / blockSamples;
  let spread = 0;
  for (let y = 0; y < blockPx; y += 1) {
    const at = (top + y) * widthPx + side;
    for (let x = 0; x < blockPx; x += 1) spread += Math.abs((luma[at + x] as number) - mean);
  }
  return spread;
}

/** The least difference of a block, which is `stays` where it is, its move written at `at`. */
function search(
  stays: number,
  source: Float32Array,
  target: Float32Array,
  widthPx: number,
  heightPx: number,
  side: number,
  top: number,
  moves: Int8Array,
  at: number,
  neighbour: number,
): number {
  const lowX = Math.max(-reachPx, -side);
  const highX = Math.min(reachPx, widthPx - blockPx - side);
  const lowY = Math.max(-reachPx, -top);
  const highY = Math.min(reachPx, heightPx - blockPx - top);
  let best = stays;
  let [bestX, bestY] = [0, 0];
  if (neighbour >= 0) {
    const x = Math.min(highX, Math.max(lowX, moves[neighbour] as number));
    const y = Math.min(highY, Math.max(lowY, moves[neighbour + 1] as number));
    const found = difference(source, target, widthPx, side, top, x, y, best);
    if (found < best) [best, bestX, bestY] = [found, x, y];
  }
  // A block that stays is good enough.
  if (best > 0.6 * blockSamples) {
    // Every other place first, then those beside the best: means of many pixels have no finer detail than that.
    for (let y = lowY; y <= highY; y += 2) {
      for (let x = lowX; x <= highX; x += 2) {
        const found = difference(source, target, widthPx, side, top, x, y, best);
        if (found < best) [best, bestX, bestY] = [found, x, y];
      }
    }
    const [middleX, middleY] = [bestX, bestY];
    for (let y = Math.max(lowY, middleY - 1); y <= Math.min(highY, middleY + 1); y += 1) {
      for (let x = Math.max(lowX, middleX - 1); x <= Math.min(highX, middleX + 1); x += 1) {
        const found = difference(source, target, widthPx, side, top, x, y, best);
        if (found < best) [best, bestX, bestY] = [found, x, y];
      }
    }
  }
  moves[at] = bestX;
  moves[at + 1] = bestY;
  return best;
}

/** Gives up as soon as it is no better than `limit`. */
function difference(
  source: Float32Array,
  target: Float32Array,
  widthPx: number,
  side: number,
  top: number,
  moveX: number,
  moveY: number,
  limit: number,
): number {
  let sum = 0;
  for (let y = 0; y < blockPx; y += 1) {
    const to = (top + y) * widthPx + side;
    const from = to + moveY * widthPx + moveX;
    for (let x = 0; x < blockPx; x += 1) sum += Math.abs((target[to + x] as number) - (source[from + x] as number));
    if (sum >= limit) return sum;
  }
  return sum;
}
