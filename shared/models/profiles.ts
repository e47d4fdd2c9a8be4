/** Owns the list of model profiles that this version knows. Facts live here as data, never in code. */
import type { ModelProfile } from "./profile.ts";

const mebibyte = 1024 * 1024;

const animatic: ModelProfile = {
  id: "animatic",
  provider: "animatic",
  output: "film",
  label: "Animatic",
  limits: {
    totalMs: { min: 3000, max: 15_000 },
    shotMs: { min: 1000, max: 15_000 },
    stepMs: 1000,
    shotsMax: 6,
    shotPromptChars: null,
    promptChars: null,
    negativePromptChars: null,
    elementsMax: 50,
    elementsMaxWithFrame: 50,
    imagesPerElement: { min: 1, max: 4 },
    referenceImagesMax: null,

    image: { formats: ["jpeg", "png", "webp"], bytesMax: 50 * mebibyte, sidePxMin: 16, sidePxMax: 16_384, ratioMax: 8 },
    aspectRatios: ["16:9", "9:16", "1:1"],
    resolutions: ["720p", "1080p", "4k"],
    startFrame: true,
    endFrame: true,
    endFrameNeedsStartFrame: false,
    endFrameWithMultiShot: true,
    elementsNeedStartFrame: false,
    negativePrompt: true,
    guidance: true,
    audio: true,
  },
  grammar: { references: "as-typed", shots: "list" },
  price: { kind: "free" },
  quotes: false,
  source: { text: "Built in: drawn on this computer", asOf: "2026-11-22" },
  uncertain: [],
};

const pixioKlingV3Pro: ModelProfile = {
  id: "pixio/kling-v3-pro",
  provider: "pixio",
  output: "film",
  label: "Kling 3.0 Pro · Pixio",
  limits: {
    totalMs: { min: 3000, max: 15_000 },
    shotMs: { min: 3000, max: 15_000 },
    stepMs: 1000,
    shotsMax: 6,
    shotPromptChars: 512,
    promptChars: 2500,
    negativePromptChars: 2500,
    elementsMax: 3,
    elementsMaxWithFrame: 3,
    imagesPerElement: { min: 2, max: 4 },
    referenceImagesMax: null,

    image: { formats: ["jpeg", "png"], bytesMax: 10 * mebibyte, sidePxMin: 300, sidePxMax: 16_384, ratioMax: 2.5 },
    aspectRatios: ["16:9", "9:16", "1:1"],
    resolutions: ["1080p"],
    startFrame: true,
    endFrame: true,
    endFrameNeedsStartFrame: false,
    endFrameWithMultiShot: false,
    elementsNeedStartFrame: true,
    negativePrompt: true,
    guidance: true,
    audio: true,
  },
  grammar: { references: "Element-index", shots: "json-text" },
  quotes: true,
  price: { kind: "unknown", note: "Prices and sending come with a later version." },
  source: { text: "Pixio prompt guide and model list; Kling's published image rules", asOf: "2026-10-07" },
  uncertain: ["shotPromptChars", "promptChars", "negativePromptChars", "elementsMax", "imagesPerElement", "image"],
};

export const modelProfiles: readonly ModelProfile[] = [animatic, pixioKlingV3Pro];

/** What a new pass is planned for until the user picks another. */
export const defaultProfileId = pixioKlingV3Pro.id;

/** Null for an id that this version does not know. */
export function profileOf(id: string): ModelProfile | null {
  return modelProfiles.find((profile) => profile.id === id) ?? null;
}

/** The limits that edits obey: those of the profile, or the animatic's where the profile is unknown. */
export function limitsOf(id: string) {
  return (profileOf(id) ?? animatic).limits;
}
