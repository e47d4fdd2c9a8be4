/** Owns finding in a text whom it speaks of: names with @ and without, people and animals that have none, and who is meant by he or she. */
import type { Element } from "../project/model.ts";
import { isLiving } from "../project/vocabulary.ts";
import { referencesIn } from "../prompt/references.ts";

/** Somebody in a text. */
export interface Mention {
  /** The name; or, of somebody without one, what they are called, such as `man`. */
  readonly called: string;
  readonly what: "name" | "kind" | "pronoun";
  /** How many of them; more than one only of a kind. */
  readonly count: number;
  /** `a man`, `another man`, `the man`. */
  readonly article: "new" | "other" | "known";
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

const counts: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  both: 2,
  pair: 2,
  couple: 2,
  three: 3,
  several: 3,
  some: 3,
  few: 3,
  group: 4,
  four: 4,
  five: 5,
  many: 5,
  crowd: 5,
  audience: 5,
  six: 6,
};
const number = new RegExp(`\\b(?:${Object.keys(counts).join("|")})\\b`, "i");
const grown =
  "man|woman|men|women|persons?|people|guys?|lad(?:y|ies)|figures?|soldiers?|guards?|drivers?|riders?|cops?|officers?|waiters?|waitress(?:es)?|nurses?|doctors?|detectives?|pilots?|dancers?|hero(?:es|ine)?|strangers?|friends?|lovers?|workers?|farmers?|runners?|hunters?|bartenders?|chefs?|couriers?|students?|teachers?|mothers?|fathers?|tourists?|passengers?|thie(?:f|ves)|king|queen|singers?|actors?|actress(?:es)?|musicians?|drummers?|guitarists?|pianists?|brides?|grooms?|husbands?|wi(?:fe|ves)|sons?|daughters?|sisters?|brothers?|grand(?:mother|father)s?|neighbors?|clerks?|cooks?|baristas?|sailors?|divers?|captains?|fisher(?:man|men)|priests?|nuns?|monks?|judges?|lawyers?|scientists?|agents?|spy|spies|killers?|knights?|warriors?|witch(?:es)?|boxers?|skaters?|surfers?|cyclists?|bikers?|climbers?|astronauts?|cowboys?|gangsters?|robbers?|prisoners?|mechanics?|carpenters?|customers?|shoppers?|commuters?|pedestrians?|teen(?:ager)?s?|someone|somebody";
const young = "boys?|girls?|child|children|kids?|toddlers?";
const beasts =
  "dogs?|pupp(?:y|ies)|cats?|horses?|wol(?:f|ves)|fox(?:es)?|deer|bears?|cows?|lions?|tigers?|sheep|goats?|pigs?";
const articles = "an?|the|another|his|her|their|one|two|three|four|five|six|both|several|some|many";
const kinds = new RegExp(
  `\\b(?:(?<article>${articles})\\s+(?:[\\p{L}-]+\\s+){0,3}?)?(?:(?:group|crowd|couple|pair)\\s+of\\s+)?` +
    `(?<kind>${grown}|${young}|${beasts})\\b(?!-)|\\b(?:an?\\s+|the\\s+)?(?:crowd|couple|audience)\\b`,
  "giu",
);
const singular: Readonly<Record<string, string>> = {
  men: "man",
  women: "woman",
  people: "person",
  children: "child",
  wolves: "wolf",
  thieves: "thief",
  ladies: "lady",
  puppies: "puppy",
  heroes: "hero",
  someone: "person",
  somebody: "person",
  figure: "person",
};
const isYoung = new RegExp(`^(?:${young})$`, "i");
const isStranger = new RegExp(`^(?:${grown}|${young}|${beasts})$`);
const isBeast = new RegExp(`^(?:${beasts})$`, "i");
const pronouns = /\b(?:he|she|they|him|them|her(?=\s*(?:[.,;!?]|$)))\b/giu;

/** Whether somebody is called as a child is, or as an animal is. */
export function kindOfCalled(called: string): "child" | "animal" | "adult" {
  return isBeast.test(called) ? "animal" : isYoung.test(called) ? "child" : "adult";
}

