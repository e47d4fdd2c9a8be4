/** Owns who is on the stage of a pass: whom the words of its shots name, and whom the user put there. */
import type { Element, Pass, Shot } from "../project/model.ts";
import { type StageFigure, stageLimits } from "../project/stage.ts";
import { isLiving } from "../project/vocabulary.ts";
import { kindOfCalled, type Mention, mentionsIn, namesOf, plain } from "./people.ts";
import type { Cast } from "./scene.ts";
import { type ShotWords, wordsOf } from "./shot-words.ts";

/** Meters that a figure is tall where nobody says it: a grown person, a child, and an animal to its shoulders. */
export const usualHeight = 1.75;
const childHeight = 1.2;
const animalHeights: readonly (readonly [RegExp, number])[] = [
  [/\bhorse|\bcow\b|\bdeer\b|\bstag\b|\bmare\b/i, 1.5],
  [/\blion|\btiger|\bbear\b|\bwol(?:f|ves)\b/i, 0.9],
  [/\bcat\b|\bkitten|\bfox|\bpupp|\bbird|\brabbit/i, 0.35],
];
const animalHeight = 0.6;
const childWords =
  /\b(?:child|kid|toddler|(?:little|young|small) (?:boy|girl)|(?:[3-9]|1[0-2]|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -]years?[ -]old)\b/i;

/** Most that words put on a stage; more are a crowd that nobody blocks one by one. */
const unnamedMax = 8;

/** Whom one shot's words speak of. */
export interface ReadShot {
  /** The ids of those that are on its stage, in the order in which they matter: whom it is about comes first. */
  readonly named: readonly string[];
  /** Where its action speaks of whom. */
  readonly mentions: readonly { readonly ids: readonly string[]; readonly from: number; readonly to: number }[];
  /** Over whose shoulder or through whose eyes it looks, by its words; null where they do not say. */
  readonly past: string | null;
}

type Read = Pick<Pass, "stage"> & { readonly shots: readonly Omit<Shot, "id">[] };

const bodyWords = /\b(?:hands?|fingers?|face|eyes|feet|shoulders?|smiles?|whispers?|breathes?|says|shouts?)\b/i;
const placeWords =
  /\b(?:landscape|skyline|horizon|mountains?|desert|ocean|sea|forest|valley|fields?|city|street|rooftops?|establishing|empty|nobody|no one|deserted|abandoned)\b/i;
const thingWords =
  /\b(?:table|desk|chair|door|window|car|taxi|tree|stairs|wall|phone|telephone|key|letter|cup|glass|bottle|book|clock|gun|lamp|box|rain|fire|smoke)\b/i;
const togetherWords = /\b(?:each other|face to face|side by side|together|both)\b/i;

