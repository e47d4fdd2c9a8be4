import { expect, test } from "vitest";
import { formatTable, parseTable } from "../../../renderer/src/shot-list/clipboard-table.ts";

test.each<[string, string[][]]>([
  [
    "a\tb\nc\td",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["a\r\nb\r\n", [["a"], ["b"]]],
  ["", [[""]]],
  ["a\t\n", [["a", ""]]],
  ["\n\n", [[""], [""]]],
  ['"two\nlines"\tx', [["two\nlines", "x"]]],
  ['"say ""now"""', [['say "now"']]],
  ['"Now," she says.\tb', [['"Now," she says.', "b"]]],
  ['"never closed\tb', [['"never closed', "b"]]],
])("%j is read as a spreadsheet reads it", (text, cells) => {
  expect(parseTable(text)).toEqual(cells);
});

test("what is copied comes back the same, also what a spreadsheet would run", () => {
  const cells = [
    ['=HYPERLINK("http://example.com")', "+1", "-", "@Driver waits"],
    ["tab\there", "two\nlines", 'a "quote"', ""],
  ];
  const text = formatTable(cells);
  expect(parseTable(text)).toEqual(cells);
  for (const cell of text.split(/[\t\n]/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
});

test("a large text is read in one go", () => {
  expect(parseTable('"'.repeat(200_001))).toHaveLength(1);
  expect(parseTable("a\t".repeat(200_000))[0]).toHaveLength(200_001);
});
