/** Owns the profiles of Kling 3.0 and o3 at Pixio, which mirror fal.ai's fields, ask for shots of 3 s and cost credits. */
import { klingLimits, omniLimits } from "./kling-limits.ts";
import type { ModelLimits, ModelProfile } from "./profile.ts";

const tiers = [
  { tier: "standard", name: "Standard", resolution: "720p", v3Credits: 135, o3Credits: 90 },
  { tier: "pro", name: "Pro", resolution: "1080p", v3Credits: 175, o3Credits: 120 },
  { tier: "4k", name: "4K", resolution: "4k", v3Credits: 280, o3Credits: 280 },
] as const;

const common = {
  provider: "pixio",
  output: "film",
  grammar: { references: "Element-index", shots: "json-text" },
  quotes: true,
  source: {
    text: "Pixio's prompt guide and model list; Kling's published rules for images and texts",
    asOf: "2026-10-07",
  },
} as const;

const shotMs = { min: 3000, max: 15_000 };

const notSaid: readonly (keyof ModelLimits)[] = [
  "shotMs",
  "shotPromptChars",
  "promptChars",
  "elementsMax",
  "elementsMaxWithFrame",
  "imagesPerElement",
  "image",
  "endFrameNeedsStartFrame",
  "endFrameWithMultiShot",
  "resolutions",
];

function creditsPerRun(amount: number): ModelProfile["price"] {
  return {
    kind: "per-run",
    currency: "credits",
    amount,
    source: "Pixio's own model list, pixio-integration-node, models_cache.json",
    asOf: "2026-07-16",
    uncertain: "The list does not say whether this covers any length; Pixio's quote applies.",
  };
}

export const pixioProfiles: readonly ModelProfile[] = [
  ...tiers.map(
    ({ tier, name, resolution, v3Credits }): ModelProfile => ({
      ...common,
      id: `pixio/kling-v3-${tier}`,
      label: `Kling 3.0 ${name} · Pixio`,
      // Here the aspect ratio is a field beside a start frame as well.
      limits: { ...klingLimits, shotMs, resolutions: [resolution], startFrameSetsAspect: "never" },
      price: creditsPerRun(v3Credits),
      uncertain: [...notSaid, "negativePromptChars"],
    }),
  ),
  ...tiers.map(
    ({ tier, name, resolution, o3Credits }): ModelProfile => ({
      ...common,
      id: `pixio/kling-o3-${tier}`,
      label: `Kling o3 ${name} · Pixio`,
      limits: {
        ...omniLimits,
        elementsMax: 4,
        shotMs,
        resolutions: [resolution],
        startFrameSetsAspect: "without-elements",
      },
      price: creditsPerRun(o3Credits),
      uncertain: notSaid,
    }),
  ),
];
