/** Owns what the simulated fal takes for Kling 4.0 and Seedance: the fields of each endpoint, and frames or references but never both. */
import { z } from "zod";
import type { ModelError, TakenCall } from "./fal-models.ts";
import { readTimedList } from "./timed-list.ts";

const address = z.url({ protocol: /^https?$/ });
const kling = /^(kling\/v4|kling\/v4\/flash|kling-video\/v4)\/(text|image|reference)-to-video$/;
const seedance = /^bytedance\/seedance-(2\.0|2\.0\/fast|2\.5)\/(text|image|reference)-to-video$/;

interface Shot {
  readonly prompt: string;
  readonly duration: number;
}
interface Fields {
  readonly prompt?: string;
  readonly multi_prompt?: readonly Shot[];
  readonly duration?: number | string;
  readonly generate_audio?: boolean;
  readonly image_urls?: readonly string[];
  readonly video_urls?: readonly string[];
  readonly audio_urls?: readonly string[];
  readonly elements?: readonly unknown[];
}
type Read = Omit<TakenCall, "endpoint" | "output" | "images">;

interface WinterModel {
  readonly schema: z.ZodType;
  /** What a picture may be here. */
  readonly imageLimits: NonNullable<TakenCall["imageLimits"]>;
  /** What the schema cannot say; a fault as the service words it. */
  readonly read: (fields: Fields) => Read | ModelError[];
}

/** Null for an endpoint that is not of these models. */
export function winterModel(endpoint: string): WinterModel | null {
  const [, base, fromWhat] = kling.exec(endpoint) ?? [];
  if (base && fromWhat) return klingModel(base, fromWhat);
  const [, version, source] = seedance.exec(endpoint) ?? [];
  return version && source ? seedanceModel(version, source) : null;
}

/** The provider's own refusal, which comes before fal looks at any field and costs nothing. */
export function refusedMix(endpoint: string, fields: unknown): ModelError | null {
  if (!seedance.test(endpoint) || typeof fields !== "object" || fields === null) return null;
  const has = (...names: readonly string[]) => names.some((name) => name in fields);
  if (!has("image_url", "end_image_url") || !has("image_urls", "video_urls", "audio_urls")) return null;
  const msg = "First/last frame content cannot be mixed with reference media content.";
  return { loc: [], msg, type: "value_error", status: 400 };
}

function klingModel(base: string, fromWhat: string): WinterModel {
  const flash = base.endsWith("flash");
  const secondsMax = flash ? 20 : 30;
  const shot = z.strictObject({ prompt: z.string().min(1).max(512), duration: z.int().min(1).max(secondsMax) });
  const references = {
    elements: z
      .array(z.strictObject({ frontal_image_url: address, reference_image_urls: z.array(address).min(1).max(3) }))
      .max(7)
      .optional(),
    image_urls: z.array(address).max(10).optional(),
    video_urls: z.array(address).max(5).optional(),
  };
  const frames = {
    start_image_url: address,
    ...(flash ? {} : { end_image_url: address.optional() }),
    ...(base === "kling-video/v4" ? { middle_image_urls: z.array(address).max(8).optional() } : {}),
  };
  const schema = z.strictObject({
    prompt: z.string().min(1).max(8000).optional(),
    multi_prompt: z.array(shot).min(1).max(6).optional(),
    duration: z.int().min(3).max(secondsMax).optional(),
    resolution: z.enum(flash ? ["720p"] : ["720p", "1080p"]).optional(),
    ...(fromWhat === "image" ? frames : { aspect_ratio: z.enum(["auto", "16:9", "9:16", "1:1", "21:9"]).optional() }),
    ...(fromWhat === "reference" ? references : {}),
  });
  return { schema, imageLimits, read: (fields) => readKling(fields, secondsMax) };
}

const imageLimits = { formats: ["jpeg", "png"], bytesMax: 30 * 1024 * 1024, sidePxMax: 16_384 };

