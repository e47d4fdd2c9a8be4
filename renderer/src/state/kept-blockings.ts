/** Owns what the window knows of the blockings that images were made from, asked for when the images of the project change. */
import { changesOfBlocking } from "../../../shared/animatic/blocked-moment.ts";
import type { KeptBlocking } from "../../../shared/project/kept-blocking.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Still } from "../../../shared/project/still.ts";
import type { Editor } from "./editor.ts";
import { createStore } from "./store.ts";

/** `isDrawn`: the image is the blocked frame itself. */
export interface KeptOf {
  readonly blocking: KeptBlocking;
  readonly isDrawn: boolean;
}

export interface KeptBlockingsStore {
  /** By the image's id. */
  get(): ReadonlyMap<string, readonly KeptOf[]>;
  subscribe(listener: () => void): () => void;
  /** Asks anew, after an image was drawn that was there before. */
  refresh(): void;
}

const none: ReadonlyMap<string, readonly KeptOf[]> = new Map();

/** Follows the editor for as long as the window lives. */
export function createKeptBlockings(
  editor: Pick<Editor, "get" | "subscribe" | "client" | "report">,
): KeptBlockingsStore {
  const store = createStore<{ kept: ReadonlyMap<string, readonly KeptOf[]> }>({ kept: none });
  let asked: readonly unknown[] = [];
  let question = 0;

  async function ask(): Promise<void> {
    question += 1;
    const own = question;
    const { projectId, view } = editor.get();
    if (projectId === null || view === null) return store.set({ kept: none });
    try {
      const stills = await editor.client.call("stills.list", { projectId });
      // Only the last of several questions is worth an answer.
      if (own === question) store.set({ kept: keptIn(stills) });
    } catch (error) {
      if (own === question) editor.report(error);
    }
  }

  function follow(): void {
    const { projectId, view } = editor.get();
    const next = [projectId, view?.media];
    if (next.every((each, index) => each === asked[index]) && asked.length > 0) return;
    asked = next;
    void ask();
  }

  editor.subscribe(follow);
  follow();
  return { get: () => store.get().kept, subscribe: store.subscribe, refresh: () => void ask() };
}

function keptIn(stills: readonly Still[]): ReadonlyMap<string, readonly KeptOf[]> {
  const kept = new Map<string, KeptOf[]>();
  for (const { mediaId, origin } of stills) {
    if ((origin.by !== "job" && origin.by !== "blocking") || !origin.blocking) continue;
    kept.set(mediaId, [...(kept.get(mediaId) ?? []), { blocking: origin.blocking, isDrawn: origin.by === "blocking" }]);
  }
  return kept;
}

/** What has changed since of what an image was made from; empty where nothing has, or where its shot is gone. */
export function changesOfKept(project: Project, kept: readonly KeptOf[]): readonly string[] {
  const changes = kept.map(({ blocking }) => changesOfBlocking(project, blocking) ?? []);
  return changes.some((each) => each.length === 0) ? [] : (changes[0] ?? []);
}
