/** Owns painting what is compared: which picture of which film, or of the animatic, is seen at a frame of the axis, asked for and drawn. */
import type { animaticChoice, Pass } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import type { Rate } from "../../../shared/time/rate.ts";
import type { FilmPool } from "../media/film-pool.ts";
import { type CompareAxis, type SeenFrame, seenAt } from "./compare-axis.ts";
import { filmOf } from "./use-films.ts";

export type Compared = Take | typeof animaticChoice;

/** Paints frames of a pass's animatic, filling the canvas. */
export interface AnimaticPainter {
  paint(surface: CanvasRenderingContext2D, passId: string, frame: number): void;
  close(): void;
}

export interface ComparePainter {
  seen(compared: Compared, frame: number): SeenFrame;
  /** Draws it over the whole canvas; false while its picture is not there, and nothing is drawn then. */
  paint(surface: CanvasRenderingContext2D, compared: Compared, frame: number): boolean;
  /** Asks for the pictures of these frames of the axis, the most urgent first. */
  want(compared: readonly Compared[], frames: readonly number[], onward: boolean): void;
  /** Whether the pictures of all are there; one that can't be shown keeps nobody waiting. */
  isReady(compared: readonly Compared[], frame: number): boolean;
}

interface Sources {
  readonly pass: Pass;
  readonly axis: CompareAxis;
  readonly rate: Rate;
  readonly pool: FilmPool | null;
  readonly animatic: AnimaticPainter | null;
}

export function createComparePainter({ pass, axis, rate, pool, animatic }: Sources): ComparePainter {
  const seen = (compared: Compared, frame: number) => seenAt(compared, axis, frame, rate);
  return {
    seen,
    paint(surface, compared, frame) {
      const { canvas } = surface;
      const shows = seen(compared, frame);
      if (shows.kind === "animatic") animatic?.paint(surface, pass.id, shows.frame);
      if (shows.kind !== "film") return shows.kind === "animatic" && animatic !== null;
      const film = filmOf(shows.take);
      const sample = film && pool?.peek(film, shows.frame);
      if (!sample) return false;
      const scale = Math.min(canvas.width / sample.displayWidth, canvas.height / sample.displayHeight);
      const [width, height] = [sample.displayWidth * scale, sample.displayHeight * scale];
      sample.draw(surface, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
      return true;
    },
    want(compared, frames, onward) {
      const byFilm = new Map<string, { take: Take; frames: number[] }>();
      for (const each of compared) {
        for (const frame of frames) {
          const shows = seen(each, frame);
          if (shows.kind !== "film") continue;
          const known = byFilm.get(shows.take.mediaId) ?? { take: shows.take, frames: [] };
          byFilm.set(shows.take.mediaId, known);
          if (!known.frames.includes(shows.frame)) known.frames.push(shows.frame);
        }
      }
      const wanted = [...byFilm.values()].flatMap(({ take, frames: ofFilm }) => {
        const film = filmOf(take);
        return film ? [{ film, frames: ofFilm }] : [];
      });
      pool?.want(wanted, onward);
    },
    isReady(compared, frame) {
      return compared.every((each) => {
        const shows = seen(each, frame);
        if (shows.kind !== "film") return true;
        const film = filmOf(shows.take);
        if (!film || !pool) return false;
        return pool.stateOf(film).kind === "failed" || pool.peek(film, shows.frame) !== null;
      });
    },
  };
}
