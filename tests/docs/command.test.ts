import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../cli/run-command.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/command.md"), "utf8");

test("the page of the command has every command", async () => {
  const { stdout } = await runCommand(temporaryFolder(), ["--help"]);
  const listed = stdout.slice(stdout.indexOf("Commands:"));
  const names = [...listed.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name as string);
  expect(names).toContain("export");
  expect(names.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});
