import { expect, test } from "vitest";
import type { Pass } from "../../../shared/project/model.ts";
import { countOf, formatLength, sumPasses, sumScenes } from "../../../shared/project/scene-lengths.ts";

function pass(id: string, scene: string, seconds: readonly number[], heading?: string): Pass {
  return {
    id: `pass_${id}`,
    scene,
    name: id,
    profile: "animatic",
    aspectRatio: "16:9",
    resolution: "1080p",
    ...(heading === undefined ? {} : { heading }),
    shots: seconds.map((each, index) => ({ id: `shot_${id}${index}`, durationMs: each * 1000 })),
  };
}

test("a scene is all passes with its code, also those that stand apart", () => {
  const passes = [
    pass("aaaa", "SC010", [3, 4]),
    pass("bbbb", "SC020", [5]),
    pass("cccc", "SC010", [2.5], "INT. GARAGE - NIGHT"),
  ];
  const scenes = sumScenes(passes);
  expect([...scenes.keys()]).toEqual(["SC010", "SC020"]);
  expect(scenes.get("SC010")).toEqual({
    scene: "SC010",
    heading: "INT. GARAGE - NIGHT",
    passes: 2,
    shots: 3,
    durationMs: 9500,
  });
  expect(sumPasses(passes)).toEqual({ passes: 3, shots: 4, durationMs: 14_500 });
});

test("a plan without passes is nothing long", () => {
  expect(sumPasses([])).toEqual({ passes: 0, shots: 0, durationMs: 0 });
  expect(sumScenes([]).size).toBe(0);
});

test.each([
  [0, "0 s"],
  [7500, "7.5 s"],
  [59_999, "59.999 s"],
  [60_000, "1 min"],
  [160_000, "2 min 40 s"],
  [3_599_600, "1 h"],
  [3_900_000, "1 h 5 min"],
])("%i ms are %s", (durationMs, said) => {
  expect(formatLength(durationMs)).toBe(said);
});

test("counts agree with what is counted", () => {
  expect([countOf(1, "shot"), countOf(0, "shot"), countOf(6000, "shot"), countOf(2, "pass", "passes")]).toEqual([
    "1 shot",
    "0 shots",
    "6,000 shots",
    "2 passes",
  ]);
});
