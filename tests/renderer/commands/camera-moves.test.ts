import { describe, expect, it } from "vitest";
import { labelPace } from "../../../renderer/src/commands/camera-moves.ts";

describe("how a move goes, in a few words", () => {
  it.each([
    [{}, "Usual"],
    [{ strength: 120 }, "120%"],
    [{ easing: 0 }, "Even"],
    [{ easing: 100, hold: { start: 0, end: 15 } }, "Soft · Holds 15% last"],
    [{ hold: { start: 10, end: 15 } }, "Holds 10% and 15%"],
    [{ hold: { start: 10, end: 0 } }, "Holds 10% first"],
  ])("%j is %s", (pace, words) => {
    expect(labelPace({ move: "push-in", ...pace })).toBe(words);
  });
});
