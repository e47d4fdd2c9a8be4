/** Owns writing JSON of which the large parts may have been written before: a value that never changes is written once. */

const texts = new WeakMap<object, string>();

/** From now on `value`, which must not change any more, is written as `text`. */
export function knowJson(value: object, text: string): void {
  texts.set(value, text);
}

/** A value's JSON, null for what has none; a field that is known is written as it was before. */
export function writeKnownJson(value: unknown): string {
  const fields = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  if (!fields.some(([, field]) => knownText(field) !== undefined)) return JSON.stringify(value) ?? "null";
  const written = fields.flatMap(([name, field]: [string, unknown]) => {
    const text = knownText(field) ?? JSON.stringify(field);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${written.join(",")}}`;
}

function knownText(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? texts.get(value) : undefined;
}
