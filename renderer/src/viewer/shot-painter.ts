/** Owns painting what is drawn on: a shot's picture as a resting camera sees it, and its neighbors' ghosts. */
import { seenOnRest, seenOnRestOfStage } from "../../../shared/animatic/from-rest.ts";
import type { AnimaticPlan, PlannedFrame, PlannedShot } from "../../../shared/animatic/plan-frames.ts";
import type { CameraTake } from "../../../shared/camera/moment.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import type { BlockedShot } from "../../../shared/stage/scene.ts";
import { createTakeFilms } from "../media/take-films.ts";
import type { EditorState } from "../state/editor-state.ts";
import type { Ghosts } from "../state/ghosts.ts";
import { planOf } from "../state/planned-frame.ts";
import { shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { createAnimaticPictures } from "./animatic-picture.ts";
import { drawGhosts, ghostsOf } from "./ghost-frames.ts";

export interface ShotPainter {
  /** Fills the canvas with the shot's picture without its sketch, as far as it is there. */
  paintGround(surface: CanvasRenderingContext2D, shotId: string): void;
  /** Lays the wanted neighbors thinly over the whole canvas. */
  paintGhosts(surface: CanvasRenderingContext2D, shotId: string, wanted: Ghosts): void;
  /** What the camera sees at the beginning and at the end of its move, as corners on the ground in pixels of `size`; null when it stays. */
  moveOn(shotId: string, size: SizePx): MoveEnds | null;
  /** Resolves when the shot's picture is there; to false when it can't be shown. */
  whenReady(shotId: string): Promise<boolean>;
  close(): void;
}

export interface MoveEnds {
  readonly start: readonly (readonly [x: number, y: number])[];
  readonly end: readonly (readonly [x: number, y: number])[];
}

/** `onChange` hears of each picture that has come. */
export function createShotPainter(onChange: () => void): ShotPainter {
  const waiting = new Set<() => void>();
  const pictures = createAnimaticPictures(() => {
    onChange();
    for (const look of [...waiting]) look();
  });
  const films = createTakeFilms(onChange);
  return {
    paintGround(surface, shotId) {
      const state = editor.get();
      const still = stillOf(state, shotId);
      const options = { frame: sizeOf(surface), burnIn: false, matte: null, captions: false };
      if (still) pictures.draw(surface, still, options, state);
    },
    paintGhosts(surface, shotId, wanted) {
      const state = editor.get();
      drawGhosts(surface, ghostsOf(state, shotId, wanted), { pictures, films }, sizeOf(surface), state);
    },
    moveOn(shotId, size) {
      const state = editor.get();
      const planned = plannedOf(state, shotId)?.planned;
      if (!planned) return null;
      const isPaper = planned.shot.sketch?.paper !== undefined;
      if (planned.blocked && !isPaper) return moveOnStage(planned.blocked, planned.take, size);
      if (planned.take.move === "static") return null;
      const found = isPaper ? size : pictures.pictureOf(planned, state);
      if (typeof found === "string") return null;
      const over = { take: planned.take, picture: found, framing: isPaper ? undefined : planned.framing };
      return { start: seenOnRest(over, size, 0), end: seenOnRest(over, size, 1) };
    },
    whenReady: (shotId) =>
      new Promise((resolve) => {
        const look = () => {
          const state = editor.get();
          const still = stillOf(state, shotId);
          const standing = still ? pictures.standing(still.current.shot, state) : "missing";
          if (standing === "pending") return;
          waiting.delete(look);
          resolve(standing !== "missing");
        };
        waiting.add(look);
        look();
      }),
    close() {
      pictures.close();
      films.close();
    },
  };
}

/** The camera may be led by hand where its move is static. */
function moveOnStage(blocked: BlockedShot, take: CameraTake, size: SizePx): MoveEnds | null {
  const [rest, start, end] = [
    seenOnRestOfStage(blocked, { ...take, move: "static" }, size, 0),
    seenOnRestOfStage(blocked, take, size, 0),
    seenOnRestOfStage(blocked, take, size, 1),
  ];
  if (!rest || !start || !end) return null;
  const moves = [start, end].some((corners) =>
    corners.some(([x, y], corner) => Math.hypot(x - rest[corner]![0], y - rest[corner]![1]) > 0.5),
  );
  return moves ? { start, end } : null;
}

function sizeOf({ canvas }: CanvasRenderingContext2D) {
  return { widthPx: canvas.width, heightPx: canvas.height };
}

function plannedOf(state: EditorState, shotId: string): { plan: AnimaticPlan; planned: PlannedShot } | null {
  const project = shownProject(state);
  const pass = project?.passes.find(({ shots }) => shots.some(({ id }) => id === shotId));
  const plan = project && pass ? planOf(project, pass) : null;
  const planned = plan?.shots.find(({ shot }) => shot.id === shotId);
  return plan && planned ? { plan, planned } : null;
}

/** The shot alone, its camera at rest. */
function stillOf(state: EditorState, shotId: string): PlannedFrame | null {
  const found = plannedOf(state, shotId);
  if (!found) return null;
  const { plan, planned } = found;
  const { sketch: _, ...shot } = planned.shot;
  const take = { ...planned.take, move: "static" as const };
  const current = { shot: { ...planned, shot, take }, progress: 0 };
  return { frame: planned.startFrame, timecodeFrame: 0, rate: plan.rate, current, transition: null };
}
