/** Owns made-up models whose limits go past fifteen seconds and six shots, as of a user's own files; a test learns and forgets them. */
import type { ModelLimits, ModelProfile } from "../../shared/models/profile.ts";
import { profileOf } from "../../shared/models/profiles.ts";
import type { FieldMapping } from "../../shared/models/request-way.ts";

const base = profileOf("fal/kling-v3-pro") as ModelProfile;

function madeUp(id: string, limits: Partial<ModelLimits>, fields: readonly FieldMapping[] = []): ModelProfile {
  const { request } = base;
  if (request?.way !== "mapped") throw new Error("The model is made by no mapping.");
  return {
    ...base,
    id,
    label: id,
    limits: { ...base.limits, ...limits },
    request: { ...request, fields: [...request.fields, ...(fields as typeof request.fields)] },
  };
}

/** 3 to 30 s, six shots, keyframes. */
export const keyframed = madeUp(
  "fal/made-up-keyframed",
  {
    totalMs: { min: 3000, max: 30_000 },
    shotMs: { min: 1000, max: 30_000 },
    elementsMaxWithFrame: 1,
    endFrameWithMultiShot: true,
    keyframesMax: 3,
  },
  [{ name: "middle_image_urls", from: "keyframes" }],
);

/** 4 to 30 s, ten shots. */
export const half = madeUp("fal/made-up-half-minute", {
  totalMs: { min: 4000, max: 30_000 },
  shotMs: { min: 1000, max: 30_000 },
  shotsMax: 10,
});

/** 4 to 15 s, six shots. */
export const quarter = madeUp("fal/made-up-quarter-minute", {
  totalMs: { min: 4000, max: 15_000 },
  shotMs: { min: 1000, max: 15_000 },
});

/** One shot of 4 to 30 s a request. */
export const single = madeUp("fal/made-up-single-shot", {
  totalMs: { min: 4000, max: 30_000 },
  shotMs: { min: 4000, max: 30_000 },
  shotsMax: 1,
  keyframesMax: 2,
});

export const longModels: readonly ModelProfile[] = [keyframed, half, quarter, single];
