/** Owns what an open project is: which file of which folder was opened, whether it can be written, and how one is told from another. */
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { checkContent } from "../database/check-content.ts";
import { closeDatabase, openAsFound, openCopy, placeOfCopy, stateOfFiles } from "../database/open-as-found.ts";
import { asProjectError, type ProjectDatabase } from "../database/open-database.ts";
import { isLogWhole } from "../database/salvage/pages.ts";
import { finishSwap } from "../database/swap-database.ts";
import { followCommits } from "../database/write-at-once.ts";
import { checkProjectFolder } from "../media/project-paths.ts";
import { IdleLog, idleMs, type Schedule } from "./idle-log.ts";
import { recallWhole } from "./known-whole.ts";
import { ProjectRepository } from "./repository.ts";
import { recordsOf } from "./saved-files.ts";
import { SavedKeeper } from "./saved-keeper.ts";
import { listSounds } from "./sound-rows.ts";

export interface OpenProject {
  readonly id: string;
  readonly folder: string;
  /** Where its cache lies: its own folder, or that of the copy which is looked at. */
  readonly workFolder: string;
  readonly isReadOnly: boolean;
  readonly repository: ProjectRepository;
  readonly saved: SavedKeeper;
  readonly log: IdleLog;
  /** Which file on the disk was opened: another one may stand there later. */
  readonly file: string;
  state: { readonly project: Project; readonly revision: number };
  dataVersion: number;
  /** What was measured of takes, by id, where it cannot be written. */
  readonly measured: Map<string, Pick<Take, "film" | "cuts">>;
  /** The takes as they are known to be without reading them, until something is written. */
  knownTakes: Take[] | null;
  /** Ends what goes on in the background. */
  readonly stop: () => void;
}

