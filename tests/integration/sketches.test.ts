/** Owns that a drawing is seen wherever the animatic is, comes back from a plan file, and is sent to nobody. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { planOfProject } from "../../shared/project/plan.ts";
import type { Sketch } from "../../shared/project/sketch.ts";
import { buildCore } from "../support/build-core.ts";

// Films are drawn and encoded for real, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const red: Sketch["layers"][number]["marks"][number] = {
  kind: "pencil",
  points: [
    [1000, 5000],
    [9000, 5000],
  ],
  thickness: 3000,
  color: "#e00000",
};
const onPaper: Sketch = { paper: "white", layers: [{ name: "Blocking", marks: [red] }] };

function planOf(sketch: Sketch | undefined, profile = "animatic") {
  const shot = { durationMs: 3000, action: "It rains on the glass", ...(sketch ? { sketch } : {}) };
  const pass = { scene: "SC010", name: "Rain", aspectRatio: "16:9", resolution: "720p", audio: false };
  return {
    schema: "shotline.plan.1",
    project: { name: "Night race", rate: "24", start: "01:00:00:00" },
    elements: [],
    passes: [{ ...pass, profile, shots: [shot] }],
  };
}

function writePlan(folder: string, plan: object): string {
  mkdirSync(folder, { recursive: true });
  const planFile = join(folder, "rain.plan.json");
  writeFileSync(planFile, JSON.stringify(plan));
  return planFile;
}

/** The mean color of the first picture that a PDF holds. */
async function pictureColor(pdf: Buffer): Promise<number[]> {
  const start = pdf.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
  const end = pdf.indexOf("endstream", start);
  const middle = { left: 200, top: 320, width: 880, height: 80 };
  return [...(await sharp(pdf.subarray(start, end)).extract(middle).resize(1, 1).raw().toBuffer())];
}

test("a drawing is in the film and in the storyboard, which are made again when it changes", async () => {
  const { core, folder } = buildCore();
  const planFile = writePlan(folder, planOf(onPaper));
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const exported = async (name: string) => {
    const to = join(folder, name);
    const { operationId } = await core.call("export.start", { projectId, folder: to, formats: ["board"] });
    expect(await core.waitForOperation(operationId, () => {})).toMatchObject({ state: "done" });
    const pdf = readdirSync(to).find((file) => file.endsWith(".pdf")) ?? "";
    return pictureColor(readFileSync(join(to, pdf)));
  };
  const passId = (await core.call("project.get", { projectId })).project.passes[0]?.id ?? "";
  const { operationId } = await core.call("animatic.render", { projectId, passId, burnIn: false });
  await core.waitForOperation(operationId, () => {});
  const [r = 0, g = 0, b = 0] = await exported("drawn");
  expect([r > 190, g < 60, b < 60]).toEqual([true, true, true]);
  const { project, revision } = await core.call("project.get", { projectId });
  const shotId = project.passes[0]?.shots[0]?.id ?? "";
  const sketch: Sketch = { paper: "white", layers: [{ name: "Blocking", hidden: true, marks: [red] }] };
  const edit = { type: "shot.describe" as const, shotId, fields: { sketch } };
  expect(await core.call("edits.apply", { projectId, baseRevision: revision, edit })).toMatchObject({
    label: "Draw on SC010 SH0010",
  });
  expect((await exported("hidden")).every((mean) => mean > 240)).toBe(true);
});

test("a drawing comes back from a plan file as it was", async () => {
  const { core, folder } = buildCore();
  const every: Sketch = {
    layers: [
      { name: "Back", hidden: true, marks: [red] },
      {
        name: "Front",
        marks: [
          { kind: "arrow", from: [-200, 0], to: [10_500, 9000], by: [4000, 2000], thickness: 65, color: "#1f78d1" },
          { kind: "box", from: [1000, 1000], to: [2000, 3000], thickness: 30, color: "#ffffff", label: "Mara" },
          { kind: "text", at: [100, 200], text: "Rain\n雨", thickness: 400, color: "#16181b" },
        ],
      },
    ],
  };
  const planFile = writePlan(folder, planOf(every));
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const { project } = await core.call("project.get", { projectId });
  const again = writePlan(
    join(folder, "again"),
    planOfProject(project, () => ""),
  );
  const second = await core.call("projects.createFromPlan", { planFile: again });
  const read = await core.call("project.get", second);
  expect(read.project.passes[0]?.shots[0]?.sketch).toEqual(every);
});

test.each(["fal/kling-v3-pro", "kling/kling-3.0", "pixio/kling-v3-pro", "replicate/kling-v3"])(
  "what %s is sent is the same with and without a drawing",
  async (profile) => {
    const { core, folder } = buildCore();
    const compiled = async (name: string, sketch: Sketch | undefined) => {
      const planFile = writePlan(join(folder, name), planOf(sketch, profile));
      return core.call("plan.compileFile", { planFile });
    };
    const text: Sketch = {
      layers: [
        { name: "Secret", marks: [{ kind: "text", at: [0, 0], text: "SECRET", thickness: 400, color: "#16181b" }] },
      ],
    };
    const [bare, drawn] = [await compiled("bare", undefined), await compiled("drawn", text)];
    expect(drawn).toEqual(bare);
    expect(JSON.stringify(drawn)).not.toMatch(/secret/i);
    expect(drawn.requests).toHaveLength(1);
  },
);
