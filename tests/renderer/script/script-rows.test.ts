import { expect, test } from "vitest";
import { isScriptFile, looksLikeScript } from "../../../renderer/src/commands/script-files.ts";
import { rowsOfScript } from "../../../renderer/src/script/script-rows.ts";
import { edited, emptyProject, imported, readText } from "../../support/scripts.ts";

const text = [
  "INT. GARAGE - NIGHT",
  "The door rolls up and somebody looks in.",
  "MARA\n(low)\nIs anybody here?",
  "A cat jumps off the bench and is gone.",
  "= Nobody is.",
].join("\n\n");
const rows = (project: typeof emptyProject, words = text) =>
  rowsOfScript(project, readText(words)).flatMap((scene) =>
    scene.rows.map(({ paragraphs, shots, isOpen }) => [
      paragraphs.map(({ kind }) => kind).join(" "),
      shots.length,
      isOpen,
    ]),
  );

test("a speech is in the row of its shot, and what is no part of a shot stands alone", () => {
  expect(rows(imported(emptyProject, text).project)).toEqual([
    ["action character parenthetical dialogue", 1, false],
    ["action", 1, false],
    ["synopsis", 0, false],
  ]);
});

test("what has no shot is open, paragraph by paragraph and speech by speech", () => {
  expect(rows(emptyProject)).toEqual([
    ["action", 0, true],
    ["character parenthetical dialogue", 0, true],
    ["action", 0, true],
    ["synopsis", 0, false],
  ]);
  const { project } = imported(emptyProject, text);
  const [, cat] = project.passes[0]?.shots ?? [];
  const without = edited(project, { type: "shot.remove", shotId: cat?.id ?? "" });
  expect(rows(without)[1]).toEqual(["action", 0, true]);
});

test("a scene of a header alone has a row with its shot, and a synopsis that lost its shot is open", () => {
  const outline = "INT. A - DAY\n\nEXT. B - DAY\n\n= Rain falls on the quay.\n";
  const { project } = imported(emptyProject, outline);
  expect(rows(project, outline)).toEqual([
    ["note", 1, false],
    ["synopsis", 1, false],
  ]);
  const without = edited(project, { type: "pass.remove", passId: project.passes[1]?.id ?? "" });
  expect(rows(without, outline)[1]).toEqual(["synopsis", 0, true]);
});

test("a row keeps its shot when the script says it in other words", () => {
  const { project } = imported(emptyProject, text);
  expect(rows(project, text.replace("A cat jumps", "A black cat jumps"))[1]).toEqual(["action", 1, false]);
});

test.each([
  ["night.fountain", true],
  ["Night.FDX", true],
  ["night.txt", true],
  ["night.csv", false],
  ["night.png", false],
])("%s is a script by its name: %s", (name, is) => {
  expect(isScriptFile({ name })).toBe(is);
});

test.each([
  ["Title: X\n\nINT. A - DAY\n\nRain.", true],
  ["  12  EXT. HILL - DAY", true],
  ["EXT. HILL - DAY", true],
  ["Shot 1 (4s): The interior of a car.", false],
  ["scene,action\n1,INTO the wild", false],
])("pasted words are a script where they have the header of a scene: %j", (words, is) => {
  expect(looksLikeScript(words)).toBe(is);
});

test("a page of empty lines holds nobody up", () => {
  // A reader that tries every start would take longer than any test may.
  expect(looksLikeScript("\n".repeat(100_000))).toBe(false);
  expect(looksLikeScript(" ".repeat(100_000))).toBe(false);
});
