import { describe, expect, it } from "vitest";
import { loudestOf, placeOfTile } from "../../../renderer/src/media/take-films.ts";
import { endFrameOf, layoutCut, layoutProgramme, startFrameOf } from "../../../renderer/src/state/programme-layout.ts";
import { cutMarkOf } from "../../../renderer/src/timeline/cut-mark.ts";
import { lanesFor } from "../../../renderer/src/timeline/lanes.ts";
import { trimText } from "../../../renderer/src/timeline/paint-trim.ts";
import { describeShot, shotLength } from "../../../renderer/src/timeline/shot-texts.ts";
import { shownFrames, standingOf, standingWord } from "../../../renderer/src/timeline/take-look.ts";
import type { BoundaryCut } from "../../../shared/conform/cuts.ts";
import { type CutShot, cutProgramme } from "../../../shared/cut/out/programme.ts";
import type { Project, Trim } from "../../../shared/project/model.ts";
import type { TakeProducts } from "../../../shared/takes/products.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { makeProject, makeTake } from "./make-project.ts";

const plan = makeProject([4, 3], [5]);
const rate = rateOf("24");

function trimmed(trim: Trim): Project {
  const [pass, ...others] = plan.passes as [Project["passes"][0]];
  const [first, second] = pass.shots as [(typeof pass.shots)[0], (typeof pass.shots)[0]];
  return { ...plan, passes: [{ ...pass, shots: [first, { ...second, trim }] }, ...others] };
}

/** The second shot of the first pass. */
function second(project: Project, take: Take): CutShot {
  return cutProgramme(project, [take]).passes[0]?.shots[1] as CutShot;
}

function measured(cut: Partial<BoundaryCut>): Take {
  const boundary = { kind: "hard", frame: 98, from: 98, to: 98, confidence: 0.9, ...cut } as const;
  return makeTake(plan, 169, { cuts: { maker: 1, boundaries: [boundary], others: [] } });
}

describe("the axis of the cut", () => {
  it("is that of the plan without takes and trims", () => {
    expect(layoutCut(plan, cutProgramme(plan, []))).toEqual(layoutProgramme(plan));
  });

  it("has the cut's lengths, and later passes move on", () => {
    const project = trimmed({ in: 12, frames: 30 });
    const layout = layoutCut(project, cutProgramme(project, [makeTake(project, 169)]));
    expect([...layout.passStarts]).toEqual([0, 126, 246]);
    const place = { passIndex: 0, shotIndex: 1 };
    expect([startFrameOf(layout, place), endFrameOf(layout, place)]).toEqual([96, 126]);
  });
});

describe("what lies along a shot that a take shows", () => {
  const project = trimmed({ in: 12, frames: 30 });
  const cutShot = second(project, makeTake(project, 160));

  it("is, in the cut, what the cut plays", () => {
    expect(shownFrames(cutShot, "cut")).toEqual({
      ...{ firstFrame: 108, frames: 30, thereFrames: 30 },
      played: { from: 0, to: 30 },
    });
  });

  it("is, in the plan, all that is planned as far as the film goes, with the part that is played", () => {
    expect(shownFrames(cutShot, "plan")).toEqual({
      ...{ firstFrame: 96, frames: 72, thereFrames: 64 },
      played: { from: 12, to: 42 },
    });
  });

  it("has its length in frames of the planned ones, where they differ", () => {
    expect(shotLength(cutShot, "cut")).toEqual(["30 f", "of 72 f"]);
    expect(shotLength(cutShot, "plan")).toEqual(["3 s", "72 f"]);
    expect(shotLength(second(plan, makeTake(plan, 169)), "cut")).toEqual(["3 s", "72 f"]);
  });
});

