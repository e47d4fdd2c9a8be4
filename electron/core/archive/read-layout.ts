/**
 * Owns where the files lie in an archive. Its manifest says, and where that is damaged, the record before each file; the directory at the end
 * is for other programs and is not believed, so that an archive which was cut off still gives what is whole in it.
 */
import type { FileHandle } from "node:fs/promises";
import { AppError } from "../../../shared/errors/app-error.ts";
import {
  databaseName,
  filesMax,
  isArchived,
  type Manifest,
  manifestBytesMax,
  manifestName,
  manifestSchema,
  nameOnAnyDisk,
  unreadable,
} from "./manifest.ts";
import { readPart } from "./sums.ts";
import { localHeader, localHeaderBytesMax, readLocalHeader } from "./zip-records.ts";

/** A file in the archive: its bytes begin at `from`. What is known of its content: one of both. */
export interface PlacedFile {
  readonly name: string;
  readonly from: number;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly crc: number | null;
}

export interface Layout {
  /** Null where it is damaged. */
  readonly manifest: Manifest | null;
  /** The database among them, each name once. */
  readonly entries: readonly PlacedFile[];
}

/** Throws archive.unreadable for what is no archive of ours, and for one without a plan. `file` names it. */
export async function readLayout(handle: FileHandle, file: string, signal: AbortSignal): Promise<Layout> {
  const first = await headerAt(handle, 0);
  if (first?.entry.name !== manifestName || first.entry.bytes > manifestBytesMax) {
    const isZip = (await bytesAt(handle, 0, 4)).equals(Buffer.from("PK\u0003\u0004"));
    throw unreadable(file, isZip ? "was packed by another program" : "is not a Shotline archive");
  }
  const from = first.headerBytes + first.entry.bytes;
  const { size } = await handle.stat();
  const text = await readManifest(handle, first.headerBytes, first.entry, signal);
  if (text !== null) {
    const manifest = parseManifest(file, text);
    return { manifest, entries: placeFiles(manifest, from, size) };
  }
  const entries = await findFiles(handle, from, size);
  if (!entries.some(({ name }) => name === databaseName))
    throw unreadable(file, "is damaged, and there is no plan in it");
  return { manifest: null, entries };
}

/** Whether a file in the archive has the content that is known of it; false also where the archive ends before it. */
export async function isWhole(handle: FileHandle, entry: PlacedFile, signal: AbortSignal): Promise<boolean> {
  const sums = await readPart(handle, { ...entry, signal });
  return isExpected(sums, entry);
}

/** The same for what was read of it. */
export function isExpected(
  sums: { readonly bytes: number; readonly sha256: string; readonly crc: number },
  { bytes, sha256, crc }: PlacedFile,
): boolean {
  return sums.bytes === bytes && (sha256 === null || sums.sha256 === sha256) && (crc === null || sums.crc === crc);
}

/** Null where it is damaged or cut off. */
async function readManifest(
  handle: FileHandle,
  from: number,
  { bytes, crc }: { readonly bytes: number; readonly crc: number },
  signal: AbortSignal,
): Promise<string | null> {
  const pieces: Buffer[] = [];
  const sums = await readPart(handle, {
    from,
    bytes,
    signal,
    onPiece: (piece) => void pieces.push(Buffer.from(piece)),
  });
  return sums.bytes === bytes && sums.crc === crc ? Buffer.concat(pieces).toString() : null;
}

function parseManifest(file: string, text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, "is not a Shotline archive", cause);
  }
  const read = manifestSchema.safeParse(value);
  if (read.success) return read.data;
  const { format } = (value ?? {}) as { format?: unknown };
  if (typeof format !== "string" || format === manifestSchema.shape.format.value) {
    throw unreadable(file, "does not list its files as an archive does", read.error);
  }
  const message = `${file} was made with a newer version of Shotline.`;
  throw new AppError("archive.unreadable", message, { next: "Update Shotline, then open the archive again." });
}

/** No file begins behind the archive's own end, whatever sizes are said. */
function placeFiles({ files }: Manifest, start: number, size: number): PlacedFile[] {
  let end = start;
  return files.map(({ name, bytes, sha256 }) => {
    const from = Math.min(size, end + localHeader({ name, bytes, crc: 0 }).length);
    end = Math.min(size, from + bytes);
    return { name, from, bytes, sha256, crc: null };
  });
}

/** The files behind `start`, up to what is no record of ours; names that a project has no use for are passed over. */
async function findFiles(handle: FileHandle, start: number, size: number): Promise<PlacedFile[]> {
  const found = new Map<string, PlacedFile>();
  let at = start;
  for (let count = 0; count < filesMax && at < size; count += 1) {
    const header = await headerAt(handle, at);
    if (header === null) break;
    const { name, bytes, crc } = header.entry;
    const from = at + header.headerBytes;
    const key = nameOnAnyDisk(name);
    if (isArchived(name) && !found.has(key)) found.set(key, { name, from, bytes, sha256: null, crc });
    at = from + bytes;
  }
  return [...found.values()];
}

async function headerAt(handle: FileHandle, at: number) {
  return readLocalHeader(await bytesAt(handle, at, localHeaderBytesMax));
}

async function bytesAt(handle: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await handle.read(buffer, 0, bytes, at);
  return buffer.subarray(0, bytesRead);
}
