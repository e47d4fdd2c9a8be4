import fc from "fast-check";
import makeTimecode from "smpte-timecode";
import { describe, expect, test } from "vitest";
import { type RateName, rateNames, rateOf, timebaseOf } from "../../../shared/time/rate.ts";
import { formatTimecode, framesPerDay, parseTimecode } from "../../../shared/time/timecode.ts";

describe("drop-frame timecode", () => {
  test.each<[RateName, number, string]>([
    ["29.97df", 0, "00:00:00;00"],
    ["29.97df", 1799, "00:00:59;29"],
    ["29.97df", 1800, "00:01:00;02"],
    ["29.97df", 17_981, "00:09:59;29"],
    ["29.97df", 17_982, "00:10:00;00"],
    ["29.97df", 107_892, "01:00:00;00"],
    ["29.97df", 2_589_407, "23:59:59;29"],
    ["59.94df", 3599, "00:00:59;59"],
    ["59.94df", 3600, "00:01:00;04"],
    ["59.94df", 35_964, "00:10:00;00"],
    ["59.94df", 215_784, "01:00:00;00"],
  ])("at %s counts frame %i as %s", (name, frame, label) => {
    expect(formatTimecode(frame, rateOf(name))).toBe(label);
    expect(parseTimecode(label, rateOf(name))).toBe(frame);
  });

  test.each<[RateName, number]>([
    ["29.97df", 2_589_408],
    ["59.94df", 5_178_816],
  ])("at %s keeps every one of the %i frames of 24 hours, there and back", { timeout: 60_000 }, (name, frames) => {
    const rate = rateOf(name);
    const day = framesPerDay(rate);
    let previous = "";
    let faults = 0;
    // Compared by hand: five million expectations would take minutes.
    for (let frame = 0; frame < day; frame += 1) {
      const label = formatTimecode(frame, rate);
      if (parseTimecode(label, rate) !== frame || label <= previous) faults += 1;
      previous = label;
    }
    expect(faults).toBe(0);
    expect(day).toBe(frames);
  });

  test("refuses the labels that it skips, and takes them in each tenth minute", () => {
    const rate = rateOf("29.97df");
    for (let minute = 0; minute < 60; minute += 1) {
      for (const frame of ["00", "01"]) {
        const label = `07:${String(minute).padStart(2, "0")}:00;${frame}`;
        expect([label, parseTimecode(label, rate) === null]).toEqual([label, minute % 10 !== 0]);
      }
    }
    expect(parseTimecode("00:01:00;03", rateOf("59.94df"))).toBeNull();
    expect(parseTimecode("00:01:00;04", rateOf("59.94df"))).toBe(3600);
    expect(parseTimecode("00:01:01;00", rate)).not.toBeNull();
  });
});

describe("timecode", () => {
  test("writes every label of a day once at the rates that drop nothing", () => {
    for (const name of rateNames.filter((each) => !rateOf(each).dropFrame)) {
      const rate = rateOf(name);
      expect(framesPerDay(rate)).toBe(timebaseOf(rate) * 86_400);
      for (let frame = 0; frame < framesPerDay(rate); frame += 9973) {
        expect(parseTimecode(formatTimecode(frame, rate), rate)).toBe(frame);
      }
    }
  });

  test("says what another implementation says", () => {
    const outside: [RateName, 23.976 | 24 | 25 | 29.97 | 30 | 50 | 59.94 | 60, boolean][] = [
      ["23.976", 23.976, false],
      ["24", 24, false],
      ["25", 25, false],
      ["29.97", 29.97, false],
      ["29.97df", 29.97, true],
      ["30", 30, false],
      ["50", 50, false],
      ["59.94", 59.94, false],
      ["59.94df", 59.94, true],
      ["60", 60, false],
    ];
    for (const [name, framesPerSecond, dropFrame] of outside) {
      const rate = rateOf(name);
      const frames = fc.integer({ min: 0, max: framesPerDay(rate) - 1 });
      fc.assert(
        fc.property(frames, (frame) => {
          expect(formatTimecode(frame, rate)).toBe(makeTimecode(frame, framesPerSecond, dropFrame).toString());
        }),
        { numRuns: 200 },
      );
    }
  });

  test("begins again at zero after 24 hours, and counts back across it", () => {
    for (const name of rateNames) {
      const rate = rateOf(name);
      const day = framesPerDay(rate);
      expect(parseTimecode(formatTimecode(day, rate), rate)).toBe(0);
      expect(parseTimecode(formatTimecode(-1, rate), rate)).toBe(day - 1);
    }
  });

  test("reads : and ; alike before the frames, and writes ; for drop-frame only", () => {
    expect(parseTimecode("01:00:00;00", rateOf("24"))).toBe(86_400);
    expect(parseTimecode("01:00:00:00", rateOf("29.97df"))).toBe(107_892);
    expect(formatTimecode(86_400, rateOf("24"))).toBe("01:00:00:00");
  });

  test.each([
    "24:00:00:00",
    "00:60:00:00",
    "00:00:60:00",
    "00:00:00:24",
    "1:00:00:00",
    "01:00:00",
    "",
    "01:00:00:00 ",
    "-1:00:00:00",
    "٠١:00:00:00",
  ])("refuses %j at 24 frames a second", (label) => {
    expect(parseTimecode(label, rateOf("24"))).toBeNull();
  });
});
