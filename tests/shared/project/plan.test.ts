import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projectSchema } from "../../../shared/project/model.ts";
import { type Plan, parsePlan, planOfProject, planSchema, projectOfPlan } from "../../../shared/project/plan.ts";
import {
  aspectRatios,
  cameraAngles,
  cameraMoves,
  elementKinds,
  shotSizes,
  transitions,
} from "../../../shared/project/vocabulary.ts";
import { rateNames } from "../../../shared/time/rate.ts";
import { arbitraryBlocking, arbitraryStage } from "../../support/arbitrary-stage.ts";
import { fullPlan } from "../../support/builders.ts";

/** To a project and back, with the file of each image remembered by a made-up id. */
function thereAndBack(plan: Plan): Plan {
  const files: string[] = [];
  let ids = 0;
  const newId = (kind: string) => {
    ids += 1;
    return `${kind}_${String(ids).padStart(4, "0")}`;
  };
  const mediaOf = (file: string) => String(files.push(file) - 1).padStart(64, "0");
  const project = projectOfPlan(plan, "project_0001", newId, mediaOf);
  expect(projectSchema.safeParse(project).error).toBeUndefined();
  return planOfProject(project, (id) => files[Number(id)] as string);
}

describe("a plan", () => {
  test("is read as it stands, absent keys staying absent and empty texts empty", () => {
    expect(parsePlan(JSON.stringify(fullPlan))).toEqual({ plan: fullPlan });
    expect(parsePlan(`\uFEFF${JSON.stringify(fullPlan)}`)).toEqual({ plan: fullPlan });
  });

  test("comes back from a project just as it was", () => {
    expect(thereAndBack(fullPlan)).toStrictEqual(fullPlan);
  });

  test("loses nothing on the way to a project and back, whatever it says", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 12 });
    const title = fc.stringMatching(/^[A-Za-z0-9 ]{0,8}[A-Za-z]$/);
    const file = fc.stringMatching(/^[a-z]{1,8}\.png$/);
    const shot = fc.record(
      {
        durationMs: fc.integer({ min: 1, max: 3_600_000 }),
        transition: fc.constantFrom(...transitions),
        slowMotion: fc.boolean(),
        camera: fc.record(
          {
            size: fc.constantFrom(...shotSizes),
            angle: fc.constantFrom(...cameraAngles),
            move: fc.constantFrom(...cameraMoves),
            lens: text,
            note: text,
          },
          { requiredKeys: [] },
        ),
        action: text,
        dialogue: fc.array(fc.record({ speaker: text, line: text }), { maxLength: 3 }),
        prompt: fc.option(text),
        notes: text,
        blocking: arbitraryBlocking,
      },
      { requiredKeys: ["durationMs"] },
    );
    const pass = fc.record(
      {
        scene: title,
        name: title,
        profile: fc.constantFrom("animatic", "pixio/kling-v3-pro", "acme/dream-1"),
        aspectRatio: fc.constantFrom(...aspectRatios),
        resolution: title,
        guidance: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
        audio: fc.boolean(),
        negativePrompt: text,
        keyframes: fc.boolean(),
        stage: arbitraryStage,
        startFrame: file,
        endFrame: file,
        shots: fc.array(shot, { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: ["scene", "name", "profile", "aspectRatio", "resolution", "shots"] },
    );
    const element = fc.record(
      {
        name: fc.stringMatching(/^\w{1,20}$/),
        kind: fc.constantFrom(...elementKinds),
        description: text,
        images: fc.array(file, { maxLength: 4 }),
      },
      { requiredKeys: ["name", "kind", "images"] },
    );
    const plan = fc.record({
      schema: fc.constant("shotline.plan.1" as const),
      project: fc.record({
        name: fc.stringMatching(/^ {0,2}[A-Za-z ]{0,8}[a-z] {0,2}$/),
        rate: fc.constantFrom(...rateNames),
        start: fc.constant("01:00:00:00"),
      }),
      elements: fc.array(element, { maxLength: 3 }),
      passes: fc.array(pass, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(plan, (written) => {
        const read = parsePlan(JSON.stringify(written, null, 2));
        expect(read).toEqual({ plan: written });
        // Not strictly: a figure may be called as what objects have their type by.
        expect(thereAndBack(read.plan as Plan)).toEqual(JSON.parse(JSON.stringify(written)));
      }),
      { numRuns: 60 },
    );
  });

  test("may leave out elements and passes", () => {
    const { schema, project } = fullPlan;
    expect(parsePlan(JSON.stringify({ schema, project }))).toEqual({
      plan: { schema, project, elements: [], passes: [] },
    });
  });
});

describe("the plan schema", () => {
  const sample = new URL("../../../resources/sample/sample.plan.json", import.meta.url);
  test.skipIf(!existsSync(sample))("takes the shipped sample", () => {
    expect(planSchema.safeParse(JSON.parse(readFileSync(sample, "utf8"))).error).toBeUndefined();
  });
});