/** Whom each shot of a pass speaks of, by its place, and everybody together. Whoever has no name is `figure-1`, `figure-2`, and the same through the pass. */
export function readCast(
  pass: Read,
  elements: readonly Element[],
): { readonly shots: readonly ReadShot[]; readonly cast: readonly Cast[] } {
  const words = pass.shots.map(wordsOf);
  const said = words.map(({ speakers }) => speakers.filter((speaker) => !isVoice(speaker)));
  const names = namesOf(elements, said.flat());
  const things = new Set(elements.flatMap(({ name, kind }) => (isLiving(kind) ? [] : [name])));
  const texts = words.map(({ action, camera }) => ({
    action: mentionsIn(action, names, things),
    note: mentionsIn(camera.note ?? "", names, things).filter(({ what }) => what === "name"),
  }));
  const unnamed = new Unnamed();
  const named: string[][] = [];
  const mentions = texts.map(({ action }, index) => {
    // The last two of whom was spoken: he may be one of them, and him the other.
    let spoken: readonly string[] = named[index - 1]?.slice(0, 2) ?? [];
    let about = spoken[0];
    const isNamed = action.some(({ what }) => what === "name");
    const resolved = action.map((mention, nth) => {
      const earlier = action[nth - 1];
      const doer = earlier && isOneSentence(words[index]?.action ?? "", earlier, mention) ? spoken[0] : about;
      const meant = isObject(mention) ? spoken.find((id) => id !== doer) : about;
      const ids = idsOf(mention, meant, unnamed, isNamed);
      if (nth === 0) about = ids[0] ?? about;
      spoken = [...new Set([...ids, ...spoken])].slice(0, 2);
      return { ids, from: mention.from, to: mention.to };
    });
    const speakers = said[index]?.flatMap((speaker) => names.get(plain(speaker)) ?? []) ?? [];
    const noted = texts[index]?.note.map(({ called }) => called) ?? [];
    const own = new Set([...resolved.flatMap(({ ids }) => ids), ...noted, ...speakers]);
    named.push([...own].slice(0, stageLimits.figures));
    return resolved;
  });
  const everybody = [...new Set(named.flat())].slice(0, stageLimits.figures);
  const shots = named.map((own, index): ReadShot => {
    const words = wordsOf(pass.shots[index] as Omit<Shot, "id">);
    const { size } = words.camera;
    const near = [...new Set([...(named[index - 1] ?? []), ...(named[index + 1] ?? []), ...everybody])];
    const read = { mentions: mentions[index] ?? [] };
    if (size !== "POV" && size !== "OTS") {
      return { ...read, named: filled(own, wantedIn(words, own.length), near, unnamed), past: null };
    }
    const isEmpty = size === "POV" && own.length === 0 && isOfThings(words);
    const told = pastIn(words, read.mentions, own, size);
    const isAlone = isEmpty || (size === "POV" && told !== null && own.length === 1);
    const ids = filled(own, isAlone ? 1 : 2, near, unnamed);
    // Whoever the camera looks past comes behind whom it looks at; without a word, that is whom the shot before was about.
    const past = told ?? (isAlone || own.length === 0 ? ids[0] : ids[1]) ?? null;
    return { ...read, named: [...ids.filter((id) => id !== past), ...(past === null ? [] : [past])], past };
  });
  return { shots, cast: castFrom(pass, elements, shots, unnamed.labels) };
}

function isOneSentence(text: string, earlier: Mention, later: Mention): boolean {
  return !/[.!?;]/.test(text.slice(earlier.to, later.from));
}

function isObject({ called, what }: Mention): boolean {
  return what === "pronoun" && ["him", "her", "them"].includes(called);
}

/** Speakers that nobody sees. */
function isVoice(speaker: string): boolean {
  return /\b(?:voice|narrator|announcer|radio|tv|television|phone|v\.?\s?o\.?|o\.?\s?s\.?)(?![\p{L}])/iu.test(speaker);
}

