import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openDatabase } from "../../electron/core/database/open-database.ts";
import { keepHandOff } from "../../electron/core/hand-off/hand-offs.ts";
import { ProjectRepository } from "../../electron/core/projects/repository.ts";
import { animaticFilm, assembleCut } from "../../shared/cut/out/cut.ts";
import { buildPlan } from "../support/builders.ts";
import { runCommand, runJson, writePlan } from "./run-command.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-compare-"));
  await writePlan(join(folder, "night.plan.json"), buildPlan([3000, 3000]));
  expect(await runJson(folder, ["new", "night", "--from", "night.plan.json"])).toMatchObject({ code: 0 });
  await writeFile(
    join(folder, "edited.edl"),
    [
      "001  S0100020 V     C        01:00:03:00 01:00:05:00 01:00:00:00 01:00:02:00",
      "002  S0100010 V     C        01:00:00:00 01:00:03:00 01:00:02:00 01:00:05:00",
      "",
    ].join("\n"),
  );
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test("lists what an editor changed, takes in what is accepted, and refuses what is no list", async () => {
  const { code, stdout } = await runCommand(folder, ["compare", "night", "edited.edl"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Compared with the current plan: no hand-off of this list was found\.\n/);
  expect(stdout).toMatch(/moved:SC010_SH0020 +can be accepted +SC010_SH0020 moved from 01:00:03:00 to 01:00:00:00\./);
  expect(stdout).toMatch(/trimmed:SC010_SH0020 +can be accepted .*From 3 s to 2 s\./);

  const one = await runJson(folder, ["compare", "night", "edited.edl", "--accept", "trimmed:SC010_SH0020"]);
  expect(one).toMatchObject({ code: 0, value: { rate: "24", lines: [{}, {}], accepted: { applied: 1, edits: 1 } } });
  const all = await runCommand(folder, ["compare", "night", "edited.edl", "--accept", "all"]);
  expect(all).toMatchObject({ code: 0, stdout: "SC010_SH0020 moved.\n" });
  const stale = await runJson(folder, ["compare", "night", "edited.edl", "--accept", "removed:SC010_SH0010"]);
  expect(stale).toMatchObject({ code: 1, value: { error: { code: "edit.stale" } } });

  const noList = await runJson(folder, ["compare", "night", "night.plan.json"]);
  expect(noList).toMatchObject({ code: 1, value: { error: { code: "input.invalid" } } });
  const wrong = await runCommand(folder, ["compare", "night", "edited.edl", "--rate", "12"]);
  expect(wrong.code).toBe(2);
});

test("compares with the cut that was handed off, and takes nothing back of what was changed since unless it is named", async () => {
  expect(await runJson(folder, ["new", "day", "--from", "night.plan.json"])).toMatchObject({ code: 0 });
  const database = openDatabase(join(folder, "day"));
  const { project } = new ProjectRepository(database, () => new Date()).load("project_day");
  keepHandOff(database, "/cuts/day v1", new Date(), assembleCut(project, animaticFilm));
  database.close();
  const event = (shot: string, from: number, seconds: number, at: number) =>
    `001  ${shot} V     C        01:00:0${from}:00 01:00:0${from + seconds}:00 01:00:0${at}:00 01:00:0${at + seconds}:00\n`;
  await writeFile(join(folder, "first.edl"), event("S0100010", 0, 3, 0) + event("S0100020", 3, 2, 3));
  await writeFile(join(folder, "second.edl"), event("S0100010", 0, 2, 0) + event("S0100020", 3, 1, 2));

  const first = await runCommand(folder, ["compare", "day", "first.edl", "--accept", "all"]);
  expect(first.stdout).toBe("SC010_SH0020 goes from 3 s to 2 s.\n");
  const again = await runCommand(folder, ["compare", "day", "first.edl"]);
  expect(again.stdout).toMatch(
    /^Compared with hand-off 1 of [\d-]+ [\d:]+ in \/cuts\/day v1\.\n.*The plan already has this change\.\n$/,
  );

  const second = await runCommand(folder, ["compare", "day", "second.edl", "--accept", "all"]);
  expect(second.stdout).toMatch(
    /^SC010_SH0010 goes from 3 s to 2 s\.\nNot accepted: SC010_SH0020 is 48 frames shorter/,
  );
  const named = ["compare", "day", "second.edl", "--accept", "trimmed:SC010_SH0020"];
  expect((await runCommand(folder, named)).stdout).toBe("SC010_SH0020 goes from 2 s to 1 s.\n");
  const plan = await runJson(folder, ["compare", "day", "second.edl", "--against", "plan"]);
  expect(plan).toMatchObject({ code: 0, value: { against: "plan", handOffs: [{ id: "1" }] } });
});
