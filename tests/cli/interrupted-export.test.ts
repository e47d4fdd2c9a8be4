import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Session } from "../../electron/cli/session.ts";
import { Terminal } from "../../electron/cli/terminal.ts";
import { runJson, smallPlan, startCommand, writePlan } from "./run-command.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-interrupted-"));
  await writePlan(join(folder, "small.plan.json"), smallPlan());
  expect(await runJson(folder, ["new", "small", "--from", "small.plan.json"])).toMatchObject({ code: 0 });
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const words = ["export", "small", "--to", "out/clips", "--formats", "clips,stills"];
const made = () => readdir(join(folder, "out")).catch(() => []);

/** Runs the export until it says that it is at `step`, and sends it a signal then. */
async function interrupt(step: string, signal: NodeJS.Signals) {
  const { child, ended } = startCommand(folder, words);
  let said = "";
  child.stderr?.on("data", (text: Buffer) => {
    said += String(text);
    if (said.includes(step) && !child.killed) child.kill(signal);
  });
  return { process: child.pid, ...(await ended) };
}

test("an export that is killed leaves nothing that looks finished, and the next one clears it away", async () => {
  for (const step of ["Preparing", "Cutting"]) {
    const { process } = await interrupt(step, "SIGKILL");
    expect(await made()).toEqual([
      expect.stringMatching(new RegExp(`^clips\\.part-[0-9a-f]{6}-${process}-[0-9a-f]{8}$`)),
    ]);
  }
  expect(await runJson(folder, [...words, "--formats", "csv"])).toMatchObject({ code: 0 });
  expect(await made()).toEqual(["clips"]);
  await rm(join(folder, "out"), { recursive: true });
});

test("an export that is asked to end says so, with nothing left", async () => {
  const { code, stderr } = await interrupt("Cutting", "SIGTERM");
  expect(code).toBe(143);
  expect(stderr).toMatch(/\nCanceled\. No partial files were left behind\.\n$/);
  expect(await made()).toEqual([]);
});

test("Ctrl+C before there is anything to cancel cancels what would be begun", async () => {
  vi.stubEnv("SHOTLINE_DATA", join(folder, ".data"));
  const session = new Session(new Terminal(true));
  try {
    const { projectId } = await session.openProject(join(folder, "small"));
    process.emit("SIGINT", "SIGINT");
    const started = await session.core.call("export.start", { projectId, folder: join(folder, "x"), formats: ["csv"] });
    await expect(session.finish(started)).rejects.toMatchObject({ code: "cancelled" });
  } finally {
    await session.close();
    vi.unstubAllEnvs();
  }
});

test("a reader of the progress that goes away does not end the export", async () => {
  const { child, ended } = startCommand(folder, ["export", "small", "--to", "read", "--formats", "csv"]);
  child.stderr?.destroy();
  expect((await ended).code).toBe(0);
  expect(await readdir(join(folder, "read"))).toHaveLength(2);
});
