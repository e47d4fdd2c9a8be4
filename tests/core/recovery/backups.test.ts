import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../electron/core/generation/service-context.ts";
import type { Project } from "../../../shared/project/model.ts";
import { mountSmallDisk } from "../../cli/small-disk.ts";
import { buildCore } from "../../support/build-core.ts";
import { writeProject } from "../../support/open-projects.ts";
import { buildStart, type Draw, draws, editFrom } from "../../support/random-edits.ts";
import { mountReadOnly } from "../../support/read-only-view.ts";
import { makeStill } from "../../support/services/film.ts";
import { writeRaw } from "../../support/tampered.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const minuteMs = 60_000;

/** A core that stays, or not, with a clock that is moved by hand. */
async function openProject({ stays = true } = {}) {
  const time = { ms: Date.parse("2026-11-28T18:00:00Z") };
  const folder = temporaryFolder();
  /** Those who wait for a time, with when that is. */
  const waiting: { readonly atMs: number; readonly wake: () => void }[] = [];
  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ atMs: time.ms + ms, wake: resolve });
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  const { core, lines } = buildCore(folder, null, { clock: { ...systemClock, now: () => time.ms, sleep } });
  if (stays) await core.resumeJobs();
  const { projectId } = await core.call("projects.create", { name: "Harbor" });
  const view = () => core.call("project.get", { projectId });
  const { folder: project } = await view();
  const edit = async (name: string) => {
    const { revision } = await view();
    await core.call("edits.apply", {
      ...{ projectId, baseRevision: revision },
      edit: { type: "project.describe", fields: { name } },
    });
  };
  const reasons = async () => (await core.call("backups.list", { projectId })).backups.map(({ reason }) => reason);
  const make = () => core.call("backups.make", { projectId });
  return { core, lines, time, waiting, projectId, project, view, edit, reasons, make };
}

describe("backups are made", () => {
  test("on opening, at the first change after ten minutes, and on closing", async () => {
    const { core, time, project, edit, make, reasons } = await openProject();
    expect((await make()).reason).toBe("opened");
    time.ms += 9 * minuteMs;
    await edit("Harbor 2");
    expect(await reasons()).toEqual(["opened"]);
    time.ms += minuteMs;
    await edit("Harbor 3");
    expect(await make()).toMatchObject({ reason: "edited", name: "Harbor 3" });
    await edit("Harbor 4");
    await core.close();
    const files = readdirSync(join(project, "backups")).sort();
    expect(files.map((name) => name.split("-").slice(5, 7).join(" "))).toEqual(["r0 opened", "r2 edited", "r3 closed"]);
  });

  test("of a change that came too soon after one, once the ten minutes are over", async () => {
    const { time, waiting, edit, make, reasons } = await openProject();
    await make();
    time.ms += 3 * minuteMs;
    for (const name of ["2", "3"]) await edit(name);
    const mine = waiting.filter(({ atMs }) => atMs === Date.parse("2026-11-28T18:10:00Z"));
    expect(mine).toHaveLength(1);
    time.ms += 7 * minuteMs;
    mine[0]?.wake();
    // Who was woken asks first.
    await new Promise(setImmediate);
    expect(await make()).toMatchObject({ reason: "edited", name: "3" });
    expect(await reasons()).toEqual(["edited", "opened"]);
  });

  test("by no core that does not stay, unless it is asked", async () => {
    const { core, project, edit, make, reasons } = await openProject({ stays: false });
    await edit("Harbor 2");
    expect(existsSync(join(project, "backups"))).toBe(false);
    expect(await make()).toMatchObject({ reason: "asked", name: "Harbor 2", revision: 1 });
    expect(await reasons()).toEqual(["asked"]);
    await edit("Harbor 3");
    await core.close();
    expect(readdirSync(join(project, "backups"))).toHaveLength(1);
  });

  test("of no state twice, however many ask at once", async () => {
    const { make, edit, reasons } = await openProject({ stays: false });
    const ids = (await Promise.all([make(), make(), make()])).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    await edit("Harbor 2");
    await make();
    expect(await reasons()).toEqual(["asked", "asked"]);
  });

  test("again where the newest is damaged, and that one is not listed", async () => {
    const { make, project, reasons } = await openProject({ stays: false });
    const { id } = await make();
    writeFileSync(join(project, "backups", `${id}.db`), "damaged");
    expect((await make()).id).not.toBe("");
    expect(await reasons()).toEqual(["asked"]);
  });

  test("and old ones go by their age", async () => {
    const { time, make, edit, reasons } = await openProject({ stays: false });
    for (const name of ["1", "2", "3", "4"]) {
      await edit(name);
      await make();
      time.ms += minuteMs;
    }
    expect(await reasons()).toHaveLength(4);
    time.ms += 120 * minuteMs;
    await edit("5");
    await make();
    // The newest two, and of the other three of one hour the newest, which is the second of them.
    expect(await reasons()).toHaveLength(2);
  });

  test("of no database that is damaged meanwhile, which is said with what to do", async () => {
    const { core, project, edit, make, reasons } = await openProject();
    await make();
    writeRaw(project, "INSERT INTO element_image VALUES ('none', 0, 'none')");
    await edit("Harbor 2");
    expect(core.errorData(await make().catch((error: unknown) => error))).toMatchObject({
      code: "project.damaged",
      next: expect.stringContaining("open it again"),
    });
    expect(await reasons()).toEqual(["opened"]);
    expect(readdirSync(join(project, "backups"))).toHaveLength(1);
  });

  test("no more where they can't be, which is said once and keeps no edit back", async () => {
    const { core, lines, time, project, edit, make, view } = await openProject();
    await make();
    rmSync(join(project, "backups"), { recursive: true });
    writeFileSync(join(project, "backups"), "no folder");
    for (const name of ["2", "3"]) {
      time.ms += 11 * minuteMs;
      await edit(name);
      await make().catch(() => undefined);
    }
    expect((await view()).project.name).toBe("3");
    expect(await core.call("notices.list", {})).toMatchObject([
      { code: "project.damaged", message: expect.stringContaining("Couldn't back up the project") },
    ]);
    expect(lines.filter(({ level }) => level === "error")).toEqual([]);
    rmSync(join(project, "backups"));
    await edit("4");
    await core.close();
    expect(readdirSync(join(project, "backups"))).toHaveLength(1);
  });
});

