/** Owns finding the shots of a project that a list of others means: such a list counts its rows, so its shots are known by their words. */
import type { Project, Shot } from "../project/model.ts";
import { likenessOf } from "./align.ts";
import type { PlannedRow } from "./list-updates.ts";
import { plainWords } from "./script.ts";

/** Words that a row and its shot must have in common; less is another shot. */
const likenessMin = 0.5;
/** Beyond this many comparisons, what is left is new. */
const comparisonsMax = 100_000;

/**
 * The shots of rows that name none, in the same scene, or in any where the list names no scenes: first those that say the same, then those
 * that say nearly the same. Rows and shots that are matched already are left alone.
 */
export function matchByWords(
  { passes }: Pick<Project, "passes">,
  rows: readonly PlannedRow[],
  matched: ReadonlyMap<PlannedRow, Shot>,
  hasScenes: boolean,
): Map<PlannedRow, Shot> {
  const taken = new Set(matched.values());
  const open = passes.flatMap(({ scene, shots }) =>
    shots.filter((shot) => !taken.has(shot)).map((shot) => ({ scene: hasScenes ? scene : "", shot })),
  );
  const places = new Map<string, { shot: Shot; words: string }[]>();
  for (const { scene, shot } of open) {
    const there = places.get(scene);
    const own = { shot, words: wordsOf(shot) };
    if (there) there.push(own);
    else places.set(scene, [own]);
  }
  const found = new Map<PlannedRow, Shot>();
  const left: PlannedRow[] = [];
  const used = new Set<Shot>();
  const pair = (row: PlannedRow, shot: Shot) => {
    found.set(row, shot);
    used.add(shot);
  };
  const same = new Map<string, Shot[]>();
  for (const [scene, shots] of places) {
    for (const { shot, words } of shots) {
      const key = `${scene}\n${words}`;
      const others = same.get(key);
      if (others) others.push(shot);
      else same.set(key, [shot]);
    }
  }
  for (const row of rows) {
    if (row.number !== null || matched.has(row)) continue;
    const words = wordsOf(row.shot);
    const shot = words === "" ? undefined : same.get(`${hasScenes ? row.scene : ""}\n${words}`)?.shift();
    if (shot) pair(row, shot);
    else if (words !== "") left.push(row);
  }
  let compared = 0;
  for (const row of left) {
    if (compared >= comparisonsMax) break;
    let best: { shot: Shot; likeness: number } | null = null;
    const words = wordsOf(row.shot);
    for (const { shot, words: others } of places.get(hasScenes ? row.scene : "") ?? []) {
      if (used.has(shot)) continue;
      compared += 1;
      const likeness = likenessOf(words, others);
      if (likeness >= likenessMin && likeness > (best?.likeness ?? 0)) best = { shot, likeness };
    }
    if (best) pair(row, best.shot);
  }
  return found;
}

/** What tells a shot from others: what happens in it, else what is said, else where it is. */
function wordsOf({ prompt, action, dialogue, environment, notes }: Omit<Shot, "id">): string {
  const said = dialogue?.map(({ line }) => line).join(" ");
  return [prompt, action, said, environment, notes].map((text) => plainWords(text ?? "")).find(Boolean) ?? "";
}
