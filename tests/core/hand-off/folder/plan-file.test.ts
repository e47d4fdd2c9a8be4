import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Project } from "../../../../shared/project/model.ts";
import { planOfProject } from "../../../../shared/project/plan.ts";
import { buildCore, type TestCore } from "../../../support/build-core.ts";
import { fullPlan } from "../../../support/builders.ts";
import { writePng } from "../../../support/open-projects.ts";

const passes = fullPlan.passes.map((pass) => ({ ...pass, profile: "animatic", guidance: 0.5 }));

/** A project of the plan that says something in every key; two of its images have the same content. */
async function openFullProject(name = fullPlan.project.name) {
  const { core, folder } = buildCore();
  await mkdir(join(folder, "images"));
  for (const [file, color] of [
    ["images/a.png", "#884422"],
    ["b.jpg", "#224488"],
    ["images/start.png", "#448822"],
    ["images/end.png", "#884422"],
  ] as const) {
    await writePng(join(folder, file), color, 720, 1280);
  }
  const planFile = join(folder, "film.plan.json");
  writeFileSync(planFile, JSON.stringify({ ...fullPlan, project: { ...fullPlan.project, name }, passes }));
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  return { core, folder, projectId };
}

async function exportPlan({ core, projectId, folder }: { core: TestCore["core"]; projectId: string; folder: string }) {
  const target = join(folder, "hand-off");
  const { operationId } = await core.call("export.start", { projectId, folder: target, formats: ["plan"] });
  expect(await core.waitForOperation(operationId, () => {})).toMatchObject({ state: "done" });
  return target;
}

/** All that a plan says, with the content of images in place of their paths. */
function saidBy(project: Project) {
  return planOfProject(project, (mediaId) => mediaId);
}

test("a project is made again from the plan file of its hand-off: passes, shots, elements, images", async () => {
  const opened = await openFullProject();
  const { core, projectId } = opened;
  const target = await exportPlan(opened);
  expect((readdirSync(target, { recursive: true }) as string[]).sort()).toEqual([
    "NightRace.plan.json",
    "README.txt",
    "images",
    "images/Driver_1.png",
    "images/Driver_2.png",
    "images/SC010_PitLane_start.png",
  ]);
  const again = await core.call("projects.createFromPlan", { planFile: join(target, "NightRace.plan.json") });
  const [before, after] = await Promise.all(
    [projectId, again.projectId].map((id) => core.call("project.get", { projectId: id })),
  );
  expect(again.projectId).not.toBe(projectId);
  expect(saidBy(after?.project as Project)).toStrictEqual(saidBy(before?.project as Project));
  expect(saidBy(after?.project as Project).passes[0]?.shots).toStrictEqual(fullPlan.passes[0]?.shots);
});

test("an image whose file is gone is left out of the plan, which says so", async () => {
  const opened = await openFullProject("ü & <日本>");
  const { core, projectId } = opened;
  const { project, folder } = await core.call("project.get", { projectId });
  const start = project.passes[0]?.startFrame as string;
  const stored = readdirSync(join(folder, "media/images")).find((name) => name.includes(start.slice(0, 12)));
  rmSync(join(folder, "media/images", stored as string));
  const target = await exportPlan(opened);
  const [planFile] = readdirSync(target).filter((name) => name.endsWith(".plan.json"));
  expect(readFileSync(join(target, "README.txt"), "utf8")).toContain("One image is missing from the project");
  const again = await core.call("projects.createFromPlan", { planFile: join(target, planFile as string) });
  const made = await core.call("project.get", { projectId: again.projectId });
  const { startFrame: _, ...pass } = saidBy(project).passes[0] as ReturnType<typeof saidBy>["passes"][number];
  expect(saidBy(made.project)).toStrictEqual({ ...saidBy(project), passes: [pass] });
});
