/** Owns the words for what a model file's schema refuses: never the parser's own, always what to write at that place. */
import type { z } from "zod";
import { formatPath } from "../project/json-path.ts";
import type { ModelFault } from "./model-fault.ts";

type Issue = z.core.$ZodIssue;

/** `data` is the whole file. */
export function faultsOfIssue(issue: Issue, data: unknown, above: readonly PropertyKey[] = []): ModelFault[] {
  const path = [...above, ...issue.path];
  const say = (message: string): ModelFault[] => [{ path: formatPath(path), message }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: formatPath([...path, key]),
        message: "Remove it, or correct the spelling: there is no such field.",
      }));
    case "invalid_value":
      return say(oneOf(issue.values.map(String)));
    case "invalid_key":
      return say(`${(issue.issues[0]?.message ?? "Use another name").replace(/\.$/, "")}.`);
    case "invalid_union":
      return faultsOfUnion(issue, data, path);
    case "invalid_format":
      if (issue.format === "date") return say("Write a day such as 2026-11-22.");
      return say(issue.message);
    case "invalid_type": {
      const what = `Write ${typeWords(issue.expected, path)}.`;
      return say(valueAt(data, path) === undefined ? `Add it. ${what}` : what);
    }
    case "too_small":
      return say(boundWords(issue.origin, issue.inclusive ? "at least" : "more than", Number(issue.minimum), path));
    case "too_big":
      return say(boundWords(issue.origin, "at most", Number(issue.maximum), path));
    default:
      return say("Write another value.");
  }
}

/** What the nearest of several shapes says: of a field, that which its `from` names. */
function faultsOfUnion(issue: Extract<Issue, { code: "invalid_union" }>, data: unknown, path: PropertyKey[]) {
  const { errors, options } = issue as typeof issue & { readonly options?: readonly unknown[] };
  if (options !== undefined) return [{ path: formatPath(path), message: oneOf(options.map(String)) }];
  const all = errors.flat();
  if (all.every(({ code, path: inside }) => code === "invalid_type" && inside.length === 0)) {
    const types = [...new Set(all.map((each) => typeWords((each as { expected?: string }).expected ?? "", path)))];
    return [{ path: formatPath(path), message: `Write ${listWords(types)}.` }];
  }
  const meant = errors.filter((branch) => !branch.some(isOtherShape));
  const nearest = meant.toSorted((one, other) => one.length - other.length)[0];
  if (nearest) return nearest.flatMap((each) => faultsOfIssue(each, data, path));
  const known = errors.flatMap((branch) =>
    branch.flatMap((each) => (each.code === "invalid_value" && each.path[0] === "from" ? each.values.map(String) : [])),
  );
  return [{ path: formatPath([...path, "from"]), message: oneOf([...new Set(known)]) }];
}

function isOtherShape(issue: Issue): boolean {
  if (issue.code === "unrecognized_keys") return issue.path.length === 0 && issue.keys.includes("from");
  return issue.code === "invalid_value" && issue.path[0] === "from";
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `Write ${values[0]}.` : `Write one of ${values.join(", ")}.`;
}

function typeWords(expected: string, path: readonly PropertyKey[]): string {
  switch (expected) {
    case "int":
    case "number":
      return numberWords(expected === "int", path);
    case "string":
      return "a text in quotes";
    case "boolean":
      return "true or false";
    case "array":
      return "a list in square brackets";
    default:
      return "an object in braces";
  }
}

/** Names tell their unit. */
const units: readonly (readonly [name: RegExp, unit: string, example: number])[] = [
  [/Ms$/, "milliseconds", 15_000],
  [/bytes/i, "bytes", 10_485_760],
  [/^sidePx|^pixels$/, "pixels", 1024],
  [/Chars$/, "characters", 2500],
];

function unitOf(path: readonly PropertyKey[]): (typeof units)[number] | null {
  return units.find(([name]) => path.some((key) => name.test(String(key)))) ?? null;
}

function numberWords(isWhole: boolean, path: readonly PropertyKey[]): string {
  const [, unit, example] = unitOf(path) ?? [null, null, null];
  if (unit !== null) return `a whole number of ${unit}, such as ${example}`;
  if (path[0] === "price") return "a number, such as 0.14";
  const counts = isWhole || path.some((key) => /^(?:shots|elements|images|keyframes|reference)/.test(String(key)));
  return counts ? "a whole number, such as 4" : "a number, such as 2.5";
}

function boundWords(origin: string, how: string, bound: number, path: readonly PropertyKey[]): string {
  if (origin === "string") return bound === 1 ? "Write at least one character." : `Write ${how} ${bound} characters.`;
  if (origin === "array") return `List ${how} ${bound} ${bound === 1 ? "value" : "values"}.`;
  const unit = unitOf(path)?.[1];
  return `Write a number of ${how} ${bound}${unit === undefined ? "" : ` ${unit}`}.`;
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join("; ")}; or ${words.at(-1)}`;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
