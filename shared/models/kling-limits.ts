/** Owns what Kling 3.0 takes wherever it is offered; the services' own profiles say how they differ. */
import type { ModelLimits } from "./profile.ts";

export const mebibyte = 1024 * 1024;

/** The largest side, in pixels, of an image that this app itself reads; no service is known to take less. */
export const sidePxMax = 16_384;

/** Kling's published rules for its legacy API, which every reseller follows as far as it says anything. */
export const klingLimits: ModelLimits = {
  totalMs: { min: 3000, max: 15_000 },
  shotMs: { min: 1000, max: 15_000 },
  stepMs: 1000,
  shotsMax: 6,
  shotPromptChars: 512,
  promptChars: 2500,
  negativePromptChars: 2500,
  elementsMax: 3,
  elementsMaxWithFrame: 3,
  imagesPerElement: { min: 2, max: 4 },
  referenceImagesMax: null,
  image: { formats: ["jpeg", "png"], bytesMax: 10 * mebibyte, sidePxMin: 300, sidePxMax, ratioMax: 2.5 },
  aspectRatios: ["16:9", "9:16", "1:1"],
  startFrameSetsAspect: "always",
  resolutions: ["720p", "1080p", "4k"],
  startFrame: true,
  endFrame: true,
  endFrameNeedsStartFrame: true,
  endFrameWithMultiShot: false,
  elementsNeedStartFrame: true,
  negativePrompt: true,
  guidance: true,
  audio: true,
};

/** Kling o3, also called 3.0 Omni: elements without a start frame, no negative prompt, no guidance. */
export const omniLimits: ModelLimits = {
  ...klingLimits,
  negativePromptChars: null,
  elementsMax: 7,
  elementsNeedStartFrame: false,
  negativePrompt: false,
  guidance: false,
};

/** Kling's own rates by resolution, in dollars a second; Omni's are for a pass without a reference film. */
export const klingPerSecond = {
  "720p": { silent: 0.084, audio: 0.126 },
  "1080p": { silent: 0.112, audio: 0.168 },
  "4k": { silent: 0.42, audio: 0.42 },
} as const;
export const omniPerSecond = {
  "720p": { silent: 0.084, audio: 0.112 },
  "1080p": { silent: 0.112, audio: 0.14 },
  "4k": { silent: 0.42, audio: 0.42 },
} as const;
