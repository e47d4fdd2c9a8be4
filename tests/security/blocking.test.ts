import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Edit } from "../../shared/edits/edit.ts";
import { type Spot, stageLimits } from "../../shared/project/stage.ts";
import { buildCore } from "../support/build-core.ts";
import { writeRaw } from "../support/tampered.ts";

// A film of a full stage is drawn and encoded for real, which a busy computer lets wait.
vi.setConfig({ testTimeout: 240_000 });

const many = (count: number) => Array.from({ length: count }, (_, at) => at);
const crowd = (count: number) => many(count).map((at) => ({ id: `figure-${at}`, at: [0, 0] as Spot }));

const hostileBlockings: [string, string, string][] = [
  ["a lens of no length", '{"camera":{"lens":0}}', ".camera.lens"],
  ["a lens of ten meters", '{"camera":{"lens":10000}}', ".camera.lens"],
  ["a lens that is no number in JSON", '{"camera":{"lens":1e999}}', ".camera.lens"],
  ["a figure at the moon", '{"figures":{"Mara":{"at":[1e9,0]}}}', ".figures.Mara.at[0]"],
  ["a place that is no number", '{"figures":{"Mara":{"at":[null,0]}}}', ".figures.Mara.at[0]"],
  [
    "a path of ten thousand points",
    `{"camera":{"path":${JSON.stringify(many(10_000).map(() => [0, 0]))}}}`,
    ".camera.path",
  ],
  [
    "a hundred thousand figures",
    JSON.stringify({ figures: Object.fromEntries(many(100_000).map((at) => [`f${at}`, {}])) }),
    ".figures",
  ],
  ["a name with a path in it", '{"figures":{"../../etc":{}}}', ".figures.../../etc"],
  ["a name of a megabyte", `{"camera":{"target":{"figure":"${"a".repeat(1e6)}"}}}`, ".camera.target.figure"],
  ["a key that there is not", '{"script":"x"}', ".script"],
];
const hostileStages: [string, string, string][] = [
  ["five hundred figures", JSON.stringify({ figures: crowd(500) }), ".figures"],
  ["two figures of one name", '{"figures":[{"id":"Mara"},{"id":"Mara"}]}', ".figures"],
  ["a figure that is called as the mother of all objects", '{"figures":[{"id":"__proto__"}]}', ".figures[0].id"],
  ["a prop as large as a town", '{"props":[{"id":"a","body":"box","at":[0,0],"size":[1e6,1,1]}]}', ".props[0].size[0]"],
  ["a body that there is not", '{"props":[{"id":"a","body":"/etc/passwd","at":[0,0]}]}', ".props[0].body"],
  ["a label of several lines", '{"figures":[{"id":"Mara","label":"a\\nb"}]}', ".figures[0].label"],
  ["light from below", '{"light":{"bearing":0,"elevation":-90}}', ".light.elevation"],
];

function planWith(stage: string, blocking: string): string {
  const pass = { scene: "SC010", name: "Rain", profile: "animatic", aspectRatio: "16:9", resolution: "720p" };
  const shot = { durationMs: 3000, action: "They wait", blocking: "BLOCKING" };
  const project = { name: "Night race", rate: "24", start: "01:00:00:00" };
  const plan = { schema: "shotline.plan.1", project, passes: [{ ...pass, stage: "STAGE", shots: [shot] }] };
  return JSON.stringify(plan).replace('"STAGE"', stage).replace('"BLOCKING"', blocking);
}