function readKling(fields: Fields, secondsMax: number): Read | ModelError[] {
  const { prompt, multi_prompt: list, duration, elements = [], image_urls: images = [] } = fields;
  if ((prompt === undefined) === (list === undefined)) {
    return refuse([], "Either prompt or multi_prompt must be provided, but not both.");
  }
  const sum = list?.reduce((before, shot) => before + shot.duration, 0);
  if (sum !== undefined && duration !== undefined && duration !== sum) {
    return refuse(["duration"], `The shots last ${sum} s, not ${duration} s.`);
  }
  const durationSeconds = sum ?? Number(duration ?? 5);
  if (durationSeconds < 3 || durationSeconds > secondsMax)
    return refuse(["multi_prompt"], "The video is of no such length.");
  const shots = list?.map((shot) => ({ text: shot.prompt, seconds: shot.duration })) ?? [
    { text: prompt ?? "", seconds: durationSeconds },
  ];
  const words = shots.map(({ text }) => text).join("\n");
  return (
    missing(words, "Element", elements.length) ??
    missing(words, "Image", images.length) ?? { durationSeconds, shots, audio: true }
  );
}

function seedanceModel(version: string, fromWhat: string): WinterModel {
  const newest = version === "2.5";
  const lengths = Array.from({ length: (newest ? 30 : 15) - 3 }, (_, index) => String(index + 4));
  const references = {
    image_urls: z
      .array(address)
      .min(1)
      .max(newest ? 30 : 9)
      .optional(),
    video_urls: z
      .array(address)
      .max(newest ? 10 : 3)
      .optional(),
    audio_urls: z
      .array(address)
      .max(newest ? 10 : 3)
      .optional(),
  };
  const schema = z.strictObject({
    prompt: z.string().min(3).max(4000),
    duration: z.enum([...lengths, "auto"]).default("auto"),
    resolution: z.enum(version === "2.0" ? ["480p", "720p", "1080p"] : ["480p", "720p"]).default("720p"),
    aspect_ratio: z.enum(["auto", "21:9", "16:9", "4:3", "1:1", "3:4", "9:16"]).default("auto"),
    generate_audio: z.boolean().default(true),
    seed: z.int().optional(),
    ...(fromWhat === "image" ? { image_url: address, end_image_url: address.optional() } : {}),
    ...(fromWhat === "reference" ? references : {}),
  });
  const limits = { formats: ["jpeg", "png", "webp"], bytesMax: 30 * 1024 * 1024, sidePxMax: 6000 };
  return { schema, imageLimits: limits, read: (fields) => readSeedance(fields, newest ? 30 : 12) };
}

function readSeedance(fields: Fields, referencesMax: number): Read | ModelError[] {
  const { prompt = "", duration, image_urls: images = [], video_urls: videos = [], audio_urls: audios = [] } = fields;
  if (images.length + videos.length + audios.length > referencesMax) {
    return refuse(["image_urls"], `At most ${referencesMax} references in all.`);
  }
  const durationSeconds = duration === "auto" ? 5 : Number(duration);
  const shots = readTimedList(prompt, durationSeconds);
  if (shots === null) return refuse(["prompt"], "The timed list of shots is not one, or not as long as the video.");
  return missing(prompt, "Image", images.length) ?? { durationSeconds, shots, audio: fields.generate_audio ?? true };
}

/** A fault where the words call a reference that was not sent. */
function missing(words: string, kind: "Element" | "Image", count: number): ModelError[] | null {
  const numbers = [...words.matchAll(new RegExp(`@${kind}(\\d+)`, "g"))].map(([, number]) => Number(number));
  const wrong = numbers.find((number) => number < 1 || number > count);
  return wrong === undefined ? null : refuse(["prompt"], `@${kind}${wrong} was not sent.`);
}

function refuse(loc: readonly PropertyKey[], msg: string): ModelError[] {
  return [{ loc, msg, type: "value_error" }];
}
