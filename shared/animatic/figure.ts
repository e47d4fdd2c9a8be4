/** Owns which neutral figure stands in for a shot without a picture: chosen by its size, its move and its words. */
import type { Shot } from "../project/model.ts";
import type { CameraAngle, CameraMove, ShotSize } from "../project/vocabulary.ts";
import { isSeen, referencesOf } from "../prompt/references.ts";

export type FigureKind = "front" | "profile" | "two" | "over-shoulder" | "landscape" | "object";

/** What is drawn: who or what, how near, from which angle, and which way a profile looks. */
export interface Figure {
  readonly kind: FigureKind;
  readonly size: ShotSize;
  readonly angle: CameraAngle;
  readonly facing: "left" | "right";
}

const sizeKinds: Partial<Record<ShotSize, FigureKind>> = {
  OTS: "over-shoulder",
  "two-shot": "two",
  insert: "object",
  POV: "landscape",
  EWS: "landscape",
};

/** Moves that go along with somebody, and which way. */
const along: Partial<Record<CameraMove, Figure["facing"]>> = {
  "truck-left": "left",
  "truck-right": "right",
  steadicam: "right",
};

const twoWords = /\b(two (people|men|women|figures|friends|strangers)|both|couple|pair|face to face|each other)\b/i;
const placeWords =
  /\b(landscape|skyline|horizon|mountains?|desert|ocean|sea|forest|valley|fields?|city|street|rooftops?|establishing|empty)\b/i;
const personWords =
  /\b(he|she|they|man|woman|men|women|boy|girl|child|children|people|person|figure|driver|rider|soldier|hero|someone|hands?|face)\b/i;

/** Closer than this a place is not what is looked at. */
const placeSizes: readonly (ShotSize | undefined)[] = [undefined, "LS", "WS", "EWS"];

export function figureOf(shot: Omit<Shot, "id">): Figure {
  const { size, angle, move } = shot.camera ?? {};
  const facing = (move && along[move]) ?? "right";
  return { kind: kindOf(shot), size: size ?? "MS", angle: angle ?? "eye", facing };
}

function kindOf(shot: Omit<Shot, "id">): FigureKind {
  const { size, move } = shot.camera ?? {};
  const bySize = size && sizeKinds[size];
  if (bySize) return bySize;
  const words = shot.prompt ?? shot.action ?? "";
  const named = new Set(
    referencesOf(shot)
      .filter(isSeen)
      .map(({ name }) => name),
  );
  const isPeopled = named.size > 0 || personWords.test(words);
  if (placeSizes.includes(size) && placeWords.test(words) && !isPeopled) return "landscape";
  if (size !== "ECU" && size !== "CU" && twoWords.test(words)) return "two";
  return move && along[move] ? "profile" : "front";
}
