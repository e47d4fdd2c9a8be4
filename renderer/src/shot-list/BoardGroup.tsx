/** Owns what of a pass or a scene is in the page of the board: its header, and its rows of cards. */
import type { ReactNode } from "react";
import { labelOf } from "../../../shared/models/profiles.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import { countOf, formatLength } from "../../../shared/project/scene-lengths.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./Board.module.css";
import type { BoardRow } from "./board-rows.ts";

interface BoardGroupProps {
  readonly rows: readonly { readonly row: BoardRow; readonly index: number }[];
  readonly tops: readonly number[];
  readonly renderCards: (row: BoardRow & { kind: "cards" }) => ReactNode;
}

export function BoardGroup({ rows, tops, renderCards }: BoardGroupProps) {
  const [first] = rows;
  if (!first) return null;
  const placed = rows.map(({ row, index }) => (
    <div
      key={row.key}
      role="presentation"
      className={joinClasses(styles.row, styles[row.kind])}
      style={{
        transform: `translateY(${tops[index]}px)`,
        height: (tops[index + 1] as number) - (tops[index] as number),
      }}
      data-pass={row.kind === "scene" ? undefined : row.pass.id}
      data-opens={row.kind === "pass" ? "" : undefined}
    >
      {row.kind === "cards" ? renderCards(row) : <span aria-hidden="true">{describeGroup(row)}</span>}
    </div>
  ));
  if (first.row.kind === "scene") return placed;
  const { pass } = first.row;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
    <div role="group" aria-label={`${pass.scene} ${pass.name}, ${formatLength(totalMs(pass))}`}>
      {placed}
    </div>
  );
}

function describeGroup(row: Exclude<BoardRow, { kind: "cards" }>): ReactNode {
  const figures =
    row.kind === "scene"
      ? [countOf(row.sums.shots, "shot"), formatLength(row.sums.durationMs)]
      : [labelOf(row.pass.profile), formatLength(totalMs(row.pass))];
  return (
    <>
      <strong>{row.kind === "scene" ? row.sums.scene : row.pass.name}</strong>
      {row.kind === "scene" && row.sums.heading && <span className={styles.heading}>{row.sums.heading}</span>}
      <span className={styles.figures}>{figures.join(" · ")}</span>
    </>
  );
}
