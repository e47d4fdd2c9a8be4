/**
 * Owns what a drag on the timeline means: a state machine without effects. Every move counts from the project as it was when
 * the button went down, so that nothing adds up and letting go half way leaves no trace.
 */
import type { ResizeMode } from "../../../shared/budget/resize.ts";
import type { Wall } from "../../../shared/budget/wall.ts";
import type { CutShot } from "../../../shared/cut/out/programme.ts";
import { slip, trimEdge } from "../../../shared/cut/out/trim.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { sameData } from "../../../shared/edits/change-fields.ts";
import type { Edit, EditOf } from "../../../shared/edits/edit.ts";
import type { Project } from "../../../shared/project/model.ts";
import { timebaseOf } from "../../../shared/time/rate.ts";
import { layoutProgramme, type ProgrammeLayout, placeOfShot } from "../state/programme-layout.ts";
import { type DropPlace, dropPlaceAt } from "./drop-place.ts";
import type { Edge } from "./hit-test.ts";
import type { Span } from "./time-scale.ts";

/** Keys held during a drag. */
export interface Modifiers {
  readonly alt: boolean;
  readonly shift: boolean;
}

export type Grip =
  | { readonly kind: "edge"; readonly shotId: string; readonly edge: Edge }
  | { readonly kind: "shot"; readonly shotId: string }
  /** An edge of a shot that is trimmed by frames; `slip` is all of it: what shows it moves under it. */
  | { readonly kind: "trim"; readonly cutShot: CutShot; readonly edge: Edge | "slip" };

/** Where a press happens: the project on the axis in view. */
export interface PressPlace {
  readonly project: Project;
  readonly layout: ProgrammeLayout;
  readonly pxPerFrame: number;
  /** Where a shot may be dropped. */
  readonly within: Span;
}

/** What a drag starts from. `contentPx` counts from the programme's start, so that scrolling during a drag counts as moving. */
interface Press extends PressPlace {
  readonly grip: Grip;
  readonly contentPx: number;
}

/** `preview` is the very same project as before when nothing has changed. */
export type Gesture =
  | { readonly phase: "idle" }
  | { readonly phase: "pressing"; readonly press: Press }
  | {
      readonly phase: "resizing";
      readonly press: Press;
      readonly contentPx: number;
      readonly edit: EditOf<"shot.resize">;
      readonly preview: Project;
      readonly stoppedBy: Wall | null;
    }
  | {
      readonly phase: "trimming";
      readonly press: Press & { readonly grip: Grip & { kind: "trim" } };
      readonly contentPx: number;
      readonly edit: EditOf<"shot.describe">;
      /** Frames of what shows the shot by which the edge has moved, or by which all of it begins later. */
      readonly movedFrames: number;
      readonly preview: Project;
      readonly stoppedBy: Wall | null;
    }
  | {
      readonly phase: "moving";
      readonly press: Press;
      readonly contentPx: number;
      readonly drop: DropPlace;
      readonly edit: EditOf<"shot.move">;
      /** Whether dropping here would change anything. */
      readonly changes: boolean;
      readonly stoppedBy: Wall | null;
    }
  | { readonly phase: "committing"; readonly edit: Edit };

/** How far the pointer goes before a press becomes a drag. */
const dragThresholdPx = 3;
const dayMs = 86_400_000;

export const idle: Gesture = { phase: "idle" };

/** The button goes down on an edge or a shot. */
export function press(place: PressPlace, grip: Grip, contentPx: number): Gesture {
  return { phase: "pressing", press: { ...place, grip, contentPx } };
}

/** The pointer moves, or a modifier changes under a resting pointer. */
export function move(gesture: Gesture, contentPx: number, modifiers: Modifiers): Gesture {
  if (gesture.phase === "idle" || gesture.phase === "committing") return gesture;
  const started = gesture.press;
  if (gesture.phase === "pressing" && Math.abs(contentPx - started.contentPx) < dragThresholdPx) return gesture;
  const { grip } = started;
  if (grip.kind === "shot") return moveShot(started, grip.shotId, contentPx);
  if (grip.kind === "trim") {
    return trim({ ...started, grip }, contentPx, gesture.phase === "trimming" ? gesture : null);
  }
  const shown = gesture.phase === "resizing" ? gesture : { preview: started.project, stoppedBy: null };
  return resize(started, grip, contentPx, modifiers, shown);
}

/** The button comes up: one edit when the drag changed something, else nothing. */
export function release(gesture: Gesture): Gesture {
  if (previewOf(gesture) && "edit" in gesture) return { phase: "committing", edit: gesture.edit };
  if (gesture.phase === "moving" && gesture.changes) return { phase: "committing", edit: gesture.edit };
  return idle;
}

/** The drag is given up: whatever ended it, nothing has happened. An edit that is already on its way stays. */
export function cancel(gesture: Gesture): Gesture {
  return gesture.phase === "committing" ? gesture : idle;
}

/** The store has taken the edit over. */
export function settle(gesture: Gesture): Gesture {
  return gesture.phase === "committing" ? idle : gesture;
}

