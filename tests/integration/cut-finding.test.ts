/** The measurement of cuts on clips made from the sample's pictures; `npm run bench cuts` does it with real footage. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createCutMeter } from "../../shared/conform/cut-meter.ts";
import { measureCuts } from "../../shared/conform/measure-cuts.ts";
import { clipHeightPx, clipWidthPx, frameBytes, readSource } from "../support/footage/pictures.ts";
import { createRandom } from "../support/footage/random.ts";
import { type ClipKind, makeRecipe, type Reel } from "../support/footage/recipes.ts";
import { claimsOf, f1, type Score, scoreCuts, sumScores } from "../support/footage/score.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const pictures = ["bell-front", "mara-helmet", "start-frame", "village-belfry", "village-night", "village-wide"];
const reels: Reel[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-finding-"));
  for (const name of pictures) {
    const file = resolve(import.meta.dirname, `../../resources/sample/images/${name}.jpg`);
    const source = { file, part: "fitted", kind: "photo", ranges: [] } as const;
    reels.push({ source, raw: await readSource(foundFfmpeg, source, folder) });
  }
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

function judge(kind: ClipKind, seed: number): { planned: Score; unplanned: Score } {
  const { clip, rate, planned } = makeRecipe(kind, reels, createRandom(seed));
  const meter = createCutMeter({ widthPx: clipWidthPx, heightPx: clipHeightPx, rateNum: rate.num, rateDen: rate.den });
  const frame = new Uint8Array(frameBytes);
  for (let at = 0; at < clip.frames; at += 1) {
    clip.draw(at, frame);
    meter.add(frame);
  }
  const scan = meter.finish();
  let seconds = 0;
  const boundaries = planned.slice(0, -1).map((each) => {
    seconds += each;
    return Math.round((seconds * rate.num) / rate.den);
  });
  return {
    planned: scoreCuts(clip.cuts, claimsOf(measureCuts(scan, boundaries))),
    unplanned: scoreCuts(clip.cuts, claimsOf(measureCuts(scan, null))),
  };
}

test("cuts between moving pictures are found, dark and grainy, hard and gradual, and none where there is none", () => {
  const clips: [ClipKind, seed: number][] = [
    ["unlike", 1],
    ["grain", 2],
    ["dissolve", 4],
    ["fade", 5],
    ["dark", 7],
    ["none", 9],
  ];
  const judged = clips.map(([kind, seed]) => judge(kind, seed));
  const [planned, unplanned] = [
    sumScores(judged.map((each) => each.planned)),
    sumScores(judged.map((each) => each.unplanned)),
  ];
  expect(planned.found + planned.missed).toBe(8);
  expect(f1(planned)).toBeGreaterThanOrEqual(0.98);
  expect(f1(unplanned)).toBeGreaterThanOrEqual(0.94);
  expect(planned.gradual).toBe(4);
  expect(planned.gradualFound).toBeGreaterThanOrEqual(3);
  expect([planned.sureButWrong, unplanned.sureButWrong]).toEqual([0, 0]);
});
