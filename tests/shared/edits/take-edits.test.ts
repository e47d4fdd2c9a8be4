import { describe, expect, test } from "vitest";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit, EditOf } from "../../../shared/edits/edit.ts";
import { changesBetween, replayChanges } from "../../../shared/edits/history.ts";
import { restorable } from "../../../shared/edits/restore-edit.ts";
import { type Pass, type Project, projectLimits } from "../../../shared/project/model.ts";
import { plannedPass } from "../../../shared/project/planned-pass.ts";
import { edited, labelOf, refusalOf, twoPasses } from "../../support/apply-one-edit.ts";
import { buildMediaId, buildPass, buildProject, buildShot, buildTimedPass } from "../../support/builders.ts";

const takeId = "take_0001";
const passId = "pass_000A";
const say = (fields: EditOf<"take.describe">["fields"]): Edit => ({ type: "take.describe", passId, takeId, fields });
const cutAt = (shotId: string, frame: number | null): Edit => ({ type: "take.cut", passId, takeId, shotId, frame });
const notesOf = (project: Project) => project.passes[0]?.takes;

function withEdits(...edits: Edit[]): Project {
  return edits.reduce((project, edit) => edited(project, edit), twoPasses);
}

describe("what is said of a take", () => {
  test("is its rating and why it is rejected, and is gone without a trace when both are taken back", () => {
    const rated = withEdits(say({ rating: 4 }), say({ rejected: "Face changes" }));
    expect(notesOf(rated)).toEqual({ [takeId]: { rating: 4, rejected: "Face changes" } });
    expect(edited(rated, say({ rating: null, rejected: null }))).toStrictEqual(twoPasses);
    expect(edited(rated, say({ rating: 4 }))).toBe(rated);
    expect(labelOf(twoPasses, say({ rating: 4 }))).toBe("Change rating of a take");
  });

  test("is where its shots begin, each for itself, until the user goes back to what was measured", () => {
    const moved = withEdits(
      say({ rating: 2 }),
      cutAt("shot_00A2", 50),
      cutAt("shot_00A3", 130),
      cutAt("shot_00A2", 52),
    );
    expect(notesOf(moved)).toEqual({ [takeId]: { rating: 2, cuts: { shot_00A2: 52, shot_00A3: 130 } } });
    const back = [cutAt("shot_00A2", null), cutAt("shot_00A3", null), say({ rating: null })];
    expect(back.reduce((project, edit) => edited(project, edit), moved)).toStrictEqual(twoPasses);
    expect(labelOf(twoPasses, cutAt("shot_00A2", 50))).toBe("Move the cut to SH0020");
  });

  test("has a limit, and needs a pass", () => {
    const ids = Array.from({ length: projectLimits.takesPerPass }, (_, at) => `take_${1000 + at}`);
    const [first, ...rest] = twoPasses.passes as [Pass, ...Pass[]];
    const full = {
      ...twoPasses,
      passes: [{ ...first, takes: Object.fromEntries(ids.map((id) => [id, { rating: 1 }])) }, ...rest],
    };
    expect(refusalOf(full, say({ rating: 1 }))).toBe("limit");
    expect(refusalOf(twoPasses, { ...say({ rating: 1 }), passId: "pass_gone" } as Edit)).toBe("not-found");
  });
});

test("a trim goes with what it was made for: splitting and merging leave it behind, a rate makes it last as long", () => {
  const trim = { in: -4, frames: 48 };
  const trimmed = edited(twoPasses, { type: "shot.describe", shotId: "shot_00A1", fields: { trim } });
  expect(labelOf(twoPasses, { type: "shot.describe", shotId: "shot_00A1", fields: { trim } })).toBe(
    "Change trim of SH0010",
  );
  const trims = (project: Project) => project.passes[0]?.shots.map((shot) => shot.trim);
  expect(trims(trimmed)).toEqual([trim, undefined, undefined]);
  const split: Edit = { type: "shot.split", shotId: "shot_00A1", atMs: 2000, newShotId: "shot_new1" };
  expect(trims(edited(trimmed, split))?.every((each) => each === undefined)).toBe(true);
  expect(trims(edited(trimmed, { type: "shot.merge", shotId: "shot_00A1" }))).toEqual([undefined, undefined]);
  const faster = edited(trimmed, { type: "project.describe", fields: { rate: "48" } });
  expect(trims(faster)?.[0]).toEqual({ in: -8, frames: 96 });
});

