import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import { buildCore } from "../support/build-core.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { type Call, endedJob, openServiceCore } from "../support/service-core.ts";
import { startFal } from "../support/services/fal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const profile = shippedProfiles.find(({ id }) => id === "fal/kling-v3-pro") as ModelProfile;

async function openPaid(home = temporaryFolder()) {
  const simulator = await startFal();
  onTestFinished(() => simulator.close());
  const environment = { ...process.env, SHOTLINE_FAL_URL: simulator.url, SHOTLINE_FAL_KEY: simulator.key };
  const again = () => openServiceCore(environment, home);
  const opened = again();
  const { projectId } = await opened.call("projects.createFromPlan", { planFile: await writePlanFor(profile, home) });
  const { project, folder } = await opened.call("project.get", { projectId });
  const passId = project.passes[0]?.id as string;
  const { amount } = await opened.call("generation.quote", { projectId, passId });
  return { ...opened, again, simulator, environment, home, folder, start: { projectId, passId, expected: amount } };
}

const data = (home: string, name: string) => join(home, "data", name);
const aside = (home: string, stem: string) =>
  readdirSync(join(home, "data")).filter((name) => name.startsWith(`${stem}.damaged-`));

describe("damaged settings", () => {
  test.each(["", "{", '{"spendCaps": 3}', "null", "\0\0\0\0"])(
    "are kept aside, said, and nothing is spent until the user has looked at the caps: %j",
    async (text) => {
      const { core, again, simulator, home, start } = await openPaid();
      await core.close();
      mkdirSync(join(home, "data"), { recursive: true });
      writeFileSync(data(home, "settings.json"), text);
      const first = again();
      await expect(first.call("generation.start", start)).rejects.toMatchObject({
        code: "spend.cap",
        next: expect.stringContaining("Spending"),
      });
      const [kept = ""] = aside(home, "settings");
      expect(readFileSync(data(home, kept), "utf8")).toBe(text);
      expect(await first.call("notices.list", {})).toMatchObject([{ message: expect.stringContaining(kept) }]);
      await first.core.close();
      // A restart does not make up for it.
      const second = again();
      await expect(second.call("generation.start", start)).rejects.toMatchObject({ code: "spend.cap" });
      expect(simulator.requests).toEqual([]);
      const { spendCaps, geminiModel } = await second.call("settings.get", {});
      await second.call("settings.set", { spendCaps, geminiModel });
      const { jobId } = await second.call("generation.start", start);
      expect(await endedJob(second.call, start.projectId, jobId)).toMatchObject({ state: "done" });
    },
  );

  test("are damaged still at the next start when the app ended before it wrote new ones", async () => {
    const { core, again, simulator, home, start } = await openPaid();
    await core.close();
    rmSync(data(home, "settings.json"), { force: true });
    writeFileSync(data(home, "settings.damaged-2026-11-27T20-00-00-000Z.json"), "{");
    const { call } = again();
    await expect(call("generation.start", start)).rejects.toMatchObject({ code: "spend.cap" });
    expect(simulator.requests).toEqual([]);
    const { spendCaps, geminiModel } = await call("settings.get", {});
    await call("settings.set", { spendCaps, geminiModel });
    const { jobId } = await call("generation.start", start);
    expect(await endedJob(call, start.projectId, jobId)).toMatchObject({ state: "done" });
  });

  test("of a newer version are not damaged, and what it wrote stays", async () => {
    const { core, folder: home } = buildCore();
    await core.close();
    const newer = { spendCaps: { projectUsd: 1, dayUsd: 2, projectCredits: null, dayCredits: null }, theme: "light" };
    writeFileSync(data(home, "settings.json"), JSON.stringify(newer));
    const { core: again } = buildCore(home);
    expect((await again.call("settings.get", {})).spendCaps).toEqual(newer.spendCaps);
    await again.call("settings.set", { spendCaps: newer.spendCaps, geminiModel: "a-model" });
    expect(JSON.parse(readFileSync(data(home, "settings.json"), "utf8"))).toMatchObject({ theme: "light" });
  });
});

test("damaged keys are kept aside and said, no other key is lost with the next one, and nothing is spent before", async () => {
  const { core, again, simulator, home, start } = await openPaid();
  await core.close();
  const damaged = '{"pixio": {"how": "file", "value": "pixio-key-0123456789"}, "kling": ';
  writeFileSync(data(home, "keys.json"), damaged);
  const { call } = again();
  await call("keys.set", { provider: "replicate", key: "r8-0123456789" });
  const [kept = ""] = aside(home, "keys");
  expect(readFileSync(data(home, kept), "utf8")).toBe(damaged);
  expect(await call("notices.list", {})).toMatchObject([{ message: expect.stringContaining(kept) }]);
  await expect(call("generation.start", start)).rejects.toMatchObject({ code: "spend.cap" });
  expect(simulator.requests).toEqual([]);
});

