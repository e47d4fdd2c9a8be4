/** Owns showing one frame of a take's film, exactly: a canvas that says which frame it shows. */
import { useEffect, useRef, useState } from "react";
import type { PooledFilm } from "../media/film-pool.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./FilmFrame.module.css";
import type { OpenFilms } from "./use-films.ts";

interface FilmFrameProps {
  readonly films: OpenFilms;
  readonly film: PooledFilm;
  readonly frame: number;
  readonly label: string;
  readonly className?: string | undefined;
}

/** Whoever shows it asks for the picture; until that is there the last one stays. */
export function FilmFrame({ films: { pool, version }, film, frame, label, className }: FilmFrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState<number | null>(null);
  const state = pool?.stateOf(film);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version may have brought the picture
  useEffect(() => {
    const surface = canvas.current?.getContext("2d", { alpha: false });
    const sample = pool?.peek(film, frame);
    if (!surface || !sample) return;
    fitTo(surface.canvas, sample.displayWidth, sample.displayHeight);
    sample.draw(surface, 0, 0, surface.canvas.width, surface.canvas.height);
    setShown(frame);
  }, [pool, version, film, frame]);
  return (
    <div className={joinClasses(styles.frame, className)} data-source-frame={shown ?? undefined}>
      <canvas ref={canvas} className={styles.canvas} width={16} height={9} role="img" aria-label={label} />
      {state?.kind === "failed" && (
        <p className={styles.fault}>
          {state.fault === "absent" ? "The video file is missing." : "Can’t show this video here."}
        </p>
      )}
    </div>
  );
}

/** A canvas is emptied by a new size: it gets one only when it needs it. */
export function fitTo(canvas: HTMLCanvasElement, widthPx: number, heightPx: number): void {
  if (canvas.width !== widthPx) canvas.width = widthPx;
  if (canvas.height !== heightPx) canvas.height = heightPx;
}
