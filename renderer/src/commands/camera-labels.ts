/** Owns what sizes, angles and transitions are called in the window. */
import type { CameraAngle, ShotSize, Transition } from "../../../shared/project/vocabulary.ts";

export const angleLabels: Readonly<Record<CameraAngle, string>> = {
  eye: "Eye level",
  low: "Low",
  high: "High",
  dutch: "Dutch",
  overhead: "Overhead",
};

export const transitionLabels: Readonly<Record<Transition, string>> = {
  cut: "Cut",
  "fade-in": "Fade in from black",
  "hard-cut": "Hard cut",
  "jump-cut": "Jump cut",
  "match-cut": "Match cut",
  dissolve: "Dissolve",
  whip: "Whip",
};

export function labelSize(size: ShotSize): string {
  return size === "two-shot" ? "Two-shot" : size === "insert" ? "Insert" : size;
}