test("on a full disk old backups go first, the newest stay, and what is missing is said once", async (context) => {
  const { core, time, project, projectId, edit, make, view } = await openProject();
  const { bytes } = await make();
  await rm(join(project, "backups"), { recursive: true });
  // Room for three, and for the journal that SQLite has while it copies.
  const disk = mountSmallDisk(join(project, "backups"), 3 * bytes + 40_000);
  if (typeof disk === "string") return context.skip(disk);
  try {
    for (const name of ["2", "3", "4", "5"]) {
      time.ms += minuteMs;
      await edit(name);
      await make();
    }
    const { backups } = await core.call("backups.list", { projectId });
    expect(backups.map(({ name }) => name)).toEqual(["5", "4", "3"]);
    // Somebody else takes the room of the third.
    rmSync(join(project, "backups", `${backups[2]?.id}.db`));
    writeFileSync(join(project, "backups", "others"), Buffer.alloc(bytes));
    time.ms += 11 * minuteMs;
    await edit("6");
    const failed = await make().catch((error: unknown) => core.errorData(error));
    expect(failed).toMatchObject({ code: "disk.full" });
    expect((await view()).project.name).toBe("6");
    expect(await core.call("notices.list", {})).toMatchObject([{ code: "disk.full" }]);
    expect(readdirSync(join(project, "backups")).filter((name) => !/^others$|^2026-.*\.db$/.test(name))).toEqual([]);
    expect((await core.call("backups.list", { projectId })).backups.map(({ name }) => name)).toEqual(["5", "4"]);
  } finally {
    disk.unmount();
  }
});

test("a project that can only be read lists its backups and opens them, and is neither backed up nor restored", async (context) => {
  const { core, project, projectId, make } = await openProject({ stays: false });
  const { id: backup } = await make();
  const view = join(project, "..", "..", "view", "Harbor.shotline");
  const unmount = mountReadOnly(project, view);
  if (typeof unmount === "string") return context.skip(unmount);
  onTestFinished(unmount);
  const { projectId: readOnly } = await core.call("projects.open", { folder: view });
  expect(await core.call("backups.list", { projectId: readOnly })).toEqual(
    await core.call("backups.list", { projectId }),
  );
  for (const refused of [
    core.call("backups.make", { projectId: readOnly }),
    core.call("backups.restore", { projectId: readOnly, baseRevision: 0, backup }),
  ]) {
    expect(core.errorData(await refused.catch((error: unknown) => error))).toMatchObject({ code: "disk.denied" });
  }
  const { projectId: copy } = await core.call("backups.open", { projectId: readOnly, backup });
  expect(await core.call("project.get", { projectId: copy })).toMatchObject({ readOnly: false });
});

