/** Owns what is derived from the editor's state, kept while the project stays the same object so that nothing is computed twice. */
import { firstSeenFrame } from "../../../shared/animatic/plan-frames.ts";
import { type PlacedPass, type PlacedShot, placeProgramme, shotNumbers } from "../../../shared/project/layout.ts";
import type { Media } from "../../../shared/project/media.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import type { EditorState, Selection } from "./editor-state.ts";

/** The plan to show: the drag under way, else the project. */
export function shownProject(state: EditorState): Project | null {
  return state.preview ?? state.view?.project ?? null;
}

const layouts = new WeakMap<Project, readonly PlacedPass[]>();

/** Every pass and shot with its frames in the programme. */
export function programmeOf(project: Project): readonly PlacedPass[] {
  let layout = layouts.get(project);
  if (!layout) {
    layout = placeProgramme(project);
    layouts.set(project, layout);
  }
  return layout;
}

/** Length of the programme in frames. */
export function programmeFrames(project: Project): number {
  return programmeOf(project).at(-1)?.endFrame ?? 0;
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

/** The selected shot with its pass and place; null when none is, or when it is gone. */
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

/** The pass and shot at a frame of the programme; the last ones for a frame past the end, null for an empty programme. */
export function placedAt(project: Project, frame: number): { placedPass: PlacedPass; placed: PlacedShot } | null {
  const programme = programmeOf(project);
  const placedPass = programme.find((each) => frame < each.endFrame) ?? programme.at(-1);
  const placed = placedPass?.shots.find((each) => frame < each.endFrame) ?? placedPass?.shots.at(-1);
  return placedPass && placed ? { placedPass, placed } : null;
}

/**
 * Where the playhead shows what is selected: the first frame on which the shot, or the pass's first shot, is what is seen.
 * Null when that is gone, or when `playheadFrame` shows the shot, or lies in the pass, already.
 */
export function firstShownFrame(project: Project, { passId, shotId }: Selection, playheadFrame: number): number | null {
  const holder = programmeOf(project).find(({ pass, shots }) =>
    shotId === null ? pass.id === passId : shots.some(({ shot }) => shot.id === shotId),
  );
  const placed = shotId === null ? holder?.shots[0] : holder?.shots.find(({ shot }) => shot.id === shotId);
  if (!holder || !placed) return null;
  const first = firstSeenFrame(placed, rateOf(project.rate));
  const [from, until] = shotId === null ? [holder.startFrame, holder.endFrame] : [first, placed.endFrame];
  return playheadFrame >= from && playheadFrame < until ? null : first;
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
