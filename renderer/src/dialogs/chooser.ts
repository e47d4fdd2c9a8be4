/** Owns asking for a folder, a project, an archive, a plan file, a film, a sound, a file of comments or an edit list: by the desktop's own dialog where there is one, else by one in the page. */
import type { NativeShell } from "../../../shared/rpc/native.ts";
import { createStore } from "../state/store.ts";

declare global {
  interface Window {
    readonly shotlineNative?: NativeShell;
  }
}

export interface ChooserRequest {
  readonly kind: "folder" | "project" | "archive" | "plan" | "film" | "sound" | "comments" | "edit-list";
  readonly title: string;
  readonly answer: (path: string | null) => void;
}

export const chooserStore = createStore<{ request: ChooserRequest | null }>({ request: null });

/** Absolute path, or null when the user cancelled. */
export function chooseFolder(title: string): Promise<string | null> {
  return window.shotlineNative?.chooseFolder(title) ?? askInPage("folder", title);
}

export function chooseProject(): Promise<string | null> {
  return window.shotlineNative?.chooseProject() ?? askInPage("project", "Open a project");
}

export function chooseArchive(): Promise<string | null> {
  return window.shotlineNative?.chooseArchive() ?? askInPage("archive", "Open an archive");
}

export function choosePlan(): Promise<string | null> {
  return window.shotlineNative?.choosePlan() ?? askInPage("plan", "New project from a plan");
}

export function chooseFilm(): Promise<string | null> {
  return window.shotlineNative?.chooseFilm() ?? askInPage("film", "Import a result");
}

export function chooseSound(): Promise<string | null> {
  return window.shotlineNative?.chooseSound() ?? askInPage("sound", "Import sound");
}

export function chooseComments(): Promise<string | null> {
  return window.shotlineNative?.chooseComments() ?? askInPage("comments", "Import comments");
}

export function chooseEditList(): Promise<string | null> {
  return window.shotlineNative?.chooseEditList() ?? askInPage("edit-list", "Compare edited cut");
}

function askInPage(kind: ChooserRequest["kind"], title: string): Promise<string | null> {
  chooserStore.get().request?.answer(null);
  return new Promise((resolve) => {
    const answer = (path: string | null) => {
      chooserStore.set({ request: null });
      resolve(path);
    };
    chooserStore.set({ request: { kind, title, answer } });
  });
}
