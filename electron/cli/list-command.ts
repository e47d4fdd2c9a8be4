/** The commands of shot lists: a project is made of a CSV or TSV file, or what one changes is listed and, where accepted, taken into the plan. */
import { extname } from "node:path";
import { applyEdit } from "../../shared/edits/apply-edit.ts";
import { AppError } from "../../shared/errors/app-error.ts";
import { newPassModel } from "../../shared/models/profiles.ts";
import type { Project } from "../../shared/project/model.ts";
import { countOf } from "../../shared/project/scene-lengths.ts";
import { type ListReading, listBytesMax } from "../../shared/ways-in/list-reading.ts";
import { chooseRows, type ListPlan, type PassLike, planList } from "../../shared/ways-in/plan-list.ts";
import { readSource } from "./read-source.ts";
import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

/** Whether a file is read as a shot list: by its ending. */
export function isListName(file: string): boolean {
  return /\.(?:csv|tsv|tab)$/i.test(file);
}

/** What the first passes are like; known once the core has said which model new passes get. */
function firstLike(): PassLike {
  return { scene: "SC010", aspectRatio: "16:9", ...newPassModel() };
}

export async function createFromList(session: Session, folder: string, file: string): Promise<boolean> {
  const target = session.resolvePath(folder);
  const { name, bytes: base64 } = await readSource(session.resolvePath(file), listBytesMax);
  const reading = await session.core.call("lists.read", { name, rate: "24", base64 });
  const title = name.slice(0, name.length - extname(name).length) || name;
  const planFor = (project: Project) => planList(project, reading, firstLike(), labelOf(name), newId);
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
  session.terminal.result(result, [said, ...remarks.map(sayRemark)].join("\n"));
  return true;
}

export async function importList(
  session: Session,
  folder: string,
  file: string,
  options: { readonly accept?: string },
): Promise<boolean> {
  const { name, bytes: base64 } = await readSource(session.resolvePath(file), listBytesMax);
  const { projectId, view } = await session.openProject(folder);
  const { project, revision } = view;
  const reading = await session.core.call("lists.read", { name, rate: project.rate, base64 });
  const own = likeNow(project);
  const planned = (rows: ListReading) => planList(project, rows, own, labelOf(name), newId);
  const plan = planned(reading);
  const changes = changesOf(plan);
  const found = { format: "list", shots: reading.rows.length, changes, remarks: plan.remarks };
  if (options.accept === undefined) {
    const rows = changes.map(({ id, kind, sentence }) => [id, kind, sentence]);
    const text = [rows.length > 0 ? formatTable(rows) : "Nothing changed.", ...plan.remarks.map(sayRemark)];
    session.terminal.result(found, text.join("\n"));
    return true;
  }
  const accept = chosen(changes, options.accept);
  const left = changes.filter(({ id }) => !accept.includes(id));
  const { edit } = planned(chooseRows(reading, own, (line) => !left.some((change) => change.line === line)));
  if (edit && accept.length > 0) await session.core.call("edits.apply", { projectId, baseRevision: revision, edit });
  const text = [
    `Accepted ${countOf(accept.length, "change")}.`,
    ...left.map(({ id, sentence }) => `Not accepted: ${sentence} Accept ${id} to apply it.`),
  ];
  const accepted = { ids: accept, changes: accept.length, partly: [] };
  session.terminal.result({ ...found, accepted }, text.join("\n"));
  return true;
}

interface Change {
  readonly id: string;
  readonly kind: "added" | "changed";
  readonly sentence: string;
  readonly line: number;
}

/** In the order of the list. */
function changesOf({ updated, addedRows }: ListPlan): Change[] {
  const changed = updated.map(({ line, scene, label, changes }): Change => {
    const said = changes.map(({ field, from, to }) => `${field} ${quote(from)} becomes ${quote(to)}`).join(", ");
    return { id: `row:${line}`, kind: "changed", sentence: `${scene} ${label}: ${said}.`, line };
  });
  const added = addedRows.map(({ line, scene, shot }): Change => {
    const words = shot.action ?? shot.prompt ?? shot.dialogue?.[0]?.line ?? shot.environment ?? "";
    return { id: `row:${line}`, kind: "added", sentence: `${scene}: ${quote(words)}.`, line };
  });
  return [...changed, ...added].toSorted((one, other) => one.line - other.line);
}

function quote(text: string): string {
  const characters = [...text.replace(/\s+/g, " ").trim()];
  return `“${characters.length <= 80 ? characters.join("") : `${characters.slice(0, 79).join("").trimEnd()}…`}”`;
}

function chosen(changes: readonly Change[], words: string): string[] {
  const wanted = words
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
  const unknown = wanted.find(
    (word) => !["all", "added", "changed"].includes(word) && !changes.some(({ id }) => id === word),
  );
  if (unknown !== undefined) {
    const next = "Run the command without --accept for the list.";
    throw new AppError("input.invalid", `This list makes no change called ${unknown}.`, { next });
  }
  return changes
    .filter(({ id, kind }) => wanted.includes("all") || wanted.includes(kind) || wanted.includes(id))
    .map(({ id }) => id);
}

/** New passes are like the last one that is there. */
function likeNow({ passes }: Project): PassLike {
  const last = passes.at(-1);
  if (!last) return firstLike();
  const { scene, profile, aspectRatio, resolution } = last;
  return { scene, profile, aspectRatio, resolution };
}

function labelOf(name: string): string {
  return `Import ${name}`.slice(0, 200);
}

function sayRemark({ line, text, message }: ListReading["remarks"][number]): string {
  return `Line ${line}: ${message} (${text})`;
}

function newId(kind: string): string {
  return `${kind}_${crypto.randomUUID()}`;
}
