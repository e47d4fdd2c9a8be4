/** Owns making ids for what the window adds, in the form that the model asks for. */

/** `kind_` and 16 random characters. `crypto.randomUUID` is left alone: it is missing outside secure contexts. */
export function makeId(kind: "pass" | "shot" | "element"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${kind}_${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
