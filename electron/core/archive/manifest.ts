/** Owns what an archive says of itself, and which files may be in one. */
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import { storedFilePattern } from "../media/project-paths.ts";

/** The first file of every archive. */
export const manifestName = "shotline-archive.json";
export const databaseName = "project.db";
export const archiveEnding = ".shotarchive";
export const manifestBytesMax = 64_000_000;
/** As many as a project's tables may name, and a note beside each take. */
export const filesMax = 300_000;

/** What lies beside a stored take and says what it is. */
export const noteEnding = ".take.json";
export const noteBytesMax = 32_000_000;

const fileSchema = z.strictObject({
  name: z.string().refine(isArchived, "not a file of a project"),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const manifestSchema = z.strictObject({
  format: z.literal("shotline.archive.1"),
  /** The version of Shotline that wrote it. */
  version: z.string().max(100),
  /** Whether the videos of its takes were to be in it. */
  videos: z.boolean(),
  /** The files that follow, in their order. */
  files: z
    .array(fileSchema)
    .max(filesMax)
    .refine((files) => files.filter(({ name }) => name === databaseName).length === 1, "no database")
    .refine((files) => new Set(files.map(({ name }) => nameOnAnyDisk(name))).size === files.length, "a name twice"),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Whether an archive may hold a file of this name: the database, or a stored file under a name that every system takes. */
export function isArchived(name: string): boolean {
  if (name === databaseName) return true;
  if (!storedFilePattern.test(name) || Buffer.byteLength(name) > 300) return false;
  const own = name.slice(name.lastIndexOf("/") + 1);
  return !/[<>"|?*]|[. ]$|\.part-[0-9a-f]{6}-/.test(own) && !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(own);
}

/** Two names that are one file on some disk have the same. */
export function nameOnAnyDisk(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}

/** The manifest as the bytes that are written. */
export function manifestText(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
}

/** What is said of a file that can't be opened as an archive; `why` goes on after its name. */
export function unreadable(file: string, why: string, cause?: unknown): AppError {
  const next = "Get a new copy of the archive, then open that.";
  return new AppError("archive.unreadable", `${file} ${why}.`, { next, cause });
}
