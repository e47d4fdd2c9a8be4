/** Owns what is derived from the editor's state, kept while the project stays the same object so that nothing is computed twice. */
import { firstSeenFrame } from "../../../shared/animatic/plan-frames.ts";
import {
  type CutProgramme,
  type CutShot,
  cutPlaceAt,
  cutProgramme,
  planFrameAt,
} from "../../../shared/cut/out/programme.ts";
import { type PlacedPass, type PlacedShot, placeProgramme, shotNumbers } from "../../../shared/project/layout.ts";
import type { Media } from "../../../shared/project/media.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { type Rate, rateOf } from "../../../shared/time/rate.ts";
import type { EditorState, Selection } from "./editor-state.ts";

/** The plan to show: the drag under way, else the project. */
export function shownProject(state: EditorState): Project | null {
  return state.preview ?? state.view?.project ?? null;
}

const layouts = new WeakMap<Project, readonly PlacedPass[]>();

/** Every pass and shot with its frames in the plan. */
export function programmeOf(project: Project): readonly PlacedPass[] {
  let layout = layouts.get(project);
  if (!layout) {
    layout = placeProgramme(project);
    layouts.set(project, layout);
  }
  return layout;
}

/** What of the state says which cut is shown. */
export type ShownState = Pick<EditorState, "preview" | "view">;

const noTakes: readonly Take[] = [];
const noCut: CutProgramme = { passes: [], frames: 0 };

/** The cut of what is shown, whose frames the playhead counts. */
export function cutOf({ preview, view }: ShownState): CutProgramme {
  const project = preview ?? view?.project;
  return project ? cutProgramme(project, view?.takes ?? noTakes) : noCut;
}

/** Length of the cut in frames. */
export function programmeFrames(state: ShownState): number {
  return cutOf(state).frames;
}

/** The frame of the plan that stands at the playhead. */
export function planPlayhead(state: EditorState): number {
  return planFrameAt(cutOf(state), state.playheadFrame);
}

/** The frames of a cut at which its shots begin; those that it leaves out have none. */
export function editPoints({ passes }: CutProgramme): number[] {
  return passes.flatMap(({ startFrame, shots }) =>
    shots.filter(({ frames }) => frames > 0).map((shot) => startFrame + shot.startFrame),
  );
}

let lastNumbered: { project: Project; numbers: ReadonlyMap<string, number> } | null = null;

/** Shot numbers by shot id. The same map comes back while order, scenes and locks stay, as in every move of a resize. */
export function numbersOf(project: Project): ReadonlyMap<string, number> {
  if (lastNumbered && (lastNumbered.project === project || samelyNumbered(lastNumbered.project, project))) {
    lastNumbered = { project, numbers: lastNumbered.numbers };
  } else {
    lastNumbered = { project, numbers: shotNumbers(project.passes) };
  }
  return lastNumbered.numbers;
}

function samelyNumbered(left: Project, right: Project): boolean {
  if (left.passes.length !== right.passes.length) return false;
  return left.passes.every((pass, index) => {
    const other = right.passes[index] as Pass;
    if (pass === other) return true;
    if (pass.scene !== other.scene || pass.shots.length !== other.shots.length) return false;
    return pass.shots.every((shot, at) => shot.id === other.shots[at]?.id && shot.number === other.shots[at]?.number);
  });
}

/** The selected shot with its pass and place in the plan; null when none is, or when it is gone. */
export function findPlaced(
  project: Project,
  selection: Selection,
): { placedPass: PlacedPass; placed: PlacedShot } | null {
  const { shotId } = selection;
  if (shotId === null) return null;
  for (const placedPass of programmeOf(project)) {
    const placed = placedPass.shots.find((each) => each.shot.id === shotId);
    if (placed) return { placedPass, placed };
  }
  return null;
}

/** The pass and shot of the plan that a frame of the cut shows; the last ones for a frame past the end, null for an empty cut. */
export function placedAt(state: ShownState, frame: number): { placedPass: PlacedPass; placed: PlacedShot } | null {
  const project = state.preview ?? state.view?.project;
  const place = cutPlaceAt(cutOf(state), frame);
  const placedPass = project && place && programmeOf(project).find(({ pass }) => pass === place.cutPass.pass);
  const placed = placedPass?.shots[place?.cutShot.index ?? 0];
  return placedPass && placed ? { placedPass, placed } : null;
}

/** The frames of the cut in which a shot, or without one its pass, is played: half-open. Null when that is gone. */
export function rangeInCut(state: ShownState, { passId, shotId }: Selection): { start: number; end: number } | null {
  for (const { pass, startFrame, frames, shots } of cutOf(state).passes) {
    if (shotId === null && pass.id === passId) return { start: startFrame, end: startFrame + frames };
    const found = shots.find(({ shot }) => shot.id === shotId);
    if (!found) continue;
    const start = startFrame + found.startFrame;
    return { start, end: start + found.frames };
  }
  return null;
}

/**
 * Where the playhead shows what is selected: the first frame of the cut on which the shot, or the pass's first shot, is what is seen.
 * Null when that is gone, or when the playhead shows the shot, or lies in the pass, already.
 */
export function firstShownFrame(state: EditorState, { passId, shotId }: Selection): number | null {
  const { playheadFrame } = state;
  const pass = cutOf(state).passes.find(({ pass: each, shots }) =>
    shotId === null ? each.id === passId : shots.some(({ shot }) => shot.id === shotId),
  );
  const cutShot = shotId === null ? pass?.shots[0] : pass?.shots.find(({ shot }) => shot.id === shotId);
  if (!pass || !cutShot) return null;
  const start = pass.startFrame + cutShot.startFrame;
  const first = start + hiddenFrames(cutShot, rateOf(shownProject(state)?.rate ?? "24"));
  const [from, until] =
    shotId === null ? [pass.startFrame, pass.startFrame + pass.frames] : [first, start + cutShot.frames];
  return playheadFrame >= from && playheadFrame < until ? null : first;
}

/** How many of its first frames in the cut a shot shares with what it fades, dissolves or whips from. */
function hiddenFrames({ shot, index, take, firstFrame, frames, plannedFrames }: CutShot, rate: Rate): number {
  if (take) return 0;
  const first = firstSeenFrame({ shot, index, startFrame: 0, endFrame: plannedFrames }, rate);
  return Math.min(Math.max(0, frames - 1), Math.max(0, first - firstFrame));
}

const mediaById = new WeakMap<readonly Media[], ReadonlyMap<string, Media>>();

/** Stored files by id. */
export function mediaOf(media: readonly Media[]): ReadonlyMap<string, Media> {
  let byId = mediaById.get(media);
  if (!byId) {
    byId = new Map(media.map((each) => [each.id, each]));
    mediaById.set(media, byId);
  }
  return byId;
}
