/** Owns which dialog is open: one at a time, asked for from anywhere. */
import { useSyncExternalStore } from "react";
import type { ProviderName } from "../../../shared/models/profile.ts";
import type { StillPlace } from "../../../shared/project/still-place.ts";
import type { ListReading } from "../../../shared/ways-in/list-reading.ts";
import { createStore } from "../state/store.ts";

export type SettingsPage =
  | "services"
  | "spending"
  | "editing"
  | "notifications"
  | "storage"
  | "programs"
  | "diagnostics"
  | "about";

export type OpenDialog =
  /** `operationId`: an export that was started before, under way or ended. */
  | { readonly kind: "export"; readonly operationId?: string }
  | { readonly kind: "compare"; readonly file: string }
  | { readonly kind: "shortcuts" }
  /** `page`: a guide of the folder docs and a heading of it, as a link names them (`troubleshooting#missing-media`). */
  | { readonly kind: "help"; readonly page?: string }
  | { readonly kind: "commands" }
  | { readonly kind: "library" }
  /** All models beside each other, for the selected pass. */
  | { readonly kind: "models" }
  | { readonly kind: "camera"; readonly shotId: string }
  | { readonly kind: "newProject" }
  | { readonly kind: "backups" }
  | { readonly kind: "archive" }
  /** An archive to be opened as a new project. */
  | { readonly kind: "openArchive"; readonly file: string }
  /** `read`: a list that was read already. */
  | { readonly kind: "import"; readonly read?: { readonly name: string; readonly reading: ListReading } }
  | { readonly kind: "projectSettings" }
  | { readonly kind: "render"; readonly passId: string }
  | { readonly kind: "request"; readonly passId: string }
  | { readonly kind: "take"; readonly takeId: string }
  /** `cards`: two or four takes by their ids, or `animatic`; of a shot, else of a pass as a whole. */
  | {
      readonly kind: "compareTakes";
      readonly passId: string;
      readonly shotId: string | null;
      readonly cards: readonly string[];
    }
  /** `shotIds`: the shots to retake; absent: the whole pass. */
  | { readonly kind: "bin" }
  | { readonly kind: "generate"; readonly passId: string; readonly shotIds?: readonly string[] }
  /** The candidates for a frame of the plan or for an element, and making more. */
  | { readonly kind: "stills"; readonly place: StillPlace; readonly fromBlocking?: boolean }
  | { readonly kind: "sketch"; readonly shotId: string }
  | { readonly kind: "job"; readonly jobId: string; readonly page: "request" | "log" }
  | { readonly kind: "adopt" }
  | { readonly kind: "search" }
  | { readonly kind: "printList" }
  | { readonly kind: "kit"; readonly passId: string }
  | { readonly kind: "settings"; readonly page: SettingsPage; readonly provider?: ProviderName | undefined };

/** `back`: the dialog that the settings or help were opened from, shown again when they are closed. */
const store = createStore<{ dialog: OpenDialog | null; back: OpenDialog | null }>({ dialog: null, back: null });

export function openDialog(dialog: OpenDialog): void {
  const before = store.get();
  if (dialog.kind !== "settings" && dialog.kind !== "help") store.set({ dialog, back: null });
  else store.set({ dialog, back: before.dialog?.kind === dialog.kind ? before.back : before.dialog });
}

export function closeDialog(): void {
  store.set({ dialog: store.get().back, back: null });
}

export function useDialog(): OpenDialog | null {
  return useSyncExternalStore(store.subscribe, () => store.get().dialog);
}

/** Which dialog is open, for what is not drawn by React. */
export function openedDialog(): OpenDialog | null {
  return store.get().dialog;
}

/** Whether the keyboard belongs to a dialog. */
export function isDialogOpen(): boolean {
  // Notices have the role of a dialog as well, and must not take the keys.
  return store.get().dialog !== null || document.querySelector("[data-keeps-keys]") !== null;
}
