/** Owns the bytes of an archive being written: what of an earlier run is whole, what is added behind it, and reading all of it back. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import { AppError } from "../../../shared/errors/app-error.ts";
import { freeBytes, requireSpace } from "../media/disk-space.ts";
import type { OperationContext } from "../runtime/operations.ts";
import { databaseName, manifestName, manifestText } from "./manifest.ts";
import type { SourceFile } from "./project-files.ts";
import { isWhole, readLayout } from "./read-layout.ts";
import { countProgress } from "./say-progress.ts";
import { readPart, type Sums, withFile, writeAt } from "./sums.ts";
import type { ArchiveJob } from "./write-archive.ts";
import { directoryOf, localHeader, type ZipEntry } from "./zip-records.ts";

type Checked = SourceFile & ZipEntry;

/** No link that somebody put there is followed. */
const openForWork = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** Makes `part` the archive of the job, with `copy` as its database. Errors as of `writeArchive`. */
export async function writePart(
  part: string,
  copy: string,
  job: Pick<ArchiveJob, "version" | "videos" | "files">,
  context: OperationContext,
): Promise<{ bytes: number; notes: string[] }> {
  const { files, notes } = await checkFiles(copy, job, context);
  const { version, videos } = job;
  const listed = files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
  const manifest = manifestText({ format: "shotline.archive.1", version, videos, files: listed });
  const first = { name: manifestName, bytes: manifest.length, crc: crc32(manifest) };
  const start = Buffer.concat([localHeader(first), manifest]);
  const directory = directoryOf([first, ...files]);
  const bytes = files.reduce(
    (sum, file) => sum + localHeader(file).length + file.bytes,
    start.length + directory.length,
  );
  const handle = await open(part, openForWork, 0o644);
  try {
    const next = "Free up space, choose another disk, or leave out the videos.";
    requireSpace("The archive", bytes - (await handle.stat()).size, await freeBytes(dirname(part)), next);
    const end = await writeFiles(handle, start, files, context);
    await handle.truncate(end);
    await writeAt(handle, directory, end);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await readBack(part, { files, directory, bytes }, context);
  return { bytes, notes };
}

/** Reads every file once: its sums are known before the first is written, and what is damaged stays out. */
async function checkFiles(copy: string, job: Pick<ArchiveJob, "files">, context: OperationContext) {
  const count = countProgress(context, [0, 0.3], totalOf(job.files), "Checking files");
  const { signal } = context;
  const sumsOf = (path: string) =>
    withFile(path, (handle) => readPart(handle, { from: 0, bytes: Number.MAX_SAFE_INTEGER, signal }));
  const files: Checked[] = [{ name: databaseName, path: copy, ...(await sumsOf(copy)) }];
  const notes: string[] = [];
  for (const { name, path, sha256, bytes } of job.files) {
    const sums = await sumsOf(path).catch((error: unknown) => {
      signal.throwIfAborted();
      return error as Error;
    });
    if (sums instanceof Error) notes.push(`${name} can't be read, so it was left out.`);
    else if (sums.sha256 !== sha256) notes.push(`${name} has changed since it was saved, so it was left out.`);
    else files.push({ name, path, ...sums });
    count(bytes);
  }
  return { files, notes };
}

/** Where the last file ends. */
async function writeFiles(
  handle: FileHandle,
  start: Buffer,
  files: readonly Checked[],
  context: OperationContext,
): Promise<number> {
  const { signal } = context;
  const count = countProgress(context, [0.3, 0.7], totalOf(files), "Writing files");
  let isKept = await holds(handle, 0, start);
  if (!isKept) {
    await handle.truncate(0);
    await writeAt(handle, start, 0);
  }
  let end = start.length;
  for (const file of files) {
    const header = localHeader(file);
    const from = end + header.length;
    isKept &&=
      (await holds(handle, end, header)) && isSame(await readPart(handle, { from, bytes: file.bytes, signal }), file);
    if (!isKept) {
      // What follows is of an earlier run that had other files, or was cut off in this one.
      await handle.truncate(end);
      await writeAt(handle, header, end);
      await addFile(handle, from, file, signal);
    }
    end = from + file.bytes;
    count(file.bytes);
  }
  return end;
}

async function addFile(handle: FileHandle, from: number, file: Checked, signal: AbortSignal): Promise<void> {
  let at = from;
  const sums = await withFile(file.path, (source) => {
    const onPiece = async (piece: Buffer) => {
      await writeAt(handle, piece, at);
      at += piece.length;
    };
    return readPart(source, { from: 0, bytes: file.bytes, signal, onPiece });
  });
  if (!isSame(sums, file)) {
    throw new AppError("busy", `${file.name} changed while the archive was being written.`, { next: "Try again." });
  }
}

interface Made {
  readonly files: readonly Checked[];
  readonly directory: Buffer;
  readonly bytes: number;
}

/** As the one who gets it will read it. Throws disk.failed for what is not as it was written. */
async function readBack(part: string, { files, directory, bytes }: Made, context: OperationContext): Promise<void> {
  const count = countProgress(context, [0.7, 1], totalOf(files), "Comparing what was written");
  const { signal } = context;
  const differs = (name: string) => {
    const message = `The disk does not give back what was written to it: ${name} in the archive differs.`;
    return new AppError("disk.failed", message, { next: "Check the disk, or choose another one." });
  };
  await withFile(part, async (handle) => {
    const { manifest, entries } = await readLayout(handle, part, signal);
    if (manifest === null) throw differs(manifestName);
    for (const entry of entries) {
      if (!(await isWhole(handle, entry, signal))) throw differs(entry.name);
      count(entry.bytes);
    }
    const isEnded = await holds(handle, bytes - directory.length, directory);
    if (entries.length !== files.length || !isEnded) throw differs("the directory");
  });
}

async function holds(handle: FileHandle, at: number, bytes: Buffer): Promise<boolean> {
  const there = Buffer.alloc(bytes.length);
  const { bytesRead } = await handle.read(there, 0, there.length, at);
  return bytesRead === bytes.length && there.equals(bytes);
}

function isSame(sums: Sums, { bytes, sha256 }: Checked): boolean {
  return sums.bytes === bytes && sums.sha256 === sha256;
}

function totalOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
