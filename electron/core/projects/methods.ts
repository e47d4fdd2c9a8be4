/** Owns what the window asks of projects and plans: making and opening them, edits, history, checks. */
import { basename } from "node:path";
import { continuationAdvice } from "../../../shared/cut/out/go-on.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { checkStoredImages } from "../../../shared/preflight/image-rules.ts";
import { checkPlan, errorsFirst } from "../../../shared/preflight/preflight.ts";
import { standingOf } from "../../../shared/preflight/problem.ts";
import { imagesOfPlan, type Plan, parsePlan } from "../../../shared/project/plan.ts";
import type { projectsContract } from "../../../shared/rpc/projects-contract.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { onlyInBin } from "./bin.ts";
import type { Holders } from "./holders.ts";
import type { ImageChecker } from "./media-store.ts";
import { planRefused, type ReadPlan, readPlanFile } from "./plan-file.ts";
import {
  createEmptyProject,
  createImagesProject,
  createPlannedProject,
  freeProjectFolder,
  type NewImage,
} from "./project-folder.ts";
import type { ProjectService } from "./project-service.ts";
import type { ReceivedImages } from "./received-images.ts";
import { listShotVersions } from "./shot-history.ts";
import { listSounds } from "./sound-rows.ts";
import type { Templates } from "./templates.ts";
import { verifyProject } from "./verify-project.ts";

export interface ProjectsParts {
  readonly projects: ProjectService;
  readonly holders: Holders;
  readonly images: ImageChecker;
  readonly received: ReceivedImages;
  /** Where new projects go when nobody says otherwise. */
  readonly projectsFolder: string;
  readonly samplePlan: string;
  readonly templates: Templates;
  readonly now: () => Date;
  readonly onOpened: (projectId: string) => void;
}

export function projectsMethods(parts: ProjectsParts): MethodsOf<typeof projectsContract> {
  const { projects, holders, images, received, projectsFolder, samplePlan, templates, now, onOpened } = parts;

  async function opened(folder: string): Promise<{ projectId: string }> {
    const projectId = await projects.open(folder);
    onOpened(projectId);
    return { projectId };
  }

  async function createFromPlan(
    planFile: string,
    { plan, problems }: ReadPlan,
    folderFor: (plan: Plan) => string,
  ): Promise<{ projectId: string }> {
    // A plan may be unfinished: shots that say nothing yet only keep a service from it.
    const first = problems.find((problem) => standingOf(problem) === "error");
    if (!plan || first) throw planRefused(planFile, problems);
    const folder = folderFor(plan);
    await createPlannedProject(folder, plan, planFile, images, now);
    return opened(folder);
  }

  const ownFolder = ({ project }: Plan) => freeProjectFolder(projectsFolder, project.name);

  return {
    "projects.create": async ({ name, parent, folder }) => {
      const target = folder ?? freeProjectFolder(parent ?? projectsFolder, name);
      await createEmptyProject(target, name, now);
      return opened(target);
    },
    "projects.createFromPlan": async ({ planFile, parent, folder }) => {
      const folderFor = ({ project }: Plan) => folder ?? freeProjectFolder(parent ?? projectsFolder, project.name);
      return createFromPlan(planFile, await readPlanFile(planFile, images), folderFor);
    },
    "projects.createFromPlanText": async ({ name, text }) => createFromPlan(name, readPlanText(name, text), ownFolder),
    "projects.createFromImages": async ({ name, images: ids }) => {
      try {
        const folder = freeProjectFolder(projectsFolder, name);
        // Two projects called Untitled are told apart by the number that the second folder got.
        const ownName = basename(folder, ".shotline");
        await createImagesProject(folder, ownName, received.get(ids) as [NewImage, ...NewImage[]], now);
        return await opened(folder);
      } finally {
        await received.discard(ids);
      }
    },
    "images.discard": async ({ images: ids }) => {
      await received.discard(ids);
      return {};
    },
    "projects.createSample": async () => createFromPlan(samplePlan, await readPlanFile(samplePlan, images), ownFolder),
    "templates.list": () => templates.list(),
    "projects.createFromTemplate": async ({ template, name, parent }) => {
      const read = await templates.read(template);
      const named = read.plan && name ? { ...read.plan, project: { ...read.plan.project, name } } : read.plan;
      const folderFor = ({ project }: Plan) => freeProjectFolder(parent ?? projectsFolder, project.name);
      return createFromPlan(templates.fileOf(template), { ...read, plan: named }, folderFor);
    },
    "projects.open": ({ folder }) => opened(folder),
    "project.get": async ({ projectId }, _signal, window = null) => {
      const heldBy = await holders.attend(window, projectId);
      const view = await projects.view(projectId);
      return { ...view, heldBy, readOnly: view.readOnly || heldBy !== null };
    },
    "projects.leave": (_input, _signal, window = null) => {
      holders.leave(window);
      return {};
    },
    "projects.takeOver": async ({ projectId }, _signal, window = null) => {
      await holders.takeOver(window, projectId);
      return {};
    },
    "project.verify": async ({ projectId }) =>
      verifyProject(
        await projects.folderOf(projectId),
        [...(await projects.storedMedia(projectId)), ...listSounds(await projects.database(projectId))],
        await projects.integrity(projectId),
        onlyInBin((await projects.view(projectId)).takes),
      ),
    "edits.apply": ({ projectId, baseRevision, edit }) => projects.applyEdit(projectId, baseRevision, edit),
    "history.undo": ({ projectId, baseRevision }) => projects.undo(projectId, baseRevision),
    "history.redo": ({ projectId, baseRevision }) => projects.redo(projectId, baseRevision),
    "history.list": ({ projectId }) => projects.history(projectId),
    "history.shot": async ({ projectId, shotId }) => listShotVersions(await projects.database(projectId), shotId),
    "plan.check": async ({ projectId }) => {
      const { project, media, takes } = await projects.view(projectId);
      const stale = project.passes.map((pass, index) => continuationAdvice(project, takes, pass, `passes[${index}]`));
      return errorsFirst([
        ...checkPlan(project),
        ...checkStoredImages(project, media),
        ...stale.filter((each) => each !== null),
      ]);
    },
    "plan.checkFile": async ({ planFile, profile }) => {
      const { problems } = await readPlanFile(planFile, images, profile);
      return { problems: [...problems] };
    },
  };
}

/** A plan by its text alone. Throws plan.refused for one with images: where those lie is not known. */
function readPlanText(name: string, text: string): ReadPlan {
  const read = parsePlan(text);
  if (!read.plan) return read;
  if (imagesOfPlan(read.plan).length > 0) {
    const message = `${name} refers to images, but a dropped file does not include its folder.`;
    throw new AppError("plan.refused", message, { next: "Open the plan with New from plan…." });
  }
  return { plan: read.plan, problems: errorsFirst(checkPlan(read.plan)) };
}
