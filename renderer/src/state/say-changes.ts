/** Owns what is said, for those who do not see it, of a change that a key or a drag has made. */
import { limitsOf } from "../../../shared/models/profiles.ts";
import { shotLabel, totalMs } from "../../../shared/project/layout.ts";
import type { Project } from "../../../shared/project/model.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { formatTimecode, parseTimecode } from "../../../shared/time/timecode.ts";
import type { EditorState, Selection, Workspace } from "./editor-state.ts";
import { numbersOf } from "./selectors.ts";

const workspaceNames: Readonly<Record<Workspace, string>> = {
  edit: "Viewer",
  list: "Shot list",
  board: "Board",
  script: "Script",
  block: "Floor plan",
};

/** `SH0030, shot 3 of 4, 4 seconds, 0 seconds left`; null while no shot is selected. */
export function sayShot(project: Project, { shotId }: Selection): string | null {
  const pass = project.passes.find(({ shots }) => shots.some(({ id }) => id === shotId));
  const index = pass?.shots.findIndex(({ id }) => id === shotId) ?? -1;
  const shot = pass?.shots[index];
  if (!pass || !shot) return null;
  const leftMs = limitsOf(pass.profile).totalMs.max - totalMs(pass);
  return [
    shotLabel(numbersOf(project).get(shot.id) ?? 0),
    `shot ${index + 1} of ${pass.shots.length}`,
    saySeconds(shot.durationMs),
    leftMs < 0 ? `${saySeconds(-leftMs)} too long` : `${saySeconds(leftMs)} left`,
  ].join(", ");
}

function saySeconds(ms: number): string {
  const seconds = ms / 1000;
  return seconds === 1 ? "1 second" : `${seconds.toLocaleString("en-US", { maximumFractionDigits: 3 })} seconds`;
}

/**
 * What the difference between two states at rest is worth saying; null for nothing. `readsShots`: where the focus is, the selected shot is
 * read by itself.
 */
export function sayChanges(before: EditorState, after: EditorState, readsShots: boolean): string | null {
  const [was, view] = [before.view, after.view];
  if (!was || !view || before.projectId !== after.projectId) return null;
  if (before.workspace !== after.workspace) return workspaceNames[after.workspace];
  const travelled = sayTravel(was, view);
  const shot = sayShot(view.project, after.selection);
  if (travelled) return [travelled, shot].filter(Boolean).join(". ");
  const selected = before.selection.shotId !== after.selection.shotId;
  if (shot !== null && selected && !readsShots) return shot;
  // Another length or place, also of a shot that was selected a moment ago.
  if (shot !== null && shot !== sayShot(was.project, after.selection)) return shot;
  if (after.playing || selected || before.playheadFrame === after.playheadFrame) return null;
  return sayPlayhead(view.project, after.playheadFrame);
}

/** Undo and redo: what was next on one side is next on the other. */
function sayTravel(was: NonNullable<EditorState["view"]>, view: NonNullable<EditorState["view"]>): string | null {
  if (was.revision === view.revision) return null;
  if (view.redoLabel !== null && view.redoLabel !== was.redoLabel && view.redoLabel === was.undoLabel) {
    return `Undone: ${view.redoLabel}`;
  }
  if (was.redoLabel !== null && view.undoLabel === was.redoLabel && view.redoLabel !== was.redoLabel) {
    return `Redone: ${was.redoLabel}`;
  }
  return null;
}

function sayPlayhead({ rate, start }: Project, frame: number): string {
  const exact = rateOf(rate);
  return formatTimecode((parseTimecode(start, exact) ?? 0) + frame, exact);
}
