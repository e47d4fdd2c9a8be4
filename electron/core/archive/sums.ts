/** Owns reading files and parts of files to their end: by pieces, with the sums of what was read. */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { openAsFile } from "../media/project-paths.ts";

const pieceBytes = 1024 * 1024;

export interface Sums {
  /** How many there were: fewer than were asked for where the file ends. */
  readonly bytes: number;
  readonly sha256: string;
  readonly crc: number;
}

export interface Reading {
  readonly from: number;
  readonly bytes: number;
  readonly signal: AbortSignal;
  /** Hears each piece, which is good until this has ended. */
  readonly onPiece?: (piece: Buffer) => Promise<void> | void;
}

/** Reads a part of an open file. */
export async function readPart(handle: FileHandle, { from, bytes, signal, onPiece }: Reading): Promise<Sums> {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, Math.max(1, bytes)));
  let crc = 0;
  let done = 0;
  while (done < bytes) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, bytes - done), from + done);
    if (bytesRead === 0) break;
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    crc = crc32(piece, crc);
    await onPiece?.(piece);
    done += bytesRead;
  }
  return { bytes: done, sha256: hash.digest("hex"), crc };
}

/** Opens a file for reading, by default only where no link stands in its place, and closes it after `use`. */
export async function withFile<Result>(
  path: string,
  use: (handle: FileHandle) => Promise<Result>,
  flags = openAsFile,
): Promise<Result> {
  const handle = await open(path, flags);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

/** Writes all of it at a place of an open file. */
export async function writeAt(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
