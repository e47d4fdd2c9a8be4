/** Owns how the camera words of a plan are said in a prompt. */
import type { CameraAngle, CameraMove, ShotSize, Transition } from "../project/vocabulary.ts";

export const sizeWords: Record<ShotSize, string> = {
  ECU: "Extreme close-up",
  CU: "Close-up",
  MCU: "Medium close-up",
  MS: "Medium shot",
  MLS: "Medium long shot",
  LS: "Long shot",
  WS: "Wide shot",
  EWS: "Extreme wide shot",
  OTS: "Over-the-shoulder shot",
  POV: "Point-of-view shot",
  "two-shot": "Two-shot",
  insert: "Insert shot",
};

export const angleWords: Record<CameraAngle, string> = {
  eye: "at eye level",
  low: "from a low angle",
  high: "from a high angle",
  dutch: "at a Dutch angle",
  overhead: "from directly overhead",
};

export const moveWords: Record<CameraMove, string> = {
  static: "the camera is locked off",
  "pan-left": "the camera pans left",
  "pan-right": "the camera pans right",
  "tilt-up": "the camera tilts up",
  "tilt-down": "the camera tilts down",
  "push-in": "the camera pushes in slowly",
  "pull-out": "the camera pulls out slowly",
  "truck-left": "the camera trucks left",
  "truck-right": "the camera trucks right",
  "pedestal-up": "the camera rises straight up",
  "pedestal-down": "the camera sinks straight down",
  "crane-up": "the camera cranes up",
  "crane-down": "the camera cranes down",
  "orbit-left": "the camera orbits to the left",
  "orbit-right": "the camera orbits to the right",
  "zoom-in": "slow zoom in",
  "zoom-out": "slow zoom out",
  "rack-focus": "focus racks from one subject to the other",
  handheld: "handheld camera",
  steadicam: "smooth steadicam follow",
  fpv: "fast FPV flight",
  "whip-pan": "whip pan",
};

/** A plain cut is what services do anyway, so it says nothing. */
export const transitionWords: Record<Transition, string> = {
  cut: "",
  "fade-in": "Fade in from black.",
  "hard-cut": "Hard cut to:",
  "jump-cut": "Jump cut to:",
  "match-cut": "Match cut to:",
  dissolve: "Dissolve to:",
  whip: "Whip transition to:",
};
