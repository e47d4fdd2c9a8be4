/** Owns looking at a project that does not open as it was left: why, and what of it can be opened. Nothing in its folder is changed. */
import { existsSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Findings, Standing } from "../../../shared/rpc/recovery-contract.ts";
import { closeDatabase, openCopy } from "../database/open-as-found.ts";
import { isSound, openInMemory } from "../database/salvage/fresh-database.ts";
import { TableReader } from "../database/salvage/read-tables.ts";
import { checkProjectFolder } from "../media/project-paths.ts";
import { listBackupFiles } from "./list-backups.ts";
import { summarize } from "./summarize.ts";
import { findSalvage, type WriteParts, writeSalvage } from "./write-salvage.ts";

export interface LastSaved {
  readonly revision: number;
  readonly at: string | null;
}

export interface InspectParts extends WriteParts {
  /** What this installation, or the folder itself, remembers of the state that was saved last; null where neither does. */
  readonly lastSaved: (folder: string) => LastSaved | null | Promise<LastSaved | null>;
}

/** The real path of a project's folder. Throws project.missing for none, project.damaged for links in it. */
export function projectFolder(path: string): string {
  const folder = existsSync(path) ? realpathSync(path) : resolve(path);
  if (!existsSync(folder)) {
    const next = "Choose a folder whose name ends in .shotline.";
    throw new AppError("project.missing", `There is no Shotline project in ${folder}.`, { next });
  }
  checkProjectFolder(folder);
  return folder;
}

/** Throws project.missing where nothing of a project is there, project.newer, and not-found for a project that is in order. */
export async function inspectProject(path: string, parts: InspectParts): Promise<Findings> {
  const folder = projectFolder(path);
  const { fault, standing } = judge(folder);
  const lastSaved = await parts.lastSaved(folder);
  const { backups } = await listBackupFiles(folder);
  const isOlder = standing !== null && lastSaved !== null && standing.revision < lastSaved.revision;
  if (fault === null && !isOlder) {
    throw new AppError("not-found", "There is nothing to repair: the project opens as it was saved.", {
      next: "Open it.",
    });
  }
  const salvage = fault ? await salvageOf(folder, parts) : null;
  if (fault?.code === "project.missing" && backups.length === 0 && !salvage) throw fault;
  return {
    folder,
    fault: (fault ?? olderFault(standing?.revision ?? 0, lastSaved?.revision ?? 0)).toData(),
    lastSaved,
    asItIs: fault === null ? standing : null,
    backups,
    salvage,
  };
}

function olderFault(revision: number, saved: number): AppError {
  const message = `The project is older than it was: it is at revision ${revision}, and revision ${saved} was saved.`;
  return new AppError("project.older", message, { next: "Choose what to open." });
}

/** Why the database does not open, or what it holds. It is opened as a copy, as SQLite would write beside it. */
export function judge(folder: string): { fault: AppError | null; standing: Standing | null } {
  if (!existsSync(join(folder, "project.db"))) {
    const message = `The database of the project in ${folder} is missing.`;
    return { fault: new AppError("project.missing", message, { next: "Choose what to open." }), standing: null };
  }
  try {
    const database = openCopy(folder);
    try {
      if (!isSound(database, "quick_check")) return { fault: damaged(folder), standing: null };
      const { mark: _, picture: __, ...standing } = summarize(database);
      return { fault: null, standing };
    } finally {
      closeDatabase(database);
    }
  } catch (error) {
    // What it says of the table is worth more than that it is damaged, but not where the copy lies.
    if (error instanceof AppError && error.code === "project.damaged") {
      const isAboutCopy = error.message.includes(tmpdir());
      return { fault: isAboutCopy ? damaged(folder, error) : error, standing: null };
    }
    if (error instanceof AppError) throw error;
    // Whatever SQLite says of a copy that nobody else has is about what it holds.
    const code = String((error as { code?: unknown }).code);
    if (!code.startsWith("SQLITE_") || /^SQLITE_(?:FULL|IOERR|NOMEM)/.test(code)) throw error;
    return { fault: damaged(folder, error), standing: null };
  }
}

function damaged(folder: string, cause?: unknown): AppError {
  const more = { next: "Choose what to open.", ...(cause === undefined ? {} : { cause }) };
  return new AppError("project.damaged", `The project in ${folder} is damaged.`, more);
}

async function salvageOf(folder: string, parts: InspectParts): Promise<Findings["salvage"]> {
  const reader = await TableReader.open(folder);
  if (!reader) return null;
  try {
    const found = await findSalvage(folder, reader, parts.now());
    if (!found) return null;
    const database = openInMemory();
    try {
      // No file is read for a count.
      const checkImage = () => Promise.reject(new Error("Not looked at."));
      return await writeSalvage(found, database, { ...parts, images: { checkImage } });
    } finally {
      database.close();
    }
  } finally {
    reader.close();
  }
}
