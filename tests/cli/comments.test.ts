import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommand, runJson, smallPlan, writePlan } from "./run-command.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-comments-"));
  await writePlan(join(folder, "small.plan.json"), smallPlan());
  expect(await runJson(folder, ["new", "small", "--from", "small.plan.json"])).toMatchObject({ code: 0 });
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test("takes comments into the notes of their shots once, and hands the notes off by a preset", async () => {
  const comments = [
    { frame: 30, name: "Anna", text: "Faster" },
    { frame: 72, name: "Anna", text: "Behind the end" },
  ];
  const file = { schema: "shotline.comments.1", title: "x", rate: "24", startFrame: 86_400, comments };
  await writeFile(join(folder, "x.comments.json"), JSON.stringify(file));
  const words = ["import-comments", "small", "x.comments.json"];
  const skipped = [{ timecode: "01:00:03:00", text: "Behind the end", reason: expect.stringContaining("outside") }];
  expect(await runJson(folder, words)).toMatchObject({ code: 0, value: { added: 1, shots: 1, known: 0, skipped } });
  expect(await runJson(folder, words)).toMatchObject({ code: 0, value: { added: 0, shots: 0, known: 1, skipped } });

  const exported = ["export", "small", "--to", "board", "--preset", "storyboard", "--formats", "csv"];
  expect(await runJson(folder, exported)).toMatchObject({ code: 0 });
  expect((await readdir(join(folder, "board"))).filter((name) => name.endsWith(".csv"))).toHaveLength(1);
  expect(await readdir(join(folder, "board"))).toHaveLength(2);
});

test("refuses a file that holds no comments, and a suite that it does not know", async () => {
  const refused = await runJson(folder, ["import-comments", "small", "small.plan.json"]);
  expect(refused).toMatchObject({ code: 1, value: { error: { code: "input.invalid" } } });
  const { code, stderr } = await runCommand(folder, ["export", "small", "--to", "x", "--preset", "vegas"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("resolve, premiere, final-cut, avid")]);
});
