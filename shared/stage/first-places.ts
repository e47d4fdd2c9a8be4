/** Owns where everybody on a stage is before the first shot: those whom the shots are about near the middle, the others around them. */

import { firstStance } from "./figure-track.ts";
import type { Cast, Stance } from "./scene.ts";
import { bearingTo, toward } from "./vectors.ts";

/** More than this many do not play with one another face to face. */
const closeMax = 4;
/** Who is named with more than so many others is one of a crowd. */
const crowdMin = 4;
/** Degrees to the right of up the plan where the others stand, in rows that are so many meters from the middle. */
const row = [-12, 12, -36, 36, -60, 60] as const;
const rowMeters = { first: 2.6, apart: 1 } as const;

/** By id. `named`: whom each shot is about. */
export function firstPlaces(cast: readonly Cast[], named: readonly (readonly string[])[]): Map<string, Stance> {
  const close = cast.length <= closeMax ? cast : closeOf(cast, named);
  const places = new Map(close.map(({ id }, index) => [id, firstStance(index, close.length)]));
  const others = cast.filter(({ id }) => !places.has(id));
  for (const [index, { id }] of others.entries()) {
    const meters = rowMeters.first + rowMeters.apart * Math.floor(index / row.length);
    const at = toward([0, 0], row[index % row.length] as number, meters);
    places.set(id, { at, facing: bearingTo(at, [0, 0]), pose: "standing" });
  }
  return places;
}

/** Those of many whom shots of few are about, or who have a name, the most often named first; at least two. */
function closeOf(cast: readonly Cast[], named: readonly (readonly string[])[]): readonly Cast[] {
  const shots = named.filter((ids) => ids.length < crowdMin);
  const often = new Map(cast.map(({ id }) => [id, shots.filter((ids) => ids.includes(id)).length]));
  const known = cast.filter(({ id }) => (often.get(id) ?? 0) > 0 || !/^figure-\d+$/.test(id));
  const chosen = known.toSorted((a, b) => (often.get(b.id) ?? 0) - (often.get(a.id) ?? 0)).slice(0, closeMax);
  return chosen.length > 0 ? chosen : cast.slice(0, 2);
}
