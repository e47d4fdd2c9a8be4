import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { Core } from "../../../electron/core/core.ts";
import { posterUrl } from "../../../shared/rpc/contract.ts";
import { buildCore } from "../../support/build-core.ts";
import { createFromColors } from "../../support/received-images.ts";

const postersIn = (home: string) =>
  existsSync(join(home, "data/posters")) ? readdirSync(join(home, "data/posters")) : [];

async function posterColor(core: Core, poster: string | null | undefined): Promise<string> {
  const answer = await core.fetch(new Request(`http://shotline/${posterUrl(poster ?? "")}`));
  expect(answer.headers.get("content-type")).toBe("image/jpeg");
  const { dominant } = await sharp(await answer.arrayBuffer()).stats();
  return dominant.r > dominant.b ? "red" : "blue";
}

test("a recent project is told with its length, its passes and the picture of its first shot that has one", async () => {
  const { core } = buildCore();
  await createFromColors(core, "Night race", ["red", "blue", "red", "blue", "red", "blue"]);
  const [listed] = await core.call("projects.list", {});
  expect(listed).toMatchObject({ name: "Night race", durationMs: 18_000, passes: 2, missing: false });
  expect(await posterColor(core, listed?.poster)).toBe("red");
});

test("one without pictures has what is drawn of its first shot, drawn again when that changes", async () => {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  const [before] = await core.call("projects.list", {});
  expect(before).toMatchObject({ durationMs: 3000, passes: 1 });
  const answer = await core.fetch(new Request(`http://shotline/${posterUrl(before?.poster ?? "")}`));
  expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject({ format: "jpeg", width: 480, height: 270 });
  const { project, revision } = await core.call("project.get", { projectId });
  const shotId = project.passes[0]?.shots[0]?.id ?? "";
  const edit = { type: "shot.describe", shotId, fields: { camera: { size: "ECU" } } } as const;
  await core.call("edits.apply", { projectId, baseRevision: revision, edit });
  const [after] = await core.call("projects.list", {});
  expect(after?.poster).not.toBe(before?.poster);
  expect(postersIn(folder)).toEqual([`${after?.poster}.jpg`]);
});

test("what is told follows the edits, and a poster that is no longer shown goes", async () => {
  const { core, folder: home } = buildCore();
  const projectId = await createFromColors(core, "Night race", ["red", "blue"]);
  const [before] = await core.call("projects.list", {});
  const { project, revision } = await core.call("project.get", { projectId });
  const [first] = project.passes[0]?.shots ?? [];
  await core.call("edits.apply", {
    ...{ projectId, baseRevision: revision, edit: { type: "shot.remove", shotId: first?.id ?? "" } },
  });
  const fields = { name: "Day race" };
  await core.call("edits.apply", { projectId, baseRevision: revision + 1, edit: { type: "project.describe", fields } });
  const [after] = await core.call("projects.list", {});
  expect(after).toMatchObject({ name: "Day race", durationMs: 3000, openedAt: before?.openedAt });
  expect(await posterColor(core, after?.poster)).toBe("blue");
  expect(postersIn(home)).toEqual([`${after?.poster}.jpg`]);
  // A page that was told of the one before is shown the new one.
  expect(after?.poster).not.toBe(before?.poster);
  expect(await posterColor(core, before?.poster)).toBe("blue");
});

test("the next start tells what the last one knew when it closed, also of a project that is gone", async () => {
  const { core, folder: home } = buildCore();
  const projectId = await createFromColors(core, "Night race", ["red"]);
  const { folder } = await core.call("project.get", { projectId });
  await core.close();
  rmSync(folder, { recursive: true });
  const next = buildCore(home).core;
  const [listed] = await next.call("projects.list", {});
  expect(listed).toMatchObject({ name: "Night race", durationMs: 3000, passes: 1, missing: true });
  expect(await posterColor(next, listed?.poster)).toBe("red");
});

test("opening a project again keeps its poster, and taking it off the list removes that", async () => {
  const { core, folder: home } = buildCore();
  const projectId = await createFromColors(core, "Night race", ["red"]);
  const { folder } = await core.call("project.get", { projectId });
  const [listed] = await core.call("projects.list", {});
  await core.call("projects.open", { folder });
  expect(await core.call("projects.list", {})).toMatchObject([{ poster: listed?.poster, durationMs: 3000 }]);
  await core.call("projects.forget", { folder });
  expect(postersIn(home)).toEqual([]);
  expect(await core.call("projects.list", {})).toEqual([]);
});

test("a list that an older version wrote is read, and what it does not say is not known", async () => {
  const { core, folder: home } = buildCore();
  const projectId = await createFromColors(core, "Night race", ["red"]);
  const { folder } = await core.call("project.get", { projectId });
  await core.close();
  const old = [{ folder, name: "Night race", openedAt: "2026-11-22T12:00:00.000Z" }];
  writeFileSync(join(home, "data/recent.json"), JSON.stringify(old));
  const next = buildCore(home).core;
  expect(await next.call("projects.list", {})).toMatchObject([{ durationMs: null, passes: null, poster: null }]);
  await next.call("projects.open", { folder });
  expect(await next.call("projects.list", {})).toMatchObject([{ durationMs: 3000, poster: expect.any(String) }]);
  expect(JSON.parse(readFileSync(join(home, "data/recent.json"), "utf8"))).toMatchObject([{ passes: 1 }]);
});
