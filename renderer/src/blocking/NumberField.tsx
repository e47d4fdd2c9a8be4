/** Owns an exact number with its unit: typed, or stepped by the arrow keys and shown at once; one edit when it is left, and a wrong one stays to be mended. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { joinClasses } from "../ui/Button.tsx";
import field from "../ui/Field.module.css";
import styles from "./Blocking.module.css";
import { faultIn, make, preview, type StageEdit } from "./field-edits.ts";
import { readNumber, roundTo, type Unit, writeNumber } from "./read-number.ts";

export interface NumberFieldProps {
  readonly label: string;
  /** Null shows `empty`. */
  readonly value: number | null;
  readonly unit: Unit;
  /** What an arrow key adds; ten times as much with Shift, a tenth with Alt. */
  readonly step: number;
  readonly digits: number;
  readonly edit: (value: number) => StageEdit;
  /** A word before the number, such as `x`. */
  readonly before?: string;
  readonly empty?: string;
  /** Where an arrow key begins while there is no number. */
  readonly base?: number;
  /** What an emptied field does; without it an emptied field is as it was. */
  readonly clear?: (() => StageEdit) | undefined;
  /** A sentence against a number that the plan's format alone would allow. */
  readonly fault?: (value: number) => string | null;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, unit, step, digits, edit, before, empty, base = 0, clear } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const stepped = useRef(false);
  const faultId = useId();
  // What is shown before it is made goes with the field that shows it.
  useEffect(() => () => stopShowing(stepped), []);

  const faultOf = (next: number) => props.fault?.(next) ?? faultIn(edit(next));
  const written = value === null ? "" : `${writeNumber(value, digits)} ${unit}`.replace(" °", "°");
  const leave = () => {
    const text = draft?.trim() ?? "";
    // A stepped value is shown, and not made yet.
    if (draft === null || (text === written && !stepped.current)) return reset();
    if (text === "" && value !== null && !clear) return reset();
    if (text === "") {
      if (clear && value !== null) make(clear());
      return reset();
    }
    const read = readNumber(text, unit);
    const next = read === null ? Number.NaN : roundTo(read, unit === "m" ? 3 : 2);
    const wrong = faultOf(next);
    setFault(wrong);
    if (wrong !== null) return stopShowing(stepped);
    make(edit(next));
    reset();
  };
  const reset = () => {
    setDraft(null);
    setFault(null);
    stopShowing(stepped);
  };
  const stepBy = (by: number) => {
    const from = (draft === null ? value : readNumber(draft, unit)) ?? base;
    // What is shown is what is made: a step of a millimeter has three digits.
    const shown = Math.max(digits, Math.abs(by) < 0.01 ? 3 : 2);
    const next = roundTo(from + by, shown);
    const wrong = faultOf(next);
    if (wrong !== null) return setFault(wrong);
    setFault(null);
    setDraft(`${writeNumber(next, shown)} ${unit}`.replace(" °", "°"));
    stepped.current = true;
    preview(edit(next));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction !== 0) {
      event.preventDefault();
      stepBy(direction * step * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      leave();
    } else if (event.key === "Escape") {
      if (draft !== null) event.stopPropagation();
      reset();
    }
  };
  return (
    <div className={styles.number}>
      <div className={styles.box}>
        {before && <span className={styles.before}>{before}</span>}
        <input
          role="spinbutton"
          className={joinClasses(field.input, styles.input, before && styles.prefixed)}
          aria-label={label}
          aria-valuenow={value ?? undefined}
          aria-valuetext={written || empty}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={fault === null ? undefined : faultId}
          inputMode="decimal"
          spellCheck={false}
          placeholder={empty}
          value={draft ?? written}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={onKeyDown}
        />
      </div>
      {fault !== null && (
        <p id={faultId} role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}

function stopShowing(stepped: { current: boolean }): void {
  if (stepped.current) preview(null);
  stepped.current = false;
}
