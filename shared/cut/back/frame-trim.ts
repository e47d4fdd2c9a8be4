/** Owns what a trim of an edited list is in frames of the cut, where no whole length of the plan says the same. */
import { formatSeconds } from "../../budget/wall.ts";
import { findShot } from "../../edits/shot-edits.ts";
import { trimAtRate } from "../../project/frames-at-rate.ts";
import type { Project, Trim } from "../../project/model.ts";
import { frameAtMs, type Rate, rateOf } from "../../time/rate.ts";
import type { CutChange } from "./diff.ts";

type Trimmed = Extract<CutChange, { kind: "trimmed" }>;

/**
 * The trim that makes the cut play exactly what the list shows, at the project's rate; null for a shot that plays as planned again.
 * Undefined where the plan's length has to change instead: an animatic has no more frames than are planned, and one that is only made
 * longer or shorter by `isPlanLength` is planned so.
 */
export function frameTrimOf(
  project: Project,
  { clip, read, headFrames }: Trimmed,
  rate: Rate,
  isPlanLength: boolean,
): Trim | null | undefined {
  const found = findShot(project, clip.shot.id);
  if (!found) return undefined;
  const isTake = (clip.media?.source ?? "animatic") !== "animatic";
  const planned = frameAtMs(clip.shot.durationMs, rate);
  const trim = { in: (clip.shot.trim?.in ?? 0) + headFrames, frames: read.frames };
  if (!isTake && (trim.in < 0 || trim.in + trim.frames > planned)) return undefined;
  const isTrimmed = clip.shot.trim !== undefined || found.shot.trim !== undefined || headFrames !== 0;
  if (!isTake && !isTrimmed && isPlanLength) return undefined;
  if (!isTake && trim.in === 0 && trim.frames === planned) return null;
  return trimAtRate(trim, rate, rateOf(project.rate));
}

/** What the cut plays by the trim, and what stays, as a sentence of which the shot's name is the start: `plays 94 frames …`. */
export function describeFrameTrim(trim: Trim | null, plannedMs: number): string {
  if (!trim) return "plays as planned again.";
  const count = (frames: number) => (frames === 1 ? "1 frame" : `${frames} frames`);
  const from =
    trim.in === 0 ? "" : trim.in > 0 ? `, from ${count(trim.in)} into the shot` : `, from ${count(-trim.in)} before it`;
  return `plays ${count(trim.frames)} in the cut${from}; the plan keeps ${formatSeconds(plannedMs)}.`;
}
