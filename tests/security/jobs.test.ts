import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AppError } from "../../shared/errors/app-error.ts";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import { buildCore } from "../support/build-core.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { type Call, endedJob, openServiceCore } from "../support/service-core.ts";
import { startFal } from "../support/services/fal.ts";
import { closedAddress, startWitness } from "../support/witness.ts";

const profile = shippedProfiles.find(({ id }) => id === "fal/kling-v3-pro") as ModelProfile;

/** A project with one job that waits for the network, queued by an installation that is closed by then. */
async function queuedElsewhere() {
  const simulator = await startFal();
  onTestFinished(() => simulator.close());
  const address = await closedAddress();
  const offline = { ...process.env, SHOTLINE_FAL_URL: address, SHOTLINE_FAL_KEY: simulator.key };
  const online = { ...offline, SHOTLINE_FAL_URL: simulator.url };
  const made = openServiceCore(offline);
  const planFile = await writePlanFor(profile, made.folder);
  const { projectId } = await made.call("projects.createFromPlan", { planFile });
  const { project, folder } = await made.call("project.get", { projectId });
  const passId = project.passes[0]?.id as string;
  const { amount } = await made.call("generation.quote", { projectId, passId });
  const { jobId } = await made.call("generation.start", { projectId, passId, expected: amount });
  await made.core.close();
  return { simulator, online, folder, home: made.folder, jobId, amount };
}

/** Opens a folder as a host that stays does, and waits until its jobs have been looked at. */
async function openFolder(environment: Readonly<Record<string, string | undefined>>, folder: string, home?: string) {
  const opened = openServiceCore(environment, home);
  await opened.core.resumeJobs();
  const { projectId } = await opened.call("projects.open", { folder });
  await opened.call("jobs.wake", { projectId });
  const jobs = () => opened.call("jobs.list", { projectId });
  return { ...opened, projectId, jobs };
}

/** Waits until the only job waits for the user, has ended, or is said to be damaged. */
async function heldOrEnded(call: Call, projectId: string): Promise<void> {
  for (let { cursor } = await call("events.after", { cursor: 0 }); ; ) {
    const [job] = await call("jobs.list", { projectId }).catch((error: AppError) => {
      expect(error.code).toBe("project.damaged");
      return [];
    });
    if (job?.held === "foreign" || ["done", "failed", "cancelled"].includes(job?.state ?? "done")) return;
    ({ cursor } = await call("events.after", { cursor }));
  }
}

/** Writes to the project's database as a person with a text editor would. */
function change(folder: string, sql: string, ...values: unknown[]): void {
  const database = new Database(join(folder, "project.db"));
  expect(database.prepare(sql).run(...values).changes).toBe(1);
  database.close();
}

describe("a job in a folder that somebody sent", () => {
  test("sends nothing, however the folder is opened, and waits for the user", async () => {
    const { simulator, online, folder } = await queuedElsewhere();
    const { jobs, core, folder: home } = await openFolder(online, folder);
    const [job] = await jobs();
    expect(simulator.requests).toEqual([]);
    expect(job).toMatchObject({ state: "queued", held: "foreign", provider: "fal" });
    expect(job?.estimate).not.toBeNull();
    await core.close();
    // Neither at the next start.
    const again = await openFolder(online, folder, home);
    expect(simulator.requests).toEqual([]);
    expect(await again.jobs()).toMatchObject([{ held: "foreign" }]);
  });

  test("is sent anew by the user alone: from the plan, at the confirmed price, within the caps, and the old one ends", async () => {
    const { simulator, online, folder, jobId, amount } = await queuedElsewhere();
    change(
      folder,
      "UPDATE job SET frozen = json_set(frozen, '$.pass.prompt', 'Something else', '$.call.body.prompt', 'Something else')",
    );
    const { call, projectId, jobs } = await openFolder(online, folder);
    const shown = await call("jobs.request", { projectId, jobId });
    expect(JSON.stringify(shown)).not.toContain("Something else");
    await expect(call("jobs.retry", { projectId, jobId, expected: null })).rejects.toMatchObject({
      code: "spend.unconfirmed",
    });
    const { spendCaps, geminiModel } = await call("settings.get", {});
    await call("settings.set", { geminiModel, spendCaps: { ...spendCaps, dayUsd: 0.01 } });
    await expect(call("jobs.retry", { projectId, jobId, expected: amount })).rejects.toMatchObject({
      code: "spend.cap",
    });
    expect(simulator.requests).toEqual([]);
    await call("settings.set", { geminiModel, spendCaps });
    const sent = await call("jobs.retry", { projectId, jobId, expected: amount });
    expect(await endedJob(call, projectId, sent.jobId)).toMatchObject({ state: "done", held: null });
    expect(simulator.charges).toHaveLength(1);
    expect(JSON.stringify(simulator.requests.map(({ body }) => body))).not.toContain("Something else");
    expect((await jobs()).find(({ id }) => id === jobId)).toMatchObject({ state: "cancelled" });
  });

  test("is discarded without a word to its service", async () => {
    const { simulator, online, folder, jobId } = await queuedElsewhere();
    const remote = JSON.stringify({ id: "task-of-somebody" });
    change(
      folder,
      `UPDATE job SET state = 'running', remote_id = 'task-of-somebody',
         progress = json_set(progress, '$.state', 'running', '$.sentAt', 1000, '$.remote', json(?))`,
      remote,
    );
    const { call, projectId, jobs } = await openFolder(online, folder);
    expect(await jobs()).toMatchObject([{ state: "running", held: "foreign" }]);
    for (const decision of ["resend", "give-up", "watch"] as const) {
      await expect(call("jobs.decide", { projectId, jobId, decision })).rejects.toMatchObject({
        code: "job.wrong-state",
      });
    }
    await call("jobs.cancel", { projectId, jobId });
    expect(await jobs()).toMatchObject([{ state: "cancelled", held: null }]);
    expect(simulator.requests).toEqual([]);
    expect((await call("ledger.list", { projectId })).entries).toMatchObject([{ state: "unknown" }]);
  });

  test.each([
    ["its request", "UPDATE job SET frozen = json_set(frozen, '$.call.body.prompt', 'Another text')"],
    [
      "what was uploaded for it",
      `UPDATE job SET prepared = '{"values":[["{{image:a}}","https://a.example/a.png"]],"isWhole":true}'`,
    ],
    ["its state", "UPDATE job SET progress = json_set(progress, '$.tries', 7)"],
    ["its account", "UPDATE job SET account = 'fal-0000000000000000'"],
    ["its place", `UPDATE job SET place = '{"kind":"endFrame","passId":"pass_other"}'`],
    ["its model", "UPDATE job SET profile = 'fal/kling-o3-pro'"],
  ])("that this installation queued does not go on once %s was changed", async (_what, sql) => {
    const { simulator, online, folder, home } = await queuedElsewhere();
    change(folder, sql);
    const { jobs } = await openFolder(online, folder, home);
    expect(simulator.requests).toEqual([]);
    expect(await jobs()).toMatchObject([{ held: "foreign" }]);
  });

  test("reaches no other server than the service, whatever its row names", async () => {
    const { simulator, online, folder, home, jobId } = await queuedElsewhere();
    const witness = await startWitness();
    change(
      folder,
      "UPDATE job SET frozen = json_set(frozen, '$.call.path', ?, '$.call.body.image_url', '{{image:a}}')",
      `${witness.url}/take`,
    );
    const { call, projectId, jobs } = await openFolder(online, folder, home);
    expect(await jobs()).toMatchObject([{ held: "foreign" }]);
    await call("jobs.request", { projectId, jobId });
    expect(witness.requests).toEqual([]);
    expect(simulator.requests).toEqual([]);
  });
});

