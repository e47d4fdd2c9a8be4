/** Owns what a shot and a pass say of themselves on the timeline, in words for the canvas and for screen readers alike. */
import { checkBudget } from "../../../shared/budget/check.ts";
import { formatSeconds } from "../../../shared/budget/wall.ts";
import type { CutShot } from "../../../shared/cut/out/programme.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { shotLabel, totalMs } from "../../../shared/project/layout.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { frameAtMs, type Rate } from "../../../shared/time/rate.ts";
import { standingWord, type TakeStanding } from "./take-look.ts";

const nameCharsMax = 80;

/** The first words of what happens in the shot, with an ellipsis where more follow; empty when nothing is written yet. */
export function shotName(shot: Shot): string {
  const text = (shot.prompt || shot.action || shot.environment || "").trimStart();
  const words = text.slice(0, nameCharsMax).replaceAll(/\s+/g, " ").trimEnd();
  return text.length > nameCharsMax ? `${words.replace(/[\uD800-\uDBFF]$/, "")}…` : words;
}

/** `4 s` and `96 f`; of a shot that the cut plays otherwise than planned, `70 f` and `of 96 f`. */
export function shotLength({ shot, frames, plannedFrames }: CutShot, axis: "plan" | "cut"): [string, string] {
  if (axis === "plan" || frames === plannedFrames) return [formatSeconds(shot.durationMs), `${plannedFrames} f`];
  return [`${frames} f`, `of ${plannedFrames} f`];
}

/** `MCU · push-in · slow motion`: what is chosen of the camera. */
export function cameraLine(shot: Shot): string {
  const { size, angle, move } = shot.camera ?? {};
  return [size, angle, move, shot.slowMotion ? "slow motion" : undefined].filter(Boolean).join(" · ");
}

/** The same in short lines, for beside a picture. */
export function cameraLines(shot: Shot): string[] {
  const { size, angle, move } = shot.camera ?? {};
  return [[size, angle].filter(Boolean).join(" · "), move ?? "", shot.slowMotion ? "slow motion" : ""].filter(Boolean);
}

/** The first line spoken in the shot, in quotation marks; empty when nobody speaks. */
export function spokenLine({ dialogue }: Shot): string {
  return dialogue?.[0] ? `“${dialogue[0].line}”` : "";
}

/** How a pass stands to what its model allows. Times are milliseconds. */
export interface PassBudget {
  readonly usedMs: number;
  readonly maxMs: number;
  readonly state: "room" | "full" | "over" | "short" | "broken";
  /** `4 s left`, `full`, `2 s over`. */
  readonly note: string;
}

const budgets = new WeakMap<Pass, PassBudget>();

/** Kept while the pass stays the same object, so that a thousand headers cost no more than looking them up. */
export function passBudget(pass: Pass): PassBudget {
  const known = budgets.get(pass);
  if (known) return known;
  const budget = computeBudget(pass);
  budgets.set(pass, budget);
  return budget;
}

function computeBudget(pass: Pass): PassBudget {
  const limits = limitsOf(pass.profile);
  const usedMs = totalMs(pass);
  const { min, max } = limits.totalMs;
  const stand = { usedMs, maxMs: max };
  if (usedMs > max) return { ...stand, state: "over", note: `${formatSeconds(usedMs - max)} over` };
  if (usedMs < min) return { ...stand, state: "short", note: `${formatSeconds(min - usedMs)} short` };
  if (pass.shots.length > limits.shotsMax) {
    return { ...stand, state: "broken", note: `${pass.shots.length - limits.shotsMax} shots too many` };
  }
  const durations = pass.shots.map((shot) => shot.durationMs);
  if (checkBudget(durations, limits).length > 0) return { ...stand, state: "broken", note: "over the limits" };
  if (usedMs === max) return { ...stand, state: "full", note: "full" };
  return { ...stand, state: "room", note: `${formatSeconds(max - usedMs)} left` };
}

/** `11 of 15 s`. */
export function budgetFigures({ usedMs, maxMs }: PassBudget): string {
  return `${formatSeconds(usedMs).slice(0, -2)} of ${formatSeconds(maxMs)}`;
}

/** A shot for a screen reader: number, name, length, camera, what is unusual about it, and what the cut plays of which take. */
export function describeShot(cutShot: CutShot, number: number, rate: Rate, standing: TakeStanding | null): string {
  const { shot } = cutShot;
  const parts = [
    shotLabel(number),
    shotName(shot) || "no prompt yet",
    `${formatSeconds(shot.durationMs)}, ${frameAtMs(shot.durationMs, rate)} frames`,
    cameraLine(shot),
    shot.transition && shot.transition !== "cut" ? `${shot.transition} in` : "",
    shot.number === undefined ? "" : "number locked",
    describeCut(cutShot, standing),
  ];
  return parts.filter(Boolean).join(", ");
}

/** `take 3, circled, trimmed to 70 frames from 10 on`: empty for an animatic as planned. */
function describeCut({ take, shot, frames, part, firstFrame }: CutShot, standing: TakeStanding | null): string {
  const from = firstFrame - (part?.shotIn ?? 0);
  const parts = [
    take && `take ${take.number}`,
    standing?.isCircled && "circled",
    standing && standingWord(standing).toLowerCase(),
    shot.trim && `trimmed to ${frames} frames from frame ${from}`,
  ];
  return parts.filter(Boolean).join(", ");
}

/** A pass for a screen reader. */
export function describePass(pass: Pass): string {
  const budget = passBudget(pass);
  return `${pass.scene} ${pass.name}, ${budgetFigures(budget)}, ${budget.note}`;
}
