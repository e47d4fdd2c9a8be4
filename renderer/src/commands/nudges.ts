/** Owns editing a shot's length and place from the keyboard: one step at a time, through the same edits as the pointer. */
import type { ResizeMode } from "../../../shared/budget/resize.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import type { Project } from "../../../shared/project/model.ts";
import { layoutProgramme, neighbourOf, placeOfShot } from "../state/programme-layout.ts";

/** Moves the end of a shot by one step of its pass's model; null when the shot is gone. */
export function nudgeEnd(
  project: Project,
  shotId: string,
  direction: 1 | -1,
  mode: ResizeMode,
): EditOf<"shot.resize"> | null {
  const pass = project.passes.find((each) => each.shots.some((shot) => shot.id === shotId));
  if (!pass) return null;
  return { type: "shot.resize", shotId, edge: "end", deltaMs: direction * limitsOf(pass.profile).stepMs, mode };
}

/** Moves a shot one place on or back, into the next pass at the end of its own; null at either end of the programme. */
export function nudgePlace(project: Project, shotId: string, direction: 1 | -1): EditOf<"shot.move"> | null {
  const layout = layoutProgramme(project);
  const place = placeOfShot(layout, shotId);
  const neighbour = place && neighbourOf(layout, place, direction);
  if (!place || !neighbour) return null;
  const pass = layout.passes[neighbour.passIndex];
  const sameInto = neighbour.passIndex === place.passIndex;
  // Into another pass a shot goes before its first one, or after its last.
  const index = sameInto ? neighbour.shotIndex : direction > 0 ? 0 : neighbour.shotIndex + 1;
  return pass ? { type: "shot.move", shotId, passId: pass.id, index } : null;
}
