/** Owns the frames around a cut, shown large: the last two of one shot and the first two of the next. */
import type { CSSProperties } from "react";
import type { PooledFilm } from "../media/film-pool.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./CutFrames.module.css";
import { FilmFrame } from "./FilmFrame.tsx";
import type { OpenFilms } from "./use-films.ts";

/** The frames around a cut, in order; those that the film has. */
export function framesAround(cut: number, frames: number): number[] {
  return [cut - 2, cut - 1, cut, cut + 1].filter((frame) => frame >= 0 && frame < frames);
}

interface CutFramesProps {
  readonly films: OpenFilms;
  readonly film: PooledFilm;
  readonly frames: number;
  /** Width over height of the film. */
  readonly ratio: number;
  readonly cut: number;
  /** The shots before and after. */
  readonly names: readonly [string, string];
}

export function CutFrames({ films, film, frames, ratio, cut, names }: CutFramesProps) {
  return (
    <div className={styles.frames} style={{ "--ratio": ratio } as CSSProperties}>
      {framesAround(cut, frames).map((frame) => {
        const name = names[frame < cut ? 0 : 1];
        return (
          <figure key={frame - cut} className={joinClasses(styles.figure, frame === cut && styles.first)}>
            <FilmFrame
              films={films}
              film={film}
              frame={frame}
              label={`Frame ${frame}, ${name}`}
              className={styles.picture}
            />
            <figcaption className={styles.caption}>
              <span>{name}</span>
              <span>{frame}</span>
            </figcaption>
          </figure>
        );
      })}
    </div>
  );
}
