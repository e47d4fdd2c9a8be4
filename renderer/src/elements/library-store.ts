/** Owns what the window knows of the library, fetched when it is first shown and after each change made here. */
import { useEffect, useSyncExternalStore } from "react";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { Element } from "../../../shared/project/model.ts";
import type { LibraryEntry } from "../../../shared/rpc/library-contract.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { createStore } from "../state/store.ts";
import { editor } from "../state/use-editor.ts";

interface LibraryState {
  /** Null until they were fetched once. */
  readonly entries: readonly LibraryEntry[] | null;
  readonly damaged: readonly ErrorData[];
}

const library = createStore<LibraryState>({ entries: null, damaged: [] });

async function fetchLibrary(): Promise<void> {
  library.set(await editor.client.call("library.list", {}));
}

/** Follows the library. `isFresh`: fetched anew as it is shown, as another window may have changed it. */
export function useLibrary(isFresh = false): LibraryState {
  useEffect(() => {
    if (isFresh || library.get().entries === null) fetchLibrary().catch(editor.report);
  }, [isFresh]);
  return useSyncExternalStore(library.subscribe, library.get);
}

/** The entry that an element was kept as, or came from. */
export function entryOf({ entries }: LibraryState, element: Element): LibraryEntry | null {
  const isIts = ({ libraryId, elementIds }: LibraryEntry) =>
    element.libraryId === undefined ? elementIds.includes(element.id) : libraryId === element.libraryId;
  return entries?.find(isIts) ?? null;
}

/** Keeps an element for all projects, or brings its entry up to date. */
export async function keepElement({ id, name }: Element): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  await telling(async () => {
    const { isNew } = await editor.client.call("library.keep", { projectId, elementId: id });
    await fetchLibrary();
    showDone(isNew ? `Kept @${name} in the library.` : `Updated @${name} in the library.`);
  });
}

/** Adds entries to the open project as one edit; true when any came. */
export async function addEntries(libraryIds: readonly string[]): Promise<boolean> {
  const { projectId } = editor.get();
  if (projectId === null) return false;
  return telling(async () => {
    const { elements, media, refused } = await editor.client.call("library.use", {
      projectId,
      libraryIds: [...libraryIds],
    });
    for (const problem of refused) showProblem(problem);
    if (editor.get().projectId !== projectId) return false;
    for (const each of media) editor.addMedia(each);
    const [first] = elements;
    if (!first) return false;
    const edits = elements.map((element) => ({ type: "element.add" as const, element }));
    const label = elements.length === 1 ? `Add @${first.name}` : `Add ${elements.length} elements from the library`;
    const wall = await editor.apply({ type: "batch", label, edits });
    if (wall) showProblem(wall);
    return wall === null;
  });
}

/** Removes an entry, and offers to restore it. */
export async function removeEntry({ libraryId, name }: LibraryEntry): Promise<void> {
  await telling(async () => {
    await editor.client.call("library.remove", { libraryId });
    await fetchLibrary();
    const restore = () =>
      void telling(async () => {
        await editor.client.call("library.restore", { libraryId });
        await fetchLibrary();
      });
    showDone(`Removed @${name} from the library. Projects that use it keep it.`, { label: "Undo", run: restore });
  });
}

async function telling<Result>(work: () => Promise<Result>): Promise<Result | false> {
  try {
    return await work();
  } catch (error) {
    editor.report(error);
    return false;
  }
}
