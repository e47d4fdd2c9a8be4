/**
 * Owns opening what the user chose of a project that does not open as it was left. The database of the choice is made whole beside the
 * old one, and only then takes its place; the old one is kept among the backups.
 */
import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Losses, RecoveryChoice } from "../../../shared/rpc/recovery-contract.ts";
import { openDatabase, type ProjectDatabase } from "../database/open-database.ts";
import { isSound } from "../database/salvage/fresh-database.ts";
import { isLogWhole } from "../database/salvage/pages.ts";
import { TableReader } from "../database/salvage/read-tables.ts";
import { finishSwap, swapDatabase } from "../database/swap-database.ts";
import { openAsFile, ownFolder } from "../media/project-paths.ts";
import { loadPlan } from "../projects/load-plan.ts";
import { lastSaved } from "../projects/saved-files.ts";
import { readSidecars } from "../projects/take-sidecars.ts";
import { toErrorData } from "../runtime/error-data.ts";
import { hashFile } from "../runtime/files.ts";
import { clearLeftovers } from "../runtime/whole-folder.ts";
import { workName } from "../runtime/work-name.ts";
import { backupId, backupsFolder, readBackup } from "./backup-files.ts";
import { judge, projectFolder } from "./inspect-project.ts";
import { mergeRows } from "./merge-rows.ts";
import { findSalvage, placesIn, type WriteParts, writeSalvage } from "./write-salvage.ts";

export interface Chosen {
  readonly folder: string;
  /** The file in `backups` that was the project's database; null for none. */
  readonly kept: string | null;
  readonly lost: Losses | null;
}

/** Puts the choice in place; the project is then opened as any other. Throws not-found for what is no longer there to choose. */
export async function putChoice(path: string, choice: RecoveryChoice, parts: WriteParts): Promise<Chosen> {
  const folder = projectFolder(path);
  finishSwap(folder);
  if (choice.kind === "asItIs" && isLogWhole(folder)) return { folder, kept: null, lost: null };
  await clearLeftovers(folder);
  const staging = workName(join(folder, "repair"));
  await mkdir(staging);
  try {
    const reader = await TableReader.open(folder);
    const saved = lastSaved(folder, parts.dataDir)?.revision ?? 0;
    let lost: Losses | null;
    try {
      if (choice.kind === "salvage") lost = await buildSalvage(folder, staging, reader, parts);
      else if (choice.kind === "backup") lost = await buildBackup(folder, staging, choice.backup, reader, parts);
      else lost = buildAsItIs(folder, staging);
    } finally {
      reader?.close();
    }
    makeSure(staging, saved);
    ownFolder(folder, backupsFolder);
    const kept = await keptName(folder, parts);
    swapDatabase(folder, join(staging, "project.db"), kept.id);
    return { folder, kept: kept.file, lost };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Throws not-found where there is none, and project.damaged for one that cannot be put together. */
async function buildSalvage(folder: string, staging: string, reader: TableReader | null, parts: WriteParts) {
  try {
    const found = reader && (await findSalvage(folder, reader, parts));
    if (!found) throw new AppError("not-found", "Nothing of the project can be read.", { next: "Choose a backup." });
    const database = openDatabase(staging, { create: true });
    try {
      return (await writeSalvage(found, database, parts)).lost;
    } finally {
      database.close();
    }
  } catch (cause) {
    if (toErrorData(cause, () => undefined).code !== "internal") throw cause;
    const message = "The project can't be repaired from its database.";
    throw new AppError("project.damaged", message, { next: "Choose a backup.", cause });
  }
}

/** What the database opens with, apart from a log of which SQLite would forget the rest. */
function buildAsItIs(folder: string, staging: string): null {
  for (const name of ["project.db", "project.db-wal"]) copyFileSync(join(folder, name), join(staging, name));
  return null;
}

/** Takes and spending since the backup are brought along. */
async function buildBackup(
  folder: string,
  staging: string,
  id: string,
  reader: TableReader | null,
  { isReadableJob, now }: WriteParts,
): Promise<null> {
  writeFileSync(join(staging, "project.db"), await readBackup(folder, id));
  const database = openDatabase(staging);
  try {
    const sidecars = await readSidecars(folder);
    const placeOf = placesIn(folder);
    database.transaction(() => {
      mergeRows(database, { reader, sidecars, placeOf, isReadableJob, at: now().toISOString() });
      settleBin(database, placeOf, now().toISOString());
    })();
    return null;
  } finally {
    database.close();
  }
}

/** Films lie where they were put since: takes whose film is in the bin are in it, and those whose film is not are not. */
function settleBin(database: ProjectDatabase, placeOf: (file: string) => "stored" | "bin" | null, at: string): void {
  const sql = "SELECT take.id, media.file, binned_at AS binnedAt FROM take JOIN media ON media.id = take.media_id";
  const put = database.prepare("UPDATE take SET binned_at = ? WHERE id = ?");
  for (const row of database.prepare(sql).all() as { id: string; file: string; binnedAt: string | null }[]) {
    const place = placeOf(row.file);
    if (place === "bin" && row.binnedAt === null) put.run(at, row.id);
    if (place === "stored" && row.binnedAt !== null) put.run(null, row.id);
  }
}

/** What was built is a project that opens, and newer than what was saved before it. Throws project.damaged. */
function makeSure(staging: string, saved: number): void {
  const database = openDatabase(staging);
  try {
    database.prepare("UPDATE project SET revision = max(revision, ?) + 1").run(saved);
    if (!isSound(database, "integrity_check")) {
      throw new AppError("project.damaged", "The repaired project is not whole.", { next: "Choose a backup." });
    }
    loadPlan(database, "project");
    database.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
  }
}

/** The name under which the old database is kept, and its file; that of its log where it is gone. */
async function keptName(folder: string, parts: WriteParts): Promise<{ id: string; file: string | null }> {
  const own = join(folder, "project.db");
  const now = parts.now();
  if (!existsSync(own)) {
    const id = backupId(now, 0, "kept", "0".repeat(12));
    return { id, file: existsSync(`${own}-wal`) ? `${id}.db-wal` : null };
  }
  const { standing } = judge(folder, parts);
  // A sound one takes in its log first, so that what is kept is whole by itself.
  if (standing && isLogWhole(folder)) openDatabase(folder).close();
  const id = backupId(now, standing?.revision ?? 0, "kept", await hashFile(own, openAsFile));
  return { id, file: `${id}.db` };
}
