/** Owns putting prepared values into the places of a frozen request that wait for them. */
import type { JsonValue } from "./provider.ts";

/** A copy of `body` in which every whole string that `values` knows is replaced. */
export function fillCall(body: JsonValue, values: ReadonlyMap<string, JsonValue>): JsonValue {
  if (typeof body === "string") return values.get(body) ?? body;
  if (Array.isArray(body)) return body.map((each) => fillCall(each, values));
  if (body === null || typeof body !== "object") return body;
  return Object.fromEntries(Object.entries(body).map(([name, each]) => [name, fillCall(each, values)]));
}
