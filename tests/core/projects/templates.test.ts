import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { frameSizeOf } from "../../../shared/animatic/frame-size.ts";
import { frameAt, planFrames } from "../../../shared/animatic/plan-frames.ts";
import { type TemplateId, templateIds, templates } from "../../../shared/project/templates.ts";
import { buildCore } from "../../support/build-core.ts";

const folder = join(import.meta.dirname, "../../../resources/templates");

async function listed(template: TemplateId) {
  const found = (await buildCore().core.call("templates.list", {})).find((each) => each.template === template);
  if (!found) throw new Error(`${template} is not listed`);
  return found.project;
}

test("every template that is shipped is listed, and no other", async () => {
  expect(readdirSync(folder).sort()).toEqual(templateIds.map((id) => `${id}.plan.json`).sort());
  const all = await buildCore().core.call("templates.list", {});
  expect(all.map(({ template }) => template)).toEqual([...templateIds]);
});

describe.each(templateIds)("the template %s", (template) => {
  test("fits its budget, uses the whole language of the camera, and has little left to advise", async () => {
    const { core } = buildCore();
    const { problems } = await core.call("plan.checkFile", { planFile: join(folder, `${template}.plan.json`) });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(problems.length).toBeLessThanOrEqual(3);
    const { passes } = await listed(template);
    expect(passes.length).toBeLessThanOrEqual(3);
    for (const shot of passes.flatMap(({ shots }) => shots)) {
      expect(shot).toMatchObject({ action: expect.any(String), sketch: expect.any(Object) });
      expect(Object.keys(shot.camera ?? {})).toEqual(expect.arrayContaining(["size", "angle", "move", "lens"]));
    }
    const lengthMs = passes.flatMap(({ shots }) => shots).reduce((sum, { durationMs }) => sum + durationMs, 0);
    expect(templates[template].posterMs).toBeLessThan(lengthMs);
  });

  test("is a picture in every shot, and another one in each", async () => {
    const project = await listed(template);
    const seen = new Set<string>();
    for (const pass of project.passes) {
      const plan = planFrames(project, pass);
      const frame = frameSizeOf(pass.aspectRatio, 90);
      for (const shot of plan.shots) {
        const canvas = createCanvas(frame.widthPx, frame.heightPx);
        const options = { frame, burnIn: false, matte: null, captions: false };
        drawFrame(canvas.getContext("2d"), frameAt(plan, shot.endFrame - 1), () => "missing", options);
        const pixels = canvas.data();
        const tones = new Set(Array.from({ length: 400 }, (_, at) => pixels[at * 4 * 37]));
        expect(tones.size).toBeGreaterThan(2);
        seen.add(pixels.toString("base64"));
      }
    }
    expect(seen.size).toBe(project.passes.flatMap(({ shots }) => shots).length);
  });

  test("becomes a project under its own name or another", async () => {
    const { core } = buildCore();
    const { name } = templates[template];
    const first = await core.call("projects.createFromTemplate", { template });
    const second = await core.call("projects.createFromTemplate", { template, name: "Night race" });
    const [own, named] = [await core.call("project.get", first), await core.call("project.get", second)];
    expect([own.project.name, named.project.name]).toEqual([name, "Night race"]);
    expect(named.project.passes.length).toBe(own.project.passes.length);
    expect((await core.call("plan.check", first)).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

test("a template that is none is refused, whatever path it is", async () => {
  const { core } = buildCore();
  for (const template of ["../sample/sample", "/etc/passwd", "chase.plan.json", ""]) {
    const asked = { template: template as TemplateId };
    await expect(core.call("projects.createFromTemplate", asked)).rejects.toMatchObject({ code: "input.invalid" });
  }
  expect(await core.call("projects.list", {})).toEqual([]);
});
