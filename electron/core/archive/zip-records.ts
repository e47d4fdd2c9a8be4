/**
 * Owns the bytes around the files of an archive: a zip of stored entries, as PKWARE's APPNOTE has it, with the 64-bit forms where a number
 * needs them. The same files give the same bytes, which is what lets a write that was interrupted go on.
 */

/** A file in the archive; `crc` is its CRC-32. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  readonly crc: number;
}

/** What does not fit into a field of 32 bits is written into one of 64. */
const longFrom = 0xffff_ffff;
const countFrom = 0xffff;
const localSignature = 0x0403_4b50;
const localBytes = 30;
/** Names are UTF-8. */
const flags = 0x0800;
/** The first day that a zip can say: when a file was made is no part of it. */
const dosDay = 0x0021;
const nameBytesMax = 1024;

/** The record before a file's bytes. Its length follows from name and size alone. */
export function localHeader({ name, bytes, crc }: ZipEntry, long = longFrom): Buffer {
  const isLong = bytes >= long;
  const encoded = Buffer.from(name);
  const head = Buffer.alloc(localBytes);
  head.writeUInt32LE(localSignature, 0);
  writeFacts(head.subarray(4), { bytes, crc }, isLong);
  head.writeUInt16LE(encoded.length, 26);
  head.writeUInt16LE(isLong ? 20 : 0, 28);
  return Buffer.concat([head, encoded, isLong ? longExtra([bytes, bytes]) : Buffer.alloc(0)]);
}

/** What ends an archive whose entries follow one another from its first byte: the directory, and where that lies. */
export function directoryOf(entries: readonly ZipEntry[], long = longFrom): Buffer {
  const records: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    records.push(centralRecord(entry, offset, long));
    offset += localHeader(entry, long).length + entry.bytes;
  }
  const directory = Buffer.concat(records);
  return Buffer.concat([directory, endOf(entries.length, directory.length, offset, long)]);
}

/** The entry that a record before a file's bytes tells of, and the record's length; null for bytes that this module did not write. */
export function readLocalHeader(start: Buffer): { readonly entry: ZipEntry; readonly headerBytes: number } | null {
  if (start.length < localBytes || start.readUInt32LE(0) !== localSignature) return null;
  const nameBytes = start.readUInt16LE(26);
  const extraBytes = start.readUInt16LE(28);
  const headerBytes = localBytes + nameBytes + extraBytes;
  if (nameBytes > nameBytesMax || (extraBytes !== 0 && extraBytes !== 20) || start.length < headerBytes) return null;
  const name = start.toString("utf8", localBytes, localBytes + nameBytes);
  const bytes = extraBytes === 0 ? start.readUInt32LE(22) : Number(start.readBigUInt64LE(localBytes + nameBytes + 4));
  const entry = { name, bytes, crc: start.readUInt32LE(14) };
  // Compressed, encrypted or described elsewhere: another program packed it.
  const isOurs = localHeader(entry, extraBytes === 0 ? longFrom : 0).equals(start.subarray(0, headerBytes));
  return isOurs ? { entry, headerBytes } : null;
}

/** As long as the record before a file may be. */
export const localHeaderBytesMax = localBytes + nameBytesMax + 20;

function centralRecord({ name, bytes, crc }: ZipEntry, offset: number, long: number): Buffer {
  const isLong = bytes >= long;
  const isFar = offset >= long;
  const encoded = Buffer.from(name);
  const extra = longExtra([...(isLong ? [bytes, bytes] : []), ...(isFar ? [offset] : [])]);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  // Made by 4.5 of the format, on a system whose files have modes.
  head.writeUInt16LE(0x032d, 4);
  writeFacts(head.subarray(6), { bytes, crc }, isLong);
  head.writeUInt16LE(encoded.length, 28);
  head.writeUInt16LE(extra.length, 30);
  // A regular file that its owner may write and everybody read.
  head.writeUInt32LE(0o100644 * 0x1_0000, 38);
  head.writeUInt32LE(isFar ? longFrom : offset, 42);
  return Buffer.concat([head, encoded, extra]);
}

/** The fields that both records share, from the version that is needed to the sizes. */
function writeFacts(into: Buffer, { bytes, crc }: Omit<ZipEntry, "name">, isLong: boolean): void {
  into.writeUInt16LE(isLong ? 45 : 20, 0);
  into.writeUInt16LE(flags, 2);
  into.writeUInt16LE(dosDay, 8);
  into.writeUInt32LE(crc, 10);
  into.writeUInt32LE(isLong ? longFrom : bytes, 14);
  into.writeUInt32LE(isLong ? longFrom : bytes, 18);
}

function longExtra(numbers: readonly number[]): Buffer {
  if (numbers.length === 0) return Buffer.alloc(0);
  const extra = Buffer.alloc(4 + numbers.length * 8);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(numbers.length * 8, 2);
  for (const [index, number] of numbers.entries()) extra.writeBigUInt64LE(BigInt(number), 4 + index * 8);
  return extra;
}

function endOf(count: number, directoryBytes: number, offset: number, long: number): Buffer {
  const isLong = count >= countFrom || directoryBytes >= long || offset >= long;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(isLong ? countFrom : count, 8);
  end.writeUInt16LE(isLong ? countFrom : count, 10);
  end.writeUInt32LE(isLong ? longFrom : directoryBytes, 12);
  end.writeUInt32LE(isLong ? longFrom : offset, 16);
  if (!isLong) return end;
  const far = Buffer.alloc(56);
  far.writeUInt32LE(0x0606_4b50, 0);
  far.writeBigUInt64LE(44n, 4);
  far.writeUInt16LE(45, 12);
  far.writeUInt16LE(45, 14);
  far.writeBigUInt64LE(BigInt(count), 24);
  far.writeBigUInt64LE(BigInt(count), 32);
  far.writeBigUInt64LE(BigInt(directoryBytes), 40);
  far.writeBigUInt64LE(BigInt(offset), 48);
  const where = Buffer.alloc(20);
  where.writeUInt32LE(0x0706_4b50, 0);
  where.writeBigUInt64LE(BigInt(offset + directoryBytes), 8);
  where.writeUInt32LE(1, 16);
  return Buffer.concat([far, where, end]);
}
