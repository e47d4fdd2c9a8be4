/** Owns the profiles of Kling 3.0 and o3 at fal.ai; each tier makes one resolution. */
import { klingLimits, klingPerSecond, omniLimits, omniPerSecond } from "./kling-limits.ts";
import type { ModelLimits, ModelProfile, Price } from "./profile.ts";

const asOf = "2026-11-22";
const tiers = [
  { tier: "standard", name: "Standard", resolution: "720p" },
  { tier: "pro", name: "Pro", resolution: "1080p" },
  { tier: "4k", name: "4K", resolution: "4k" },
] as const;
type Tier = (typeof tiers)[number];

const common = {
  provider: "fal",
  output: "film",
  grammar: { references: "Element-index", shots: "list" },
  quotes: false,
} as const;

/** The schema gives neither lengths nor counts: Kling's own are taken. */
const notInSchema: readonly (keyof ModelLimits)[] = ["shotsMax", "shotPromptChars", "promptChars", "elementsMax"];
const klingsOwnRate = "No fal.ai price was found for this tier; this is Kling's own rate, which probably applies.";

function v3Profile({ tier, name, resolution }: Tier): ModelProfile {
  return {
    ...common,
    id: `fal/kling-v3-${tier}`,
    label: `Kling 3.0 ${name} · fal.ai`,
    limits: { ...klingLimits, resolutions: [resolution] },
    price: priceOfTier(`v3/${tier}`, resolution, klingPerSecond, tier === "4k" ? klingsOwnRate : null),
    source: { text: sourceOf("v3", tier), asOf },
    uncertain: [
      ...notInSchema,
      "negativePromptChars",
      "elementsMaxWithFrame",
      "endFrameWithMultiShot",
      ...(tier === "4k" ? (["resolutions"] as const) : []),
    ],
  };
}

function o3Profile({ tier, name, resolution }: Tier): ModelProfile {
  return {
    ...common,
    id: `fal/kling-o3-${tier}`,
    label: `Kling o3 ${name} · fal.ai`,
    limits: { ...omniLimits, elementsMax: 4, resolutions: [resolution], startFrameSetsAspect: "without-elements" },
    price: priceOfTier(`o3/${tier}`, resolution, omniPerSecond, tier === "standard" ? klingsOwnRate : null),
    source: { text: sourceOf("o3", tier), asOf },
    uncertain: [
      ...notInSchema,
      "elementsMaxWithFrame",
      "endFrameWithMultiShot",
      ...(tier === "4k" ? (["resolutions"] as const) : []),
    ],
  };
}

function sourceOf(family: string, tier: string): string {
  const types = `@fal-ai/client 1.10.1 types of fal-ai/kling-video/${family}`;
  return tier === "4k"
    ? `${types}; the 4K endpoints come from a third-party catalog only`
    : `${types}/${tier}; counts and lengths as published by Kling`;
}

function priceOfTier(
  path: string,
  resolution: Tier["resolution"],
  rates: typeof klingPerSecond | typeof omniPerSecond,
  uncertain: string | null,
): Price {
  return {
    kind: "per-second",
    currency: "USD",
    perSecond: { [resolution]: rates[resolution] },
    source: uncertain
      ? "https://kling.ai/document-api/pricing/base/video"
      : `https://fal.ai/models/fal-ai/kling-video/${path}/image-to-video`,
    asOf,
    ...(uncertain ? { uncertain } : {}),
  };
}

export const falProfiles: readonly ModelProfile[] = [...tiers.map(v3Profile), ...tiers.map(o3Profile)];
