/** Owns the script that the window shows: the one that the project keeps, and one that is looked at before it is imported. */
import { useEffect, useSyncExternalStore } from "react";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import {
  isScriptFile,
  looksLikeScript,
  type ScriptSource,
  sourceOfFile,
  sourceOfText,
} from "../commands/script-files.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { createStore } from "../state/store.ts";
import { editor } from "../state/use-editor.ts";

export type Kept = NonNullable<OutputOf<"script.get">["kept"]>;
export type Reading = OutputOf<"script.read"> & { readonly source: ScriptSource };

interface ScriptState {
  readonly projectId: string | null;
  /** Undefined until it is known. */
  readonly kept: Kept | null | undefined;
  /** What importing another version would change. */
  readonly reading: Reading | null;
  readonly isBusy: boolean;
}

const none: ScriptState = { projectId: null, kept: undefined, reading: null, isBusy: false };
const store = createStore<ScriptState>(none);

/** The script of the open project, fetched when it is first looked at. */
export function useScript(projectId: string | null): ScriptState {
  const state = useSyncExternalStore(store.subscribe, store.get);
  useEffect(() => {
    if (projectId !== null && store.get().projectId !== projectId) {
      store.set({ ...none, projectId });
      void fetchKept(projectId);
    }
  }, [projectId]);
  return state.projectId === projectId ? state : none;
}

async function fetchKept(projectId: string): Promise<void> {
  try {
    const { kept } = await editor.client.call("script.get", { projectId });
    if (store.get().projectId === projectId) store.set({ kept });
  } catch (error) {
    editor.report(error);
    if (store.get().projectId === projectId) store.set({ kept: null });
  }
}

/** What the rest of the window hands over: files and pasted words that are scripts. */
export const scriptWay = {
  file(file: File): boolean {
    if (!isScriptFile(file)) return false;
    void readScript(() => sourceOfFile(file));
    return true;
  },
  text(text: string): boolean {
    if (!looksLikeScript(text)) return false;
    void readScript(() => sourceOfText(text));
    return true;
  },
};

/** Shows what importing a script would change; where that is nothing, its words are kept and it is said. */
export async function readScript(from: () => Promise<ScriptSource>): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null || store.get().isBusy) return;
  if (store.get().projectId !== projectId) store.set({ ...none, projectId });
  editor.showWorkspace("script");
  store.set({ isBusy: true });
  try {
    const source = await from();
    const read = await editor.client.call("script.read", { projectId, ...source });
    if (read.changes.length > 0) store.set({ reading: { ...read, source } });
    else {
      await send(projectId, { ...read, source }, []);
      showDone(`Nothing changed in ${source.name}.`);
    }
  } catch (error) {
    editor.report(error);
  }
  store.set({ isBusy: false });
}

export function cancelReading(): void {
  store.set({ reading: null });
}

/** Takes the chosen changes into the plan. A plan that changed meanwhile is compared again. */
export async function acceptChanges(ids: readonly string[]): Promise<void> {
  const { projectId, reading, isBusy } = store.get();
  if (projectId === null || !reading || isBusy) return;
  store.set({ isBusy: true });
  try {
    const { accepted, partly } = await send(projectId, reading, ids);
    store.set({ reading: null, isBusy: false });
    const [first] = partly;
    if (first === undefined) showDone(`Accepted ${accepted} ${accepted === 1 ? "change" : "changes"}.`);
    else
      showProblem({
        message: first,
        next: partly.length > 1 ? `${partly.length - 1} more were accepted differently.` : "",
      });
  } catch (error) {
    store.set({ isBusy: false });
    editor.report(error);
    await readScript(async () => reading.source);
  }
}

async function send(projectId: string, { source, revision }: Reading, ids: readonly string[]) {
  const request = { projectId, baseRevision: revision, ...source, accept: [...ids] };
  const answer = await editor.client.call("script.import", request);
  await fetchKept(projectId);
  return answer;
}
