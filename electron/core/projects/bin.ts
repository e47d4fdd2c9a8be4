/**
 * Owns the bin of a project: takes out of use, whose films lie in its `bin` folder until they are put back or deleted. What is
 * remembered of a take stays. A film that a take in use has as well stays where it is.
 */
import { existsSync, readdirSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { binnedFile, isStored, ownFolder, ownPath, storedPath } from "../media/project-paths.ts";
import type { ProjectService } from "./project-service.ts";
import type { StoredMedia } from "./stored-rows.ts";

/** The takes are marked first: should their films not be moved, nothing is lost. Throws not-found. */
export async function binTakes(projects: ProjectService, projectId: string, takeIds: readonly string[], now: Date) {
  const folder = await projects.writableFolder(projectId);
  for (const take of await takesOf(projects, projectId, takeIds)) {
    if (take.binnedAt === null) await projects.binTake(projectId, take.id, now.toISOString());
  }
  ownFolder(folder, "bin");
  for (const { file } of await filmsOf(projects, projectId, takeIds, "binned")) {
    if (isStored(folder, file)) await rename(storedPath(folder, file), ownPath(folder, binnedFile(file)));
  }
}

/** The films are put back first. Throws not-found, and film.unreadable for a take whose film was deleted. */
export async function restoreTakes(projects: ProjectService, projectId: string, takeIds: readonly string[]) {
  const folder = await projects.writableFolder(projectId);
  const takes = await takesOf(projects, projectId, takeIds);
  for (const film of await filmsOf(projects, projectId, takeIds, "all")) {
    const [first, ...others] = copiesInBin(folder, film);
    if (!isStored(folder, film.file)) {
      if (first === undefined) {
        const next = "Find its file with Find missing files, then restore it.";
        throw new AppError("film.unreadable", `${film.name} was deleted when the bin was emptied.`, { next });
      }
      ownFolder(folder, "media/takes");
      await rename(ownPath(folder, first), ownPath(folder, film.file));
    } else if (first !== undefined) {
      // The film was imported anew meanwhile.
      await rm(ownPath(folder, first));
    }
    for (const copy of others) await rm(ownPath(folder, copy));
  }
  for (const { id, binnedAt } of takes) if (binnedAt !== null) await projects.binTake(projectId, id, null);
}

/** The takes in the bin whose films are still there, newest first, and what the films take on the disk together. */
export async function listBin(projects: ProjectService, projectId: string): Promise<OutputOf<"bin.list">> {
  const folder = await projects.folderOf(projectId);
  const { takes } = await projects.view(projectId);
  const media = new Map((await projects.storedMedia(projectId)).map((each) => [each.id, each]));
  const isThere = (film: StoredMedia) => isStored(folder, film.file) || copiesInBin(folder, film).length > 0;
  const binned = takes.flatMap(({ id: takeId, binnedAt, mediaId }) => {
    const film = media.get(mediaId);
    return binnedAt !== null && film && isThere(film) ? [{ takeId, binnedAt, name: film.name, bytes: film.bytes }] : [];
  });
  const films = await filmsOf(
    projects,
    projectId,
    binned.map(({ takeId }) => takeId),
    "binned",
  );
  return {
    takes: binned.sort((one, other) => other.binnedAt.localeCompare(one.binnedAt)),
    bytes: films.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Deletes the films of the takes in the bin, for good; the bytes that were freed. What else lies in the folder stays. */
export async function emptyBin(projects: ProjectService, projectId: string): Promise<number> {
  const folder = await projects.writableFolder(projectId);
  const { takes } = await projects.view(projectId);
  const ids = takes.flatMap(({ id, binnedAt }) => (binnedAt === null ? [] : id));
  ownFolder(folder, "bin");
  let bytes = 0;
  const unused = onlyInBin(takes);
  for (const film of await filmsOf(projects, projectId, ids, "all")) {
    // One that a run did not come to moving is still in its place.
    const own = unused.has(film.id) && isStored(folder, film.file) ? [film.file] : [];
    for (const place of [...own, ...copiesInBin(folder, film)]) {
      await rm(ownPath(folder, place));
      bytes += film.bytes;
    }
  }
  return bytes;
}

/** Where a film lies in the bin: files are known by the start of their hash, as one that was imported anew may have another name. */
function copiesInBin(folder: string, { id, file }: StoredMedia): string[] {
  const bin = join(folder, "bin");
  const names = existsSync(bin) ? readdirSync(bin) : [];
  return names.filter((name) => name.endsWith(`-${id.slice(0, 12)}${extname(file)}`)).map((name) => `bin/${name}`);
}

/** Ids of films that only takes in the bin have: where they are missing, nobody misses them. */
export function onlyInBin(takes: readonly Take[]): ReadonlySet<string> {
  const inUse = new Set(takes.flatMap(({ binnedAt, mediaId }) => (binnedAt === null ? mediaId : [])));
  return new Set(takes.flatMap(({ mediaId }) => (inUse.has(mediaId) ? [] : mediaId)));
}

async function takesOf(projects: ProjectService, projectId: string, takeIds: readonly string[]): Promise<Take[]> {
  const { takes } = await projects.view(projectId);
  return takeIds.map((id) => {
    const take = takes.find((each) => each.id === id);
    if (!take) throw new AppError("not-found", "This take is no longer in the project.");
    return take;
  });
}

/** The films of takes, each once; `binned`: without those that a take in use has as well. */
async function filmsOf(
  projects: ProjectService,
  projectId: string,
  takeIds: readonly string[],
  which: "all" | "binned",
): Promise<StoredMedia[]> {
  const { takes } = await projects.view(projectId);
  const wanted = new Set(takes.flatMap(({ id, mediaId }) => (takeIds.includes(id) ? mediaId : [])));
  const films = (await projects.storedMedia(projectId)).filter(({ id }) => wanted.has(id));
  if (which === "all") return films;
  const binned = onlyInBin(takes);
  return films.filter(({ id }) => binned.has(id));
}
