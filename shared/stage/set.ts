/** Owns what else is on a pass's stage: the place and the props that the words name, and over them what the user put there. */
import type { Element, Pass, Shot } from "../project/model.ts";
import type { Spot, StageProp } from "../project/stage.ts";
import { isLiving, type PropBody } from "../project/vocabulary.ts";
import { fromLine } from "./acting.ts";
import { plain } from "./people.ts";
import { handsOf } from "./postures.ts";
import type { FigureTrack, SceneProp } from "./scene.ts";
import { wordsOf } from "./shot-words.ts";
import { apart, toward, turned } from "./vectors.ts";

/** Width, depth, height in meters. */
export const usualSizes: Readonly<Record<PropBody, readonly [number, number, number]>> = {
  box: [0.5, 0.5, 0.5],
  table: [1.6, 0.8, 0.75],
  chair: [0.45, 0.5, 0.9],
  door: [0.9, 0.12, 2.05],
  wall: [4, 0.15, 2.6],
  window: [1.4, 0.12, 1.2],
  car: [1.8, 4.4, 1.45],
  tree: [3, 3, 5],
  stairs: [1.2, 2.6, 1.8],
};

/** Most that words put on a stage. */
const propsMax = 8;
/** Meters that a prop keeps from a figure and its way. */
const clear = 0.45;
/** Farther from the middle than this, in meters, nobody counts for how large a room is. */
const roomMax = 15;
/** Meters that something in hand or on a table is wide, deep and high. */
const thingSize = [0.18, 0.13, 0.08] as const;

const outside =
  /\b(?:streets?|roads?|highway|forest|woods|park|garden|alley|beach|desert|field|meadow|mountains?|rooftop|parking|square|courtyard|outside|outdoors|hills?|shore|bridge|sky)\b/i;
const inside =
  /\b(?:room|kitchen|bedroom|bathroom|office|corridor|hallway|hall|bar|cafe|café|restaurant|warehouse|garage|apartment|house|lobby|studio|attic|cellar|basement|library|hospital|cell|shop|store|school|church|inside|indoors)\b/i;
const narrow = /\b(?:corridor|hallway|tunnel|alley|passage)\b/i;

/** What a pass's place is by its words. */
export interface Place {
  readonly isOutside: boolean;
  /** Its heading, and where its shots say they are. */
  readonly words: string;
}

/** Inside where the heading says so, or without a heading the words do. */
export function placeOf(pass: Pick<Pass, "heading" | "shots">): Place {
  const words = [pass.heading ?? "", ...new Set(pass.shots.map((shot) => wordsOf(shot).place))].join("\n");
  const heads = /^\s*(INT|EXT)\b/i.exec(pass.heading ?? "")?.[1]?.toUpperCase();
  const isInside = heads ? heads === "INT" : inside.test(words) && !outside.test(words);
  return { isOutside: !isInside || /\bcar\b|\btaxi\b|\bvan\b/i.test(pass.heading ?? ""), words };
}

/** What everybody does in one shot. */
export interface Played {
  readonly tracks: readonly FigureTrack[];
}

/** The props of each shot, by its place in the pass. What the user set under the id of one takes its place, or takes it off. */
export function setOf(
  pass: Pick<Pass, "heading" | "shots" | "stage">,
  elements: readonly Element[],
  shots: readonly Played[],
  place: Place,
): readonly (readonly SceneProp[])[] {
  const own = new Map((pass.stage?.props ?? []).map((prop) => [prop.id, prop]));
  const tracks = shots.flatMap((shot) => shot.tracks);
  const seats = seatsOf(tracks);
  const built = new Built(tracks, [...seats.values()]);
  const words = `${place.words}\n${pass.shots.map((shot) => wordsOf(shot).action).join("\n")}`;
  furnish(built, words, seats);
  if (place.isOutside) build(built, place.words);
  else wall(built, tracks, narrow.test(place.words));
  const things = thingsOf(pass, elements, built, tracks);
  const fixed = [...built.props].slice(0, propsMax - Math.min(2, things.length));
  const byHand = [...own.values()].filter(({ off }) => !off).map(propAs);
  return shots.map((shot, index) => {
    const text = plain(wordsOf(pass.shots[index] as Shot).action);
    const held = [...things.map((thing) => inHand(thing, text, shot.tracks)), ...heldIn(text, things, shot.tracks)];
    const derived = [...fixed, ...held, ...chairs(shot.tracks, seats)].filter(
      (prop) => !own.has(prop.id) && !byHand.some((each) => isInside(prop, each)),
    );
    return lifted([...derived, ...byHand]);
  });
}

