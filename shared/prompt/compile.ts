/** Owns turning a shot's structured fields and the look of its pass into the one text that a service reads. */
import type { Look, Pass, Shot } from "../project/model.ts";
import { describeMove } from "./pacing.ts";
import { angleWords, sizeWords, transitionWords } from "./vocabulary.ts";

/** Sent where a model takes a negative prompt and the pass gives none of its own. */
export const defaultNegativePrompt =
  "blur, distortion, low quality, grain, pixelation, deformed hands, extra fingers, warped proportions, morphing face, flicker, jitter, watermark, logo, cartoon look, glitches, duplicated limbs";

type ShotTexts = Omit<Shot, "id" | "durationMs">;

/** A piece of a shot's text: what it says, the field that says it, and whether the shot says so itself or the look of its pass. */
export interface TextPart {
  readonly text: string;
  readonly field:
    | "transition"
    | "camera"
    | "action"
    | "environment"
    | "lighting"
    | "mood"
    | "palette"
    | "dialogue"
    | "ambience"
    | "music"
    | "prompt";
  readonly origin: "shot" | "look";
}

/**
 * The prompt of one shot, with `@Name` references as written: transition in, camera, action, place, light, mood, palette,
 * then sound. What the shot does not say of light, mood and lens, the look of its pass says; the palette is always the look's.
 * A free-text prompt is sent as it stands, with the look behind it.
 */
export function compileShotText(shot: ShotTexts, look?: Look): string {
  return compileParts(shot, look)
    .map(({ text }) => text)
    .join(" ");
}

/** The same in parts, to be joined by spaces. A shot that says nothing itself has none, whatever the look. */
export function compileParts(shot: ShotTexts, look: Look = {}): TextPart[] {
  if (shot.prompt !== undefined && shot.prompt !== null) return freeParts(shot.prompt.trim(), look);
  const spoken = (shot.dialogue ?? [])
    .filter(({ line }) => line.trim())
    .map(({ speaker, line, language }) => {
      const tongue = language?.trim() ? ` in ${language.trim()}` : "";
      return `${speaker.trim() || "A voice"} says${tongue}: "${line.trim()}"`;
    });
  const lookOf = (field: "lighting" | "mood") =>
    shot[field]?.trim() ? part(field, "shot", labelled(field, shot[field])) : lookPart(field, look);
  const parts = [
    part("transition", "shot", transitionWords[shot.transition ?? "cut"]),
    ...cameraParts(shot, look),
    part("action", "shot", sentence(shot.action)),
    part("environment", "shot", sentence(shot.environment)),
    lookOf("lighting"),
    lookOf("mood"),
    lookPart("palette", look),
    ...spoken.map((line) => part("dialogue", "shot", sentence(line))),
    part("ambience", "shot", labelled("ambience", shot.ambience)),
    part("music", "shot", labelled("music", shot.music)),
  ].filter(({ text }) => text !== "");
  return parts.some(({ origin }) => origin === "shot") ? parts : [];
}

function freeParts(prompt: string, look: Look): TextPart[] {
  if (prompt === "") return [];
  const own = hasLook(look) ? sentenceEnd(prompt) : prompt;
  return [
    part("prompt", "shot", own),
    part("camera", "look", sentence(lensWords(look.lens))),
    lookPart("lighting", look),
    lookPart("mood", look),
    lookPart("palette", look),
  ].filter(({ text }) => text !== "");
}

/**
 * What a still of the shot shows, with `@Name` references as written: framing, action, place, light, mood, and neither
 * movement of the camera nor sound. A free-text prompt stands as it is, with the look behind it.
 */
export function compilePictureText(shot: ShotTexts, look?: Look): string {
  const { transition: _in, slowMotion: _slow, dialogue: _spoken, ambience: _heard, music: _played, ...seen } = shot;
  if (seen.camera === undefined) return compileShotText(seen, look);
  const { move: _move, ...camera } = seen.camera;
  return compileShotText({ ...seen, camera }, look);
}

/** What the pass sends as its negative prompt: its own, the default when absent, nothing when empty. */
export function negativePromptOf(pass: Pick<Pass, "negativePrompt">): string {
  return pass.negativePrompt ?? defaultNegativePrompt;
}

/** One sentence, in up to three parts where the lens is the look's. */
function cameraParts({ camera, slowMotion }: ShotTexts, look: Look): TextPart[] {
  const framing = [camera?.size && sizeWords[camera.size], camera?.angle && angleWords[camera.angle]]
    .filter(Boolean)
    .join(" ");
  const ownLens = lensWords(camera?.lens);
  const pieces: [text: string, origin: TextPart["origin"]][] = [
    [framing, "shot"],
    [camera ? describeMove(camera) : "", "shot"],
    ownLens === "" ? [lensWords(look.lens), "look"] : [ownLens, "shot"],
    [camera?.note ?? "", "shot"],
    [slowMotion ? "slow motion" : "", "shot"],
  ];
  const said = pieces.filter(([text]) => text.trim() !== "");
  const parts: TextPart[] = [];
  for (const [index, [text, origin]] of said.entries()) {
    const opened = index === 0 ? capitalized(text.trimStart()) : text;
    const closed = index === said.length - 1 ? sentenceEnd(opened.trimEnd()) : `${opened},`;
    const last = parts.at(-1);
    if (last?.origin === origin) parts[parts.length - 1] = { ...last, text: `${last.text} ${closed}` };
    else parts.push(part("camera", origin, closed));
  }
  return parts;
}

function part(field: TextPart["field"], origin: TextPart["origin"], text: string): TextPart {
  return { field, origin, text };
}

function lookPart(field: "lighting" | "mood" | "palette", look: Look): TextPart {
  return part(field, "look", labelled(field, look[field]));
}

function hasLook(look: Look): boolean {
  return [look.lighting, look.mood, look.lens, look.palette].some((text) => text?.trim());
}

function lensWords(lens: string | undefined): string {
  return lens ? `${lens} lens` : "";
}

const labels = {
  lighting: "Lighting",
  mood: "Mood",
  palette: "Palette",
  ambience: "Ambience",
  music: "Music",
} as const;

function labelled(field: keyof typeof labels, text: string | undefined): string {
  return text?.trim() ? sentence(`${labels[field]}: ${text.trim()}`) : "";
}

function sentence(text: string | undefined): string {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? "" : capitalized(sentenceEnd(trimmed));
}

function sentenceEnd(text: string): string {
  return /[.!?…"”]$/.test(text) ? text : `${text}.`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
