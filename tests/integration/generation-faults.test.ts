import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { klingLegacyProvider } from "../../electron/core/generation/providers/kling-legacy.ts";
import { AppError } from "../../shared/errors/app-error.ts";
import { QueueRig } from "../support/queue-rig.ts";
import { startKlingSimulator } from "../support/services/kling.ts";
import type { Fault } from "../support/services/service-simulator.ts";
import { type StartedRig, smallFilm, startRig } from "../support/start-rig.ts";
import { storedFilms } from "../support/stored-films.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Adds a job, plays the faults, and sees it to its end; gives it with what was paid and what is there. */
async function play({ rig, service, projectId }: StartedRig, ...faults: Fault[]) {
  service.play(...faults);
  const jobId = await rig.add(projectId);
  const ends = ["done", "failed", "cancelled", "unconfirmed"];
  const job = await rig.until(projectId, jobId, ({ state }) => ends.includes(state));
  const { takes } = await rig.projects.view(projectId);
  return { job, jobId, charges: service.charges.length, takes: takes.length };
}

const once = { state: "done", charges: 1, takes: 1 };

async function outcome(started: StartedRig, ...faults: Fault[]) {
  const { job, charges, takes } = await play(started, ...faults);
  return { state: job.state, charges, takes };
}

/** After these nobody can know by himself whether a task was made. */
const unclear: readonly Fault["do"][] = [
  "drop-before",
  "drop-after",
  "500-before",
  "500-after",
  "503",
  "html",
  "html-after",
];

