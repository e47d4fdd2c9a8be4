import { describe, expect, test } from "vitest";
import { readScript } from "../../electron/core/ways-in/script/read-script.ts";
import { projectSchema } from "../../shared/project/model.ts";
import { draftScript } from "../../shared/ways-in/draft-script.ts";
import { scriptBytesMax } from "../../shared/ways-in/script.ts";
import { buildCore } from "../support/build-core.ts";
import { choices, emptyProject, imported } from "../support/scripts.ts";
import { makeProject, writeRaw } from "../support/tampered.ts";

const scene = "INT. CAFÉ - NIGHT\n\nZOË waits — alone.\n\nZOË\n“Où es-tu?”\n";
const utf16 = (text: string, littleEndian: boolean, mark: boolean) => {
  const bytes = Buffer.from(`${mark ? "\uFEFF" : ""}${text}`, "utf16le");
  return littleEndian ? bytes : bytes.swap16();
};
/** Windows-1252, whose quotes and dashes Latin-1 does not have. */
const western = (text: string) =>
  Buffer.from(text.replace(/“/g, "\u0093").replace(/”/g, "\u0094").replace(/—/g, "\u0097"), "latin1");

describe("a script in any encoding", () => {
  test.each([
    ["UTF-8", Buffer.from(scene)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${scene}`)],
    ["UTF-16", utf16(scene, true, true)],
    ["UTF-16 of the other order", utf16(scene, false, true)],
    ["UTF-16 without a mark", utf16(scene, true, false)],
    ["UTF-16 of the other order without a mark", utf16(scene, false, false)],
    ["Windows-1252", western(scene)],
    ["lines of a Mac", Buffer.from(scene.replace(/\n/g, "\r"))],
    ["lines of Windows", Buffer.from(scene.replace(/\n/g, "\r\n"))],
  ])("is read the same: %s", (_, bytes) => {
    const { passes, elements } = draftScript(readScript("a.fountain", bytes).script, choices);
    expect(passes[0]?.heading).toBe("INT. CAFÉ - NIGHT");
    expect(passes[0]?.shots[0]).toMatchObject({
      action: "@Zoë waits — alone.",
      dialogue: [{ speaker: "Zoë", line: "“Où es-tu?”" }],
    });
    expect(elements.map(({ name }) => name)).toEqual(["Zoë"]);
  });
});

describe("a file that is no script", () => {
  test.each([
    ["a.pdf", Buffer.from("%PDF-1.7\n..."), "a.pdf is a PDF, not text."],
    ["a.docx", Buffer.from("PK\u0003\u0004......"), "a.docx is a packed document, not text."],
    ["a.rtf", Buffer.from("{\\rtf1 INT. A}"), "a.rtf is a rich text document, not text."],
    ["a.txt", Buffer.alloc(5000, 7), "a.txt is not a text file."],
    ["a.txt", Buffer.from(" \n\t\n"), "a.txt is empty."],
    ["a.txt", Buffer.alloc(scriptBytesMax + 1, 65), "a.txt is larger than 5 MB."],
    ["a.fdx", Buffer.from("<html></html>"), "Can't read a.fdx as a Final Draft file: it has no <FinalDraft>."],
  ])("%s is refused in one sentence, with what to do", (name, bytes, message) => {
    expect(() => readScript(name, bytes)).toThrow(expect.objectContaining({ code: "input.invalid", message }));
  });

  test("a paste of 100 MB is refused before anything of it is decoded", async () => {
    const { core } = buildCore();
    const bytes = "QUFB".repeat(25_000_000);
    const call = core.call("projects.createFromScript", { name: "paste.txt", bytes });
    await expect(call).rejects.toMatchObject({
      code: "input.invalid",
      message: expect.stringContaining("at most 5 MB"),
    });
  });
});

describe("an FDX", () => {
  const fdx = (before: string, paragraphs: string) =>
    Buffer.from(`<?xml version="1.0"?>${before}<FinalDraft><Content>${paragraphs}</Content></FinalDraft>`);

  test("that declares entities of its own is refused, and files of others are not read", () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
    const outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
    for (const before of [bomb, outside]) {
      const read = () => readScript("a.fdx", fdx(before, '<Paragraph Type="Action"><Text>&b;&a;</Text></Paragraph>'));
      expect(read).toThrow(expect.objectContaining({ message: expect.stringContaining("its own entities") }));
    }
  });

  test("with a thousand levels is refused, and names that are traps are nothing", () => {
    const deep = `${"<DualDialogue><Paragraph>".repeat(1000)}${"</Paragraph></DualDialogue>".repeat(1000)}`;
    expect(() => readScript("a.fdx", fdx("", `<Paragraph>${deep}</Paragraph>`))).toThrow("nested too deeply");
    const trap =
      '<Paragraph Type="__proto__"><Text>Kept.</Text></Paragraph><Paragraph Type="constructor"><Text>Too.</Text></Paragraph>';
    const { scenes } = readScript("a.fdx", fdx("", trap)).script;
    expect(scenes[0]?.paragraphs.map(({ kind, text }) => [kind, text])).toEqual([
      ["action", "Kept."],
      ["action", "Too."],
    ]);
  });
});

describe("a script that was built to hurt", () => {
  const spaces = " ".repeat(200_000);
  test.each([
    ["a line of spaces before a cue", `${spaces}A\nb`],
    ["spaces inside of a cue", `A${spaces}a\nb`],
    ["stars", `${"*".repeat(100_000)}\nb`],
    ["emphasis without end", `${"*a".repeat(100_000)}\nb`],
    ["notes without end", "[[".repeat(200_000)],
    ["notes across empty lines", `${"[[\n\n".repeat(4000)}]]`],
    ["comments without end", "/* ".repeat(200_000)],
    ["brackets", `A\n${"(".repeat(100_000)}`],
    ["one word", "a".repeat(1_000_000)],
    ["capitals", `${"A.".repeat(40_000)} (`],
    ["one sentence", "word ".repeat(30_000)],
    ["commas", "word, ".repeat(30_000)],
    ["dashes", `INT. ${" - ".repeat(50_000)}`],
    ["a title without end", `Title:${"\n   x".repeat(10_000)}`],
    ["the same line again", "A beat.\n\n".repeat(3000)],
    ["as many scenes", "INT. A - DAY\n\nx\n\n".repeat(1500)],
    ["names", Array.from({ length: 1000 }, (_, index) => `N${index}\nHi.`).join("\n\n")],
  ])("is read and proposed in a moment: %s", (_, text) => {
    // A quadratic reader takes minutes for these, longer than any test may.
    draftScript(readScript("a.fountain", Buffer.from(text)).script, choices);
    draftScript(readScript("a.txt", Buffer.from(`          A\n          B\n          C\n${text}`)).script, choices);
  });

  test("with names of emoji, control characters and no letters makes a plan that a project may be", () => {
    const text = [
      "Title: \u0000\u0007Bell\u202e",
      "INT. \u001b[31mROOM\u0000 😀 - NIGHT #<script>#",
      "@😀\nHello.",
      "@\u0008\nNothing.",
      "@__proto__\nPolluted?",
      '=HYPERLINK("http://x")',
      "👨‍👩‍👧 (40s) enters. \u{d800}",
    ].join("\n\n");
    const { project } = imported(emptyProject, readScript("a.fountain", Buffer.from(text)).text);
    expect(projectSchema.safeParse(project).error).toBeUndefined();
    expect(project.elements.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Character_/)]),
    );
    expect(JSON.stringify(project)).not.toContain("\\u0000");
  });

  test("of too many scenes is refused in words, and nothing is made", async () => {
    const { core } = buildCore();
    const text = Array.from({ length: 1200 }, (_, index) => `INT. ROOM ${index} - DAY\n\nSomebody waits here.`).join(
      "\n\n",
    );
    const source = { name: "long.fountain", bytes: Buffer.from(text).toString("base64") };
    await expect(core.call("projects.createFromScript", source)).rejects.toMatchObject({
      code: "edit.refused",
      message: "The script makes 1,200 passes; a project can have at most 1,000.",
    });
    expect(await core.call("projects.list", {})).toEqual([]);
  });
});

test.each([
  ["a format that is none", "('x', 'exe', 'words', '2026')"],
  ["a name that is empty in all but length", `('${"x".repeat(300)}', 'fountain', 'words', '2026')`],
])("a row of a script with %s is damage, and is said so", async (_, values) => {
  const { folder } = await makeProject();
  writeRaw(folder, `INSERT INTO script (singleton, name, format, text, read_at) SELECT 1, * FROM (VALUES ${values})`);
  const { core } = buildCore();
  const { projectId } = await core.call("projects.open", { folder });
  await expect(core.call("script.get", { projectId })).rejects.toMatchObject({ code: "project.damaged" });
});
