/** Owns how a figure looks from above: shoulders, head, and a nose toward where it faces; of an animal, body and head. Who lies has the feet toward where it faces. */
import type { Cast, Stance } from "../../../shared/stage/scene.ts";
import styles from "./FloorPlan.module.css";
import { tokenPxPerMeter } from "./plan-handles.ts";
import type { Px } from "./plan-view.ts";

const widths = { slim: 0.88, average: 1, heavy: 1.22 } as const;

interface FigureTokenProps {
  readonly cast: Cast;
  readonly stance: Stance;
  readonly at: Px;
  readonly pxPerMeter: number;
  readonly color: string;
  /** An outline of where it will be. */
  readonly isGhost?: boolean;
  /** Whether the lens has it in view. */
  readonly isInView?: boolean;
}

export function FigureToken({ cast, stance, at, pxPerMeter, color, isGhost, isInView = true }: FigureTokenProps) {
  const px = tokenPxPerMeter(pxPerMeter) * Math.min(1.15, Math.max(0.7, cast.height / 1.75));
  const wide = 0.27 * px * widths[cast.build];
  const head = 0.125 * px;
  const body = isGhost
    ? { fill: "none", stroke: color, strokeDasharray: "3 2" }
    : { fill: color, stroke: "rgb(0 0 0 / 60%)" };
  const opacity = isGhost ? 0.7 : isInView ? 1 : 0.5;
  const along = `translate(${at.x} ${at.y}) rotate(${stance.facing})`;
  if (cast.kind === "animal") {
    return (
      <g transform={along} opacity={opacity}>
        <ellipse rx={0.15 * px} ry={0.36 * px} cy={0.08 * px} {...body} />
        <path d={`M ${-head * 0.6} ${-0.36 * px} L 0 ${-0.54 * px} L ${head * 0.6} ${-0.36 * px} Z`} {...body} />
        <circle r={head} cy={-0.3 * px} {...body} />
      </g>
    );
  }
  if (stance.pose === "lying") {
    return (
      <g transform={along} opacity={opacity}>
        <rect x={-wide * 0.6} y={-0.85 * px} width={wide * 1.2} height={1.35 * px} rx={wide * 0.5} {...body} />
        <ellipse rx={wide} ry={0.145 * px} cy={0.46 * px} {...body} />
        <circle r={head} cy={0.72 * px} {...body} />
      </g>
    );
  }
  return (
    <g transform={along} opacity={opacity}>
      {(stance.pose === "sitting" || stance.pose === "kneeling") && (
        <rect x={-wide * 0.62} y={-0.42 * px} width={wide * 1.24} height={0.42 * px} rx={wide * 0.3} {...body} />
      )}
      <ellipse rx={wide} ry={0.145 * px} {...body} />
      <path d={`M ${-head * 0.6} ${-head * 0.75} L 0 ${-head * 1.75} L ${head * 0.6} ${-head * 0.75} Z`} {...body} />
      <circle r={head} {...body} />
      {!isGhost && <circle r={head} className={styles.crown} />}
    </g>
  );
}
