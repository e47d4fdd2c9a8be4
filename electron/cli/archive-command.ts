/** The commands of archives: a project is written as one file, or made of one. */
import { count } from "./plan-commands.ts";
import type { Session } from "./session.ts";
import { formatBytes } from "./terminal.ts";

/** Whether a file is opened as an archive: by its ending. */
export function isArchiveName(file: string): boolean {
  return /\.shotarchive$/i.test(file);
}

export async function archiveProject(
  session: Session,
  folder: string,
  options: { readonly to: string; readonly withoutVideos?: boolean },
): Promise<boolean> {
  const { projectId } = await session.openProject(folder);
  const file = session.resolvePath(options.to);
  const request = { projectId, file, videos: options.withoutVideos !== true };
  const { files = [], notes = [] } = await session.finish(await session.core.call("archive.write", request));
  const [made] = files;
  const text = [
    ...notes,
    ...(made ? [`Archived to ${made.path}: ${formatBytes(made.bytes)}, read back and compared.`] : []),
  ];
  session.terminal.result({ file: made?.path, bytes: made?.bytes, notes }, text.join("\n"));
  return true;
}

export async function openArchive(
  session: Session,
  folder: string,
  options: { readonly from: string; readonly withoutDamaged?: boolean },
): Promise<boolean> {
  const target = session.resolvePath(folder);
  const started = await session.core.call("archive.open", {
    file: session.resolvePath(options.from),
    folder: target,
    withoutDamaged: options.withoutDamaged === true,
  });
  const { projectId = "", notes = [] } = await session.finish(started);
  const { project } = await session.core.call("project.get", { projectId });
  const { name, rate, passes } = project;
  const made = `Created ${name} in ${target}: ${count(passes.length, "pass", "passes")}.`;
  session.terminal.result({ folder: target, name, rate, passes: passes.length, notes }, [...notes, made].join("\n"));
  return true;
}
