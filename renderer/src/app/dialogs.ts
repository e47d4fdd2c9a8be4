/** Owns which dialog is open: one at a time, asked for from anywhere. */
import { useSyncExternalStore } from "react";
import type { ProviderName } from "../../../shared/models/profile.ts";
import { createStore } from "../state/store.ts";

export type SettingsPage = "services" | "spending" | "notifications" | "programs";

export type OpenDialog =
  | { readonly kind: "export" }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "newProject" }
  | { readonly kind: "projectSettings" }
  | { readonly kind: "render"; readonly passId: string }
  | { readonly kind: "request"; readonly passId: string }
  | { readonly kind: "take"; readonly takeId: string }
  | { readonly kind: "generate"; readonly passId: string }
  | { readonly kind: "startFrame"; readonly passId: string }
  | { readonly kind: "job"; readonly jobId: string; readonly page: "request" | "log" }
  | { readonly kind: "adopt" }
  | { readonly kind: "kit"; readonly passId: string }
  /** `back`: the dialog that asked for it, shown again when this one is closed. */
  | {
      readonly kind: "settings";
      readonly page: SettingsPage;
      readonly provider?: ProviderName | undefined;
      readonly back?: OpenDialog | undefined;
    };

const store = createStore<{ dialog: OpenDialog | null }>({ dialog: null });

export function openDialog(dialog: OpenDialog): void {
  store.set({ dialog });
}

export function closeDialog(): void {
  const { dialog } = store.get();
  store.set({ dialog: dialog?.kind === "settings" ? (dialog.back ?? null) : null });
}

export function useDialog(): OpenDialog | null {
  return useSyncExternalStore(store.subscribe, () => store.get().dialog);
}

/** Whether the keyboard belongs to a dialog. */
export function isDialogOpen(): boolean {
  // Notices have the role of a dialog as well, and must not take the keys.
  return store.get().dialog !== null || document.querySelector("[data-keeps-keys]") !== null;
}
