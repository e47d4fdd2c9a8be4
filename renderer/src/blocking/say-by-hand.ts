/** Owns saying what of a shot's blocking was set by hand. */
import type { SetByHand } from "../../../shared/stage/by-hand.ts";

const namedMax = 3;

/** `From the words`, `Camera and Mara set by hand`. `names`: of the figures, by their ids. */
export function sayByHand({ camera, figures }: SetByHand, names: ReadonlyMap<string, string>): string {
  const all = [...(camera.length > 0 ? ["Camera"] : []), ...figures.map((id) => names.get(id) ?? id)];
  if (all.length === 0) return "From the words";
  const shown = all.length > namedMax ? [...all.slice(0, namedMax - 1), `${all.length - namedMax + 1} more`] : all;
  const last = shown.at(-1) as string;
  return `${shown.length === 1 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`} set by hand`;
}
