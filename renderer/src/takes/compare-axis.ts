/**
 * Owns comparing in sync: one axis over the shots that are compared, on which every shot begins for all at the same frame, however long
 * each one's came back.
 */
import { filmFrameAt } from "../../../shared/cut/out/programme.ts";
import { partOfTake, passOfTake } from "../../../shared/cut/out/take-film.ts";
import { type PlacedShot, placeShots } from "../../../shared/project/layout.ts";
import { animaticChoice, type Pass } from "../../../shared/project/model.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import type { Rate } from "../../../shared/time/rate.ts";
import type { HeardStretch } from "./take-sound.ts";

/** A shot on the axis: frames at the project's rate, as many as its longest version has. */
export interface AxisShot {
  readonly placed: PlacedShot;
  readonly startFrame: number;
  readonly frames: number;
}

export interface CompareAxis {
  readonly shots: readonly AxisShot[];
  readonly frames: number;
  /** Those of the project: what the user says of a take is with its own. */
  readonly passes: readonly Pass[];
}

/** What is seen of a card at a frame of the axis. `isOver`: its version of the shot has ended, and its last frame stands. */
export type SeenFrame =
  | { readonly kind: "film"; readonly take: Take; readonly frame: number; readonly isOver: boolean }
  | { readonly kind: "animatic"; readonly frame: number; readonly isOver: boolean }
  | { readonly kind: "nothing" };

/** Where a card's version of a shot lies, on the grid of the project's rate; null when it does not show the shot. */
function partOf(
  card: Take | typeof animaticChoice,
  passes: readonly Pass[],
  { shot, startFrame, endFrame }: PlacedShot,
  rate: Rate,
) {
  if (card === animaticChoice) return { from: startFrame, to: endFrame, film: null };
  if (!card.film) return null;
  const { trim: _, ...whole } = shot;
  const part = partOfTake(card, card.film, passOfTake(passes, card), whole, endFrame - startFrame, {
    rate,
    conform: "convert",
  });
  return part && { from: part.shotIn, to: Math.max(part.shotIn + 1, part.shotOut), film: card.film as TakeFile };
}

/** The axis of one shot, or with null of all shots of a pass. */
export function compareAxis(
  passes: readonly Pass[],
  pass: Pass,
  shotId: string | null,
  cards: readonly (Take | typeof animaticChoice)[],
  rate: Rate,
): CompareAxis {
  let startFrame = 0;
  const shots = placeShots(pass, rate)
    .filter(({ shot }) => shotId === null || shot.id === shotId)
    .map((placed): AxisShot => {
      const lengths = cards.map((card) => {
        const part = partOf(card, passes, placed, rate);
        return part ? part.to - part.from : 0;
      });
      const shot = { placed, startFrame, frames: Math.max(1, ...lengths) };
      startFrame += shot.frames;
      return shot;
    });
  return { shots, frames: Math.max(1, startFrame), passes };
}

export function seenAt(
  card: Take | typeof animaticChoice,
  { shots, passes }: CompareAxis,
  axisFrame: number,
  rate: Rate,
): SeenFrame {
  const shot = shots.findLast((each) => each.startFrame <= axisFrame);
  const part = shot && partOf(card, passes, shot.placed, rate);
  if (!part) return { kind: "nothing" };
  const wanted = part.from + axisFrame - shot.startFrame;
  const [frame, isOver] = [Math.min(wanted, part.to - 1), wanted >= part.to];
  if (card === animaticChoice || !part.film) return { kind: "animatic", frame, isOver };
  return { kind: "film", take: card, frame: filmFrameAt(frame, part.film, rate), isOver };
}

/** What is heard of a card along the axis. */
export function heardOf(card: Take | typeof animaticChoice, axis: CompareAxis, rate: Rate): HeardStretch[] {
  return axis.shots.flatMap((shot): HeardStretch[] => {
    const part = partOf(card, axis.passes, shot.placed, rate);
    if (card === animaticChoice || !part?.film?.hasAudio) return [];
    const { startFrame: start } = shot;
    return [{ take: card, film: part.film, start, end: start + part.to - part.from, firstFrame: part.from }];
  });
}
