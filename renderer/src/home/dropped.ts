/**
 * Owns what is dropped on Home: telling images, a plan, a shot list, a script, an archive and a folder apart, and opening each, or saying in one sentence
 * why not.
 */
import { planBytesMax } from "../../../shared/project/plan.ts";
import { openFolder, opening } from "../commands/commands.ts";
import { isArchive } from "../commands/open-archive.ts";
import { openImages } from "../commands/open-images.ts";
import { readListFile } from "../commands/read-list.ts";
import { isScriptFile, openScript } from "../commands/script-files.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { showProblem } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";

export interface Dropped {
  readonly files: readonly File[];
  readonly folders: readonly { readonly file: File; readonly entry: FileSystemDirectoryEntry }[];
}

/** Must be called while the drop is being told: afterwards the browser forgets it. */
export function readDrop(transfer: DataTransfer): Dropped {
  const files: File[] = [];
  const folders: { file: File; entry: FileSystemDirectoryEntry }[] = [];
  for (const item of transfer.items) {
    const file = item.getAsFile();
    const entry = item.webkitGetAsEntry();
    if (file === null) continue;
    if (entry?.isDirectory) folders.push({ file, entry: entry as FileSystemDirectoryEntry });
    else files.push(file);
  }
  return { files, folders };
}

/** `onRead` hears how many images are read. */
export async function openDropped({ files, folders }: Dropped, onRead: (count: number) => void): Promise<void> {
  const [folder, ...otherFolders] = folders;
  const plans = files.filter(isPlan);
  const [plan] = plans;
  if (folder && (otherFolders.length > 0 || files.length > 0)) {
    refuse("More than one folder was dropped, or a folder with files.", "Drop one folder, or only files.");
  } else if (folder) {
    await openDroppedFolder(folder, onRead);
  } else if (plan && files.length > 1) {
    refuse("A plan was dropped with other files.", "Drop one plan, or only images.");
  } else if (plan) {
    await openDroppedPlan(plan);
  } else if (files.length === 1 && files[0] && isArchive(files[0].name)) {
    await openDroppedArchive(files[0]);
  } else if (files.length === 1 && files[0] && isScriptFile(files[0])) {
    await openScript(files[0]);
  } else if (files.length === 1 && files[0] && isList(files[0])) {
    await openDroppedList(files[0]);
  } else if (files.length > 0) {
    await openImages(files, null, onRead);
  }
}

function isPlan({ name }: File): boolean {
  return /\.json$/i.test(name);
}

function isList({ name }: File): boolean {
  return /\.(?:csv|tsv|tab)$/i.test(name);
}

/** Makes a project once the list can be read, and shows what it would add. */
async function openDroppedList(file: File): Promise<void> {
  try {
    const reading = await readListFile(file);
    const name =
      file.name
        .replace(/\.\w+$/, "")
        .replace(/[\p{Cc}\p{Cs}]/gu, "")
        .slice(0, 80)
        .trim() || "Untitled";
    const isOpen = await opening(() => editor.client.call("projects.create", { name }));
    if (isOpen) openDialog({ kind: "import", read: { name: file.name, reading } });
  } catch (error) {
    editor.report(error);
  }
}

async function openDroppedFolder(
  { file, entry }: Dropped["folders"][number],
  onRead: (count: number) => void,
): Promise<void> {
  try {
    const path = await pathOf(file);
    if (path !== null) return await openFolder(path);
    const entries = await entriesOf(entry);
    if (entries.some(({ name }) => name === "project.db")) {
      return refuse(
        `The browser doesn’t tell Shotline where ${entry.name} is.`,
        "Use Open… to open this project folder.",
      );
    }
    const found = await Promise.all(entries.filter(isFile).map(fileOf));
    const images = found.filter(({ type }) => type.startsWith("image/"));
    if (images.length > 0) return await openImages(images, entry.name, onRead);
    refuse(`${entry.name} has no images in it and is not a project folder.`, "Drop a project folder or images.");
  } catch (error) {
    if (!(error instanceof DOMException)) return editor.report(error);
    refuse(
      `${entry.name} can’t be read.`,
      "Check that the folder exists and that you have access, then drop it again.",
    );
  }
}

async function openDroppedPlan(file: File): Promise<void> {
  const path = await pathOf(file);
  if (path !== null) {
    await opening(() => editor.client.call("projects.createFromPlan", { planFile: path }));
  } else if (file.size > planBytesMax) {
    refuse(`${file.name} is too large for a plan.`, `The limit is ${planBytesMax / 1024 / 1024} MB.`);
  } else {
    await opening(async () =>
      editor.client.call("projects.createFromPlanText", { name: file.name, text: await file.text() }),
    );
  }
}

async function openDroppedArchive(file: File): Promise<void> {
  const path = await pathOf(file);
  if (path !== null) await openFolder(path);
  else refuse(`The browser doesn’t tell Shotline where ${file.name} is.`, "Use Open archive… to open it.");
}

/** Null in a browser, which does not tell it, and for what is no plan, archive or project. */
async function pathOf(file: File): Promise<string | null> {
  return (await window.shotlineNative?.pathOfDropped(file)) ?? null;
}

function refuse(message: string, next: string): void {
  showProblem({ message, next });
}

/** What lies in the folder itself. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    // It gives some at a time, and none at the end.
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (more.length === 0) return entries;
    entries.push(...more);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile && !entry.name.startsWith(".");
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
