/** Owns what is written over the picture: timecode, frame, shot and take of the very frame that is on the canvas. */
import { takeLabel } from "../../../shared/cut/out/take-film.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { EditorState } from "../state/editor-state.ts";
import { numbersOf, shownProject } from "../state/selectors.ts";
import { timecodeAt } from "./frame-plan.ts";
import type { OverlayLabel } from "./view-options.ts";
import type { OnCanvas } from "./viewer-loop.ts";

export function labelWords(
  { frame, source, sourceFrame, shown }: OnCanvas,
  state: EditorState,
): Record<OverlayLabel, string> {
  const project = shownProject(state);
  const { cutShot } = shown.place;
  const number = project ? numbersOf(project).get(cutShot.shot.id) : undefined;
  const isTake = source !== "animatic" && cutShot.take !== null;
  return {
    timecode: project ? timecodeAt(project, frame) : "",
    frame: `${frame}`,
    shot: [cutShot.pass.scene, shotLabel(number ?? 0)].join(" "),
    take: isTake && cutShot.take ? [takeLabel(cutShot.take), sourceFrame ?? "offline"].join(" · ") : "Animatic",
  };
}
