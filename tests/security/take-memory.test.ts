import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { takeMemoryOf } from "../../electron/core/projects/take-memory.ts";
import { buildCore } from "../support/build-core.ts";
import { buildMediaId } from "../support/builders.ts";
import { writeDatabase } from "../support/database-text.ts";
import { writeRaw } from "../support/tampered.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A project with a take whose request remembers `madeFrom`. */
async function openWith(madeFrom: unknown) {
  const folder = join(temporaryFolder(), "Full.shotline");
  const fixture = join(import.meta.dirname, "../fixtures/projects/version-4.sql");
  writeDatabase(folder, readFileSync(fixture, "utf8"));
  const { core } = buildCore();
  const { projectId } = await core.call("projects.open", { folder });
  await core.close();
  const json = JSON.stringify({ madeFrom }).replaceAll("'", "''");
  writeRaw(folder, `UPDATE take SET request = '${json}'`);
  const again = buildCore().core;
  await again.call("projects.open", { folder });
  return { core: again, projectId, view: await again.call("project.get", { projectId }) };
}

test("a take that remembers nonsense is a take that remembers nothing, and its plan can't be restored", async () => {
  for (const madeFrom of [null, 5, [], { pass: { shots: "many" } }, { pass: { id: "../../x" }, elements: [{}] }]) {
    const { core, projectId, view } = await openWith(madeFrom);
    const [take] = view.takes;
    expect(take).toMatchObject({ shots: null });
    expect(take?.stale).toBeUndefined();
    const request = { projectId, takeId: take?.id as string };
    const nothing = { shots: null, madeFrom: null, written: null, file: null };
    expect(await core.call("takes.memory", request)).toEqual(nothing);
    const restored = core.call("takes.restorePlan", { ...request, baseRevision: view.revision });
    expect(core.errorData(await restored.catch((error: unknown) => error))).toMatchObject({ code: "not-found" });
  }
});

test("a remembered plan is an edit like any: strange files, models and shots of other passes are refused or made anew", async () => {
  const shot = { id: "shot_0001", durationMs: 3000 };
  const pass = {
    id: "pass_0001",
    scene: "SC999",
    name: "Strange",
    profile: "animatic",
    aspectRatio: "16:9",
    resolution: "720p",
  };
  const restore = async (content: object) => {
    const { core, projectId, view } = await openWith({ pass: { ...pass, shots: [shot], ...content }, elements: [] });
    const takeId = view.takes[0]?.id as string;
    const result = await core
      .call("takes.restorePlan", { projectId, takeId, baseRevision: view.revision })
      .catch((error: unknown) => core.errorData(error));
    return { result, before: view.project, after: (await core.call("project.get", { projectId })).project };
  };
  for (const content of [
    { startFrame: buildMediaId("f") },
    { shots: [{ ...shot, frame: buildMediaId("f") }] },
    { profile: "acme/dream-1" },
    { shots: [{ ...shot, durationMs: 3_600_000 }] },
  ]) {
    const { result, before, after } = await restore(content);
    expect([content, result]).toEqual([content, expect.objectContaining({ code: "edit.refused" })]);
    expect(after).toEqual(before);
  }
  const { before, after } = await restore({});
  expect(after.passes.slice(0, -1)).toEqual(before.passes);
  expect(after.passes.at(-1)).toMatchObject({ id: "pass_0001", shots: [{ durationMs: 3000 }] });
  const taken = before.passes[0]?.shots[0]?.id as string;
  const other = await restore({ shots: [{ ...shot, id: taken }] });
  expect(other.after.passes.at(-1)?.shots[0]?.id).not.toBe(taken);
});

test("whatever stands in a request, reading it never fails", () => {
  const part = fc.oneof(fc.jsonValue(), fc.record({ shots: fc.jsonValue(), id: fc.jsonValue() }));
  const request = fc.oneof(fc.jsonValue(), fc.record({ shotIds: part, madeFrom: part, pass: part, file: part }));
  fc.assert(fc.property(request, (value) => void takeMemoryOf(value)));
});
