/** Owns the edit that mixes a pass: shots of it get takes of their own, all at once. */
import type { Project } from "../project/model.ts";
import { changeFields } from "./change-fields.ts";
import type { EditOf } from "./edit.ts";
import { applied, type EditResult, missing } from "./edit-result.ts";
import { replacePass } from "./shot-edits.ts";

/** Shots that the edit does not name stay; a name of no shot of the pass refuses the whole. */
export function mixPass(project: Project, { passId, takes }: EditOf<"pass.mix">): EditResult {
  const pass = project.passes.find((each) => each.id === passId);
  if (!pass) return missing("pass");
  if (Object.keys(takes).some((id) => pass.shots.every((shot) => shot.id !== id))) return missing("shot");
  const shots = pass.shots.map((shot) => changeFields(shot, { take: takes[shot.id] }));
  const label = `Mix takes of ${pass.scene} ${pass.name}`;
  if (shots.every((shot, at) => shot === pass.shots[at])) return applied(project, label);
  return applied(replacePass(project, { ...pass, shots }), label);
}
