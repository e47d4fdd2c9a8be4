/** Owns which dialog is open: one at a time, asked for from anywhere. */
import { useSyncExternalStore } from "react";
import { createStore } from "../state/store.ts";

export type OpenDialog =
  | { readonly kind: "export" }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "newProject" }
  | { readonly kind: "projectSettings" }
  | { readonly kind: "render"; readonly passId: string }
  | { readonly kind: "request"; readonly passId: string }
  | { readonly kind: "take"; readonly takeId: string };

const store = createStore<{ dialog: OpenDialog | null }>({ dialog: null });

export function openDialog(dialog: OpenDialog): void {
  store.set({ dialog });
}

export function closeDialog(): void {
  store.set({ dialog: null });
}

export function useDialog(): OpenDialog | null {
  return useSyncExternalStore(store.subscribe, () => store.get().dialog);
}

/** Whether the keyboard belongs to a dialog. */
export function isDialogOpen(): boolean {
  // Notices have the role of a dialog as well, and must not take the keys.
  return store.get().dialog !== null || document.querySelector("[data-keeps-keys]") !== null;
}
