import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Edit } from "../../shared/edits/edit.ts";
import { sketchLimits } from "../../shared/project/sketch.ts";
import { buildCore } from "../support/build-core.ts";
import { writeRaw } from "../support/tampered.ts";

const color = "#e00000";
const dot = { kind: "pencil", points: [[0, 0]], thickness: 30, color };
const line = (points: number) => ({ ...dot, points: Array.from({ length: points }, (_, at) => [at % 10_000, 5000]) });
const layers = (...marks: unknown[]) => ({ layers: [{ name: "Layer 1", marks }] });

function planWith(sketch: unknown): string {
  const shot = { durationMs: 3000, action: "It rains", sketch };
  const pass = { scene: "SC010", name: "Rain", profile: "animatic", aspectRatio: "16:9", resolution: "720p" };
  const project = { name: "Night race", rate: "24", start: "01:00:00:00" };
  return JSON.stringify({ schema: "shotline.plan.1", project, elements: [], passes: [{ ...pass, shots: [shot] }] });
}

const hostile: [string, unknown][] = [
  ["a line of more points than a line has", layers(line(2001))],
  ["lines of more points together than a sketch holds", layers(...Array.from({ length: 11 }, () => line(2000)))],
  ["more marks than a layer holds", layers(...Array.from({ length: sketchLimits.marksPerLayer + 1 }, () => dot))],
  ["more layers than a sketch holds", { layers: Array.from({ length: 11 }, () => ({ name: "L", marks: [] })) }],
  ["a point far outside", layers({ ...dot, points: [[1e9, 0]] })],
  ["a point that is no number", layers({ ...dot, points: [[null, 0]] })],
  ["half a point", layers({ ...dot, points: [[0.5, 0]] })],
  ["a line of no points", layers({ ...dot, points: [] })],
  ["a color that is more than a color", layers({ ...dot, color: "url(http://127.0.0.1/)" })],
  ["a line as thick as a wall", layers({ ...dot, thickness: 1e6 })],
  ["a text of a megabyte", layers({ kind: "text", at: [0, 0], text: "W".repeat(1e6), thickness: 30, color })],
  ["a kind of mark that there is not", layers({ kind: "image", href: "/etc/passwd" })],
  ["paper that there is not", { ...layers(dot), paper: "/etc/passwd" }],
  ["a key that there is not", { ...layers(dot), script: "x" }],
];

test.each(hostile)("a plan with %s is refused, and nothing is made of it", async (_, sketch) => {
  const { core, folder } = buildCore();
  mkdirSync(folder, { recursive: true });
  const planFile = join(folder, "rain.plan.json");
  writeFileSync(planFile, planWith(sketch));
  const { problems } = await core.call("plan.checkFile", { planFile });
  expect(problems[0]).toMatchObject({ severity: "error", path: expect.stringContaining("passes[0].shots[0].sketch") });
  await expect(core.call("projects.createFromPlan", { planFile })).rejects.toMatchObject({ name: "AppError" });
  expect(await core.call("projects.list", {})).toEqual([]);
});

test("an edit with such a sketch is refused, one with as much as a sketch holds is not", async () => {
  const { core } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  const { project, revision } = await core.call("project.get", { projectId });
  const shotId = project.passes[0]?.shots[0]?.id as string;
  const apply = (sketch: unknown) => {
    const edit = { type: "shot.describe", shotId, fields: { sketch } } as Edit;
    return core.call("edits.apply", { projectId, baseRevision: revision, edit });
  };
  for (const [, sketch] of hostile) await expect(apply(sketch)).rejects.toMatchObject({ code: "input.invalid" });
  const full = layers(...Array.from({ length: 10 }, () => line(2000)));
  await apply(full);
  expect((await core.call("project.get", { projectId })).project.passes[0]?.shots[0]?.sketch).toEqual(full);
});

test("a project whose rows hold such a sketch is told by its table", async () => {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  const { folder: projectFolder } = await core.call("project.get", { projectId });
  await core.close();
  const sketch = JSON.stringify(layers({ ...dot, color: "url(x)" })).replaceAll("'", "''");
  writeRaw(projectFolder, `UPDATE shot SET detail = json_set(detail, '$.sketch', json('${sketch}'))`);
  const again = buildCore(folder).core;
  const opening = again
    .call("projects.open", { folder: projectFolder })
    .then(() => again.call("project.get", { projectId }));
  await expect(opening).rejects.toMatchObject({ code: "project.damaged" });
});