/** What somebody is who has no name but what they are called by: `man` of `Man 2`, `person` of `Figure 1`; null for a name. */
export function strangerIn(name: string): string | null {
  const called = name.toLowerCase().replace(/ \d+$/, "");
  if (called === "figure") return "person";
  return isStranger.test(called) ? called : null;
}

/** Names that may be written without the sign, by the same in lower case with spaces. */
export function namesOf(elements: readonly Element[], speakers: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name, kind } of elements) if (isLiving(kind)) names.set(plain(name), name);
  for (const speaker of speakers) {
    const id = speaker.replace(/[^\p{L}\p{N}_]+/gu, "_").slice(0, 80);
    if (/[\p{L}\p{N}]/u.test(id) && !names.has(plain(id))) names.set(plain(id), id);
  }
  return names;
}

export function plain(name: string): string {
  return folded(name).replaceAll("_", " ").trim();
}

/** In lower case, every letter where it was: of the letters that there are, this one alone would become two. */
function folded(text: string): string {
  return text.replaceAll("İ", "I").toLowerCase();
}

/** In the order of the text. `things`: elements that are nobody. */
export function mentionsIn(
  text: string,
  names: ReadonlyMap<string, string>,
  things: ReadonlySet<string>,
): readonly Mention[] {
  const found: Mention[] = [];
  const taken = new Uint8Array(text.length);
  const add = (mention: Mention) => {
    if (taken.subarray(mention.from, mention.to).includes(1)) return;
    taken.fill(1, mention.from, mention.to);
    found.push(mention);
  };
  const named = (called: string, from: number, to: number) =>
    add({ called, what: "name", count: 1, article: "known", from, to });
  for (const { name, offset } of referencesIn(text)) {
    const to = offset + 1 + name.length;
    if (things.has(name)) continue;
    named(names.get(plain(name)) ?? name, offset, to);
  }
  const plainText = folded(text);
  for (const [written, name] of names) {
    if (written.length < 2) continue;
    for (let at = plainText.indexOf(written); at !== -1; at = plainText.indexOf(written, at + 1)) {
      const to = at + written.length;
      if (!/[\p{L}\p{N}_@]/u.test(text[at - 1] ?? " ") && !/[\p{L}\p{N}_]/u.test(text[to] ?? " ")) named(name, at, to);
    }
  }
  for (const mention of strangersIn(text)) add(mention);
  return found.toSorted((a, b) => a.from - b.from);
}

const known = new Map<string, readonly Mention[]>();
/** Texts are typed letter by letter: what is kept must not grow with them. */
const knownMax = 1000;

/** Those without a name, whatever the elements are. */
function strangersIn(text: string): readonly Mention[] {
  const before = known.get(text);
  if (before) return before;
  const found: Mention[] = [];
  const add = (mention: Mention) => found.push(mention);
  for (const match of text.matchAll(kinds)) {
    const { article = "", kind } = match.groups ?? {};
    const word = (kind ?? "person").toLowerCase();
    const one = singular[word] ?? word.replace(/(?<=waitress|fox)es$|(?<=hero)ine$/, "").replace(/(?<!s)s$/, "");
    const isMany = one !== word && !["someone", "somebody"].includes(word);
    const said = counts[number.exec(match[0])?.[0].toLowerCase() ?? ""] ?? (isMany ? 3 : 1);
    const first = article.toLowerCase();
    add({
      called: one,
      what: "kind",
      count: said,
      article: first === "another" ? "other" : /^(?:the|one|both|his|her|their)$/.test(first) ? "known" : "new",
      from: match.index,
      to: match.index + match[0].length,
    });
  }
  for (const match of text.matchAll(pronouns)) {
    const isMany = /^the[ym]/i.test(match[0]);
    add({
      called: match[0].toLowerCase(),
      what: "pronoun",
      count: isMany ? 2 : 1,
      article: "known",
      from: match.index,
      to: match.index + match[0].length,
    });
  }
  if (known.size >= knownMax) known.clear();
  known.set(text, found);
  return found;
}
