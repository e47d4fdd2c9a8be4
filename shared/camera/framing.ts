/** Owns how much of a picture a shot size shows, so that a size is seen before anything is generated. */
import type { ShotSize } from "../project/vocabulary.ts";

/** A part of a picture, each side as a share of the picture's. */
export interface Framing {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const wholePicture: Framing = { x: 0, y: 0, width: 1, height: 1 };

/** Of each side of the picture; sizes that show all of it are left out. */
const shares: Partial<Record<ShotSize, number>> = {
  ECU: 0.32,
  CU: 0.46,
  MCU: 0.6,
  MS: 0.74,
  MLS: 0.86,
  LS: 0.94,
  OTS: 0.74,
  insert: 0.4,
};

/** What of the picture is closed in on: a third from above, where heads are; what is in a hand or on a table lies in the middle. */
const headHeight = 1 / 3;
const objectHeight = 1 / 2;

/** The part of a picture that is seen at this size; all of it without one. Closer sizes lie within wider ones, heads stay at the upper third. */
export function framingOf(size: ShotSize | undefined): Framing {
  const share = size && shares[size];
  if (share === undefined) return wholePicture;
  const height = size === "insert" ? objectHeight : headHeight;
  return { x: (1 - share) / 2, y: (1 - share) * height, width: share, height: share };
}

/** The part in pixels of the picture. */
export interface PicturePart {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export function partOf(
  picture: { readonly widthPx: number; readonly heightPx: number },
  framing: Framing,
): PicturePart {
  return {
    x: picture.widthPx * framing.x,
    y: picture.heightPx * framing.y,
    widthPx: picture.widthPx * framing.width,
    heightPx: picture.heightPx * framing.height,
  };
}
