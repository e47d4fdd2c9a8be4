/** Owns the drill of full disks: on a small disk that has so many bytes left, what SQLite and ffmpeg write fails as well, wherever they are. */
import { cpSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mountSmallDisk } from "../cli/small-disk.ts";
import { createRandom } from "../support/footage/random.ts";
import { restoreTemplate } from "./damage-projects.ts";
import type { Count, Drill } from "./drill.ts";
import { inFolder, openDrillCore } from "./drill-core.ts";
import { makeStage, type Stage, steps } from "./fault-steps.ts";
import { faultsOfProjects, faultsOfWords, tried } from "./judge.ts";

const diskBytes = 64 * 1024 * 1024;
const pageBytes = 4096;

interface Came {
  readonly isTold: boolean;
  readonly faults: readonly string[];
}

/** Fills the disk up to so many bytes, does the step, makes room, and does it again where it failed. */
async function doWhenFull(stage: Stage, name: string, freeBytes: number): Promise<Came> {
  const step = steps[name];
  if (!step) throw new Error(`There is no step ${name}.`);
  const { home } = stage;
  const ballast = join(home, "ballast");
  const faults: string[] = [];
  const core = openDrillCore(home);
  try {
    await core.call("projects.open", { folder: stage.folder });
    const told = (await step.before?.(core, stage)) ?? "";
    const { bavail, bsize } = statfsSync(home);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)));
    const said = await tried(() => step.act(core, stage, told));
    rmSync(ballast);
    if (said !== null) {
      faults.push(...faultsOfWords(said));
      const again = await tried(() => step.act(core, stage, told));
      if (again !== null) faults.push(`the same step failed again: ${again.code}: ${again.message}`);
    }
    await core.close();
    faults.push(...(await faultsOfProjects(home)));
    return { isTold: said !== null, faults };
  } catch (error) {
    return { isTold: false, faults: [...faults, String(error)] };
  } finally {
    rmSync(ballast, { force: true });
    await core.close();
  }
}

export const drillFullDisk: Drill = ({ long, seed }) =>
  inFolder(async (work) => {
    const home = join(work, "disk");
    const disk = mountSmallDisk(home, diskBytes);
    if (typeof disk === "string") return [{ name: `not done here: ${disk}`, count: 0, of: 0, must: null }];
    try {
      const stage = await makeStage(home);
      const template = join(work, "template");
      cpSync(home, template, { recursive: true, preserveTimestamps: true });
      const random = createRandom(seed);
      const pages = long
        ? [0, 1, 2, 3, 4, 6, 8, 10, 12, 16, 24, 32, 64, 128]
        : [random.pick([0, 1, 2]), random.pick([4, 8, 16])];
      const names = long
        ? Object.keys(steps)
        : ["an edit is made", "a project is made", "a take is imported", "a backup is made"];
      const broken: string[] = [];
      let told = 0;
      for (const name of names) {
        for (const count of pages) {
          restoreTemplate(template, home);
          const came = await doWhenFull(stage, name, count * pageBytes);
          if (came.isTold) told += 1;
          if (came.faults.length > 0)
            broken.push(`${name}, ${count * pageBytes} bytes left: ${came.faults.join("; ")}`);
        }
      }
      const of = names.length * pages.length;
      return [
        { name: "steps that the full disk ended, told in a sentence", count: told, of, must: null },
        {
          name: "steps with a clear answer, whole projects, and done once there is room",
          count: of - broken.length,
          of,
          must: "all",
          broken,
        },
      ] satisfies Count[];
    } finally {
      disk.unmount();
    }
  });
