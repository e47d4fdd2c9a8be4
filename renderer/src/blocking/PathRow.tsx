/** Owns saying how far and how fast something goes during a shot, and taking a drawn path away. */
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

/** `clear` takes a drawn path away; absent where there is none. */
export function PathRow({ meters, points, durationMs, clear }: PathRowProps) {
  return (
    <HandRow label="Path" toWords={clear}>
      <span className={styles.said}>{sayPath(meters, points, durationMs)}</span>
    </HandRow>
  );
}

/** `3 points, 2.1 m, 0.7 m/s`. */
function sayPath(meters: number, points: number, durationMs: number): string {
  if (meters < 0.005) return "Stays in its place";
  return [
    points === 0 ? "" : points === 1 ? "1 point" : `${points} points`,
    `${writeNumber(meters, meters < 1 ? 2 : 1)} m`,
    `${writeNumber(meters / (durationMs / 1000), 1)} m/s`,
  ]
    .filter(Boolean)
    .join(", ");
}
