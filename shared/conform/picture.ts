/** Owns the picture that a film's frame is measured by: a few thousand means of it, so that grain and coding are mostly gone. */

/** Luma and colour as means over small squares of the small frame, 0 to 255. */
export interface Picture {
  /** The frame of the film that it is the first showing of. */
  readonly frame: number;
  readonly luma: Float32Array;
  /** Of half the width and height of the luma: all U, then all V. */
  readonly chroma: Float32Array;
  /** The luma's means of 4 × 4 again: what is left when coding has lost or regained its details. */
  readonly coarse: Float32Array;
  readonly mean: number;
  /** How much its luma varies: the standard deviation. */
  readonly contrast: number;
  /** How much of that is there from one column to the next: low in a picture smeared sideways. */
  readonly sharpness: number;
}

/** Of the pictures of one film. */
export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

const longerSidePx = 80;
const coarseStep = 4;

export function pictureSize({ widthPx, heightPx }: PictureSize): PictureSize {
  const step = Math.max(1, Math.floor(Math.max(widthPx, heightPx) / longerSidePx));
  const side = (pixels: number) => Math.max(2, 2 * Math.floor(pixels / step / 2));
  return { widthPx: side(widthPx), heightPx: side(heightPx) };
}

/** The picture of a planar 4:2:0 frame of `source` size. */
export function takePicture(bytes: Uint8Array, source: PictureSize, size: PictureSize, frame: number): Picture {
  const luma = new Float32Array(size.widthPx * size.heightPx);
  shrink(bytes, 0, source.widthPx, source.heightPx, luma, 0, size.widthPx, size.heightPx);
  const [half, quarter] = [source.widthPx / 2, size.widthPx / 2];
  const [halfHeight, quarterHeight] = [source.heightPx / 2, size.heightPx / 2];
  const chroma = new Float32Array(2 * quarter * quarterHeight);
  const start = source.widthPx * source.heightPx;
  for (const plane of [0, 1]) {
    const from = start + plane * half * halfHeight;
    shrink(bytes, from, half, halfHeight, chroma, plane * quarter * quarterHeight, quarter, quarterHeight);
  }
  return pictureOf(frame, luma, chroma, size);
}

export function pictureOf(frame: number, luma: Float32Array, chroma: Float32Array, size: PictureSize): Picture {
  const columns = Math.max(1, Math.floor(size.widthPx / coarseStep));
  const rows = Math.max(1, Math.floor(size.heightPx / coarseStep));
  const coarse = new Float32Array(columns * rows);
  shrink(luma, 0, size.widthPx, size.heightPx, coarse, 0, columns, rows);
  return { frame, luma, chroma, coarse, ...spread(luma, size.widthPx) };
}

function shrink(
  bytes: Uint8Array | Float32Array,
  start: number,
  width: number,
  height: number,
  means: Float32Array,
  first: number,
  columns: number,
  rows: number,
): void {
  const [across, down] = [Math.max(1, Math.floor(width / columns)), Math.max(1, Math.floor(height / rows))];
  const share = 1 / (across * down);
  // What the means leave over is cut off on both sides.
  const left = Math.max(0, (width - across * columns) >> 1);
  const top = Math.max(0, (height - down * rows) >> 1);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let y = 0; y < down; y += 1) {
        let at = start + Math.min(height - 1, top + row * down + y) * width + left + column * across;
        for (let x = 0; x < across; x += 1, at += 1) sum += bytes[at] as number;
      }
      means[first + row * columns + column] = sum * share;
    }
  }
}

function spread(luma: Float32Array, widthPx: number): Pick<Picture, "mean" | "contrast" | "sharpness"> {
  let [sum, squares, slopes] = [0, 0, 0];
  for (let at = 0; at < luma.length; at += 1) {
    const value = luma[at] as number;
    sum += value;
    squares += value * value;
    if (at % widthPx !== 0) slopes += Math.abs(value - (luma[at - 1] as number));
  }
  const mean = sum / luma.length;
  const contrast = Math.sqrt(Math.max(0, squares / luma.length - mean * mean));
  return { mean, contrast, sharpness: slopes / luma.length };
}

/** The mean difference of two planes, sample by sample. */
export function planeDifference(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += Math.abs((one[at] as number) - (other[at] as number));
  return sum / one.length;
}
