/** Owns the lines over the picture: the aspect guide and the safe areas. */
import styles from "./Player.module.css";

export function Guide({
  ratio,
  width,
  height,
  label,
}: {
  ratio: number;
  width: number;
  height: number;
  label: string;
}) {
  const insetX = Math.max(0, Math.round((width - height * ratio) / 2));
  const insetY = Math.max(0, Math.round((height - width / ratio) / 2));
  return (
    <div className={styles.guide} style={{ inset: `${insetY}px ${insetX}px` }} aria-hidden="true">
      <span className={styles.guideLabel}>{label}</span>
    </div>
  );
}

/** Parts of the picture that every screen shows, for action and for titles (SMPTE ST 2046-1). */
const safeParts = { action: 0.93, title: 0.9 } as const;

export function SafeAreas() {
  return Object.entries(safeParts).map(([name, part]) => (
    <div key={name} className={styles.safe} style={{ inset: `${(1 - part) * 50}%` }} aria-hidden="true" />
  ));
}
