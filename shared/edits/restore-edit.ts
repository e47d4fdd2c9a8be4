/** Owns the edit that takes a pass back to the plan that a take was made from; other passes stay as they are. */
import { checkBudget } from "../budget/check.ts";
import { limitsOf, profileOf } from "../models/profiles.ts";
import { withFreeNumbers } from "../project/layout.ts";
import { type Pass, type Project, projectLimits, type Shot } from "../project/model.ts";
import type { PlannedPass } from "../project/planned-pass.ts";
import { sameData } from "./change-fields.ts";
import type { EditOf } from "./edit.ts";
import { applied, type EditResult, refused } from "./edit-result.ts";
import { findShot, replacePass } from "./shot-edits.ts";

/**
 * Shots that are still there keep their numbers, notes, wardrobe, props, trims and takes, and the pass its scene, heading, name and takes; what is of no model's
 * concern. A pass that is gone comes back at the end. A shot that is in another pass now is refused: `restorable` gives it a new id.
 */
export function restorePass(project: Project, { pass: planned, takeNumber }: EditOf<"pass.restore">): EditResult {
  const there = project.passes.find(({ id }) => id === planned.id);
  if (!there && project.passes.length >= projectLimits.passes) {
    return refused({ code: "limit", message: `A project can have at most ${projectLimits.passes} passes.` });
  }
  if (!profileOf(planned.profile)) {
    return refused({ code: "not-found", message: `The model ${planned.profile} is not available in this version.` });
  }
  const ids = new Set(planned.shots.map(({ id }) => id));
  const elsewhere = planned.shots.some(({ id }) => {
    const found = findShot(project, id);
    return found !== null && found.pass !== there;
  });
  if (elsewhere || ids.size < planned.shots.length) {
    return refused({ code: "name-taken", message: "One of the take's shots is in another pass now." });
  }
  const durations = planned.shots.map(({ durationMs }) => durationMs);
  const [problem] = checkBudget(durations, limitsOf(planned.profile));
  if (problem) return refused({ code: "limit", message: problem.message });
  const restored = there ? restoredPass(there, planned) : { ...planned };
  const label = `Restore ${restored.scene} ${restored.name} from take ${takeNumber}`;
  if (there && sameData(there, restored)) return applied(project, label);
  const others = project.passes.filter((pass) => pass !== there);
  const next = { ...restored, shots: withFreeNumbers(others, restored.scene, restored.shots) };
  return applied(there ? replacePass(project, next) : { ...project, passes: [...others, next] }, label);
}

function restoredPass(there: Pass, planned: PlannedPass): Pass {
  const { circledTake, takes, continues, fromScript, heading, scene, name } = there;
  const shots = planned.shots.map((shot): Shot => {
    const own = there.shots.find(({ id }) => id === shot.id);
    const { number, take, trim, notes, wardrobe, props, fromScript } = own ?? {};
    return { ...shot, ...present({ number, take, trim, notes, wardrobe, props, fromScript }) };
  });
  return { ...planned, scene, name, ...present({ circledTake, takes, continues, fromScript, heading }), shots };
}

/** Without the fields that are absent, which plain data does not tell from undefined ones. */
function present<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: NonNullable<Fields[Key]>;
  };
}

/** The plan of a take as the edit can have it: shots that are in another pass now come back as new ones. */
export function restorable(project: Project, planned: PlannedPass, newId: (kind: "shot") => string): PlannedPass {
  const elsewhere = new Set(
    project.passes.filter(({ id }) => id !== planned.id).flatMap(({ shots }) => shots.map(({ id }) => id)),
  );
  return {
    ...planned,
    shots: planned.shots.map((shot) => (elsewhere.has(shot.id) ? { ...shot, id: newId("shot") } : shot)),
  };
}
