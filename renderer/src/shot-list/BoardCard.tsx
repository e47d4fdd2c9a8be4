/** Owns a card of the board: a shot's picture, number, length, first words and camera; its move plays while the pointer or Space asks for it. */
import { Lock } from "lucide-react";
import { memo, useContext, useEffect, useRef, useState } from "react";
import { formatSeconds } from "../../../shared/budget/wall.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { BlockingSign } from "../generation/BlockingMark.tsx";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./Board.module.css";
import { readCell } from "./columns.ts";
import type { ShotRow } from "./list-rows.ts";
import { paintPicture, ShotPicture } from "./ShotPicture.tsx";
import { PicturesContext } from "./shot-pictures.ts";

interface BoardCardProps {
  readonly row: ShotRow;
  readonly project: Project;
  readonly id: string;
  readonly picturePx: number;
  readonly widthPx: number;
  readonly leftPx: number;
  readonly isSelected: boolean;
  /** Space was pressed on it. */
  readonly plays: boolean;
  readonly drop: "before" | "after" | null;
  readonly position: number;
  readonly count: number;
}

/** A pointer that only passes by starts nothing. */
const hoverMs = 250;

export const BoardCard = memo(function BoardCard(props: BoardCardProps) {
  const { row, project, id, picturePx, widthPx, leftPx, isSelected, plays, drop, position, count } = props;
  const [isHovered, setHovered] = useState(false);
  const isMoving = plays || isHovered;
  const { shot, label } = row;
  const words = wordsOf(shot);
  const camera = (["size", "angle", "move"] as const).map((column) => readCell(shot, column)).filter(Boolean);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the board has the focus and names the card that is active
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={count}
      className={joinClasses(styles.card, isSelected && styles.selected, drop && styles[drop])}
      style={{ width: widthPx, left: leftPx }}
      data-shot={shot.id}
      draggable
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <div className={styles.picture} style={{ height: picturePx }}>
        <ShotPicture shotId={shot.id} className={styles.still} />
        <BlockingSign mediaId={shot.frame ?? null} />
        {isMoving && <MovingPicture row={row} project={project} heightPx={picturePx} waitMs={plays ? 0 : hoverMs} />}
      </div>
      <div className={styles.words}>
        <div className={styles.line}>
          <span className={styles.number}>{label}</span>
          {shot.number !== undefined && (
            <Lock size={11} className={styles.lock} role="img" aria-label="Number locked" />
          )}
          <span className={styles.length}>{formatSeconds(shot.durationMs)}</span>
        </div>
        <div className={joinClasses(styles.text, words === "" && styles.none)}>{words || "Nothing written yet"}</div>
        <div className={styles.camera}>{camera.join(" · ")}</div>
      </div>
    </div>
  );
});

/** The first words of what happens in a shot. */
function wordsOf(shot: Shot): string {
  return (shot.prompt || shot.action || shot.environment || "").slice(0, 160).replaceAll(/\s+/g, " ").trim();
}

/** The shot's move over and over, at its own speed. */
function MovingPicture({
  row,
  project,
  heightPx,
  waitMs,
}: Pick<BoardCardProps, "row" | "project"> & { heightPx: number; waitMs: number }) {
  const pictures = useContext(PicturesContext);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!pictures || (waitMs > 0 && matchMedia("(prefers-reduced-motion: reduce)").matches)) return;
    let asked = 0;
    let start: number | null = null;
    const step = (now: number) => {
      start ??= now + waitMs;
      if (now >= start) {
        const progress = ((now - start) % row.shot.durationMs) / row.shot.durationMs;
        const picture = pictures.draw(project, row, Math.round(heightPx * devicePixelRatio), progress);
        if (picture && canvas.current) paintPicture(canvas.current, picture);
        picture?.close();
      }
      asked = requestAnimationFrame(step);
    };
    asked = requestAnimationFrame(step);
    return () => cancelAnimationFrame(asked);
  }, [pictures, project, row, heightPx, waitMs]);
  return <canvas ref={canvas} className={styles.moving} width={1} height={1} />;
}
