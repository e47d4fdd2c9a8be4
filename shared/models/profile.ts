/**
 * Owns the shape of a model profile, which is a file: what one model at one service accepts, how it wants it written, how a request is
 * made of it, and what it costs, with its source. Descriptions are for whoever writes such a file in an editor.
 */
import { z } from "zod";
import { aspectRatios } from "../project/vocabulary.ts";
import { requestWaySchema } from "./request-way.ts";

/** The services that take requests, each with a base URL and, where it needs one, a key of its own. */
export const providerNames = ["kling", "kling-legacy", "fal", "pixio", "replicate", "gemini", "comfyui"] as const;
export type ProviderName = (typeof providerNames)[number];

/** False for a machine of the user's own. */
export function needsKey(provider: ProviderName): boolean {
  return provider !== "comfyui";
}

/** What the ids of a service's models begin with, before the slash. */
export function idPrefixOf(provider: ProviderName | "animatic"): string {
  return provider === "comfyui" ? "local" : provider;
}

const currencies = ["USD", "credits"] as const;
const day = z.iso.date().describe("The day on which this was read, such as 2026-11-22.");
const sentence = z.string().min(1).max(1000);
const milliseconds = z.int().positive().max(3_600_000);
const count = z.int().min(0).max(10_000);
const chars = z.int().positive().max(1_000_000).nullable();
const amount = z.number().min(0).max(1_000_000);

/** What a profile accepts. Times are milliseconds, texts are counted in characters, images in bytes and pixels. */
const limitsSchema = z.strictObject({
  totalMs: z
    .strictObject({ min: milliseconds, max: milliseconds })
    .describe("The length of a video in milliseconds, at least and at most."),
  shotMs: z
    .strictObject({ min: milliseconds, max: milliseconds })
    .describe("The length of one shot in milliseconds, at least and at most."),
  stepMs: milliseconds.describe("Lengths are multiples of this many milliseconds: 1000 for whole seconds."),
  shotsMax: z.int().min(1).max(200).describe("The most shots of one video; 1 makes a video a shot."),
  shotPromptChars: chars.describe("The most characters of one shot's prompt; null where there is no limit."),
  promptChars: chars.describe("The most characters of the whole prompt; null where there is no limit."),
  negativePromptChars: chars,
  elementsMax: count.describe("The most elements of one video."),
  elementsMaxWithFrame: count.describe("The most elements beside a start or an end frame."),
  imagesPerElement: z.strictObject({ min: count, max: count }),
  referenceImagesMax: count
    .nullable()
    .describe(
      "The most reference images in all where elements are sent as loose images; null where they are sent whole.",
    ),
  image: z.strictObject({
    formats: z.array(z.enum(["jpeg", "png", "webp"])).min(1),
    bytesMax: z.int().positive(),
    elementBytesMax: z.int().positive().optional().describe("Where the service takes less for an element's images."),
    sidePxMin: z.int().positive(),
    sidePxMax: z.int().positive(),
    ratioMax: z.number().min(1).describe("Longer side over shorter side, at most."),
  }),
  aspectRatios: z.array(z.enum(aspectRatios)).min(1),
  startFrameSetsAspect: z
    .enum(["always", "without-elements", "never"])
    .describe("When a start frame's own shape is that of the video, because no aspect ratio is sent beside it."),
  resolutions: z
    .array(z.string().min(1).max(20))
    .min(1)
    .describe("One alone means that the model decides: a pass that asks for another gets this one."),
  startFrame: z.boolean(),
  startFrameRequired: z.boolean().optional().describe("The model makes nothing without a start frame."),
  endFrame: z.boolean(),
  endFrameNeedsStartFrame: z.boolean(),
  endFrameWithMultiShot: z.boolean(),
  keyframesMax: count
    .optional()
    .describe("The most frames between the first and the last, which the model spreads evenly; absent: none."),
  elementsNeedStartFrame: z.boolean(),
  framesOrElements: z.boolean().optional().describe("Frames or elements, never both in one request."),
  negativePrompt: z.boolean(),
  guidance: z.boolean(),
  audio: z.boolean().describe("Whether the model makes sound."),
  audioAlways: z.boolean().optional().describe("Sound cannot be switched off."),
});

