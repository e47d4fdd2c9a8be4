import { describe, expect, test } from "vitest";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { type Edit, editSchema } from "../../../shared/edits/edit.ts";
import { changesBetween, replayChanges } from "../../../shared/edits/history.ts";
import { buildProject, buildTimedPass, deepFreeze } from "../../support/builders.ts";

const [first, second] = [buildTimedPass("A", [4000, 3000]), buildTimedPass("B", [5000])];
const start = deepFreeze(buildProject([first, second]));
const [one, two] = first.shots.map(({ id }) => id) as [string, string];

const describeBoth: Edit = {
  type: "batch",
  label: "Fill down mood",
  edits: [
    { type: "shot.describe", shotId: one, fields: { mood: "calm" } },
    { type: "shot.describe", shotId: two, fields: { mood: "calm" } },
  ],
};

describe("several edits at once", () => {
  test("are one step with its own label, taken back as one", () => {
    const result = applyEdit(start, describeBoth);
    if (!result.ok) throw new Error(result.refusal.message);
    expect(result.label).toBe("Fill down mood");
    expect(result.project.passes[0]?.shots.map(({ mood }) => mood)).toEqual(["calm", "calm"]);
    expect(replayChanges(result.project, changesBetween(start, result.project), "undo")).toEqual(start);
  });

  test("name no shot that nobody reads of, so that the shots of a scene are not counted anew at every shot", () => {
    let reads = 0;
    const passes = Array.from({ length: 100 }, (_, index) => {
      const pass = buildTimedPass(`P${index}`, [4000, 3000, 2000]);
      const { scene } = pass;
      return Object.defineProperty({ ...pass }, "scene", {
        enumerable: true,
        get() {
          reads += 1;
          return scene;
        },
      });
    });
    const film = buildProject(passes);
    const edits = passes.flatMap(({ shots }) =>
      shots.map(({ id }) => ({ type: "shot.describe" as const, shotId: id, fields: { mood: "calm" } })),
    );
    reads = 0;
    expect(applyEdit(film, { type: "batch", label: "Fill down mood", edits }).ok).toBe(true);
    // To name a shot, the scene of every pass is asked for.
    expect(reads).toBeLessThan(edits.length * 2);
    const one = applyEdit(film, edits[0] as (typeof edits)[number]);
    reads = 0;
    expect(one.ok && one.label).toBe("Change mood of SH0010");
    expect(reads).toBeGreaterThan(passes.length);
  });

  test("see what the ones before them left", () => {
    const edits = [
      { type: "shot.add", passId: second.id, index: 1, shot: { id: "shot_new1", durationMs: 2000 } },
      { type: "shot.describe", shotId: "shot_new1", fields: { action: "Rain falls." } },
    ] as const;
    const result = applyEdit(start, { type: "batch", label: "Add", edits: [...edits] });
    expect(result.ok && result.project.passes[1]?.shots[1]?.action).toBe("Rain falls.");
  });

  test("are all refused with the first that is", () => {
    const gone = { type: "shot.describe", shotId: "shot_gone", fields: { mood: "calm" } } as const;
    const result = applyEdit(start, { ...describeBoth, edits: [...describeBoth.edits, gone] });
    expect(result).toEqual({ ok: false, refusal: expect.objectContaining({ code: "not-found" }) });
  });

  test("hold no batch in a batch, and are not without number", () => {
    expect(editSchema.safeParse({ ...describeBoth, edits: [describeBoth] }).success).toBe(false);
    expect(editSchema.safeParse({ ...describeBoth, edits: [] }).success).toBe(false);
    expect(editSchema.safeParse({ ...describeBoth, label: " " }).success).toBe(false);
  });
});
