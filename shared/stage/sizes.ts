/** Owns what each shot size frames of a standing figure, as the field defines it, in heights of the figure above the floor. */
import type { ShotSize } from "../project/vocabulary.ts";

/** Where the frame ends above and below, at the figure's own distance. */
export interface Cut {
  readonly top: number;
  readonly bottom: number;
}

/** How high the eyes of a standing figure are, in its heights. */
export const eyeShare = 0.934;

/** From the forehead to the chin, to the collar, to the chest, to the waist, to the knees; the whole figure; half the frame; a small part of it. */
export const cuts: Readonly<Record<ShotSize, Cut>> = {
  ECU: { top: 0.966, bottom: 0.868 },
  CU: { top: 1.02, bottom: 0.8 },
  MCU: { top: 1.045, bottom: 0.7 },
  MS: { top: 1.065, bottom: 0.57 },
  MLS: { top: 1.08, bottom: 0.26 },
  LS: { top: 1.1, bottom: -0.07 },
  WS: { top: 1.42, bottom: -0.4 },
  EWS: { top: 4.2, bottom: -2.8 },
  OTS: { top: 1.09, bottom: 0.6 },
  POV: { top: 1.065, bottom: 0.57 },
  "two-shot": { top: 1.09, bottom: 0.52 },
  insert: { top: 0.62, bottom: 0.4 },
};

/** The lens that is put on where nobody says one, in millimeters. */
export const usualLens: Readonly<Record<ShotSize, number>> = {
  ECU: 100,
  CU: 85,
  MCU: 65,
  MS: 50,
  MLS: 40,
  LS: 35,
  WS: 28,
  EWS: 24,
  OTS: 65,
  POV: 35,
  "two-shot": 40,
  insert: 85,
};