describe("a project of one's own", () => {
  test("goes on by itself where it was queued", async () => {
    const { simulator, online, folder, home, jobId } = await queuedElsewhere();
    const { call, projectId } = await openFolder(online, folder, home);
    expect(await endedJob(call, projectId, jobId)).toMatchObject({ state: "done", held: null });
    expect(simulator.charges).toHaveLength(1);
  });

  test("that was moved asks once, and then goes on", async () => {
    const { simulator, online, folder, home, jobId } = await queuedElsewhere();
    const moved = join(home, "Moved.shotline");
    renameSync(folder, moved);
    const { call, projectId, jobs, core } = await openFolder(online, moved, home);
    expect(simulator.requests).toEqual([]);
    expect(await jobs()).toMatchObject([{ state: "queued", held: "moved" }]);
    await call("jobs.goOn", { projectId });
    expect(await endedJob(call, projectId, jobId)).toMatchObject({ state: "done", held: null });
    await core.close();
    const again = await openFolder(online, moved, home);
    expect(await again.jobs()).toMatchObject([{ state: "done", held: null }]);
    expect(simulator.charges).toHaveLength(1);
  });

  test("that was copied is sent once: the copy waits, also when it is asked to go on", async () => {
    const { simulator, online, folder, home, jobId } = await queuedElsewhere();
    const copy = join(home, "Copy.shotline");
    cpSync(folder, copy, { recursive: true });
    const { call, projectId, jobs } = await openFolder(online, copy, home);
    await call("jobs.goOn", { projectId });
    expect(await jobs()).toMatchObject([{ state: "queued", held: "foreign" }]);
    const original = await call("projects.open", { folder });
    expect(await endedJob(call, original.projectId, jobId)).toMatchObject({ state: "done" });
    expect(await jobs()).toMatchObject([{ state: "queued", held: "foreign" }]);
    expect(simulator.charges).toHaveLength(1);
  });
});

describe("a result that a row names", () => {
  test.each(["project.db", "media", "../elsewhere.txt", "cache/../project.db"])(
    "is no file of the project, nor one outside: %s",
    async (url) => {
      const { simulator, online, folder, home, jobId } = await queuedElsewhere();
      const before = readFileSync(join(folder, "project.db")).length;
      const outside = join(folder, "../elsewhere.txt");
      writeFileSync(outside, "Somebody's own");
      change(
        folder,
        `UPDATE job SET state = 'downloading', progress = json_set(progress, '$.state', 'downloading', '$.sentAt', 1000,
           '$.remote', json('{"id":"task-1"}'), '$.result', json(?))`,
        JSON.stringify({ url, expiresAt: null }),
      );
      const opened = openServiceCore(online, home);
      await opened.core.resumeJobs();
      const { projectId } = await opened.call("projects.open", { folder });
      await heldOrEnded(opened.call, projectId);
      expect(existsSync(join(folder, "project.db"))).toBe(true);
      expect(readFileSync(join(folder, "project.db")).length).toBeGreaterThanOrEqual(before);
      expect(existsSync(join(folder, "media"))).toBe(true);
      expect(readFileSync(outside, "utf8")).toBe("Somebody's own");
      expect(simulator.requests).toEqual([]);
      expect(jobId).toMatch(/^job_/);
    },
  );
});

test("two installations of one computer are two: their cores know only their own jobs", async () => {
  const { folder } = await queuedElsewhere();
  const { core } = buildCore();
  const { projectId } = await core.call("projects.open", { folder });
  expect(await core.call("jobs.list", { projectId })).toMatchObject([{ held: "foreign" }]);
});
