/** Owns which frames of a shot's neighbors are its ghosts, and drawing them over what is there. */
import { frameAt, type PlannedFrame } from "../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { EditorState } from "../state/editor-state.ts";
import type { Ghosts } from "../state/ghosts.ts";
import type { AnimaticPictures } from "./animatic-picture.ts";
import { planOf } from "./frame-plan.ts";

/** How much of a ghost is seen. */
const ghostShare = 0.35;

/** The last frame of the shot before and the first of the shot after, as far as they are wanted, there and of the same shape. */
export function ghostsOf(project: Project, shotId: string, { previous, next }: Ghosts): PlannedFrame[] {
  const { passes } = project;
  const at = passes.findIndex(({ shots }) => shots.some(({ id }) => id === shotId));
  const pass = passes[at];
  if (!pass) return [];
  const index = pass.shots.findIndex(({ id }) => id === shotId);
  const sideOf = (step: 1 | -1): PlannedFrame | null => {
    const inPass = pass.shots[index + step];
    const other = inPass ? pass : passes[at + step];
    if (!other || other.aspectRatio !== pass.aspectRatio) return null;
    const shots = planOf(project, other).shots;
    const neighbor = inPass ? shots[index + step] : step === 1 ? shots[0] : shots.at(-1);
    if (!neighbor) return null;
    const frame = step === 1 ? neighbor.startFrame : neighbor.endFrame - 1;
    // Alone: what it fades or dissolves from would be a ghost of a ghost.
    return { ...frameAt(planOf(project, other), frame), transition: null };
  };
  return [previous ? sideOf(-1) : null, next ? sideOf(1) : null].filter((frame) => frame !== null);
}

/** Draws each ghost over the whole frame, thinly. */
export function drawGhosts(
  surface: CanvasRenderingContext2D,
  found: readonly PlannedFrame[],
  pictures: AnimaticPictures,
  frame: SizePx,
  state: EditorState,
): void {
  for (const ghost of found) {
    const canvas = document.createElement("canvas");
    canvas.width = frame.widthPx;
    canvas.height = frame.heightPx;
    const own = canvas.getContext("2d", { alpha: false });
    if (!own) continue;
    pictures.draw(own, ghost, { frame, burnIn: false, matte: null, captions: false }, state);
    surface.save();
    surface.globalAlpha = ghostShare;
    surface.drawImage(canvas, 0, 0, frame.widthPx, frame.heightPx);
    surface.restore();
  }
}