function propAs({ id, body, label, at, facing = 0, size }: StageProp): SceneProp {
  return { id, body, name: label ?? body, at, facing, size: size ?? usualSizes[body], byHand: true };
}

/** Whether a prop of the words would stand in one that the user put there. */
function isInside(prop: SceneProp, by: SceneProp): boolean {
  if (prop.body === "wall" || by.body === "wall" || (prop.body === "box" && by.body === "table")) return false;
  return apart(prop.at, by.at) < (Math.min(prop.size[0], prop.size[1]) + Math.min(by.size[0], by.size[1])) / 2;
}

/** What is small and stands where a table is stands on it. */
function lifted(props: readonly SceneProp[]): readonly SceneProp[] {
  const tables = props.filter(({ body }) => body === "table");
  return props.map((prop) => {
    const table =
      prop.body === "box" && tables.find((each) => apart(each.at, prop.at) < Math.min(...each.size) / 2 + 0.3);
    return table && prop.size[0] < table.size[0] ? { ...prop, lift: table.size[2] } : prop;
  });
}

const holds = /\b(?:holds?|holding|carries|carrying|grips?|clutch(?:es|ing)?|lifts?|raises?)\b/;
const holdsWhat = new RegExp(`${holds.source}\\s+(?:(?:an?|the|his|her|their|up)\\s+)*([\\p{L}-]+)`, "u");

/** What is held that no element is called by: a thing of its own in the hands of whoever holds it. */
function heldIn(text: string, things: readonly SceneProp[], tracks: readonly FigureTrack[]): readonly SceneProp[] {
  const what = holdsWhat.exec(text)?.[1];
  const by = holderIn(tracks);
  if (!what || !by || things.some(({ name }) => hasWord(text, name.toLowerCase()))) return [];
  return [inHands(by, { id: `held-${by.cast.id}`.slice(0, 80), name: what, size: [0.16, 0.12, 0.05] })];
}

function holderIn(tracks: readonly FigureTrack[]): FigureTrack | undefined {
  return tracks.find(({ start, path }) => start.pose === "holding" && path.length === 1);
}

function inHands({ start, cast }: FigureTrack, thing: Pick<SceneProp, "id" | "name" | "size">): SceneProp {
  const [x, y, z] = handsOf(start, cast.height, cast.kind);
  return { ...thing, body: "box", at: [x, y], facing: start.facing, lift: z - 0.02, byHand: false };
}

/** A thing that the words of a shot put into somebody's hands. */
function inHand(thing: SceneProp, text: string, tracks: readonly FigureTrack[]): SceneProp {
  const by = holderIn(tracks);
  return by && holds.test(text) && hasWord(text, thing.name.toLowerCase()) ? inHands(by, thing) : thing;
}

/** Where words put props, clear of figures and of one another. */
class Built {
  readonly props: SceneProp[] = [];
  readonly #tracks: readonly FigureTrack[];
  readonly #seats: readonly Seat[];

  constructor(tracks: readonly FigureTrack[], seats: readonly Seat[]) {
    this.#tracks = tracks;
    this.#seats = seats;
  }

  add(id: string, body: PropBody, at: Spot, facing: number, size = usualSizes[body], name: string = body): void {
    this.props.push({ id, body, name, at, facing, size, byHand: false });
  }

  /** At the first of the places that is free. */
  place(id: string, body: PropBody, places: readonly (readonly [x: number, y: number, facing: number])[]): void {
    const size = usualSizes[body];
    const radius = body === "tree" ? 0.5 : Math.hypot(size[0], size[1]) / 2;
    const free = places.find(([x, y]) => this.isFree([x, y], radius));
    if (free) this.add(id, body, [free[0], free[1]], free[2]);
  }

  isFree(at: Spot, radius: number): boolean {
    return (
      this.#tracks.every(({ path }) => fromPath(path, at) > radius + clear) &&
      this.#seats.every((seat) => apart(seat.at, at) > radius + 0.3) &&
      this.props.every(
        (prop) => prop.body === "wall" || apart(prop.at, at) > radius + Math.hypot(prop.size[0], prop.size[1]) / 2,
      )
    );
  }
}

