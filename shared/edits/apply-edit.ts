/** Owns applying one edit to a project: a pure function, the same in the window's preview and in the core. */
import { framesAtRate } from "../project/frames-at-rate.ts";
import type { Project } from "../project/model.ts";
import { rateOf } from "../time/rate.ts";
import { parseTimecode } from "../time/timecode.ts";
import { changeFields } from "./change-fields.ts";
import type { Edit, EditOf } from "./edit.ts";
import { applied, type EditResult, refused } from "./edit-result.ts";
import { addElement, describeElement, removeElement } from "./element-edits.ts";
import { mixPass } from "./mix-edit.ts";
import { addPass, describePass, fitPass, lockNumbers, movePass, removePass, splitPass } from "./pass-edits.ts";
import { restorePass } from "./restore-edit.ts";
import {
  addShot,
  addShots,
  describeShot,
  mergeShot,
  moveShot,
  removeShot,
  resizeShotEdge,
  splitShot,
} from "./shot-edits.ts";
import { cutTake, describeTake } from "./take-edits.ts";

/** Applies `edit`; a valid plan stays valid, and a plan that breaks its limits is never made worse. */
export function applyEdit(project: Project, edit: Edit): EditResult {
  switch (edit.type) {
    case "project.describe":
      return describeProject(project, edit);
    case "element.add":
      return addElement(project, edit);
    case "element.describe":
      return describeElement(project, edit);
    case "element.remove":
      return removeElement(project, edit);
    case "pass.add":
      return addPass(project, edit);
    case "pass.describe":
      return describePass(project, edit);
    case "pass.remove":
      return removePass(project, edit);
    case "pass.move":
      return movePass(project, edit);
    case "pass.fit":
      return fitPass(project, edit);
    case "pass.split":
      return splitPass(project, edit);
    case "pass.lock-numbers":
      return lockNumbers(project, edit);
    case "shot.resize":
      return resizeShotEdge(project, edit);
    case "shot.move":
      return moveShot(project, edit);
    case "shot.add":
      return addShot(project, edit);
    case "shots.add":
      return addShots(project, edit);
    case "shot.remove":
      return removeShot(project, edit);
    case "shot.split":
      return splitShot(project, edit);
    case "shot.merge":
      return mergeShot(project, edit);
    case "pass.mix":
      return mixPass(project, edit);
    case "pass.restore":
      return restorePass(project, edit);
    case "take.describe":
      return describeTake(project, edit);
    case "take.cut":
      return cutTake(project, edit);
    case "shot.describe":
      return describeShot(project, edit);
    case "batch":
      return applyBatch(project, edit);
  }
}

function applyBatch(project: Project, { label, edits }: EditOf<"batch">): EditResult {
  let next = project;
  for (const edit of edits) {
    const result = applyEdit(next, edit);
    if (!result.ok) return result;
    next = result.project;
  }
  return applied(next, label);
}

function describeProject(project: Project, { fields }: EditOf<"project.describe">): EditResult {
  const next = changeFields(fields.rate ? framesAtRate(project, fields.rate) : project, fields);
  if (parseTimecode(next.start, rateOf(next.rate)) === null) {
    const message = `${next.start} is not a valid timecode at ${next.rate} fps.`;
    return refused({ code: "wrong-start", message, next: "Enter a start such as 01:00:00:00." });
  }
  return applied(
    next,
    fields.sound !== undefined
      ? "Change the sound"
      : fields.rate
        ? `Change rate to ${next.rate}`
        : fields.start
          ? "Change start timecode"
          : "Rename project",
  );
}
