/** Owns the hand-off folder: what is asked is checked, then everything is written and listed. */
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Cut } from "../../../../shared/cut/out/cut.ts";
import { nameClips } from "../../../../shared/cut/out/name-template.ts";
import { makeWholeFolder } from "../../runtime/whole-folder.ts";
import { planMedia } from "../clips/media-plan.ts";
import type { HandOffRequest, HandOffTools } from "../hand-off-request.ts";
import { isUntouchedExport, writeExportNote } from "./export-note.ts";
import { HandOffWork } from "./hand-off-work.ts";

/** `path` is absolute. Only films have a duration. */
export interface HandOffFile {
  readonly path: string;
  readonly bytes: number;
  readonly durationSeconds?: number;
}

export interface HandOff {
  readonly folder: string;
  readonly files: HandOffFile[];
  /** What its lists say. */
  readonly cut: Cut;
}

/**
 * `exportHandOff` writes the folder. Errors: `target.not-empty`, `busy`, `input.invalid` (a folder or names that do not
 * work, no shots, a start that is not a timecode), `cancelled`, `disk.…`, `ffmpeg.…`; after any of them there is no folder
 * that looks finished.
 */
export function createExporter(tools: HandOffTools): { exportHandOff(request: HandOffRequest): Promise<HandOff> } {
  async function exportHandOff(request: HandOffRequest): Promise<HandOff> {
    const folder = resolve(request.folder);
    const { madeFrom } = request;
    const target = {
      ...{ folder: request.folder, what: "a hand-off", projectFolder: request.view.folder },
      ...(madeFrom === undefined ? {} : { mayReplace: isUntouchedExport }),
    };
    const { files, cut } = await makeWholeFolder(target, async (part) => {
      const assembled = await planMedia(tools, request);
      const cut = request.clipNames ? nameClips(assembled.cut, request.clipNames) : assembled.cut;
      const plan = { ...assembled, cut };
      const durations = await new HandOffWork(tools, request, plan, part, folder).writeAll();
      const files = await Promise.all(
        [...durations].map(async ([name, durationSeconds]) => ({
          path: join(folder, name),
          bytes: (await stat(join(part, name))).size,
          ...(durationSeconds === null ? {} : { durationSeconds }),
        })),
      );
      if (madeFrom !== undefined) await writeExportNote(part, madeFrom);
      request.signal.throwIfAborted();
      return { files, cut };
    });
    return { folder, files, cut };
  }
  return { exportHandOff };
}