/** What follows somebody past whom, or through whose eyes, the camera looks; and what one does who sees something. */
const past = /^['’]?s?\s+(?:\p{L}+\s+)?(?:shoulder|head|back|pov|point of view|eyes|view)\b/iu;
const sees = /^\s+(?:\p{L}+ly\s+)?(?:sees?|watch(?:es)?|looks?|spots?|stares?|gazes?|notices?)\b/iu;

function pastIn(
  { action, camera }: ShotWords,
  mentions: ReadShot["mentions"],
  own: readonly string[],
  size: "POV" | "OTS",
): string | null {
  const said = mentions.find(
    ({ to }) => past.test(action.slice(to)) || (size === "POV" && sees.test(action.slice(to))),
  );
  const noted = /\b(?:over|past|from)\s+@?([\p{L}\p{N}_]+)['’]/iu.exec(camera.note ?? "")?.[1];
  return said?.ids[0] ?? own.find((id) => noted !== undefined && plain(id) === plain(noted)) ?? null;
}

/** How many are seen at least, beyond whom the words name. */
function wantedIn({ camera: { size }, action, place }: ShotWords, named: number): number {
  if (size === "two-shot") return 2;
  if (togetherWords.test(action) && size !== "ECU" && size !== "CU") return 2;
  if (named > 0 || bodyWords.test(action)) return 1;
  if (size === "EWS" || size === "insert" || thingWords.test(action)) return 0;
  const isFar = size === undefined || size === "LS" || size === "WS";
  return isFar && placeWords.test(`${action} ${place}`) ? 0 : 1;
}

function isOfThings({ action, place }: ShotWords): boolean {
  return thingWords.test(action) || placeWords.test(`${action} ${place}`);
}

function filled(own: readonly string[], wanted: number, near: readonly string[], unnamed: Unnamed): readonly string[] {
  const ids = [...own];
  for (const id of near) {
    if (ids.length >= wanted) return ids;
    if (!ids.includes(id)) ids.push(id);
  }
  for (let nth = 1; ids.length < wanted; nth++) {
    const id = unnamed.idOf("person", nth);
    if (!ids.includes(id)) ids.push(id);
  }
  return ids;
}

/** The figures that no element names, by what they are called and which of them it is. */
class Unnamed {
  readonly #ids = new Map<string, string>();
  readonly labels = new Map<string, { readonly called: string; readonly nth: number }>();

  has(called: string, nth: number): boolean {
    return this.#ids.has(`${called} ${nth}`);
  }

  idOf(called: string, nth: number): string {
    const key = `${called} ${nth}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = `figure-${this.#ids.size + 1}`;
    this.#ids.set(key, id);
    this.labels.set(id, { called, nth });
    return id;
  }
}

/** `isNamed`: whether the text calls anybody by name. */
function idsOf(
  { called, what, count, article }: Mention,
  about: string | undefined,
  unnamed: Unnamed,
  isNamed: boolean,
): readonly string[] {
  if (what === "name") return [called];
  if (what === "pronoun") return about !== undefined ? [about] : [unnamed.idOf("person", 1)];
  // `@Mara turns; the woman smiles`: somebody known by name, called by what they are.
  if (article === "known" && count === 1 && isNamed && !unnamed.has(called, 1))
    return about === undefined ? [] : [about];
  const first = article === "other" ? 2 : 1;
  return Array.from({ length: Math.min(count, unnamedMax) }, (_, index) => unnamed.idOf(called, first + index));
}

/** The ids of the figures that a shot's own words name, in the order in which they matter; those that no element names are `figure-1`, `figure-2`. */
export function namedIn(shot: Omit<Shot, "id">, elements: readonly Element[]): readonly string[] {
  return readCast({ shots: [shot] }, elements).shots[0]?.named ?? [];
}

/** Everybody who is on a pass's stage in any of its shots, in the order in which they come. Those that the user put there are `byHand`. */
export function castOf(pass: Read, elements: readonly Element[]): readonly Cast[] {
  return readCast(pass, elements).cast;
}

function castFrom(
  pass: Read,
  elements: readonly Element[],
  shots: readonly ReadShot[],
  labels: Unnamed["labels"],
): readonly Cast[] {
  const own = new Map((pass.stage?.figures ?? []).map((figure) => [figure.id, figure]));
  const named = shots.flatMap((shot) => shot.named);
  const ids = new Set([...new Set([...own.keys(), ...named])].slice(0, stageLimits.figures));
  return [...new Set([...named, ...own.keys()])]
    .filter((id) => ids.has(id))
    .map((id, color) => castAs(id, color, own.get(id), elements, labels.get(id)));
}

function castAs(
  id: string,
  color: number,
  figure: StageFigure | undefined,
  elements: readonly Element[],
  label: { readonly called: string; readonly nth: number } | undefined,
): Cast {
  const element = elements.find(({ name }) => name === (figure?.element ?? id));
  const called = label?.called ?? "";
  const kind = element?.kind === "animal" || (!element && kindOfCalled(called) === "animal") ? "animal" : "person";
  const told = `${element?.name.replaceAll("_", " ") ?? ""} ${element?.description ?? ""} ${called}`;
  return {
    id,
    name: figure?.label ?? element?.name.replaceAll("_", " ") ?? nameOf(id, label),
    element: element?.name ?? null,
    mediaId: element?.images[0] ?? null,
    color,
    kind,
    height: figure?.height ?? heightOf(kind, told, kindOfCalled(called) === "child"),
    build: figure?.build ?? "average",
  };
}

function nameOf(id: string, label: { readonly called: string; readonly nth: number } | undefined): string {
  const nth = /^figure-(\d+)$/.exec(id)?.[1];
  if (!label || label.called === "person") return nth === undefined ? id.replaceAll("_", " ") : `Figure ${nth}`;
  return `${label.called[0]?.toUpperCase()}${label.called.slice(1)}${label.nth === 1 ? "" : ` ${label.nth}`}`;
}

function heightOf(kind: Cast["kind"], told: string, isChild: boolean): number {
  if (kind === "animal") return animalHeights.find(([words]) => words.test(told))?.[1] ?? animalHeight;
  return isChild || childWords.test(told) ? childHeight : usualHeight;
}
