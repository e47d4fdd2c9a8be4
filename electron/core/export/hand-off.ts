/** Owns the hand-off folder: what is asked is checked, then everything is written and listed. */
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { animaticFilm, assembleCut } from "../../../shared/cut/cut.ts";
import { nameClips } from "../../../shared/cut/name-template.ts";
import { AppError } from "../../../shared/rpc/errors.ts";
import type { RateName } from "../../../shared/time/rate.ts";
import { type HandOffRequest, type HandOffTools, HandOffWork } from "./hand-off-work.ts";
import { makeWholeFolder } from "./whole-folder.ts";

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
 * `exportHandOff` writes the folder. Errors: `target.not-empty`, `input.invalid` (another rate, names that do not work, no shots, a start that is
 * not a timecode), `cancelled`, `disk.…`, `ffmpeg.…`; after any of them there is no folder that looks finished.
 */
export function createExporter(tools: HandOffTools): { exportHandOff(request: HandOffRequest): Promise<HandOff> } {
  async function exportHandOff(request: HandOffRequest): Promise<HandOff> {
    const { project } = request.view;
    const folder = resolve(request.folder);
    refuseOtherRate(project.rate, request.rate);
    const assembled = assembleCut(project, animaticFilm);
    const cut = request.clipNames ? nameClips(assembled, request.clipNames) : assembled;
    const files = await makeWholeFolder(folder, "a hand-off", async (part) => {
      const durations = await new HandOffWork(tools, request, cut, part, folder).writeAll();
      const files = await Promise.all(
        [...durations].map(async ([name, durationSeconds]) => ({
          path: join(folder, name),
          bytes: (await stat(join(part, name))).size,
          ...(durationSeconds === null ? {} : { durationSeconds }),
        })),
      );
      request.signal.throwIfAborted();
      return files;
    });
    return { folder, files };
  }
  return { exportHandOff };
}

function refuseOtherRate(own: RateName, asked: RateName | undefined): void {
  if (asked === undefined || asked === own) return;
  const message = `This version exports at the project's own rate, ${own}; ${asked} was asked for.`;
  throw new AppError("input.invalid", message, { next: `Leave the rate out, or plan the project at ${asked}.` });
}
