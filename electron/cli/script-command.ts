/** The commands of scripts: a project is made of one, or what one changes is listed and, where accepted, taken into the plan. */
import { AppError } from "../../shared/errors/app-error.ts";
import type { OutputOf } from "../../shared/rpc/contract.ts";
import { type Script, scriptBytesMax } from "../../shared/ways-in/script.ts";
import { changeKindSchema, isPlain, type ScriptChange } from "../../shared/ways-in/script-change.ts";
import { importList, isListName } from "./list-command.ts";
import { count } from "./plan-commands.ts";
import { readSource } from "./read-source.ts";
import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

/** Whether a file is read as a script: by its ending. */
export function isScriptName(file: string): boolean {
  return /\.(?:fountain|spmd|fdx|fdxt|txt)$/i.test(file);
}

export async function createFromScript(session: Session, folder: string, file: string): Promise<boolean> {
  const target = session.resolvePath(folder);
  const source = await readSource(session.resolvePath(file), scriptBytesMax);
  const { projectId, remarks } = await session.core.call("projects.createFromScript", { ...source, folder: target });
  const { project } = await session.core.call("project.get", { projectId });
  const { name, rate, passes, elements } = project;
  const shots = passes.reduce((sum, pass) => sum + pass.shots.length, 0);
  const result = { folder: target, name, rate, passes: passes.length, shots, elements: elements.length, remarks };
  const made = `Created ${name} in ${target}: ${count(passes.length, "pass", "passes")}, ${count(shots, "shot")}.`;
  session.terminal.result(result, [made, ...remarks.map(sayRemark)].join("\n"));
  return true;
}

export async function importScript(
  session: Session,
  folder: string,
  file: string,
  options: { readonly accept?: string },
): Promise<boolean> {
  if (isListName(file)) return importList(session, folder, file, options);
  const source = await readSource(session.resolvePath(file), scriptBytesMax);
  const { projectId } = await session.openProject(folder);
  const read = await session.core.call("script.read", { projectId, ...source });
  const { changes, format, script } = read;
  const found = { format, scenes: script.scenes.length, changes, remarks: script.remarks };
  if (options.accept === undefined) {
    const rows = changes.map((change) => [
      change.id,
      change.kind,
      isPlain(change) ? "" : "accept by ID only",
      sentenceOf(change),
    ]);
    const text = [rows.length > 0 ? formatTable(rows) : "Nothing changed.", ...script.remarks.map(sayRemark)];
    session.terminal.result(found, text.join("\n"));
    return true;
  }
  const accept = chosen(changes, options.accept);
  const request = { projectId, baseRevision: read.revision, ...source, accept };
  const accepted: OutputOf<"script.import"> = await session.core.call("script.import", request);
  const left = changes.filter((change) => !accept.includes(change.id));
  const text = [
    `Accepted ${count(accepted.accepted, "change")}.`,
    ...accepted.partly,
    ...left.map((change) => `Not accepted: ${sentenceOf(change)} Accept ${change.id} to apply it.`),
  ];
  const { partly } = accepted;
  session.terminal.result({ ...found, accepted: { ids: accept, changes: accepted.accepted, partly } }, text.join("\n"));
  return true;
}

function chosen(changes: readonly ScriptChange[], words: string): string[] {
  const wanted = words
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
  const kinds = wanted.filter((word) => word === "all" || changeKindSchema.safeParse(word).success);
  const ids = wanted.filter((word) => !kinds.includes(word));
  const unknown = ids.find((id) => !changes.some((change) => change.id === id));
  if (unknown !== undefined) {
    const next = "Run the command without --accept for the list.";
    throw new AppError("input.invalid", `This script makes no change called ${unknown}.`, { next });
  }
  const byKind = changes.filter((change) => isPlain(change) && (kinds.includes("all") || kinds.includes(change.kind)));
  return [...new Set([...byKind.map(({ id }) => id), ...ids])];
}

function sentenceOf({ sentence, note }: ScriptChange): string {
  return `${sentence} ${note}`.trim();
}

function sayRemark({ line, text, message }: Script["remarks"][number]): string {
  return `Line ${line}${text === "" ? "" : ` “${text}”`}: ${message}`;
}
