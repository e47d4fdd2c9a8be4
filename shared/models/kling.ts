/** Owns the profiles of Kling's own current API, which takes several shots as inline text. */
import { klingLimits, klingPerSecond, mebibyte, omniLimits, omniPerSecond } from "./kling-limits.ts";
import type { ModelProfile, Price } from "./profile.ts";

const asOf = "2026-11-22";
const documents = "https://kling.ai/document-api/api/video/3-0-omni";
const priceList = {
  kind: "per-second",
  currency: "USD",
  source: "https://kling.ai/document-api/pricing/base/video",
  asOf,
} as const;

/** Frames may be larger than the images of elements, which are registered through the older interface. */
const image = { ...klingLimits.image, bytesMax: 50 * mebibyte, elementBytesMax: 10 * mebibyte };
const withoutGuidance = { promptChars: 3072, negativePromptChars: null, negativePrompt: false, guidance: false, image };
const common = {
  provider: "kling",
  output: "film",
  grammar: { references: "id", shots: "inline" },
  quotes: false,
} as const;

const kling30: ModelProfile = {
  ...common,
  id: "kling/kling-3.0",
  label: "Kling 3.0 · Kling",
  limits: { ...klingLimits, ...withoutGuidance },
  price: { ...priceList, perSecond: klingPerSecond },
  source: { text: `Kling's current API, ${documents}/text-to-video and /image-to-video`, asOf },
  // With a start frame the length of the prompt was not read, and nothing is said about an end frame with several shots.
  uncertain: ["promptChars", "endFrameWithMultiShot"],
};

const kling30Omni: ModelProfile = {
  ...common,
  id: "kling/kling-3.0-omni",
  label: "Kling 3.0 Omni · Kling",
  limits: { ...omniLimits, ...withoutGuidance },
  price: { ...priceList, perSecond: omniPerSecond },
  source: { text: `Kling's current API, ${documents}/video-omni`, asOf },
  uncertain: ["endFrameWithMultiShot"],
};

const turboPrice: Price = {
  ...priceList,
  perSecond: { "720p": { silent: 0.112, audio: 0.112 }, "1080p": { silent: 0.14, audio: 0.14 } },
};
const kling30Turbo: ModelProfile = {
  ...common,
  id: "kling/kling-3.0-turbo",
  label: "Kling 3.0 Turbo · Kling",
  limits: {
    ...klingLimits,
    ...withoutGuidance,
    // 3072 without a start frame; the smaller number holds for both.
    promptChars: 2500,
    elementsMax: 0,
    elementsMaxWithFrame: 0,
    elementsNeedStartFrame: false,
    resolutions: ["720p", "1080p"],
    endFrame: false,
  },
  price: turboPrice,
  source: { text: `Kling's current API, ${documents}; resellers' pages on multi-shot in Turbo`, asOf },
  uncertain: ["shotsMax", "shotMs", "shotPromptChars", "audio"],
};

export const klingProfiles: readonly ModelProfile[] = [kling30, kling30Omni, kling30Turbo];
