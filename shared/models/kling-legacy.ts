/** Owns the profiles of Kling's own legacy API, which takes several shots as a list and has a negative prompt. */
import { klingLimits, klingPerSecond, omniLimits, omniPerSecond } from "./kling-limits.ts";
import type { ModelProfile } from "./profile.ts";

const asOf = "2026-11-22";
const documents = "https://kling.ai/document-api/api/video/3-0-omni";
const priceList = {
  kind: "per-second",
  currency: "USD",
  source: "https://kling.ai/document-api/pricing/base/video",
  asOf,
} as const;
const common = {
  provider: "kling-legacy",
  output: "film",
  grammar: { references: "element-index", shots: "list" },
  quotes: false,
} as const;

export const klingLegacyProfiles: readonly ModelProfile[] = [
  {
    ...common,
    id: "kling-legacy/kling-v3",
    label: "Kling 3.0 · Kling legacy",
    limits: klingLimits,
    price: { ...priceList, perSecond: klingPerSecond },
    source: { text: `Kling's legacy API, ${documents}/text-to-video/legacy and /image-to-video/legacy`, asOf },
    // Guidance is listed for v3, but may act on older models only.
    uncertain: ["endFrameWithMultiShot", "guidance"],
  },
  {
    ...common,
    id: "kling-legacy/kling-v3-omni",
    label: "Kling 3.0 Omni · Kling legacy",
    // A frame counts among the 7 images and elements; only the current API says that still fewer fit beside one.
    limits: { ...omniLimits, elementsMaxWithFrame: 6 },
    price: { ...priceList, perSecond: omniPerSecond },
    source: { text: `Kling's legacy API, ${documents}/video-omni/legacy`, asOf },
    uncertain: ["elementsMaxWithFrame"],
  },
];
