/** The commands that work on a project folder: make it, render it, look at it, hand it off. */
import { join } from "node:path";
import { profileOf } from "../../shared/models/profiles.ts";
import type { Pass } from "../../shared/project/model.ts";
import { type ExportFormat, exportFormats } from "../../shared/rpc/contract.ts";
import { AppError } from "../../shared/rpc/errors.ts";
import { type RateName, rateOf, secondsOfFrames } from "../../shared/time/rate.ts";
import type { Session } from "./session.ts";
import { formatBytes, formatTable } from "./terminal.ts";

export interface MadeFile {
  readonly path: string;
  readonly bytes: number;
  readonly durationSeconds?: number | undefined;
}

export async function createFromPlan(session: Session, folder: string, options: { from: string }): Promise<boolean> {
  const target = session.resolvePath(folder);
  const { projectId } = await session.core.call("projects.createFromPlan", {
    planFile: session.resolvePath(options.from),
    folder: target,
  });
  const { project } = await session.core.call("project.get", { projectId });
  const result = { folder: target, name: project.name, rate: project.rate, passes: project.passes.length };
  session.terminal.result(result, `Made ${project.name} in ${target}`);
  return true;
}

interface GenerateOptions {
  readonly pass?: number;
  readonly profile?: string;
}

export async function generatePasses(session: Session, folder: string, options: GenerateOptions): Promise<boolean> {
  const { projectId, view } = await session.openProject(folder);
  const passes = choosePasses(view.project.passes, options.pass);
  for (const pass of passes) refuseService(options.profile ?? pass.profile);
  const takes: object[] = [];
  const lines: string[] = [];
  for (const [index, pass] of passes.entries()) {
    session.signal.throwIfAborted();
    const started = await session.core.call("animatic.render", { projectId, passId: pass.id, burnIn: false });
    const result = await session.finish(started, [index / passes.length, (index + 1) / passes.length]);
    const files: readonly MadeFile[] = result.files ?? [];
    const name = `${pass.scene} ${pass.name}`;
    const film = files.find((file) => file.durationSeconds !== undefined);
    const { takeId, frames } = result;
    takes.push({ pass: name, passId: pass.id, takeId, profile: "animatic", frames, file: film?.path, files });
    lines.push(`${name}: ${frames} frames, ${film ? describeFile(film) : ""}`);
  }
  session.terminal.result({ takes }, lines.join("\n"));
  return true;
}

function choosePasses(passes: readonly Pass[], number: number | undefined): readonly Pass[] {
  if (number === undefined) return passes;
  const pass = passes[number - 1];
  if (pass) return [pass];
  const message = `There is no pass ${number} in this project.`;
  throw new AppError("not-found", message, { next: `Name a pass from 1 to ${passes.length}, or none for all.` });
}

function refuseService(profile: string): void {
  if (profile === "animatic") return;
  const next = "Add --profile animatic to render the pass as an animatic, offline and free.";
  if (!profileOf(profile)) throw new AppError("profile.unknown", `No model is known as ${profile}.`, { next });
  throw new AppError("profile.unavailable", `This version renders animatics only, and sends nothing to ${profile}.`, {
    next,
  });
}

export async function listTakes(session: Session, folder: string): Promise<boolean> {
  const { view } = await session.openProject(folder);
  const { project } = view;
  const takes = view.takes.map(({ id, passId, number, profile, mediaId, frames, createdAt }) => {
    const pass = project.passes.find((each) => each.id === passId);
    const name = pass ? `${pass.scene} ${pass.name}` : null;
    const durationSeconds = secondsOfFrames(frames, rateOf(project.rate));
    return { id, pass: name, passId, number, profile, frames, durationSeconds, mediaId, createdAt };
  });
  const rows = takes.map(({ pass, number, profile, frames, createdAt }) => [
    pass ?? "(removed pass)",
    `take ${number}`,
    profile,
    `${frames} frames`,
    createdAt,
  ]);
  session.terminal.result({ takes }, rows.length > 0 ? formatTable(rows) : "There are no takes yet.");
  return true;
}

interface ExportOptions {
  readonly to: string;
  readonly formats?: ExportFormat[];
  readonly rate?: RateName;
}

export async function exportProject(session: Session, folder: string, options: ExportOptions): Promise<boolean> {
  const { projectId } = await session.openProject(folder);
  const started = await session.core.call("export.start", {
    projectId,
    folder: session.resolvePath(options.to),
    formats: options.formats ?? [...exportFormats],
    ...(options.rate === undefined ? {} : { rate: options.rate }),
  });
  const { folder: made = "", files = [] } = await session.finish(started);
  const rows = files.map((file) => fileRow(file.path.slice(made.length + 1), file));
  session.terminal.result({ folder: made, files }, [formatTable(rows), `Hand-off in ${made}`].join("\n"));
  return true;
}

export async function verifyProject(session: Session, folder: string): Promise<boolean> {
  const { projectId, view } = await session.openProject(folder);
  const report = await session.core.call("project.verify", { projectId });
  const lines = report.problems.map(({ code, path, message }) => `${code}  ${join(view.folder, path)}: ${message}`);
  const summary = `Database ${report.database}, ${report.mediaChecked} files checked, ${lines.length} problems.`;
  session.terminal.result(report, [...lines, summary].join("\n"));
  return report.problems.length === 0;
}

/** Name, size and, for a film, how long it lasts. */
export function fileRow(name: string, { bytes, durationSeconds }: MadeFile): string[] {
  return [name, formatBytes(bytes), durationSeconds === undefined ? "" : `${durationSeconds.toFixed(2)} s`];
}

function describeFile({ path, bytes, durationSeconds = 0 }: MadeFile): string {
  return `${durationSeconds.toFixed(2)} s, ${formatBytes(bytes)}, ${path}`;
}
