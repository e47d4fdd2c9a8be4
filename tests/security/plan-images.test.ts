import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildCore } from "../support/build-core.ts";
import { makeStill } from "../support/services/film.ts";

async function writePlan(folder: string, image: string): Promise<string> {
  mkdirSync(join(folder, "plan"), { recursive: true });
  const planFile = join(folder, "plan", "race.plan.json");
  const shots = [{ durationMs: 3000, action: "It rains" }];
  const pass = {
    scene: "SC010",
    name: "Rain",
    profile: "animatic",
    aspectRatio: "16:9",
    resolution: "720p",
    audio: false,
  };
  const project = { name: "Night race", rate: "24", start: "01:00:00:00" };
  writeFileSync(
    planFile,
    JSON.stringify({
      schema: "shotline.plan.1",
      project,
      elements: [],
      passes: [{ ...pass, startFrame: image, shots }],
    }),
  );
  writeFileSync(join(folder, "outside.jpg"), (await makeStill()).bytes);
  return planFile;
}

test("an image of a plan that is a link leading out is refused like one with ..", async () => {
  const { core, folder } = buildCore();
  const planFile = await writePlan(folder, "start.jpg");
  symlinkSync(join(folder, "outside.jpg"), join(folder, "plan", "start.jpg"));
  await expect(core.call("projects.createFromPlan", { planFile })).rejects.toMatchObject({ code: "path.outside" });
  const { problems } = await core.call("plan.checkFile", { planFile });
  expect(problems).toContainEqual(
    expect.objectContaining({ code: "path.outside", severity: "error", path: "passes[0].startFrame" }),
  );
});

test("so is one in a folder that is a link leading out", async () => {
  const { core, folder } = buildCore();
  const planFile = await writePlan(folder, "images/outside.jpg");
  symlinkSync(folder, join(folder, "plan", "images"));
  await expect(core.call("projects.createFromPlan", { planFile })).rejects.toMatchObject({ code: "path.outside" });
});

test("a link that stays in the plan's folder is followed", async () => {
  const { core, folder } = buildCore();
  const planFile = await writePlan(folder, "start.jpg");
  renameSync(join(folder, "outside.jpg"), join(folder, "plan", "inside.jpg"));
  symlinkSync("inside.jpg", join(folder, "plan", "start.jpg"));
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  expect((await core.call("project.get", { projectId })).media).toHaveLength(1);
});

test("an image that is a pipe without an end is refused, and does not hang", { timeout: 8000 }, async () => {
  const { core, folder } = buildCore();
  const planFile = await writePlan(folder, "start.jpg");
  expect(spawnSync("mkfifo", [join(folder, "plan", "start.jpg")]).status).toBe(0);
  await expect(core.call("projects.createFromPlan", { planFile })).rejects.toMatchObject({ code: "image.unreadable" });
});

test("a file that is no plan is refused without a word of what it holds", async () => {
  const { core, folder } = buildCore();
  const planFile = join(folder, "keys.txt");
  for (const text of ["sk-live-0123456789", '{"key": sk-live-0123456789}', "[sk-live-0123456789"]) {
    writeFileSync(planFile, text);
    const refusal = core.call("projects.createFromPlan", { planFile });
    await expect(refusal).rejects.toMatchObject({
      code: "plan.not-json",
      message: expect.not.stringMatching(/sk|live/),
    });
  }
});
