import { describe, expect, test } from "vitest";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { plannedPass } from "../../../shared/project/planned-pass.ts";
import type { Blocking } from "../../../shared/project/stage.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { buildElement, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const walks: Blocking = { figures: { Driver: { at: [0, 0], path: [[4, 0]] } } };

function edited(project: Project, edit: Edit): Project {
  const result = applyEdit(project, edit);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.project;
}

function shotsOf(project: Project): Shot[] {
  return project.passes.flatMap(({ shots }) => shots);
}

function projectOf(...blockings: (Blocking | undefined)[]): Project {
  const shots = blockings.map((blocking, at) =>
    buildShot(`${at + 1}`, { action: "@Driver waits", ...(blocking ? { blocking } : {}) }),
  );
  return buildProject([buildPass("A", shots)], { elements: [buildElement("Driver"), buildElement("Ann")] });
}

describe("the blocking of shots", () => {
  test("is divided by a split in proportion to the lengths, and put together again by a merge", () => {
    const split = edited(projectOf(walks), {
      type: "shot.split",
      shotId: "shot_0001",
      atMs: 1000,
      newShotId: "shot_new1",
    });
    expect(shotsOf(split).map(({ blocking }) => blocking)).toEqual([
      { figures: { Driver: { at: [0, 0], path: [[1, 0]], toPose: "walking" } } },
      { figures: { Driver: { path: [[4, 0]] } } },
    ]);
    const merged = edited(split, { type: "shot.merge", shotId: "shot_0001" });
    expect(shotsOf(merged)[0]?.blocking).toEqual({
      figures: {
        Driver: {
          at: [0, 0],
          path: [
            [1, 0],
            [4, 0],
          ],
          toPose: "standing",
        },
      },
    });
  });

  test("is absent in both parts, and in one of both, where nothing is set by hand", () => {
    const split = edited(projectOf(undefined), {
      type: "shot.split",
      shotId: "shot_0001",
      atMs: 2000,
      newShotId: "shot_new1",
    });
    for (const shot of shotsOf(split)) expect(shot).not.toHaveProperty("blocking");
    expect(shotsOf(edited(split, { type: "shot.merge", shotId: "shot_0001" }))[0]).not.toHaveProperty("blocking");
  });

  test("is refused in one shot where there is no room for the figures of both", () => {
    const crowd = (name: string): Blocking => ({
      figures: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${name}-${at}`, { seen: true }])),
    });
    const result = applyEdit(projectOf(crowd("a"), crowd("b")), { type: "shot.merge", shotId: "shot_0001" });
    expect(result).toMatchObject({
      ok: false,
      refusal: { message: "Both shots together set too many figures by hand for one shot." },
    });
  });

  test("goes along to another pass, where figures that are not there do no harm", () => {
    const blocking: Blocking = { ...walks, camera: { target: { figure: "Nobody" } } };
    const start = projectOf(blocking, undefined);
    const project = { ...start, passes: [...start.passes, buildPass("B", [buildShot("9")])] };
    const moved = edited(project, { type: "shot.move", shotId: "shot_0001", passId: "pass_000B", index: 0 });
    expect(moved.passes[1]?.shots[0]?.blocking).toEqual(blocking);
  });
});

test("the second of two passes that a pass is split into begins as the first one ends", () => {
  const project = projectOf(walks, undefined, undefined);
  const first = { ...project.passes[0]!, stage: { figures: [{ id: "Driver", at: [0, 0] as [number, number] }] } };
  const split = edited(
    { ...project, passes: [first] },
    { type: "pass.split", passId: "pass_000A", newPassId: "pass_new1" },
  );
  expect(split.passes[0]?.stage).toEqual(first.stage);
  expect(split.passes[1]?.stage).toEqual({ figures: [{ id: "Driver", at: [4, 0], facing: 90, pose: "standing" }] });
});

test.each<[string, Edit]>([
  ["is removed", { type: "shot.remove", shotId: "shot_0001" }],
  ["goes to another pass", { type: "shot.move", shotId: "shot_0001", passId: "pass_000B", index: 0 }],
])("where the first shot of a pass %s, whoever it placed by hand stays where the others had them", (_how, edit) => {
  const start = projectOf(walks, undefined, undefined);
  const project = { ...start, passes: [...start.passes, buildPass("B", [buildShot("9")])] };
  const [left] = edited(project, edit).passes as [Pass];
  expect(left.shots.map(({ id, blocking }) => [id, blocking])).toEqual([
    ["shot_0002", { figures: { Driver: { at: [4, 0], facing: 90, pose: "standing" } } }],
    ["shot_0003", undefined],
  ]);
  const [before, after] = [start.passes[0] as Pass, left].map((pass) => blockPass(pass, project.elements, 16 / 9));
  expect(after?.map(({ figures }) => figures[0]?.start)).toEqual(
    before?.slice(1).map(({ figures }) => figures[0]?.start),
  );
});

test("an element that is renamed is renamed on the stages too, and one that goes leaves its figures with its name", () => {
  const project = projectOf({ ...walks, camera: { target: { figure: "Driver" } } });
  const figures = [{ id: "Driver" }, { id: "figure-1", element: "Driver" }];
  const start = { ...project, passes: project.passes.map((pass) => ({ ...pass, stage: { figures } })) };
  const renamed = edited(start, { type: "element.describe", elementId: "element_Driver", fields: { name: "Racer" } });
  expect(renamed.passes[0]).toMatchObject({
    stage: { figures: [{ id: "Racer" }, { id: "figure-1", element: "Racer" }] },
    shots: [
      {
        action: "@Racer waits",
        blocking: { camera: { target: { figure: "Racer" } }, figures: { Racer: walks.figures?.Driver } },
      },
    ],
  });
  const removed = edited(start, { type: "element.remove", elementId: "element_Driver" });
  expect(removed.passes[0]?.stage).toEqual({ figures: [{ id: "Driver" }, { id: "figure-1", label: "Driver" }] });
  expect(removed.passes[0]?.shots).toBe(start.passes[0]?.shots);
});

test("a pass that is taken back to what a take was made from has its stage and blockings of then", () => {
  const start = projectOf(walks, undefined);
  const stage = { figures: [{ id: "Driver", height: 1.6 }] };
  const then = { ...(start.passes[0] as Pass), stage };
  const now = edited(
    { ...start, passes: [then] },
    {
      type: "batch",
      label: "Back to the words",
      edits: [
        { type: "pass.describe", passId: then.id, fields: { stage: null } },
        { type: "shot.describe", shotId: "shot_0001", fields: { blocking: null } },
      ],
    },
  );
  expect(now.passes[0]).not.toHaveProperty("stage");
  expect(edited(now, { type: "pass.restore", pass: plannedPass(then), takeNumber: 1 }).passes).toEqual([then]);
});
