/** Owns the closed lists of words that a plan may use: kinds, sizes, angles, moves, transitions, formats. */

export const elementKinds = ["character", "animal", "item", "costume", "scene", "effect", "other"] as const;
export type ElementKind = (typeof elementKinds)[number];

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