describe("a backup that is restored", () => {
  test("gives the plan back as one step, after a backup of the state before, and can be undone", async () => {
    const { core, projectId, view, edit, make, reasons } = await openProject({ stays: false });
    const backup = await make();
    const first = (await view()).project;
    const [pass] = first.passes;
    await edit("Harbor 2");
    const { revision: baseRevision } = await view();
    await core.call("edits.apply", {
      ...{ projectId, baseRevision },
      edit: {
        type: "pass.add",
        pass: { ...(pass as Project["passes"][0]), id: "pass_other", shots: otherShots },
        index: 0,
      },
    });
    const later = await view();
    const restored = await core.call("backups.restore", { projectId, baseRevision: later.revision, backup: backup.id });
    expect(restored.label).toMatch(/^Restore backup of Nov 2\d, \d\d:\d\d$/);
    expect((await view()).project).toEqual(first);
    expect((await view()).undoLabel).toBe(restored.label);
    expect(await reasons()).toEqual(["restore", "asked"]);
    await core.call("history.undo", { projectId, baseRevision: restored.revision });
    expect((await view()).project).toEqual(later.project);
    expect((await core.call("project.verify", { projectId })).problems).toEqual([]);
  });

  test("gives any plan back from any other, and undo gives that one back", async () => {
    await fc.assert(
      fc.asyncProperty(draws, draws, async (first, second) => {
        const { core, folder: home } = buildCore();
        const folder = join(home, "Any.shotline");
        writeProject(folder, buildStart());
        const { projectId } = await core.call("projects.open", { folder });
        const view = () => core.call("project.get", { projectId });
        let serial = 0;
        const editAll = async (list: Draw[]) => {
          for (const draw of list) {
            const { project, revision: baseRevision } = await view();
            serial += 1;
            const edit = editFrom(project, draw, serial);
            await core.call("edits.apply", { projectId, baseRevision, edit }).catch(() => undefined);
          }
          return view();
        };
        const before = await editAll(first);
        const { id: backup } = await core.call("backups.make", { projectId });
        const after = await editAll(second);
        const { revision } = await core.call("backups.restore", { projectId, baseRevision: after.revision, backup });
        expect((await view()).project).toEqual(before.project);
        if (revision === after.revision) expect(after.project).toEqual(before.project);
        else await core.call("history.undo", { projectId, baseRevision: revision });
        expect((await view()).project).toEqual(after.project);
        await core.close();
      }),
      { numRuns: 8 },
    );
  });

  test("is refused to who has seen another state", async () => {
    const { core, projectId, edit, make } = await openProject({ stays: false });
    const { id: backup } = await make();
    await edit("Harbor 2");
    const stale = core.call("backups.restore", { projectId, baseRevision: 0, backup });
    expect(core.errorData(await stale.catch((error: unknown) => error))).toMatchObject({ code: "edit.stale" });
  });
});

const otherShots = [{ id: "shot_other", durationMs: 4000 }];

test("a backup opens as a project of its own, with the files that it knows", async () => {
  const { core, folder: home } = buildCore();
  writeFileSync(join(home, "front.jpg"), (await makeStill()).bytes);
  const plan = {
    schema: "shotline.plan.1",
    project: { name: "Harbor", rate: "24", start: "01:00:00:00" },
    elements: [{ name: "Driver", kind: "character", images: ["front.jpg"] }],
    passes: [
      {
        ...{ scene: "SC010", name: "Quay", profile: "animatic", aspectRatio: "16:9", resolution: "720p", audio: false },
        shots: [{ durationMs: 3000, action: "@Driver waits" }],
      },
    ],
  };
  writeFileSync(join(home, "harbor.plan.json"), JSON.stringify(plan));
  const { projectId } = await core.call("projects.createFromPlan", { planFile: join(home, "harbor.plan.json") });
  const before = await core.call("project.get", { projectId });
  const backup = await core.call("backups.make", { projectId });
  expect(backup.picture).toBe(before.media[0]?.id);
  await core.call("edits.apply", {
    ...{ projectId, baseRevision: 0 },
    edit: { type: "project.describe", fields: { name: "Harbor 2" } },
  });
  const { projectId: copyId } = await core.call("backups.open", { projectId, backup: backup.id });
  const copy = await core.call("project.get", { projectId: copyId });
  expect(copy.folder).toMatch(/Harbor, \w{3} \d\d? \d\d\.\d\d\.shotline$/);
  expect(copy.project).toEqual({ ...before.project, id: copyId, name: expect.stringMatching(/^Harbor, /) });
  expect(copy.media).toEqual(before.media);
  expect((await core.call("project.verify", { projectId: copyId })).problems).toEqual([]);
  expect(
    readFileSync(join(copy.folder, "media/images", readdirSync(join(copy.folder, "media/images"))[0] ?? "")),
  ).toEqual(readFileSync(join(home, "front.jpg")));
  expect(existsSync(join(copy.folder, "backups"))).toBe(false);
  expect(readdirSync(join(copy.folder, "..")).filter((name) => name.includes(".part"))).toEqual([]);
  expect((await core.call("project.get", { projectId })).project.name).toBe("Harbor 2");
});
