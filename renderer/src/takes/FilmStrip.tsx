/** Owns a take's own strip: its frames along its length, the cuts that were planned and those that it has, and moving these by frames. */
import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from "react";
import type { MeasuredCut } from "../../../shared/conform/cuts.ts";
import { nearestTile, type TileSheet } from "../../../shared/takes/products.ts";
import type { ShotTake } from "../../../shared/takes/take-shots.ts";
import { joinClasses } from "../ui/Button.tsx";
import { claimedConfidence, roomOf, sayCut, sayCutPlace } from "./cut-words.ts";
import styles from "./FilmStrip.module.css";
import { SheetTile } from "./SheetTile.tsx";

interface FilmStripProps {
  readonly frames: number;
  readonly shots: readonly ShotTake[];
  readonly unplanned: readonly MeasuredCut[];
  readonly labelOf: (shotId: string) => string;
  readonly picture: { readonly sheet: TileSheet; readonly url: string } | null;
  readonly playhead: number;
  /** The shot whose cut is selected. */
  readonly selected: string | null;
  readonly onSelect: (shotId: string | null) => void;
  readonly onSeek: (frame: number) => void;
  /** While a cut is moved by pointer or key. */
  readonly onMove: (shotId: string, frame: number) => void;
  /** The move under way ends where it is, or without a change. */
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function FilmStrip(props: FilmStripProps) {
  const { frames, shots, unplanned, labelOf, picture, playhead, selected, onSelect, onSeek, onMove, onDone, onCancel } =
    props;
  const strip = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<{ shotId: string; frame: number } | null>(null);
  const share = (frame: number) => `${(frame / frames) * 100}%`;
  const frameAt = (event: PointerEvent) => {
    const box = strip.current?.getBoundingClientRect();
    return box ? ((event.clientX - box.left) / box.width) * frames : 0;
  };
  const cancel = () => {
    setDragged(null);
    onCancel();
  };
  const seek = (event: PointerEvent) => onSeek(Math.floor(frameAt(event)));
  return (
    <div className={styles.whole}>
      <div className={styles.planned} aria-hidden="true">
        {shots.slice(1).map(({ shotId, plannedInFrame }) => (
          <span key={shotId} className={styles.plannedCut} style={{ left: share(plannedInFrame) }} />
        ))}
      </div>
      <div
        ref={strip}
        className={styles.strip}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          onSelect(null);
          seek(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seek(event)}
      >
        {picture && <Tiles frames={frames} sheet={picture.sheet} url={picture.url} />}
        {unplanned.map(({ frame }) => (
          <span
            key={frame}
            className={styles.other}
            style={{ left: share(frame) }}
            title={`Frame ${frame}: not planned`}
          />
        ))}
        <span className={styles.playhead} style={{ left: share(playhead + 0.5) }} />
        {shots.slice(1).map((shot, at) => {
          const { shotId, cut, plannedInFrame, inFrame } = shot;
          const [least, most] = roomOf(shots, at + 1, frames);
          const move = (frame: number) => onMove(shotId, Math.max(least, Math.min(most, frame)));
          return (
            <div
              key={shotId}
              role="slider"
              tabIndex={0}
              aria-label={`Cut to ${labelOf(shotId)}`}
              aria-valuemin={least}
              aria-valuemax={most}
              aria-valuenow={inFrame}
              aria-valuetext={`${sayCutPlace(inFrame, plannedInFrame)}. ${sayCut(cut)}`}
              className={joinClasses(
                styles.cut,
                (cut.by === "planned" || cut.kind === "none") && styles.open,
                cut.by === "measured" && cut.confidence < claimedConfidence && styles.unsure,
                cut.by === "user" && styles.own,
                selected === shotId && styles.selected,
              )}
              style={{ left: share(inFrame) }}
              onFocus={() => onSelect(shotId)}
              onKeyDown={(event) => {
                if (event.key === "Escape" && dragged) {
                  event.stopPropagation();
                  cancel();
                } else moveByKey(event, inFrame, move);
              }}
              onKeyUp={(event) => event.key in moves && onDone()}
              onBlur={onDone}
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                event.stopPropagation();
                event.currentTarget.setPointerCapture(event.pointerId);
                event.currentTarget.focus();
                setDragged({ shotId, frame: inFrame - frameAt(event) });
              }}
              onPointerMove={(event) => {
                if (dragged?.shotId === shotId) move(Math.round(frameAt(event) + dragged.frame));
              }}
              onPointerUp={() => {
                setDragged(null);
                onDone();
              }}
              onPointerCancel={cancel}
            />
          );
        })}
      </div>
      <div className={styles.names} aria-hidden="true">
        {shots.map(({ shotId, inFrame, outFrame }) => (
          <span
            key={shotId}
            className={styles.name}
            style={{ left: share(inFrame), width: share(Math.max(0, outFrame - inFrame)) }}
          >
            {labelOf(shotId)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** By how many frames each key moves a cut; Shift makes ten of one. */
const moves: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

function moveByKey(event: KeyboardEvent, frame: number, move: (frame: number) => void): void {
  const by = moves[event.key];
  if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  move(frame + (event.shiftKey && Math.abs(by) === 1 ? by * 10 : by));
}

const cells = 24;

const Tiles = memo(function Tiles({ frames, sheet, url }: { frames: number; sheet: TileSheet; url: string }) {
  return (
    <span className={styles.tiles}>
      {Array.from({ length: cells }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
        <span key={cell} className={styles.cell}>
          <SheetTile sheet={sheet} url={url} tile={nearestTile(sheet, Math.floor(((cell + 0.5) * frames) / cells))} />
        </span>
      ))}
    </span>
  );
});
