/** Owns the field in which a text or a box's label is written, where it will stand. */
import { type CSSProperties, useEffect, useRef } from "react";
import type { Mark } from "../../../shared/project/sketch.ts";
import type { DrawingOptions } from "./drawing-options.ts";
import { boundsOf, type MarkPlace, type Point } from "./marks.ts";
import { letterHeights } from "./pen.ts";
import styles from "./Sketch.module.css";

export type Writing =
  /** `place`: a text that is there and is changed. */
  | { readonly kind: "text"; readonly place: MarkPlace | null; readonly at: Point; readonly text: string }
  | {
      readonly kind: "label";
      readonly place: MarkPlace;
      readonly mark: Extract<Mark, { kind: "box" }>;
      readonly text: string;
    };

interface WritingFieldProps {
  readonly writing: Writing;
  readonly ratio: number;
  readonly options: DrawingOptions;
  /** Null when nothing is to be written. */
  readonly onDone: (text: string | null) => void;
}

/** Enter and leaving finish; Shift+Enter begins a line of a text; Escape leaves it as it was. */
export function WritingField({ writing, ratio, options, onDone }: WritingFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.focus(), []);
  const finish = (text: string | null) => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(text);
  };
  const isLabel = writing.kind === "label";
  return (
    <textarea
      ref={field}
      className={styles.writing}
      data-label={isLabel ? "" : undefined}
      style={placeOf(writing, ratio, options)}
      aria-label={isLabel ? "Label of the box" : "Text"}
      placeholder={isLabel ? "Label" : "Text"}
      maxLength={isLabel ? 60 : 500}
      rows={isLabel ? 1 : Math.max(1, writing.text.split("\n").length)}
      defaultValue={writing.text}
      spellCheck={false}
      onBlur={(event) => finish(event.currentTarget.value.trim())}
      onInput={({ currentTarget }) => {
        if (!isLabel) currentTarget.rows = currentTarget.value.split("\n").length;
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        const isEnd = event.key === "Enter" && (isLabel || !event.shiftKey);
        if (!isEnd && event.key !== "Escape") return;
        event.preventDefault();
        // Else Escape would close the whole sheet.
        event.stopPropagation();
        finish(isEnd ? event.currentTarget.value.trim() : null);
      }}
    />
  );
}

function placeOf(writing: Writing, ratio: number, { color, thickness }: DrawingOptions): CSSProperties {
  if (writing.kind === "text") {
    const [x, y] = writing.at;
    return { left: `${x / 100}%`, top: `${y / 100}%`, fontSize: `${letterHeights[thickness] / 100}cqh`, color };
  }
  const { left, top, right, bottom } = boundsOf(writing.mark, ratio);
  return { left: `${(left + right) / 200}%`, top: `${(top + bottom) / 200}%` };
}
