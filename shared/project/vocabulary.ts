/** Owns the closed lists of words that a plan may use: kinds, sizes, angles, moves, transitions, formats. */

export const elementKinds = ["character", "animal", "item", "costume", "scene", "effect", "other"] as const;
export type ElementKind = (typeof elementKinds)[number];

/** Whether an element of this kind is somebody, who stands, goes and looks. */
export function isLiving(kind: ElementKind): boolean {
  return kind === "character" || kind === "animal";
}

export const shotSizes = [
  "ECU",
  "CU",
  "MCU",
  "MS",
  "MLS",
  "LS",
  "WS",
  "EWS",
  "OTS",
  "POV",
  "two-shot",
  "insert",
] as const;
export type ShotSize = (typeof shotSizes)[number];

export const cameraAngles = ["eye", "low", "high", "dutch", "overhead"] as const;
export type CameraAngle = (typeof cameraAngles)[number];

export const cameraMoves = [
  "static",
  "pan-left",
  "pan-right",
  "tilt-up",
  "tilt-down",
  "push-in",
  "pull-out",
  "truck-left",
  "truck-right",
  "pedestal-up",
  "pedestal-down",
  "crane-up",
  "crane-down",
  "orbit-left",
  "orbit-right",
  "zoom-in",
  "zoom-out",
  "rack-focus",
  "handheld",
  "steadicam",
  "fpv",
  "whip-pan",
] as const;
export type CameraMove = (typeof cameraMoves)[number];

export const transitions = ["cut", "fade-in", "hard-cut", "jump-cut", "match-cut", "dissolve", "whip"] as const;
export type Transition = (typeof transitions)[number];

export const aspectRatios = ["16:9", "9:16", "1:1", "21:9", "4:3", "3:4"] as const;
export type AspectRatio = (typeof aspectRatios)[number];

/** How a figure on a stage holds itself. `back-turned`: it stands with its back to the camera. */
export const blockingPoses = [
  "standing",
  "walking",
  "running",
  "sitting",
  "kneeling",
  "lying",
  "pointing",
  "holding",
  "back-turned",
] as const;
export type BlockingPose = (typeof blockingPoses)[number];

export const builds = ["slim", "average", "heavy"] as const;
export type Build = (typeof builds)[number];

/** What a prop on a stage is built as. */
export const propBodies = ["box", "table", "chair", "door", "wall", "window", "car", "tree", "stairs"] as const;
export type PropBody = (typeof propBodies)[number];
