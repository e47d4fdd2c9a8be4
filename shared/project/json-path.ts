/** Owns how a place in a plan is written: `passes[0].shots[1].durationMs`. */
export function formatPath(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`))
    .join("");
}
