import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileLog } from "../../../electron/core/runtime/log.ts";
import { buildCore } from "../../support/build-core.ts";
import { writePlan } from "../../support/made-plans.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("The report says what runs here and how the log ends, and names no project, no key and no home", async () => {
  const folder = temporaryFolder();
  const log = fileLog(join(folder, "data"), () => new Date());
  const key = "a key like no other";
  const { core } = buildCore(folder, null, { log, env: { ...process.env, SHOTLINE_PIXIO_KEY: key } });
  const planFile = writePlan(folder, "Night race: the secret film", [[4, 3], [5]], "animatic");
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const { folder: place } = await core.call("project.get", { projectId });
  log({
    level: "info",
    room: "ffmpeg",
    message: `ffmpeg -y -i '${place}/media/a.mp4' -metadata 'title=Rain falls' -c:v libx264 out.mp4`,
  });
  log({
    level: "warn",
    message: `Couldn't write ${place}/cache/x: asked with ${key}`,
    error: new Error(join(homedir(), "x")),
  });
  await core.call("app.crashed", { message: `Can't draw in ${place}`, stack: `at paint (${key})` });
  const { text } = await core.call("app.report", { window: "Chromium 140, 1280 × 800" });
  for (const told of [
    "Shotline 0.0.0-test",
    `Node ${process.versions.node}`,
    "Chromium 140",
    "Projects: recent 1, open 1",
  ]) {
    expect(text).toContain(told);
  }
  expect(text).toContain("Open project 1: passes 2, shots 3, elements 0");
  expect(text).toContain("ffmpeg -y -i ‹…› -metadata ‹…› -c:v libx264 out.mp4");
  expect(text).toMatch(/"room":"window".*Can't draw in ‹folder›/);
  for (const hidden of ["Night race", "secret film", "Rain falls", "no other", place, homedir()]) {
    expect(text).not.toContain(hidden);
  }
});

test("The report of an installation that has done nothing yet is whole as well", async () => {
  const { core } = buildCore();
  const { text } = await core.call("app.report", { window: "" });
  expect(text).toContain("Projects: recent 0, open 0");
  expect(text).toContain("Log (0 lines):");
});
