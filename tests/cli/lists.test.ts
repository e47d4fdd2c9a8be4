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

test("a list given again says what it changes, and what is accepted of it is taken", async () => {
  const titles = "Scene,Description,Length\n";
  await writeFile(join(folder, "first.csv"), `${titles}1,Anna waits at the gate,4\n1,A car arrives in the rain,4\n`);
  await runJson(folder, ["new", "again", "--from", "first.csv"]);
  const same = await runJson(folder, ["script", "again", "first.csv"]);
  expect(same).toMatchObject({ code: 0, value: { format: "list", shots: 2, changes: [] } });

  const rows = "1,Anna waits at the gate,3\n1,Anna turns,2\n1,A black car arrives in the rain,4\n2,Nobody is there,3\n";
  await writeFile(join(folder, "second.csv"), titles + rows);
  const { value } = await runJson(folder, ["script", "again", "second.csv"]);
  expect(value).toMatchObject({
    changes: [
      { id: "row:2", kind: "changed", sentence: "1 SH0010: length “4 s” becomes “3 s”." },
      { id: "row:3", kind: "added", sentence: "1: “Anna turns”." },
      { id: "row:4", kind: "changed" },
      { id: "row:5", kind: "added" },
    ],
  });
  const part = await runJson(folder, ["script", "again", "second.csv", "--accept", "row:3,changed"]);
  expect(part).toMatchObject({ code: 0, value: { accepted: { ids: ["row:2", "row:3", "row:4"], changes: 3 } } });
  const left = await runJson(folder, ["script", "again", "second.csv"]);
  expect(left.value).toMatchObject({ changes: [{ id: "row:5", kind: "added" }] });

  const unknown = await runJson(folder, ["script", "again", "second.csv", "--accept", "row:9"]);
  expect(unknown).toMatchObject({ code: 1, value: { error: { code: "input.invalid" } } });
  const missing = await runJson(folder, ["script", "again", "third.csv"]);
  expect(missing).toMatchObject({ code: 1, value: { error: { code: "not-found" } } });
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
