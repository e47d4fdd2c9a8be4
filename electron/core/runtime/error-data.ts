/** Owns what becomes of anything thrown: errors as data for the user, with a reference into the log for unknown ones. */
import { randomUUID } from "node:crypto";
import { AppError, type ErrorCode, type ErrorData } from "../../../shared/errors/app-error.ts";
import type { LogLine } from "./log.ts";

const damaged: [ErrorCode, string, string] = [
  "project.damaged",
  "The project's database is damaged.",
  "Open the project again to choose what to open, or run shotline repair with its folder.",
];

const known: Record<string, [ErrorCode, string, string]> = {
  ENOSPC: ["disk.full", "The disk is full.", "Free up space, then try again. Nothing was lost."],
  EDQUOT: ["disk.full", "Your disk quota is full.", "Free up space, then try again. Nothing was lost."],
  SQLITE_FULL: ["disk.full", "The disk is full.", "Free up space, then try again. Nothing was lost."],
  EACCES: [
    "disk.denied",
    "Shotline does not have permission to write there.",
    "Choose another folder, or change its permissions.",
  ],
  EPERM: [
    "disk.denied",
    "Shotline does not have permission to write there.",
    "Choose another folder, or change its permissions.",
  ],
  EROFS: ["disk.denied", "The disk is read-only.", "Choose a folder on another disk."],
  // The first thing that a database needs on opening is room for its index of the log.
  SQLITE_IOERR_SHMSIZE: ["disk.full", "The disk is full.", "Free up space, then try again. Nothing was lost."],
  SQLITE_READONLY: ["disk.denied", "The project is read-only.", "Change its permissions, or copy it elsewhere."],
  SQLITE_CANTOPEN: ["disk.denied", "Can't open the project's database.", "Check the folder's permissions."],
  SQLITE_BUSY: ["busy", "Another app is writing to this project.", "Wait a moment, then try again."],
  SQLITE_CORRUPT: damaged,
  SQLITE_NOTADB: damaged,
  SQLITE_IOERR: ["disk.failed", "The disk reported an error.", "Check the disk, then try again."],
  ENOTDIR: ["disk.failed", "Part of the path is a file, not a folder.", "Choose another folder."],
  EEXIST: ["disk.failed", "A file with that name already exists.", "Choose another name."],
  ENOENT: ["disk.failed", "The file or folder does not exist.", "Check the path."],
  ELOOP: ["disk.failed", "A link in the path points back to itself.", "Choose another folder."],
  ENAMETOOLONG: ["disk.failed", "The name is too long for the disk.", "Choose a shorter name."],
  EBUSY: ["busy", "Another app is using the file.", "Close it in the other app, or wait a moment, then try again."],
  EMFILE: ["busy", "Too many files are open at once.", "Close other apps or restart Shotline, then try again."],
  ENFILE: ["busy", "This computer has too many files open.", "Close other apps, then try again."],
  EIO: ["disk.failed", "The disk reported an error.", "Check the disk, then try again."],
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
    log({ level: "warn", message, code: errorCode, error });
    return { code: errorCode, message: path ? `${message.replace(/\.$/, "")}: ${path}.` : message, next };
  }
  const reference = randomUUID().slice(0, 8);
  log({ level: "error", message: "internal error", reference, error });
  return {
    code: "internal",
    message: `Something went wrong inside Shotline (reference ${reference}).`,
    next: "Try again. If it happens again, send the log with this reference.",
  };
}
