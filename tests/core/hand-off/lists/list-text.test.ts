import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeList, readListText } from "../../../../electron/core/hand-off/lists/list-text.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const words = "TITLE: Nächte – 日本\r\n";
const littleEndian = Buffer.from(words, "utf16le");

describe("the text of a list", () => {
  test("is read in the encodings that suites write", () => {
    expect(decodeList(Buffer.from(words))).toBe(words);
    expect(decodeList(littleEndian)).toBe(words);
    expect(decodeList(Buffer.concat([Buffer.from([0xff, 0xfe]), littleEndian]))).toBe(words);
    const bigEndian = Buffer.concat([Buffer.from([0xff, 0xfe]), littleEndian]).swap16();
    expect(decodeList(bigEndian)).toBe(words);
    expect(decodeList(Buffer.from("TITLE: Nächte", "latin1"))).toBe("TITLE: Nächte");
    expect(decodeList(new Uint8Array())).toBe("");
  });

  test.each([
    ["an archive", Buffer.from("PK\u0003\u0004 and more")],
    ["a project or video file", Buffer.from([0x1f, 0x8b, 8, 0, 1, 2])],
    ["a project or video file", Buffer.from("\u0089PNG and then a zero \0 somewhere")],
  ])("is refused where there is none, but %s", (what, bytes) => {
    expect(() => decodeList(bytes)).toThrow(
      expect.objectContaining({
        code: "input.invalid",
        message: expect.stringContaining(what),
        next: expect.any(String),
      }),
    );
  });

  test("is found in the bundles that programs write around it", async () => {
    const folder = temporaryFolder();
    for (const [bundle, list] of [
      ["Cut.fcpxmld", "Info.fcpxml"],
      ["Cut.OTIOD", "content.otio"],
    ] as const) {
      mkdirSync(join(folder, bundle));
      await expect(readListText(join(folder, bundle))).rejects.toMatchObject({ code: "input.invalid" });
      writeFileSync(join(folder, bundle, list), words);
      expect(await readListText(join(folder, bundle))).toBe(words);
    }
  });

  test("is refused before it is read where the file is too large, is none, or is not there", async () => {
    const folder = temporaryFolder();
    const large = join(folder, "large.xml");
    writeFileSync(large, "");
    truncateSync(large, 200 * 1024 * 1024);
    await expect(readListText(large)).rejects.toMatchObject({ code: "input.invalid", message: /200 MB/ });
    await expect(readListText(folder)).rejects.toMatchObject({ code: "input.invalid" });
    await expect(readListText(join(large, "inside.edl"))).rejects.toMatchObject({ code: "not-found" });
    await expect(readListText(join(folder, "x".repeat(300)))).rejects.toMatchObject({ code: "not-found" });
  });
});