/**
 * How a profile wants its texts. `references`: how `@Name` is written: as typed, `@e01` (an id of the request's own),
 * `<<<element_1>>>`, `@Element1`, a run of `<<<image_1>>>`, or of `@Image1`. `shots`: a list of objects, the same list as JSON
 * text, the inline `shot 1, 4, words;`, or a timed list in the prompt, `Shot 1 (0–4 s): words`.
 */
const grammarSchema = z.strictObject({
  references: z.enum(["as-typed", "id", "element-index", "Element-index", "image-index", "Image-index"]),
  shots: z.enum(["list", "json-text", "inline", "timed"]),
});

const priceSource = {
  source: sentence.describe("Where the price was read."),
  asOf: day,
  uncertain: sentence.optional().describe("What is not established about the price, as a sentence."),
};
const currency = z.enum(currencies);
const byResolution = z.record(z.string(), amount);

/** What a run costs. Amounts are in the currency's own unit (dollars, credits). */
const priceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("free") }),
  z.strictObject({ kind: z.literal("unknown"), note: sentence }),
  z.strictObject({
    kind: z.literal("per-second"),
    currency,
    perSecond: z
      .record(z.string(), z.strictObject({ silent: amount, audio: amount }))
      .describe("By resolution, without and with sound."),
    withVideoReference: byResolution
      .optional()
      .describe("By resolution, a second of input and output together; not used by this app."),
    ...priceSource,
  }),
  z.strictObject({
    kind: z.literal("per-token"),
    currency,
    perThousand: amount.describe("For 1,000 tokens; a video has pixels × seconds × 24 / 1,024 of them."),
    pixels: z.record(z.string(), z.int().positive()).describe("By resolution, how many pixels a picture has."),
    ...priceSource,
  }),
  z.strictObject({ kind: z.literal("per-run"), currency, amount, ...priceSource }),
  z.strictObject({
    kind: z.literal("per-image"),
    currency,
    perImage: byResolution.describe("By size of the image."),
    ...priceSource,
  }),
]);

const label = z.string().min(1).max(100);

/** As much as a take or a job needs of the profile that it was made with, to say what that was. */
export const namedProfileSchema = z.object({ profile: z.object({ label }) });

/** A model profile as its file has it. */
export const profileSchema = z.strictObject({
  $schema: z.string().max(1000).optional(),
  id: z
    .string()
    .max(100)
    .regex(/^(animatic|[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9._-]*)$/, "Write an id such as fal/kling-v3-pro.")
    .describe("The service, a slash, and a name of your own: fal/my-model."),
  provider: z.enum(["animatic", ...providerNames]),
  output: z
    .enum(["film", "still"])
    .describe("What comes out: a video of the pass, or one still for a place of the plan."),
  label: label.describe("Such as Kling 3.0 Pro · fal.ai."),
  off: sentence.optional().describe("Why nothing can be sent to the model yet, as a sentence."),
  limits: limitsSchema,
  grammar: grammarSchema,
  price: priceSchema,
  quotes: z.boolean().describe("Whether the service itself quotes the price of a run."),
  source: z.strictObject({ text: sentence, asOf: day }).describe("Where the limits were read."),
  uncertain: z
    .array(z.enum(Object.keys(limitsSchema.shape) as [keyof ModelLimits, ...(keyof ModelLimits)[]]))
    .describe("The limits for which the sources are silent or disagree."),
  request: requestWaySchema.optional(),
});

type Frozen<Shape> = Shape extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Shape extends object
    ? { readonly [Key in keyof Shape]: Frozen<Shape[Key]> }
    : Shape;

export type ModelLimits = Frozen<z.infer<typeof limitsSchema>>;
export type RequestGrammar = Frozen<z.infer<typeof grammarSchema>>;
export type Price = Frozen<z.infer<typeof priceSchema>>;
export type ModelProfile = Frozen<z.infer<typeof profileSchema>>;

/** A price in whole millionths of its currency, so that sums are exact. */
export interface Money {
  readonly currency: (typeof currencies)[number];
  readonly micros: number;
}
