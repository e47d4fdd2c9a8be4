import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Core } from "../../electron/core/core.ts";
import { mediaUrl, uploadUrl } from "../../shared/rpc/contract.ts";
import { buildCore } from "../support/build-core.ts";
import { makeStill } from "../support/services/film.ts";
import { inventory, makeProject, type Tampered } from "../support/tampered.ts";

interface Open {
  readonly made: Tampered;
  readonly core: Core;
  readonly projectId: string;
  readonly passId: string;
}

async function openProject(): Promise<Open> {
  const made = await makeProject();
  const { core } = buildCore();
  const { projectId } = await core.call("projects.open", { folder: made.folder });
  const [pass] = (await core.call("project.get", { projectId })).project.passes;
  return { made, core, projectId, passId: pass?.id ?? "" };
}

async function upload({ core, projectId }: Open): Promise<string> {
  const { bytes } = await makeStill({ widthPx: 400, heightPx: 300 });
  const request = new Request(`http://shotline/${uploadUrl(projectId, "b.png")}`, { method: "PUT", body: bytes });
  return ((await (await core.fetch(request)).json()) as { error?: { code: string } }).error?.code ?? "none";
}

async function show({ core, projectId, made }: Open, variant: "proxy" | "thumbnail"): Promise<string> {
  const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, made.mediaId, variant)}`));
  return ((await answer.json()) as { error: { code: string } }).error.code;
}

async function draw({ core, projectId, passId }: Open): Promise<string> {
  const { operationId } = await core.call("animatic.render", { projectId, passId, burnIn: false });
  return (await core.waitForOperation(operationId, () => {})).error?.code ?? "none";
}

async function convert({ core, projectId, made }: Open): Promise<string> {
  const request = { projectId, mediaId: made.mediaId, profile: "pixio/kling-v3-pro" };
  return core.call("images.convert", request).then(
    () => "none",
    (error: unknown) => core.errorData(error).code,
  );
}

describe("a folder that has become a link since the project was opened", { timeout: 20_000 }, () => {
  test.each<[string, string, (open: Open) => Promise<string>]>([
    ["cache", "an uploaded image", upload],
    ["cache", "a thumbnail", (open) => show(open, "thumbnail")],
    ["cache/proxy", "a proxy", (open) => show(open, "proxy")],
    ["cache", "an animatic", draw],
    ["cache", "a converted image", convert],
    ["media", "an uploaded image", upload],
    ["media/images", "an uploaded image", upload],
    ["media/takes", "an animatic", draw],
  ])("%s: %s is not written through it", async (inProject, _what, write) => {
    const open = await openProject();
    const outside = join(open.made.home, "outside");
    const place = join(open.made.folder, inProject);
    mkdirSync(place, { recursive: true });
    renameSync(place, outside);
    symlinkSync(outside, place);
    const there = inventory(outside);
    expect(await write(open)).toBe("project.damaged");
    expect(inventory(outside)).toEqual(there);
  });
});

describe("a file that has a second name outside", () => {
  test.each(["project.db", "jobs.lock", "project.db-wal"])(
    "and is %s keeps the project shut, as it would be written there as well",
    async (name) => {
      const { folder, home } = await makeProject();
      const outside = join(home, "outside.db");
      if (name !== "project.db") writeFileSync(join(folder, name), "");
      linkSync(join(folder, name), outside);
      const before = readFileSync(outside);
      await expect(buildCore().core.call("projects.open", { folder })).rejects.toMatchObject({
        code: "project.damaged",
        message: `${name} in the project folder is hard-linked to another file on the disk.`,
        next: "Copy the project folder, then open the copy.",
      });
      expect(readFileSync(outside).equals(before)).toBe(true);
    },
  );

  test("and is a picture in the cache is neither written nor shown", async () => {
    const open = await openProject();
    const outside = join(open.made.home, "diary.txt");
    writeFileSync(outside, "Somebody's own diary");
    mkdirSync(join(open.made.folder, "cache", "thumbnail"), { recursive: true });
    linkSync(outside, join(open.made.folder, "cache", "thumbnail", `${open.made.mediaId}.jpg`));
    expect(await show(open, "thumbnail")).toBe("project.damaged");
    expect(readFileSync(outside, "utf8")).toBe("Somebody's own diary");
  });
});

test("what other programs leave in a project's folders keeps it neither shut nor from its media", async () => {
  const { folder, mediaId } = await makeProject();
  mkdirSync(join(folder, "cache"), { recursive: true });
  for (const place of [".", "media", "media/images", "cache"]) {
    writeFileSync(join(folder, place, ".DS_Store"), "x");
    mkdirSync(join(folder, place, "@eaDir"));
  }
  const { core } = buildCore();
  const { projectId } = await core.call("projects.open", { folder });
  const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, mediaId, "thumbnail")}`));
  expect(answer.status).toBe(200);
  await answer.arrayBuffer();
  expect(readdirSync(join(folder, "media")).sort()).toEqual([".DS_Store", "@eaDir", "images"]);
  rmSync(join(folder, "media", "@eaDir"), { recursive: true });
});
