/** Owns the profiles of Nano Banana Pro, which draws one still for a pass's start frame, at the four services that offer it. */
import { klingLimits, mebibyte, sidePxMax } from "./kling-limits.ts";
import type { ModelLimits, ModelProfile, Price } from "./profile.ts";

const asOf = "2026-11-22";

/** A still has no length, no sound and one text; its lengths of time are those of a pass, and are not looked at. */
const stillLimits: ModelLimits = {
  ...klingLimits,
  shotMs: { min: 1000, max: 15_000 },
  shotPromptChars: null,
  promptChars: null,
  negativePromptChars: null,
  elementsMax: 14,
  elementsMaxWithFrame: 14,
  imagesPerElement: { min: 1, max: 4 },
  referenceImagesMax: 14,
  image: { formats: ["jpeg", "png", "webp"], bytesMax: 10 * mebibyte, sidePxMin: 16, sidePxMax, ratioMax: 8 },
  startFrameSetsAspect: "never",
  resolutions: ["1K", "2K", "4K"],
  startFrame: false,
  endFrame: false,
  endFrameNeedsStartFrame: false,
  elementsNeedStartFrame: false,
  negativePrompt: false,
  guidance: false,
  audio: false,
};

const common = {
  output: "still",
  grammar: { references: "as-typed", shots: "list" },
  limits: stillLimits,
} as const;

/** No service says what input images may have in bytes and pixels. */
const notSaid: readonly (keyof ModelLimits)[] = ["image"];

export const stillProfiles: readonly ModelProfile[] = [
  {
    ...common,
    id: "gemini/nano-banana-pro",
    provider: "gemini",
    label: "Nano Banana Pro · Gemini API",
    price: dollarsPerImage(
      { "1K": 0.134, "2K": 0.134, "4K": 0.24 },
      "Several third parties that agree; Google's own page was not checked",
      "Another list gives $0.268 for 4K; input images cost about $0.0011 each.",
    ),
    quotes: false,
    source: { text: "https://ai.google.dev/gemini-api/docs/deprecations; @google/genai 2.32.0 types", asOf },
    uncertain: [...notSaid, "referenceImagesMax"],
  },
  {
    ...common,
    id: "fal/nano-banana-pro",
    provider: "fal",
    label: "Nano Banana Pro · fal.ai",
    price: dollarsPerImage(
      { "1K": 0.15, "2K": 0.15, "4K": 0.3 },
      "Third parties; fal.ai's own page was not checked",
      "About $0.15 per image, twice that for 4K.",
    ),
    quotes: false,
    source: { text: "@fal-ai/client 1.10.1 types of fal-ai/nano-banana-pro", asOf },
    uncertain: [...notSaid, "referenceImagesMax"],
  },
  {
    ...common,
    id: "pixio/nano-banana-pro",
    provider: "pixio",
    label: "Nano Banana Pro · Pixio",
    limits: { ...stillLimits, resolutions: ["2K", "4K"] },
    price: {
      kind: "per-image",
      currency: "credits",
      perImage: { "2K": 15, "4K": 15 },
      source: "Pixio's own model list, pixio-integration-node, models_cache.json",
      asOf: "2026-07-16",
      uncertain: "The list gives one price for both sizes; Pixio's quote applies.",
    },
    quotes: true,
    source: { text: "Pixio's model list", asOf: "2026-10-07" },
    uncertain: [...notSaid, "referenceImagesMax"],
  },
  {
    ...common,
    id: "replicate/nano-banana-pro",
    provider: "replicate",
    label: "Nano Banana Pro · Replicate",
    price: { kind: "unknown", note: "No Replicate price was found for this model; check its page before you send." },
    quotes: false,
    source: { text: "https://replicate.com/google/nano-banana-pro", asOf },
    uncertain: notSaid,
  },
];

function dollarsPerImage(perImage: Readonly<Record<string, number>>, source: string, uncertain: string): Price {
  return { kind: "per-image", currency: "USD", perImage, source, asOf, uncertain };
}
