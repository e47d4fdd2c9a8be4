/** Owns the side of the line of action that the cameras of a pass keep to, so that whoever looks to the right goes on looking to the right. */
import type { Spot } from "../project/stage.ts";
import { lineOfAction, neutralTilt, sideOfLine } from "./line-of-action.ts";
import type { FigureTrack, Viewpoint } from "./scene.ts";
import { bearingTo, turned } from "./vectors.ts";

type Side = "left" | "right";

/** What the shot before leaves: where its camera is last, whom it showed, and where everybody is. */
export interface Before {
  /** Null where it looks down from above. */
  readonly camera: Spot | null;
  readonly seen: ReadonlySet<string>;
  readonly spots: ReadonlyMap<string, Spot>;
}

/** The line of a shot, and the side of it that its camera is to be on; null for either. */
export interface Keeping {
  readonly line: readonly [FigureTrack, FigureTrack] | null;
  readonly side: Side | null;
}

/** What the shots of a pass so far have settled, by pairs of figures. */
export class Sides {
  readonly #known = new Map<string, Side>();

  /** `figures`: whom the shot shows; `all`: who is on the stage besides. `subject`: whom it looks at. */
  keep(
    figures: readonly FigureTrack[],
    all: readonly FigureTrack[],
    subject: string | null,
    before: Before | null,
  ): Keeping {
    const shared = before ? figures.filter(({ cast }) => before.seen.has(cast.id)) : [];
    const line = lineBetween(shared, subject) ?? lineBetween(figures, subject) ?? lineBetween(all, subject);
    if (!line) return { line, side: null };
    const [from, to] = line;
    const was = before && sideFrom(before, from, to);
    const isShown = line.every(({ cast }) => before?.seen.has(cast.id));
    const known = this.#known.get(keyOf(from, to));
    const settled = known && (isOrdered(from, to) ? known : other(known));
    return { line, side: (isShown ? (was ?? settled) : (settled ?? was)) ?? null };
  }

  /** The camera that a shot has got. */
  settle({ line }: Keeping, view: Viewpoint): void {
    if (!line) return;
    const [from, to] = line;
    const side = sideOf(line, view);
    if (side) this.#known.set(keyOf(from, to), isOrdered(from, to) ? side : other(side));
  }
}

/** Whether a camera looks down from above, where there are no sides. */
export function isNeutral({ tilt }: Pick<Viewpoint, "tilt">): boolean {
  return Math.abs(tilt) > neutralTilt;
}

/** The side that a camera is on; null where it is on the line or looks down on it, or there is none. */
export function sideOf(line: Keeping["line"], { at, tilt }: Pick<Viewpoint, "at" | "tilt">): Side | null {
  if (!line || isNeutral({ tilt })) return null;
  return sideOfLine(line[0].start.at, line[1].start.at, [at[0], at[1]]);
}

/** Which way around a subject, 1 clockwise, a camera goes from `facing` to be on the side; without one, to be before the stage. */
export function wayRound({ line, side }: Keeping, facing: number): 1 | -1 {
  if (line && side) {
    const [from, to] = line;
    const across = turned(bearingTo(from.start.at, to.start.at) + (side === "right" ? 90 : -90));
    return turned(across - facing) >= 0 ? 1 : -1;
  }
  return turned(180 - facing) >= 0 ? 1 : -1;
}

function lineBetween(figures: readonly FigureTrack[], subject: string | null): Keeping["line"] {
  return figures.length < 2 ? null : lineOfAction({ figures, camera: { subject } });
}

function sideFrom({ camera, spots }: Before, from: FigureTrack, to: FigureTrack): Side | null {
  return camera && sideOfLine(spots.get(from.cast.id) ?? from.start.at, spots.get(to.cast.id) ?? to.start.at, camera);
}

function isOrdered(from: FigureTrack, to: FigureTrack): boolean {
  return from.cast.id < to.cast.id;
}

function keyOf(from: FigureTrack, to: FigureTrack): string {
  return [from.cast.id, to.cast.id].toSorted().join(" ");
}

function other(side: Side): Side {
  return side === "left" ? "right" : "left";
}
