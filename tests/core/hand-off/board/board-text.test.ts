import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BoardLayout,
  type Box,
  layOutBoard,
  placePlan,
} from "../../../../electron/core/hand-off/board/board-pdf-layout.ts";
import {
  fitLine,
  paragraphsOf,
  shareLines,
  shorten,
  wrapLines,
} from "../../../../electron/core/hand-off/board/board-pdf-text.ts";
import { boardOrientations, boardPapers } from "../../../../shared/cut/out/hand-off-options.ts";

/** Every character is one point wide, those of East Asia two. */
const measure = (text: string) => [...text].reduce((sum, each) => sum + (each > "\u2e80" ? 2 : 1), 0);

describe("a text on a board", () => {
  test("breaks at spaces", () => {
    expect([...wrapLines("the lamp swings over her", 10, measure)]).toEqual(["the lamp", "swings", "over her"]);
  });

  test("keeps the breaks that were typed, without empty lines", () => {
    expect(paragraphsOf("one\r\n \r\ntwo\u2028three")).toEqual(["one", "two", "three"]);
  });

  test("breaks Thai between words, which have no spaces between them", () => {
    expect([...wrapLines("นักแข่งดึงซิปชุดแข่ง", 14, measure)]).toEqual(["นักแข่งดึงซิป", "ชุดแข่ง"]);
  });

  test("breaks Japanese anywhere but before a closing sign and after an opening one", () => {
    expect([...wrapLines("雨の夜、走る。「一周」", 6, measure)]).toEqual(["雨の", "夜、走", "る。", "「一", "周」"]);
  });

  test("breaks a word that is longer than a line", () => {
    expect([...wrapLines("ab cdefghij k", 4, measure)]).toEqual(["ab", "cdef", "ghij", "k"]);
    expect([...wrapLines("षुषुषु", 4, measure)]).toEqual(["षुषु", "षु"]);
  });

  test("is shortened with an ellipsis where it does not fit", () => {
    expect(fitLine("One lap.", 8, measure)).toBe("One lap.");
    expect(fitLine("One lap..", 8, measure)).toBe("One lap…");
    expect(shorten("One lap.", 9, measure)).toBe("One lap.…");
    expect(shorten("One lap.", 5, measure)).toBe("One…");
  });

  test("loses nothing and stays within its width, whatever is typed", () => {
    const typed = fc
      .array(fc.constantFrom("a", " ", "word", "夜", "。", "「", "\n", "“", "-", "…", "👩"))
      .map((each) => each.join(""));
    fc.assert(
      fc.property(typed, fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = paragraphsOf(text).flatMap((paragraph) => [...wrapLines(paragraph, width, measure)]);
        expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test("shares the lines with the others: one each, then in turns, none wasted", () => {
    expect(shareLines([1, 5, 3, 1], 7)).toEqual([1, 3, 2, 1]);
    expect(shareLines([2, 2, 2], 2)).toEqual([1, 1, 0]);
    expect(shareLines([1, 1], 9)).toEqual([1, 1]);
  });
});

describe("a board's page", () => {
  const pages = boardPapers.flatMap((paper) =>
    boardOrientations.flatMap((orientation) =>
      Array.from({ length: 9 }, (_, index) => ({ paper, orientation, framesPerPage: index + 1 })),
    ),
  );

  test.each([21 / 9, 16 / 9, 1, 9 / 16])("has a floor plan apart from picture and text, at ratio %f", (ratio) => {
    for (const options of pages) {
      const [cell] = layOutBoard(options, ratio).cells as [BoardLayout["cells"][number]];
      const placed = placePlan(cell);
      if (!placed) continue;
      const { plan, text } = placed;
      const ends = (box: Box) => [box.x + box.width, box.y + box.height] as const;
      const [right, bottom] = [ends(cell.picture), ends(cell.text)].reduce(
        ([x, y], [otherX, otherY]) => [Math.max(x, otherX), Math.max(y, otherY)] as const,
      );
      expect(ends(plan)[0]).toBeLessThanOrEqual(right + 0.01);
      expect(ends(plan)[1]).toBeLessThanOrEqual(bottom + 0.01);
      for (const other of [cell.picture, text]) {
        const isApart =
          plan.x >= ends(other)[0] || other.x >= ends(plan)[0] || plan.y >= ends(other)[1] || other.y >= ends(plan)[1];
        expect(isApart).toBe(true);
      }
    }
  });

  test.each([16 / 9, 9 / 16, 1])(
    "has room for each frame and its text, apart from the others, at ratio %f",
    (ratio) => {
      for (const options of pages) {
        const { page, header, cells, textPt } = layOutBoard(options, ratio);
        expect(cells).toHaveLength(options.framesPerPage);
        const boxes = [header, ...cells.flatMap(({ picture, text }) => [picture, text])];
        for (const [index, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(30);
          expect(box.y).toBeGreaterThanOrEqual(30);
          expect(box.x + box.width).toBeLessThanOrEqual(page.width - 29.99);
          expect(box.y + box.height).toBeLessThanOrEqual(page.height - 29.99);
          for (const other of boxes.slice(index + 1)) {
            const apart =
              box.x + box.width <= other.x + 0.01 ||
              other.x + other.width <= box.x + 0.01 ||
              box.y + box.height <= other.y + 0.01 ||
              other.y + other.height <= box.y + 0.01;
            expect([options, apart]).toEqual([options, true]);
          }
        }
        for (const { picture, text } of cells) {
          expect(picture.width / picture.height).toBeCloseTo(ratio, 5);
          // Name, times and three lines at the least.
          expect(text.height).toBeGreaterThan(6 * textPt);
          expect(text.width).toBeGreaterThan(100);
        }
      }
    },
  );
});
