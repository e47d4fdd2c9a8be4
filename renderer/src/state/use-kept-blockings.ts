/** Owns the window's one store of the blockings that images were made from, and the hooks by which components follow it. */
import { useMemo, useSyncExternalStore } from "react";
import { changesOfKept, createKeptBlockings, type KeptOf } from "./kept-blockings.ts";
import { shownProject } from "./selectors.ts";
import { editor, useEditor } from "./use-editor.ts";

export const keptBlockings = createKeptBlockings(editor);

/** What the image was made from; null where it was not made from blocking. */
export function useKeptBlocking(mediaId: string | null): readonly KeptOf[] | null {
  const kept = useSyncExternalStore(keptBlockings.subscribe, keptBlockings.get);
  return (mediaId !== null && kept.get(mediaId)) || null;
}

/** What of the blocking has changed since the image was made from it, such as `camera` or `@Mara`; empty where there is nothing to say. */
export function useBlockingChanges(mediaId: string | null): readonly string[] {
  const kept = useKeptBlocking(mediaId);
  // Most images were made from none, and then no change of the plan matters.
  const project = useEditor((state) => (kept ? shownProject(state) : null));
  return useMemo(() => (kept && project ? changesOfKept(project, kept) : []), [kept, project]);
}
