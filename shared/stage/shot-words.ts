/** Owns what a shot says for its blocking, whether its words are in fields or in one free text. */
import type { Camera, Shot } from "../project/model.ts";
import type { CameraAngle, ShotSize } from "../project/vocabulary.ts";
import { parseShotText } from "../prompt/parse-text.ts";
import { angleWords, sizeWords } from "../prompt/vocabulary.ts";

export interface ShotWords {
  readonly camera: Camera;
  /** What happens. */
  readonly action: string;
  /** Where it happens. */
  readonly place: string;
  /** Who speaks, as it is written. */
  readonly speakers: readonly string[];
}

/** More of a text is not read: no shot says who does what so late, and a slip of the clipboard would hold up the window. */
const charactersRead = 4000;

type Said = Omit<Shot, "id">;
const known = new WeakMap<Said, ShotWords>();

/** The same object for the same shot. A free text counts for more than the fields under it, as it is what is sent. */
export function wordsOf(shot: Said): ShotWords {
  const before = known.get(shot);
  if (before) return before;
  const words = shot.prompt == null ? fromFields(shot, shot.camera) : fromText(shot, shot.prompt);
  known.set(shot, words);
  return words;
}

function fromFields(
  { action = "", environment = "", dialogue = [] }: Pick<Said, "action" | "environment" | "dialogue">,
  camera: Camera = {},
): ShotWords {
  const speakers = dialogue.map(({ speaker }) => speaker.trim().replace(/^@/, "")).filter(Boolean);
  return { camera, action: beginning(action), place: beginning(environment), speakers: speakers.map(beginning) };
}

function beginning(text: string): string {
  return text.slice(0, charactersRead);
}

const sizes = longestFirst(sizeWords);
const angles: readonly (readonly [CameraAngle, string])[] = [
  ...longestFirst(angleWords),
  ["low", "low angle"],
  ["high", "high angle"],
  ["overhead", "overhead"],
  ["dutch", "dutch"],
];

function fromText(shot: Said, text: string): ShotWords {
  const { camera, ...read } = parseShotText(beginning(text));
  const folded = text.toLowerCase();
  const find = <Word extends string>(words: readonly (readonly [Word, string])[]) =>
    words.find(([, said]) => folded.includes(said))?.[0];
  const [size, angle] = [camera?.size ?? find<ShotSize>(sizes), camera?.angle ?? find<CameraAngle>(angles)];
  return fromFields(read, {
    ...shot.camera,
    ...camera,
    ...(size ? { size } : {}),
    ...(angle ? { angle } : {}),
  });
}

function longestFirst<Word extends string>(
  words: Readonly<Record<Word, string>>,
): readonly (readonly [Word, string])[] {
  return (Object.entries(words) as [Word, string][])
    .map(([word, said]) => [word, said.toLowerCase()] as const)
    .toSorted(([, left], [, right]) => right.length - left.length);
}
