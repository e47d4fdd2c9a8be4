/** Owns changing named fields of plain data: null takes a field away, and no real change keeps the same object. */

type Fields<Target> = { readonly [Key in keyof Target]?: Target[Key] | null | undefined };

/** A copy of `target` with `fields` set; the very same object when every field had that value already. */
export function changeFields<Target extends object>(target: Target, fields: Fields<Target>): Target {
  const next = { ...target } as Record<string, unknown>;
  let changed = false;
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || sameData(next[key], value ?? undefined)) continue;
    changed = true;
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return changed ? (next as Target) : target;
}

/** Whether two plain JSON values say the same. Key order does not count; an absent key equals an undefined one. */
export function sameData(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) {
    if (!sameData((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key])) return false;
  }
  return true;
}
