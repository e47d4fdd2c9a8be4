/** Owns what the limits of a model are in a few words, each with whether it is confirmed: for the page that compares models, and for the guide. */
import type { ModelLimits, ModelProfile } from "./profile.ts";

/** `isUnsure`: the sources are silent or disagree. */
export interface Said {
  readonly text: string;
  readonly isUnsure: boolean;
}

/** What is said of one kind of limit; parts stand beside each other. */
export type SaidLimit = (profile: ModelProfile) => readonly Said[];

function say({ uncertain }: ModelProfile, text: string, ...limits: readonly (keyof ModelLimits)[]): Said {
  return { text, isUnsure: limits.some((limit) => uncertain.includes(limit)) };
}

function sure(text: string): readonly Said[] {
  return [{ text, isUnsure: false }];
}

/** `3–15 s`. */
export const sayLength: SaidLimit = (profile) => {
  const { min, max } = profile.limits.totalMs;
  return [say(profile, `${min / 1000}–${max / 1000} s`, "totalMs")];
};

/** `6 of 1 s`: the most shots, and the least length of one. */
export const sayShots: SaidLimit = (profile) => {
  const { shotsMax, shotMs } = profile.limits;
  return [say(profile, `${shotsMax} of ${shotMs.min / 1000} s`, "shotsMax", "shotMs")];
};

/** Characters, as they are sent. */
export const sayTexts: SaidLimit = (profile) => {
  const { shotPromptChars, promptChars } = profile.limits;
  const counted = (count: number) => count.toLocaleString("en-US");
  const said = [
    ...(shotPromptChars === null ? [] : [say(profile, `${counted(shotPromptChars)} a shot`, "shotPromptChars")]),
    ...(promptChars === null ? [] : [say(profile, `${counted(promptChars)} in all`, "promptChars")]),
  ];
  return said.length > 0 ? said : sure("any");
};

export const sayFrames: SaidLimit = (profile) => {
  const { startFrame, endFrame, keyframesMax = 0 } = profile.limits;
  const said = [
    ...(startFrame ? [say(profile, "start", "startFrame")] : []),
    ...(keyframesMax > 0 ? [say(profile, `${keyframesMax} between`, "keyframesMax")] : []),
    ...(endFrame ? [say(profile, "end", "endFrame", "endFrameNeedsStartFrame")] : []),
  ];
  return said.length > 0 ? said : sure("none");
};

export const sayElements: SaidLimit = (profile) => {
  const { elementsMax, imagesPerElement, referenceImagesMax } = profile.limits;
  if (elementsMax === 0) return sure("none");
  if (referenceImagesMax !== null) return [say(profile, `${referenceImagesMax} images in all`, "referenceImagesMax")];
  const { min, max } = imagesPerElement;
  return [say(profile, `${elementsMax} of ${min}–${max} images`, "elementsMax", "imagesPerElement")];
};

export const sayShapes: SaidLimit = (profile) => [say(profile, profile.limits.aspectRatios.join(" "), "aspectRatios")];

export const sayResolutions: SaidLimit = (profile) => [
  say(profile, profile.limits.resolutions.join(" "), "resolutions"),
];

export const saySound: SaidLimit = ({ limits }) => {
  if (!limits.audio) return sure("none");
  return sure(limits.audioAlways ? "always" : "on or off");
};

export const sayNegativePrompt: SaidLimit = (profile) => [
  say(profile, profile.limits.negativePrompt ? "yes" : "no", "negativePrompt"),
];

/** The limits that the sources leave open, in words, each once. */
export function unsureLimits({ uncertain }: Pick<ModelProfile, "uncertain">): string[] {
  return [...new Set(uncertain.map((limit) => limitWords[limit] ?? "other rules"))];
}

const limitWords: Partial<Record<keyof ModelLimits, string>> = {
  totalMs: "total length",
  shotMs: "shot length",
  shotsMax: "number of shots",
  shotPromptChars: "characters per shot",
  promptChars: "total characters",
  negativePromptChars: "characters in the negative prompt",
  elementsMax: "number of elements",
  elementsMaxWithFrame: "number of elements with a frame",
  imagesPerElement: "images per element",
  referenceImagesMax: "total images",
  image: "image size and format",
  aspectRatios: "aspect ratios",
  resolutions: "resolutions",
  startFrame: "start frames",
  endFrame: "end frames",
  endFrameWithMultiShot: "end frames of several shots",
  keyframesMax: "number of keyframes",
  framesOrElements: "elements beside frames",
};

/** After this many days a user is told that facts may have changed. */
const freshDays = 90;
const dayMs = 24 * 60 * 60 * 1000;

/** Whether limits or price were read too long before `now` to be relied on. */
export function isOutdated({ source, price, provider }: ModelProfile, now: Date): boolean {
  if (provider === "animatic") return false;
  const days = [source.asOf, ...("asOf" in price ? [price.asOf] : [])];
  return days.some((day) => now.getTime() - Date.parse(day) > freshDays * dayMs);
}
