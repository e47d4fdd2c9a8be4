/** Owns the takes of a project with what has changed in the plan since each was made. */
import type { TakeMemory } from "../../../shared/generation/made-from.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { changesOfTake } from "./take-memory.ts";
import type { TakeRows } from "./take-rows.ts";

/** In the order in which they were made. Throws project.damaged. */
export function takesWithStale(rows: TakeRows, project: Project): Take[] {
  return rows.list().map((take) => {
    const stale = staleOf(take, project, () => rows.memory(take.id) as TakeMemory);
    return stale.length > 0 ? { ...take, stale } : take;
  });
}

const compared = new WeakMap<Take, { readonly project: Project; readonly stale: string[] }>();

/** A view is asked for by whatever looks at a project, mostly at the same plan and the same takes. */
function staleOf(take: Take, project: Project, memory: () => TakeMemory): string[] {
  const known = compared.get(take);
  if (known?.project === project) return known.stale;
  const stale = changesOfTake(take, memory(), project);
  compared.set(take, { project, stale });
  return stale;
}
