import { expect, test } from "vitest";
import { sayLength } from "../../../renderer/src/shots/sent-length.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { buildPass, buildShot } from "../../support/builders.ts";

const around = "Shot 1 (0–4 s): \nCut to: Shot 2 (4–8 s): ".length;

function lengthAt(profile: string, chars: number): ReturnType<typeof sayLength> {
  const pass: Pass = buildPass("1", [buildShot("1", { prompt: "x".repeat(chars) }), buildShot("2", { prompt: "y" })], {
    profile,
  });
  return sayLength([], pass, pass.shots[0] as Shot);
}

test("a shot is counted against its own limit where its model has one", () => {
  expect(lengthAt("fal/kling-4.0", 512)).toEqual({ text: "512 of 512", isOver: false });
  expect(lengthAt("fal/kling-4.0", 513)).toEqual({ text: "513 of 512", isOver: true });
  expect(lengthAt("animatic", 1200)).toEqual({ text: "1,200", isOver: false });
});

test("the whole timed list is counted where all shots are read in one prompt", () => {
  const most = 4000 - around - 1;
  expect(lengthAt("fal/seedance-2.0", 100)).toEqual({ text: `100 · pass ${101 + around} of 4,000`, isOver: false });
  expect(lengthAt("fal/seedance-2.0", most)).toMatchObject({ isOver: false });
  expect(lengthAt("fal/seedance-2.0", most + 1)).toMatchObject({ isOver: true });
});
