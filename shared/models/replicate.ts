/** Owns the profiles of Kling 3.0 and its Omni model at Replicate, which takes shots as JSON text and elements as loose images. */
import { klingLimits, klingPerSecond, omniLimits } from "./kling-limits.ts";
import type { ModelProfile } from "./profile.ts";

const asOf = "2026-11-22";
const common = {
  provider: "replicate",
  output: "film",
  grammar: { references: "image-index", shots: "json-text" },
  quotes: false,
} as const;

export const replicateProfiles: readonly ModelProfile[] = [
  {
    ...common,
    id: "replicate/kling-v3",
    label: "Kling 3.0 · Replicate",
    limits: {
      ...klingLimits,
      elementsMax: 0,
      elementsMaxWithFrame: 0,
      elementsNeedStartFrame: false,
      guidance: false,
    },
    price: {
      kind: "per-second",
      currency: "USD",
      perSecond: { "720p": klingPerSecond["720p"], "1080p": klingPerSecond["1080p"] },
      source: "A public repository's price table of October 2026",
      asOf,
      uncertain: "Replicate's own price was not checked; another list gives $0.168 per second for 1080p without sound.",
    },
    source: { text: "https://replicate.com/kwaivgi/kling-v3-video", asOf },
    uncertain: ["shotPromptChars", "endFrameWithMultiShot", "image", "resolutions"],
  },
  {
    ...common,
    id: "replicate/kling-v3-omni",
    label: "Kling 3.0 Omni · Replicate",
    limits: {
      ...omniLimits,
      elementsMaxWithFrame: 7,
      imagesPerElement: { min: 1, max: 4 },
      // Frames are fields of their own; whether they count among these is not said.
      referenceImagesMax: 7,
    },
    price: { kind: "unknown", note: "No Replicate price was found for this model; check its page before you send." },
    source: { text: "https://replicate.com/kwaivgi/kling-v3-omni-video", asOf },
    uncertain: ["shotPromptChars", "endFrameWithMultiShot", "image", "resolutions", "referenceImagesMax"],
  },
];
