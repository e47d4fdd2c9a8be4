import { describe, expect, it } from "vitest";
import { createCutMeter } from "../../../shared/conform/cut-meter.ts";
import { measureCuts } from "../../../shared/conform/measure-cuts.ts";
import { brightened, drawnScene, mixed, sceneHeightPx, sceneWidthPx } from "./scenes.ts";

const [one, other, third] = [drawnScene(1), drawnScene(4, 1), drawnScene(7, 0.3)];
const black = brightened(one(0), 0);
const white = brightened(one(0), 20);

function measure(frames: readonly Uint8Array[]) {
  const meter = createCutMeter({ widthPx: sceneWidthPx, heightPx: sceneHeightPx, rateNum: 24, rateDen: 1 });
  for (const frame of frames) meter.add(frame);
  return measureCuts(meter.finish(), null).others;
}

const run = (count: number, draw: (at: number) => Uint8Array) => Array.from({ length: count }, (_, at) => draw(at));

describe("the cuts of a film", () => {
  it("are found at the first frame of each new shot", () => {
    const found = measure([...run(40, one), ...run(31, other), ...run(30, third)]);
    expect(found).toMatchObject([
      { kind: "hard", frame: 40, from: 40, to: 40 },
      { kind: "hard", frame: 71 },
    ]);
    expect(Math.min(...found.map(({ confidence }) => confidence))).toBeGreaterThan(0.8);
  });

  it("are none in one moving shot", () => {
    expect(measure(run(70, drawnScene(2, 1)))).toEqual([]);
  });

  it("are none where light flashes and the scene returns", () => {
    const frames = run(60, one);
    frames[30] = white;
    frames[31] = mixed(white, one(31), 0.5);
    frames[45] = brightened(one(45), 2);
    expect(measure(frames)).toEqual([]);
  });

  it("are none where the exposure steps", () => {
    expect(measure(run(50, (at) => brightened(one(at), at < 25 ? 1 : 0.6)))).toEqual([]);
  });

  it("are found in the dark, and where each picture is shown twice", () => {
    const dark = [...run(40, one), ...run(20, other)].map((frame) => brightened(frame, 0.15));
    expect(measure(dark)).toMatchObject([{ kind: "hard", frame: 40 }]);
    const twice = [...run(30, one), ...run(30, other)].flatMap((frame) => [frame, frame]);
    expect(measure(twice)).toMatchObject([{ kind: "hard", frame: 60 }]);
  });

  it("are at the same frames when the whole film is brighter", () => {
    const film = [...run(40, one), ...run(31, other)];
    for (const gain of [0.5, 1.2]) {
      expect(measure(film.map((frame) => brightened(frame, gain)))).toMatchObject([{ frame: 40 }]);
    }
  });

  it("may be dissolves, with the frames that they affect", () => {
    const [from, to] = [drawnScene(9), drawnScene(6)];
    const middle = run(16, (at) => mixed(from(40 + at), to(at), (at + 1) / 17));
    const [cut, ...more] = measure([...run(40, from), ...middle, ...run(40, (at) => to(at + 16))]);
    expect(more).toEqual([]);
    expect(cut?.kind).toBe("dissolve");
    expect(Math.abs((cut?.frame ?? 0) - 48)).toBeLessThanOrEqual(2);
    expect(Math.abs((cut?.from ?? 0) - 40)).toBeLessThanOrEqual(3);
    expect(Math.abs((cut?.to ?? 0) - 55)).toBeLessThanOrEqual(3);
  });

  it("may be fades through black or white", () => {
    for (const ground of [black, white]) {
      const out = run(8, (at) => mixed(one(40 + at), ground, (at + 1) / 8));
      const back = run(8, (at) => mixed(ground, other(at), at / 8));
      const found = measure([...run(40, one), ...out, ...back, ...run(40, (at) => other(at + 8))]);
      expect(found).toHaveLength(1);
      expect(found[0]?.kind).toBe("fade");
      expect(Math.abs((found[0]?.from ?? 0) - 40)).toBeLessThanOrEqual(2);
      expect(Math.abs((found[0]?.to ?? 0) - 55)).toBeLessThanOrEqual(2);
    }
  });

  it("are none of a film of one frame, of none, or of one still picture", () => {
    expect(measure([])).toEqual([]);
    expect(measure([one(0)])).toEqual([]);
    expect(measure(run(50, () => one(0)))).toEqual([]);
  });

  it("are none of a film of which no picture is like the one before, as of one that counts in bars", () => {
    const bars = (at: number) => {
      const lit = (index: number) => (at >> Math.floor(((index % sceneWidthPx) * 8) / sceneWidthPx)) & 1;
      const luma = Array.from({ length: sceneWidthPx * sceneHeightPx }, (_, index) => (lit(index) === 1 ? 235 : 16));
      return Uint8Array.from([...luma, ...new Array<number>(luma.length / 2).fill(128)]);
    };
    expect(measure(run(130, bars))).toEqual([]);
  });

  it("are found between still pictures", () => {
    expect(measure([...run(30, () => one(0)), ...run(30, () => other(0))])).toMatchObject([
      { kind: "hard", frame: 30 },
    ]);
  });

  it("do not depend on how long the film is", () => {
    const film = Array.from({ length: 6 }, (_, shot) => run(25, drawnScene((shot % 5) + 1, 1))).flat();
    expect(measure(film).map(({ frame }) => frame)).toEqual(Array.from({ length: 5 }, (_, shot) => 25 * (shot + 1)));
  });
});
