/** Owns how a prop looks from above, by its body. */
import type { Spot } from "../../../shared/project/stage.ts";
import { propOutlines } from "../../../shared/stage/outlines.ts";
import type { SceneProp } from "../../../shared/stage/scene.ts";
import { joinClasses } from "../ui/Button.tsx";
import { pointsOf } from "./CameraMark.tsx";
import styles from "./FloorPlan.module.css";
import type { Px } from "./plan-view.ts";

/** The foot is filled, a wall's and a door's as what can't be seen or walked through. */
export function PropOutline({
  prop,
  place,
  isSelected,
}: {
  prop: SceneProp;
  place: (spot: Spot) => Px;
  isSelected: boolean;
}) {
  const [foot, ...lines] = propOutlines(prop);
  const isSolid = prop.body === "wall" || prop.body === "door";
  return (
    <g className={joinClasses(styles.prop, isSelected && styles.propSelected)}>
      {foot && <polygon points={pointsOf(foot.points, place)} className={joinClasses(isSolid && styles.solid)} />}
      {lines.map(({ points, closed }, index) => {
        const Line = closed ? "polygon" : "polyline";
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place in the outline alone
        return <Line key={index} points={pointsOf(points, place)} className={styles.inner} />;
      })}
    </g>
  );
}
