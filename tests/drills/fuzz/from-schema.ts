/**
 * Owns inputs by the thousand that a schema accepts, or nearly. What only a running core knows, such as ids, is written as a name and put
 * in later, so that an input means the same another time.
 */
import fc from "fast-check";
import { z } from "zod";
import { oddText, oddValue } from "./changes.ts";

/** As far of JSON Schema as our contract needs. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
}

/** The names that a caller puts values in for: `$passId:7` is one of the passes there are. */
const nameOf = /^\$(\w+):(\d+)$/;
const small: Readonly<Record<string, string>> = { "^[a-z]+_[A-Za-z0-9-]{4,64}$": "id", "^[0-9a-f]{64}$": "mediaId" };

/** `known` are the keys whose strings and numbers the caller has values for. */
export function arbitraryOf(schema: z.ZodType, known: readonly string[]): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as Shape;
  return fromShape(root, "", new Set(known));
}

function fromShape(shape: Shape, key: string, known: ReadonlySet<string>): fc.Arbitrary<unknown> {
  const inner = (each: Shape, name = key) => fromShape(each, name, known);
  if ("const" in shape) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => inner(each)));
  if (shape.type === "object") return objectOf(shape, inner);
  if (shape.type === "array") {
    if (shape.prefixItems) return fc.tuple(...shape.prefixItems.map((each) => inner(each)));
    const { minItems = 0, maxItems = 100, items = {} } = shape;
    return fc.array(inner(items), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) });
  }
  if (shape.type === "boolean") return fc.boolean();
  if (shape.type === "null") return fc.constant(null);
  if (shape.type === "string" || shape.type === "integer" || shape.type === "number") {
    const name = known.has(key) ? key : (small[shape.pattern ?? ""] ?? null);
    const own = shape.type === "string" ? textOf(shape) : numberOf(shape);
    if (name === null || !known.has(name)) return own;
    return fc.oneof(
      { weight: 9, arbitrary: fc.nat(30).map((nth) => `$${name}:${nth}`) },
      { weight: 1, arbitrary: own },
    );
  }
  return oddValue;
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: Shape,
  inner: (each: Shape, name?: string) => fc.Arbitrary<unknown>,
) {
  const own = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, inner(each, name)])),
    {
      requiredKeys: [...required],
    },
  );
  if (typeof additionalProperties !== "object") return own;
  return fc.dictionary(inner({ type: "string" }, "id").map(String), inner(additionalProperties), { maxKeys: 2 });
}

function textOf({ pattern }: Shape): fc.Arbitrary<unknown> {
  const plain = fc.constantFrom(
    "Night race",
    "SC010",
    "01:00:00:00",
    "animatic",
    "pixio/kling-v3-pro",
    "720p",
    "@Driver waits",
    "Driver",
    "figure-1",
  );
  return pattern?.startsWith("^$") ? fc.base64String({ maxLength: 40 }) : fc.oneof(plain, oddText);
}

function numberOf({ type, minimum = -1000, maximum = 1_000_000 }: Shape): fc.Arbitrary<unknown> {
  if (type === "number") return fc.double({ min: minimum, max: maximum, noNaN: true });
  const [min, max] = [Math.ceil(minimum), Math.floor(maximum)];
  return fc.oneof(
    fc.integer({ min, max: Math.min(max, min + 12) }),
    fc.integer({ min, max }),
    fc.constantFrom(min, max),
  );
}

/** The input with what its names stand for. */
export function fillNames(input: unknown, valueFor: (name: string, nth: number) => unknown): unknown {
  if (typeof input === "string") {
    const [, name, nth] = nameOf.exec(input) ?? [];
    return name === undefined ? input : valueFor(name, Number(nth));
  }
  if (Array.isArray(input)) return input.map((each) => fillNames(each, valueFor));
  if (input === null || typeof input !== "object") return input;
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [String(fillNames(key, valueFor)), fillNames(value, valueFor)]),
  );
}