test.each([
  ...hostileBlockings.map(([name, json, path]) => [name, planWith("{}", json), `passes[0].shots[0].blocking${path}`]),
  ...hostileStages.map(([name, json, path]) => [name, planWith(json, "{}"), `passes[0].stage${path}`]),
])("a plan with %s is refused with its place, and nothing is made of it", async (_, plan, path) => {
  const { core, folder } = buildCore();
  mkdirSync(folder, { recursive: true });
  const planFile = join(folder, "rain.plan.json");
  writeFileSync(planFile, plan);
  const { problems } = await core.call("plan.checkFile", { planFile });
  expect(problems).toMatchObject([
    { severity: "error", path, message: expect.stringMatching(/\.$/), next: expect.stringMatching(/\.$/) },
  ]);
  await expect(core.call("projects.createFromPlan", { planFile })).rejects.toMatchObject({ name: "AppError" });
  expect(await core.call("projects.list", {})).toEqual([]);
});

test("an edit with such a blocking or stage is refused, and leaves the plan as it was", async () => {
  const { core } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  const before = await core.call("project.get", { projectId });
  const [pass] = before.project.passes;
  const apply = (edit: unknown) =>
    core.call("edits.apply", { projectId, baseRevision: before.revision, edit: edit as Edit });
  for (const [, json] of hostileBlockings) {
    const fields = { blocking: JSON.parse(json) };
    const edit = { type: "shot.describe", shotId: pass?.shots[0]?.id, fields };
    await expect(apply(edit)).rejects.toMatchObject({ code: "input.invalid" });
    await expect(apply({ type: "batch", label: "All", edits: [edit] })).rejects.toMatchObject({
      code: "input.invalid",
    });
  }
  for (const [, json] of hostileStages) {
    const edit = { type: "pass.describe", passId: pass?.id, fields: { stage: JSON.parse(json) } };
    await expect(apply(edit)).rejects.toMatchObject({ code: "input.invalid" });
  }
  expect(await core.call("project.get", { projectId })).toEqual(before);
});

test.each([
  ["shot", "blocking", '{"camera":{"lens":0}}'],
  ["shot", "blocking", '{"figures":{"Mara":{"at":[1e9,0]}}}'],
  ["shot", "blocking", "7"],
  ["pass", "stage", JSON.stringify({ figures: crowd(500) })],
  ["pass", "stage", '{"figures":[{"id":"Mara"},{"id":"Mara"}]}'],
])("a project whose rows hold a %s with such a %s is told by its table", async (table, key, json) => {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  const { folder: projectFolder } = await core.call("project.get", { projectId });
  await core.close();
  writeRaw(projectFolder, `UPDATE ${table} SET detail = json_set(detail, '$.${key}', json('${json}'))`);
  const again = buildCore(folder).core;
  const opening = again
    .call("projects.open", { folder: projectFolder })
    .then(() => again.call("project.get", { projectId }));
  await expect(opening).rejects.toMatchObject({ code: "project.damaged", message: expect.stringContaining(table) });
});

test("what is absurd and valid becomes a film: all in one point, the camera in a head, its target where it stands", async () => {
  const { core, folder } = buildCore();
  mkdirSync(folder, { recursive: true });
  const planFile = join(folder, "rain.plan.json");
  const { figures, props, pathPoints, reach } = stageLimits;
  const box = { body: "box", at: [0, 0], size: [200, 200, 200] };
  const stage = { figures: crowd(figures), props: many(props).map((at) => ({ id: `box-${at}`, ...box })) };
  const path = many(pathPoints).map((at) => [at % 2 === 0 ? reach : -reach, 0]);
  const blocking = {
    camera: {
      ...{ at: [0, 0], height: 1.6, lens: 8, target: { at: [0, 0], height: 1.6 }, roll: 45, path },
      to: { lens: 800, height: 100, target: { figure: "nobody" } },
    },
    figures: Object.fromEntries(stage.figures.map(({ id }) => [id, { path, toPose: "lying", toFacing: 360 }])),
  };
  writeFileSync(planFile, planWith(JSON.stringify(stage), JSON.stringify(blocking)));
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const { project } = await core.call("project.get", { projectId });
  const passId = project.passes[0]?.id ?? "";
  const { operationId } = await core.call("animatic.render", { projectId, passId, burnIn: false });
  expect(await core.waitForOperation(operationId, () => {})).toMatchObject({ state: "done" });
});
