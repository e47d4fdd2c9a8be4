import { describe, expect, test, vi } from "vitest";
import { listCharsMax, listRowsMax } from "../../shared/ways-in/list-reading.ts";
import { buildCore } from "../support/build-core.ts";

vi.setConfig({ testTimeout: 20_000 });

const name = "list.csv";
const rate = "24";
const readText = (text: string) => buildCore().core.call("lists.read", { name, rate, text });
const readBytes = (bytes: Uint8Array) =>
  buildCore().core.call("lists.read", { name, rate, base64: Buffer.from(bytes).toString("base64") });
const list = "Shot,Action,Length\r\n1,Café «Zürich» 🎬,4\r\n";

describe("a list is read whatever its file is written with", () => {
  const plain = list.replace(" 🎬", "");
  test.each<[string, string, Uint8Array]>([
    ["UTF-8", list, Buffer.from(list)],
    ["UTF-8 with a mark", list, Buffer.from(`\uFEFF${list}`)],
    ["UTF-16 with a mark", list, Buffer.from(`\uFEFF${list}`, "utf16le")],
    ["UTF-16, big end first", list, Buffer.from(`\uFEFF${list}`, "utf16le").swap16()],
    ["Latin-1", plain, Buffer.from(plain, "latin1")],
  ])("%s", async (_, text, bytes) => {
    const { rows } = await readBytes(bytes);
    expect(rows[0]?.shot.action).toBe(text.split(",")[3]);
  });
});

describe("what is no list is refused in one sentence that names it, and nothing more", () => {
  test.each<[string, string | Uint8Array]>([
    ["a PDF", Buffer.from("%PDF-1.7 Shot,Action,Length")],
    ["a packed workbook", Buffer.from("PK\u0003\u0004 Shot,Action,Length")],
    ["a program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, ...Array(4000).keys()])],
    ["nothing", Buffer.from("")],
    ["prose", "It rains. ".repeat(1000)],
    ["titles alone", "Shot,Action,Length\n"],
    ["a quotation mark that is never closed", 'Shot,Action,Length\n1,"It rains,4\n'],
    ["JSON deeper than a reader goes", "[".repeat(1_000_000)],
    ["JSON of something else", '{"__proto__":{"prompt":"x"},"constructor":[1]}'],
    ["more rows than a project has", `Shot,Action\n${"1,It rains\n".repeat(listRowsMax + 1)}`],
  ])("%s", async (_, given) => {
    const reading = typeof given === "string" ? readText(given) : readBytes(given);
    await expect(reading).rejects.toMatchObject({
      code: "input.invalid",
      message: expect.stringMatching(/^list\.csv .*\.$/),
    });
  });

  test("more than a list may have, before it is looked at", async () => {
    await expect(readText("x".repeat(listCharsMax + 1))).rejects.toMatchObject({ code: "input.invalid" });
    await expect(readBytes(Buffer.alloc(5 * 1024 * 1024, "x"))).rejects.toMatchObject({ code: "input.invalid" });
  });
});

describe("a list that means harm", () => {
  test("has its formulas as the texts that they are", async () => {
    const { rows } = await readText(`Shot,Action,Notes,Length\n1,"=HYPERLINK(""http://x"")",'=cmd|' /C calc'!A0,4\n`);
    expect(rows[0]?.shot).toMatchObject({ action: '=HYPERLINK("http://x")', notes: "=cmd|' /C calc'!A0" });
  });

  test("is read at once, however it is made", async () => {
    const wide = `Shot,Action,${"x,".repeat(400_000)}\n${"1,It rains\n".repeat(10_000)}`;
    const { columns, rows } = await readText(wide);
    expect([columns.length, rows.length]).toEqual([200, 10_000]);
    for (const piece of [
      "Shot 1 (",
      "Shot 1, 1, ",
      "[0:00-",
      "|-|",
      '""',
      '"a",',
      ' says: "',
      "Lighting: ",
      "Close-up, ",
    ]) {
      await readText(piece.repeat(Math.floor(1_000_000 / piece.length))).catch(() => {});
    }
  });

  test("can make no field that a shot does not have, and no text that is too long", async () => {
    const text = `__proto__\tShot\tAction\tWardrobe\tLength\n1\t1\t${"x".repeat(30_000)}\tcoat\t99999999\n`;
    const { rows, remarks } = await readText(text);
    expect(rows[0]?.shot).toEqual({
      durationMs: 3000,
      action: "x".repeat(20_000),
      wardrobe: "coat",
      notes: "__proto__: 1\nLength: 99999999",
    });
    expect(remarks.map(({ message }) => message)).toContain("A text may have 20,000 characters; it is cut there.");
  });
});
