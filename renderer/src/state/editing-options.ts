/** Owns how the window behaves while a plan is edited, as the user set it. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "./remembered-store.ts";

export interface EditingOptions {
  /** Selecting a shot or a pass moves the playhead there. */
  readonly showSelected: boolean;
}

export const editingOptions = createRememberedStore<EditingOptions>("shotline.editing", { showSelected: true });

export function useEditingOptions(): EditingOptions {
  return useSyncExternalStore(editingOptions.subscribe, editingOptions.get);
}
