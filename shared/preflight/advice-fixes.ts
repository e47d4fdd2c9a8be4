/** Owns turning what would mend a piece of advice into the edit that does it, where the plan is a live one and there is room. */
import type { Edit, OneEdit } from "../edits/edit.ts";
import { roomFor } from "../edits/shot-edits.ts";
import type { ModelLimits } from "../models/profile.ts";
import type { Pass, Shot } from "../project/model.ts";
import type { Advice, Repair } from "../prompt/lints/advice.ts";
import type { CheckedPass } from "./pass-rules.ts";
import type { FixableProblem } from "./problem.ts";

/** The advice with its one click; without one where the pass has no id, as in a plan file. */
export function withFix({ repair, ...advice }: Advice, pass: CheckedPass, limits: ModelLimits): FixableProblem {
  const edit = repair && pass.id !== undefined ? editOf(repair, pass as Pass, limits) : null;
  return repair && edit ? { ...advice, fix: { label: repair.label, edit } } : advice;
}

function editOf(repair: Repair, pass: Pass, limits: ModelLimits): Edit | null {
  if (repair.kind === "pass") return { type: "pass.describe", passId: pass.id, fields: repair.fields };
  const shot = pass.shots[repair.shot];
  if (shot?.id === undefined) return null;
  switch (repair.kind) {
    case "shot": {
      const edit: OneEdit = { type: "shot.describe", shotId: shot.id, fields: repair.fields };
      const { negativePrompt } = repair;
      if (negativePrompt === undefined) return edit;
      const onPass: OneEdit = { type: "pass.describe", passId: pass.id, fields: { negativePrompt } };
      return { type: "batch", label: repair.label, edits: [edit, onPass] };
    }
    case "split": {
      const edits = splitting(pass, shot, repair, limits);
      return edits && { type: "batch", label: repair.label, edits };
    }
    case "lengthen": {
      const toMs = Math.ceil(repair.toMs / limits.stepMs) * limits.stepMs;
      const deltaMs = toMs - shot.durationMs;
      const total = pass.shots.reduce((sum, { durationMs }) => sum + durationMs, 0);
      if (toMs > limits.shotMs.max || total + deltaMs > limits.totalMs.max) return null;
      return { type: "shot.resize", shotId: shot.id, edge: "end", deltaMs, mode: "ripple" };
    }
  }
}

/** Half of the shot's time for each action, else a new shot where the pass has room; null where neither can be. */
function splitting(
  pass: Pass,
  shot: Shot,
  { first, rest }: Extract<Repair, { kind: "split" }>,
  limits: ModelLimits,
): OneEdit[] | null {
  const newShotId = idFrom(shot.id, rest);
  const keeping: OneEdit = { type: "shot.describe", shotId: shot.id, fields: { action: first } };
  const atMs = Math.round(shot.durationMs / 2 / limits.stepMs) * limits.stepMs;
  const isLongEnough = Math.min(atMs, shot.durationMs - atMs) >= limits.shotMs.min;
  if (isLongEnough && pass.shots.length < limits.shotsMax) {
    return [
      { type: "shot.split", shotId: shot.id, atMs, newShotId },
      keeping,
      { type: "shot.describe", shotId: newShotId, fields: { action: rest, dialogue: null, sketch: null } },
    ];
  }
  const durationMs = limits.shotMs.min;
  if (roomFor(pass, durationMs) !== null) return null;
  const { number, frame, take, trim, sketch, blocking, dialogue, transition, fromScript, ...content } = shot;
  const added: Shot = { ...content, id: newShotId, durationMs, action: rest };
  return [keeping, { type: "shot.add", passId: pass.id, index: pass.shots.indexOf(shot) + 1, shot: added }];
}

/** An id that the same repair always gives, as advice is data and made of data. */
function idFrom(shotId: string, words: string): string {
  const hash = (seed: number) =>
    [...`${shotId} ${words}`].reduce(
      (sum, character) => Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0,
      seed,
    );
  const hex = [0x811c9dc5, 0x9747b28c].map((seed) => hash(seed).toString(16).padStart(8, "0"));
  return `shot_${hex.join("")}`;
}
