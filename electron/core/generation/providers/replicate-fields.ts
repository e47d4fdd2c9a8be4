/** Owns what Kling and Nano Banana take at Replicate: a pass as a model and its input. */

import { AppError } from "../../../../shared/errors/app-error.ts";
import type { WrittenPass } from "../../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../../shared/models/profile.ts";
import { imagePlaceholder, type JsonValue } from "../provider.ts";

export type ReplicateInput = { [field: string]: JsonValue };

/** `model` as `owner/name`. */
export interface ReplicateCall {
  readonly model: string;
  readonly input: ReplicateInput;
}

const models = {
  "replicate/kling-v3": "kwaivgi/kling-v3-video",
  "replicate/kling-v3-omni": "kwaivgi/kling-v3-omni-video",
  "replicate/nano-banana-pro": "google/nano-banana-pro",
} as const;

export const replicateModels: readonly string[] = Object.values(models);

/** `4k` was reported after the page that the rest was read from. */
const modes: Readonly<Record<string, string>> = { "720p": "standard", "1080p": "pro", "4k": "4k" };

/**
 * The input for a pass; images stand in it as placeholders. Throws AppError for a profile that no model is known for.
 * Source: the API pages of the three models at replicate.com, read 2026-11-22.
 */
export function replicateCallOf(profile: ModelProfile, pass: WrittenPass): ReplicateCall {
  const model = models[profile.id as keyof typeof models] as string | undefined;
  const mode = modes[pass.resolution];
  if (model === undefined || (profile.output === "film" && mode === undefined)) {
    const next = "Choose another model for the pass.";
    throw new AppError("profile.unavailable", `This version can't send this to ${profile.label}.`, { next });
  }
  const references = pass.elements.flatMap(({ images }) => images).map(imagePlaceholder);
  if (profile.output === "still") return { model, input: stillInput(pass, references) };
  const isOmni = model === models["replicate/kling-v3-omni"];
  return {
    model,
    input: {
      ...textInput(profile, pass),
      mode: mode as string,
      duration: pass.durationMs / 1000,
      // Always said: it changes the price.
      generate_audio: pass.audio,
      // With a start image the image decides.
      ...(pass.startFrame === null ? { aspect_ratio: pass.aspectRatio } : {}),
      ...(pass.startFrame === null ? {} : { start_image: imagePlaceholder(pass.startFrame) }),
      ...(pass.endFrame === null ? {} : { end_image: imagePlaceholder(pass.endFrame) }),
      ...(!isOmni && pass.negativePrompt !== null ? { negative_prompt: pass.negativePrompt } : {}),
      // In the order that `<<<image_n>>>` counts in.
      ...(isOmni && references.length > 0 ? { reference_images: references } : {}),
    },
  };
}

/** Several shots are JSON text; the plain prompt is required beside it, by a user's report, and is their summary. */
function textInput(profile: ModelProfile, pass: WrittenPass): ReplicateInput {
  if (pass.shots.length < 2) return { prompt: pass.prompt };
  const shots = pass.shots.map(({ text, durationMs }) => ({ prompt: text, duration: durationMs / 1000 }));
  const charsMax = profile.limits.promptChars ?? Number.POSITIVE_INFINITY;
  return { prompt: cutAtWord(pass.prompt, charsMax), multi_prompt: JSON.stringify(shots) };
}

function cutAtWord(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const cut = text.slice(0, charsMax);
  const end = cut.lastIndexOf(" ");
  return (end > 0 ? cut.slice(0, end) : cut).trimEnd();
}

function stillInput(pass: WrittenPass, references: string[]): ReplicateInput {
  return {
    prompt: pass.prompt,
    aspect_ratio: pass.aspectRatio,
    resolution: pass.resolution,
    output_format: "png",
    ...(references.length > 0 ? { image_input: references } : {}),
  };
}
