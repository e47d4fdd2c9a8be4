import fc from "fast-check";
import { expect, test } from "vitest";
import { differs, diffWords } from "../../../shared/prompt/word-diff.ts";

test("says which words came and which went, where they stood", () => {
  expect(diffWords("The driver runs to the car.", "The driver walks slowly to the car.")).toEqual([
    { kind: "same", text: "The driver " },
    { kind: "removed", text: "runs " },
    { kind: "added", text: "walks slowly " },
    { kind: "same", text: "to the car." },
  ]);
});

test("the same text has no differences, and an empty one is all new", () => {
  expect(differs(diffWords("A lamp.", "A lamp."))).toBe(false);
  expect(diffWords("", "A lamp.")).toEqual([{ kind: "added", text: "A lamp." }]);
  expect(diffWords("A lamp.", "")).toEqual([{ kind: "removed", text: "A lamp." }]);
  expect(diffWords("", "")).toEqual([]);
});

test("a word between two that changed stays the same", () => {
  expect(diffWords("red lamp left", "blue lamp right").map(({ kind }) => kind)).toEqual([
    "removed",
    "added",
    "same",
    "removed",
    "added",
  ]);
});

test("without what was removed the runs are the new text, and a very long text is still compared in no time", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c.", "\n", "  ", "Ü")).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const runs = diffWords(before, after);
      const kept = runs.filter(({ kind }) => kind !== "removed");
      expect(kept.map((run) => run.text).join("")).toBe(after);
    }),
  );
  const long = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word}${index}`).join(" ");
  expect(diffWords(`x ${long("a")} y`, `x ${long("b")} y`).map(({ kind }) => kind)).toEqual([
    "same",
    "removed",
    "added",
    "same",
  ]);
});
