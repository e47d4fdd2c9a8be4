/** Owns what the window and the command ask of scripts: what one changes in a project, taking it in, and making a project of it. */
import { randomUUID } from "node:crypto";
import type { Edit } from "../../../shared/edits/edit.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { newPassModel } from "../../../shared/models/profiles.ts";
import { type Project, projectContentShape, projectLimits } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { scriptContract } from "../../../shared/rpc/script-contract.ts";
import { acceptScript } from "../../../shared/ways-in/accept-script.ts";
import { type DiffOptions, diffScript, type ScriptDiff } from "../../../shared/ways-in/diff-script.ts";
import { draftScript, type PassChoices } from "../../../shared/ways-in/draft-script.ts";
import { type Script, titleOf } from "../../../shared/ways-in/script.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { createWrittenProject, freeProjectFolder, newId } from "../projects/project-folder.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { parseScript, type ReadScript, readScript } from "./script/read-script.ts";
import { type KeptScript, keepScript, readKeptScript } from "./script/script-row.ts";

/** The part of the open projects that scripts need. */
interface Projects {
  open(folder: string): Promise<string>;
  view(id: string): Promise<ProjectView>;
  database(id: string): Promise<ProjectDatabase>;
  writableFolder(id: string): Promise<string>;
  applyEdit(id: string, baseRevision: number, edit: Edit, also: () => void): Promise<{ revision: number }>;
}

export interface ScriptParts {
  readonly projects: Projects;
  /** Where new projects go when nobody says otherwise. */
  readonly projectsFolder: string;
  readonly now: () => Date;
  readonly onOpened: (projectId: string) => void;
}

interface Source {
  readonly name: string;
  readonly bytes: string;
}

export function scriptMethods({
  projects,
  projectsFolder,
  now,
  onOpened,
}: ScriptParts): MethodsOf<typeof scriptContract> {
  async function compared(projectId: string, source: Source) {
    const read = readSource(source);
    const view = await projects.view(projectId);
    const kept = readKeptScript(await projects.database(projectId));
    return { read, view, diff: diffScript(view.project, read.script, diffOptions(view, kept)) };
  }

  const rowOf = ({ name }: Source, { format, text }: ReadScript): KeptScript => {
    return { name: nameOf(name), format, text, readAt: now().toISOString() };
  };

  return {
    "script.get": async ({ projectId }) => {
      const kept = readKeptScript(await projects.database(projectId));
      if (!kept) return { kept: null };
      const { text, ...about } = kept;
      return { kept: { ...about, script: parseScript(kept.name, kept.format, text) } };
    },
    "script.read": async ({ projectId, ...source }) => {
      const { read, view, diff } = await compared(projectId, source);
      const { format, script } = read;
      return { revision: view.revision, format, script: script, changes: [...diff.changes] };
    },
    "script.import": async ({ projectId, baseRevision, accept, ...source }) => {
      const { read, view, diff } = await compared(projectId, source);
      if (view.revision !== baseRevision) throw stale();
      const database = await projects.database(projectId);
      const { edit, accepted, partly } = accepting(view.project, diff, new Set(accept), nameOf(source.name));
      const { remarks } = read.script;
      const keep = () => keepScript(database, rowOf(source, read));
      if (edit) {
        const { revision } = await projects.applyEdit(projectId, baseRevision, edit, keep);
        return { revision, accepted, partly: [...partly], remarks };
      }
      await projects.writableFolder(projectId);
      keep();
      return { revision: baseRevision, accepted, partly: [...partly], remarks };
    },
    "projects.createFromScript": async ({ parent, folder, ...source }) => {
      const read = readSource(source);
      const name = projectName(read.script, source.name);
      const target = folder ?? freeProjectFolder(parent ?? projectsFolder, name);
      const { project, remarks } = projectOf(name, read.script);
      await createWrittenProject(target, project, (database) => keepScript(database, rowOf(source, read)), now);
      const projectId = await projects.open(target);
      onOpened(projectId);
      return { projectId, remarks: [...remarks] };
    },
  };
}

function readSource({ name, bytes }: Source): ReadScript {
  return readScript(nameOf(name), Buffer.from(bytes, "base64"));
}

function accepting(project: Project, diff: ScriptDiff, ids: ReadonlySet<string>, name: string) {
  const known = new Set(diff.changes.map(({ id }) => id));
  if ([...ids].some((id) => !known.has(id))) throw stale();
  const passes = diff.changes.reduce((sum, { id }) => {
    const step = ids.has(id) ? diff.steps.get(id) : undefined;
    return sum + (step?.does === "add-passes" ? step.passes.length : 0);
  }, project.passes.length);
  refuseTooLong(passes);
  return acceptScript(project, diff, ids, `Import ${name}`.slice(0, 200), newId);
}

function stale(): AppError {
  const message = "The project or the script has changed since the changes were listed.";
  return new AppError("edit.stale", message, { next: "Compare the script again." });
}

function refuseTooLong(passes: number): void {
  if (passes <= projectLimits.passes) return;
  const message = `The script makes ${passes.toLocaleString("en")} passes; a project can have at most ${projectLimits.passes.toLocaleString("en")}.`;
  throw new AppError("edit.refused", message, { next: "Import it in parts, each into its own project." });
}

function diffOptions({ project, takes }: ProjectView, kept: KeptScript | null): DiffOptions {
  const like = project.passes.at(-1);
  const choices = like ? passChoices(like) : newChoices();
  const before = kept === null ? null : readAgain(kept);
  const takenShots = new Set(
    takes.flatMap(({ shots, binnedAt }) => (binnedAt === null ? (shots ?? []) : [])).map(({ shotId }) => shotId),
  );
  return { choices, before, takenShots };
}

/** A script that can no longer be read is as good as none: only what was moved is not known then. */
function readAgain({ name, format, text }: KeptScript): Script | null {
  try {
    return parseScript(name, format, text);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function newChoices(): PassChoices {
  return { ...newPassModel(), aspectRatio: "16:9", audio: true };
}

function passChoices({ profile, aspectRatio, resolution, audio }: PassChoices): PassChoices {
  return { profile, aspectRatio, resolution, ...(audio === undefined ? {} : { audio }) };
}

function projectOf(name: string, script: Script) {
  const { passes, elements, remarks } = draftScript(script, newChoices());
  if (passes.length === 0) {
    const next = "Choose a script with scenes and action.";
    throw new AppError("input.invalid", "There is nothing in this script to make a shot of.", { next });
  }
  refuseTooLong(passes.length);
  const project: Project = {
    id: `project_${randomUUID()}`,
    name,
    rate: "24",
    start: "01:00:00:00",
    elements: elements.map((element) => ({ ...element, id: newId("element") })),
    passes: passes.map((pass) => {
      const shots = pass.shots.map((shot) => ({ ...shot, id: newId("shot") }));
      return { ...pass, id: newId("pass"), shots };
    }),
  };
  return { project, remarks };
}

/** The script's title, else the file's name without its ending. */
function projectName(script: Script, file: string): string {
  const title = [...(titleOf(script) ?? nameOf(file).replace(/\.\w{1,10}$/, "")).replace(/[\p{Cc}\p{Cs}]/gu, "")];
  const name = title.slice(0, 80).join("").trim();
  return projectContentShape.name.safeParse(name).success ? name : "Script";
}

/** The name of a file on one line; what was pasted has none. */
function nameOf(file: string): string {
  const name = file
    .replace(/^.*[\\/]/, "")
    .replace(/[\p{Cc}\p{Cs}]/gu, "")
    .trim();
  return name || "Pasted script";
}
