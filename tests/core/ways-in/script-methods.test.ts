import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { buildCore } from "../../support/build-core.ts";

const scripts = resolve(import.meta.dirname, "../../fixtures/scripts");
const lighthouse = readFileSync(join(scripts, "lighthouse.fountain"), "utf8");
const sourceOf = (text: string, name = "lighthouse.fountain") => ({
  name,
  bytes: Buffer.from(text).toString("base64"),
});

async function makeProject(text = lighthouse) {
  const { core } = buildCore();
  const { projectId } = await core.call("projects.createFromScript", sourceOf(text));
  const read = (changed: string) => core.call("script.read", { projectId, ...sourceOf(changed) });
  const view = () => core.call("project.get", { projectId });
  const take = async (changed: string, accept: string[], baseRevision?: number) => {
    const base = baseRevision ?? (await view()).revision;
    return core.call("script.import", { projectId, baseRevision: base, ...sourceOf(changed), accept });
  };
  return { core, projectId, read, view, take };
}

describe("a project of a script", () => {
  test("is called as the script is, has its scenes, shots and speakers, and keeps its words", async () => {
    const { core, projectId, view } = await makeProject();
    const { project, undoLabel } = await view();
    expect(project.name).toBe("The Last Keeper");
    expect(new Set(project.passes.map(({ scene }) => scene)).size).toBe(9);
    expect(project.elements.map(({ name }) => name)).toEqual(["Inga", "Tomas", "Skipper", "Radio"]);
    expect(undoLabel).toBeNull();
    const { kept } = await core.call("script.get", { projectId });
    expect(kept).toMatchObject({ name: "lighthouse.fountain", format: "fountain" });
    expect(kept?.script.scenes).toHaveLength(10);
  });

  test("is not made of a script without shots, and no folder is left", async () => {
    const { core } = buildCore();
    const empty = core.call("projects.createFromScript", sourceOf("Title: Nothing\n\n.OMITTED\n"));
    await expect(empty).rejects.toMatchObject({ code: "input.invalid" });
    expect(await core.call("projects.list", {})).toEqual([]);
  });
});

describe("a script imported again", () => {
  const changed = lighthouse
    .replace("A moth circles the lantern.", "Two moths circle the lantern and burn.")
    .replace("INT. FISHING BOAT", "INT. CELLAR - NIGHT\n\nWater rises between the barrels.\n\nINT. FISHING BOAT");

  test("without changes changes nothing", async () => {
    const { read, take, view } = await makeProject();
    expect((await read(lighthouse)).changes).toEqual([]);
    const { revision } = await view();
    expect(await take(lighthouse, [])).toMatchObject({ accepted: 0, revision });
  });

  test("is accepted in part as one edit that undo takes back, and keeps its words in the same step", async () => {
    const { core, projectId, read, take, view } = await makeProject();
    const before = (await view()).project;
    const { changes } = await read(changed);
    expect(changes.map(({ kind, note }) => [kind, note])).toEqual([
      ["changed", ""],
      ["added", ""],
    ]);
    const [rewritten] = changes;
    expect(await take(changed, [rewritten?.id ?? ""])).toMatchObject({ accepted: 1, partly: [] });
    const { project, revision, undoLabel } = await view();
    expect(undoLabel).toBe("Import lighthouse.fountain");
    expect(project.passes).toHaveLength(before.passes.length);
    expect(JSON.stringify(project)).toContain("Two moths circle the lantern and burn.");
    expect((await core.call("script.get", { projectId })).kept?.script.scenes).toHaveLength(11);
    const left = (await read(changed)).changes;
    expect(left.map(({ kind, note }) => [kind, note])).toEqual([
      ["added", "It has been in the script before and has no shot."],
    ]);
    await core.call("history.undo", { projectId, baseRevision: revision });
    expect((await view()).project).toEqual(before);
  });

  test("is refused where the plan or the script is another one than was looked at, and nothing is kept of it", async () => {
    const { core, projectId, read, take, view } = await makeProject();
    const { changes, revision } = await read(changed);
    const ids = changes.map(({ id }) => id);
    await expect(take(lighthouse, ids)).rejects.toMatchObject({ code: "edit.stale" });
    const [shot] = (await view()).project.passes[0]?.shots ?? [];
    const edit = { type: "shot.describe", shotId: shot?.id ?? "", fields: { mood: "calm" } } as const;
    await core.call("edits.apply", { projectId, baseRevision: revision, edit });
    await expect(take(changed, ids, revision)).rejects.toMatchObject({ code: "edit.stale" });
    expect((await core.call("script.get", { projectId })).kept?.script.scenes).toHaveLength(10);
  });
});

test("a script is imported into a project that had none, behind what is there", async () => {
  const { core } = buildCore();
  const { projectId } = await core.call("projects.createSample", {});
  expect(await core.call("script.get", { projectId })).toEqual({ kept: null });
  const { project, revision } = await core.call("project.get", { projectId });
  const { changes } = await core.call("script.read", { projectId, ...sourceOf(lighthouse) });
  const accept = changes.map(({ id }) => id);
  await core.call("script.import", { projectId, baseRevision: revision, ...sourceOf(lighthouse), accept });
  const after = (await core.call("project.get", { projectId })).project;
  expect(after.passes.slice(0, project.passes.length)).toEqual(project.passes);
  expect(after.passes.at(-1)).toMatchObject({ heading: "EXT. HARBOR - DAWN" });
  expect((await core.call("script.read", { projectId, ...sourceOf(lighthouse) })).changes).toEqual([]);
});
