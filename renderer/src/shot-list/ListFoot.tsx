/** Owns the line under the shot list and the board: how much there is, what is selected, and what stopped the last edit. */
import type { Project, Shot } from "../../../shared/project/model.ts";
import { countOf, formatLength, sumPasses } from "../../../shared/project/scene-lengths.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { useEditor } from "../state/use-editor.ts";
import styles from "./ListToolbar.module.css";

interface ListFootProps {
  readonly project: Project;
  readonly takes: readonly Take[];
  /** How many shots the filter leaves. */
  readonly shownCount?: number;
  readonly selected?: readonly Shot[];
}

export function ListFoot({ project, takes, shownCount, selected = [] }: ListFootProps) {
  const wall = useEditor((state) => state.wall);
  const { passes, shots, durationMs } = sumPasses(project.passes);
  const takeCount = takes.filter(({ binnedAt }) => binnedAt === null).length;
  const sums = [
    countOf(passes, "pass", "passes"),
    countOf(shots, "shot"),
    formatLength(durationMs),
    countOf(takeCount, "take"),
  ];
  const selectedMs = selected.reduce((sum, shot) => sum + shot.durationMs, 0);
  return (
    <footer className={styles.foot}>
      <span data-testid="list-sums">{sums.join(" · ")}</span>
      {shownCount !== undefined && shownCount < shots && <span>{countOf(shownCount, "shot")} shown</span>}
      {selected.length > 1 && (
        <span>
          {countOf(selected.length, "shot")} selected · {formatLength(selectedMs)}
        </span>
      )}
      {/* Read out by the line under the timeline. */}
      {wall && (
        <span className={styles.wall} aria-hidden="true">
          {wall.message}
        </span>
      )}
    </footer>
  );
}
