/** Owns what the window asks of takes: animatics, films made elsewhere, copies of images that a model takes. */
import { restorable } from "../../../shared/edits/restore-edit.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { takesContract } from "../../../shared/rpc/takes-contract.ts";
import { takeReport } from "../../../shared/takes/take-report.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { newId } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import type { Operations } from "../runtime/operations.ts";
import { addOnce } from "./add-once.ts";
import type { Films } from "./films.ts";
import type { Ingest } from "./ingest.ts";
import { measureFilm } from "./measure-film.ts";
import type { Results } from "./results.ts";

export interface TakesParts {
  readonly projects: ProjectService;
  readonly films: Films;
  readonly results: Results;
  readonly ingest: Ingest;
  readonly operations: Operations;
  readonly ffmpeg: Ffmpeg;
}

export function takesMethods(parts: TakesParts): MethodsOf<typeof takesContract> {
  const { projects, films, results, ingest, operations, ffmpeg } = parts;
  return {
    "animatic.render": async ({ projectId, passId, burnIn, once }) => {
      const { project } = await projects.view(projectId);
      const pass = await projects.pass(projectId, passId);
      const operationId = operations.start({
        kind: "animatic",
        projectId,
        title: `Animatic of ${pass.scene} ${pass.name}`,
        run: (context) =>
          once
            ? addOnce(projects, projectId, () => films.makeTakeOnce(projectId, project, passId, burnIn, context))
            : films.makeTake(projectId, project, passId, burnIn, context),
      });
      return { operationId };
    },
    "takes.import": async ({ projectId, passId, file, once }) => {
      const pass = await projects.pass(projectId, passId);
      const operationId = operations.start({
        kind: "import",
        projectId,
        title: "Import result",
        run: (context) =>
          once
            ? addOnce(projects, projectId, () => results.importFilmOnce(projectId, pass, file, context))
            : results.importFilm(projectId, pass, file, context),
      });
      return { operationId };
    },
    "takes.products": ({ projectId }) => ingest.products(projectId),
    "takes.prepare": async ({ projectId, takeId }) => ({ operationId: await ingest.prepare(projectId, takeId) }),
    "takes.report": async ({ projectId }) => {
      const { project, takes, media } = await projects.view(projectId);
      const files = new Map((await projects.storedMedia(projectId)).map(({ id, file }) => [id, file]));
      const gone = new Set(media.filter(({ missing }) => missing).map(({ id }) => id));
      return takes
        .filter(({ binnedAt }) => binnedAt === null)
        .map((take) => {
          const about = { file: files.get(take.mediaId) ?? "", missing: gone.has(take.mediaId) };
          return takeReport(project, take, take.film, about);
        });
    },
    "takes.memory": ({ projectId, takeId }) => projects.takeMemory(projectId, takeId),
    "takes.restorePlan": async ({ projectId, takeId, baseRevision }) => {
      const { madeFrom } = await projects.takeMemory(projectId, takeId);
      const { project, takes } = await projects.view(projectId);
      const take = takes.find(({ id }) => id === takeId);
      if (!madeFrom || !take) {
        const next = "Compare it with the plan, and change the pass yourself.";
        throw new AppError("not-found", "This take does not remember the plan that it was made from.", { next });
      }
      const pass = restorable(project, madeFrom.pass, newId);
      const edit = { type: "pass.restore", pass, takeNumber: take.number } as const;
      const { revision, label } = await projects.applyEdit(projectId, baseRevision, edit);
      return { revision, label };
    },
    "cuts.measure": async ({ file, plannedMs }) => {
      const operationId = operations.start({
        kind: "cuts",
        projectId: null,
        title: "Measure cuts",
        run: (context) => measureFilm(ffmpeg, file, plannedMs, context),
      });
      return { operationId };
    },
    "images.convert": async ({ projectId, mediaId, profile }) => ({
      mediaId: await results.convertImage(projectId, mediaId, profile),
    }),
  };
}
