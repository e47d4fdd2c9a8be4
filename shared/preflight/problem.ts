/** Owns how a problem of a plan is put together: where, why, what to do about it, and the one click that does it. */
import type { Edit } from "../edits/edit.ts";
import type { ModelLimits, ModelProfile } from "../models/profile.ts";
import type { Problem } from "../rpc/contract.ts";

type Fix = NonNullable<Problem["fix"]>;

/** A problem without its severity. `fix` is null where there is no live project to change, or no single way out. */
export function problem(
  severity: Problem["severity"],
  code: string,
  path: string,
  message: string,
  next: string,
  fix: Fix | null = null,
): Problem {
  return { code, severity, path, message, next, ...(fix ? { fix } : {}) };
}

/** The click that makes `edit`; null when what it changes has no id, as in a plan file. */
export function fixBy(label: string, id: string | undefined, edit: (id: string) => Edit): Fix | null {
  return id === undefined ? null : { label, edit: edit(id) };
}

/** What to do, and that the limit behind it is not confirmed, where that is so. */
export function nextStep(profile: ModelProfile, next: string, ...limits: readonly (keyof ModelLimits)[]): string {
  const uncertain = limits.some((limit) => profile.uncertain.includes(limit));
  return uncertain ? `${next} (The service itself does not confirm this limit.)` : next;
}
