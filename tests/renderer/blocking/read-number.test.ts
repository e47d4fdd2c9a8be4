import { expect, test } from "vitest";
import { readNumber, type Unit, writeNumber } from "../../../renderer/src/blocking/read-number.ts";

test.each<[string, Unit, number | null]>([
  ["1.6", "m", 1.6],
  ["1,6 m", "m", 1.6],
  ["160 cm", "m", 1.6],
  ["1600mm", "m", 1.6],
  ["5'9\"", "m", 1.7526],
  ["5 ft 9 in", "m", 1.7526],
  ["6’", "m", 1.8288],
  [".5", "m", 0.5],
  ["−3", "m", -3],
  ["1e9", "m", 1e9],
  ["10,000", "mm", 10_000],
  ["0,125", "m", 0.125],
  ["35mm", "mm", 35],
  ["35", "mm", 35],
  ["35 m", "mm", null],
  ["90°", "°", 90],
  ["90 deg", "°", 90],
  ["", "m", null],
  ["wide", "mm", null],
  ["NaN", "m", null],
  ["1 2", "m", null],
])("%s in %s is %s", (text, unit, value) => {
  const read = readNumber(text, unit);
  if (value === null) expect(read).toBeNull();
  else expect(read).toBeCloseTo(value, 6);
});

test("a number is written without what it does not need", () => {
  expect([writeNumber(1.6, 2), writeNumber(35, 1), writeNumber(-0.0001, 2), writeNumber(1 / 3, 2)]).toEqual([
    "1.6",
    "35",
    "0",
    "0.33",
  ]);
});
