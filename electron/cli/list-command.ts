/** The command of shot lists: a project is made of a CSV or TSV file. */
import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { applyEdit } from "../../shared/edits/apply-edit.ts";
import { AppError } from "../../shared/errors/app-error.ts";
import { defaultProfileId } from "../../shared/models/profiles.ts";
import type { Project } from "../../shared/project/model.ts";
import { countOf } from "../../shared/project/scene-lengths.ts";
import { listBytesMax } from "../../shared/ways-in/list-reading.ts";
import { type PassLike, planList } from "../../shared/ways-in/plan-list.ts";
import type { Session } from "./session.ts";

/** Whether a file is read as a shot list: by its ending. */
export function isListName(file: string): boolean {
  return /\.(?:csv|tsv|tab)$/i.test(file);
}

const like: PassLike = { scene: "SC010", profile: defaultProfileId, aspectRatio: "16:9", resolution: "1080p" };

export async function createFromList(session: Session, folder: string, file: string): Promise<boolean> {
  const target = session.resolvePath(folder);
  const path = session.resolvePath(file);
  const name = basename(path);
  const { size } = await stat(path).catch((cause) => {
    throw new AppError("input.invalid", `${name} can't be read.`, { next: "Check its path.", cause });
  });
  if (size > listBytesMax) {
    const message = `${name} is larger than ${listBytesMax / 1024 / 1024} MB.`;
    throw new AppError("input.invalid", message, { next: "Import it in parts." });
  }
  const base64 = (await readFile(path)).toString("base64");
  const reading = await session.core.call("lists.read", { name, rate: "24", base64 });
  const title = name.slice(0, name.length - extname(name).length) || name;
  const planFor = (project: Project) => planList(project, reading, like, `Import ${name}`.slice(0, 200), newId);
  // A list that a project can't hold is refused before there is one.
  const empty: Project = {
    id: "project_0000",
    name: title,
    rate: "24",
    start: "01:00:00:00",
    elements: [],
    passes: [],
  };
  const { edit: whole } = planFor(empty);
  const tried = whole && applyEdit(empty, whole);
  if (tried && !tried.ok) {
    const { message, next = "Import the list in parts." } = tried.refusal;
    throw new AppError("input.invalid", message, { next });
  }
  const { projectId } = await session.core.call("projects.create", { name: title, folder: target });
  const { project, revision } = await session.core.call("project.get", { projectId });
  const { edit, remarks } = planFor(project);
  if (edit) await session.core.call("edits.apply", { projectId, baseRevision: revision, edit });
  const made = (await session.core.call("project.get", { projectId })).project;
  const shots = made.passes.reduce((sum, pass) => sum + pass.shots.length, 0);
  const result = { folder: target, name: made.name, rate: made.rate, passes: made.passes.length, shots, remarks };
  const said = `Created ${made.name} in ${target}: ${countOf(made.passes.length, "pass", "passes")}, ${countOf(shots, "shot")}.`;
  const lines = remarks.map(({ line, text, message }) => `Line ${line}: ${message} (${text})`);
  session.terminal.result(result, [said, ...lines].join("\n"));
  return true;
}

function newId(kind: string): string {
  return `${kind}_${crypto.randomUUID()}`;
}
