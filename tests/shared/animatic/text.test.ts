import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Surface } from "../../../shared/animatic/surface.ts";
import { fitLine, wrapText } from "../../../shared/animatic/text.ts";

/** Every character is 10 px wide. */
const surface = { measureText: (text: string) => ({ width: 10 * [...text].length }) } as Surface;

describe("text on a frame", () => {
  it("breaks between words, keeps line breaks, and breaks a word that is longer than a line", () => {
    expect(wrapText(surface, "one two three\nfour", 70, 9)).toEqual(["one two", "three", "four"]);
    expect(wrapText(surface, "漢字仮名交じり文", 40, 9)).toEqual(["漢字仮名", "交じり文"]);
  });

  it("ends in an ellipsis where it does not fit", () => {
    expect(wrapText(surface, "one two three four", 70, 2)).toEqual(["one two", "three…"]);
    expect(fitLine(surface, "SC010 SH0010", 60)).toBe("SC010…");
  });

  it("never exceeds its width and lines, and loses nothing but spaces when all of it fits", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 6 }),
        (text, columns, linesMax) => {
          const lines = wrapText(surface, text, 10 * columns, linesMax);
          expect(lines.length).toBeLessThanOrEqual(linesMax);
          for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
          const all = wrapText(surface, text, 10 * columns, 1000);
          expect(all.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
        },
      ),
    );
  });
});
