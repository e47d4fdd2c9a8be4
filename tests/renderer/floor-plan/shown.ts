/** Owns a project of two shots of Mara and Tom with a table, and the floor plan's stage of one of them. */
import { type ShownStage, stageOf } from "../../../renderer/src/floor-plan/shown-stage.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { projectSchema } from "../../../shared/project/model.ts";
import { buildElement, buildPass, buildProject, buildShot } from "../../support/builders.ts";

export function stagedProject(shots: readonly Partial<Shot>[] = [{}, {}]): Project {
  const pass = buildPass(
    "a",
    shots.map((content, index) =>
      buildShot(`${index + 1}`, { action: "@Mara talks to @Tom", camera: { size: "MS", angle: "eye" }, ...content }),
    ),
    { stage: { props: [{ id: "table-1", body: "table", at: [0, 2] }] } },
  );
  return buildProject([pass], { elements: [buildElement("Mara"), buildElement("Tom"), buildElement("Ann")] });
}

/** The stage of the shot at `index`. */
export function stageAt(project: Project, index = 0): ShownStage {
  return stageOf(project, project.passes[0]?.shots[index]?.id ?? null) as ShownStage;
}

/** The project after the edit, which every plan must allow. */
export function applied(project: Project, edit: Edit | null): Project {
  const made = edit && applyEdit(project, edit);
  if (!made?.ok) throw new Error(`the edit was refused: ${JSON.stringify(made)}`);
  projectSchema.parse(made.project);
  return made.project;
}
