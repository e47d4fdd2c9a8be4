/**
 * Owns writing a project as one file: built beside its place, read back and compared, and only then given its name. A run that was
 * killed left its work there, and the next one goes on behind the files that are whole in it, as long as they are the same.
 */
import { existsSync, realpathSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { copyCompact } from "../database/copy-compact.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import type { OperationContext } from "../runtime/operations.ts";
import { workName } from "../runtime/work-name.ts";
import { takeOver } from "./left-work.ts";
import { archiveEnding } from "./manifest.ts";
import type { SourceFile } from "./project-files.ts";
import { writePart } from "./write-part.ts";

export interface ArchiveJob {
  /** Where it goes; nothing may be there. */
  readonly file: string;
  readonly projectFolder: string;
  /** Of Shotline. */
  readonly version: string;
  readonly videos: boolean;
  readonly database: ProjectDatabase;
  readonly files: readonly SourceFile[];
}

/** Archives that this process writes. */
const underWay = new Set<string>();

/**
 * Gives the size of the archive in bytes, and a sentence for each file that could not go in. Errors: input.invalid and target.not-empty for a
 * place that can't be used, busy, disk.full before anything is written, project.damaged, and those of the file system. After any of them
 * nothing is left.
 */
export async function writeArchive(
  job: ArchiveJob,
  context: OperationContext,
): Promise<{ bytes: number; notes: string[] }> {
  const { file } = job;
  requirePlace(job);
  const part = workName(file);
  const databaseFile = `${file}.db`;
  const copy = workName(databaseFile);
  if (underWay.has(part)) {
    throw new AppError("busy", `${file} is being written already.`, { next: "Wait until it is finished." });
  }
  underWay.add(part);
  try {
    await takeOver(file);
    await takeOver(databaseFile);
    await rm(copy, { recursive: true, force: true });
    context.report(0, "Copying the plan");
    copyCompact(job.database, copy);
    const written = await writePart(part, copy, job, context);
    context.signal.throwIfAborted();
    refuseTaken(file);
    await rename(part, file);
    return written;
  } catch (error) {
    // The first error is the one to tell.
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  } finally {
    await rm(copy, { force: true }).catch(() => undefined);
    underWay.delete(part);
  }
}

function requirePlace({ file, projectFolder }: ArchiveJob): void {
  const refused = (message: string, next: string) => new AppError("input.invalid", message, { next });
  if (!isAbsolute(file)) throw refused(`${file} is not a full path.`, "Choose a folder, or enter the full path.");
  if (!file.endsWith(archiveEnding)) {
    throw refused(`The name of an archive ends in ${archiveEnding}.`, `Add ${archiveEnding} to the name.`);
  }
  const folder = dirname(file);
  if (!existsSync(folder)) throw refused(`The folder ${folder} does not exist.`, "Choose another folder.");
  const way = relative(realpathSync(projectFolder), realpathSync(folder));
  if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) {
    const message = `${file} is inside the project folder, which is reserved for the project's own files.`;
    throw refused(message, `Choose a place outside the project, such as ${join(dirname(projectFolder))}.`);
  }
  refuseTaken(file);
}

function refuseTaken(file: string): void {
  if (!existsSync(file)) return;
  const message = `${file} already exists, and archives are never overwritten.`;
  throw new AppError("target.not-empty", message, { next: "Choose another name." });
}