export function fromPath(path: readonly Spot[], spot: Spot): number {
  if (path.length === 1) return apart(path[0] as Spot, spot);
  return Math.min(...path.slice(1).map((to, index) => fromLine(path[index] as Spot, to, spot)));
}

interface Seat {
  readonly at: Spot;
  readonly facing: number;
}

/** Where each figure sits first. */
function seatsOf(tracks: readonly FigureTrack[]): Map<string, Seat> {
  const seats = new Map<string, Seat>();
  for (const { cast, start, end } of tracks) {
    const sits = [start, end].find(({ pose }) => pose === "sitting");
    if (sits && cast.kind === "person" && !seats.has(cast.id)) seats.set(cast.id, sits);
  }
  return seats;
}

/** A chair under whoever sits; where nobody does in this shot, it stands where somebody will, unless one stands there. */
function chairs(tracks: readonly FigureTrack[], seats: ReadonlyMap<string, Seat>): readonly SceneProp[] {
  return [...seats].slice(0, propsMax / 2).flatMap(([id, seat]) => {
    const own = tracks.find(({ cast }) => cast.id === id);
    const sits = own && [own.start, own.end].find(({ pose }) => pose === "sitting");
    const { at, facing } = sits ?? seat;
    const others = tracks.filter((track) => (sits ? track !== own : true));
    if (!sits && others.some(({ path }) => fromPath(path, at) < 0.5)) return [];
    return [
      { id: `chair-${id}`, body: "chair", name: "chair", at, facing, size: usualSizes.chair, byHand: false } as const,
    ];
  });
}

function furnish(built: Built, words: string, seats: ReadonlyMap<string, Seat>): void {
  const says = (pattern: RegExp) => pattern.test(words);
  const [first, second] = [...seats.values()];
  if (says(/\b(?:tables?|desk|counter|bar|dinner|breakfast|lunch|poker)\b/i)) {
    if (first) {
      const facesSecond = second && apart(first.at, second.at) < 2.4;
      const at: Spot = facesSecond
        ? [(first.at[0] + second.at[0]) / 2, (first.at[1] + second.at[1]) / 2]
        : toward(first.at, first.facing, 0.65);
      built.add("table", "table", at, first.facing);
    } else
      built.place("table", "table", [
        [0, 1.3, 0],
        [1.9, 0.9, 90],
        [-1.9, 0.9, 90],
        [0, 2.6, 0],
        [3, 2, 90],
      ]);
  }
  if (says(/\b(?:cars?|taxi|van|truck|sedan|limousine|parking)\b/i))
    built.place("car", "car", [
      [3.4, 2.6, 62],
      [-3.4, 2.8, -62],
      [0, 4.4, 90],
      [6, 5, 60],
    ]);
  if (says(/\b(?:stairs|staircase|steps(?= (?:of|up|down|to|lead))|upstairs|downstairs)\b/i))
    built.place("stairs", "stairs", [
      [2.6, 2, 0],
      [-2.6, 2, 0],
      [3.6, 3.6, 0],
    ]);
  if (seats.size === 0 && says(/\b(?:chairs?|bench|armchair|sofa|couch|stool)\b/i))
    built.place("chair", "chair", [
      [1.3, 0.8, -120],
      [-1.3, 0.8, 120],
      [1.8, 1.9, -140],
    ]);
}

/** A room around all that happens, open toward the front, with a window and a door at its back. */
function wall(built: Built, tracks: readonly FigureTrack[], isNarrow: boolean): void {
  const spots = tracks.flatMap(({ path }) => path).filter((spot) => apart([0, 0], spot) < roomMax);
  const reach = (of: (spot: Spot) => number, least: number) => Math.max(least, ...spots.map((spot) => of(spot) + 1.2));
  const side = isNarrow ? 1.2 : 3;
  const [left, right] = [-reach(([x]) => -x, side), reach(([x]) => x, side)];
  const [back, front] = [reach(([, y]) => y + 0.6, isNarrow ? 6 : 2.8), -reach(([, y]) => -y, 1.8)];
  const [middle, width, depth] = [(left + right) / 2, right - left, back - front];
  const high = 3;
  built.add("wall-back", "wall", [middle, back], 180, [width, 0.15, high], "back wall");
  built.add("window", "window", [middle - width * 0.24, back - 0.1], 180);
  built.add("door", "door", [middle + width * 0.3, back - 0.1], 180);
  built.add("wall-left", "wall", [left, (back + front) / 2], 90, [depth, 0.15, high], "left wall");
  built.add("wall-right", "wall", [right, (back + front) / 2], -90, [depth, 0.15, high], "right wall");
}

