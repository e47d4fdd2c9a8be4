/** Owns checking a project's folder: database, the hash of every stored file, missing and stray files. Changes nothing. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { binnedFile, isStored, openAsFile, ownPath, storedPath } from "../media/project-paths.ts";
import { hashFile } from "../runtime/files.ts";
import type { StoredMedia } from "./stored-rows.ts";
import { filmOfSidecar } from "./take-sidecars.ts";

export async function verifyProject(
  folder: string,
  stored: readonly Pick<StoredMedia, "id" | "file">[],
  integrity: string,
  /** Ids of films that only takes in the bin have: they lie there, or were deleted. */
  binned: ReadonlySet<string>,
): Promise<OutputOf<"project.verify">> {
  const problems: OutputOf<"project.verify">["problems"] = [];
  if (integrity !== "ok") problems.push({ code: "database.damaged", path: "project.db", message: integrity });
  for (const { file: own, id } of stored) {
    const isBinned = binned.has(id) && !isStored(folder, own);
    const file = isBinned ? binnedFile(own) : own;
    if (isBinned && !existsSync(join(folder, file))) continue;
    const fault = await faultOf(folder, file, id);
    if (fault) problems.push({ code: `media.${fault}`, path: file, message: `${file} ${says[fault]}.` });
  }
  // Names are the same however their letters are written.
  const known = new Set(stored.map((media) => media.file.normalize("NFC")));
  const contents = new Set([...known].map(contentOf));
  for (const file of await filesUnder(folder, join(folder, "media"))) {
    const name = file.normalize("NFC");
    // What says beside a take what it is belongs to it, also where its film came again under another name.
    const film = filmOfSidecar(name);
    if (known.has(name) || (film !== null && contents.has(contentOf(film)))) continue;
    problems.push({ code: "media.stray", path: file, message: `${file} is not used by this project.` });
  }
  return { database: integrity, mediaChecked: stored.length, problems };
}

/** The end of a stored file's name: the start of its hash. */
function contentOf(file: string): string {
  return /-[0-9a-f]{12}\.\w+$/.exec(file)?.[0] ?? file;
}

const says = {
  missing: "is missing",
  unreadable: "can't be read",
  changed: "has changed since it was saved",
};

/** What is wrong with a stored file; null when it is whole. One that the disk cannot read does not end the check of the others. */
async function faultOf(folder: string, file: string, hash: string): Promise<keyof typeof says | null> {
  try {
    const path = file.startsWith("bin/") ? ownPath(folder, file) : storedPath(folder, file);
    if (!existsSync(path)) return "missing";
    return (await hashFile(path, openAsFile)) === hash ? null : "changed";
  } catch {
    return "unreadable";
  }
}

async function filesUnder(root: string, folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
