import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runJson } from "./run-command.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-lists-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test("a project is made of a shot list, and says what was not understood", async () => {
  const list = "Scene;Shot size;Description;Length\n1;Close-up;She waits;4\n1;Huge;She leaves;3\n";
  await writeFile(join(folder, "Night race.csv"), Buffer.from(list, "utf16le"));
  const { code, value } = await runJson(folder, ["new", "night", "--from", "Night race.csv"]);
  expect(code).toBe(0);
  expect(value).toMatchObject({
    name: "Night race",
    passes: 1,
    shots: 2,
    remarks: [{ line: 3, text: "Huge", message: "“Huge” is no known shot size; it is kept in the notes." }],
  });
});

test("of what is no list, none is made", async () => {
  await writeFile(join(folder, "prose.csv"), "It rains.\n");
  const { code, value } = await runJson(folder, ["new", "prose", "--from", "prose.csv"]);
  expect(code).toBe(1);
  expect(value).toMatchObject({
    error: { code: "input.invalid", message: "prose.csv has no shots that can be told apart." },
  });
  expect(existsSync(join(folder, "prose"))).toBe(false);
});