describe("an answer to the paid request that is lost", () => {
  test.each(unclear)("(%s) is asked about, where the service can be asked: one take, one charge", async (fault) => {
    expect(await outcome(await startRig(), { on: "submit", do: fault })).toEqual(once);
  });

  test.each(unclear)("(%s) is left to the user where it cannot be asked", async (fault) => {
    const started = await startRig({ looksUp: false });
    const { job, jobId, charges } = await play(started, { on: "submit", do: fault });
    expect(job).toMatchObject({ state: "unconfirmed", problem: { code: "job.unconfirmed" } });
    expect(started.service.requests.filter((request) => request.method === "POST")).toHaveLength(1);
    // The user looks at the service's own list.
    const { rig, service, projectId } = started;
    await rig.queue.decide(projectId, jobId, charges === 0 ? "resend" : "give-up");
    const ended = await rig.ended(projectId, jobId);
    expect(ended.state).toBe(charges === 0 ? "done" : "cancelled");
    expect(service.charges).toHaveLength(1);
    const [entry] = await rig.queue.ledger(projectId);
    expect(entry?.state).toBe(charges === 0 ? "charged" : "unknown");
  });

  test("several times over still makes one task", async () => {
    const faults: Fault[] = [
      { on: "submit", do: "drop-before" },
      { on: "find", do: "500-before", times: 2 },
      { on: "find", do: "html" },
      { on: "submit", do: "503" },
      { on: "find", do: "drop-before" },
      { on: "submit", do: "html-after" },
    ];
    expect(await outcome(await startRig(), ...faults)).toEqual(once);
  });

  test("each time makes the job fail in the end, and it owes nothing", async () => {
    const started = await startRig();
    const { job, charges } = await play(started, { on: "submit", do: "500-before", times: 1000 });
    expect(job).toMatchObject({ state: "failed", problem: { code: "service.failed" } });
    expect(charges).toBe(0);
    expect(await started.rig.queue.ledger(started.projectId)).toMatchObject([{ state: "void" }]);
  });

  test("is not taken for that of another job that sent the same", async () => {
    const started = await startRig({ looksUp: "by-input" });
    const { rig, service, projectId } = started;
    service.pollsUntilDone = 3;
    const twin = await rig.add(projectId);
    await rig.until(projectId, twin, ({ state }) => state === "running");
    const { job } = await play(started, { on: "submit", do: "drop-before" });
    expect(job).toMatchObject({ state: "unconfirmed", remote: null });
    expect(await rig.ended(projectId, twin)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("that comes late is waited for, and nothing is sent meanwhile", async () => {
    expect(await outcome(await startRig(), { on: "submit", do: "delay", ms: 800 })).toEqual(once);
  });

  test("that comes while the app is being closed is kept", async () => {
    const started = await startRig({ looksUp: false });
    const { rig, service, projectId } = started;
    service.play({ on: "submit", do: "delay", ms: 500 });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "submitting");
    await rig.close();
    const other = await started.again();
    await other.queue.attach(projectId);
    expect(await other.ended(projectId, jobId)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("is not taken for a no when the question is asked with another account's key", async () => {
    const { rig, service, projectId } = await startRig();
    service.play({ on: "submit", do: "drop-after" }, { on: "find", do: "503", times: 2 });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "checking");
    const { key } = service;
    Object.assign(service, { key: "another-key-9876543210" });
    const { tasks } = service;
    const hidden = [...tasks];
    tasks.clear();
    rig.key = service.key;
    rig.queue.wake();
    await rig.until(projectId, jobId, ({ state }) => state === "unconfirmed");
    for (const [id, task] of hidden) tasks.set(id, task);
    Object.assign(service, { key });
    expect(service.charges).toHaveLength(1);
  });
});

describe("a download", () => {
  test.each<Fault["do"]>(["truncate", "wrong-type", "html", "expired", "drop-before", "500-before", "503", "429"])(
    "that goes wrong (%s) is done again, and the result is whole",
    async (fault) => {
      const started = await startRig();
      expect(await outcome(started, { on: "film", do: fault, times: 2 })).toEqual(once);
      const { media, folder } = await started.rig.projects.view(started.projectId);
      const [stored] = media;
      expect(stored?.bytes).toBe(readFileSync(started.service.film.path).length);
      expect(storedFilms(folder)).toHaveLength(1);
    },
  );

  test("that broke off goes on where it was", async () => {
    const started = await startRig();
    const { service } = started;
    expect(await outcome(started, { on: "film", do: "truncate" })).toEqual(once);
    const films = service.requests.filter((request) => request.path.startsWith("/results/"));
    expect(films).toHaveLength(2);
  });

  test("from an address that stays expired ends with a way out, and can be taken up again", async () => {
    const started = await startRig();
    // The address, and four new ones that the service is asked for.
    const { job, jobId } = await play(started, { on: "film", do: "expired", times: 5 });
    expect(job).toMatchObject({ state: "failed", problem: { code: "result.expired", next: expect.any(String) } });
    const { rig, service, projectId } = started;
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "charged" }]);
    await rig.queue.decide(projectId, jobId, "watch");
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("of something that is no film is kept aside after a second try, and told of", async () => {
    const started = await startRig();
    const damaged = join(started.folder, "damaged.mp4");
    writeFileSync(damaged, readFileSync(started.service.film.path));
    truncateSync(damaged, 600);
    started.service.film.path = damaged;
    const { job, jobId, takes } = await play(started);
    expect(job).toMatchObject({ state: "failed", problem: { code: "result.unreadable" } });
    expect(takes).toBe(0);
    expect(existsSync(join(started.folder, "Film.shotline", "cache", "jobs", `${jobId}.rescued`))).toBe(true);
    expect(started.service.requests.filter((request) => request.path.startsWith("/results/"))).toHaveLength(2);
  });

  test("carries no key", async () => {
    // The simulator refuses one with 400, which would end in another way.
    expect(await outcome(await startRig())).toEqual(once);
  });
});

describe("two processes", () => {
  test("on one project send each job once", async () => {
    const started = await startRig({ attach: false });
    const { rig, service, projectId } = started;
    const ids = [await rig.add(projectId), await rig.add(projectId), await rig.add(projectId)];
    const other = await started.again();
    await Promise.all([rig.queue.attach(projectId), other.queue.attach(projectId)]);
    for (const id of ids) expect(await other.ended(projectId, id)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(3);
    expect((await rig.projects.view(projectId)).takes).toHaveLength(3);
  });
});

describe("this computer", () => {
  test("whose clock is an hour off signs by the service's clock", async () => {
    const service = await startKlingSimulator({ generation: "legacy", film: smallFilm });
    onTestFinished(() => service.close());
    service.skewMs = 3_600_000;
    const folder = temporaryFolder();
    const rig = new QueueRig({ folder, provider: klingLegacyProvider, service });
    onTestFinished(() => rig.close());
    const projectId = await rig.createProject(join(folder, "Film.shotline"));
    await rig.queue.attach(projectId);
    expect(await rig.ended(projectId, await rig.add(projectId))).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("whose disk is full when the answer comes writes it down as soon as there is room", async () => {
    const { rig, service, projectId } = await startRig({ looksUp: false });
    service.play({ on: "submit", do: "delay", ms: 300 });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "submitting");
    const database = await rig.projects.database(projectId);
    database.exec("CREATE TRIGGER full BEFORE UPDATE ON job BEGIN SELECT raise(FAIL, 'database or disk is full'); END");
    await expect.poll(() => service.charges.length, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => rig.lines.join(), { timeout: 10_000 }).toContain("could not be written yet");
    expect((await rig.job(projectId, jobId)).state).toBe("submitting");
    database.exec("DROP TRIGGER full");
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("whose project is away when the answer comes writes it down when it is back", async () => {
    let isAway = false;
    const database = async (id: string) => {
      if (isAway) throw new AppError("project.missing", "The project's disk is away.");
      return started.rig.projects.database(id);
    };
    const started = await startRig({ looksUp: false, attach: false, replace: { database } });
    const { rig, service, projectId } = started;
    await rig.queue.attach(projectId);
    service.play({ on: "submit", do: "delay", ms: 300 });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "submitting");
    isAway = true;
    await expect.poll(() => rig.lines.join(), { timeout: 10_000 }).toContain("could not be written yet");
    expect(rig.lines.join()).toContain(service.charges[0]?.taskId);
    isAway = false;
    await rig.queue.attach(projectId);
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("that has no room for the film keeps asking for it, and stores it once there is", async () => {
    let isFull = true;
    const started = await startRig();
    const inner = started.rig;
    const other = await started.again({
      store: async () => {
        if (isFull) throw new AppError("disk.full", "The disk is full.", { next: "Free some space." });
      },
    });
    await inner.queue.close();
    await other.queue.attach(started.projectId);
    const jobId = await other.add(started.projectId);
    await other.until(started.projectId, jobId, ({ problem }) => problem?.code === "disk.full");
    await other.close();
    isFull = false;
    const last = await started.again();
    await last.queue.attach(started.projectId);
    expect(await last.ended(started.projectId, jobId)).toMatchObject({ state: "done" });
    expect(started.service.charges).toHaveLength(1);
  });
});
