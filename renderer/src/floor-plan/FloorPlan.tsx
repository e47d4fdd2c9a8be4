/** Owns the floor plan: the stage of the shown shot from above. */
import styles from "./FloorPlan.module.css";

export function FloorPlan() {
  return <section className={styles.plan} aria-label="Floor plan" />;
}
