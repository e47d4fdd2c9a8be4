/** Owns the sheet: what is in the hand, the active layer, what is written, and the keys that change them. */
import { ChevronLeft, ChevronRight, Redo2, Undo2 } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { frameSizeOf, ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { countOf } from "../../../shared/project/scene-lengths.ts";
import type { Mark, Sketch } from "../../../shared/project/sketch.ts";
import { isMac } from "../commands/platform.ts";
import { storeImage } from "../media/ImageSlot.tsx";
import { stepGhosts } from "../state/ghosts.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import unseen from "../ui/Unseen.module.css";
import { addMark, removeMark, replaceMark } from "./change-sketch.ts";
import { colors, drawingOptions, useDrawingOptions } from "./drawing-options.ts";
import { type CreatePainter, flatten, type GroundPainter } from "./ground.ts";
import { LayerPanel } from "./LayerPanel.tsx";
import { type MarkPlace, type Point, sayMark } from "./marks.ts";
import { letterHeights, lineThicknesses, type Tool } from "./pen.ts";
import styles from "./Sketch.module.css";
import { SketchCanvas } from "./SketchCanvas.tsx";
import { ToolBar } from "./ToolBar.tsx";
import { useSketchEdits } from "./use-sketch-edits.ts";
import { type Writing, WritingField } from "./WritingField.tsx";

interface SheetProps {
  readonly sheet: RefObject<HTMLDivElement | null>;
  readonly project: Project;
  readonly pass: Pass;
  readonly shot: Shot;
  readonly label: string;
  readonly createPainter: CreatePainter;
  readonly onBefore: (() => void) | null;
  readonly onAfter: (() => void) | null;
  readonly onClose: () => void;
}

/** As drawing programs have them. */
const toolKeys: Readonly<Record<string, Tool>> = {
  KeyV: "select",
  KeyP: "pencil",
  KeyA: "arrow",
  KeyR: "box",
  KeyT: "text",
  KeyE: "eraser",
};
const frameShortSidePx = 1080;

export function SketchSheet(props: SheetProps) {
  const { sheet, project, pass, shot, label, createPainter, onBefore, onAfter, onClose } = props;
  const edits = useSketchEdits(project, pass, shot, label);
  const { sketch, isPaper } = edits;
  const options = useDrawingOptions();
  const [layerChoice, setLayer] = useState(sketch.layers.length - 1);
  const layer = Math.min(layerChoice, sketch.layers.length - 1);
  const [selected, setSelected] = useState<MarkPlace | null>(null);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [painter, version] = usePainter(createPainter);
  const ratio = ratioOf(pass.aspectRatio);
  const selectedMark = selected ? sketch.layers[selected.layer]?.marks[selected.mark] : undefined;

  const say = (refusal: string | null, success = "") => {
    setProblem(refusal);
    setSaid(refusal === null ? success : "");
  };
  const draw = (mark: Mark) => {
    const refusal = edits.change(addMark(sketch, layer, mark));
    say(refusal, `${sayMark(mark)} drawn.`);
    if (refusal === null && mark.kind === "box") {
      const place = { layer, mark: sketch.layers[layer]?.marks.length ?? 0 };
      setWriting({ kind: "label", place, mark, text: "" });
    }
  };
  const replace = (place: MarkPlace, mark: Mark) => say(edits.change({ sketch: replaceMark(sketch, place, mark) }));
  const erase = (place: MarkPlace) => {
    const mark = sketch.layers[place.layer]?.marks[place.mark];
    if (!mark) return;
    setSelected(null);
    say(edits.change({ sketch: removeMark(sketch, place) }), `${sayMark(mark)} erased.`);
  };
  const sweep = (left: Sketch) => {
    const erased = countOf(markCount(sketch) - markCount(left), "mark");
    say(edits.change({ sketch: left }), `${erased} erased.`);
  };
  const ink = (changes: Partial<Pick<typeof options, "color" | "thickness">>) => {
    drawingOptions.set(changes);
    if (!selected || !selectedMark) return;
    const { thickness } = { ...options, ...changes };
    const height = { thickness: selectedMark.kind === "text" ? letterHeights[thickness] : lineThicknesses[thickness] };
    const changed = changes.color ? { ...selectedMark, color: changes.color } : { ...selectedMark, ...height };
    replace(selected, changed);
  };
  const write = (at: Point, place: MarkPlace | null) => {
    const mark = place && sketch.layers[place.layer]?.marks[place.mark];
    if (place && mark?.kind === "text") setWriting({ kind: "text", place, at: mark.at, text: mark.text });
    else if (place && mark?.kind === "box") setWriting({ kind: "label", place, mark, text: mark.label ?? "" });
    else setWriting({ kind: "text", place: null, at, text: "" });
  };
  const finishWriting = (text: string | null) => {
    setWriting(null);
    focusPen(sheet.current);
    if (!writing || text === null || text === writing.text) return;
    if (writing.kind === "label") {
      const { label: _, ...bare } = writing.mark;
      replace(writing.place, text === "" ? bare : { ...bare, label: text });
    } else if (writing.place) {
      const mark = sketch.layers[writing.place.layer]?.marks[writing.place.mark];
      if (text === "") erase(writing.place);
      else if (mark?.kind === "text") replace(writing.place, { ...mark, text });
    } else if (text !== "") {
      const { color, thickness } = options;
      draw({ kind: "text", at: writing.at, text, color, thickness: letterHeights[thickness] });
    }
  };
  const makeFrame = async () => {
    if (!painter || busy) return;
    setBusy(true);
    const size = frameSizeOf(pass.aspectRatio, frameShortSidePx);
    const file = await flatten(painter, shot.id, sketch, size, isPaper);
    const mediaId = file && (await storeImage(file));
    setBusy(false);
    if (!file) setProblem("Can’t use the drawing: the shot’s picture is offline.");
    if (!mediaId) return;
    edits.makeFrame(mediaId);
    say(null, "The drawing is the shot’s frame. Its layers are kept, hidden.");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    const primary = isMac ? event.metaKey : event.ctrlKey;
    const action = primary ? historyKey(event, edits) : plainKey(event, { ink, onBefore, onAfter });
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the sheet as a whole, wherever in it the focus is
    <div
      ref={sheet}
      tabIndex={-1}
      className={styles.sheet}
      onKeyDown={onKeyDown}
      onFocus={({ target, currentTarget }) => target === currentTarget && focusPen(currentTarget)}
    >
      <ToolBar options={options} onTool={(tool) => drawingOptions.set({ tool })} onInk={ink} />
      <div className={styles.middle}>
        <SketchCanvas
          {...{ shotId: shot.id, label, ratio, sketch, isPaper, layer, painter, version, options, selected }}
          onDraw={draw}
          onErase={erase}
          onSweep={sweep}
          onReplace={replace}
          onSelect={setSelected}
          onWrite={write}
          onSay={setSaid}
        >
          {writing && <WritingField writing={writing} ratio={ratio} options={options} onDone={finishWriting} />}
        </SketchCanvas>
      </div>
      <LayerPanel edits={edits} layer={layer} onLayer={setLayer} onSay={say} />
      <div className={styles.foot}>
        <IconButton label="Undo" shortcut={isMac ? "⌘Z" : "Ctrl+Z"} disabled={!edits.canUndo} onClick={edits.undo}>
          <Undo2 size={16} />
        </IconButton>
        <IconButton
          label="Redo"
          shortcut={isMac ? "⇧⌘Z" : "Ctrl+Shift+Z"}
          disabled={!edits.canRedo}
          onClick={edits.redo}
        >
          <Redo2 size={16} />
        </IconButton>
        <IconButton label="Previous shot" shortcut="Page Up" disabled={!onBefore} onClick={() => onBefore?.()}>
          <ChevronLeft size={16} />
        </IconButton>
        <IconButton label="Next shot" shortcut="Page Down" disabled={!onAfter} onClick={() => onAfter?.()}>
          <ChevronRight size={16} />
        </IconButton>
        <p className={styles.says}>
          {problem !== null ? (
            <span role="alert" className={styles.problem}>
              {problem}
            </span>
          ) : (
            <span>Seen in the animatic and on the storyboard. Never sent to a service.</span>
          )}
        </p>
        <p className={unseen.unseen} role="status">
          {said}
        </p>
        <Button disabled={busy || markCount(sketch) === 0} onClick={() => void makeFrame()}>
          Use as the shot’s frame
        </Button>
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}

/** The sheet's own focus belongs to the pen, as soon as there is one. */
function focusPen(sheet: HTMLElement | null): void {
  sheet?.querySelector<HTMLElement>("[role=application]")?.focus({ preventScroll: true });
}

function markCount({ layers }: { readonly layers: readonly { hidden?: true | undefined; marks: readonly Mark[] }[] }) {
  return layers.reduce((sum, { hidden, marks }) => sum + (hidden ? 0 : marks.length), 0);
}

function historyKey(event: KeyboardEvent, { undo, redo }: { undo: () => void; redo: () => void }) {
  if (event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey)) return redo;
  return event.code === "KeyZ" ? undo : null;
}

interface KeyActions {
  readonly ink: (changes: { color?: string; thickness?: 0 | 1 | 2 }) => void;
  readonly onBefore: (() => void) | null;
  readonly onAfter: (() => void) | null;
}

function plainKey(event: KeyboardEvent, { ink, onBefore, onAfter }: KeyActions): (() => void) | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const tool = toolKeys[event.code];
  if (tool && !event.shiftKey) return () => drawingOptions.set({ tool });
  if (event.code === "KeyG") return stepGhosts;
  if (event.code === "PageUp") return onBefore;
  if (event.code === "PageDown") return onAfter;
  const { thickness } = drawingOptions.get();
  if (event.code === "BracketLeft") return () => ink({ thickness: Math.max(0, thickness - 1) as 0 | 1 | 2 });
  if (event.code === "BracketRight") return () => ink({ thickness: Math.min(2, thickness + 1) as 0 | 1 | 2 });
  const color = colors[Number(/^Digit([1-6])$/.exec(event.code)?.[1] ?? 0) - 1];
  return color ? () => ink({ color: color[1] }) : null;
}

/** Lives as long as the sheet; `version` counts what came for it. */
function usePainter(create: CreatePainter): [painter: GroundPainter | null, version: number] {
  const [painter, setPainter] = useState<GroundPainter | null>(null);
  const [version, setVersion] = useState(0);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    const made = create(() => isOpen.current && setVersion((count) => count + 1));
    setPainter(made);
    return () => {
      isOpen.current = false;
      made.close();
    };
  }, [create]);
  return [painter, version];
}
