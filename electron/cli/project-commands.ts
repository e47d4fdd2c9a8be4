/** The commands that work on a project folder: make it, render it, look at it, hand it off. */
import { join } from "node:path";
import {
  type BoardOptions,
  type ClipMedia,
  defaultBoard,
  defaultClipMedia,
  type EditListVersions,
  type ExportFormat,
} from "../../shared/cut/out/hand-off-options.ts";
import { type PresetId, presets } from "../../shared/cut/out/presets.ts";
import type { Pass } from "../../shared/project/model.ts";
import type { RateName } from "../../shared/time/rate.ts";
import { isArchiveName, openArchive } from "./archive-command.ts";
import { choosePasses } from "./generate-command.ts";
import { createFromList, isListName } from "./list-command.ts";
import { describeFile, fileRow } from "./made-file.ts";
import { count } from "./plan-commands.ts";
import { createFromScript, isScriptName } from "./script-command.ts";
import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

export async function createFromPlan(
  session: Session,
  folder: string,
  options: { from: string; withoutDamaged?: boolean },
): Promise<boolean> {
  if (isArchiveName(options.from)) return openArchive(session, folder, options);
  if (isScriptName(options.from)) return createFromScript(session, folder, options.from);
  if (isListName(options.from)) return createFromList(session, folder, options.from);
  const target = session.resolvePath(folder);
  const { projectId } = await session.core.call("projects.createFromPlan", {
    planFile: session.resolvePath(options.from),
    folder: target,
  });
  const { project } = await session.core.call("project.get", { projectId });
  const result = { folder: target, name: project.name, rate: project.rate, passes: project.passes.length };
  session.terminal.result(result, `Created ${project.name} in ${target}`);
  return true;
}

/** Takes a film made elsewhere as a take of a pass. */
export async function importFilm(
  session: Session,
  folder: string,
  file: string,
  options: { pass: number },
): Promise<boolean> {
  const { projectId, view } = await session.openProject(folder);
  const [pass] = choosePasses(view.project.passes, options.pass);
  const request = { projectId, passId: (pass as Pass).id, file: session.resolvePath(file), once: true };
  const {
    takeId,
    frames,
    files = [],
    known = false,
  } = await session.finish(await session.core.call("takes.import", request));
  const [film] = files;
  const name = `${pass?.scene} ${pass?.name}`;
  const take = { pass: name, passId: pass?.id, takeId, profile: "import", frames, file: film?.path, known };
  const text = `${name}: ${known ? "imported already, " : ""}${frames} frames, ${film ? describeFile(film) : ""}`;
  session.terminal.result({ takes: [take] }, text);
  return true;
}

/** Writes what is needed to generate a pass by hand into a new folder. */
export async function writeKit(
  session: Session,
  folder: string,
  options: { readonly pass: number; readonly to: string },
): Promise<boolean> {
  const { projectId, view } = await session.openProject(folder);
  const [pass] = choosePasses(view.project.passes, options.pass);
  const request = { projectId, passId: (pass as Pass).id, folder: session.resolvePath(options.to) };
  const { folder: made = "", files = [] } = await session.finish(await session.core.call("kit.start", request));
  const rows = files.map((each) => fileRow(each.path.slice(made.length + 1), each));
  session.terminal.result({ folder: made, files }, [formatTable(rows), `Kit written to ${made}`].join("\n"));
  return true;
}

interface ExportOptions {
  readonly to: string;
  readonly replace?: boolean;
  readonly preset?: PresetId;
  readonly formats?: ExportFormat[];
  readonly rate?: RateName;
  readonly handles?: number;
  readonly codec?: ClipMedia["codec"];
  readonly conform?: ClipMedia["conform"];
  readonly fcpxml?: EditListVersions["fcpxml"];
  readonly xmeml?: EditListVersions["xmeml"];
  readonly boardFrames?: number;
  readonly boardPaper?: BoardOptions["paper"];
  readonly boardOrientation?: BoardOptions["orientation"];
  readonly floorPlans?: boolean;
  readonly clipNames?: string;
  readonly clipVersion?: number;
}

export async function exportProject(session: Session, folder: string, options: ExportOptions): Promise<boolean> {
  const { projectId } = await session.openProject(folder);
  // What is said beside a preset goes before it.
  const preset = presets[options.preset ?? "everything"];
  const started = await session.core.call("export.start", {
    projectId,
    folder: session.resolvePath(options.to),
    ...(options.replace ? { replace: true } : {}),
    formats: options.formats ?? [...preset.formats],
    ...(options.rate === undefined ? {} : { rate: options.rate }),
    media: {
      handles: options.handles ?? defaultClipMedia.handles,
      codec: options.codec ?? preset.codec,
      conform: options.conform ?? defaultClipMedia.conform,
    },
    board: {
      framesPerPage: options.boardFrames ?? defaultBoard.framesPerPage,
      paper: options.boardPaper ?? defaultBoard.paper,
      orientation: options.boardOrientation ?? defaultBoard.orientation,
      floorPlans: options.floorPlans ?? defaultBoard.floorPlans,
    },
    clipNames: { template: options.clipNames ?? preset.nameTemplate, version: options.clipVersion ?? 1 },
    versions: {
      fcpxml: options.fcpxml ?? preset.versions.fcpxml,
      xmeml: options.xmeml ?? preset.versions.xmeml,
    },
  });
  const { folder: made = "", files = [], known = false } = await session.finish(started);
  const rows = files.map((file) => fileRow(file.path.slice(made.length + 1), file));
  const summary = known ? `The hand-off in ${made} is up to date.` : `Hand-off written to ${made}`;
  session.terminal.result({ folder: made, files, known }, [formatTable(rows), summary].join("\n"));
  return true;
}

/** Takes the comments that a review page has saved into the notes of their shots. */
export async function importComments(session: Session, folder: string, file: string): Promise<boolean> {
  const { projectId } = await session.openProject(folder);
  const path = session.resolvePath(file);
  const report = await session.core.call("comments.import", { projectId, file: path });
  const lines = report.skipped.map(({ timecode, text, reason }) => `Skipped: ${timecode} ${text} (${reason})`);
  const summary = `Added ${count(report.added, "comment")} to the notes of ${count(report.shots, "shot")}; ${report.known} already there.`;
  session.terminal.result(report, [...lines, summary].join("\n"));
  return true;
}

export async function verifyProject(session: Session, folder: string, options: { fix?: boolean }): Promise<boolean> {
  const { projectId, view } = await session.openProject(folder);
  const done = options.fix ? (await session.core.call("recovery.fix", { projectId })).done : [];
  const report = await session.core.call("project.verify", { projectId });
  const lines = report.problems.map(({ code, path, message }) => `${code}  ${join(view.folder, path)}: ${message}`);
  const summary = `Database ${report.database}, ${report.mediaChecked} files checked, ${lines.length} problems.`;
  // Films of a project that came from elsewhere are read by this program.
  const { ffmpeg } = await session.core.call("app.info", {});
  const told = [...done.map(({ message }) => message), ...lines, summary, ...(ffmpeg?.age ? [ffmpeg.age] : [])];
  session.terminal.result(options.fix ? { ...report, done } : report, told.join("\n"));
  return report.problems.length === 0;
}
