/** Owns turning a shot's structured fields into the one text that a service reads. */
import type { Pass, Shot } from "../project/model.ts";
import { angleWords, moveWords, sizeWords, transitionWords } from "./vocabulary.ts";

/** Sent where a model takes a negative prompt and the pass gives none of its own. */
export const defaultNegativePrompt =
  "blur, distortion, low quality, grain, pixelation, deformed hands, extra fingers, warped proportions, morphing face, flicker, jitter, watermark, logo, cartoon look, glitches, duplicated limbs";

type ShotTexts = Omit<Shot, "id" | "durationMs">;

/**
 * The prompt of one shot, with `@Name` references as written: transition in, camera, action, place, light, mood, then
 * sound. A free-text prompt is sent as it stands.
 */
export function compileShotText(shot: ShotTexts): string {
  if (shot.prompt !== undefined && shot.prompt !== null) return shot.prompt.trim();
  const spoken = (shot.dialogue ?? [])
    .filter(({ line }) => line.trim())
    .map(({ speaker, line }) => `${speaker.trim() || "A voice"} says: "${line.trim()}"`);
  return [
    transitionWords[shot.transition ?? "cut"],
    sentence(describeCamera(shot)),
    sentence(shot.action),
    sentence(shot.environment),
    labelled("Lighting", shot.lighting),
    labelled("Mood", shot.mood),
    ...spoken.map(sentence),
    labelled("Ambience", shot.ambience),
    labelled("Music", shot.music),
  ]
    .filter(Boolean)
    .join(" ");
}

/**
 * What a still of the shot shows, with `@Name` references as written: framing, action, place, light, mood, and neither
 * movement of the camera nor sound. A free-text prompt stands as it is.
 */
export function compilePictureText(shot: ShotTexts): string {
  const { transition: _in, slowMotion: _slow, dialogue: _spoken, ambience: _heard, music: _played, ...seen } = shot;
  if (seen.camera === undefined) return compileShotText(seen);
  const { move: _move, ...camera } = seen.camera;
  return compileShotText({ ...seen, camera });
}

/** What the pass sends as its negative prompt: its own, the default when absent, nothing when empty. */
export function negativePromptOf(pass: Pick<Pass, "negativePrompt">): string {
  return pass.negativePrompt ?? defaultNegativePrompt;
}

function describeCamera({ camera, slowMotion }: ShotTexts): string {
  const framing = [camera?.size && sizeWords[camera.size], camera?.angle && angleWords[camera.angle]]
    .filter(Boolean)
    .join(" ");
  return [
    framing,
    camera?.move && moveWords[camera.move],
    camera?.lens && `${camera.lens} lens`,
    camera?.note,
    slowMotion && "slow motion",
  ]
    .filter(Boolean)
    .join(", ");
}

function sentence(text: string | undefined): string {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "") return "";
  const closed = /[.!?…"”]$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return closed.charAt(0).toUpperCase() + closed.slice(1);
}

function labelled(label: string, text: string | undefined): string {
  return text?.trim() ? sentence(`${label}: ${text.trim()}`) : "";
}
