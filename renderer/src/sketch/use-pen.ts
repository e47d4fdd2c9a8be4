/** Owns the pen on the sheet: mouse, pen and keys become strokes, and a stroke that ends becomes a change of the sketch. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { Mark, Sketch } from "../../../shared/project/sketch.ts";
import { removeMark } from "./change-sketch.ts";
import type { DrawingOptions } from "./drawing-options.ts";
import { distance, type Handle, handlesOf, type MarkPlace, markAt, type Point, pointAt, sayMark } from "./marks.ts";
import { beginMove, beginStroke, type DrawingTool, isSlip, markOf, moveTo, type Stroke } from "./pen.ts";

export interface PenActions {
  readonly onDraw: (mark: Mark) => void;
  readonly onErase: (place: MarkPlace) => void;
  /** What one sweep of the eraser leaves. */
  readonly onSweep: (left: Sketch) => void;
  readonly onReplace: (place: MarkPlace, mark: Mark) => void;
  readonly onSelect: (place: MarkPlace | null) => void;
  /** Asks for a text at a point, or for another one of the mark that is there. */
  readonly onWrite: (at: Point, place: MarkPlace | null) => void;
  readonly onSay: (sentence: string) => void;
}

export interface PenSheet extends PenActions {
  readonly area: RefObject<HTMLElement | null>;
  readonly ratio: number;
  readonly sketch: Sketch;
  readonly options: DrawingOptions;
  readonly selected: MarkPlace | null;
}

