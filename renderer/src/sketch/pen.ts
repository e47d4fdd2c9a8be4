/** Owns what the pen does between down and up, as data: the mark that it draws, or the one that it moves. */
import type { Mark } from "../../../shared/project/sketch.ts";
import { bendOf, type Handle, type MarkPlace, moveHandle, moveMark, type Point, simplify } from "./marks.ts";

export const tools = ["select", "pencil", "arrow", "box", "text", "eraser"] as const;
export type Tool = (typeof tools)[number];
export type DrawingTool = "pencil" | "arrow" | "box";

/** `thickness` is a step of the three. */
export interface Ink {
  readonly color: string;
  readonly thickness: 0 | 1 | 2;
}

/** Of lines and of letters, in ten-thousandths of the frame's height. */
export const lineThicknesses = [30, 65, 130] as const;
export const letterHeights = [320, 460, 720] as const;

export type Stroke =
  | {
      readonly kind: "draw";
      readonly tool: DrawingTool;
      readonly ink: Ink;
      readonly way: readonly Point[];
      /** From the first point to the last, whatever way the hand took. */
      readonly isStraight: boolean;
      /** What an arrow is bent by, where that was said and not drawn. */
      readonly by?: Point;
    }
  | {
      readonly kind: "move";
      readonly place: MarkPlace;
      readonly mark: Mark;
      /** Absent: the whole mark. */
      readonly handle?: Handle;
      readonly from: Point;
      readonly to: Point;
    };

export function beginStroke(tool: DrawingTool, ink: Ink, at: Point, isStraight = false): Stroke {
  return { kind: "draw", tool, ink, way: [at], isStraight };
}

export function beginMove(place: MarkPlace, mark: Mark, at: Point, handle?: Handle): Stroke {
  return { kind: "move", place, mark, from: at, to: at, ...(handle ? { handle } : {}) };
}

/** The pen has come to `at`. */
export function moveTo(stroke: Stroke, at: Point, isStraight = false): Stroke {
  if (stroke.kind === "move") return { ...stroke, to: at };
  return { ...stroke, way: [...stroke.way, at], isStraight };
}

/** The mark as it is by now; null while there is nothing to see of it. `isDraft`: only to be painted, with every point of the way. */
export function markOf(stroke: Stroke, ratio: number, isDraft = false): Mark | null {
  if (stroke.kind === "move") {
    const { mark, handle, from, to } = stroke;
    return handle ? moveHandle(mark, handle, to) : moveMark(mark, [to[0] - from[0], to[1] - from[1]]);
  }
  const { tool, ink, way, isStraight, by } = stroke;
  const [from, to] = [way[0], way.at(-1)];
  if (!from || !to) return null;
  const looks = { thickness: lineThicknesses[ink.thickness], color: ink.color };
  if (tool === "pencil") {
    const points = isStraight ? [from, to] : isDraft ? [...way] : simplify(way, ratio);
    return { kind: "pencil", points, ...looks };
  }
  if (from[0] === to[0] && from[1] === to[1]) return null;
  if (tool === "box") return { kind: "box", from, to, ...looks };
  const bend = by ?? (isStraight ? undefined : bendOf(way, ratio));
  return { kind: "arrow", from, to, ...(bend ? { by: bend } : {}), ...looks };
}

/** Whether a mark is so small that it was a slip of the hand: only the pencil makes dots. */
export function isSlip(mark: Mark): boolean {
  if (mark.kind !== "arrow" && mark.kind !== "box") return false;
  const [across, down] = [mark.from[0] - mark.to[0], mark.from[1] - mark.to[1]];
  return Math.max(Math.abs(across), Math.abs(down)) < 60;
}
