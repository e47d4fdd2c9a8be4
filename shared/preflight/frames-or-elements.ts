/**
 * Owns what is said of a pass that has both frames and elements where its model takes one or the other, and both ways out: the one
 * that keeps most comes first. One shot is begun by its frame, which shows whom it calls; of several, the frame holds for the first alone.
 */
import type { OneEdit } from "../edits/edit.ts";
import { type WrittenPass, writePass } from "../generation/written-pass.ts";
import type { ModelProfile } from "../models/profile.ts";
import type { Pass } from "../project/model.ts";
import { withPlainNames } from "../prompt/references.ts";
import type { CheckedElement } from "./element-rules.ts";
import type { CheckedPass } from "./pass-rules.ts";
import { type FixableProblem, fixBy, nextStep, problem } from "./problem.ts";

export function checkFramesOrElements(
  profile: ModelProfile,
  elements: readonly CheckedElement[],
  pass: CheckedPass,
  path: string,
): FixableProblem[] {
  if (!profile.limits.framesOrElements) return [];
  const written = writePass(profile, elements, pass);
  const frames = framesOf(written);
  if (frames === null || written.elements.length === 0) return [];
  const message = `${profile.label} accepts ${frames} or elements, not both.`;
  const next = nextStep(
    profile,
    `Remove ${frames}, or write the names of the elements without the @.`,
    "framesOrElements",
  );
  const said = (place: string, fix: FixableProblem["fix"] | null) =>
    problem("error", "element.with-frame", `${path}.${place}`, message, next, fix ?? null);
  const keepingElements = said("startFrame", withoutFrames(pass, written, frames));
  const keepingFrames = said("shots", withoutCalls(pass, written));
  return pass.shots.length === 1 ? [keepingFrames, keepingElements] : [keepingElements, keepingFrames];
}

function framesOf({ startFrame, endFrame }: WrittenPass): string | null {
  if (startFrame !== null && endFrame !== null) return "the start and end frame";
  if (startFrame !== null) return "the start frame";
  return endFrame === null ? null : "the end frame";
}

function withoutFrames(pass: CheckedPass, written: WrittenPass, frames: string): FixableProblem["fix"] | null {
  const fields = {
    ...(written.startFrame === null ? {} : { startFrame: null }),
    ...(written.endFrame === null ? {} : { endFrame: null }),
    // Else the first shot's own frame would go along in the place of the start frame.
    ...(pass.keyframes && written.startFrame !== null ? { keyframes: null } : {}),
  };
  return fixBy(`Remove ${frames}`, pass.id, (passId) => ({ type: "pass.describe", passId, fields }));
}

/** One step of history that writes the names of the called elements as words, in the shots and in the look. */
function withoutCalls(pass: CheckedPass, written: WrittenPass): FixableProblem["fix"] | null {
  const label = "Write the names as words";
  if (pass.id === undefined) return null;
  const before = pass as Pass;
  const after = withPlainNames(before, new Set(written.elements.map(({ name }) => name)));
  const edits: OneEdit[] = after.shots.flatMap((shot, index): OneEdit[] => {
    const typed = before.shots[index];
    const changed = Object.entries(shot).filter(([field, value]) => value !== typed?.[field as keyof typeof typed]);
    return changed.length === 0
      ? []
      : [{ type: "shot.describe", shotId: shot.id, fields: Object.fromEntries(changed) }];
  });
  if (after.look !== undefined && after.look !== before.look) {
    edits.push({ type: "pass.describe", passId: before.id, fields: { look: after.look } });
  }
  return edits.length === 0 ? null : { label, edit: { type: "batch", label, edits } };
}
