/** Owns small things that the words speak of: on a table, on the floor, and in hands. */
import type { Element, Pass } from "../project/model.ts";
import type { Spot } from "../project/stage.ts";
import { plain } from "./people.ts";
import type { Built } from "./place-props.ts";
import { handsOf } from "./postures.ts";
import type { FigureTrack, SceneProp } from "./scene.ts";
import { wordsOf } from "./shot-words.ts";
import { toward, turned } from "./vectors.ts";

/** Meters that something in hand or on a table is wide, deep and high. */
const thingSize = [0.18, 0.13, 0.08] as const;

const holds = /\b(?:holds?|holding|carries|carrying|grips?|clutch(?:es|ing)?|lifts?|raises?)\b/;
const holdsWhat = new RegExp(`${holds.source}\\s+(?:(?:an?|the|his|her|their|up)\\s+)*([\\p{L}-]+)`, "u");

/** What is held that no element is called by: a thing of its own in the hands of whoever holds it. */
export function heldIn(
  text: string,
  things: readonly SceneProp[],
  tracks: readonly FigureTrack[],
): readonly SceneProp[] {
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
export function inHand(thing: SceneProp, text: string, tracks: readonly FigureTrack[]): SceneProp {
  const by = holderIn(tracks);
  return by && holds.test(text) && hasWord(text, thing.name.toLowerCase()) ? inHands(by, thing) : thing;
}

/** Small things that the words call by an element's name: on the table if there is one, else on the floor before whom they are named with. */
export function thingsOf(
  pass: Pick<Pass, "shots">,
  elements: readonly Element[],
  built: Built,
  tracks: readonly FigureTrack[],
): readonly SceneProp[] {
  const texts = pass.shots.map((shot) => plain(wordsOf(shot).action));
  const named = elements
    .filter(({ name, kind }) => kind === "item" && texts.some((text) => hasWord(text, plain(name))))
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
