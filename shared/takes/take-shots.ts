/** Owns how a take is split into its shots: by the user's cuts, else by the measured ones, else by the lengths that were asked for. */
import type { BoundaryCut } from "../conform/cuts.ts";
import { totalMs } from "../project/layout.ts";
import type { Pass } from "../project/model.ts";
import type { Take, TakeFile } from "./take.ts";

/** Who says where a shot begins: nobody but the plan, the measurement, or the user, who wins for ever. */
export const cutOrigins = ["planned", "measured", "user"] as const;
export type CutOrigin = (typeof cutOrigins)[number];

/** Where a shot begins in its take. `confidence` is 1 for the film's start and for what the user says, 0 for what is only planned. */
export interface ShotTakeCut extends BoundaryCut {
  readonly by: CutOrigin;
}

/** The part of a take that shows one planned shot: frames of the film, half-open. `planned`: the frames that were asked for. */
export interface ShotTake {
  readonly shotId: string;
  readonly planned: number;
  readonly plannedInFrame: number;
  readonly inFrame: number;
  readonly outFrame: number;
  readonly cut: ShotTakeCut;
}

/** The film of a take, as far as its length goes. */
export type FilmLength = Pick<TakeFile, "frames" | "rateNum" | "rateDen">;

/**
 * The shots of a take, in order; together they are the film's frames, each once. `pass` as it stands gives the user's cuts, and
 * the shots of a take that does not say its own. A shot for which the film is too short has no frames.
 */
export function shotTakesOf(take: Take, film: FilmLength, pass: Pass | undefined): ShotTake[] {
  const shots = take.shots ?? (pass?.shots ?? []).map(({ id, durationMs }) => ({ shotId: id, durationMs }));
  const userCuts = pass?.takes?.[take.id]?.cuts ?? {};
  const starts = plannedStarts(shots, film);
  const measured = take.cuts?.boundaries.length === shots.length - 1 ? take.cuts.boundaries : null;
  let earliest = 0;
  const cuts = shots.map(({ shotId }, index): ShotTakeCut => {
    const cut = index === 0 ? filmStart : cutAt(userCuts[shotId], measured?.[index - 1], starts[index] as number);
    const frame = Math.min(film.frames, Math.max(earliest, cut.frame));
    earliest = frame;
    return frame === cut.frame ? cut : { ...cut, frame, from: frame, to: frame };
  });
  return shots.map(({ shotId }, index) => {
    const cut = cuts[index] as ShotTakeCut;
    const [start, end] = [starts[index], starts[index + 1]] as [number, number];
    const outFrame = cuts[index + 1]?.frame ?? film.frames;
    return { shotId, planned: end - start, plannedInFrame: start, inFrame: cut.frame, outFrame, cut };
  });
}

const filmStart: ShotTakeCut = { kind: "hard", frame: 0, from: 0, to: 0, confidence: 1, by: "measured" };

function cutAt(user: number | undefined, measured: BoundaryCut | undefined, planned: number): ShotTakeCut {
  if (user !== undefined) return { kind: "hard", frame: user, from: user, to: user, confidence: 1, by: "user" };
  if (measured) return { ...measured, by: "measured" };
  return { kind: "hard", frame: planned, from: planned, to: planned, confidence: 0, by: "planned" };
}

/** The frame at which each planned shot would begin, and the end of the last one, at the film's own rate. */
export function plannedStarts(shots: readonly { readonly durationMs: number }[], film: FilmLength): number[] {
  // Models make seconds of the clock, not of timecode.
  const frameAt = (count: number) =>
    Math.round((totalMs({ shots: shots.slice(0, count) }) * film.rateNum) / (film.rateDen * 1000));
  return Array.from({ length: shots.length + 1 }, (_, count) => frameAt(count));
}
