import { describe, expect, test } from "vitest";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { buildShot, durationsOf } from "../../support/builders.ts";
import { elementsOf, imageA, imageB, projectFor } from "../../support/service-projects.ts";

describe("a fix", () => {
  /** Applies the only fix of the problem with this code and gives the problems that are left of that code. */
  function fixed(project: Project, code: string): { project: Project; label: string; left: number } {
    const found = checkPlan(project).find((each) => each.code === code && each.fix);
    if (!found?.fix || !("edit" in found.fix)) throw new Error(`no fix for ${code}`);
    const result = applyEdit(project, found.fix.edit);
    if (!result.ok) throw new Error(JSON.stringify(result));
    const left = checkPlan(result.project).filter((each) => each.code === code).length;
    return { project: result.project, label: found.fix.label, left };
  }

  test.each<[string, Project, string]>([
    [
      "budget.total-exceeded",
      projectFor("kling/kling-3.0", {
        shots: [9, 9].map((s, i) => buildShot(`${i}`, { durationMs: s * 1000, action: "x" })),
      }),
      "Fit to budget",
    ],
    [
      "frame.end-with-multi-shot",
      projectFor("kling/kling-3.0", {
        startFrame: imageA,
        endFrame: imageB,
        shots: [buildShot("1", { action: "x" }), buildShot("2", { action: "y" })],
      }),
      "Remove the end frame",
    ],
    ["frame.required", projectFor("kling/kling-3.0", { endFrame: imageB }), "Remove the end frame"],
    ["field.not-allowed", projectFor("kling/kling-3.0-turbo", { resolution: "4k" }), "Use 1080p"],
    ["field.not-allowed", projectFor("kling/kling-3.0", { aspectRatio: "3:4" }), "Use 9:16"],
    ["field.unsupported", projectFor("fal/kling-v3-standard", { resolution: "4k" }), "Use 720p"],
    ["field.unsupported", projectFor("kling/kling-3.0", { guidance: 0.5 }), "Remove the guidance"],
    [
      "element.name-too-long",
      projectFor("animatic", {}, elementsOf(["N".repeat(25), "N".repeat(20)])),
      `Rename to @${"N".repeat(18)}_2`,
    ],
    ["element.name-clash", projectFor("animatic", {}, elementsOf(["Car", "car"])), "Rename to @car_2"],
    ["element.name-inside-another", projectFor("animatic", {}, elementsOf(["Car", "CarDoor"])), "Rename to @Car_2"],
    [
      "element.too-many-images",
      projectFor("animatic", {}, elementsOf(["Car"], Array(6).fill(imageA))),
      "Keep the first 4 images",
    ],
  ])("for %s is one edit", (code, project, label) => {
    const result = fixed(project, code);
    expect(result).toMatchObject({ label, left: 0 });
    if (code.startsWith("budget")) expect(durationsOf(result.project.passes[0])).toEqual([8000, 7000]);
  });

  test("for frames and elements where a model takes one or the other keeps one of both, and undoes as one step", () => {
    const dialogue = [{ speaker: "Anna_Lee", line: "Wait, @Bert" }];
    const shots = [
      buildShot("1", { action: "@Anna_Lee waits by @Bert's car", dialogue }),
      buildShot("2", { prompt: "me@home.example sees @Bert" }),
    ];
    const elements = elementsOf(["Anna_Lee", "Bert"]);
    const look = { lighting: "the light of @Anna_Lee" };
    const project = projectFor("fal/seedance-2.0", { shots, startFrame: imageA, endFrame: imageB, look }, elements);
    const offered = checkPlan(project).filter(({ code }) => code === "element.with-frame");
    expect(offered.map(({ fix }) => fix?.label)).toEqual([
      "Remove the start and end frame",
      "Write the names as words",
    ]);
    const [one, other] = offered.map(({ fix }) => {
      const result = fix && "edit" in fix ? applyEdit(project, fix.edit) : null;
      if (!result?.ok) throw new Error(JSON.stringify(result));
      expect(checkPlan(result.project).filter(({ code }) => code === "element.with-frame")).toEqual([]);
      return result.project.passes[0] as Pass;
    });
    expect(one).toEqual({ ...project.passes[0], startFrame: undefined, endFrame: undefined });
    expect(other?.shots.map(({ action, prompt }) => action ?? prompt)).toEqual([
      "Anna Lee waits by Bert's car",
      "me@home.example sees Bert",
    ]);
    expect(other?.shots[0]?.dialogue).toEqual([{ speaker: "Anna_Lee", line: "Wait, Bert" }]);
    expect([other?.look?.lighting, other?.startFrame]).toEqual(["the light of Anna Lee", imageA]);
  });

  test("that removes the frames takes the keyframes with them, which stand in for a start frame", () => {
    const shots = [
      buildShot("1", { action: "@Anna", frame: imageA }),
      buildShot("2", { action: "Rain", frame: imageB }),
    ];
    const project = projectFor("fal/kling-4.0", { shots, keyframes: true });
    const [first] = checkPlan(project).filter(({ code }) => code === "element.with-frame");
    const result = first?.fix && "edit" in first.fix ? applyEdit(project, first.fix.edit) : null;
    if (!result?.ok) throw new Error(JSON.stringify(result));
    expect(checkPlan(result.project).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("is offered once for a budget that several rules break", () => {
    const shots = [0.5, 9, 9].map((seconds, index) =>
      buildShot(`${index}`, { durationMs: seconds * 1000, action: "x" }),
    );
    const problems = checkPlan(projectFor("kling/kling-3.0", { shots })).filter(({ code }) =>
      code.startsWith("budget"),
    );
    expect([problems.length, problems.filter(({ fix }) => fix).length]).toEqual([3, 1]);
  });

  test("is not offered for another model than the pass's own, nor in a plan file", () => {
    const project = projectFor("animatic", { guidance: 0.5, endFrame: imageB });
    for (const { fix } of checkPlan(project, "kling/kling-3.0")) expect(fix).toBeUndefined();
    const [pass] = project.passes;
    const { id: _, ...withoutId } = pass as Pass;
    const file = { elements: [], passes: [{ ...withoutId, profile: "kling/kling-3.0" }] };
    for (const { fix } of checkPlan(file)) expect(fix).toBeUndefined();
  });

  test("or not, every problem says what to do in a sentence", () => {
    const shots = [
      buildShot("1", { durationMs: 16_500, action: "@Nobody runs, then @Anna" }),
      buildShot("2", { durationMs: 100 }),
    ];
    const elements = [...elementsOf(["Anna"], [imageA]), ...elementsOf(["AnnaMaria"], [])];
    const bad = projectFor(
      "pixio/kling-v3-pro",
      { shots, endFrame: imageA, guidance: 0.9, resolution: "8k" },
      elements,
    );
    const problems = [
      ...checkPlan(bad),
      ...checkPlan({ ...bad, passes: [{ ...(bad.passes[0] as Pass), profile: "x/y" }] }),
    ];
    expect(problems.length).toBeGreaterThan(12);
    for (const { next, message } of problems) {
      expect(next, message).toMatch(/^[A-Z].+[.)]$/);
      expect(message).toMatch(/^[^\n]+\.$/);
    }
  });
});
