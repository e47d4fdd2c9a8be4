/** Owns how the viewer shows the picture and sounds: overlays, guides, matte, quality, volume and the unit of time; remembered on this computer. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "../state/remembered-store.ts";

/** Width over height of the guides that the field uses. */
export const aspectGuides = { "2.39": 2.39, "2.00": 2, "1.85": 1.85, "4:5": 0.8 } as const;
export type AspectGuide = keyof typeof aspectGuides;

export type TimeUnit = "timecode" | "frames" | "seconds";

/** What is written over the picture, each in its corner. */
export const overlayLabels = ["timecode", "frame", "shot", "take"] as const;
export type OverlayLabel = (typeof overlayLabels)[number];

/** `proxy`: the small files made for the window; `full`: the films themselves, where the window can decode them. */
export type Quality = "proxy" | "full";

export interface ViewOptions {
  readonly burnIn: boolean;
  readonly guide: AspectGuide | null;
  /** Black instead of lines outside the guide. */
  readonly matte: boolean;
  readonly timeUnit: TimeUnit;
  readonly labels: readonly OverlayLabel[];
  readonly safeAreas: boolean;
  /** Names and small pictures over the figures of blocked shots. */
  readonly figureLabels: boolean;
  readonly quality: Quality;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly scrubSound: boolean;
  readonly meter: boolean;
}

export const viewOptions = createRememberedStore<ViewOptions>("shotline.view", {
  burnIn: false,
  guide: null,
  matte: false,
  timeUnit: "timecode",
  labels: [],
  safeAreas: false,
  figureLabels: true,
  quality: "proxy",
  volume: 1,
  muted: false,
  scrubSound: true,
  meter: true,
});

export function useViewOptions(): ViewOptions {
  return useSyncExternalStore(viewOptions.subscribe, viewOptions.get);
}
