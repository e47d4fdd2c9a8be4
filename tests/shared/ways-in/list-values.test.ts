import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateOf } from "../../../shared/time/rate.ts";
import {
  formatDialogue,
  formatLanguages,
  lengthOfFrames,
  neutralize,
  readDialogue,
  readLength,
  readPercent,
  readYes,
  restoreText,
} from "../../../shared/ways-in/list-values.ts";

const rate = rateOf("24");

test.each<[string, number | null]>([
  ["4", 4000],
  ["4s", 4000],
  ["4.5 sec", 4500],
  ["4,5", 4500],
  ["~3 seconds", 3000],
  ["0:04", 4000],
  ["01:30", 90_000],
  ["00:00:04", 4000],
  ["00:00:04:00", 4000],
  ["00:00:01:12", 1500],
  ["96 frames", 4000],
  ["96f", 4000],
  ["1 min 5 s", 65_000],
  ["0-4 s", 4000],
  ["00:04 – 00:07", 3000],
  ["0", null],
  ["-4", null],
  ["4 bananas", null],
  ["00:00:01:24", null],
  ["7-4", null],
  ["", null],
])("a length of %j is %j ms", (cell, ms) => {
  expect(readLength(cell, rate)).toBe(ms);
});

test("frames are read as the roundest length that has so many", () => {
  expect(lengthOfFrames(96, rateOf("23.976"))).toBe(4000);
  expect(lengthOfFrames(97, rateOf("24"))).toBe(4042);
});

test.each<[string, boolean | null]>([
  ["yes", true],
  ["X", true],
  ["", false],
  ["No", false],
  ["perhaps", null],
])("%j is %j", (cell, yes) => {
  expect(readYes(cell)).toBe(yes);
});

test("percents stay within their bounds", () => {
  expect([readPercent("50%", 10, 200), readPercent("5", 10, 200), readPercent("many", 0, 100)]).toEqual([
    50,
    null,
    null,
  ]);
});

describe("texts that a spreadsheet would run", () => {
  test.each([
    ["=HYPERLINK(0)", "'=HYPERLINK(0)"],
    ["@Driver runs", "'@Driver runs"],
    ["'=1", "''=1"],
    ["'tis late", "'tis late"],
    [" \n-1", "' \n-1"],
    ["plain", "plain"],
  ])("%j go out as %j", (text, cell) => {
    expect(neutralize(text)).toBe(cell);
  });

  test("come back as they were, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", " ", "a") })),
        (text) => {
          expect(restoreText(neutralize(text))).toBe(text);
          expect(neutralize(text)).not.toMatch(/^\s*[=+\-@]|^\t/);
        },
      ),
    );
  });
});

describe("spoken lines in one cell", () => {
  const lines = [
    { speaker: "Driver", line: "One lap.", language: "French" },
    { speaker: "", line: "Go!" },
    { speaker: "", line: "At 10:30: now" },
    { speaker: "Driver", line: "one\ntwo" },
    { speaker: "Driver", line: '"quoted"' },
  ];

  test("are a line each, and come back as they were", () => {
    expect(formatDialogue(lines)).toBe(
      'Driver: One lap.\nGo!\n: At 10:30: now\nDriver: one\n  two\nDriver: “"quoted"”',
    );
    expect(readDialogue(formatDialogue(lines), formatLanguages(lines))).toEqual(lines);
  });

  test("has a language that is a line of text, in whole characters, whatever the cell holds", () => {
    const spoken = (language: string) => readDialogue("Anna: Go", language)[0]?.language;
    expect(spoken("Fren\u000bch\ud83d")).toBe("French");
    expect(spoken("\u0007\u000b")).toBeUndefined();
    expect(spoken(`${"a".repeat(39)}😀b`)).toBe("a".repeat(39));
  });

  test("of other lists lose their quotes and blank lines", () => {
    expect(readDialogue("ANNA: “Go!”\n\nBob :  later", "")).toEqual([
      { speaker: "ANNA", line: "Go!" },
      { speaker: "Bob", line: " later" },
    ]);
  });
});
