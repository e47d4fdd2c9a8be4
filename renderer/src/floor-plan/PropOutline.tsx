/** Owns how a prop looks from above, by its body. */
import type { SceneProp } from "../../../shared/stage/scene.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./FloorPlan.module.css";
import type { Px } from "./plan-view.ts";

/** Front is where the prop faces. */
export function PropOutline({
  prop,
  at,
  pxPerMeter,
  isSelected,
}: {
  prop: SceneProp;
  at: Px;
  pxPerMeter: number;
  isSelected: boolean;
}) {
  const [width, depth] = [Math.max(3, prop.size[0] * pxPerMeter), Math.max(3, prop.size[1] * pxPerMeter)];
  return (
    <g
      transform={`translate(${at.x} ${at.y}) rotate(${prop.facing})`}
      className={joinClasses(styles.prop, isSelected && styles.propSelected)}
    >
      <Body body={prop.body} w={width} d={depth} />
    </g>
  );
}

function Body({ body, w, d }: { body: SceneProp["body"]; w: number; d: number }) {
  const box = (rx = 0) => <rect x={-w / 2} y={-d / 2} width={w} height={d} rx={rx} />;
  const line = (x1: number, y1: number, x2: number, y2: number) => (
    <line key={`${x1} ${y1} ${x2} ${y2}`} x1={x1} y1={y1} x2={x2} y2={y2} />
  );
  switch (body) {
    case "table":
      return (
        <>
          {box(Math.min(w, d) * 0.08)}
          <rect x={-w * 0.44} y={-d * 0.4} width={w * 0.88} height={d * 0.8} rx={2} className={styles.inner} />
        </>
      );
    case "chair":
      return (
        <>
          {box(Math.min(w, d) * 0.2)}
          <rect x={-w / 2} y={d * 0.32} width={w} height={d * 0.18} className={styles.solid} />
        </>
      );
    case "door":
      return (
        <>
          <rect x={-w / 2} y={-d / 2} width={w} height={d} className={styles.solid} />
          <path d={`M ${-w / 2} 0 L ${-w / 2} ${-w} A ${w} ${w} 0 0 1 ${w / 2} 0`} className={styles.inner} />
        </>
      );
    case "wall":
      return <rect x={-w / 2} y={-d / 2} width={w} height={d} className={styles.solid} />;
    case "window":
      return (
        <>
          {box()}
          {line(-w / 2, 0, w / 2, 0)}
        </>
      );
    case "car":
      return (
        <>
          {box(w * 0.28)}
          <path
            className={styles.inner}
            d={`M ${-w * 0.4} ${-d * 0.18} Q 0 ${-d * 0.27} ${w * 0.4} ${-d * 0.18} L ${w * 0.36} ${d * 0.3} Q 0 ${d * 0.36} ${-w * 0.36} ${d * 0.3} Z`}
          />
          {line(-w * 0.38, -d * 0.06, w * 0.38, -d * 0.06)}
          {line(-w * 0.37, d * 0.22, w * 0.37, d * 0.22)}
        </>
      );
    case "tree":
      return (
        <>
          <ellipse rx={w / 2} ry={d / 2} />
          <ellipse rx={w * 0.32} ry={d * 0.32} className={styles.inner} />
          <ellipse rx={Math.max(2, w * 0.06)} ry={Math.max(2, d * 0.06)} className={styles.solid} />
        </>
      );
    case "stairs": {
      const steps = Math.max(3, Math.round(d / 14));
      return (
        <>
          {box()}
          {Array.from({ length: steps - 1 }, (_, step) => {
            const y = -d / 2 + ((step + 1) * d) / steps;
            return line(-w / 2, y, w / 2, y);
          })}
          <path
            className={styles.inner}
            d={`M 0 ${d * 0.4} L 0 ${-d * 0.4} M ${-w * 0.12} ${-d * 0.3} L 0 ${-d * 0.4} L ${w * 0.12} ${-d * 0.3}`}
          />
        </>
      );
    }
    default:
      return (
        <>
          {box()}
          {line(-w / 2, -d / 2, w / 2, d / 2)}
          {line(w / 2, -d / 2, -w / 2, d / 2)}
        </>
      );
  }
}
