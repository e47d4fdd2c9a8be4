import { describe, expect, test } from "vitest";
import { shuttledSpeed } from "../../../renderer/src/state/shuttled-speed.ts";
import { dueFrame, framesAhead } from "../../../renderer/src/takes/transport.ts";
import { rateOf } from "../../../shared/time/rate.ts";

const rate = rateOf("24");
const range = { start: 0, end: 48 };

describe("playing takes", () => {
  test("goes by the time that has gone, and from the end on at the start", () => {
    const from = { frame: 40, speed: 1, atMs: 1000 };
    expect(dueFrame(from, 1000, rate, range)).toBe(40);
    expect(dueFrame(from, 1041, rate, range)).toBe(40);
    expect(dueFrame(from, 1042, rate, range)).toBe(41);
    expect(dueFrame(from, 1334, rate, range)).toBe(0);
    expect(dueFrame({ ...from, speed: 2 }, 1500, rate, range)).toBe(16);
  });

  test("goes backwards the same way, also in a range that does not begin at 0", () => {
    const from = { frame: 12, speed: -1, atMs: 0 };
    expect(dueFrame(from, 42, rate, { start: 10, end: 20 })).toBe(11);
    expect(dueFrame(from, 126, rate, { start: 10, end: 20 })).toBe(19);
  });

  test("asks for what is due next, around the end too", () => {
    expect(framesAhead({ frame: 46, speed: 1 }, range, 4)).toEqual([46, 47, 0, 1]);
    expect(framesAhead({ frame: 1, speed: -2 }, range, 3)).toEqual([1, 47, 45]);
    expect(framesAhead({ frame: 5, speed: 0 }, range, 1)).toEqual([5]);
  });

  test("J and L double the speed up to eight times, and turn at normal speed", () => {
    let speed = 0;
    const speeds = ([1, 1, 1, 1, 1, -1, -1] as const).map((direction) => {
      speed = shuttledSpeed(speed, direction);
      return speed;
    });
    expect(speeds).toEqual([1, 2, 4, 8, 8, -1, -2]);
  });
});
