import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, type TestContext, test } from "vitest";
import { mediaUrl } from "../../shared/rpc/contract.ts";
import { buildCore } from "../support/build-core.ts";
import { writeDatabase } from "../support/database-text.ts";
import { openFilmCore } from "../support/film-core.ts";
import { mountReadOnly } from "../support/read-only-view.ts";
import { makeFilm } from "../support/services/film.ts";
import { inventory, makeProject, type Tampered } from "../support/tampered.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const fixtures = join(import.meta.dirname, "../fixtures/projects");
const refused = {
  code: "disk.denied",
  message: "This project is read-only.",
  next: "Copy its folder to a disk you can write to, then open the copy.",
};

/** The folder as a disk shows it that cannot be written to. */
function readOnly(context: TestContext, folder: string): string {
  const view = join(temporaryFolder(), "card");
  const unmount = mountReadOnly(folder, view);
  if (typeof unmount === "string") return context.skip(unmount);
  onTestFinished(unmount);
  return view;
}

/** A project made and closed, and shown on such a disk, open there. */
async function opened(context: TestContext) {
  const made = await makeProject();
  const folder = readOnly(context, made.folder);
  const { core, folder: home } = buildCore();
  const { projectId } = await core.call("projects.open", { folder });
  return { made, folder, core, home, projectId };
}

const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith("shotline-read-only-"));
const shotOf = async (core: Awaited<ReturnType<typeof opened>>["core"], projectId: string) =>
  (await core.call("project.get", { projectId })).project.passes[0]?.shots[0]?.id ?? "";
const mood = (shotId: string, value: string) => ({
  ...{ type: "shot.describe" as const, shotId, fields: { mood: value } },
});

