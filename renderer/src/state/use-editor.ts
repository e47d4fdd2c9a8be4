/** Owns the window's one editor and the hook by which components follow a part of its state. */
import { useSyncExternalStore } from "react";
import { createClient } from "../api/client.ts";
import { fetchOwn } from "../api/session.ts";
import { editingOptions } from "./editing-options.ts";
import { createEditor } from "./editor.ts";
import type { EditorState } from "./editor-state.ts";
import { showProblem } from "./problems.ts";

export const editor = createEditor(createClient(fetchOwn), showProblem, () => editingOptions.get().showSelected);

/** A part of the state; `select` must give the same value for the same state (no new objects). */
export function useEditor<Part>(select: (state: EditorState) => Part): Part {
  return useSyncExternalStore(editor.subscribe, () => select(editor.get()));
}
