import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { splitPoint } from "../../../shared/budget/check.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { changesBetween, replayChanges } from "../../../shared/edits/history.ts";
import { requestsOf, retakeShortage } from "../../../shared/generation/retake.ts";
import { learnProfiles, limitsOf } from "../../../shared/models/profiles.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { buildMediaId, buildProject, buildTimedPass, deepFreeze, durationsOf } from "../../support/builders.ts";
import { half, keyframed, longModels, quarter, single } from "../../support/long-models.ts";

beforeAll(() => learnProfiles(longModels));
afterAll(() => learnProfiles([]));

/** A pass of these lengths in seconds with all that a model may not take. */
function projectOf(seconds: readonly number[], profile: string): Project {
  const pass = buildTimedPass(
    "A",
    seconds.map((each) => each * 1000),
    {
      ...{ profile, aspectRatio: "21:9", resolution: "720p", guidance: 0.4, audio: true, negativePrompt: "rain" },
      ...{ keyframes: true, startFrame: buildMediaId("a"), endFrame: buildMediaId("b") },
    },
  );
  const shots = pass.shots.map((shot, index) => ({
    ...shot,
    ...{ action: "A man walks", number: (index + 1) * 10, frame: buildMediaId("c"), camera: { size: "WS" as const } },
  }));
  return deepFreeze(buildProject([{ ...pass, shots }]));
}

function editedBy(project: Project, edit: Edit): Project {
  const result = applyEdit(project, edit);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.project;
}

const pass = (project: Project, index = 0) => project.passes[index] as Pass;
const toModel = (project: Project, profile: string) =>
  editedBy(project, { type: "pass.describe", passId: pass(project).id, fields: { profile } });

const budgetOf = (project: Project) => checkPlan(project).filter(({ code }) => code.startsWith("budget."));

/** What one click on the problem's own fix does. */
function fixed(project: Project): Project {
  const fix = budgetOf(project).find((each) => each.fix)?.fix;
  if (!fix || !("edit" in fix)) throw new Error("No fix is offered.");
  return editedBy(project, fix.edit);
}

const six = [5, 5, 5, 5, 5, 5];

describe("another model for a pass", () => {
  const switches = [
    [six, keyframed.id, quarter.id],
    [[30], keyframed.id, quarter.id],
    [six, half.id, "pixio/kling-v3-pro"],
    [[3, 3, 3, 3, 3, 3, 3, 3, 3, 3], half.id, keyframed.id],
    [[3], keyframed.id, half.id],
    [[15], quarter.id, single.id],
    [six, keyframed.id, "animatic"],
    [six, keyframed.id, "somebody/else"],
  ] as const;

  test.each(switches)("and back leaves %j of %s as it was, by %s", (seconds, from, to) => {
    const before = projectOf(seconds, from);
    const there = to === "somebody/else" ? projectOf(seconds, to) : toModel(before, to);
    expect({ ...pass(there), profile: from }).toStrictEqual(pass(before));
    expect(toModel(there, from)).toStrictEqual(before);
    // Undo says the same.
    expect(replayChanges(there, changesBetween(before, there), "undo")).toStrictEqual(before);
  });

  test("from 30 s to 15 s offers to fit six shots, and to split them into two passes, and undo takes either back", () => {
    const before = projectOf(six, keyframed.id);
    const there = toModel(before, quarter.id);
    expect(budgetOf(there).map(({ code, fix }) => [code, fix?.label])).toEqual([
      ["budget.total-exceeded", "Fit to budget"],
    ]);
    const fit = fixed(there);
    expect(durationsOf(pass(fit))).toEqual([3000, 3000, 3000, 2000, 2000, 2000]);
    expect(replayChanges(fit, changesBetween(there, fit), "undo")).toStrictEqual(there);
    expect(splitPoint(durationsOf(pass(there)), limitsOf(quarter.id))).toBe(3);
    const split = editedBy(there, { type: "pass.split", passId: pass(there).id, newPassId: "pass_second" });
    expect(split.passes.map(durationsOf)).toEqual([
      [5000, 5000, 5000],
      [5000, 5000, 5000],
    ]);
    expect(budgetOf(split)).toEqual([]);
    expect(split.passes.map(({ keyframes, startFrame, endFrame }) => [keyframes, !!startFrame, !!endFrame])).toEqual([
      [true, true, false],
      [true, false, true],
    ]);
    expect(replayChanges(split, changesBetween(there, split), "undo")).toStrictEqual(there);
  });

  test("from 30 s to 15 s offers to fit a single shot, which no cut between shots divides", () => {
    const there = toModel(projectOf([30], keyframed.id), quarter.id);
    expect(budgetOf(there).map(({ code }) => code)).toEqual(["budget.total-exceeded", "budget.shot-too-long"]);
    expect(splitPoint([30_000], limitsOf(quarter.id))).toBeNull();
    expect(durationsOf(pass(fixed(there)))).toEqual([15_000]);
    // By hand it is split twice: the shot first, then the pass.
    const halves = editedBy(there, { type: "shot.split", shotId: "shot_00A1", atMs: 15_000, newShotId: "shot_second" });
    expect(splitPoint(durationsOf(pass(halves)), limitsOf(quarter.id))).toBe(1);
  });

  test("for fewer shots offers to split, as no lengths of ten fit", () => {
    const there = toModel(projectOf([3, 3, 3, 3, 3, 3, 3, 3, 3, 3], half.id), quarter.id);
    expect(budgetOf(there).map(({ code, fix }) => [code, fix])).toEqual([
      ["budget.too-many-shots", undefined],
      ["budget.total-exceeded", undefined],
    ]);
    const split = editedBy(there, { type: "pass.split", passId: pass(there).id, newPassId: "pass_second" });
    expect(split.passes.map(({ shots }) => shots.length)).toEqual([5, 5]);
    expect(budgetOf(split)).toEqual([]);
  });

  test("that needs 4 s makes a pass of 3 s longer", () => {
    const there = toModel(projectOf([3], keyframed.id), quarter.id);
    expect(budgetOf(there)).toMatchObject([
      { code: "budget.total-short", next: "Lengthen a shot, or add one.", fix: { label: "Fit to budget" } },
    ]);
    expect(durationsOf(pass(fixed(there)))).toEqual([4000]);
    const retake = { shotIds: [pass(there).shots[0]?.id ?? ""] };
    expect(retakeShortage(pass(there), retake, limitsOf(quarter.id))).toMatchObject({ canLengthen: true });
  });

  test("that makes one shot at a time fits as many requests as it has shots", () => {
    const there = toModel(projectOf(six, keyframed.id), single.id);
    expect(budgetOf(there)).toEqual([]);
    expect(requestsOf(pass(there), single, null)).toHaveLength(6);
    const short = toModel(projectOf([3, 27], keyframed.id), single.id);
    expect(budgetOf(short).map(({ code, path }) => `${code} ${path}`)).toEqual([
      "budget.shot-too-short passes[0].shots[0].durationMs",
    ]);
    expect(durationsOf(pass(fixed(short)))).toEqual([4000, 26_000]);
  });
});
