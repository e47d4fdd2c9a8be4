/** Owns the edits of passes: add, describe, remove, move, fit to budget, split in two, lock the shot numbers. */
import { ratioOf } from "../animatic/frame-size.ts";
import { checkBudget, fitToBudget, splitPoint } from "../budget/check.ts";
import { limitsOf, profileOf } from "../models/profiles.ts";
import { shotLabel, shotNumbers, withFreeNumbers } from "../project/layout.ts";
import { type Pass, type Project, projectLimits } from "../project/model.ts";
import { continuedAfter } from "../stage/continue-stage.ts";
import { changeFields } from "./change-fields.ts";
import type { EditOf } from "./edit.ts";
import { applied, type EditResult, missing, refused } from "./edit-result.ts";
import { fieldName, findShot, replacePass } from "./shot-edits.ts";

function findPass(project: Project, passId: string): Pass | undefined {
  return project.passes.find((pass) => pass.id === passId);
}

function titleOf(pass: Pass): string {
  return `${pass.scene} ${pass.name}`;
}

/** Why one more pass with this id cannot be; null when it can. */
function refuseNewPass(project: Project, passId: string): EditResult | null {
  if (project.passes.length >= projectLimits.passes) {
    return refused({ code: "limit", message: `A project can have at most ${projectLimits.passes} passes.` });
  }
  if (findPass(project, passId))
    return refused({ code: "name-taken", message: "This pass is already in the project." });
  return null;
}

export function addPass(project: Project, { pass, index }: EditOf<"pass.add">): EditResult {
  const refusal = refuseNewPass(project, pass.id);
  if (refusal) return refusal;
  const shotIds = new Set(pass.shots.map((shot) => shot.id));
  if (shotIds.size < pass.shots.length || pass.shots.some((shot) => findShot(project, shot.id))) {
    return refused({ code: "name-taken", message: "One of the pass's shots is already in the project." });
  }
  if (!profileOf(pass.profile)) {
    return refused({ code: "not-found", message: `The model ${pass.profile} is not available in this version.` });
  }
  const durations = pass.shots.map((shot) => shot.durationMs);
  const [problem] = checkBudget(durations, limitsOf(pass.profile));
  if (problem) return refused({ code: "limit", message: problem.message });
  const added = { ...pass, shots: withFreeNumbers(project.passes, pass.scene, pass.shots) };
  return applied({ ...project, passes: project.passes.toSpliced(index, 0, added) }, `Add pass ${titleOf(pass)}`);
}

export function describePass(project: Project, { passId, fields }: EditOf<"pass.describe">): EditResult {
  const pass = findPass(project, passId);
  if (!pass) return missing("pass");
  if (fields.profile && !profileOf(fields.profile)) {
    return refused({ code: "not-found", message: `The model ${fields.profile} is not available in this version.` });
  }
  // Another start frame is no longer the one that the pass went on from.
  const isOther = fields.startFrame !== undefined && fields.startFrame !== pass.startFrame;
  const cutOff = isOther && fields.continues === undefined && pass.continues !== undefined;
  const described = changeFields(pass, cutOff ? { ...fields, continues: null } : fields);
  const others = project.passes.filter((each) => each.id !== passId);
  const next =
    described.scene === pass.scene
      ? described
      : { ...described, shots: withFreeNumbers(others, described.scene, pass.shots) };
  const label = `Change ${Object.keys(fields).map(fieldName).join(", ")} of ${titleOf(next)}`;
  return applied(next === pass ? project : replacePass(project, next), label);
}

export function removePass(project: Project, { passId }: EditOf<"pass.remove">): EditResult {
  const pass = findPass(project, passId);
  if (!pass) return missing("pass");
  const passes = project.passes.filter((each) => each.id !== passId);
  return applied({ ...project, passes }, `Remove pass ${titleOf(pass)}`);
}

export function movePass(project: Project, { passId, index }: EditOf<"pass.move">): EditResult {
  const pass = findPass(project, passId);
  if (!pass) return missing("pass");
  const rest = project.passes.filter((each) => each.id !== passId);
  const place = Math.min(index, rest.length);
  const label = `Move pass ${titleOf(pass)}`;
  if (project.passes[place]?.id === passId) return applied(project, label);
  return applied({ ...project, passes: rest.toSpliced(place, 0, pass) }, label);
}

export function fitPass(project: Project, { passId }: EditOf<"pass.fit">): EditResult {
  const pass = findPass(project, passId);
  if (!pass) return missing("pass");
  const before = pass.shots.map((shot) => shot.durationMs);
  const fitted = fitToBudget(before, limitsOf(pass.profile));
  if (!fitted) {
    const message = "Too many shots for one pass of this model, even at their shortest.";
    return refused({ code: "no-room", message, next: "Split the pass in two, or remove a shot." });
  }
  const shots = pass.shots.map((shot, index) => changeFields(shot, { durationMs: fitted[index] as number }));
  const same = shots.every((shot, index) => shot === pass.shots[index]);
  return applied(same ? project : replacePass(project, { ...pass, shots }), `Fit ${titleOf(pass)} to budget`);
}

/** Splits a pass that does not fit into two that do; one that fits is split as near to half its time as its limits let it. */
export function splitPass(project: Project, { passId, newPassId }: EditOf<"pass.split">): EditResult {
  const pass = findPass(project, passId);
  if (!pass) return missing("pass");
  const refusal = refuseNewPass(project, newPassId);
  if (refusal) return refusal;
  const point = splitPoint(
    pass.shots.map((shot) => shot.durationMs),
    limitsOf(pass.profile),
  );
  if (point === null) {
    const message = "No cut between two shots makes two passes that fit this model.";
    return refused({ code: "not-a-cut", message, next: "Change the shot lengths first." });
  }
  const { startFrame: _startFrame, continues: _continues, endFrame, ...content } = pass;
  const { endFrame: _endFrame, ...first } = pass;
  const continued = continuedAfter(pass, project.elements, ratioOf(pass.aspectRatio), point);
  const second: Pass = { ...content, ...continued, id: newPassId };
  if (endFrame !== undefined) second.endFrame = endFrame;
  const place = project.passes.indexOf(pass);
  const halves = [{ ...first, shots: pass.shots.slice(0, point) }, second];
  return applied({ ...project, passes: project.passes.toSpliced(place, 1, ...halves) }, `Split pass ${titleOf(pass)}`);
}

export function lockNumbers(project: Project, { passId }: EditOf<"pass.lock-numbers">): EditResult {
  const pass = findPass(project, passId);
  if (!pass) return missing("pass");
  const numbers = shotNumbers(project.passes.filter(({ scene }) => scene === pass.scene));
  if (pass.shots.some((shot) => (numbers.get(shot.id) as number) > projectLimits.shotNumber)) {
    const message = `Shot numbers in a scene end at ${shotLabel(projectLimits.shotNumber)}.`;
    return refused({ code: "limit", message, next: "Move some of its passes to another scene first." });
  }
  const shots = pass.shots.map((shot) => changeFields(shot, { number: numbers.get(shot.id) as number }));
  const same = shots.every((shot, index) => shot === pass.shots[index]);
  return applied(same ? project : replacePass(project, { ...pass, shots }), `Lock shot numbers of ${titleOf(pass)}`);
}
