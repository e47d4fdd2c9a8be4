import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommand, runJson } from "./run-command.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const lighthouse = resolve(import.meta.dirname, "../fixtures/scripts/lighthouse.fountain");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-script-"));
  await copyFile(lighthouse, join(folder, "keeper.fountain"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test("makes a project of a script, lists what another version changes, and takes what is accepted", async () => {
  const made = await runJson(folder, ["new", "keeper", "--from", "keeper.fountain"]);
  expect(made).toMatchObject({ code: 0, value: { name: "The Last Keeper", elements: 4, remarks: [] } });

  const text = await readFile(lighthouse, "utf8");
  const changed = text
    .replace("A moth circles the lantern.", "Two moths circle the lantern and burn.")
    .replace(
      "The boat bumps the quay. Nobody wakes.\n\n",
      "The boat bumps the quay. Nobody wakes.\n\nA gull lands on the rail and shouts at them.\n\n",
    );
  await writeFile(join(folder, "second.fountain"), changed);
  const same = await runCommand(folder, ["script", "keeper", "keeper.fountain"]);
  expect(same).toMatchObject({ code: 0, stdout: "Nothing changed.\n" });

  const { value } = await runJson(folder, ["script", "keeper", "second.fountain"]);
  expect(value).toMatchObject({ format: "fountain", changes: [{ kind: "changed" }, { kind: "added" }] });
  const part = await runJson(folder, ["script", "keeper", "second.fountain", "--accept", "changed"]);
  expect(part).toMatchObject({ code: 0, value: { accepted: { changes: 1, partly: [] } } });
  const listed = await runCommand(folder, ["script", "keeper", "second.fountain"]);
  expect(listed.stdout).toMatch(/^added:action-\w+ +added +accept by ID only +SC\d+: A gull lands on the rail/);

  const unknown = await runJson(folder, ["script", "keeper", "second.fountain", "--accept", "nothing"]);
  expect(unknown).toMatchObject({ code: 1, value: { error: { code: "input.invalid" } } });
  const none = await runJson(folder, ["script", "keeper", "missing.fountain"]);
  expect(none).toMatchObject({ code: 1, value: { error: { code: "not-found" } } });
});
