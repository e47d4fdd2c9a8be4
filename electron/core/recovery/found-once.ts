/** Owns that each shot of a plan that was put together is in one place: it may have been found in the pass that it was moved from as well. */
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { newId } from "../projects/project-folder.ts";

export interface PutTogether {
  pass: Pass;
  /** Shots of which nothing tells but that there was one. */
  empty: number;
  /** Shots that nothing proves to be the newest. */
  older: number;
}

/** Leaves each shot where `proofOf` is highest, the first place where two are alike, and counts the others. Returns the ids of passes that changed. */
export function keepOnce(found: readonly PutTogether[], proofOf: (passId: string, shotId: string) => number): string[] {
  const places = new Map<string, { passId: string; proof: number }>();
  for (const { pass } of found) {
    for (const { id } of pass.shots) {
      const proof = proofOf(pass.id, id);
      if (proof > (places.get(id)?.proof ?? Number.NEGATIVE_INFINITY)) places.set(id, { passId: pass.id, proof });
    }
  }
  const seen = new Set<string>();
  return found.flatMap((each) => {
    const { pass } = each;
    const shots = pass.shots.filter(({ id }) => {
      if (places.get(id)?.passId !== pass.id || seen.has(id)) return false;
      seen.add(id);
      return true;
    });
    const gone = pass.shots.length - shots.length;
    if (gone === 0) return [];
    // A pass has one shot at least.
    each.pass = { ...pass, shots: shots.length > 0 ? shots : [{ ...(pass.shots[0] as Shot), id: newId("shot") }] };
    each.older += gone;
    return [pass.id];
  });
}
