/**
 * Owns the way from canvas pixels to video: planar 4:2:0 in BT.709, limited range. Done here rather than by ffmpeg because
 * it leaves a third of the bytes to go through the pipe, and the same colours whatever build encodes them.
 */
import { createKernel } from "./planar-kernel.ts";

/** Bytes of one frame; both sides are even. */
export function planarFrameBytes(widthPx: number, heightPx: number): number {
  return (widthPx * heightPx * 3) / 2;
}

/** Turns opaque RGBA pixels into a frame of `planarFrameBytes`, within one level of the exact figures. */
export type ConvertToPlanar = (pixels: Uint8Array, frame: Uint8Array) => void;

/** For frames of one size: both sides even, and at least `kernelWidthMinPx` wide. */
export function createPlanarConverter(widthPx: number, heightPx: number): ConvertToPlanar {
  const area = widthPx * heightPx;
  const planesBytes = planarFrameBytes(widthPx, heightPx);
  const { convertRows, memory, roomAt } = createKernel(4 * area + planesBytes);
  const planesAt = roomAt + 4 * area;
  const [blueAt, redAt] = [planesAt + area, planesAt + (area * 5) / 4];
  return (pixels, frame) => {
    memory.set(pixels, roomAt);
    for (let row = 0; row < heightPx; row += 2) {
      const first = row * widthPx;
      convertRows(roomAt + 4 * first, planesAt + first, blueAt + first / 4, redAt + first / 4, widthPx);
    }
    frame.set(memory.subarray(planesAt, planesAt + planesBytes));
  };
}