describe("a project on a disk that can only be read", () => {
  test("opens for looking: its plan, its pictures and checks, and nothing is written there", async (context) => {
    const before = new Set(copies());
    const { made, folder, core, projectId } = await opened(context);
    const there = inventory(made.folder);
    const view = await core.call("project.get", { projectId });
    expect(view).toMatchObject({ readOnly: true, folder, media: [{ missing: false }], revision: 0 });
    for (const variant of ["original", "proxy", "thumbnail"] as const) {
      const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, made.mediaId, variant)}`));
      expect([variant, answer.status]).toEqual([variant, 200]);
      await answer.arrayBuffer();
    }
    expect(await core.call("project.verify", { projectId })).toMatchObject({ database: "ok", problems: [] });
    expect(await core.call("plan.check", { projectId })).toMatchObject([{ severity: "advice" }]);
    await core.close();
    expect(inventory(made.folder)).toEqual(there);
    expect(copies().filter((name) => !before.has(name))).toEqual([]);
  });

  test("has its takes made ready beside it, and the cuts measured for as long as it is open", async (context) => {
    const { core: writer, folder: made, importFilm } = await openFilmCore();
    await importFilm(await makeFilm({ seconds: 1, widthPx: 64, heightPx: 36, audio: true }));
    await writer.close();
    const there = inventory(made);
    const { core } = buildCore(temporaryFolder(), null, { env: {} });
    const { projectId } = await core.call("projects.open", { folder: readOnly(context, made) });
    const { operationId } = await core.call("takes.prepare", { projectId });
    expect((await core.waitForOperation(operationId, () => {})).state).toBe("done");
    expect(await core.call("takes.products", { projectId })).toMatchObject([{ state: "ready" }]);
    const [take] = (await core.call("project.get", { projectId })).takes;
    expect(take?.cuts?.boundaries).toEqual([]);
    const proxy = await core.fetch(
      new Request(`http://shotline/${mediaUrl(projectId, take?.mediaId ?? "", "proxy")}`, { method: "HEAD" }),
    );
    expect([proxy.status, proxy.headers.get("content-type")]).toEqual([200, "video/mp4"]);
    await core.close();
    expect(inventory(made)).toEqual(there);
  });

  test("refuses every change with one sentence, and the window's list knows it all the same", async (context) => {
    const { made, folder, core, projectId } = await opened(context);
    const shotId = await shotOf(core, projectId);
    const [passId = ""] = (await core.call("project.get", { projectId })).project.passes.map(({ id }) => id);
    const changes = [
      () => core.call("edits.apply", { projectId, baseRevision: 0, edit: mood(shotId, "calm") }),
      () => core.call("history.undo", { projectId, baseRevision: 0 }),
      () => core.call("images.convert", { projectId, mediaId: made.mediaId, profile: "pixio/kling-v3-pro" }),
      () => core.call("generation.start", { projectId, passId, profile: "pixio/kling-v3-pro", expected: null }),
    ];
    for (const change of changes) {
      expect(core.errorData(await change().catch((error: unknown) => error))).toEqual(refused);
    }
    const url = `http://shotline/media/${projectId}?name=a.jpg`;
    const body = readFileSync(join(made.folder, made.image));
    const answer = await core.fetch(new Request(url, { method: "PUT", body }));
    expect(await answer.json()).toEqual({ ok: false, error: refused });
    for (const start of [
      core.call("animatic.render", { projectId, passId, burnIn: false }),
      core.call("takes.import", { projectId, passId, file: join(made.folder, made.image) }),
    ]) {
      const operation = await core.waitForOperation((await start).operationId, () => {});
      expect(operation).toMatchObject({ state: "failed", error: refused });
    }
    expect(await core.call("projects.list", {})).toMatchObject([{ folder, missing: false }]);
  });

  test("is handed off to another folder, with its animatic", async (context) => {
    const { core, home, projectId } = await opened(context);
    const folder = join(home, "hand-off");
    const formats = ["edl" as const, "movie" as const];
    const { operationId } = await core.call("export.start", { projectId, folder, formats });
    expect(await core.waitForOperation(operationId, () => {})).toMatchObject({ state: "done", error: null });
    expect(readdirSync(folder).length).toBeGreaterThan(1);
  });

  test("has its jobs listed and none of them set to work, nor a lock asked for", async (context) => {
    const folder = join(temporaryFolder(), "Old.shotline");
    writeDatabase(folder, readFileSync(join(fixtures, "version-3.sql"), "utf8"));
    const view = readOnly(context, folder);
    const { core, lines } = buildCore();
    const { projectId } = await core.call("projects.open", { folder: view });
    await core.resumeJobs();
    await core.call("jobs.wake", { projectId });
    const jobs = await core.call("jobs.list", { projectId });
    expect(jobs).toHaveLength(10);
    const queued = jobs.find(({ state }) => state === "queued");
    const end = core.call("jobs.cancel", { projectId, jobId: queued?.id ?? "" });
    expect(core.errorData(await end.catch((error: unknown) => error))).toMatchObject({ code: "disk.denied" });
    expect(lines.filter(({ level }) => level === "error")).toEqual([]);
    expect(existsSync(join(folder, "jobs.lock"))).toBe(false);
    expect(readdirSync(folder)).toEqual(["project.db"]);
  });

  test("is seen with what its writer has not yet put into the database itself, and with what comes later", async (context) => {
    const made = await makeProject();
    const { core: writer } = buildCore();
    const { projectId: own } = await writer.call("projects.open", { folder: made.folder });
    const shotId = await shotOf(writer, own);
    await writer.call("edits.apply", { projectId: own, baseRevision: 0, edit: mood(shotId, "calm") });
    const { core } = buildCore();
    const { projectId } = await core.call("projects.open", { folder: readOnly(context, made.folder) });
    const shown = async () => {
      const { project, revision } = await core.call("project.get", { projectId });
      return [revision, project.passes[0]?.shots[0]?.mood];
    };
    expect(await shown()).toEqual([1, "calm"]);
    await writer.call("edits.apply", { projectId: own, baseRevision: 1, edit: mood(shotId, "tense") });
    expect(await shown()).toEqual([2, "tense"]);
  });

  test("is one as any other when it is opened again once the disk can be written to", async (context) => {
    const made: Tampered = await makeProject();
    const view = join(temporaryFolder(), "card");
    const unmount = mountReadOnly(made.folder, view);
    if (typeof unmount === "string") return context.skip(unmount);
    const { core } = buildCore();
    await core.call("projects.open", { folder: view });
    unmount();
    rmSync(view, { recursive: true });
    mkdirSync(view);
    const text = readFileSync(join(fixtures, "version-3.sql"), "utf8");
    writeDatabase(view, text);
    const { projectId } = await core.call("projects.open", { folder: view });
    const { readOnly: isReadOnly, revision } = await core.call("project.get", { projectId });
    expect(isReadOnly).toBe(false);
    const edit = { type: "project.describe" as const, fields: { name: "Night race II" } };
    await core.call("edits.apply", { projectId, baseRevision: revision, edit });
  });
});
