/**
 * Owns reading SQLite's write-ahead log past what is broken in it: each frame keeps the running checksum, so that the frames behind a
 * broken one are proven by themselves.
 */
import type { FileBytes } from "./file-bytes.ts";

export interface Frame {
  readonly page: number;
  /** Where the page's bytes begin in the log. */
  readonly offset: number;
  /** Whether its checksum holds. */
  readonly isGood: boolean;
}

export interface Log {
  readonly frames: readonly Frame[];
  /** Whether all of the file is frames in order: else SQLite leaves out what comes after the first that is none, ended or not. */
  readonly isWhole: boolean;
}

const headerBytes = 32;
const frameHeaderBytes = 24;
const framesMax = 1 << 20;
const magicLittle = 0x377f0682;
const magicBig = 0x377f0683;

/** The page size that the log names; null where its header is damaged. */
export function pageSizeOfLog(log: FileBytes): number | null {
  const header = log.read(0, headerBytes);
  const magic = header.readUInt32BE(0);
  const size = header.readUInt32BE(8);
  return (magic === magicLittle || magic === magicBig) && isPageSize(size) ? size : null;
}

export function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
}

/** The frames of transactions that ended, oldest first; those of an earlier round, which carry other salts, are none of them. */
export function readLog(log: FileBytes, pageSize: number): Log {
  const header = log.read(0, headerBytes);
  const isBig = header.readUInt32BE(0) === magicBig;
  const sum = checksum(header.subarray(0, 24), isBig, [0, 0]);
  const isWhole = sum[0] === header.readUInt32BE(24) && sum[1] === header.readUInt32BE(28);
  const count = Math.min(framesMax, Math.floor((log.size - headerBytes) / (frameHeaderBytes + pageSize)));
  // Where the header is damaged, the first frame tells of which round the log is.
  const saltsAt = isWhole ? header.subarray(16, 24) : log.read(headerBytes, frameHeaderBytes).subarray(8, 16);
  const salts = Buffer.from(saltsAt);
  const frames: Frame[] = [];
  let ended = 0;
  let before: readonly [number, number] | null = isWhole ? sum : null;
  for (let index = 0; index < count; index += 1) {
    const start = headerBytes + index * (frameHeaderBytes + pageSize);
    const about = log.read(start, frameHeaderBytes);
    const stored = [about.readUInt32BE(16), about.readUInt32BE(20)] as const;
    if (salts.equals(about.subarray(8, 16))) {
      const offset = start + frameHeaderBytes;
      const found =
        before && checksum(log.read(offset, pageSize), isBig, checksum(about.subarray(0, 8), isBig, before));
      const isGood = found !== null && found[0] === stored[0] && found[1] === stored[1];
      frames.push({ page: about.readUInt32BE(0), offset, isGood });
      if (about.readUInt32BE(4) > 0) {
        ended = frames.length;
      }
    }
    before = stored;
  }
  const isFull = frames.length === (log.size - headerBytes) / (frameHeaderBytes + pageSize);
  return { frames: frames.slice(0, ended), isWhole: isWhole && isFull && frames.every(({ isGood }) => isGood) };
}

function checksum(bytes: Buffer, isBig: boolean, [start0, start1]: readonly [number, number]): [number, number] {
  let [sum0, sum1] = [start0, start1];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    sum0 = (sum0 + view.getUint32(at, !isBig) + sum1) >>> 0;
    sum1 = (sum1 + view.getUint32(at + 4, !isBig) + sum0) >>> 0;
  }
  return [sum0, sum1];
}