/** The plan while a drag is under way; null when it shows nothing but the truth. */
export function previewOf(gesture: Gesture): Project | null {
  return changesLengths(gesture) && gesture.preview !== gesture.press.project ? gesture.preview : null;
}

export function wallOf(gesture: Gesture): Wall | null {
  return "stoppedBy" in gesture ? gesture.stoppedBy : null;
}

/** Whether an edge is in hand, or what lies under a shot: the plan or the cut follows every move. */
export function changesLengths(gesture: Gesture): gesture is Extract<Gesture, { phase: "resizing" | "trimming" }> {
  return gesture.phase === "resizing" || gesture.phase === "trimming";
}

function modeOf({ alt, shift }: Modifiers): ResizeMode {
  return alt ? "roll" : shift ? "squeeze" : "ripple";
}

function resize(
  started: Press,
  grip: Grip & { kind: "edge" },
  contentPx: number,
  modifiers: Modifiers,
  shown: { readonly preview: Project; readonly stoppedBy: Wall | null },
): Gesture {
  const frames = (contentPx - started.contentPx) / started.pxPerFrame;
  const deltaMs = Math.round((frames * 1000) / timebaseOf(started.layout.rate));
  const edit: EditOf<"shot.resize"> = {
    type: "shot.resize",
    shotId: grip.shotId,
    edge: grip.edge,
    deltaMs: Math.max(-dayMs, Math.min(dayMs, deltaMs)),
    mode: modeOf(modifiers),
  };
  const { project, stoppedBy } = applyWithin(started.project, edit, [grip.shotId]);
  return {
    phase: "resizing",
    press: started,
    contentPx,
    edit,
    // Most moves stay within one step: keeping the objects then keeps everybody who shows them from drawing anew.
    preview: sameLengths(project, shown.preview) ? shown.preview : project,
    stoppedBy: sameData(stoppedBy, shown.stoppedBy) ? shown.stoppedBy : stoppedBy,
  };
}

function trim(
  started: Press & { readonly grip: Grip & { kind: "trim" } },
  contentPx: number,
  shown: (Gesture & { phase: "trimming" }) | null,
): Gesture {
  const { cutShot, edge } = started.grip;
  const frames = Math.round((contentPx - started.contentPx) / started.pxPerFrame);
  // Under a shot the film goes along with the hand: to the right means that an earlier part of it is seen.
  const { trim, movedFrames, stoppedBy } = edge === "slip" ? slip(cutShot, -frames) : trimEdge(cutShot, edge, frames);
  const wall = shown && sameData(stoppedBy, shown.stoppedBy) ? shown.stoppedBy : stoppedBy;
  if (shown?.movedFrames === movedFrames) return { ...shown, contentPx, stoppedBy: wall };
  const edit: EditOf<"shot.describe"> = { type: "shot.describe", shotId: cutShot.shot.id, fields: { trim } };
  const preview = movedFrames === 0 ? started.project : applyWithin(started.project, edit, [cutShot.shot.id]).project;
  return { phase: "trimming", press: started, contentPx, edit, movedFrames, preview, stoppedBy: wall };
}

function moveShot(started: Press, shotId: string, contentPx: number): Gesture {
  const { startFrame, endFrame } = started.within;
  const frame = Math.max(startFrame, Math.min(endFrame - 1, contentPx / started.pxPerFrame));
  const drop = dropPlaceAt(started.layout, frame, shotId);
  const edit: EditOf<"shot.move"> = { type: "shot.move", shotId, passId: drop.passId, index: drop.index };
  const { project, stoppedBy } = applyWithin(started.project, edit, [shotId], drop.passId);
  const changes = project !== started.project;
  return { phase: "moving", press: started, contentPx, drop, edit, changes, stoppedBy };
}

/** Whether two states of one resize have the same lengths; passes that the drag does not touch are the very same objects. */
function sameLengths(left: Project, right: Project): boolean {
  return left.passes.every((pass, index) => {
    const other = right.passes[index];
    return pass === other || pass.shots.every((shot, at) => shot.durationMs === other?.shots[at]?.durationMs);
  });
}

/**
 * Applies an edit to the passes it touches and puts these back in place: the same outcome as on the whole project, at a cost
 * that does not grow with it. The very same project comes back when nothing changes.
 */
export function applyWithin(
  project: Project,
  edit: Edit,
  shotIds: readonly string[],
  passId: string | null = null,
): { readonly project: Project; readonly stoppedBy: Wall | null } {
  const layout = layoutProgramme(project);
  const holders = shotIds.map((shotId) => placeOfShot(layout, shotId)?.passIndex);
  const touched = project.passes.filter((pass, index) => pass.id === passId || holders.includes(index));
  const part = { ...project, passes: touched };
  const result = applyEdit(part, edit);
  if (!result.ok) return { project, stoppedBy: result.refusal };
  if (result.project === part) return { project, stoppedBy: result.stoppedBy };
  const changed = new Map(result.project.passes.map((pass) => [pass.id, pass]));
  const passes = project.passes.map((pass) => changed.get(pass.id) ?? pass);
  return { project: { ...project, passes }, stoppedBy: result.stoppedBy };
}
