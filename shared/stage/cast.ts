/** Owns who is on the stage of a pass: whom the words of its shots name, and whom the user put there. */
import type { Element, Pass, Shot } from "../project/model.ts";
import type { StageFigure } from "../project/stage.ts";
import { isLiving } from "../project/vocabulary.ts";
import { isSeen, referencesOf } from "../prompt/references.ts";
import type { Cast } from "./scene.ts";

/** Meters that a figure is tall where nobody says it. */
export const usualHeight = 1.75;

/** Meters to the shoulders of an animal. */
const animalHeight = 0.6;

const twoWords = /\b(two (people|men|women|figures|friends|strangers)|both|couple|pair|face to face|each other)\b/i;
const personWords =
  /\b(he|she|they|man|woman|men|women|boy|girl|child|children|people|person|figure|driver|rider|soldier|hero|someone|hands?|face)\b/i;
const placeWords =
  /\b(landscape|skyline|horizon|mountains?|desert|ocean|sea|forest|valley|fields?|city|street|rooftops?|establishing|empty)\b/i;

/** The ids of the figures that a shot's own words name, in the order in which they matter; those that no element names are `figure-1`, `figure-2`. */
export function namedIn(shot: Omit<Shot, "id">, elements: readonly Element[]): string[] {
  const kinds = new Map(elements.map(({ name, kind }) => [name, kind]));
  const called = referencesOf(shot)
    .filter(isSeen)
    .map(({ name }) => name);
  const speakers = (shot.dialogue ?? [])
    .map(({ speaker }) => speaker.trim().replace(/^@/, ""))
    .filter((name) => kinds.has(name));
  const names = [...new Set([...called, ...speakers])].filter((name) => {
    const kind = kinds.get(name);
    return kind === undefined || isLiving(kind);
  });
  const wanted = peopleIn(shot, names.length > 0);
  const unnamed = ["figure-1", "figure-2"].slice(0, Math.max(0, wanted - names.length));
  return [...names, ...unnamed];
}

/** How many are seen at least. */
function peopleIn(shot: Omit<Shot, "id">, isNamed: boolean): number {
  const size = shot.camera?.size;
  const words = shot.prompt ?? shot.action ?? "";
  if (size === "two-shot" || size === "OTS" || size === "POV") return 2;
  if (twoWords.test(words) && size !== "ECU" && size !== "CU") return 2;
  if (isNamed) return 1;
  const isFar = size === undefined || size === "LS" || size === "WS" || size === "EWS";
  const isPlace = (isFar && placeWords.test(words)) || size === "EWS" || size === "insert";
  return isPlace && !personWords.test(words) ? 0 : 1;
}

/** Everybody who is on a pass's stage in any of its shots, in the order in which they come. Those that the user put there are `byHand`. */
export function castOf(pass: Pick<Pass, "shots" | "stage">, elements: readonly Element[]): readonly Cast[] {
  const ids = new Set(pass.shots.flatMap((shot) => namedIn(shot, elements)));
  const own = new Map((pass.stage?.figures ?? []).map((figure) => [figure.id, figure]));
  for (const id of own.keys()) ids.add(id);
  return [...ids].map((id, color) => castAs(id, color, own.get(id), elements));
}

function castAs(id: string, color: number, figure: StageFigure | undefined, elements: readonly Element[]): Cast {
  const element = elements.find(({ name }) => name === (figure?.element ?? id));
  const plain = /^figure-(\d+)$/.exec(id);
  return {
    id,
    name: figure?.label ?? (element ? element.name : plain ? `Figure ${plain[1]}` : id).replaceAll("_", " "),
    element: element?.name ?? null,
    mediaId: element?.images[0] ?? null,
    color,
    kind: element?.kind === "animal" ? "animal" : "person",
    height: figure?.height ?? (element?.kind === "animal" ? animalHeight : usualHeight),
    build: figure?.build ?? "average",
  };
}
