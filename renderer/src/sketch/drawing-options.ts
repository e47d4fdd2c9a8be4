/** Owns the pen that is in the hand: tool, color and thickness, remembered on this computer. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "../state/remembered-store.ts";
import type { Ink, Tool } from "./pen.ts";

export interface DrawingOptions extends Ink {
  readonly tool: Tool;
  /** Whether what the camera's move begins and ends on is outlined. */
  readonly showsMove: boolean;
}

/** Seen on a picture and, but for white, on paper. */
export const colors: readonly (readonly [name: string, color: string])[] = [
  ["Black", "#16181b"],
  ["White", "#ffffff"],
  ["Red", "#e5342b"],
  ["Yellow", "#f2b705"],
  ["Green", "#2f9e44"],
  ["Blue", "#1f78d1"],
];

export const drawingOptions = createRememberedStore<DrawingOptions>("shotline.drawing", {
  tool: "pencil",
  color: "#e5342b",
  thickness: 1,
  showsMove: true,
});

export function useDrawingOptions(): DrawingOptions {
  return useSyncExternalStore(drawingOptions.subscribe, drawingOptions.get);
}
