/** Owns where elements are used: which shots call which `@Name` in what is sent of them. */
import type { Pass, Project, Shot } from "../project/model.ts";
import { referencesOf } from "./references.ts";

export interface Use {
  readonly pass: Pass;
  readonly shot: Shot;
  /** From 0, in its pass. */
  readonly index: number;
}

const called = new WeakMap<Pass, ReadonlyMap<string, readonly number[]>>();

/** The names that a pass calls, each with the indexes of the shots that do; read once for a pass that stays the same. */
export function namesCalledIn(pass: Pass): ReadonlyMap<string, readonly number[]> {
  const known = called.get(pass);
  if (known) return known;
  const found = new Map<string, number[]>();
  for (const [index, shot] of pass.shots.entries()) {
    for (const name of new Set(referencesOf(shot).map((reference) => reference.name))) {
      found.set(name, [...(found.get(name) ?? []), index]);
    }
  }
  called.set(pass, found);
  return found;
}

/** The shots that call an element, in the order of the project. */
export function usesOf({ passes }: Pick<Project, "passes">, name: string): Use[] {
  return passes.flatMap((pass) =>
    (namesCalledIn(pass).get(name) ?? []).map((index) => ({ pass, shot: pass.shots[index] as Shot, index })),
  );
}
