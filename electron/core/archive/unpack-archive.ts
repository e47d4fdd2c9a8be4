/**
 * Owns making a project's folder of an archive: built beside its place from what is whole in it, and given its name only when the project
 * opens. The database says which files belong to it and what their content is; a name or a sum in the archive decides nothing.
 */
import { constants, existsSync, statSync } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { openDatabase } from "../database/open-database.ts";
import { freeBytes, requireSpace } from "../media/disk-space.ts";
import { checkProjectFolder, ownFolder, ownPath } from "../media/project-paths.ts";
import { ProjectRepository } from "../projects/repository.ts";
import { listSounds } from "../projects/sound-rows.ts";
import type { OperationContext } from "../runtime/operations.ts";
import { workName } from "../runtime/work-name.ts";
import { keepOnly } from "./keep-only.ts";
import { takeOver } from "./left-work.ts";
import { databaseName, manifestName, noteBytesMax, noteEnding, unreadable } from "./manifest.ts";
import { isExpected, type Layout, type PlacedFile, readLayout } from "./read-layout.ts";
import { countProgress } from "./say-progress.ts";
import { readPart, withFile, writeAt } from "./sums.ts";

export interface UnpackJob {
  readonly file: string;
  /** The project's folder, which must not be there. */
  readonly folder: string;
  /** Opens what is whole where some is not; its plan must be. */
  readonly withoutDamaged: boolean;
  readonly now: () => Date;
}

/** Folders that this process makes. */
const underWay = new Set<string>();

/**
 * Gives sentences on what is not in the project. Errors: archive.unreadable; archive.damaged where files other than the plan are, unless they
 * are to be left out; project.exists, project.newer, busy, disk.full before a file is written, and those of the file system. After any of
 * them nothing is left.
 */