test("keys of a newer version are not damaged, and what it wrote stays", async () => {
  const { core, folder: home } = buildCore();
  await core.close();
  const newer = {
    fal: { how: "file", value: "fal-key-0123456789", addedAt: "2028-01-01" },
    kling: { how: "passkey", value: "sealed in a way that is not known yet" },
    another: { how: "file", value: "of a service that is not known yet" },
  };
  writeFileSync(data(home, "keys.json"), JSON.stringify(newer));
  const { core: again } = buildCore(home, null, { env: {} });
  const keys = await again.call("keys.list", {});
  expect(keys.filter(({ source }) => source !== null && source !== "not-needed")).toMatchObject([
    { provider: "fal", source: "file" },
  ]);
  await again.call("keys.set", { provider: "replicate", key: "r8-0123456789" });
  expect(JSON.parse(readFileSync(data(home, "keys.json"), "utf8"))).toMatchObject(newer);
  expect(aside(home, "keys")).toEqual([]);
  expect(await again.call("notices.list", {})).toEqual([]);
});

describe("caps hold over processes", () => {
  test("that read them at their start, and are changed by another one", async () => {
    const { call, again, simulator, start } = await openPaid();
    const other = again();
    const { spendCaps, geminiModel } = await other.call("settings.get", {});
    await other.call("settings.set", { geminiModel, spendCaps: { ...spendCaps, dayUsd: 0.01 } });
    await expect(call("generation.start", start)).rejects.toMatchObject({ code: "spend.cap" });
    expect(simulator.requests).toEqual([]);
  });

  test("that spend at the same moment", async () => {
    const { call, again, simulator, start } = await openPaid();
    const { spendCaps, geminiModel } = await call("settings.get", {});
    // Enough for one, not for two.
    await call("settings.set", { geminiModel, spendCaps: { ...spendCaps, dayUsd: 2 } });
    const others = [again(), again(), again()];
    const outcomes = await Promise.allSettled(
      [call, ...others.map((other) => other.call)].map((each) => each("generation.start", start)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await endedJob(call, start.projectId, (await call("jobs.list", { projectId: start.projectId }))[0]?.id ?? "");
    expect(simulator.charges).toHaveLength(1);
  });
});

test.each<[string, (call: Call, folder: string) => unknown]>([
  ["off the list", (call, folder) => call("projects.forget", { folder })],
  ["gone", (_, folder) => rmSync(folder, { recursive: true })],
])("what was spent today in a project that is %s still counts for the day", async (_, lose) => {
  const { call, core, again, home, folder, start, simulator } = await openPaid();
  const { jobId } = await call("generation.start", start);
  await endedJob(call, start.projectId, jobId);
  await lose(call, folder);
  await core.close();
  const next = again();
  const { projectId } = await next.call("projects.createFromPlan", { planFile: join(home, "race.plan.json") });
  const passId = (await next.call("project.get", { projectId })).project.passes[0]?.id as string;
  expect((await next.call("ledger.list", { projectId })).spentToday).toEqual([start.expected]);
  const { spendCaps, geminiModel } = await next.call("settings.get", {});
  const dayUsd = ((start.expected?.micros ?? 0) / 1e6) * 1.5;
  await next.call("settings.set", { geminiModel, spendCaps: { ...spendCaps, dayUsd } });
  await expect(next.call("generation.start", { ...start, projectId, passId })).rejects.toMatchObject({
    code: "spend.cap",
  });
  expect(simulator.charges).toHaveLength(1);
});

describe("programs", () => {
  test("are not named by a call of the page", async () => {
    const { core, folder } = buildCore();
    const ran = join(folder, "ran");
    const script = join(folder, "evil");
    writeFileSync(script, `#!/bin/sh\ntouch ${ran}\necho ffmpeg version 9\n`, { mode: 0o755 });
    const settings = await core.call("settings.get", {});
    const set = core.call("settings.set", { ...settings, ffmpegPath: script, ffprobePath: script } as never);
    await expect(set).rejects.toMatchObject({ code: "input.invalid" });
    await core.call("app.info", {});
    expect(existsSync(ran)).toBe(false);
  });

  test("that are named must answer as ffmpeg and ffprobe do before they are kept", async () => {
    const { core } = buildCore();
    for (const program of ["/bin/true", "/bin/echo", "/nowhere/ffmpeg"]) {
      await expect(core.choosePrograms({ ffmpegPath: program })).rejects.toMatchObject({ code: /^ffmpeg\./ });
      await expect(core.choosePrograms({ ffprobePath: program })).rejects.toMatchObject({ code: /^ffmpeg\./ });
    }
    expect(await core.call("settings.get", {})).toMatchObject({ ffmpegPath: "", ffprobePath: "" });
    const { path = "" } = (await core.call("app.info", {})).ffmpeg ?? {};
    expect(await core.choosePrograms({ ffmpegPath: path })).toMatchObject({ ffmpegPath: path });
  });
});

describe("a project that cannot be read", () => {
  test("is not taken up again by itself once the app did not come back from it, and is by hand", async () => {
    const { core, again, home, folder, start } = await openPaid();
    await core.close();
    const notes = join(home, "data", "starting");
    mkdirSync(notes, { recursive: true });
    // As a process left it that was killed while it opened the project.
    const killed = spawn("sleep", ["60"]);
    writeFileSync(
      join(notes, `${start.projectId}.json`),
      JSON.stringify({ pid: killed.pid, host: (await import("node:os")).hostname() }),
    );
    killed.kill();
    await once(killed, "exit");
    const next = again();
    await next.core.resumeJobs();
    expect(await next.call("notices.list", {})).toMatchObject([{ message: expect.stringContaining(folder) }]);
    await next.call("projects.open", { folder });
    expect(await next.call("notices.list", {})).toEqual([]);
  });

  test("leaves a note while it is taken up, and none once it came back", async () => {
    const { core, again, home } = await openPaid();
    await core.close();
    await again().core.resumeJobs();
    expect(readdirSync(join(home, "data", "starting"))).toEqual([]);
  });

  test("keeps no other project from its ledger, its price or Generate, and counts for the day with what was known of it", async () => {
    const { call, core, again, simulator, folder, start, home } = await openPaid();
    const first = await call("generation.start", start);
    await endedJob(call, start.projectId, first.jobId);
    await call("ledger.list", { projectId: start.projectId });
    await core.close();
    const next = again();
    rmSync(join(folder, "project.db-wal"), { force: true });
    renameSync(join(folder, "project.db"), join(folder, "kept.db"));
    writeFileSync(join(folder, "project.db"), "Dear diary. ".repeat(500));
    const { projectId } = await next.call("projects.createFromPlan", { planFile: join(home, "race.plan.json") });
    const passId = (await next.call("project.get", { projectId })).project.passes[0]?.id as string;
    const { spentToday } = await next.call("ledger.list", { projectId });
    expect(spentToday).toEqual([start.expected]);
    const { spendCaps, geminiModel } = await next.call("settings.get", {});
    const day = ((start.expected?.micros ?? 0) / 1e6) * 1.5;
    await next.call("settings.set", { geminiModel, spendCaps: { ...spendCaps, dayUsd: day } });
    await expect(next.call("generation.start", { ...start, projectId, passId })).rejects.toMatchObject({
      code: "spend.cap",
    });
    await next.call("settings.set", { geminiModel, spendCaps });
    const { jobId } = await next.call("generation.start", { ...start, projectId, passId });
    expect(await endedJob(next.call, projectId, jobId)).toMatchObject({ state: "done" });
    expect(simulator.charges).toHaveLength(2);
  });
});

test.each(["data", "data/inner"])(
  "a file in the place of the data folder %s is told in one sentence, and stays",
  (name) => {
    const home = temporaryFolder();
    writeFileSync(join(home, "data"), "mine");
    const dataDir = join(home, name);
    const refusal = expect.objectContaining({
      code: "disk.denied",
      message: expect.stringContaining(dataDir),
      next: expect.stringContaining("SHOTLINE_DATA"),
    });
    expect(() => buildCore(home, null, { dataDir })).toThrow(refusal);
    expect(readFileSync(join(home, "data"), "utf8")).toBe("mine");
  },
);

test("a damaged list of projects is kept aside and said, and a new one begins", async () => {
  const { core, folder: home } = buildCore();
  await core.close();
  writeFileSync(data(home, "recent.json"), '[{"folder": 3}]');
  const { core: again } = buildCore(home);
  expect(await again.call("projects.list", {})).toEqual([]);
  const [kept = ""] = aside(home, "recent");
  expect(readFileSync(data(home, kept), "utf8")).toBe('[{"folder": 3}]');
  expect(await again.call("notices.list", {})).toMatchObject([
    { id: "recent", message: expect.stringContaining(kept), next: expect.any(String) },
  ]);
  await again.call("projects.create", { name: "Night race" });
  expect(await again.call("projects.list", {})).toHaveLength(1);
});

test("a data folder that cannot be written lets a project be made and opened all the same, and says so", async ({
  skip,
}) => {
  const home = temporaryFolder();
  mkdirSync(join(home, "data"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", join(home, "data")]).status === 0;
  skip(!mounted, "this system lets no small disk be mounted");
  onTestFinished(() => void spawnSync("umount", ["-l", join(home, "data")]));
  expect(spawnSync("sh", ["-c", `cat /dev/zero > ${join(home, "data", "filler")}`]).status).not.toBe(0);
  const { core } = buildCore(home);
  const { projectId } = await core.call("projects.create", { name: "Night race" });
  expect((await core.call("project.get", { projectId })).revision).toBe(0);
  expect(await core.call("notices.list", {})).toContainEqual(
    expect.objectContaining({
      id: "recent",
      message: expect.stringContaining("list of recent projects"),
      next: expect.any(String),
    }),
  );
});
