/** Owns the shape of a model profile: what one model at one provider accepts, how it wants it written, and what it costs, as data with its source. */
import type { AspectRatio } from "../project/vocabulary.ts";

/** The services that take requests, each with a base URL and a key of its own. */
export const providerNames = ["kling", "kling-legacy", "fal", "pixio", "replicate", "gemini"] as const;
export type ProviderName = (typeof providerNames)[number];

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
  /** Fewer elements fit beside a start or an end frame; the same number where nothing is said. */
  readonly elementsMaxWithFrame: number;
  readonly imagesPerElement: { readonly min: number; readonly max: number };
  /** The most reference images in all, where elements are sent as loose images; null where elements are sent whole. */
  readonly referenceImagesMax: number | null;
  readonly image: {
    readonly formats: readonly ("jpeg" | "png" | "webp")[];
    readonly bytesMax: number;
    /** Less for an element's images, where the service says so. */
    readonly elementBytesMax?: number;
    readonly sidePxMin: number;
    readonly sidePxMax: number;
    /** Longer side over shorter side. */
    readonly ratioMax: number;
  };
  readonly aspectRatios: readonly AspectRatio[];
  /** When a start frame's own shape is that of the film, because no aspect ratio is sent beside it. */
  readonly startFrameSetsAspect: "always" | "without-elements" | "never";
  /** One alone means that the model itself decides: a pass that asks for another gets this one. */
  readonly resolutions: readonly string[];
  readonly startFrame: boolean;
  readonly endFrame: boolean;
  readonly endFrameNeedsStartFrame: boolean;
  readonly endFrameWithMultiShot: boolean;
  readonly elementsNeedStartFrame: boolean;
  readonly negativePrompt: boolean;
  readonly guidance: boolean;
  readonly audio: boolean;
}

/**
 * How a profile wants its texts. `references`: how `@Name` is written: as typed, `@e01` (an id of the request's own),
 * `<<<element_1>>>`, `@Element1`, or a run of `<<<image_1>>>`. `shots`: a list of objects, the same list as JSON text, or
 * the inline `shot 1, 4, words;`.
 */
export interface RequestGrammar {
  readonly references: "as-typed" | "id" | "element-index" | "Element-index" | "image-index";
  readonly shots: "list" | "json-text" | "inline";
}

/** A price in whole millionths of its currency, so that sums are exact. */
export interface Money {
  readonly currency: "USD" | "credits";
  readonly micros: number;
}

/** Where a price comes from, and the day it was read (ISO date); `uncertain` says what is not established about it. */
interface PriceSource {
  readonly source: string;
  readonly asOf: string;
  readonly uncertain?: string;
}

/** What a run costs. Amounts are in the currency's own unit (dollars, credits). */
export type Price =
  | { readonly kind: "free" }
  | { readonly kind: "unknown"; readonly note: string }
  | (PriceSource & {
      readonly kind: "per-second";
      readonly currency: Money["currency"];
      /** By resolution, without and with sound. */
      readonly perSecond: Readonly<Record<string, { readonly silent: number; readonly audio: number }>>;
    })
  | (PriceSource & { readonly kind: "per-run"; readonly currency: Money["currency"]; readonly amount: number })
  | (PriceSource & {
      readonly kind: "per-image";
      readonly currency: Money["currency"];
      /** By size of the image. */
      readonly perImage: Readonly<Record<string, number>>;
    });

export interface ModelProfile {
  readonly id: string;
  readonly provider: "animatic" | ProviderName;
  /** What comes out: a film of the pass, or one still for its start frame. */
  readonly output: "film" | "still";
  /** Such as `Kling 3.0 Pro · Pixio`. */
  readonly label: string;
  readonly limits: ModelLimits;
  readonly grammar: RequestGrammar;
  readonly price: Price;
  /** True where the service itself quotes the price of a run. */
  readonly quotes: boolean;
  /** Where the limits come from, and the day they were read (ISO date). */
  readonly source: { readonly text: string; readonly asOf: string };
  /** Keys of `limits` for which the sources are silent or disagree; shown as uncertain. */
  readonly uncertain: readonly (keyof ModelLimits)[];
}
