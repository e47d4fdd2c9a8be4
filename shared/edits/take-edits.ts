/** Owns the edits of what a user says of takes: rating, rejecting, and where their shots begin. */

import { shotLabel, shotNumbers } from "../project/layout.ts";
import { type Pass, type Project, projectLimits, type TakeNotes } from "../project/model.ts";
import { changeFields } from "./change-fields.ts";
import type { EditOf } from "./edit.ts";
import { applied, type EditResult, missing, refused } from "./edit-result.ts";
import { fieldName, replacePass } from "./shot-edits.ts";

export function describeTake(project: Project, { passId, takeId, fields }: EditOf<"take.describe">): EditResult {
  const label = `Change ${Object.keys(fields).map(fieldName).join(", ")} of a take`;
  return withNotes(project, passId, takeId, label, (notes) => changeFields(notes, fields));
}

export function cutTake(project: Project, { passId, takeId, shotId, frame }: EditOf<"take.cut">): EditResult {
  const number = shotNumbers(project.passes).get(shotId);
  const label = `Move the cut to ${number === undefined ? "a shot" : shotLabel(number)}`;
  return withNotes(project, passId, takeId, label, (notes) => {
    const cuts = changeFields(notes.cuts ?? {}, { [shotId]: frame });
    return changeFields(notes, { cuts: Object.keys(cuts).length > 0 ? cuts : null });
  });
}

function withNotes(
  project: Project,
  passId: string,
  takeId: string,
  label: string,
  change: (notes: TakeNotes) => TakeNotes,
): EditResult {
  const pass = project.passes.find((each) => each.id === passId);
  if (!pass) return missing("pass");
  const all = pass.takes ?? {};
  const before = all[takeId] ?? {};
  const notes = change(before);
  if (notes === before) return applied(project, label);
  const { [takeId]: _before, ...others } = all;
  const takes = Object.keys(notes).length > 0 ? { ...others, [takeId]: notes } : others;
  if (Object.keys(takes).length > projectLimits.takesPerPass) {
    return refused({ code: "limit", message: `At most ${projectLimits.takesPerPass} takes of a pass can have notes.` });
  }
  const { takes: _takes, ...rest } = pass;
  const next: Pass = Object.keys(takes).length > 0 ? { ...rest, takes } : rest;
  return applied(replacePass(project, next), label);
}
