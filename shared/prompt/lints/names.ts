/** Owns advice on names: elements that are not called by `@`, and names that no element has. */
import { type Advice, advice, type LintContext, replaceRange, type ShotContext } from "./advice.ts";

const word = /(?<![\p{L}\p{N}_@’'-])[\p{L}\p{N}_]+(?!@)/gu;
/** A name in the middle of a sentence, in front of something that it does. */
const acting = /(?<=[\p{Ll},;]\s)(?<!\b(?:the|an?|of)\s)(\p{Lu}\p{Ll}{2,})\s+(?=\p{Ll}{2,}s\b)/gu;
/** Speakers that nobody sees, or that are no one person. */
const unseen =
  /^(?:an?\s|the\s)|\b(?:voice|narrator|announcer|radio|tv|television|phone|speaker|crowd|all|everyone|both|man|woman|boy|girl|child|v\.?o\.?|o\.?s\.?)\b/iu;
/** Names that in small letters are words like any other. */
const plainWords = new Set(
  "will may mark grace rose hope art grant bill chase faith joy dawn summer autumn ray rob sue pat frank miles gene dean earl guy buck cliff glen heath lance nick rich rusty skip victor wade april june august ivy lily ruby olive pearl amber crystal ginger hazel violet iris daisy drew jack jay jean max penny robin sunny".split(
    " ",
  ),
);
const noNames = new Set(
  "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Christmas Easter English French German Spanish Italian Japanese Chinese Korean Steadicam Dutch Kling".split(
    " ",
  ),
);

export function lintNames({ elements, shots }: LintContext): Advice[] {
  const strangers = new Set<string>();
  return shots.flatMap((each) => [
    ...lintCalls(elements, each, each.field, each.action),
    ...(each.free ? [] : lintCalls(elements, each, "environment", each.shot.environment ?? "")),
    ...lintStrangers(elements, each, strangers),
  ]);
}

function lintCalls(
  elements: ReadonlyMap<string, string>,
  { called, path, index, field }: ShotContext,
  place: "action" | "prompt" | "environment",
  text: string,
): Advice[] {
  if (text === "" || elements.size === 0) return [];
  const written = [...text.matchAll(word)];
  const seen = new Set<string>();
  return written.flatMap((match, at) => {
    const found = namedAt(elements, written, at, text);
    if (!found || plainWords.has(match[0]) || called.includes(found.name) || seen.has(found.name)) return [];
    // A place's common word, such as a pier, is an element's name by chance more often than in an action.
    if (place !== field && text.slice(match.index, found.to) !== found.name) return [];
    seen.add(found.name);
    const { name } = found;
    const range = { from: match.index, to: found.to };
    const article = /(?:^|\s)((?:the|an?)\s+)$/iu.exec(text.slice(0, range.from))?.[1]?.length ?? 0;
    const fields = { [place]: replaceRange(text, { ...range, from: range.from - article }, `@${name}`) };
    const message = `${name} is an element, but its look is not locked in this shot.`;
    const repair = { kind: "shot", label: `Write @${name}`, shot: index, fields } as const;
    return [
      advice("advice.name-element", `${path}.${place}`, message, `Write @${name} to lock it.`, { range, repair }),
    ];
  });
}

/** The element whose name begins at a word, of one word or of two. */
function namedAt(
  elements: ReadonlyMap<string, string>,
  words: readonly RegExpExecArray[],
  at: number,
  text: string,
): { name: string; to: number } | null {
  const [first, second] = [words[at], words[at + 1]];
  if (!first) return null;
  const end = first.index + first[0].length;
  if (second && text.slice(end, second.index).trim() === "") {
    const both = elements.get(`${first[0]} ${second[0]}`.toLowerCase());
    if (both !== undefined) return { name: both, to: second.index + second[0].length };
  }
  const name = elements.get(first[0].toLowerCase().replaceAll("_", " "));
  return name === undefined ? null : { name, to: end };
}

function lintStrangers(
  elements: ReadonlyMap<string, string>,
  { shot, free, action, path, field }: ShotContext,
  known: Set<string>,
): Advice[] {
  // Whoever has no element yet writes without them, and needs no word about each name.
  if (elements.size === 0) return [];
  const isStranger = (name: string) => {
    const key = name.toLowerCase().replaceAll("_", " ");
    if (elements.has(key) || known.has(key)) return false;
    known.add(key);
    return true;
  };
  const message = (name: string) => `${name} is not an element, so its look can change from shot to shot.`;
  const next = (name: string) => `Add an element for ${name}, and write it with @.`;
  const spoken = free ? [] : (shot.dialogue ?? []);
  const speakers = spoken.flatMap(({ speaker, line }, at) => {
    const name = speaker.trim();
    if (name === "" || line.trim() === "" || name.startsWith("@") || unseen.test(name) || !isStranger(name)) return [];
    const range = { from: 0, to: speaker.length };
    return [advice("advice.no-element", `${path}.dialogue[${at}].speaker`, message(name), next(name), { range })];
  });
  const actors = [...action.matchAll(acting)].flatMap((match) => {
    const [, name = ""] = match;
    if (noNames.has(name) || !isStranger(name)) return [];
    const range = { from: match.index, to: match.index + name.length };
    return [advice("advice.no-element", `${path}.${field}`, message(name), next(name), { range })];
  });
  return [...speakers, ...actors];
}
