/** Owns projects that come from scripts, for tests: what importing a script makes, and importing it again. */
import { readFountain } from "../../electron/core/ways-in/script/read-fountain.ts";
import { applyEdit } from "../../shared/edits/apply-edit.ts";
import type { Edit } from "../../shared/edits/edit.ts";
import type { Project } from "../../shared/project/model.ts";
import { acceptScript } from "../../shared/ways-in/accept-script.ts";
import { type DiffOptions, diffScript } from "../../shared/ways-in/diff-script.ts";
import type { Script } from "../../shared/ways-in/script.ts";
import { isPlain, type ScriptChange } from "../../shared/ways-in/script-change.ts";

export const choices = { profile: "animatic", aspectRatio: "16:9", resolution: "1080p" } as const;

export const emptyProject: Project = {
  id: "project_empty",
  name: "Script",
  rate: "24",
  start: "01:00:00:00",
  elements: [],
  passes: [],
};

let count = 0;
const newId = (kind: string) => {
  count += 1;
  return `${kind}_${String(count).padStart(8, "0")}`;
};

export function readText(text: string): Script {
  return readFountain(text);
}

/** The project with an edit; throws where it is refused. */
export function edited(project: Project, edit: Edit | null): Project {
  if (edit === null) return project;
  const result = applyEdit(project, edit);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.project;
}

export function changesOf(project: Project, text: string, options: Partial<DiffOptions> = {}): readonly ScriptChange[] {
  return diffScript(project, readText(text), { choices, ...options }).changes;
}

/** The project after importing a script with the chosen changes, by default all that need no decision. */
export function imported(
  project: Project,
  text: string,
  options: Partial<DiffOptions> & { readonly accept?: (change: ScriptChange) => boolean } = {},
): { project: Project; partly: readonly string[] } {
  const { accept = isPlain, ...rest } = options;
  const diff = diffScript(project, readText(text), { choices, ...rest });
  const ids = new Set(diff.changes.filter(accept).map(({ id }) => id));
  const { edit, partly } = acceptScript(project, diff, ids, "Import script", newId);
  return { project: edited(project, edit), partly };
}
