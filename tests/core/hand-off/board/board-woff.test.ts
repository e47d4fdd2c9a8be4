import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openWoff } from "../../../../electron/core/hand-off/board/board-woff.ts";

function fontFile(path: string): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve(`@fontsource/${path}`)));
}

/** The sum of a table's words, as a font's directory has it; a `head` table counts without the sum of the whole file. */
function checksumOf(table: Buffer, tag: string): number {
  const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
  if (tag === "head") padded.writeUInt32BE(0, 8);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

test.each(["inter/files/inter-latin-400-normal.woff", "vazirmatn/files/vazirmatn-arabic-400-normal.woff"])(
  "%s opens to a TrueType font whose every table has its checksum",
  (path) => {
    const font = openWoff(fontFile(path));
    expect(font.readUInt32BE(0)).toBe(0x00010000);
    const tags = Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
      const entry = 12 + 16 * index;
      const tag = font.toString("latin1", entry, entry + 4);
      const offset = font.readUInt32BE(entry + 8);
      const table = font.subarray(offset, offset + font.readUInt32BE(entry + 12));
      expect([tag, offset % 4, checksumOf(table, tag)]).toEqual([tag, 0, font.readUInt32BE(entry + 4)]);
      return tag;
    });
    expect(tags).toEqual(expect.arrayContaining(["cmap", "glyf", "head", "loca"]));
  },
);