const penEraser = 5;
/** How near a mark is meant, in ten-thousandths of the frame's height: about the width of a finger. */
const reach = 130;
/** What the arrow keys move by, in ten-thousandths of the frame's height: with Shift far, with Alt finely. */
const keySteps = { usual: 200, far: 1000, fine: 25 } as const;
const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function usePen(sheet: PenSheet) {
  const { area, ratio, sketch, options, selected } = sheet;
  const [stroke, setStroke] = useState<Stroke | null>(null);
  /** Where the keys are; null while the pointer draws. */
  const [cursor, setCursor] = useState<Point | null>(null);
  /** What the eraser has left so far; null while it is up. Read from the ref, which is never a render behind. */
  const sweep = useRef<Sketch | null>(null);
  const [left, setLeft] = useState<Sketch | null>(null);
  const sweepTo = (next: Sketch | null) => {
    sweep.current = next;
    setLeft(next);
  };
  const { tool } = options;
  // A change of tool or an undo would leave a stroke of what is no longer there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the reasons
  useEffect(() => {
    setStroke(null);
    sweepTo(null);
  }, [tool, sketch]);
  const latest = useRef(sheet);
  latest.current = sheet;

  const at = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = area.current?.getBoundingClientRect();
    return box ? pointAt((clientX - box.left) / box.width, (clientY - box.top) / box.height) : [0, 0];
  };
  const eraseAt = (point: Point) => {
    const place = markAt(latest.current.sketch, point, ratio, reach);
    if (place) latest.current.onErase(place);
    return place !== null;
  };
  const sweepOver = (sketched: Sketch, point: Point) => {
    const place = markAt(sketched, point, ratio, reach);
    sweepTo(place ? removeMark(sketched, place) : sketched);
  };
  const pickUp = (point: Point): boolean => {
    const mark = selected ? sketch.layers[selected.layer]?.marks[selected.mark] : undefined;
    const handle = mark && handleAt(mark, point, ratio);
    if (selected && mark && handle) {
      setStroke(beginMove(selected, mark, point, handle));
      return true;
    }
    const place = markAt(sketch, point, ratio, reach);
    sheet.onSelect(place);
    const found = place && sketch.layers[place.layer]?.marks[place.mark];
    if (place && found) setStroke(beginMove(place, found, point));
    return found !== null && found !== undefined;
  };
  const finish = (done: Stroke) => {
    setStroke(null);
    const mark = markOf(done, ratio);
    if (!mark) return;
    if (done.kind === "draw") {
      if (!isSlip(mark)) sheet.onDraw(mark);
    } else if (done.from[0] !== done.to[0] || done.from[1] !== done.to[1]) sheet.onReplace(done.place, mark);
  };
  const begin = (point: Point, isStraight: boolean) => {
    sheet.onSelect(null);
    setStroke(beginStroke(tool as DrawingTool, options, point, isStraight));
  };

  const pointer = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      // The other end of a pen erases.
      const isEraser = tool === "eraser" || event.button === penEraser;
      if ((event.button !== 0 && event.button !== penEraser) || stroke) return;
      const point = at(event);
      setCursor(null);
      event.currentTarget.setPointerCapture(event.pointerId);
      if (isEraser) {
        sheet.onSelect(null);
        sweepOver(sketch, point);
      } else if (tool === "select") pickUp(point);
      else if (tool !== "text") begin(point, event.shiftKey);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (sweep.current) sweepOver(sweep.current, at(event));
      if (!stroke || cursor) return;
      const all = event.nativeEvent.getCoalescedEvents?.() ?? [];
      const moved = all.length > 0 ? all : [event];
      setStroke((held) => held && moved.reduce((far, each) => moveTo(far, at(each), event.shiftKey), held));
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const rest = sweep.current;
      sweepTo(null);
      if (rest && rest !== sketch) sheet.onSweep(rest);
      if (cursor || rest) return;
      if (stroke) finish(moveTo(stroke, at(event), event.shiftKey));
      else if (tool === "text") {
        const point = at(event);
        sheet.onWrite(point, writtenAt(sketch, point, ratio));
      }
    },
    onPointerCancel() {
      sweepTo(null);
      setStroke(null);
    },
    onDoubleClick(event: React.MouseEvent) {
      const point = at(event);
      const place = tool === "select" ? writtenAt(sketch, point, ratio) : null;
      if (place) sheet.onWrite(point, place);
    },
  };

  const pressEnter = (point: Point) => {
    if (stroke) finish(stroke);
    else if (tool === "text") sheet.onWrite(point, writtenAt(sketch, point, ratio));
    else if (tool === "eraser") {
      if (!eraseAt(point)) sheet.onSay("No mark here.");
    } else if (tool === "select")
      sheet.onSay(pickUp(point) ? `${nameAt(sketch, point, ratio)} picked up.` : "No mark here.");
    else {
      begin(point, tool !== "pencil");
      sheet.onSay(`${toolWords[tool]} begun. Move with the arrow keys; press Enter to end it.`);
    }
  };
  const keyboard = (event: KeyboardEvent) => {
    const { key } = event;
    const point = cursor ?? [5000, 5000];
    const direction = directions[key];
    const isOurs = direction || ["Enter", " ", "Escape", "Delete", "Backspace"].includes(key);
    if (!isOurs || event.target !== event.currentTarget) return;
    // Escape closes the sheet when there is nothing to leave.
    if (key === "Escape" && !stroke && !selected) return;
    event.preventDefault();
    event.stopPropagation();
    if (direction) {
      const step = event.shiftKey ? keySteps.far : event.altKey ? keySteps.fine : keySteps.usual;
      const inside = (share: number) => Math.min(1, Math.max(0, share));
      const across = inside((point[0] + (direction[0] * step) / ratio) / 10_000);
      const to = pointAt(across, inside((point[1] + direction[1] * step) / 10_000));
      setCursor(to);
      if (stroke) setStroke(moveTo(stroke, to, stroke.kind === "draw" && stroke.isStraight));
      sheet.onSay(`${Math.round(to[0] / 100)}% across, ${Math.round(to[1] / 100)}% down`);
    } else if (key === "Enter") {
      setCursor(point);
      pressEnter(point);
    } else if (key === " ") {
      if (stroke?.kind === "draw" && stroke.tool === "arrow") {
        setStroke({ ...stroke, by: point });
        sheet.onSay("The arrow bends here.");
      }
    } else if (key === "Escape") {
      setStroke(null);
      sheet.onSelect(null);
      if (stroke) sheet.onSay("Canceled.");
    } else if (selected) sheet.onErase(selected);
  };

  return {
    stroke,
    left,
    cursor,
    pointer,
    onKeyDown: keyboard,
    showCursor: () => setCursor((shown) => shown ?? [5000, 5000]),
  };
}

const toolWords: Readonly<Record<DrawingTool, string>> = { pencil: "Line", arrow: "Arrow", box: "Box" };

function handleAt(mark: Mark, point: Point, ratio: number): Handle | undefined {
  return handlesOf(mark).find(([, place]) => distance(place, point, ratio) <= reach)?.[0];
}

/** The text or the box that is meant at a point. */
function writtenAt(sketch: Sketch, point: Point, ratio: number): MarkPlace | null {
  const place = markAt(sketch, point, ratio, reach);
  const kind = place && sketch.layers[place.layer]?.marks[place.mark]?.kind;
  return kind === "text" || kind === "box" ? place : null;
}

function nameAt(sketch: Sketch, point: Point, ratio: number): string {
  const place = markAt(sketch, point, ratio, reach);
  const mark = place && sketch.layers[place.layer]?.marks[place.mark];
  return mark ? sayMark(mark) : "";
}
