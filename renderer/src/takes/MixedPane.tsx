/** Owns two pictures in one: the first left and the second right of a line that is dragged, or how much they differ. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { joinClasses } from "../ui/Button.tsx";
import { canvasSize, nameOf, PaneBar, type PaneChoice, type ShownAxis } from "./ComparePane.tsx";
import styles from "./CompareTakes.module.css";

interface MixedPaneProps extends ShownAxis {
  readonly mode: "wipe" | "difference";
  readonly first: PaneChoice;
  readonly second: PaneChoice;
}

/** Small differences are dark: this many times brighter they are seen. */
const differenceGain = 4;

export function MixedPane({ mode, first, second, painter, frame, version, ratio }: MixedPaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [share, setShare] = useState(0.5);
  const seen = [painter.seen(first.compared, frame), painter.seen(second.compared, frame)] as const;
  const [one, other] = [first.compared, second.compared];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version may have brought the picture
  useEffect(() => {
    const surface = canvas.current?.getContext("2d", { alpha: false });
    if (!surface || !painter.isReady([one, other], frame)) return;
    const { width, height } = surface.canvas;
    painter.paint(surface, one, frame);
    surface.save();
    if (mode === "wipe") {
      surface.beginPath();
      surface.rect(width * share, 0, width, height);
      surface.clip();
      painter.paint(surface, other, frame);
    } else {
      surface.globalCompositeOperation = "difference";
      painter.paint(surface, other, frame);
      surface.globalCompositeOperation = "source-over";
      surface.filter = `brightness(${differenceGain})`;
      surface.drawImage(surface.canvas, 0, 0);
    }
    surface.restore();
  }, [painter, version, one, other, frame, mode, share]);
  const label =
    mode === "wipe"
      ? `${nameOf(one)} left, ${nameOf(other)} right`
      : `Difference of ${nameOf(one)} and ${nameOf(other)}`;
  const move = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = canvas.current?.getBoundingClientRect();
    if (box) setShare(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  const nudge = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -0.01, ArrowRight: 0.01, PageDown: -0.1, PageUp: 0.1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setShare(Math.min(1, Math.max(0, share + by)));
  };
  const says = (at: 0 | 1) => {
    const shows = seen[at];
    return shows.kind === "nothing"
      ? "Does not show this shot"
      : `Frame ${shows.frame}${shows.isOver ? ", ended" : ""}`;
  };
  return (
    <div className={styles.pane}>
      <div className={joinClasses(styles.picture, styles.mixed)}>
        <div className={styles.fitted} style={{ aspectRatio: ratio, width: `min(100cqw, ${100 * ratio}cqh)` }}>
          <canvas ref={canvas} {...canvasSize(ratio)} className={styles.canvas} role="img" aria-label={label} />
          {mode === "wipe" && (
            <div
              role="slider"
              tabIndex={0}
              aria-label="Wipe"
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(share * 100)}
              className={styles.wipe}
              style={{ left: `${share * 100}%` }}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={move}
              onKeyDown={nudge}
            />
          )}
        </div>
      </div>
      <div className={styles.bars}>
        <PaneBar {...first} says={says(0)} />
        <PaneBar {...second} says={says(1)} />
      </div>
    </div>
  );
}
