/** Owns looking at a project that does not open as it was left: why, and what of it can be opened. Nothing in its folder is changed. */
import { existsSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Findings, Standing } from "../../../shared/rpc/recovery-contract.ts";
import { damagedNext } from "../database/read-rows.ts";
import { openInMemory } from "../database/salvage/fresh-database.ts";
import { isLogWhole } from "../database/salvage/pages.ts";
import { TableReader } from "../database/salvage/read-tables.ts";
import { checkProjectFolder } from "../media/project-paths.ts";
import { lookAtProject } from "../projects/open-project.ts";
import { lastSaved } from "../projects/saved-files.ts";
import { toErrorData } from "../runtime/error-data.ts";
import { listBackupFiles } from "./list-backups.ts";
import { summarize } from "./summarize.ts";
import { findSalvage, type WriteParts, writeSalvage } from "./write-salvage.ts";

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
export async function inspectProject(path: string, parts: WriteParts): Promise<Findings> {
  const folder = projectFolder(path);
  const { fault, standing } = judge(folder, parts);
  const { backups } = await listBackupFiles(folder);
  if (fault === null) {
    const message = "There is nothing to repair: the project opens as it was saved.";
    throw new AppError("not-found", message, { next: "Open it." });
  }
  const isOlder = fault.code === "project.older";
  const salvage = isOlder && isLogWhole(folder) ? null : await salvageOf(folder, parts);
  if (standing === null && backups.length === 0 && !salvage && !existsSync(join(folder, "project.db"))) throw fault;
  return {
    folder,
    fault: fault.toData(),
    lastSaved: lastSaved(folder, parts.dataDir),
    asItIs: isOlder ? standing : null,
    backups,
    // Past a broken part of its log, more may be left than the database opens with.
    salvage: isOlder && salvage && salvage.revision <= (standing?.revision ?? 0) ? null : salvage,
  };
}

/** What keeps a project from being opened as it was left, and what its database holds, where it can be read. Throws project.newer and disk.denied. */
export function judge(
  folder: string,
  parts: Pick<WriteParts, "dataDir" | "now">,
): { fault: AppError | null; standing: Standing | null } {
  try {
    const { seen, fault } = lookAtProject(folder, parts, summarize);
    const { mark: _, picture: __, ...standing } = seen;
    return { fault, standing };
  } catch (error) {
    if (!(error instanceof AppError) || !["project.damaged", "project.missing"].includes(error.code)) throw error;
    // What it says of a table is worth telling, but not where the copy lies that was looked at.
    return { fault: error.message.includes(tmpdir()) ? damaged(folder, error) : error, standing: null };
  }
}

function damaged(folder: string, cause: unknown): AppError {
  return new AppError("project.damaged", `The project in ${folder} is damaged.`, { next: damagedNext, cause });
}

/** Null where no shot can be read: an empty plan is none that anybody looks for. */
async function salvageOf(folder: string, parts: WriteParts): Promise<Findings["salvage"]> {
  const reader = await TableReader.open(folder);
  if (!reader) return null;
  try {
    const found = await findSalvage(folder, reader, parts);
    if (!found) return null;
    const database = openInMemory();
    try {
      // No file is read for a count.
      const checkImage = () => Promise.reject(new Error("Not looked at."));
      const written = await writeSalvage(found, database, { ...parts, images: { checkImage } });
      return written.shots > found.plan.empty ? written : null;
    } finally {
      database.close();
    }
  } catch (error) {
    // What cannot be put together is not offered.
    if (toErrorData(error, () => undefined).code === "internal") return null;
    throw error;
  } finally {
    reader.close();
  }
}
