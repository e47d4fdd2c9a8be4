/** Owns where elements are used: which shots, and which looks of passes, call which `@Name` in what is sent of them. */
import type { Pass, Project, Shot } from "../project/model.ts";
import { referencesOf, referencesOfLook } from "./references.ts";

/** `shot`: null where the look of the pass calls it, in all of its shots. */
export interface Use {
  readonly pass: Pass;
  readonly shot: Shot | null;
}

interface Calls {
  readonly look: ReadonlySet<string>;
  readonly shots: ReadonlyMap<string, readonly Shot[]>;
}

const read = new WeakMap<Pass, Calls>();

/** Read once for a pass that stays the same: a project has thousands of shots, and each element is looked for in all of them. */
function callsIn(pass: Pass): Calls {
  const known = read.get(pass);
  if (known) return known;
  const shots = new Map<string, Shot[]>();
  for (const shot of pass.shots) {
    for (const name of new Set(referencesOf(shot).map((reference) => reference.name))) {
      const found = shots.get(name);
      if (found) found.push(shot);
      else shots.set(name, [shot]);
    }
  }
  const calls = { look: new Set(referencesOfLook(pass.look).map(({ name }) => name)), shots };
  read.set(pass, calls);
  return calls;
}

/** Whether a pass calls an element, in a shot or in its look. */
export function callsElement(pass: Pass, name: string): boolean {
  const { look, shots } = callsIn(pass);
  return look.has(name) || shots.has(name);
}

/** Where an element is called, in the order of the project. */
export function usesOf({ passes }: Pick<Project, "passes">, name: string): Use[] {
  return passes.flatMap((pass): Use[] => {
    const { look, shots } = callsIn(pass);
    const inLook = look.has(name) ? [{ pass, shot: null }] : [];
    return [...inLook, ...(shots.get(name) ?? []).map((shot) => ({ pass, shot }))];
  });
}

/** `4 shots`, `1 shot and the look of 1 pass`; null where it is not used. */
export function sayUses(uses: readonly Use[]): string | null {
  const shots = uses.filter(({ shot }) => shot !== null).length;
  const looks = uses.length - shots;
  const parts = [
    shots === 0 ? null : shots === 1 ? "1 shot" : `${shots} shots`,
    looks === 0 ? null : looks === 1 ? "the look of 1 pass" : `the looks of ${looks} passes`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" and ");
}
