/** The command that takes the sample project all the way: plan, project, animatic, stills, hand-off folder. Offline and free. */
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { exportFormats } from "../../shared/cut/out/hand-off-options.ts";
import { AppError } from "../../shared/errors/app-error.ts";
import { fileRow, type MadeFile } from "./made-file.ts";
import { appFolder, type Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

/** Shares of the whole time, as measured: the animatic takes one rendering, the hand-off two and the clips. */
const animaticShare = 0.3;

export async function makeDemo(session: Session, options: { readonly to?: string }): Promise<boolean> {
  const startedAt = performance.now();
  const folder = await chooseFolder(session, options.to);
  await mkdir(folder, { recursive: true });
  try {
    const { project, files, handOff } = await makeAll(session, folder);
    const seconds = (performance.now() - startedAt) / 1000;
    const rows = files.map((file) => fileRow(file.path.slice(folder.length + 1), file));
    const text = [
      formatTable(rows),
      "",
      `Project   ${project}`,
      `Hand-off  ${handOff}`,
      `Created in ${seconds.toFixed(1)} s in ${folder}`,
    ];
    session.terminal.result({ folder, project, handOff, files, seconds: Number(seconds.toFixed(3)) }, text.join("\n"));
    return true;
  } catch (error) {
    // The folder was new or empty, and all in it can be made again.
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function makeAll(session: Session, folder: string) {
  const { core } = session;
  const planFile = join(appFolder, "resources", "sample", "sample.plan.json");
  session.terminal.progress(0, "Creating the project");
  const target = join(folder, "project.shotline");
  const { projectId } = await core.call("projects.createFromPlan", { planFile, folder: target });
  const { project } = await core.call("project.get", { projectId });
  const files: MadeFile[] = [];
  try {
    for (const [index, pass] of project.passes.entries()) {
      session.signal.throwIfAborted();
      const share = animaticShare / project.passes.length;
      const started = await core.call("animatic.render", { projectId, passId: pass.id, burnIn: false });
      const rendered = await session.finish(started, [index * share, (index + 1) * share]);
      files.push(
        ...(await copyFilms(
          rendered.files ?? [],
          join(folder, project.passes.length > 1 ? `animatic-${index + 1}` : "animatic"),
        )),
      );
    }
    session.signal.throwIfAborted();
    const request = { projectId, folder: join(folder, "hand-off"), formats: [...exportFormats] };
    const handOff = await session.finish(await core.call("export.start", request), [animaticShare, 1]);
    return { project: target, files: [...files, ...(handOff.files ?? [])], handOff: handOff.folder ?? request.folder };
  } catch (error) {
    await core.call("projects.forget", { folder: target });
    throw error;
  }
}

/** Copies of a take and its stills under speaking names; the project keeps its own under the hash of their content. */
async function copyFilms(files: readonly MadeFile[], folder: string): Promise<MadeFile[]> {
  await mkdir(folder, { recursive: true });
  const copies: MadeFile[] = [];
  for (const file of files) {
    const name = file.durationSeconds === undefined ? basename(file.path) : "animatic.mp4";
    const path = join(folder, name);
    await copyFile(file.path, `${path}.part`);
    await rename(`${path}.part`, path);
    copies.push({ ...file, path });
  }
  return copies;
}

/** The folder that was named, which must be new or empty; else `shotline-demo`, numbered when that is taken. */
async function chooseFolder(session: Session, named: string | undefined): Promise<string> {
  if (named !== undefined) {
    const folder = session.resolvePath(named);
    if (!existsSync(folder) || (await readdir(folder)).length === 0) return folder;
    const message = `${folder} is not empty. The demo needs a folder of its own.`;
    throw new AppError("target.not-empty", message, { next: "Name a new folder, or leave out --to." });
  }
  for (let count = 1; ; count += 1) {
    const folder = session.resolvePath(count === 1 ? "shotline-demo" : `shotline-demo-${count}`);
    if (!existsSync(folder)) return folder;
  }
}