export async function unpackArchive(job: UnpackJob, context: OperationContext): Promise<{ notes: string[] }> {
  const { file, folder } = job;
  refuseTaken(folder);
  const staging = workName(folder);
  if (underWay.has(staging)) {
    throw new AppError("busy", `${folder} is being made already.`, { next: "Wait until it is finished." });
  }
  underWay.add(staging);
  try {
    const notes = await withArchive(file, async (handle) => {
      const layout = await readLayout(handle, file, context.signal);
      await mkdir(dirname(folder), { recursive: true });
      await takeOver(folder);
      return await fill(staging, handle, layout, job, context);
    });
    context.signal.throwIfAborted();
    refuseTaken(folder);
    await rename(staging, folder).catch((error: unknown) => {
      throw existsSync(folder) ? taken(folder) : error;
    });
    return { notes };
  } catch (error) {
    // The first error is the one to tell.
    await rm(staging, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  } finally {
    underWay.delete(staging);
  }
}

/** Opens what the user chose, through a link as well; a pipe or a folder is none. */
async function withArchive<Result>(file: string, use: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const ofFile = async (handle: FileHandle) => {
    if (!(await handle.stat()).isFile()) throw unreadable(basename(file), "is not a file");
    return use(handle);
  };
  return withFile(file, ofFile, flags);
}

async function fill(
  staging: string,
  handle: FileHandle,
  { manifest, entries }: Layout,
  { file, withoutDamaged, now }: UnpackJob,
  context: OperationContext,
): Promise<string[]> {
  const { signal, report } = context;
  report(0, "Reading the plan");
  await mkdir(staging, { recursive: true });
  await keepOnly(staging, new Set(entries.map(({ name }) => name)));
  ownFolder(staging, "media");
  const database = entries.find(({ name }) => name === databaseName) as PlacedFile;
  const databasePath = join(staging, databaseName);
  const next = "Free up space, or choose a folder on another disk.";
  requireSpace("The project", await sizeLeft(handle, entries, staging), await freeBytes(staging), next);
  if (!(await writeOut(handle, database, databasePath, signal))) {
    throw unreadable(basename(file), "is damaged: the plan in it can't be read");
  }
  const hashes = readHashes(staging, file, now);
  const damaged: string[] = manifest === null ? [manifestName] : [];
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const count = countProgress(context, [0.1, 1], total, "Unpacking files");
  for (const entry of entries) {
    signal.throwIfAborted();
    if (entry !== database) {
      const expected = expectedOf(entry, hashes);
      const path = placeOf(staging, entry.name);
      if (expected === null) await rm(path, { force: true });
      else if (!(await isThere(path, expected, signal)) && !(await writeOut(handle, expected, path, signal))) {
        // A note says again what the plan says, and is written again where it is missing.
        if (!isNote(entry)) damaged.push(entry.name);
      }
    }
    count(entry.bytes);
  }
  if (damaged.length > 0 && !withoutDamaged) throw refuseDamaged(file, damaged);
  const lost = damaged.map((name) => `${name} is damaged in the archive, so it was left out.`);
  return manifest?.videos === false ? [...lost, "The archive was made without videos."] : lost;
}

/** The content that each stored file of the project must have, by name. The project is opened as any other is, with the same checks. */
function readHashes(staging: string, file: string, now: () => Date): ReadonlyMap<string, string> {
  try {
    checkProjectFolder(staging);
    const repository = new ProjectRepository(openDatabase(staging), now);
    try {
      repository.load("archive");
      const stored = [...repository.listMedia(), ...listSounds(repository.database)];
      return new Map(stored.map(({ file: name, id }) => [name, id]));
    } finally {
      repository.close();
    }
  } catch (error) {
    if (!(error instanceof AppError) || !/^project\.(?:damaged|missing|older)$/.test(error.code)) throw error;
    throw unreadable(basename(file), "does not hold a Shotline project that can be opened", error);
  }
}

/** A file with the content that it must have; null for one that the project does not know. */
function expectedOf(entry: PlacedFile, hashes: ReadonlyMap<string, string>): PlacedFile | null {
  if (!isNote(entry)) {
    const sha256 = hashes.get(entry.name);
    return sha256 === undefined ? null : { ...entry, sha256 };
  }
  const isOfTake = hashes.has(entry.name.slice(0, -noteEnding.length));
  return isOfTake && entry.bytes <= noteBytesMax ? entry : null;
}

function isNote({ name }: PlacedFile): boolean {
  return name.endsWith(noteEnding);
}

function placeOf(staging: string, name: string): string {
  ownFolder(staging, dirname(name));
  return ownPath(staging, name);
}

/** Whether an earlier run has unpacked it. */
async function isThere(path: string, expected: PlacedFile, signal: AbortSignal): Promise<boolean> {
  if (!existsSync(path)) return false;
  return withFile(path, async (handle) => {
    const { size } = await handle.stat();
    return size === expected.bytes && isExpected(await readPart(handle, { from: 0, bytes: size, signal }), expected);
  });
}

/** False, and nothing at `path`, where the content is not what is expected. */
async function writeOut(handle: FileHandle, entry: PlacedFile, path: string, signal: AbortSignal): Promise<boolean> {
  await rm(path, { force: true });
  const target = await open(path, "wx", 0o644);
  let isRight = false;
  try {
    let at = 0;
    const onPiece = async (piece: Buffer) => {
      await writeAt(target, piece, at);
      at += piece.length;
    };
    isRight = isExpected(await readPart(handle, { ...entry, signal, onPiece }), entry);
    if (isRight) await target.sync();
  } finally {
    await target.close();
  }
  if (!isRight) await rm(path, { force: true });
  return isRight;
}

/** What is not unpacked yet, and no more than the archive has, whatever it says. */
async function sizeLeft(handle: FileHandle, entries: readonly PlacedFile[], staging: string): Promise<number> {
  const { size } = await handle.stat();
  return entries.reduce((sum, { name, from, bytes }) => {
    const there = statSync(join(staging, name), { throwIfNoEntry: false })?.size ?? 0;
    return sum + Math.max(0, Math.min(bytes, size - from) - there);
  }, 0);
}

function refuseDamaged(file: string, [first, ...others]: readonly string[]): AppError {
  const [second = ""] = others;
  const more = others.length === 1 ? second : `${others.length} more files`;
  const what = others.length === 0 ? `${first} is damaged` : `${first} and ${more} are damaged`;
  const next = "Open it without what is damaged, or get a new copy of the archive.";
  return new AppError("archive.damaged", `In ${basename(file)}, ${what}.`, { next });
}

function refuseTaken(folder: string): void {
  if (existsSync(folder)) throw taken(folder);
}

function taken(folder: string): AppError {
  const next = "Choose another name or folder, or open the existing project.";
  return new AppError("project.exists", `${folder} already exists.`, { next });
}
