/** Owns who is in a script: the names that speak, the elements that they are, and where action writes them. */
import { type Element, projectLimits } from "../project/model.ts";

const nameMaxChars = 20;

/** A name that speaks without what is said of the voice: `DR. O'NEIL (O.S.)` is `DR. O'NEIL`. */
export function nameOfCue(cue: string): string {
  return cue
    .replace(/\([^()]*\)|\s*\^$/g, " ")
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .trim()
    .toUpperCase();
}

/** What is said of the voice: `O.S.`; empty where nothing is. */
export function voiceOfCue(cue: string): string {
  const said = [...cue.matchAll(/\(([^()]*)\)/g)].map(([, words = ""]) => words.trim());
  return said.filter((words) => !/^cont(?:'|’)?d\.?$|^continued$/i.test(words)).join(", ");
}

/** Names that action introduces with an age: `INGA (60s)`. */
export function introducedIn(text: string): string[] {
  const found = text.matchAll(
    /(?<![\p{L}\p{N}])(\p{Lu}[\p{Lu}'’.-]{1,30}(?: \p{Lu}[\p{Lu}'’.-]{0,30}){0,3}),? \((?:\d{1,2}|early|mid|late|teen|\d0)[^()]{0,30}\)/gu,
  );
  return [...found].map(([, name = ""]) => name.toUpperCase());
}

/**
 * The elements of the first `names`, as many as a project may have, in their order: the one that it is known to be, one of the project that is
 * called so, else a new name that fits beside all others.
 */
export function nameElements(
  names: readonly string[],
  elements: readonly Pick<Element, "name">[],
  knownAs: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const known = new Map(elements.map(({ name }) => [name.toLowerCase(), name]));
  const found = new Map<string, string>();
  const others = elements.map(({ name }) => name);
  for (const name of names.slice(0, projectLimits.elements)) {
    if (found.has(name)) continue;
    const own = knownAs.get(name);
    if (own !== undefined) {
      found.set(name, own);
      continue;
    }
    const wanted = elementName(name, found.size + 1);
    // One that had to give way to another name keeps the name that it got.
    const numbered = new RegExp(`^${wanted}_\\d{1,2}$`, "iu");
    const there = known.get(wanted.toLowerCase()) ?? elements.find((element) => numbered.test(element.name))?.name;
    const given = there ?? freeName(wanted, others);
    found.set(name, given);
    if (there === undefined) others.push(given);
    known.set(wanted.toLowerCase(), given);
  }
  return found;
}

/** `DR. O'NEIL`: `Dr_ONeil`. */
function elementName(name: string, count: number): string {
  const words = name.replace(/['’.]/g, "").match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
  const written = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join("_");
  const plain = [...written.normalize("NFC").replace(/[^\p{L}\p{N}_]/gu, "")].slice(0, nameMaxChars).join("");
  return plain.replace(/_+$/, "") || `Character_${count}`;
}

/** A service confuses a name with one that it is a part of. */
function freeName(wanted: string, others: readonly string[]): string {
  const clashes = (name: string) =>
    others.some((other) => other.toLowerCase() === name.toLowerCase() || other.includes(name) || name.includes(other));
  const joined = wanted.replace(/(?<=_)\p{L}/gu, (letter) => letter.toLowerCase());
  for (const name of [wanted, joined, wanted.toLowerCase()]) if (!clashes(name)) return name;
  for (let count = 1; ; count += 1) {
    const end = `_${count}`;
    const short = [...joined].slice(0, nameMaxChars - end.length).join("");
    // Without the letters that clash, should a number not help.
    const name = count < 50 ? `${short}${end}` : `Character_${others.length + count}`;
    if (!clashes(name)) return name;
  }
}

/** Speakers who are no one, and whose names are words that begin a sentence. */
const noOne = /^(?:all|both|everyone|everybody|others?|the others|one|two|three|he|she|they|you|we|i|it|a|an|the)$/i;

/** Writes `@Name` where a text has a name, in capitals or as names are written; what is only somebody's is no sight of them. */
export function createNameWriter(elements: ReadonlyMap<string, string>): (text: string) => string {
  const shouted = [...elements.keys()].filter((name) => /[\p{L}\p{N}]/u.test(name));
  if (shouted.length === 0) return (text) => text;
  const known = new Map<string, string>();
  for (const name of shouted) known.set(plainQuotes(name), elements.get(name) as string);
  const plain: string[] = [];
  for (const name of shouted) {
    const written = asName(name);
    if (noOne.test(name) || known.has(plainQuotes(written))) continue;
    known.set(plainQuotes(written), elements.get(name) as string);
    plain.push(written);
  }
  const patternOf = (names: readonly string[]) =>
    names
      .toSorted((one, other) => other.length - one.length)
      .map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/['’]/g, "['’]"))
      .join("|");
  const called = plain.length === 0 ? "" : `|(?:${patternOf(plain)})(?!['’]s(?![\\p{L}\\p{N}]))`;
  const found = new RegExp(`(?<![\\p{L}\\p{N}@_])(?:(?:${patternOf(shouted)})${called})(?![\\p{L}\\p{N}_])`, "gu");
  return (text) => text.replace(found, (name) => `@${known.get(plainQuotes(name)) ?? name}`);
}

/** `DR. O'NEIL` is `Dr. O'Neil`. */
function asName(name: string): string {
  return name.toLowerCase().replace(/(?<![\p{L}\p{M}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase());
}

function plainQuotes(name: string): string {
  return name.replace(/’/g, "'");
}
