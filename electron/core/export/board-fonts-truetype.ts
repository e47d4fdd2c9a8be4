/** Writes the parts that every TrueType font has: its table directory, and numbers as fonts hold them. */

export const trueTypeFlavor = 0x00010000;

export function writeFont(tables: ReadonlyMap<string, Buffer>): Buffer {
  const entries = [...tables].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const header = Buffer.alloc(12 + 16 * entries.length);
  header.writeUInt32BE(trueTypeFlavor, 0);
  // The three fields for a binary search, and the checksums, stay zero: readers do without them.
  header.writeUInt16BE(entries.length, 4);
  const parts: Buffer[] = [header];
  let offset = header.length;
  for (const [index, [tag, table]] of entries.entries()) {
    const at = 12 + 16 * index;
    header.write(tag, at, "latin1");
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(table.length, at + 12);
    const part = padToFour([table]);
    parts.push(part);
    offset += part.length;
  }
  return Buffer.concat(parts);
}

export function int16s(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, 2 * index);
  return bytes;
}

export function padToFour(parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat(parts, 4 * Math.ceil(length / 4));
}
