/** Owns the shape of a model profile: what one model at one provider accepts and costs, as data with its source. */
import type { AspectRatio } from "../project/vocabulary.ts";

/** What a profile accepts. Times are milliseconds, texts are counted in characters, images in bytes and pixels. */
export interface ModelLimits {
  readonly totalMs: { readonly min: number; readonly max: number };
  readonly shotMs: { readonly min: number; readonly max: number };
  readonly stepMs: number;
  readonly shotsMax: number;
  readonly shotPromptChars: number | null;
  readonly promptChars: number | null;
  readonly negativePromptChars: number | null;
  readonly elementsMax: number;
  readonly imagesPerElement: { readonly min: number; readonly max: number };

  readonly image: {
    readonly formats: readonly ("jpeg" | "png" | "webp")[];
    readonly bytesMax: number;
    readonly sidePxMin: number;
    readonly sidePxMax: number;
    /** Longer side over shorter side. */
    readonly ratioMax: number;
  };
  readonly aspectRatios: readonly AspectRatio[];
  readonly resolutions: readonly string[];
  readonly startFrame: boolean;
  readonly endFrame: boolean;
  readonly endFrameWithMultiShot: boolean;
  readonly elementsNeedStartFrame: boolean;
  readonly negativePrompt: boolean;
  readonly guidance: boolean;
  readonly audio: boolean;
}

export interface ModelProfile {
  readonly id: string;
  readonly provider: "animatic" | "pixio";
  readonly label: string;
  readonly limits: ModelLimits;
  /** Free of charge, or not priced by this version yet. */
  readonly price: { readonly kind: "free" } | { readonly kind: "unknown"; readonly note: string };
  /** Where the limits come from, and the day they were read (ISO date). */
  readonly source: { readonly text: string; readonly asOf: string };
  /** Keys of `limits` for which the sources are silent or disagree; shown as uncertain. */
  readonly uncertain: readonly (keyof ModelLimits)[];
}
