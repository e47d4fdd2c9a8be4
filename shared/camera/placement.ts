/** Owns where a picture lands in the frame: enough overscan is planned for the whole move that no edge ever shows. */
import { type Framing, type PicturePart, partOf, wholePicture } from "./framing.ts";
import type { CameraTake } from "./moment.ts";
import { type CameraPose, cameraPose } from "./pose.ts";

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Coefficients as of CanvasRenderingContext2D.transform: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export interface CameraTransform {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
  /** How far out of focus, 0 to 1. */
  readonly blur: number;
  /** Travel of the picture to the right while the shutter is open, in pixels of the frame. */
  readonly smearPx: number;
}

export interface CameraPlan {
  readonly take: CameraTake;
  readonly frame: SizePx;
  /** What of the picture the move stays inside. */
  readonly part: PicturePart;
  /** Enlargement at which the whole move stays inside the picture; at least 1. */
  readonly overscan: number;
  /** Greatest enlargement of the picture's pixels during the move. */
  readonly scaleMax: number;
}

/** Of the height that a tall picture has to spare, the share by which the framing sits above the middle, where faces are. */
const headroom = 0.4;
const samples = 48;

/** Plans one shot's move of a picture, or of the part of it that `framing` shows, within a frame, in pixels. Cheap enough to be called for every frame. */
export function planCamera(
  take: CameraTake,
  frame: SizePx,
  picture: SizePx,
  framing: Framing = wholePicture,
): CameraPlan {
  const part = partOf(picture, framing);
  let overscan = 1;
  let scale = 1;
  for (let sample = 0; sample <= samples; sample++) {
    const pose = cameraPose(take, sampledProgress(take, sample / samples));
    overscan = Math.max(overscan, scaleNeeded(pose, frame, part) / pose.scale);
    scale = Math.max(scale, pose.scale);
  }
  return { take, frame, part, overscan, scaleMax: coverScale(frame, part) * overscan * scale };
}

/** A move is sampled from its start to its end, however short a hold leaves it. */
function sampledProgress({ hold }: CameraTake, share: number): number {
  if (!hold) return share;
  return hold.start / 100 + share * (1 - (hold.start + hold.end) / 100);
}

/**
 * From pixels of the picture to pixels of the frame, at `progress` 0 to 1. The framed part covers the frame at every moment,
 * whatever the two ratios.
 */
export function cameraTransformAt(plan: CameraPlan, progress: number): CameraTransform {
  const { frame, part } = plan;
  const pose = cameraPose(plan.take, progress);
  // The samples above bound the move but for a hair between two of them.
  const scale = Math.max(pose.scale * plan.overscan, scaleNeeded(pose, frame, part)) * coverScale(frame, part);
  const turned = linearPart(pose);
  const a = turned.a * scale;
  const b = turned.b * scale;
  const c = turned.c * scale;
  const d = turned.d * scale;
  const focusX = part.x + part.widthPx / 2;
  const focusY = part.y + part.heightPx / 2 - focusAbove(frame, part) / coverScale(frame, part);
  const centerX = frame.widthPx * (0.5 + pose.x);
  const centerY = frame.heightPx * (0.5 + pose.y);
  return {
    a,
    b,
    c,
    d,
    e: centerX - a * focusX - c * focusY,
    f: centerY - b * focusX - d * focusY,
    blur: pose.blur,
    smearPx: pose.smearX * frame.widthPx,
  };
}

function coverScale(frame: SizePx, picture: SizePx): number {
  return Math.max(frame.widthPx / picture.widthPx, frame.heightPx / picture.heightPx);
}

/** How far the framing sits above the middle of the picture, in pixels of the frame at covering size. */
function focusAbove(frame: SizePx, picture: SizePx): number {
  return (headroom * (coverScale(frame, picture) * picture.heightPx - frame.heightPx)) / 2;
}

function linearPart(pose: CameraPose) {
  const cos = Math.cos(pose.rotation);
  const sin = Math.sin(pose.rotation);
  return {
    a: cos * pose.stretchX - sin * pose.skewY,
    b: sin * pose.stretchX + cos * pose.skewY,
    c: cos * pose.skewX - sin,
    d: sin * pose.skewX + cos,
  };
}

/** The least enlargement over covering size at which no corner of the frame lies outside the picture in this pose. */
function scaleNeeded(pose: CameraPose, frame: SizePx, picture: SizePx): number {
  const cover = coverScale(frame, picture);
  const halfWidth = (cover * picture.widthPx) / 2;
  const halfHeight = (cover * picture.heightPx) / 2;
  const above = focusAbove(frame, picture);
  const { a, b, c, d } = linearPart(pose);
  const determinant = a * d - b * c;
  // The smear is drawn around the pose, so it needs room on both sides.
  const reach = 0.5 + Math.abs(pose.smearX) / 2;
  let needed = 0;
  for (const sideX of [-reach, reach]) {
    for (const sideY of [-0.5, 0.5]) {
      const fromX = frame.widthPx * (sideX - pose.x);
      const fromY = frame.heightPx * (sideY - pose.y);
      const pictureX = (d * fromX - c * fromY) / determinant;
      const pictureY = (a * fromY - b * fromX) / determinant;
      const roomY = pictureY < 0 ? halfHeight - above : halfHeight + above;
      needed = Math.max(needed, Math.abs(pictureX) / halfWidth, Math.abs(pictureY) / roomY);
    }
  }
  return needed;
}
