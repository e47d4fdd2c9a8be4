/** Owns which files of an open project go into its archive: stored images and sounds, and the videos of its takes with what lies beside them. */
import { lstatSync } from "node:fs";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { sizeOfDatabase } from "../database/copy-compact.ts";
import { isStored, openAsFile, storedPath } from "../media/project-paths.ts";
import { onlyInBin } from "../projects/bin.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { listSounds } from "../projects/sound-rows.ts";
import { hashFile } from "../runtime/files.ts";
import { isArchived, noteBytesMax, noteEnding } from "./manifest.ts";

/** A file on the disk that goes into the archive under `name`. */
export interface SourceFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface Stored {
  readonly kind: "image" | "film" | "sound";
  readonly id: string;
  readonly file: string;
  readonly bytes: number;
}

/** Of each stored file that is in use, whether it can go in. */
async function listInUse(projects: ProjectService, projectId: string): Promise<(Stored & { isThere: boolean })[]> {
  const folder = await projects.folderOf(projectId);
  const binned = onlyInBin((await projects.view(projectId)).takes);
  const media = (await projects.storedMedia(projectId)).filter(({ id }) => !binned.has(id));
  const sounds = listSounds(await projects.database(projectId)).map((each) => ({ ...each, kind: "sound" as const }));
  const stored: Stored[] = [...media, ...sounds];
  return stored.map((each) => ({ ...each, isThere: isStored(folder, each.file) && isArchived(each.file) }));
}

/** What an archive would hold, in bytes. */
export async function sizesOf(projects: ProjectService, projectId: string): Promise<OutputOf<"archive.sizes">> {
  const stored = await listInUse(projects, projectId);
  const sum = (kind: Stored["kind"]) =>
    stored.reduce((total, each) => total + (each.kind === kind && each.isThere ? each.bytes : 0), 0);
  return {
    plan: sizeOfDatabase(await projects.database(projectId)),
    ...{ images: sum("image"), sounds: sum("sound"), videos: sum("film") },
    missing: stored.filter(({ isThere }) => !isThere).length,
  };
}

/** The files in the order of their names, and the names of those that are missing. A file's hash is what its row says of it. */
export async function filesOf(
  projects: ProjectService,
  projectId: string,
  withVideos: boolean,
): Promise<{ files: SourceFile[]; missing: string[] }> {
  const folder = await projects.folderOf(projectId);
  const wanted = (await listInUse(projects, projectId)).filter(({ kind }) => withVideos || kind !== "film");
  const files: SourceFile[] = [];
  for (const { id, file, kind, isThere } of wanted) {
    if (!isThere) continue;
    files.push(sourceOf(folder, file, id));
    const note = `${file}${noteEnding}`;
    if (kind !== "film" || !isStored(folder, note) || !isArchived(note)) continue;
    const path = storedPath(folder, note);
    if (lstatSync(path).size <= noteBytesMax) files.push(sourceOf(folder, note, await hashFile(path, openAsFile)));
  }
  files.sort((left, right) => (left.name < right.name ? -1 : 1));
  return { files, missing: wanted.flatMap(({ file, isThere }) => (isThere ? [] : file)) };
}

function sourceOf(folder: string, name: string, sha256: string): SourceFile {
  const path = storedPath(folder, name);
  return { name, path, bytes: lstatSync(path).size, sha256 };
}
