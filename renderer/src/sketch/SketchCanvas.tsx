/** Owns the sheet that is drawn on: what lies below, the marks, and over them what is under the pen. */
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { drawMark, drawSketch } from "../../../shared/animatic/draw-sketch.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import type { Sketch } from "../../../shared/project/sketch.ts";
import { useGhosts } from "../state/ghosts.ts";
import { useEditor } from "../state/use-editor.ts";
import unseen from "../ui/Unseen.module.css";
import { removeMark } from "./change-sketch.ts";
import type { DrawingOptions } from "./drawing-options.ts";
import { type GroundPainter, paintGround } from "./ground.ts";
import { type MarkPlace, sayMark } from "./marks.ts";
import { paintCursor, paintMove, paintSelection } from "./paint-pen.ts";
import { markOf } from "./pen.ts";
import styles from "./Sketch.module.css";
import { type PenActions, usePen } from "./use-pen.ts";

interface SketchCanvasProps extends PenActions {
  readonly shotId: string;
  readonly label: string;
  readonly ratio: number;
  readonly sketch: Sketch;
  readonly isPaper: boolean;
  readonly layer: number;
  readonly painter: GroundPainter | null;
  /** Another one when something came that is painted. */
  readonly version: number;
  readonly options: DrawingOptions;
  readonly selected: MarkPlace | null;
  /** What is written over the sheet. */
  readonly children: ReactNode;
}

export function SketchCanvas(props: SketchCanvasProps) {
  const { shotId, label, ratio, sketch, isPaper, layer, painter, version, options, selected, children } = props;
  const helpId = useId();
  const area = useRef<HTMLDivElement>(null);
  const pen = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const size = useFrameSize(area, ratio);
  const wanted = useGhosts();
  // The neighbors may be changed by an undo while they shine through.
  const project = useEditor((state) => state.view?.project ?? null);
  const { stroke, left, cursor, pointer, onKeyDown, showCursor } = usePen({ ...props, area: frame });
  const moved = stroke?.kind === "move" ? stroke.place : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` and `project` are reasons to paint again
  useLayoutEffect(() => {
    const surface = surfaceOf(ground.current, size);
    if (!surface || !painter) return;
    paintGround(surface, painter, shotId, isPaper);
    painter.paintGhosts(surface, shotId, wanted);
    const move = options.showsMove ? painter.moveOn(shotId, size) : null;
    if (move) paintMove(surface, move);
  }, [painter, shotId, isPaper, wanted, options.showsMove, size, version, project]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` also counts fonts that came
  useLayoutEffect(() => {
    const surface = surfaceOf(marks.current, size);
    // What is moved is drawn where it is by now.
    if (surface) drawSketch(surface, left ?? (moved ? removeMark(sketch, moved) : sketch), size);
  }, [sketch, left, moved?.layer, moved?.mark, size, version]);
  useLayoutEffect(() => {
    const surface = surfaceOf(over.current, size);
    if (!surface) return;
    const draft = stroke && markOf(stroke, ratio, true);
    if (draft) drawMark(surface, draft, size);
    const held = selected && sketch.layers[selected.layer]?.marks[selected.mark];
    if (held && options.tool === "select") {
      paintSelection(surface, (stroke?.kind === "move" && draft) || held, size, ratio);
    }
    if (cursor) paintCursor(surface, cursor, size);
  });

  const isThere = size.widthPx > 0;
  // Drawn on at once, unless the focus has moved on since the sheet was opened.
  useEffect(() => {
    const held = document.activeElement;
    if (isThere && held?.contains(pen.current)) pen.current?.focus({ preventScroll: true });
  }, [isThere]);
  const active = sketch.layers[layer];
  const count = sketch.layers.reduce((sum, each) => sum + (each.hidden ? 0 : each.marks.length), 0);
  return (
    <div ref={area} className={styles.area}>
      {isThere && (
        <div
          ref={frame}
          className={styles.frame}
          data-tool={options.tool}
          style={{ width: size.widthPx / window.devicePixelRatio, height: size.heightPx / window.devicePixelRatio }}
        >
          <canvas ref={ground} className={styles.canvas} data-testid="sketch-ground" />
          <canvas ref={marks} className={styles.canvas} data-testid="sketch-marks" />
          <canvas ref={over} className={styles.canvas} />
          <div
            ref={pen}
            role="application"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on by keys as by a pen
            tabIndex={0}
            className={styles.pen}
            aria-label={`Drawing of ${label}, ${count} ${count === 1 ? "mark" : "marks"}`}
            aria-describedby={helpId}
            onKeyDown={onKeyDown}
            onFocus={(event) => event.currentTarget.matches(":focus-visible") && showCursor()}
            {...pointer}
          />
          {children}
        </div>
      )}
      <p id={helpId} className={unseen.unseen}>
        Arrow keys move the cursor; Enter begins and ends a mark, Space bends an arrow, Escape cancels it.
      </p>
      <ul className={unseen.unseen} aria-label={`Marks on ${active?.name ?? "no layer"}`}>
        {active?.marks.slice(0, 50).map((mark, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place
          <li key={at}>{sayMark(mark)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The canvas, empty and of the right size. */
function surfaceOf(canvas: HTMLCanvasElement | null, { widthPx, heightPx }: SizePx): CanvasRenderingContext2D | null {
  const surface = canvas?.getContext("2d") ?? null;
  if (!canvas || !surface) return null;
  if (canvas.width !== widthPx || canvas.height !== heightPx) {
    canvas.width = widthPx;
    canvas.height = heightPx;
  } else surface.clearRect(0, 0, widthPx, heightPx);
  return surface;
}

/** The largest frame of this ratio that the area has room for, in device pixels. */
function useFrameSize(area: React.RefObject<HTMLElement | null>, ratio: number): SizePx {
  const [size, setSize] = useState<SizePx>({ widthPx: 0, heightPx: 0 });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      const widthPx = Math.floor(Math.min(width, height * ratio) * window.devicePixelRatio);
      setSize({ widthPx, heightPx: Math.floor(widthPx / ratio) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [area, ratio]);
  return size;
}
