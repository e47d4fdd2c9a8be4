/** Owns the films that a dialog of takes decodes: open as long as the dialog is. */
import { useEffect, useState } from "react";
import type { Take } from "../../../shared/takes/take.ts";
import { createFilmPool, type FilmPool, type PooledFilm } from "../media/film-pool.ts";

export interface OpenFilms {
  /** Null until the dialog is there. */
  readonly pool: FilmPool | null;
  /** Grows when a picture has come or a film has opened or failed. */
  readonly version: number;
}

export function useFilms(projectId: string): OpenFilms {
  const [pool, setPool] = useState<FilmPool | null>(null);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let request = 0;
    const made = createFilmPool(projectId, false, () => {
      request ||= requestAnimationFrame(() => {
        request = 0;
        setVersion((before) => before + 1);
      });
    });
    setPool(made);
    return () => {
      cancelAnimationFrame(request);
      made.close();
    };
  }, [projectId]);
  return { pool, version };
}

/** The film of a take as the pool opens it; null until it is known. */
export function filmOf({ mediaId, film }: Take): PooledFilm | null {
  return film && { mediaId, rateNum: film.rateNum, rateDen: film.rateDen, hasEvenRate: film.hasEvenRate };
}
