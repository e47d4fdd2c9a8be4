import { describe, expect, test } from "vitest";
import { takeMemoryOf } from "../../../electron/core/projects/take-memory.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Project } from "../../../shared/project/model.ts";
import { planOfProject } from "../../../shared/project/plan.ts";
import { buildProject, buildTimedPass } from "../../support/builders.ts";

const project = buildProject([buildTimedPass("1", [4000, 3000])]);

function edited(before: Project, edit: Edit): Project {
  const result = applyEdit(before, edit);
  if (!result.ok) throw new Error("refused");
  return result.project;
}

describe("a chosen take", () => {
  const circled = edited(project, {
    type: "pass.describe",
    passId: "pass_0001",
    fields: { circledTake: "take_0003" },
  });
  const mixed = edited(circled, { type: "shot.describe", shotId: "shot_0012", fields: { take: "take_0001" } });

  test("is kept with the pass, and with a shot that has its own, and taken away again", () => {
    expect(mixed.passes[0]).toMatchObject({ circledTake: "take_0003", shots: [{}, { take: "take_0001" }] });
    const none = edited(mixed, { type: "pass.describe", passId: "pass_0001", fields: { circledTake: null } });
    expect(none.passes[0]).not.toHaveProperty("circledTake");
    const unpicked = edited(none, { type: "shot.describe", shotId: "shot_0012", fields: { take: null } });
    expect(unpicked).toEqual(project);
  });

  test("stays with the first half of a split shot", () => {
    const split = edited(mixed, { type: "shot.split", shotId: "shot_0012", atMs: 1000, newShotId: "shot_0099" });
    // The limits of the profile decide where it is split; the new half is no part of any take.
    expect(split.passes[0]?.shots.map((shot) => shot.take)).toEqual([undefined, "take_0001", undefined]);
  });

  test("has no place in a plan file", () => {
    expect(planOfProject(mixed, (id) => id)).toEqual(planOfProject(project, (id) => id));
  });
});

describe("the shots of a take", () => {
  test("are those of its request, by id, with the lengths that were asked for", () => {
    const request = {
      shotIds: ["shot_0001", "shot_0002"],
      pass: { shots: [{ durationMs: 3000 }, { durationMs: 2000 }] },
    };
    expect(takeMemoryOf(request).shots).toEqual([
      { shotId: "shot_0001", durationMs: 3000 },
      { shotId: "shot_0002", durationMs: 2000 },
    ]);
  });

  test("are those of the plan for a video that was imported, which no model read", () => {
    const pass = { ...buildTimedPass("1", [4000, 3000]) };
    const memory = takeMemoryOf({ source: "import", file: "made.mp4", madeFrom: { pass, elements: [] } });
    expect(memory.shots?.map(({ durationMs }) => durationMs)).toEqual([4000, 3000]);
    expect(memory.file).toBe("made.mp4");
  });

  test("are not known where the request does not say, or says two things", () => {
    expect(takeMemoryOf({ source: "import" }).shots).toBeNull();
    expect(takeMemoryOf({ shotIds: ["shot_0001"], pass: { shots: [] } }).shots).toBeNull();
  });
});
