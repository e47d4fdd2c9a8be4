/** Owns what the inspector knows of the stage that is shown: the shot, how it is blocked, and who is on its stage. */
import { useMemo } from "react";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { blockedPass } from "../../../shared/stage/block-pass.ts";
import { type SetByHand, setByHand } from "../../../shared/stage/by-hand.ts";
import { castOf } from "../../../shared/stage/cast.ts";
import type { BlockedShot, Cast, FigureTrack } from "../../../shared/stage/scene.ts";
import { everybodyIn, type ShotInPass } from "../../../shared/stage/set-ups.ts";
import { numbersOf, shownProject } from "../state/selectors.ts";
import { shotInPass, stagedShotId } from "../state/staged-shot.ts";
import { useEditor } from "../state/use-editor.ts";

export interface Staged extends ShotInPass {
  readonly project: Project;
  readonly shot: Shot;
  /** `SH0010`. */
  readonly label: string;
  readonly blocked: BlockedShot;
  /** Who is on the pass's stage, seen in the shot or not. */
  readonly cast: readonly Cast[];
  readonly byHand: SetByHand;
}

/** Follows the drag under way; null while there is no shot. */
export function useStaged(): Staged | null {
  const project = useEditor(shownProject);
  const shotId = useEditor(stagedShotId);
  return useMemo(() => (project ? stagedOf(project, shotId) : null), [project, shotId]);
}

function stagedOf(project: Project, shotId: string | null): Staged | null {
  const place = shotInPass(project, shotId);
  const shot = place?.pass.shots[place.index];
  const blocked = place && blockedPass(place.pass, place.elements, place.ratio)[place.index];
  if (!place || !shot || !blocked) return null;
  const { pass } = place;
  const off = new Set((pass.stage?.figures ?? []).flatMap((figure) => (figure.off ? [figure.id] : [])));
  return {
    ...place,
    project,
    shot,
    label: shotLabel(numbersOf(project).get(shot.id) ?? 0),
    blocked,
    cast: castOf(pass, place.elements).filter(({ id }) => !off.has(id)),
    byHand: setByHand(pass, place.index, place.elements),
  };
}

/** What a figure does during the shot, also one that is not seen in it, for whom the pass is blocked once more; undefined where it is not on the stage. */
export function trackIn(staged: Staged, figureId: string): FigureTrack | undefined {
  const isIt = ({ cast }: FigureTrack) => cast.id === figureId;
  return staged.blocked.figures.find(isIt) ?? everybodyIn(staged).find(isIt);
}
