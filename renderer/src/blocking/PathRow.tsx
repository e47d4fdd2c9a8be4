/** Owns saying how far and how fast something goes during a shot, and taking a drawn path away. */
import { X } from "lucide-react";
import { IconButton, joinClasses } from "../ui/Button.tsx";
import styles from "./Blocking.module.css";
import { HandRow } from "./HandRow.tsx";
import { writeNumber } from "./read-number.ts";

interface PathRowProps {
  readonly meters: number;
  /** Of the path drawn by hand. */
  readonly points: number;
  readonly durationMs: number;
  readonly clear: (() => void) | undefined;
}

export function PathRow({ meters, points, durationMs, clear }: PathRowProps) {
  return (
    <HandRow label="Path">
      <span className={styles.said}>{sayPath(meters, points, durationMs)}</span>
      {clear && (
        <IconButton className={joinClasses(styles.fixed, styles.undo)} label="Clear the path" onClick={clear}>
          <X size={13} />
        </IconButton>
      )}
    </HandRow>
  );
}

/** `3 points, 2.1 m, 0.7 m/s`. */
export function sayPath(meters: number, points: number, durationMs: number): string {
  if (meters < 0.005) return "Stays in its place";
  return [
    points === 0 ? "" : points === 1 ? "1 point" : `${points} points`,
    `${writeNumber(meters, meters < 1 ? 2 : 1)} m`,
    `${writeNumber(meters / (durationMs / 1000), 1)} m/s`,
  ]
    .filter(Boolean)
    .join(", ");
}
