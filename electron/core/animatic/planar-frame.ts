/**
 * Owns the way from canvas pixels to video: planar 4:2:0 in BT.709, limited range. Done here rather than by ffmpeg because
 * it leaves a third of the bytes to go through the pipe, and the same colours whatever build encodes them.
 */

export function planarFrameBytes(widthPx: number, heightPx: number): number {
  return (widthPx * heightPx * 3) / 2;
}

// Sums of four pixels are taken for the colours, hence two bits more.
// BT.709: Y' = 0.2126 R + 0.7152 G + 0.0722 B, scaled to 16..235 and 16..240, in 16-bit fixed point (ITU-R BT.709-6, item 3).
const half = 1 << 15;
const y = { red: 11_966, green: 40_254, blue: 4_064, offset: (16 << 16) + half };
const u = { red: -6_596, green: -22_189, blue: 28_784, offset: (128 << 18) + 2 * 65_536 };
const v = { red: 28_784, green: -26_145, blue: -2_639, offset: (128 << 18) + 2 * 65_536 };

/**
 * Converts rows of opaque RGBA pixels into a whole planar frame. `firstRow` and the number of rows are even, as is the
 * width; `pixels` holds the rows only, `frame` the whole picture of `heightPx` rows.
 */
export function convertRows(
  pixels: Uint8Array,
  firstRow: number,
  rows: number,
  frame: Uint8Array,
  widthPx: number,
  heightPx: number,
): void {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, widthPx * rows);
  const uStart = widthPx * heightPx;
  const vStart = uStart + uStart / 4;
  for (let row = 0; row < rows; row += 2) {
    let upper = row * widthPx;
    let lower = upper + widthPx;
    let upperY = (firstRow + row) * widthPx;
    let lowerY = upperY + widthPx;
    let chroma = ((firstRow + row) * widthPx) / 4;
    for (let column = 0; column < widthPx; column += 2) {
      const p = words[upper]!;
      const q = words[upper + 1]!;
      const s = words[lower]!;
      const t = words[lower + 1]!;
      frame[upperY] = luma(p);
      frame[upperY + 1] = luma(q);
      frame[lowerY] = luma(s);
      frame[lowerY + 1] = luma(t);
      const red = (p & 255) + (q & 255) + (s & 255) + (t & 255);
      const green = ((p >> 8) & 255) + ((q >> 8) & 255) + ((s >> 8) & 255) + ((t >> 8) & 255);
      const blue = ((p >> 16) & 255) + ((q >> 16) & 255) + ((s >> 16) & 255) + ((t >> 16) & 255);
      frame[uStart + chroma] = (u.red * red + u.green * green + u.blue * blue + u.offset) >> 18;
      frame[vStart + chroma] = (v.red * red + v.green * green + v.blue * blue + v.offset) >> 18;
      upper += 2;
      lower += 2;
      upperY += 2;
      lowerY += 2;
      chroma += 1;
    }
  }
}

function luma(pixel: number): number {
  return (y.red * (pixel & 255) + y.green * ((pixel >> 8) & 255) + y.blue * ((pixel >> 16) & 255) + y.offset) >> 16;
}
