import { readdirSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { mediaIn, openArchiveRig, rowsOf } from "../support/archives.ts";
import { runJson, startCommand } from "./run-command.ts";

vi.setConfig({ testTimeout: 120_000 });

/** A project that no process has open. */
async function makeProject(videoBytes: number) {
  const { home, folder, service } = await openArchiveRig({ videoBytes });
  service.close();
  return { home, folder, made: () => readdirSync(home).filter((name) => name.startsWith("out")) };
}

/** Runs the command until it says that it is at `step`, and sends it a signal then. */
async function interrupt(home: string, words: readonly string[], step: string, signal: NodeJS.Signals) {
  const { child, ended } = startCommand(home, words);
  let said = "";
  child.stderr?.on("data", (text: Buffer) => {
    said += String(text);
    if (said.includes(step) && !child.killed) child.kill(signal);
  });
  return ended;
}

test("a project becomes one file, and that another folder", async () => {
  const { home, folder } = await makeProject(5000);
  const archive = ["archive", folder, "--to", "out.shotarchive"];
  expect(await runJson(home, archive)).toMatchObject({
    code: 0,
    value: { file: join(home, "out.shotarchive"), notes: [] },
  });
  const light = await runJson(home, ["archive", folder, "--to", "light.shotarchive", "--without-videos"]);
  expect(light.value["bytes"]).toBeLessThan(statSync(join(home, "out.shotarchive")).size - 9000);
  expect(await runJson(home, ["new", "again", "--from", "out.shotarchive"])).toMatchObject({
    code: 0,
    value: { folder: join(home, "again"), name: "Night race", passes: 1, notes: [] },
  });
  expect(mediaIn(join(home, "again"))).toEqual(mediaIn(folder));
  truncateSync(join(home, "out.shotarchive"), statSync(join(home, "out.shotarchive")).size - 3000);
  const { code, value } = await runJson(home, ["new", "part", "--from", "out.shotarchive", "--without-damaged"]);
  expect([code, value["notes"]]).toEqual([
    0,
    ["media/takes/take 2.mp4 is damaged in the archive, so it was left out."],
  ]);
});

test("killed while it writes or unpacks, it leaves nothing that looks finished, and goes on the next time", async () => {
  const { home, folder, made } = await makeProject(20_000_000);
  const archive = ["archive", folder, "--to", "out.shotarchive"];
  await interrupt(home, archive, "Writing files", "SIGKILL");
  expect(made()).toContainEqual(expect.stringMatching(/^out\.shotarchive\.part-/));
  expect(made()).not.toContain("out.shotarchive");
  expect(await runJson(home, archive)).toMatchObject({ code: 0 });
  expect(made()).toEqual(["out.shotarchive"]);
  await interrupt(home, ["new", "out", "--from", "out.shotarchive"], "Unpacking files", "SIGKILL");
  expect(made()).not.toContain("out");
  expect(await runJson(home, ["new", "out", "--from", "out.shotarchive"])).toMatchObject({ code: 0 });
  expect(made().sort()).toEqual(["out", "out.shotarchive"]);
  expect(mediaIn(join(home, "out"))).toEqual(mediaIn(folder));
  expect(rowsOf(join(home, "out"))).toEqual(rowsOf(folder));
});

test("asked to end, it says so and leaves nothing", async () => {
  const { home, folder, made } = await makeProject(20_000_000);
  const { code, stderr } = await interrupt(home, ["archive", folder, "--to", "out.shotarchive"], "Writing", "SIGTERM");
  expect([code, made()]).toEqual([143, []]);
  expect(stderr).toMatch(/Canceled\. No partial files were left behind\.\n$/);
});
