import { expect, test } from "vitest";
import { sayLength, sayWhen } from "../../../renderer/src/home/say-recent.ts";

test.each([
  [{ durationMs: 42_000, passes: 3 }, "0:42 · 3 passes"],
  [{ durationMs: 3000, passes: 1 }, "0:03 · 1 pass"],
  [{ durationMs: 754_500, passes: 60 }, "12:35 · 60 passes"],
  [{ durationMs: 3_723_000, passes: 250 }, "1:02:03 · 250 passes"],
  [{ durationMs: 0, passes: 0 }, "0:00 · 0 passes"],
  [{ durationMs: null, passes: null }, ""],
])("the length of %j is written %s", (length, written) => {
  expect(sayLength(length)).toBe(written);
});

test("the day is named while it is this one or the last, as the calendar counts", () => {
  const now = new Date(2026, 10, 28, 0, 30);
  const at = (...[day, hour]: [number, number]) => sayWhen(new Date(2026, 10, day, hour).toISOString(), now);
  expect(at(28, 0)).toBe("Today, 00:00");
  expect(at(27, 23)).toBe("Yesterday, 23:00");
  expect(at(27, 0)).toBe("Yesterday, 00:00");
  expect(at(26, 23)).toBe("Nov 26, 2026");
  expect(sayWhen("no date", now)).toBe("");
});