test("a sound comes, changes and goes by edits that are undone like any", () => {
  const sound = {
    soundId: buildMediaId("a"),
    startFrame: 24,
    inFrame: 0,
    gainDb: -6,
    fadeInFrames: 12,
    fadeOutFrames: 0,
  };
  const heard = edited(twoPasses, { type: "project.describe", fields: { sound } });
  expect(heard.sound).toEqual(sound);
  const changes = changesBetween(twoPasses, heard);
  expect(replayChanges(heard, changes, "undo")).toStrictEqual(twoPasses);
  expect(replayChanges(twoPasses, changes, "redo")).toStrictEqual(heard);
  const slower = edited(heard, { type: "project.describe", fields: { rate: "48" } });
  expect(slower.sound).toEqual({ ...sound, startFrame: 48, fadeInFrames: 24 });
  expect(edited(heard, { type: "project.describe", fields: { sound: null } })).toStrictEqual(twoPasses);
});

describe("restoring the plan of a take", () => {
  const profile = "pixio/kling-v3-pro";
  const then = buildPass(
    "A",
    [buildShot("1", { action: "She waits", notes: "old" }), buildShot("2", { action: "She runs" })],
    { profile },
  );
  const planned = plannedPass(then);
  const restore = (pass = planned): Edit => ({ type: "pass.restore", pass, takeNumber: 3 });
  const other = buildTimedPass("B", [5000], { scene: "SC020" });

  test("sets shots, texts, lengths and parameters back, and keeps what no model reads", () => {
    const [one] = then.shots as [Pass["shots"][number]];
    const changed: Pass = {
      ...then,
      ...{
        name: "Pit lane",
        circledTake: takeId,
        takes: { [takeId]: { rating: 5 } },
        guidance: 0.5,
        profile: "animatic",
      },
      shots: [
        buildShot("9", { action: "New" }),
        {
          ...one,
          action: "She sleeps",
          durationMs: 3000,
          notes: "new",
          wardrobe: "red suit",
          props: "helmet",
          number: 40,
          take: takeId,
          trim: { in: 1, frames: 40 },
        },
      ],
    };
    const restored = edited(buildProject([changed, other]), restore());
    expect(restored.passes).toEqual([
      {
        ...then,
        ...{ name: "Pit lane", circledTake: takeId, takes: { [takeId]: { rating: 5 } } },
        shots: [
          {
            ...one,
            notes: "new",
            wardrobe: "red suit",
            props: "helmet",
            number: 40,
            take: takeId,
            trim: { in: 1, frames: 40 },
          },
          then.shots[1],
        ],
      },
      other,
    ]);
    expect(labelOf(buildProject([changed, other]), restore())).toBe("Restore SC010 Pit lane from take 3");
    const changes = changesBetween(buildProject([changed, other]), restored);
    expect(replayChanges(restored, changes, "undo")).toStrictEqual(buildProject([changed, other]));
  });

  test("changes nothing where the plan is the same still, and brings back a pass that is gone", () => {
    const project = buildProject([then, other]);
    expect(edited(project, restore())).toBe(project);
    const { notes: _, ...unnoted } = then.shots[0] as Pass["shots"][number];
    const shots = [unnoted, then.shots[1] as Pass["shots"][number]];
    expect(edited(buildProject([other]), restore()).passes).toEqual([other, { ...then, shots }]);
  });

  test("gives a shot that is in another pass now a new id", () => {
    const moved = { ...other, shots: [...other.shots, then.shots[1] as Pass["shots"][number]] };
    const project = buildProject([{ ...then, shots: then.shots.slice(0, 1) }, moved]);
    expect(refusalOf(project, restore())).toBe("name-taken");
    const ids = restorable(project, planned, () => "shot_new1").shots.map(({ id }) => id);
    expect(ids).toEqual(["shot_0001", "shot_new1"]);
    expect(applyEdit(project, restore(restorable(project, planned, () => "shot_new1")))).toMatchObject({ ok: true });
  });

  test("refuses a model that is not there, and lengths that it no longer allows", () => {
    const project = buildProject([then]);
    expect(refusalOf(project, restore({ ...planned, profile: "acme/dream-1" }))).toBe("not-found");
    const long = planned.shots.map((shot) => ({ ...shot, durationMs: 14_000 }));
    expect(refusalOf(project, restore({ ...planned, shots: long }))).toBe("limit");
  });
});
