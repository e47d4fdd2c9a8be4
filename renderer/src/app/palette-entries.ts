/** Owns what the palette of commands offers: every command that can be asked for, each shot and each pass; the ones used last come first. */
import fuzzysort from "fuzzysort";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Project } from "../../../shared/project/model.ts";
import { commandGroups } from "../commands/command-names.ts";
import { openPass, runCommand, selectAndShow } from "../commands/commands.ts";
import type { Command } from "../commands/keymap.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { createRememberedStore } from "../state/remembered-store.ts";
import { numbersOf } from "../state/selectors.ts";

export interface PaletteEntry {
  readonly id: string;
  readonly words: string;
  /** Where it belongs, in one or two words. */
  readonly group: string;
  readonly keys?: string | undefined;
  run(): void;
}

const shownMax = 60;
const usedMax = 6;
const used = createRememberedStore<{ readonly ids: readonly string[] }>("shotline.palette", { ids: [] });

/** Those that only mean something on the card that has the focus, and the palette itself. */
function isOffered(command: Command): boolean {
  return command !== "palette" && !/^take\.(?:use|open|bin|rate)/.test(command);
}

/** Without a project, only what needs none. */
const withoutProject: readonly Command[] = [
  "project.open",
  "archive.open",
  "models",
  "settings",
  "shortcuts",
  "help",
  "tour",
];

export function listEntries(project: Project | null): PaletteEntry[] {
  const commands = commandGroups.flatMap(({ title, commands: ofGroup }) =>
    ofGroup
      .filter(([command]) => isOffered(command) && (project !== null || withoutProject.includes(command)))
      .map(
        ([command, words]): PaletteEntry => ({
          ...{ id: command, words, group: title, keys: shortcutOf(command, isMac) },
          run: () => runCommand(command),
        }),
      ),
  );
  return project === null ? commands : [...commands, ...placesOf(project)];
}

function placesOf(project: Project): PaletteEntry[] {
  const numbers = numbersOf(project);
  return project.passes.flatMap((pass) => [
    { id: pass.id, words: `${pass.scene} ${pass.name}`, group: "Pass", run: () => openPass(pass.id) },
    ...pass.shots.map((shot) => ({
      id: shot.id,
      words: [shotLabel(numbers.get(shot.id) ?? 0), firstWords(shot.prompt ?? shot.action ?? "")].join(" ").trim(),
      group: "Shot",
      run: () => void selectAndShow(pass.id, shot.id),
    })),
  ]);
}

function firstWords(text: string): string {
  return text.slice(0, 80).replaceAll(/\s+/g, " ").trim();
}

/** The entries that fit what was typed, best first; with nothing typed, those used last and then all commands. */
export function findEntries(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const { ids } = used.get();
  if (typed.trim() === "") {
    const recent = (Array.isArray(ids) ? ids : []).flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
    return [...recent, ...entries.filter((entry) => !recent.includes(entry))].slice(0, shownMax);
  }
  return fuzzysort.go(typed, entries, { key: "words", limit: shownMax, threshold: 0.3 }).map(({ obj }) => obj);
}

export function rememberUsed(id: string): void {
  const { ids } = used.get();
  const others = (Array.isArray(ids) ? ids : []).filter((each) => each !== id);
  used.set({ ids: [id, ...others].slice(0, usedMax) });
}
