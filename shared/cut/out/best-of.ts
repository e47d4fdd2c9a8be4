/** Owns *Best of*: which take each shot of a pass gets when the user's own words decide, circles first and then stars. */
import type { Pass, Shot } from "../../project/model.ts";
import type { Take } from "../../takes/take.ts";
import { takesToChoose } from "./shot-takes.ts";
import { takeOfShot } from "./take-film.ts";

/**
 * The choice of each shot, by its id: the circled take if it shows the shot, else the one with the most stars (the newest of equals);
 * null where the shot gets that take without a choice of its own. Shots of which no take is circled or rated are left out.
 */
export function bestOf(pass: Pass, takes: readonly Take[]): Record<string, string | null> {
  const choices = pass.shots.flatMap((shot): [string, string | null][] => {
    const best = bestTake(pass, shot, takes);
    if (!best) return [];
    const { take: _own, ...free } = shot;
    return [[shot.id, takeOfShot(pass, free, takes)?.id === best.id ? null : best.id]];
  });
  return Object.fromEntries(choices);
}

function bestTake(pass: Pass, shot: Shot, takes: readonly Take[]): Take | null {
  const shown = takesToChoose(pass, shot, takes);
  const circled = shown.find(({ id }) => id === pass.circledTake);
  if (circled) return circled;
  let best: Take | null = null;
  let stars = 1;
  for (const take of shown) {
    const notes = pass.takes?.[take.id];
    const rating = notes?.rejected === undefined ? (notes?.rating ?? 0) : 0;
    if (rating < stars || (best && rating === stars && take.number < best.number)) continue;
    best = take;
    stars = rating;
  }
  return best;
}
