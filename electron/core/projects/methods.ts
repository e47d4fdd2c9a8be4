/** Owns what the window asks of projects and plans: making and opening them, edits, history, checks. */
import { checkStoredImages } from "../../../shared/preflight/image-rules.ts";
import { checkPlan, errorsFirst } from "../../../shared/preflight/preflight.ts";
import type { Plan } from "../../../shared/project/plan.ts";
import type { projectsContract } from "../../../shared/rpc/projects-contract.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import type { ImageChecker } from "./media-store.ts";
import { planRefused, readPlanFile } from "./plan-file.ts";
import { createEmptyProject, createPlannedProject, freeProjectFolder } from "./project-folder.ts";
import type { ProjectService } from "./project-service.ts";
import { verifyProject } from "./verify-project.ts";

export interface ProjectsParts {
  readonly projects: ProjectService;
  readonly images: ImageChecker;
  /** Where new projects go when nobody says otherwise. */
  readonly projectsFolder: string;
  readonly samplePlan: string;
  readonly now: () => Date;
  readonly onOpened: (projectId: string) => void;
}

export function projectsMethods(parts: ProjectsParts): MethodsOf<typeof projectsContract> {
  const { projects, images, projectsFolder, samplePlan, now, onOpened } = parts;

  async function opened(folder: string): Promise<{ projectId: string }> {
    const projectId = await projects.open(folder);
    onOpened(projectId);
    return { projectId };
  }

  async function createFromPlan(planFile: string, folderFor: (plan: Plan) => string): Promise<{ projectId: string }> {
    const { plan, problems } = await readPlanFile(planFile, images);
    // A plan may be unfinished: shots that say nothing yet only keep a service from it.
    const [first] = problems.filter(({ code, severity }) => severity === "error" && code !== "prompt.empty");
    if (!plan || first) throw planRefused(planFile, problems);
    const folder = folderFor(plan);
    await createPlannedProject(folder, plan, planFile, images, now);
    return opened(folder);
  }

  return {
    "projects.create": async ({ name, parent, folder }) => {
      const target = folder ?? freeProjectFolder(parent ?? projectsFolder, name);
      await createEmptyProject(target, name, now);
      return opened(target);
    },
    "projects.createFromPlan": ({ planFile, parent, folder }) =>
      createFromPlan(planFile, (plan) => folder ?? freeProjectFolder(parent ?? projectsFolder, plan.project.name)),
    "projects.createSample": () =>
      createFromPlan(samplePlan, (plan) => freeProjectFolder(projectsFolder, plan.project.name)),
    "projects.open": ({ folder }) => opened(folder),
    "project.get": ({ projectId }) => projects.view(projectId),
    "project.verify": async ({ projectId }) =>
      verifyProject(
        await projects.folderOf(projectId),
        await projects.storedMedia(projectId),
        await projects.integrity(projectId),
      ),
    "edits.apply": ({ projectId, baseRevision, edit }) => projects.applyEdit(projectId, baseRevision, edit),
    "history.undo": ({ projectId, baseRevision }) => projects.undo(projectId, baseRevision),
    "history.redo": ({ projectId, baseRevision }) => projects.redo(projectId, baseRevision),
    "history.list": ({ projectId }) => projects.history(projectId),
    "plan.check": async ({ projectId }) => {
      const { project, media } = await projects.view(projectId);
      return errorsFirst([...checkPlan(project), ...checkStoredImages(project, media)]);
    },
    "plan.checkFile": async ({ planFile, profile }) => {
      const { problems } = await readPlanFile(planFile, images, profile);
      return { problems: [...problems] };
    },
  };
}
