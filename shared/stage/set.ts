/** Owns what else is on a pass's stage: the place and the props that the words name, and over them what the user put there. */
import type { Element, Pass, Shot } from "../project/model.ts";
import type { StageProp } from "../project/stage.ts";
import { plain } from "./people.ts";
import { Built, buildOutside, buildRoom, furnish, type Seat } from "./place-props.ts";
import { usualSizes } from "./prop-sizes.ts";
import type { FigureTrack, SceneProp } from "./scene.ts";
import { wordsOf } from "./shot-words.ts";
import { heldIn, inHand, thingsOf } from "./things.ts";
import { apart, fromPath } from "./vectors.ts";

/** Most that words put on a stage. */
const propsMax = 8;

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
  if (place.isOutside) buildOutside(built, place.words);
  else buildRoom(built, tracks, narrow.test(place.words));
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
