/** Owns how the window behaves while a plan is edited, as the user set it. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "./remembered-store.ts";

/** Whose keys the window has: Shotline's own, or those of another editing app. */
export const keyPresets = ["shotline", "premiere", "resolve", "avid", "finalCut"] as const;
export type KeyPreset = (typeof keyPresets)[number];

export interface EditingOptions {
  /** Selecting a shot or a pass moves the playhead there. */
  readonly showSelected: boolean;
  readonly keys: KeyPreset;
}

export const editingOptions = createRememberedStore<EditingOptions>("shotline.editing", {
  showSelected: true,
  keys: "shotline",
});
// What is remembered may be of another version.
if (!keyPresets.includes(editingOptions.get().keys)) editingOptions.set({ keys: "shotline" });

export function useEditingOptions(): EditingOptions {
  return useSyncExternalStore(editingOptions.subscribe, editingOptions.get);
}
