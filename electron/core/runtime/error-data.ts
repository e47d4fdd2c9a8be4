/** Owns what becomes of anything thrown: errors as data for the user, with a reference into the log for unknown ones. */
import { randomUUID } from "node:crypto";
import { AppError, type ErrorCode, type ErrorData } from "../../../shared/errors/app-error.ts";
import type { LogLine } from "./log.ts";

const known: Record<string, [ErrorCode, string, string]> = {
  ENOSPC: ["disk.full", "The disk is full.", "Free some space, then try again; nothing was lost."],
  EDQUOT: ["disk.full", "Your disk quota is used up.", "Free some space, then try again; nothing was lost."],
  SQLITE_FULL: ["disk.full", "The disk is full.", "Free some space, then try again; nothing was lost."],
  EACCES: ["disk.denied", "Shotline may not write there.", "Choose another folder, or change its permissions."],
  EPERM: ["disk.denied", "Shotline may not write there.", "Choose another folder, or change its permissions."],
  EROFS: ["disk.denied", "That disk can only be read.", "Choose a folder on another disk."],
  // The first thing that a database needs on opening is room for its index of the log.
  SQLITE_IOERR_SHMSIZE: ["disk.full", "The disk is full.", "Free some space, then try again; nothing was lost."],
  SQLITE_READONLY: ["disk.denied", "The project can only be read.", "Change its permissions, or copy it elsewhere."],
  SQLITE_CANTOPEN: ["disk.denied", "The project's database cannot be opened.", "Check the folder's permissions."],
  SQLITE_BUSY: ["busy", "Another program is writing to this project.", "Wait a moment, then try again."],
  SQLITE_CORRUPT: ["project.damaged", "The project's database is damaged.", "Restore the project from a backup."],
  SQLITE_NOTADB: ["project.damaged", "The project's database is damaged.", "Restore the project from a backup."],
  SQLITE_IOERR: ["disk.failed", "The disk did not answer as it should.", "Check the disk, then try again."],
  ENOTDIR: ["disk.failed", "Part of that path is a file, not a folder.", "Choose another folder."],
  EEXIST: ["disk.failed", "There is a file of that name already.", "Choose another name."],
  ENOENT: ["disk.failed", "That file or folder does not exist.", "Check the path."],
  ELOOP: ["disk.failed", "A link in that path leads back to itself.", "Choose another folder."],
  ENAMETOOLONG: ["disk.failed", "That name is too long for the disk.", "Choose a shorter one."],
  EMFILE: ["busy", "Too many files are open at once.", "Close other programs, or restart Shotline, then try again."],
  ENFILE: ["busy", "This computer has too many files open.", "Close other programs, then try again."],
  EIO: ["disk.failed", "The disk did not answer as it should.", "Check the disk, then try again."],
};

/** The error as the user sees it. What is not expected is written to the log in full and named by a reference. */
export function toErrorData(error: unknown, log: (line: LogLine) => void): ErrorData {
  if (error instanceof AppError) return error.toData();
  const { code: given, path } = (error ?? {}) as { code?: unknown; path?: string };
  // The errors of web interfaces, such as an aborted read, carry numbers.
  const code = typeof given === "string" ? given : "";
  const row = known[code] ?? known[code.split("_").slice(0, 2).join("_")];
  if (row) {
    const [errorCode, message, next] = row;
    log({ level: "warn", message, error });
    return { code: errorCode, message: path ? `${message.replace(/\.$/, "")}: ${path}.` : message, next };
  }
  const reference = randomUUID().slice(0, 8);
  log({ level: "error", message: `internal error ${reference}`, error });
  return {
    code: "internal",
    message: `Something went wrong inside Shotline (reference ${reference}).`,
    next: "Try again; if it happens again, send the log with this reference.",
  };
}
