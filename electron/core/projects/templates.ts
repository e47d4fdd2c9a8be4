/** Owns the shipped templates: plans without images, by a closed list of names. */
import { join } from "node:path";
import type { Project } from "../../../shared/project/model.ts";
import { projectOfPlan } from "../../../shared/project/plan.ts";
import { type TemplateId, templateIds } from "../../../shared/project/templates.ts";
import type { ImageChecker } from "./media-store.ts";
import { type ReadPlan, readPlanFile } from "./plan-file.ts";

export interface Templates {
  fileOf(template: TemplateId): string;
  read(template: TemplateId): Promise<ReadPlan>;
  /** Each as the project that it would become, to be looked at; one that can't be read is left out. */
  list(): Promise<{ template: TemplateId; project: Project }[]>;
}

export function openTemplates(folder: string, images: ImageChecker): Templates {
  let listed: Promise<{ template: TemplateId; project: Project }[]> | null = null;
  const fileOf = (template: TemplateId) => join(folder, `${template}.plan.json`);
  const read = (template: TemplateId) => readPlanFile(fileOf(template), images);

  async function project(template: TemplateId): Promise<{ template: TemplateId; project: Project } | null> {
    const { plan } = await read(template).catch(() => ({ plan: null }));
    if (plan === null) return null;
    let count = 0;
    // Only looked at: its ids are those of no project.
    const newId = (kind: string) => {
      count += 1;
      return `${kind}_${String(count).padStart(4, "0")}`;
    };
    return { template, project: projectOfPlan(plan, `project_${template}`, newId, () => "") };
  }

  return {
    fileOf,
    read,
    list() {
      listed ??= Promise.all(templateIds.map(project)).then((all) => all.filter((each) => each !== null));
      return listed;
    },
  };
}
