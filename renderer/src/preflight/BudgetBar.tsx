/** Owns the bar that shows a pass's budget: a part a shot, what is left, and the limit when it is passed. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./BudgetBar.module.css";

export function BudgetBar({
  pass,
  shotId = null,
  slim = false,
}: {
  pass: Pass;
  shotId?: string | null;
  slim?: boolean;
}) {
  const limits = limitsOf(pass.profile);
  const used = totalMs(pass);
  const left = limits.totalMs.max - used;
  const whole = Math.max(used, limits.totalMs.max);
  const state = left < 0 ? "over" : left === 0 ? "full" : "room";
  const says = left < 0 ? `${formatSeconds(-left)} over` : left === 0 ? "full" : `${formatSeconds(left)} left`;
  return (
    <div className={styles.budget}>
      <div
        className={joinClasses(styles.bar, slim && styles.slim, styles[state])}
        role="img"
        aria-label={`${formatSeconds(used)} of ${formatSeconds(limits.totalMs.max)} used, ${says}`}
      >
        {pass.shots.map((shot) => (
          <span
            key={shot.id}
            className={joinClasses(styles.part, shot.id === shotId && styles.chosen)}
            style={{ width: `${(shot.durationMs / whole) * 100}%` }}
          />
        ))}
        {left < 0 && <span className={styles.limit} style={{ left: `${(limits.totalMs.max / whole) * 100}%` }} />}
      </div>
      {!slim && (
        <div className={styles.figures}>
          <span data-testid="budget-used">
            {formatSeconds(used)} of {formatSeconds(limits.totalMs.max)}
          </span>
          <span className={styles[`${state}Text`]} data-testid="budget-left">
            {says}
          </span>
        </div>
      )}
    </div>
  );
}
