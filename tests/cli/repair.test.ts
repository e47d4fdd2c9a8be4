import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFullPlan } from "../support/made-plans.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runCommand } from "./run-command.ts";

async function run(folder: string, words: readonly string[]) {
  const { code, stdout, stderr } = await runCommand(folder, [...words, "--json"]);
  return { code, value: JSON.parse(stdout), stderr };
}

test("repair opens the best of what is left, says what that is, and has nothing to do the next time", async () => {
  const folder = temporaryFolder();
  await run(folder, ["new", "harbor", "--from", writeFullPlan(folder, "Harbor", 4)]);
  const file = join(folder, "harbor", "project.db");
  const bytes = readFileSync(file);
  const page = Math.floor(bytes.indexOf("Shot 9: ") / 4096) * 4096;
  writeFileSync(file, bytes.fill(0, page, page + 4096));
  expect(await run(folder, ["verify", "harbor"])).toMatchObject({
    code: 1,
    value: { error: { code: "project.damaged" } },
  });

  const refused = await run(folder, ["repair", "harbor", "--from", "as-is"]);
  expect(refused).toMatchObject({ code: 1, value: { error: { code: "not-found", next: "Use one of salvage." } } });

  const { code, value } = await run(folder, ["repair", "harbor"]);
  expect(code).toBe(0);
  expect(value).toMatchObject({ choice: { kind: "salvage" }, findings: { fault: { code: "project.damaged" } } });
  expect(value.lost.shots).toBeGreaterThan(0);
  expect(readFileSync(join(folder, "harbor", "backups", value.kept)).equals(bytes)).toBe(true);

  expect(await run(folder, ["repair", "harbor"])).toMatchObject({ code: 0, value: { findings: null, choice: null } });
  expect(await run(folder, ["verify", "harbor"])).toMatchObject({ code: 0, value: { database: "ok", problems: [] } });
}, 60_000);

test("where nothing is left, repair says so and makes nothing; verify --fix tells what it did", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "gone", "media"), { recursive: true });
  writeFileSync(join(folder, "gone", "project.db"), "nothing of ours");
  const { code, value } = await run(folder, ["repair", "gone"]);
  expect({ code, error: value.error.code }).toEqual({ code: 1, error: "not-found" });
  rmSync(join(folder, "gone"), { recursive: true });
  await run(folder, ["new", "harbor", "--from", writeFullPlan(folder, "Harbor", 1)]);
  const fixed = await run(folder, ["verify", "harbor", "--fix"]);
  expect(fixed).toMatchObject({ code: 0, value: { done: [], problems: [] } });
}, 60_000);
