/** Owns changing what is valid a little, so that it gets past the first look: texts by their characters and lines, JSON by its nodes. */
import fc from "fast-check";

const place = fc.nat(1_000_000);

/** Signs that parsers, paths, tables and languages trip over. */
const oddTexts = [
  ...[
    "",
    " ",
    "\0",
    "\n",
    "\r",
    "\r\n",
    "\u2028",
    "\uFEFF",
    "\ud800",
    "\udc00",
    "é",
    "e\u0301",
    "🎬",
    "İ",
    "ß",
    "\u202e",
  ],
  ...[
    "..",
    "../..",
    "/",
    "\\",
    "//",
    "C:\\",
    "~",
    "__proto__",
    "constructor",
    "toString",
    "NaN",
    "null",
    "-0",
    "1e999",
  ],
  ...["9007199254740993", "-1", "00:00:00:00", "23:59:59:24", "99:99:99:99", "01:00:00;02", "0/0", "1/0s", "-5/24s"],
  ...[
    '"',
    "'",
    "`",
    "<",
    ">",
    "&",
    "]]>",
    "<!--",
    "<![CDATA[",
    "&#x0;",
    "&a;",
    "<!DOCTYPE a [<!ENTITY a 'b'>]>",
    "{",
    "}",
  ],
  ...["[", "]", ",", ";", "\t", "|", "=cmd", "@", "@@", "#", "=====", "/*", "*/", "[[", "]]", "**", "***", "_", "%00"],
  ...["x".repeat(300), "(".repeat(200), "[".repeat(200), "<a>".repeat(100), "* ".repeat(200), "\n".repeat(200)],
  // As a value, it is more than JSON and most walks of a tree can bear.
  "[".repeat(5000) + "]".repeat(5000),
];

export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);

type TextChange = (text: string) => string;

const cut: fc.Arbitrary<TextChange> = fc.tuple(place, fc.nat(60)).map(([at, length]) => (text) => {
  const from = at % (text.length + 1);
  return text.slice(0, from) + text.slice(from + length);
});
const end: fc.Arbitrary<TextChange> = place.map((at) => (text) => text.slice(0, at % (text.length + 1)));
const copy: fc.Arbitrary<TextChange> = fc
  .tuple(place, fc.nat(120), place, fc.constantFrom(1, 1, 1, 2, 30))
  .map(([from, length, to, times]) => (text) => {
    const start = from % (text.length + 1);
    const target = to % (text.length + 1);
    return text.slice(0, target) + text.slice(start, start + length).repeat(times) + text.slice(target);
  });
const insert = (words: readonly string[]): fc.Arbitrary<TextChange> =>
  fc
    .tuple(place, words.length === 0 ? oddText : fc.oneof(oddText, fc.constantFrom(...words)))
    .map(([at, part]) => (text) => {
      const target = at % (text.length + 1);
      return text.slice(0, target) + part + text.slice(target);
    });
const swapLines: fc.Arbitrary<TextChange> = fc.tuple(place, place).map(([one, other]) => (text) => {
  const lines = text.split("\n");
  const [first, second] = [one % lines.length, other % lines.length];
  return lines
    .with(first, lines[second] ?? "")
    .with(second, lines[first] ?? "")
    .join("\n");
});
const digit: fc.Arbitrary<TextChange> = fc.tuple(place, fc.nat(9)).map(([nth, value]) => (text) => {
  const digits = [...text.matchAll(/\d/g)];
  const at = digits[nth % Math.max(1, digits.length)]?.index;
  return at === undefined ? text : `${text.slice(0, at)}${value}${text.slice(at + 1)}`;
});

/** One of the texts with some changes; `words` are put into it besides. */
export function changedText(texts: readonly string[], words: readonly string[] = []): fc.Arbitrary<string> {
  const change = fc.oneof(cut, end, copy, insert(words), insert(words), swapLines, digit, digit);
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { maxLength: 6 }))
    .map(([text, changes]) => changes.reduce((changed, make) => make(changed), text).slice(0, 2_000_000));
}

/** Any JSON, with what its readers expect least. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, 1e308, 2 ** 53, -(2 ** 31), [], {}, [[]], [null], ""),
  oddText,
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(60, 300).map((depth) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1)),
);

type JsonChange = (value: unknown) => unknown;

/** Every place in it, as the object or list that holds it with the key there. */
function placesIn(value: unknown): [holder: Record<string, unknown>, key: string][] {
  if (value === null || typeof value !== "object") return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [
    [holder, key] as [Record<string, unknown>, string],
    ...placesIn(holder[key]),
  ]);
}

const jsonChange: fc.Arbitrary<JsonChange> = fc
  .tuple(place, place, fc.constantFrom("set", "set", "remove", "add", "move", "repeat"), oddValue, oddText)
  .map(([at, other, kind, odd, name]) => (value) => {
    const changed = structuredClone({ value });
    const places = placesIn(changed);
    const [holder, key] = places[at % places.length] as [Record<string, unknown>, string];
    const [from, fromKey] = places[other % places.length] as [Record<string, unknown>, string];
    if (kind === "set") holder[key] = odd;
    if (kind === "remove") Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
    if (kind === "add")
      Object.defineProperty(holder, name, { value: odd, enumerable: true, configurable: true, writable: true });
    if (kind === "move") holder[key] = structuredClone(from[fromKey]);
    if (kind === "repeat" && Array.isArray(holder)) holder.push(...structuredClone(holder));
    return changed.value;
  });

/** One of the values with some changes. */
export function changedJson(values: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...values), fc.array(jsonChange, { maxLength: 4 }))
    .map(([value, changes]) => changes.reduce((changed, make) => make(changed), value));
}

export { jsonChange, place };
