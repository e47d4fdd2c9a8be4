/** Owns the films that a dialog of takes decodes and lets be heard: open as long as the dialog is. */
import { useEffect, useMemo, useState } from "react";
import type { Take } from "../../../shared/takes/take.ts";
import { createFilmPool, type FilmPool, type PooledFilm } from "../media/film-pool.ts";
import type { CreateSound, HeardSound, HeardStretch, SoundPlayer } from "./take-sound.ts";

export interface OpenFilms {
  readonly projectId: string;
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
  return { projectId, pool, version };
}

/** The sound of what plays from these films; null until they are there. `stretches` must stay the same object while they say the same. */
export function useSound(
  { projectId, pool }: OpenFilms,
  createSound: CreateSound,
  stretches: readonly HeardStretch[],
): HeardSound | null {
  const [player, setPlayer] = useState<SoundPlayer | null>(null);
  useEffect(() => {
    if (!pool) return;
    const made = createSound(projectId, pool);
    setPlayer(made);
    return () => made.close();
  }, [projectId, pool, createSound]);
  return useMemo(() => player && { player, stretches }, [player, stretches]);
}

/** The film of a take as the pool opens it; null until it is known. */
export function filmOf({ mediaId, film }: Take): PooledFilm | null {
  return film && { mediaId, rateNum: film.rateNum, rateDen: film.rateDen, hasEvenRate: film.hasEvenRate };
}
