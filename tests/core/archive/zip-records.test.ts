import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { directoryOf, localHeader, readLocalHeader } from "../../../electron/core/archive/zip-records.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function zipOf(files: Readonly<Record<string, string>>, longFrom: number): Buffer {
  const entries = Object.entries(files).map(([name, text]) => {
    const content = Buffer.from(text);
    return { name, content, bytes: content.length, crc: crc32(content) };
  });
  const bodies = entries.flatMap((entry) => [localHeader(entry, longFrom), entry.content]);
  return Buffer.concat([...bodies, directoryOf(entries, longFrom)]);
}

const readZip = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps({each.filename: archive.read(each).decode() for each in archive.infolist()}))
`;

// Numbers are written into the longer fields long before they need them, so that no test writes 4 GB.
test.each([0xffff_ffff, 60, 0])(
  "what is written is a zip that another program reads, with longer fields from %d",
  (longFrom) => {
    const files = { "plan.json": "{}", "media/takes/Ünicode — take.mp4": "x".repeat(100), empty: "" };
    const file = join(temporaryFolder(), "made.zip");
    writeFileSync(file, zipOf(files, longFrom));
    const found = spawnSync("python3", ["-c", readZip, file], { encoding: "utf8" });
    if (found.error) return console.warn("Python is not installed: not tried.");
    expect(found.stderr).toBe("");
    expect(JSON.parse(found.stdout)).toEqual(files);
  },
);

test("a record before a file is read as it was written, whatever its size, and no other bytes are", () => {
  const entries = fc.record({
    name: fc.string({ minLength: 1, maxLength: 200, unit: "grapheme" }).filter((name) => !/\p{Cs}/u.test(name)),
    bytes: fc.oneof(fc.nat(), fc.integer({ min: 0xffff_fff0, max: 2 ** 50 })),
    crc: fc.integer({ min: 0, max: 0xffff_ffff }),
  });
  fc.assert(
    fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (entry, place, change) => {
      const written = localHeader(entry);
      expect(readLocalHeader(Buffer.concat([written, Buffer.from("more")]))).toEqual({
        entry,
        headerBytes: written.length,
      });
      expect(readLocalHeader(written.subarray(0, -1))).toBeNull();
      // In its fixed part, but for the sum and the sizes, nothing may differ.
      const at = place % 14;
      written[at] = (written[at] ?? 0) ^ change;
      expect(readLocalHeader(written)).toBeNull();
    }),
  );
});
