/** Owns how the viewer shows the picture: burn-in, aspect guide, matte and the unit of time; remembered on this computer. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "../state/remembered-store.ts";

/** Width over height of the guides that the field uses. */
export const aspectGuides = { "2.39": 2.39, "2.00": 2, "1.85": 1.85, "4:5": 0.8 } as const;
export type AspectGuide = keyof typeof aspectGuides;

export type TimeUnit = "timecode" | "frames" | "seconds";

export interface ViewOptions {
  readonly burnIn: boolean;
  readonly guide: AspectGuide | null;
  /** Black instead of lines outside the guide. */
  readonly matte: boolean;
  readonly timeUnit: TimeUnit;
}

export const viewOptions = createRememberedStore<ViewOptions>("shotline.view", {
  burnIn: false,
  guide: null,
  matte: false,
  timeUnit: "timecode",
});

export function useViewOptions(): ViewOptions {
  return useSyncExternalStore(viewOptions.subscribe, viewOptions.get);
}
