import { join } from "node:path";
import { expect, test } from "vitest";
import type { EditOf } from "../../../shared/edits/edit.ts";
import { buildCore } from "../../support/build-core.ts";
import { buildTimedPass } from "../../support/builders.ts";
import { writeRaw } from "../../support/tampered.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

async function openProject() {
  const { core } = buildCore();
  const folder = join(temporaryFolder(), "Night race.shotline");
  const { projectId } = await core.call("projects.create", { name: "Night race", folder });
  const { project } = await core.call("project.get", { projectId });
  const shotId = project.passes[0]?.shots[0]?.id as string;
  const apply = async (edit: Parameters<typeof applyOne>[1]) => applyOne(projectId, edit);
  async function applyOne(id: string, edit: EditOf<"shot.describe"> | EditOf<"shot.resize">) {
    const { revision } = await core.call("project.get", { projectId: id });
    await core.call("edits.apply", { projectId: id, baseRevision: revision, edit });
  }
  const describe = (fields: EditOf<"shot.describe">["fields"]) => apply({ type: "shot.describe", shotId, fields });
  const versions = () => core.call("history.shot", { projectId, shotId });
  return { core, folder, projectId, shotId, apply, describe, versions };
}

test("lists what the texts of a shot became, newest first, down to what they began with", async () => {
  const { describe, apply, shotId, versions } = await openProject();
  await describe({ action: "A driver runs" });
  await apply({ type: "shot.resize", shotId, edge: "end", deltaMs: 1000, mode: "ripple" });
  await describe({ action: "A driver walks", mood: "calm" });
  expect((await versions()).map(({ label, texts }) => [label, texts])).toEqual([
    ["Change action, mood of SH0010", { action: "A driver walks", mood: "calm" }],
    ["Change action of SH0010", { action: "A driver runs" }],
    [null, {}],
  ]);
});

test("a step that was undone is no version", async () => {
  const { core, projectId, describe, versions } = await openProject();
  await describe({ action: "A driver runs" });
  const { revision } = await core.call("project.get", { projectId });
  await core.call("history.undo", { projectId, baseRevision: revision });
  expect(await versions()).toEqual([]);
});

test("at most 50 are listed, and a shot that nobody knows has none", async () => {
  const { core, projectId, describe, versions } = await openProject();
  for (let count = 0; count < 55; count += 1) await describe({ action: `Version ${count}` });
  const listed = await versions();
  expect(listed).toHaveLength(50);
  expect(listed[0]?.texts).toEqual({ action: "Version 54" });
  expect(await core.call("history.shot", { projectId, shotId: "shot_none" })).toEqual([]);
});

test("a step over a whole film is read as far as it is about the shot", async () => {
  const { core, folder, projectId, shotId, describe, versions } = await openProject();
  await describe({ action: "A driver runs" });
  const other = buildTimedPass("B", [9000]);
  const revision = async () => (await core.call("project.get", { projectId })).revision;
  const add = { type: "pass.add" as const, pass: other, index: 1 };
  await core.call("edits.apply", { projectId, baseRevision: await revision(), edit: add });
  const edits = [shotId, other.shots[0]?.id ?? ""].map((id) => ({
    ...{ type: "shot.describe" as const, shotId: id },
    fields: { mood: "calm" },
  }));
  const fill = { type: "batch" as const, label: "Fill down mood", edits };
  await core.call("edits.apply", { projectId, baseRevision: await revision(), edit: fill });
  writeRaw(folder, `UPDATE history SET changes = replace(changes, '"durationMs":9000', '"durationMs":"long"')`);
  expect((await versions()).map(({ label }) => label)).toEqual(["Fill down mood", "Change action of SH0010", null]);
});

test("a row that is no step of history is told by its table", async () => {
  const { core, folder, describe, versions } = await openProject();
  await describe({ action: "A driver runs" });
  writeRaw(folder, `UPDATE history SET changes = replace(changes, '"action":"A driver runs"', '"action":{"a":1}')`);
  const failed = await versions().catch((error: unknown) => core.errorData(error));
  expect(failed).toMatchObject({ code: "project.damaged", message: expect.stringContaining("in the table history, ") });
});