describe("the mark of a take's cut", () => {
  const markOf = (cut: Partial<BoundaryCut>) => cutMarkOf(second(plan, measured(cut)), rate);

  it("stands as many frames from the planned one as it was measured, its stroke as sure as that", () => {
    expect(markOf({})).toMatchObject({ offset: 2, stroke: "solid", label: "+2 f", isOwn: false });
    expect(markOf({ frame: 95, from: 95, to: 95, confidence: 0.5 })).toMatchObject({
      ...{ offset: -1, stroke: "dashed", label: "−1 f" },
    });
    expect(markOf({ frame: 96, from: 96, to: 96 })).toMatchObject({ offset: 0, stroke: "solid", label: "" });
  });

  it("spans a gradual one", () => {
    expect(markOf({ kind: "dissolve", from: 90, to: 104, frame: 97 })).toMatchObject({ from: -6, to: 8, offset: 1 });
  });

  it("is dotted where nothing was measured or both shots run on in one", () => {
    expect(cutMarkOf(second(plan, makeTake(plan, 169)), rate)).toMatchObject({
      offset: 0,
      stroke: "dotted",
      label: "",
    });
    expect(markOf({ kind: "none", frame: 96, confidence: 0.9 })).toMatchObject({ stroke: "dotted", label: "no cut" });
  });

  it("says when it is the user's own; a take's first shot has none", () => {
    const take = measured({});
    const [pass, ...others] = plan.passes as [Project["passes"][0]];
    const shotId = pass.shots[1]?.id as string;
    const corrected = { ...plan, passes: [{ ...pass, takes: { [take.id]: { cuts: { [shotId]: 100 } } } }, ...others] };
    expect(cutMarkOf(second(corrected, take), rate)).toMatchObject({ offset: 4, isOwn: true, stroke: "solid" });
    expect(cutMarkOf(cutProgramme(plan, [take]).passes[0]?.shots[0] as CutShot, rate)).toBeNull();
  });
});

describe("how a take stands", () => {
  const take = makeTake(plan, 169);
  const cutShot = second(plan, take);
  const products: TakeProducts = {
    ...{ takeId: take.id, state: "ready", progress: 1, problem: null, note: null, rateNum: 24, rateDen: 1 },
    ...{ frames: 169, hasAudio: true, strip: null, keys: null, peaksPerSecond: null },
  };
  const stale = { ...take, stale: ["SH0020: action"] };
  const wordOf = (content: Partial<TakeProducts>, of: Take = take) =>
    standingWord(standingOf(cutShot, of, { ...products, ...content }));

  it("is said in a word, what matters most first", () => {
    expect(wordOf({})).toBe("");
    expect(wordOf({}, stale)).toBe("Plan changed");
    expect(wordOf({ state: "making", progress: 0.42 })).toBe("Preparing 42%");
    expect(wordOf({ state: "failed" }, stale)).toBe("No preview");
    expect(wordOf({ state: "missing" }, stale)).toBe("Offline");
    expect(standingWord(standingOf(cutShot, take, undefined))).toBe("Preparing 0%");
  });

  it("is said to screen readers, with what the cut plays", () => {
    const project = trimmed({ in: -2, frames: 70 });
    const pass = { ...(project.passes[0] as Project["passes"][0]), circledTake: take.id };
    const shot = second({ ...project, passes: [pass] }, take);
    const said = describeShot(shot, 20, rate, standingOf(shot, stale, products));
    expect(said).toContain("take 1, circled, plan changed, trimmed to 70 frames from frame -2");
    expect(describeShot(second(plan, { ...take, passId: "another" }), 20, rate, null)).not.toContain("take");
  });
});

it("counts frames while a shot is trimmed", () => {
  const counts = { frames: 99, beforeFrames: 4, afterFrames: 12 };
  expect(trimText("end", 3, counts)).toBe("+3 f · 99 f · 12 f left");
  expect(trimText("start", -3, counts)).toBe("−3 f · 99 f · 4 f left");
  expect(trimText("slip", 0, counts)).toBe("Slip ±0 f · 4 f before, 12 f after");
});

describe("a film's tiles and sound", () => {
  const frames = [0, 10, 20, 35, 60];
  const sheet = { columns: 3, rows: 2, tileWidthPx: 160, tileHeightPx: 90, frames };

  it("lies in rows from the top left", () => {
    expect(placeOfTile(sheet, 3)).toEqual({ x: 0, y: 90, widthPx: 160, heightPx: 90 });
  });

  it("is as loud as its loudest sample, and silent past its end", () => {
    const sound = { peaks: Uint8Array.of(0, 255, 51, 0), peaksPerSecond: 2 };
    expect(loudestOf(sound, 0, 0.5)).toBe(0);
    expect(loudestOf(sound, 0.2, 0.7)).toBe(1);
    expect(loudestOf(sound, 1, 2)).toBeCloseTo(0.2);
    expect(loudestOf(sound, 2, 3)).toBe(0);
  });
});

it("the sound under the cut has a lane of its own, between the shots and the scroll bar, at every height", () => {
  for (const heightPx of [160, 190, 228, 400]) {
    const { shots, sound, scrollbar } = lanesFor(heightPx, true);
    expect(sound?.top).toBeGreaterThanOrEqual(shots.top + shots.height);
    expect((sound?.top ?? 0) + (sound?.height ?? 0)).toBeLessThanOrEqual(scrollbar.top);
    expect(lanesFor(heightPx, false).sound).toBeNull();
  }
});
