/** Owns whether the plan can take a change of an edited list, what it would make of it, and whether that would undo what was changed here meanwhile. */
import { formatSeconds } from "../../budget/wall.ts";
import { sameData } from "../../edits/change-fields.ts";
import { findShot } from "../../edits/shot-edits.ts";
import { limitsOf } from "../../models/profiles.ts";
import { trimAtRate } from "../../project/frames-at-rate.ts";
import type { Trim as FrameTrim, Project } from "../../project/model.ts";
import { type Rate, rateOf, timebaseOf } from "../../time/rate.ts";
import { outOfOrder, reorderedShots } from "./accept-moves.ts";
import type { CutChange } from "./diff.ts";
import { describeFrameTrim, frameTrimOf } from "./frame-trim.ts";
import type { ComparedClip, ComparedCut } from "./match-clips.ts";
import type { ReadCut } from "./read-cut.ts";

/**
 * `note` tells what the plan would make of a change, or why it cannot; it may be empty. A change is `doubtful` when accepting it
 * would take back what was changed here since the hand-off, or lose a shot that may be elsewhere in the list.
 */
export interface Judgement {
  readonly canAccept: boolean;
  readonly doubtful: boolean;
  readonly note: string;
}

export type Trim = Extract<CutChange, { kind: "trimmed" }>;

const refused = (note: string): Judgement => ({ canAccept: false, doubtful: false, note });
const accepted = (note: string): Judgement => ({ canAccept: true, doubtful: false, note });
const doubtful = (note: string): Judgement => ({ canAccept: true, doubtful: true, note });
/** What a plan cannot say of a trim at the start. */
export const beginsAsBefore = "It still starts at the same frame: a plan has no in points.";
const doneAlready = refused("The plan already has this change.");

/** Judges changes of one list for the plan as it stands; `listOrder` are the shots in the order in which the list shows them. */
export function createJudge(
  project: Project,
  { cut, read }: { readonly cut: ComparedCut; readonly read: ReadCut },
  listOrder: readonly string[],
): (change: CutChange) => Judgement {
  const handedOff = cut.clips.map(({ shot }) => shot.id);
  const movedHere = reorderedShots(project, handedOff);
  const movedThere = outOfOrder(handedOff, listOrder);
  const toMove = reorderedShots(project, listOrder);

  function judgeTrim(change: Trim): Judgement {
    const { wantedMs, plannedMs, reason, trim } = wishOf(project, change, cut.rate);
    if (trim !== undefined) return judgeFrameTrim(change, trim);
    const keeps = `The plan stays at ${formatSeconds(plannedMs)}`;
    const handedOffMs = change.clip.shot.durationMs;
    if (change.headFrames === -change.tailFrames) return refused(`${keeps}: a plan has no in points.`);
    if (wantedMs === plannedMs) {
      return plannedMs === handedOffMs
        ? refused(`${keeps}${reason}.`)
        : refused(`The plan already has this change${reason}.`);
    }
    const begins = change.headFrames === 0 ? "" : ` ${beginsAsBefore}`;
    const note = `From ${formatSeconds(plannedMs)} to ${formatSeconds(wantedMs)}${reason}.${begins}`;
    if (plannedMs === handedOffMs) return accepted(note);
    return doubtful(`${note} It was ${formatSeconds(handedOffMs)} at hand-off and has changed here since.`);
  }

  function judgeFrameTrim({ clip: { shot: then } }: Trim, trim: FrameTrim | null): Judgement {
    const now = findShot(project, then.id)?.shot;
    if (!now || sameData(now.trim ?? null, trim)) return doneAlready;
    const before = then.trim && trimAtRate(then.trim, cut.rate, rateOf(project.rate));
    const note = `The shot ${describeFrameTrim(trim, now.durationMs)}`;
    const isAsHandedOff = sameData(now.trim, before) && now.durationMs === then.durationMs;
    return isAsHandedOff ? accepted(note) : doubtful(`${note} It has changed here since the hand-off.`);
  }

  function judgeRemoval({ shot }: ComparedClip): Judgement {
    const planned = findShot(project, shot.id)?.shot;
    if (!planned) return doneAlready;
    if (read.holdsMore) return doubtful("It may be in a part of the list that was not read.");
    const changed = planned.durationMs !== shot.durationMs || movedHere.has(shot.id);
    return changed ? doubtful("It has changed here since the hand-off.") : accepted("");
  }

  return (change) => {
    if (change.kind === "unknown") return refused("To use it, import it as a take.");
    if (change.kind === "removed") return judgeRemoval(change.clip);
    if (change.kind === "new") return refused("A plan uses each shot once.");
    const { shot } = change.clip;
    if (!findShot(project, shot.id)) return refused("This shot is no longer in the plan.");
    if (change.kind === "trimmed") return judgeTrim(change);
    if (toMove.has(shot.id)) {
      return movedHere.size > 0 ? doubtful("Shots have also been moved here since the hand-off.") : accepted("");
    }
    return movedThere.has(shot.id) ? doneAlready : refused("The order is unchanged, and a plan has no gaps.");
  };
}

/**
 * The length that a trim asks for, on the model's step and within what a shot of it may last; `reason` when it is not the edited one. Where
 * the cut can play exactly what was edited, `trim` is not undefined, and says it in frames; null for a shot that is as planned again.
 */
export function wishOf(project: Project, change: Trim, rate: Rate) {
  const { clip, read } = change;
  const found = findShot(project, clip.shot.id);
  const plannedMs = found?.shot.durationMs ?? clip.shot.durationMs;
  const { stepMs, shotMs } = limitsOf((found?.pass ?? clip.pass).profile);
  const editedMs = (read.frames * 1000) / timebaseOf(rate);
  const roundedMs = Math.max(stepMs, Math.round(editedMs / stepMs) * stepMs);
  // A shot that breaks the limits already may come nearer to them.
  const lowestMs = Math.min(plannedMs, Math.ceil(shotMs.min / stepMs) * stepMs);
  const highestMs = Math.max(plannedMs, Math.floor(shotMs.max / stepMs) * stepMs);
  const wantedMs = Math.min(highestMs, Math.max(lowestMs, roundedMs));
  const edited = `the edited ${formatSeconds(editedMs)}`;
  const reason =
    wantedMs !== roundedMs
      ? `, because ${edited} ${wantedMs < roundedMs ? "is longer" : "is shorter"} than the model allows`
      : Math.abs(roundedMs - editedMs) < 1
        ? ""
        : `, because ${edited} is not a multiple of ${formatSeconds(stepMs)}`;
  return { plannedMs, wantedMs, reason, trim: frameTrimOf(project, change, rate, reason === "") };
}
