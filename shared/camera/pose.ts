/** Owns how the camera moves: every named move as a pure function of time, giving where the picture stands in the frame. */
import type { CameraMove } from "../project/vocabulary.ts";
import { type CameraTake, type Moment, momentOf, swing } from "./moment.ts";

/**
 * How the picture is held, before the overscan that `planCamera` adds. A pose at rest is
 * `{ scale: 1, x: 0, y: 0, rotation: 0, stretchX: 1, skewX: 0, skewY: 0, blur: 0, smearX: 0 }`.
 */
export interface CameraPose {
  /** Enlargement over a picture that just covers the frame. */
  readonly scale: number;
  /** Shift of the picture to the right, in frame widths, and down, in frame heights. */
  readonly x: number;
  readonly y: number;
  /** Radians, clockwise. */
  readonly rotation: number;
  /** Widening, and shear along each axis: what an affine picture can show of a turned plane. */
  readonly stretchX: number;
  readonly skewX: number;
  readonly skewY: number;
  /** How far out of focus, 0 to 1. */
  readonly blur: number;
  /** Distance that the picture travels to the right while the shutter is open, in frame widths. */
  readonly smearX: number;
}

const rest: CameraPose = {
  scale: 1,
  x: 0,
  y: 0,
  rotation: 0,
  stretchX: 1,
  skewX: 0,
  skewY: 0,
  blur: 0,
  smearX: 0,
};

const shutterSeconds = 1 / 48;
const whipTravel = 0.17;

const moves: Record<CameraMove, (moment: Moment) => Partial<CameraPose>> = {
  static: () => ({}),
  "push-in": (at) => ({ scale: grow(0.19 * at.travel, at.eased), y: -0.008 * at.travel * at.eased }),
  "pull-out": (at) => ({ scale: grow(0.19 * at.travel, 1 - at.eased), y: -0.008 * at.travel * (1 - at.eased) }),
  // A lens change keeps its axis and covers more than a dolly does.
  "zoom-in": (at) => ({ scale: grow(0.36 * at.travel, at.soften(at.progress)) }),
  "zoom-out": (at) => ({ scale: grow(0.36 * at.travel, 1 - at.soften(at.progress)) }),
  // A turning camera keystones the picture; a travelling one does not, and travels further.
  "pan-left": (at) => turn(at, 1),
  "pan-right": (at) => turn(at, -1),
  "tilt-up": (at) => ({ y: 0.075 * at.travel * swing(at.eased), skewX: 0.012 * swing(at.eased), scale: bow(at, 0.02) }),
  "tilt-down": (at) => ({
    y: -0.075 * at.travel * swing(at.eased),
    skewX: -0.012 * swing(at.eased),
    scale: bow(at, 0.02),
  }),
  "truck-left": (at) => ({ x: 0.105 * at.travel * swing(at.eased) }),
  "truck-right": (at) => ({ x: -0.105 * at.travel * swing(at.eased) }),
  "pedestal-up": (at) => ({ y: 0.1 * at.travel * swing(at.eased) }),
  "pedestal-down": (at) => ({ y: -0.1 * at.travel * swing(at.eased) }),
  "crane-up": (at) => crane(at, at.eased),
  "crane-down": (at) => crane(at, 1 - at.eased),
  "orbit-left": (at) => orbit(at, 1),
  "orbit-right": (at) => orbit(at, -1),
  "rack-focus": (at) => ({ blur: 1 - at.soften((at.progress - 0.2) / 0.45), scale: 1 + 0.02 * at.eased }),
  handheld: (at) => ({
    x: 0.009 * at.sway(0, 1.6) + 0.0014 * at.sway(1, 4.5),
    y: 0.011 * at.sway(2, 1.4) + 0.002 * at.sway(3, 4.5),
    rotation: 0.008 * at.sway(4, 1.1),
    scale: 1 + 0.006 * at.sway(5, 0.5),
  }),
  steadicam: (at) => ({
    scale: grow(0.09 * at.travel, at.eased),
    x: 0.012 * at.sway(0, 0.4),
    y: 0.01 * at.sway(1, 0.45),
    rotation: 0.004 * at.sway(2, 0.3),
  }),
  fpv: (at) => {
    const flown = at.flown * (0.45 + 0.55 * at.flown);
    const bank = Math.sin(2 * Math.PI * (0.75 * at.flown + 0.08));
    return {
      scale: grow(0.45 * at.travel, flown),
      rotation: at.travel * (0.06 * bank + 0.012 * at.sway(0, 0.9)),
      x: at.travel * (-0.035 * bank + 0.008 * at.sway(1, 0.8)),
      y: at.travel * (0.03 * Math.cos(2 * Math.PI * 0.6 * at.flown) + 0.006 * at.sway(2, 0.8)),
    };
  },
  "whip-pan": (at) => {
    const shutter = shutterSeconds / at.durationSeconds;
    const reached = whipped(at, at.progress);
    const next = at.isHeld ? reached : whipped(at, at.progress + shutter);
    return { x: -whipTravel * swing(reached), smearX: -2 * whipTravel * (next - reached) };
  },
};

/** The pose at `progress` (0 to 1, clamped). The same input gives the same pose on every machine. */
export function cameraPose(take: CameraTake, progress: number): CameraPose {
  const { strength = 100 } = take;
  const pose = moves[take.move](momentOf(take, progress));
  return strength === 100 ? { ...rest, ...pose } : strengthened({ ...rest, ...pose }, strength / 100);
}

/** The same pose, `by` times as far from rest. */
function strengthened(pose: CameraPose, by: number): CameraPose {
  return {
    scale: pose.scale ** by,
    x: pose.x * by,
    y: pose.y * by,
    rotation: pose.rotation * by,
    stretchX: 1 + (pose.stretchX - 1) * by,
    skewX: pose.skewX * by,
    skewY: pose.skewY * by,
    blur: Math.min(1, pose.blur * by),
    smearX: pose.smearX * by,
  };
}

/** Enlargement that looks steady: equal ratios in equal times. */
function grow(by: number, share: number): number {
  return (1 + by) ** share;
}

/** A slight enlargement at the ends of a turn, where the plane stands at an angle. */
function bow(at: Moment, by: number): number {
  return 1 + by * swing(at.eased) ** 2;
}

function turn(at: Moment, side: 1 | -1): Partial<CameraPose> {
  const angle = side * swing(at.eased);
  return { x: 0.07 * at.travel * angle, skewY: 0.022 * angle, scale: bow(at, 0.025) };
}

function crane(at: Moment, raised: number): Partial<CameraPose> {
  return {
    y: 0.12 * at.travel * swing(raised),
    scale: grow(0.14 * at.travel, 1 - raised),
    rotation: 0.008 * (1 - raised),
    skewX: 0.02 * swing(raised),
  };
}

function orbit(at: Moment, side: 1 | -1): Partial<CameraPose> {
  const angle = side * swing(at.eased);
  return {
    x: 0.05 * at.travel * angle,
    y: -0.01 * angle * angle,
    skewY: 0.085 * at.travel * angle,
    stretchX: 1 - 0.06 * angle * angle,
    scale: 1 + 0.05 * (1 - angle * angle),
  };
}

/** The whip takes 0.35 s in the middle of the shot whatever its length, or half of a shot that is shorter. */
function whipped(at: Moment, progress: number): number {
  const share = Math.min(0.5, 0.35 / at.durationSeconds);
  return at.soften((progress - 0.5) / share + 0.5);
}