/** What stands in the open. */
function build(built: Built, words: string): void {
  const says = (pattern: RegExp) => pattern.test(words);
  if (says(/\b(?:forest|woods|jungle|grove|orchard)\b/i)) {
    for (const [index, spot] of forest.entries()) built.place(`tree-${index + 1}`, "tree", [spot]);
  } else if (says(/\b(?:trees?|park|garden|meadow|countryside|cemetery)\b/i)) {
    for (const [index, spot] of forest.slice(0, 3).entries()) built.place(`tree-${index + 1}`, "tree", [spot]);
  }
  if (says(/\balley\b/i)) {
    built.place("wall-left", "wall", [
      [-2.6, 3, 90],
      [-4.2, 4, 90],
    ]);
    built.place("wall-right", "wall", [
      [2.6, 3, -90],
      [4.2, 4, -90],
    ]);
  } else if (says(/\b(?:street|city|town|house|building|storefront|courtyard|square|sidewalk)\b/i)) {
    built.add("facade", "wall", [-1, 9], 180, [16, 0.3, 7], "facade");
    built.add("door", "door", [2.2, 8.75], 180);
    built.add("window", "window", [-2.4, 8.75], 180, [2, 0.12, 1.4]);
    if (says(/\bstreet\b|\bcity\b/i) && !built.props.some(({ id }) => id === "car"))
      built.place("car", "car", [
        [4, 5.4, 90],
        [-4.4, 5.6, 90],
      ]);
  } else if (says(/\b(?:wall|ruins?|rooftop|balcony|terrace)\b/i)) {
    built.place("wall", "wall", [
      [0, 3.4, 180],
      [0, 5, 180],
    ]);
  } else if (says(/\b(?:door|doorway|gate|entrance|porch)\b/i)) {
    built.add("wall", "wall", [1.2, 4.2], 180, [5, 0.2, 3]);
    built.add("door", "door", [1.6, 4], 180);
  }
}

const forest = [
  [-3.2, 3.4, 0],
  [2.7, 4.6, 40],
  [-0.9, 7.2, 80],
  [5.4, 6.6, 10],
  [-6, 6.2, 30],
  [4.6, 1.4, 60],
  [-5.4, 0.6, 20],
] as const;

/** Small things that the words call by an element's name: on the table if there is one, else on the floor before whom they are named with. */
function thingsOf(
  pass: Pick<Pass, "shots">,
  elements: readonly Element[],
  built: Built,
  tracks: readonly FigureTrack[],
): readonly SceneProp[] {
  const texts = pass.shots.map((shot) => plain(wordsOf(shot).action));
  const named = elements
    .filter(({ name, kind }) => kind === "item" && !isLiving(kind) && texts.some((text) => hasWord(text, plain(name))))
    .map(({ name }) => name);
  const isInsert = pass.shots.some((shot) => wordsOf(shot).camera.size === "insert");
  const ids = named.length > 0 ? named : isInsert && tracks.length === 0 ? ["thing"] : [];
  if (ids.length === 0) return [];
  let table = built.props.find(({ body }) => body === "table");
  if (!table && isInsert) {
    built.place("table", "table", [
      [0, 0.9, 0],
      [0, 1.4, 0],
      [1.6, 0.8, 90],
      [-1.6, 0.8, 90],
      [2.6, 1.6, 90],
    ]);
    table = built.props.find(({ body }) => body === "table");
  }
  return ids.slice(0, 3).flatMap((name, index): SceneProp[] => {
    const aside = (index - (Math.min(3, ids.length) - 1) / 2) * 0.4;
    const at = table
      ? toward(table.at, turned(table.facing + 90), aside)
      : (
          [
            [0.9, -0.3],
            [-0.9, -0.3],
            [0.9, 0.7],
            [-0.9, 0.7],
            [0, -0.9],
          ] as Spot[]
        )
          .slice(index)
          .find((spot) => built.isFree(spot, 0.2));
    if (!at) return [];
    const id = name.slice(0, 80);
    return [
      {
        id,
        body: "box",
        name: name.replaceAll("_", " "),
        at,
        facing: table?.facing ?? 0,
        size: thingSize,
        byHand: false,
      },
    ];
  });
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return (
    at !== -1 && !/[\p{L}\p{N}]/u.test(text[at + word.length] ?? " ") && !/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ")
  );
}
