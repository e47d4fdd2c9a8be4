/** Owns the hand-off folder: refuses a target in use, and gives the folder its name only when everything in it is whole. */
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { animaticFilm, assembleCut } from "../../../shared/cut/cut.ts";
import { AppError } from "../../../shared/rpc/errors.ts";
import type { RateName } from "../../../shared/time/rate.ts";
import { type HandOffRequest, type HandOffTools, HandOffWork } from "./hand-off-work.ts";

/** `path` is absolute. Only films have a duration. */
export interface HandOffFile {
  readonly path: string;
  readonly bytes: number;
  readonly durationSeconds?: number;
}

export interface HandOff {
  readonly folder: string;
  readonly files: HandOffFile[];
}

/**
 * `exportHandOff` writes the folder. Errors: `target.not-empty`, `input.invalid` (another rate, no shots, a start that is
 * not a timecode), `cancelled`, `disk.…`, `ffmpeg.…`; after any of them there is no folder that looks finished.
 */
export function createExporter(tools: HandOffTools): { exportHandOff(request: HandOffRequest): Promise<HandOff> } {
  async function exportHandOff(request: HandOffRequest): Promise<HandOff> {
    const { project } = request.view;
    const folder = resolve(request.folder);
    refuseOtherRate(project.rate, request.rate);
    const cut = assembleCut(project, animaticFilm);
    await refuseUsedTarget(folder);
    await mkdir(dirname(folder), { recursive: true });
    const part = await mkdtemp(join(dirname(folder), `${basename(folder)}.part-`));
    try {
      const durations = await new HandOffWork(tools, request, cut, part, folder).writeAll();
      const files = await Promise.all(
        [...durations].map(async ([name, durationSeconds]) => ({
          path: join(folder, name),
          bytes: (await stat(join(part, name))).size,
          ...(durationSeconds === null ? {} : { durationSeconds }),
        })),
      );
      request.signal.throwIfAborted();
      // An empty folder may stand there; rename replaces it on some systems only.
      await rmdir(folder).catch(ignoreAbsent);
      await rename(part, folder);
      return { folder, files };
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      throw error;
    }
  }
  return { exportHandOff };
}

function refuseOtherRate(own: RateName, asked: RateName | undefined): void {
  if (asked === undefined || asked === own) return;
  const message = `This version exports at the project's own rate, ${own}; ${asked} was asked for.`;
  throw new AppError("input.invalid", message, { next: `Leave the rate out, or plan the project at ${asked}.` });
}

async function refuseUsedTarget(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(ignoreAbsent);
  if (!entries) return;
  if (entries.length > 0) {
    const message = `${folder} is not empty, and a hand-off never overwrites or mixes with what is there.`;
    throw new AppError("target.not-empty", message, { next: "Choose a new folder or an empty one." });
  }
  // An empty disk cannot be replaced by a folder, and what lies beside it is on another disk.
  if ((await stat(folder)).dev === (await stat(dirname(folder))).dev) return;
  const message = `${folder} is a whole disk; a hand-off becomes a folder on it.`;
  throw new AppError("input.invalid", message, { next: `Choose a new folder such as ${join(folder, "hand-off")}.` });
}

function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
