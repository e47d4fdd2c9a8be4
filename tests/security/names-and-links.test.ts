import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Core } from "../../electron/core/core.ts";
import { workName } from "../../electron/core/runtime/work-name.ts";
import { AppError } from "../../shared/errors/app-error.ts";
import { mediaUrl } from "../../shared/rpc/contract.ts";
import { buildCore } from "../support/build-core.ts";
import { makeProject, type Tampered, writeRaw } from "../support/tampered.ts";

const secret = "Somebody's own diary";

function pipeAt(path: string): void {
  expect(spawnSync("mkfifo", [path]).status).toBe(0);
}

/** Puts a link in the place of what stands at `inProject`, which lies outside from now on. */
function linkOut({ folder, home }: Tampered, inProject: string): void {
  const outside = join(home, "outside");
  const path = join(folder, inProject);
  if (existsSync(path)) renameSync(path, outside);
  else mkdirSync(outside);
  symlinkSync(outside, path);
}

async function refusalOf(core: Core, folder: string): Promise<AppError> {
  const refusal = await core.call("projects.open", { folder }).then(
    () => null,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(AppError);
  return refusal as AppError;
}

describe("a project's folder is refused with one sentence", { timeout: 10_000 }, () => {
  test.each([
    "media",
    "media/images",
    "media/takes",
    "cache",
    "cache/jobs",
    "bin",
    "project.db",
    "project.db-wal",
    "jobs.lock",
    "takes.lock",
  ])("where %s is a link, and nothing behind it is touched", async (inProject) => {
    const made = await makeProject();
    if (inProject.startsWith("cache/")) mkdirSync(join(made.folder, "cache"), { recursive: true });
    linkOut(made, inProject);
    const { core } = buildCore();
    const refusal = await refusalOf(core, made.folder);
    expect(refusal.code).toBe("project.damaged");
    expect(refusal.message).toContain(inProject);
    expect(refusal.next).toBeTruthy();
    // The app goes on, and so does its next start.
    await core.close();
    expect((await buildCore().core.call("projects.create", { name: "Another" })).projectId).toMatch(/^project_/);
  });

  test.each(["project.db", "project.db-wal", "jobs.lock", "cache/proxy", "media/images"])(
    "where %s is a pipe without an end",
    async (inProject) => {
      const { folder } = await makeProject();
      mkdirSync(join(folder, "cache"), { recursive: true });
      rmSync(join(folder, inProject), { recursive: true, force: true });
      pipeAt(join(folder, inProject));
      expect((await refusalOf(buildCore().core, folder)).code).toBe("project.damaged");
    },
  );
});

describe("a stored file", { timeout: 10_000 }, () => {
  test.each([
    "project.db",
    "/etc/passwd",
    "../outside.jpg",
    "media/images/../../../outside.jpg",
    "media/other/a.jpg",
    "media/images/",
    "media/images/..",
    "media/images/a:b",
    "media/images/a\\b",
  ])("may not lie at %s", async (file) => {
    const { folder, home, mediaId } = await makeProject();
    writeFileSync(join(home, "projects", "outside.jpg"), secret);
    const { core } = buildCore();
    const { projectId } = await core.call("projects.open", { folder });
    writeRaw(folder, `UPDATE media SET file = '${file}'`);
    await expect(buildCore().core.call("projects.open", { folder })).rejects.toMatchObject({ code: "project.damaged" });
    await expect(core.call("project.get", { projectId })).rejects.toMatchObject({
      code: "project.damaged",
      message: expect.stringContaining("media"),
    });
    const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, mediaId)}`));
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain(secret);
  });

  test("that is a link is not read, not shown, not hashed, and no picture is made of it", async () => {
    const made = await makeProject();
    const outside = join(made.home, "outside.jpg");
    renameSync(join(made.folder, made.image), outside);
    symlinkSync(outside, join(made.folder, made.image));
    const { core } = buildCore();
    const { projectId } = await core.call("projects.open", { folder: made.folder });
    expect((await core.call("project.get", { projectId })).media).toMatchObject([{ missing: true }]);
    for (const variant of ["original", "proxy", "thumbnail"] as const) {
      const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, made.mediaId, variant)}`));
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: "project.damaged" } });
    }
    const { problems } = await core.call("project.verify", { projectId });
    expect(problems).toContainEqual(expect.objectContaining({ code: "media.unreadable", path: made.image }));
  });

  test.each(["a pipe", "a device"])("that is %s hangs neither the check nor a thumbnail", async (what) => {
    const made = await makeProject();
    const path = join(made.folder, made.image);
    rmSync(path);
    if (what === "a pipe") pipeAt(path);
    else symlinkSync("/dev/zero", path);
    const { core } = buildCore();
    const { projectId } = await core.call("projects.open", { folder: made.folder });
    const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, made.mediaId, "thumbnail")}`));
    expect(answer.status).toBe(404);
    const { problems } = await core.call("project.verify", { projectId });
    expect(problems).toContainEqual(expect.objectContaining({ code: "media.unreadable", path: made.image }));
  });

  test("is not shown through a picture in the cache that is a link", async () => {
    const made = await makeProject();
    const outside = join(made.home, "diary.txt");
    writeFileSync(outside, secret);
    mkdirSync(join(made.folder, "cache", "thumbnail"), { recursive: true });
    symlinkSync(outside, join(made.folder, "cache", "thumbnail", `${made.mediaId}.jpg`));
    const { core } = buildCore();
    const { projectId } = await core.call("projects.open", { folder: made.folder });
    const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, made.mediaId, "thumbnail")}`));
    expect(await answer.text()).not.toContain(secret);
    expect(answer.status).toBe(404);
    expect(readFileSync(outside, "utf8")).toBe(secret);
  });

  test.each(["proxy", "thumbnail"] as const)(
    "is not written through links at names of work that a folder's sender can foresee: %s",
    async (variant) => {
      const made = await makeProject();
      const outside = join(made.home, "diary.txt");
      writeFileSync(outside, secret);
      const folder = join(made.folder, "cache", variant);
      mkdirSync(folder, { recursive: true });
      const picture = join(folder, `${made.mediaId}.jpg`);
      // What an older version wrote under: this computer and this process, nothing that is known to the process alone.
      const foreseen = workName(picture).replace(/-[0-9a-f]{8}$/, "");
      for (const name of [`${picture}.part`, foreseen]) symlinkSync(outside, name);
      const { core } = buildCore();
      const { projectId } = await core.call("projects.open", { folder: made.folder });
      const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, made.mediaId, variant)}`));
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
      await answer.body?.cancel();
      expect(readFileSync(outside, "utf8")).toBe(secret);
      expect(lstatSync(picture).isFile()).toBe(true);
    },
  );
});

describe("an id", () => {
  test.each([
    ["job", "UPDATE job SET id = '../../../x'; UPDATE ledger SET job_id = '../../../x'"],
    ["shot", "UPDATE shot SET id = '../../../x'"],
    ["pass", "UPDATE pass SET id = '../../../x'; UPDATE shot SET pass_id = '../../../x'"],
    ["element", "UPDATE element SET id = '../../../x'"],
    ["take", "UPDATE take SET id = '../../../x'"],
  ])("of a %s that is a path is refused, by table and row, and nothing is written there", async (table, sql) => {
    const made = await makeProject();
    const job = (id: string) =>
      `INSERT INTO job (id, pass_id, pass_name, output, profile, provider, account, state, progress, frozen, created_at, updated_at)
       VALUES ('${id}', 'pass_00000001', 'One', 'film', 'fal/kling-v3-pro', 'fal', 'fal-1', 'downloading', '${JSON.stringify(
         {
           ...{ state: "downloading", notBefore: null, waiting: null, tries: 0, sentAt: 1, remote: { id: "t" } },
           ...{ remoteProgress: null, remoteNote: null, result: null, charged: null, cancelRequested: false },
           ...{ problem: null, takeId: null, mediaId: null },
         },
       )}', '{}', 'now', 'now'); INSERT INTO ledger (job_id, state, at) VALUES ('${id}', 'owed', 'now');`;
    const take = `INSERT INTO take (id, pass_id, number, profile, media_id, frames, request, created_at)
      SELECT 'take_00000001', 'pass_00000001', 1, 'import', id, 24, '{}', 'now' FROM media;`;
    writeRaw(made.folder, `${job("job_00000001")} ${take} ${sql}`);
    const { core } = buildCore();
    const opening = core.call("projects.open", { folder: made.folder }).then(async ({ projectId }) => {
      await core.call("project.get", { projectId });
      await core.call("jobs.list", { projectId });
    });
    await expect(opening).rejects.toMatchObject({
      code: "project.damaged",
      message: expect.stringMatching(new RegExp(`table ${table}\\b.*\\.\\./\\.\\./\\.\\./x`)),
    });
    expect(existsSync(join(made.home, "x"))).toBe(false);
  });
});
