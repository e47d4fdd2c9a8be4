/** Owns finding and reading model files on the disk: within limits, no link followed, whatever stands in a file's place said in a word. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { modelBytesMax, parseModelFile } from "../../../shared/models/check-profile.ts";
import type { ModelFault } from "../../../shared/models/model-fault.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { openAsFile } from "../media/project-paths.ts";

/** A model file by its name in the folder, such as `fal/dream.json`: what it says, or what is wrong with it. */
export type ReadModelFile =
  | { readonly file: string; readonly profile: ModelProfile }
  | { readonly file: string; readonly profile: null; readonly faults: readonly ModelFault[] };

/** As it was found, and whether it changed since. `stamp` differs when the content may. */
export interface FoundFile {
  readonly file: string;
  readonly stamp: string;
}

const filesMax = 200;
/** Entries that are looked at, whatever they are. */
const entriesMax = 2000;
const foldersDeepMax = 4;

/** The model files of a folder by name, no more than 200; `left` counts those beyond. No folder has none. Throws what the disk says. */
export function findModelFiles(folder: string): { readonly files: readonly FoundFile[]; readonly left: number } {
  const files: FoundFile[] = [];
  let entries = 0;
  const visit = (inside: string, deep: number) => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      entries += 1;
      if (entries > entriesMax) return;
      // Programs leave files of their own, such as .DS_Store.
      if (entry.name.startsWith(".")) continue;
      const file = inside === "" ? entry.name : `${inside}/${entry.name}`;
      // A copy of the published schema, which model files beside it may name.
      if (entry.name.endsWith(".schema.json")) continue;
      if (entry.name.toLowerCase().endsWith(".json")) files.push({ file, stamp: stampOf(join(folder, file)) });
      else if (entry.isDirectory() && deep < foldersDeepMax) visit(file, deep + 1);
    }
  };
  const info = lstatSync(folder, { throwIfNoEntry: false });
  if (info !== undefined) visit("", 1);
  files.sort((one, other) => (one.file < other.file ? -1 : 1));
  return { files: files.slice(0, filesMax), left: Math.max(0, files.length - filesMax) };
}

function stampOf(path: string): string {
  const info = lstatSync(path, { throwIfNoEntry: false });
  return info === undefined ? "" : [info.ino, info.mode, info.size, info.mtimeMs, info.ctimeMs].join(" ");
}

/** Reads one; `followLinks` for a path that the user named. Never throws. */
export function readModelFile(path: string, file: string, { followLinks = false } = {}): ReadModelFile {
  const refuse = (message: string) => ({ file, profile: null, faults: [{ path: "", message }] });
  try {
    const text = readText(path, followLinks ? constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) : openAsFile);
    return typeof text === "string" ? { file, ...parseModelFile(text) } : refuse(text.problem);
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case "ELOOP":
        return refuse("Put the file itself here: it is a link.");
      case "ENOENT":
        return refuse("Save it again: it is no longer there.");
      case "EACCES":
      case "EPERM":
        return refuse("Allow reading it: its permissions keep it from being read.");
      default:
        return refuse("Check the disk: the file can't be read.");
    }
  }
}

/** The text of a regular file, as far as it is one of the right size. */
function readText(path: string, flags: number): string | { readonly problem: string } {
  if (flags === openAsFile && lstatSync(path).isSymbolicLink())
    return { problem: "Put the file itself here: it is a link." };
  const handle = openSync(path, flags);
  try {
    const info = fstatSync(handle);
    if (!info.isFile()) return { problem: "Use a file: this is a folder or something else." };
    // One byte more than it may have, so that a file that grows meanwhile is seen to be too long.
    const bytes = Buffer.alloc(Math.min(info.size, modelBytesMax) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(handle, bytes, length, bytes.length - length, null);
    }
    if (info.size > modelBytesMax || length > modelBytesMax)
      return { problem: "Shorten it: a model file has at most 1 MB." };
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length));
  } catch (error) {
    if (error instanceof TypeError) return { problem: "Save it as UTF-8 text." };
    throw error;
  } finally {
    closeSync(handle);
  }
}
