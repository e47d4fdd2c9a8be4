/** Owns files that are dropped on the editor's window where no part of it takes them, and words that are pasted while no field has the focus. */
import { useEffect } from "react";
import { addStoryboard } from "../commands/add-storyboard.ts";
import { pastedName, readListFile, readListText } from "../commands/read-list.ts";
import { isDialogOpen, openDialog } from "../dialogs/dialogs.ts";
import { showProblem } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";

/** A way in for scripts, which another part of the window has; true when it took what it was given. */
export interface ScriptWay {
  readonly file: (file: File) => boolean;
  readonly text: (text: string) => boolean;
}

/** Pictures become a storyboard; a list or a prompt is shown before anything changes; a script goes to `script`. */
export function useImport(script: ScriptWay | null): void {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const hover = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = isDialogOpen() ? "none" : "copy";
    };
    const drop = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (!isDialogOpen()) void filesOf(event.dataTransfer).then((files) => importFiles(files, script));
    };
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (event.defaultPrevented || isDialogOpen() || isField(event.target) || text.trim() === "") return;
      event.preventDefault();
      if (!script?.text(text)) void importText(text);
    };
    document.addEventListener("dragover", hover, { signal });
    document.addEventListener("drop", drop, { signal });
    document.addEventListener("paste", paste, { signal });
    return () => listening.abort();
  }, [script]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, [contenteditable='true']") !== null;
}

/** Images as a storyboard, else the first file as a list. */
export async function importFiles(files: readonly File[], script: ScriptWay | null): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  if (files.some(({ type }) => type.startsWith("image/"))) return addStoryboard(files);
  if (others.length > 0) {
    return showProblem({ message: `${files.length} files were dropped.`, next: "Drop one list, or pictures." });
  }
  // Plain text may be a prompt, and is a script where no shots can be told apart.
  const isPlain = /\.txt$/i.test(first.name);
  if (!isPlain && script?.file(first)) return;
  try {
    openDialog({ kind: "import", read: { name: first.name, reading: await readListFile(first) } });
  } catch (error) {
    if (isPlain && script?.file(first)) return;
    editor.report(error);
  }
}

async function importText(text: string): Promise<void> {
  try {
    openDialog({ kind: "import", read: { name: pastedName, reading: await readListText(text) } });
  } catch (error) {
    editor.report(error);
  }
}

/** What is dropped, and what lies in a folder that is dropped. Must be called while the drop is being told. */
async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const found = [...transfer.items].flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    return file === null ? [] : [{ file, entry }];
  });
  const files = await Promise.all(
    found.map(({ file, entry }) => (entry?.isDirectory ? filesIn(entry as FileSystemDirectoryEntry) : [file])),
  );
  return files.flat();
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const files: File[] = [];
  for (;;) {
    // It gives some at a time, and none at the end.
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (more.length === 0) return files;
    const shown = more.filter(({ isFile, name }) => isFile && !name.startsWith(".")) as FileSystemFileEntry[];
    files.push(
      ...(await Promise.all(shown.map((each) => new Promise<File>((resolve, reject) => each.file(resolve, reject))))),
    );
  }
}
