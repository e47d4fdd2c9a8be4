/** Owns what of a pass is generated: all of it, or a retake of some of its shots; and into how many requests it goes. */
import { z } from "zod";
import { checkBudget, fitToBudget } from "../budget/check.ts";
import type { BudgetLimits } from "../budget/resize.ts";
import { AppError } from "../errors/app-error.ts";
import type { ModelProfile } from "../models/profile.ts";
import { idSchema, mediaIdSchema, type Pass, projectLimits, type Shot } from "../project/model.ts";
import { startFrameOf } from "./keyframes.ts";

export const retakeSchema = z.strictObject({
  /** The shots that are generated again, in any order: a take shows them as the pass has them. */
  shotIds: z.array(idSchema).min(1).max(projectLimits.shotsPerPass),
  /** The image that it begins with; absent: none, or the pass's own where the pass's first shot is among them. */
  startFrame: mediaIdSchema.optional(),
  /** Shots that are too short for the model are asked for longer; the cut still plays them as long as planned. */
  lengthen: z.boolean().optional(),
});
export type Retake = z.infer<typeof retakeSchema>;

/** The pass as if it had only the shots of the retake. Throws not-found for a shot that it does not have. */
export function retakenPass(pass: Pass, retake: Retake, limits: BudgetLimits): Pass {
  const wanted = new Set(retake.shotIds);
  const shots = pass.shots.filter(({ id }) => wanted.has(id));
  if (shots.length < wanted.size) {
    const next = "Choose shots that are in the pass now.";
    throw new AppError("not-found", "A shot to retake is no longer in this pass.", { next });
  }
  const { startFrame: first, endFrame: last, ...rest } = pass;
  const startFrame = retake.startFrame ?? (shots[0] === pass.shots[0] ? first : undefined);
  const endFrame = shots.at(-1) === pass.shots.at(-1) ? last : undefined;
  return {
    ...rest,
    ...(startFrame === undefined ? {} : { startFrame }),
    ...(endFrame === undefined ? {} : { endFrame }),
    shots: withLengths(withoutTransition(pass, shots), retake.lengthen ? limits : null),
  };
}

/** Nothing comes before the first shot of a retake that it could be cut or dissolved from. */
function withoutTransition(pass: Pass, shots: readonly Shot[]): Shot[] {
  return shots.map((shot, index) => {
    if (index > 0 || shot === pass.shots[0] || shot.transition === "fade-in") return shot;
    const { transition: _, ...plain } = shot;
    return plain;
  });
}

function withLengths(shots: Shot[], limits: BudgetLimits | null): Shot[] {
  const durations = shots.map(({ durationMs }) => durationMs);
  const fitted = limits === null ? null : fitToBudget(durations, limits);
  if (!fitted?.every((durationMs, index) => durationMs >= (durations[index] as number))) return shots;
  return shots.map((shot, index) => ({ ...shot, durationMs: fitted[index] as number }));
}

/** What too short a retake lacks, as a sentence, and whether longer shots would mend it; null when it is long enough. */
export function retakeShortage(pass: Pass, retake: Retake, limits: BudgetLimits) {
  const shortages = (part: Retake) =>
    checkBudget(
      retakenPass(pass, part, limits).shots.map(({ durationMs }) => durationMs),
      limits,
    ).filter(({ code }) => code === "budget.total-short" || code === "budget.shot-too-short");
  const [first] = shortages(retake);
  return first ? { message: first.message, canLengthen: shortages({ ...retake, lengthen: true }).length === 0 } : null;
}

/** One request of a generation. `retake` is null where it is the whole pass in one. */
export interface PassRequest {
  readonly pass: Pass;
  readonly retake: Retake | null;
}

/** What a shot's own request begins with, where its model makes nothing without. */
function beginningOf({ startFrame, shots }: Pass, index: number, limits: ModelProfile["limits"]): string | undefined {
  if (limits.startFrameRequired !== true) return undefined;
  return startFrameOf(limits, { ...(index === 0 ? { startFrame } : {}), shots: shots.slice(index, index + 1) });
}

/** The requests that generate a pass, or the shots of a retake: one, or one a shot where the model makes one shot at a time. */
export function requestsOf(pass: Pass, profile: ModelProfile, retake: Retake | null): PassRequest[] {
  const { limits, output } = profile;
  if (output === "still") return [{ pass, retake: null }];
  const whole = retake === null ? pass : retakenPass(pass, retake, limits);
  if (limits.shotsMax > 1) return [{ pass: whole, retake }];
  if (whole.shots.length === 1) {
    const startFrame = beginningOf(whole, 0, limits);
    return [{ pass: startFrame === undefined ? whole : { ...whole, startFrame }, retake }];
  }
  return whole.shots.map((shot, index) => {
    const { startFrame: given, ...about } = retake ?? { shotIds: [] };
    const startFrame = (index === 0 ? given : undefined) ?? beginningOf(whole, index, limits);
    const own = { ...about, shotIds: [shot.id], ...(startFrame === undefined ? {} : { startFrame }) };
    return { pass: retakenPass(pass, own, limits), retake: own };
  });
}