export interface OpenOptions {
  /** This installation's, where it remembers what was saved last. */
  readonly dataDir: string;
  /** Of the app. */
  readonly version: string;
  readonly now: () => Date;
  readonly schedule: Schedule;
  /** What is saved is saved, but what follows after it failed. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * `folder` is a real path; with `accept` it is opened as it is, though it may be older than what was saved last. Throws project.missing,
 * project.newer, project.damaged, project.older and disk.denied.
 */
export function openProject(folder: string, options: OpenOptions, accept = false): OpenProject {
  checkProjectFolder(folder);
  const { dataDir, version, now, schedule, onFailed } = options;
  finishSwap(folder);
  refuseCutLog(folder, options, accept);
  const before = recordsOf(folder, dataDir);
  const database = openAsFound(folder);
  const repository = new ProjectRepository(database, now);
  try {
    const place = placeOfCopy(database);
    const saved = new SavedKeeper({ folder, dataDir, database, now, onFailed });
    const log = new IdleLog({ database, schedule, onFailed });
    const id = handleOf(folder);
    // Asked before loading: a change that comes between is then read again, and not missed.
    const [dataVersion, file] = [repository.dataVersion(), fileIn(folder, place !== null) ?? ""];
    const known = place === null && !accept ? recallWhole({ folder, dataDir, version }, id, database) : null;
    const about = {
      id,
      folder,
      workFolder: place ?? folder,
      isReadOnly: place !== null,
      repository,
      saved,
      log,
      file,
      measured: new Map(),
    };
    const state = known ?? loadWhole(repository, id, folder);
    saved.open({ accept, before: about.isReadOnly ? before : null, known });
    const project: OpenProject = {
      ...about,
      state: { project: state.project, revision: state.revision },
      dataVersion,
      knownTakes: known?.takes ?? null,
      stop: known ? readAhead(repository, schedule) : () => {},
    };
    followCommits(database, () => {
      project.knownTakes = null;
      saved.note();
      log.wrote();
    });
    return project;
  } catch (error) {
    repository.close();
    throw asProjectError(error, folder);
  }
}

function loadWhole(repository: ProjectRepository, id: string, folder: string): OpenProject["state"] {
  const state = repository.load(id);
  readRest(repository);
  // After the rows, which say for themselves what is wrong with them.
  checkContent(repository.database, folder);
  return state;
}

const takesAtOnce = 20;

/** Reads takes while nobody works, so that the first edit need not wait for all of them; gives how to stop it. */
function readAhead({ takes }: ProjectRepository, schedule: Schedule): () => void {
  let cancel = () => {};
  const next = () => {
    if (takes.readAhead(takesAtOnce)) cancel = schedule(1, next);
  };
  cancel = schedule(idleMs, next);
  return () => cancel();
}

/**
 * SQLite leaves out what comes after a broken part of its log, and then forgets it. Where that would open another state than what was
 * saved, the log stays as it is. Throws as opening does.
 */
function refuseCutLog(folder: string, options: OpenOptions, accept: boolean): void {
  if (accept || !existsSync(join(folder, "project.db")) || isLogWhole(folder)) return;
  try {
    const { fault } = lookAtProject(folder, options, () => null);
    if (fault) throw fault;
  } catch (error) {
    // Somebody is writing to it right now, and has it open as it is.
    if (!(error instanceof AppError) || error.code !== "busy") throw error;
  }
}

/**
 * Looks at a copy of a project's database as opening it does, and gives what `read` makes of it, beside what keeps it from being opened:
 * that it is older than what was saved, or not the same. Nothing in the folder is changed. Throws what else opening throws.
 */
export function lookAtProject<Seen>(
  folder: string,
  { dataDir, now }: Pick<OpenOptions, "dataDir" | "now">,
  read: (database: ProjectDatabase) => Seen,
): { seen: Seen; fault: AppError | null } {
  let database: ProjectDatabase | undefined;
  try {
    const before = recordsOf(folder, dataDir);
    database = openCopy(folder, { isReadOnly: false });
    const repository = new ProjectRepository(database, now);
    const seen = read(database);
    readRest(repository);
    checkContent(database, folder);
    try {
      new SavedKeeper({ folder, dataDir, database, now, onFailed: () => {} }).open({ before });
      return { seen, fault: null };
    } catch (error) {
      if (error instanceof AppError) return { seen, fault: error };
      throw error;
    }
  } catch (error) {
    throw asProjectError(error, folder);
  } finally {
    if (database) closeDatabase(database);
  }
}

/** What the window shows beside the plan: a row that can't be read is met now, where there is a choice, and not by the first look at it. */
function readRest(repository: ProjectRepository): void {
  repository.historyLabels();
  repository.listMedia();
  repository.takes.list();
  listSounds(repository.database);
}

/** Leaves whole files behind, and what was saved last on the disk. */
export function closeProject({ repository, saved, log, isReadOnly, stop }: OpenProject): void {
  stop();
  if (!isReadOnly) {
    log.close();
    saved.flush();
  }
  repository.close();
}

/** Whether the folder still stands where it was opened; edits of one that was moved away would be lost. */
export function isInPlace({ folder, file, isReadOnly }: Pick<OpenProject, "folder" | "file" | "isReadOnly">): boolean {
  return fileIn(folder, isReadOnly) === file;
}

/** Throws disk.denied. */
export function refuseReadOnly(project: OpenProject): OpenProject {
  if (!project.isReadOnly) return project;
  const next = "Copy its folder to a disk you can write to, then open the copy.";
  throw new AppError("disk.denied", "This project is read-only.", { next });
}

/** A project's handle: the same whenever its folder is opened. */
export function handleOf(folder: string): string {
  return `project_${createHash("sha256").update(folder).digest("hex").slice(0, 24)}`;
}

/**
 * The identity of the database file in `folder`, whatever its name; null when there is none. One that is looked at in a copy is
 * another once it is written to, as a copy learns of nothing.
 */
function fileIn(folder: string, isReadOnly: boolean): string | null {
  const info = statSync(join(folder, "project.db"), { bigint: true, throwIfNoEntry: false });
  if (!info) return null;
  return isReadOnly ? stateOfFiles(folder) : `${info.dev}:${info.ino}`;
}
