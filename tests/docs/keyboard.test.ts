import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandGroups } from "../../renderer/src/commands/command-names.ts";
import { fieldKeys, gestures, planKeys } from "../../renderer/src/commands/gestures.ts";
import { keysOf, presetNames } from "../../renderer/src/commands/key-presets.ts";
import { type Command, nameKeys } from "../../renderer/src/commands/keymap.ts";
import { type KeyPreset, keyPresets } from "../../renderer/src/state/editing-options.ts";

const file = join(import.meta.dirname, "../../docs/keyboard.md");
/** What stands above the first table is written by hand. */
const firstHeading = "\n## ";

function keysIn(preset: KeyPreset, command: Command): string {
  const keys = keysOf(preset).filter((binding) => binding.command === command);
  return keys.map((key) => `**${nameKeys(key, false).replaceAll(/[\\|*]/g, "\\$&")}**`).join(" ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function section(title: string, text: string): string {
  return `## ${title}\n\n${text}\n`;
}

/** The tables of the page, from the same data as the keys themselves. */
function writeTables(): string {
  const words = (text: string) => text.replaceAll("’", "'");
  const groups = commandGroups.map(({ title, commands }) =>
    section(
      title,
      table(
        ["command", "key"],
        commands.map(([command, name]) => [words(name), keysIn("shotline", command)]),
      ),
    ),
  );
  const lines = (all: readonly (readonly [string, string])[]) =>
    table(
      ["what", "key"],
      all.map(([keys, name]) => [words(name), `**${keys}**`]),
    );
  const others = commandGroups
    .flatMap(({ commands }) => commands)
    .map(([command, name]) => [words(name), ...keyPresets.map((preset) => keysIn(preset, command))])
    .filter(([, own, ...rest]) => rest.some((keys) => keys !== own));
  return [
    ...groups,
    section("Timeline", lines(gestures(false))),
    section("Floor plan", lines(planKeys(false))),
    section("Text fields and parts of the window", lines(fieldKeys(false))),
    section(
      "Keys of other editing apps",
      `What differs from Shotline's own keys; everything else is the same.\n\n${table(["command", ...keyPresets.map((preset) => presetNames[preset])], others)}`,
    ),
  ].join("\n");
}

// After a change of commands or keys: npx vitest run tests/docs/keyboard.test.ts -u
test("the page of keys has every command with the keys that it has", async () => {
  const page = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  const [written = ""] = page.split(firstHeading);
  await expect(`${written.trimEnd()}\n\n${writeTables()}`).toMatchFileSnapshot(file);
});
