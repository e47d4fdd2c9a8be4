import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeExclusiveLock } from "../../../electron/core/database/exclusive-lock.ts";
import { buildCore } from "../../support/build-core.ts";
import { buildPlan } from "../../support/builders.ts";
import { makeFilm } from "../../support/services/film.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A square pass of three seconds, so that it renders quickly. */
async function openOnce() {
  const { core, folder: home } = buildCore(temporaryFolder(), null, { env: {} });
  const planFile = join(home, "small.plan.json");
  writeFileSync(planFile, JSON.stringify(buildPlan([1000, 1000, 1000], { aspectRatio: "1:1" })));
  const { projectId } = await core.call("projects.createFromPlan", { planFile, folder: join(home, "night.shotline") });
  const view = () => core.call("project.get", { projectId });
  const { folder, project } = await view();
  const passId = project.passes[0]?.id as string;
  const end = async ({ operationId }: { operationId: string }) => core.waitForOperation(operationId, () => {});
  const draw = async () => end(await core.call("animatic.render", { projectId, passId, burnIn: false, once: true }));
  const importOnce = async (file: string) =>
    end(await core.call("takes.import", { projectId, passId, file, once: true }));
  const importAgain = async (file: string) => end(await core.call("takes.import", { projectId, passId, file }));
  return { core, folder, projectId, view, passId, draw, importOnce, importAgain };
}

test("an animatic is drawn once for a plan, its stills are made again where they are missing, and another plan is drawn", async () => {
  const { core, folder, projectId, view, draw } = await openOnce();
  const first = (await draw()).result;
  expect(first?.known).toBeUndefined();
  const stills = join(folder, "cache/takes", first?.takeId as string);
  rmSync(stills, { recursive: true });
  const second = (await draw()).result;
  expect(second).toMatchObject({ known: true, takeId: first?.takeId, frames: first?.frames, files: first?.files });
  const { project, revision: baseRevision } = await view();
  const shotId = project.passes[0]?.shots[0]?.id as string;
  const edit = { type: "shot.describe", shotId, fields: { action: "A car stops" } } as const;
  await core.call("edits.apply", { projectId, baseRevision, edit });
  expect((await draw()).result).toMatchObject({ takeId: expect.not.stringMatching(first?.takeId as string) });
  expect((await view()).takes).toHaveLength(2);
});

test("a take whose video is gone or cut off is made again", async () => {
  const { folder, view, draw } = await openOnce();
  await draw();
  rmSync(join(folder, "media/takes"), { recursive: true });
  expect((await draw()).result?.known).toBeUndefined();
  expect((await view()).takes).toHaveLength(2);
});

test("the same video is imported once into a pass, under any name", async () => {
  const { view, importAgain, importOnce } = await openOnce();
  const file = await makeFilm({ seconds: 1, widthPx: 64, heightPx: 64, audio: false });
  const first = (await importOnce(file)).result;
  expect((await importOnce(file)).result).toMatchObject({ known: true, takeId: first?.takeId, files: first?.files });
  expect((await view()).takes).toHaveLength(1);
  expect((await importOnce(join(file, "..", "none.mp4"))).error).toMatchObject({ code: "film.unreadable" });
  // In the window the user may want it twice.
  await importAgain(file);
  expect((await view()).takes).toHaveLength(2);
});

test("of two processes that would add the same, one is told to come back", async () => {
  const { folder, view, draw } = await openOnce();
  const other = takeExclusiveLock(folder, "takes.lock");
  expect((await draw()).error).toMatchObject({ code: "busy", next: expect.any(String) });
  other?.release();
  expect((await draw()).error).toBeNull();
  expect((await view()).takes).toHaveLength(1);
});
