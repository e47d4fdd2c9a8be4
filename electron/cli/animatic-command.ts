/** The command that renders animatics of what has none as it is planned now: running it again costs nothing. */
import { choosePasses } from "./generate-command.ts";
import { describeFile } from "./made-file.ts";
import type { Session } from "./session.ts";

export async function drawAnimatics(
  session: Session,
  folder: string,
  options: { readonly pass?: number },
): Promise<boolean> {
  const { projectId, view } = await session.openProject(folder);
  const passes = choosePasses(view.project.passes, options.pass);
  const takes: object[] = [];
  const lines: string[] = [];
  for (const [index, pass] of passes.entries()) {
    session.signal.throwIfAborted();
    const request = { projectId, passId: pass.id, burnIn: false, once: true };
    const range = [index / passes.length, (index + 1) / passes.length] as const;
    const made = await session.finish(await session.core.call("animatic.render", request), range);
    const { takeId, frames, files = [], known = false } = made;
    const name = `${pass.scene} ${pass.name}`;
    const video = files.find((file) => file.durationSeconds !== undefined);
    takes.push({ pass: name, passId: pass.id, takeId, profile: "animatic", frames, file: video?.path, files, known });
    lines.push(`${name}: ${known ? "up to date, " : ""}${frames} frames, ${video ? describeFile(video) : ""}`);
  }
  session.terminal.result({ takes }, lines.join("\n"));
  return true;
}
