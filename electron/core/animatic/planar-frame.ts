/**
 * Owns the way from canvas pixels to video: planar 4:2:0 in BT.709, limited range. Done here rather than by ffmpeg because
 * it leaves a third of the bytes to go through the pipe, and the same colours whatever build encodes them.
 */

/** Bytes of one frame; both sides are even. */
export function planarFrameBytes(widthPx: number, heightPx: number): number {
  return (widthPx * heightPx * 3) / 2;
}

// ITU-R BT.709-6, items 3.2 to 3.4, for 8 bits, in fixed point. Luma is of one pixel and scaled by 2^10; the shares of red and
// blue lie in one word, so that one multiplication gives both. Colour is of the sum of four pixels, scaled by 2^18 in all.
const redAndBlueShares = (187 << 16) | 64;
const greenShare = 629;
const lumaOffset = (16 << 10) + (1 << 9);
const colourOffset = (128 << 18) + (1 << 17);

/**
 * Converts a frame of opaque RGBA pixels. Both sides are even; `frame` has `planarFrameBytes`. Within one level of the
 * exact figures.
 */
export function convertToPlanar(pixels: Uint8Array, frame: Uint8Array, widthPx: number, heightPx: number): void {
  const words = new Int32Array(pixels.buffer, pixels.byteOffset, widthPx * heightPx);
  const lumaPairs = new Uint16Array(frame.buffer, frame.byteOffset, (widthPx * heightPx) / 2);
  let blueAt = widthPx * heightPx;
  let redAt = blueAt + blueAt / 4;
  let upper = 0;
  let upperAt = 0;
  for (let row = 0; row < heightPx; row += 2) {
    const end = upper + widthPx;
    let lower = end;
    let lowerAt = upperAt + widthPx / 2;
    // Two by two pixels at a time, all in locals: this loop is a fourth of the cost of a frame.
    while (upper < end) {
      const p = words[upper++]!;
      const q = words[upper++]!;
      const s = words[lower++]!;
      const t = words[lower++]!;
      const redBlueP = p & 0xff00ff;
      const redBlueQ = q & 0xff00ff;
      const redBlueS = s & 0xff00ff;
      const redBlueT = t & 0xff00ff;
      const greenP = (p >> 8) & 255;
      const greenQ = (q >> 8) & 255;
      const greenS = (s >> 8) & 255;
      const greenT = (t >> 8) & 255;
      lumaPairs[upperAt++] = luma(redBlueP, greenP) | (luma(redBlueQ, greenQ) << 8);
      lumaPairs[lowerAt++] = luma(redBlueS, greenS) | (luma(redBlueT, greenT) << 8);
      const redBlue = redBlueP + redBlueQ + redBlueS + redBlueT;
      const red = redBlue & 0xffff;
      const blue = redBlue >>> 16;
      const green = greenP + greenQ + greenS + greenT;
      frame[blueAt++] = (28_784 * blue - 6_596 * red - 22_189 * green + colourOffset) >> 18;
      frame[redAt++] = (28_784 * red - 26_145 * green - 2_639 * blue + colourOffset) >> 18;
    }
    upper = lower;
    upperAt = lowerAt;
  }
}

function luma(redBlue: number, green: number): number {
  return ((Math.imul(redBlue, redAndBlueShares) >>> 16) + greenShare * green + lumaOffset) >> 10;
}
