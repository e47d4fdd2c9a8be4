/** Owns what the window asks of hand-offs: the export with all that it needs of films and disk, and what comes back of it. */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Project } from "../../../shared/project/model.ts";
import type { handOffContract } from "../../../shared/rpc/hand-off-contract.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import { createLabelPainter } from "../animatic/label-painter.ts";
import { freeBytes } from "../media/disk-space.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { probeFilm } from "../media/probe.ts";
import { makeStills } from "../media/stills.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import type { Operations } from "../runtime/operations.ts";
import type { Films } from "../takes/films.ts";
import { exportedFrom } from "./folder/export-note.ts";
import { createExporter } from "./folder/hand-off.ts";
import { keepHandOff, listHandOffs } from "./hand-offs.ts";
import { importComments } from "./import-comments.ts";
import { ReturnedCuts } from "./returned-cut.ts";

interface HandOffParts {
  readonly projects: ProjectService;
  readonly films: Films;
  readonly ffmpeg: Ffmpeg;
  readonly operations: Operations;
  /** Returns when the cuts of all takes are known, as far as they can be. */
  readonly measured: (projectId: string, signal: AbortSignal) => Promise<void>;
  readonly resourcesFolder: string;
  readonly version: string;
  readonly fonts: (project: Project) => Parameters<typeof createLabelPainter>[0];
  readonly now: () => Date;
}

export function handOffMethods(parts: HandOffParts): MethodsOf<typeof handOffContract> {
  const { projects, films, ffmpeg, operations, measured, resourcesFolder, version, fonts, now } = parts;
  const storedFile = async (projectId: string, mediaId: string) => {
    const { path, bytes } = await projects.mediaFile(projectId, mediaId);
    // A file that was cut off is as good as gone.
    const found = await stat(path).catch(() => null);
    return found?.size === bytes ? path : null;
  };
  const storedSound = async (projectId: string, soundId: string) => {
    const sound = await projects.soundFile(projectId, soundId);
    const found = sound && (await stat(sound.path).catch(() => null));
    return found?.size === sound?.bytes ? (sound?.path ?? null) : null;
  };
  const takeFiles = (projectId: string) => ({
    probe: (file: string, signal: AbortSignal) => probeFilm(ffmpeg, file, signal),
    filmFile: (mediaId: string) => storedFile(projectId, mediaId),
  });
  const returned = new ReturnedCuts(projects, takeFiles);
  return {
    "export.start": async ({ projectId, replace, ...asked }) => {
      const view = await projects.view(projectId);
      const title = `Export of ${view.project.name}`;
      const exporter = createExporter({
        ...takeFiles(projectId),
        imageFile: (mediaId) => storedFile(projectId, mediaId),
        soundFile: (soundId) => storedSound(projectId, soundId),
        renderPass: (film) => films.renderPass({ projectId, project: film.view.project, ...film }),
        runFfmpeg: (argumentList, run) => ffmpeg.run(argumentList, run),
        reviewFolder: join(resourcesFolder, "review"),
        labelPainter: (frame) => createLabelPainter(fonts(view.project), frame),
        freeBytes,
        takePictures: ({ film, pictures, widthPx, signal }) =>
          makeStills(ffmpeg, { film, thumbnails: pictures, thumbnailWidthPx: widthPx, signal }),
        now,
      });
      const run: Parameters<Operations["start"]>[0]["run"] = async ({ signal, report }) => {
        report(0, "Measuring the cuts of takes");
        await measured(projectId, signal);
        const { takes } = await projects.view(projectId);
        const madeFrom = replace ? fingerprint({ version, view: { ...view, takes }, asked }) : undefined;
        if (madeFrom !== undefined) {
          const folder = resolve(asked.folder);
          const isKept = listHandOffs(await projects.database(projectId)).some((each) => each.folder === folder);
          // A run that was ended before the project knew of the hand-off is done again.
          const files = isKept ? await exportedFrom(folder, madeFrom) : null;
          if (files) return { folder, files, known: true };
        }
        const onProgress = report;
        const { cut, ...made } = await exporter.exportHandOff({
          view: { ...view, takes },
          ...asked,
          madeFrom,
          signal,
          onProgress,
        });
        try {
          keepHandOff(await projects.database(projectId), made.folder, now(), cut);
        } catch {
          // The folder stands; a list that comes back is then compared with the plan.
          report(1, "Couldn't record the hand-off in the project");
        }
        return made;
      };
      return { operationId: operations.start({ kind: "export", projectId, title, run }) };
    },
    "comments.import": ({ projectId, file }) => importComments(projects, projectId, file),
    "cut.compare": (input) => returned.compare(input),
    "cut.accept": (input) => returned.accept(input),
  };
}

/** Of all that the files of a hand-off come from; which revision it is says nothing of them. */
function fingerprint({ version, view, asked }: { version: string; view: ProjectView; asked: object }): string {
  const { project, takes, media, sounds } = view;
  const { folder, ...options } = asked as { folder: string };
  const source = { version, project, takes, media, sounds, options };
  return createHash("sha256").update(JSON.stringify(source)).digest("hex");
}
