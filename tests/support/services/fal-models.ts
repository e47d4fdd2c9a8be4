/** Owns what the simulated fal and Pixio take for Kling 3.0, Kling o3 and Nano Banana Pro: the fields of each endpoint and their limits. */
import { z } from "zod";
import { refusedMix, winterModel } from "./fal-winter-models.ts";

export type Dialect = "fal" | "pixio";

/** In fal's form; Pixio tells the same under a code of its own. */
export interface ModelError {
  readonly loc: readonly PropertyKey[];
  readonly msg: string;
  readonly type: string;
  /** 422 where it says nothing. */
  readonly status?: number;
}

export interface ImageInput {
  readonly loc: readonly PropertyKey[];
  readonly url: string;
}

/** A call as the service understands it. Durations in whole seconds; a still has no shots. */
export interface TakenCall {
  readonly endpoint: string;
  readonly output: "film" | "still";
  readonly durationSeconds: number;
  readonly shots: readonly { readonly text: string; readonly seconds: number }[];
  readonly audio: boolean;
  readonly images: readonly ImageInput[];
  /** What its pictures may be, where that is not as at Kling 3.0. */
  readonly imageLimits?: { readonly formats: readonly string[]; readonly bytesMax: number; readonly sidePxMax: number };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
const total = z.enum(range(3, 15));
const aspectRatio = z.enum(["16:9", "9:16", "1:1"]);
const address = z.url({ protocol: /^https?$/ });
const element = z.strictObject({
  frontal_image_url: address,
  reference_image_urls: z.array(address).min(1).max(3),
});
const stillRatios = ["21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16"] as const;

type Shape = Record<string, z.ZodType>;

function shotsOf(dialect: Dialect): z.ZodType {
  const seconds = z.enum(range(dialect === "fal" ? 1 : 3, 15)).default("5");
  const list = z
    .array(z.strictObject({ prompt: z.string().min(1).max(512), duration: seconds }))
    .min(1)
    .max(6);
  if (dialect === "fal") return list;
  return z.string().transform((text, context) => {
    try {
      return list.parse(JSON.parse(text));
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : "not valid JSON";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
  });
}

function filmShape(dialect: Dialect, family: string, route: string): Shape {
  const v3 = family === "v3";
  const fromImage = route === "image-to-video";
  const shape: Shape = {
    prompt: z.string().min(1).max(2500).optional(),
    multi_prompt: shotsOf(dialect).optional(),
    duration: total.default("5"),
    shot_type: z.enum(["customize", ...(route === "text-to-video" ? ["intelligent"] : [])]).default("customize"),
    generate_audio: z.boolean().default(v3),
  };
  if (!fromImage || (dialect === "pixio" && v3)) shape["aspect_ratio"] = aspectRatio.default("16:9");
  if (v3) {
    shape["negative_prompt"] = z.string().max(2500).optional();
    shape["cfg_scale"] = z.number().min(0).max(1).default(0.5);
    if (dialect === "pixio") shape["voice_ids"] = z.array(z.string()).max(2).optional();
  }
  if (fromImage) shape[v3 ? "start_image_url" : "image_url"] = address;
  if (route === "reference-to-video") {
    shape["start_image_url"] = address.optional();
    shape["image_urls"] = z.array(address).optional();
  }
  if (route !== "text-to-video") shape["end_image_url"] = address.optional();
  if (route === "reference-to-video" || (fromImage && v3)) {
    shape["elements"] = z
      .array(element)
      .max(v3 ? 3 : 4)
      .optional();
  }
  return shape;
}

function stillShape(dialect: Dialect, edit: boolean): Shape {
  return {
    prompt: z.string().min(1),
    aspect_ratio: z.enum([...(edit || dialect === "fal" ? ["auto"] : []), ...stillRatios]).default("1:1"),
    resolution: z.enum(dialect === "fal" ? ["1K", "2K", "4K"] : ["2K", "4K"]).optional(),
    output_format: z.enum(["png", "jpeg", "webp"]).default("png"),
    enable_web_search: z.boolean().optional(),
    ...(dialect === "fal"
      ? { num_images: z.int().min(1).max(4).default(1), sync_mode: z.boolean().optional(), seed: z.int().optional() }
      : {}),
    ...(edit ? { image_urls: z.array(address).min(1).max(14) } : {}),
  };
}

interface Film {
  readonly prompt?: string;
  readonly multi_prompt?: readonly { readonly prompt: string; readonly duration: string }[];
  readonly duration: string;
  readonly generate_audio: boolean;
  readonly end_image_url?: string;
  readonly elements?: readonly unknown[];
}

/** Null for an endpoint that is not known. */
export function readModelCall(dialect: Dialect, endpoint: string, fields: unknown): TakenCall | ModelError[] | null {
  const winter = dialect === "fal" ? winterModel(endpoint) : null;
  const schema = winter?.schema ?? schemaOf(dialect, endpoint);
  if (!schema) return null;
  const mix = winter && refusedMix(endpoint, fields);
  if (mix) return [mix];
  const parsed = schema.safeParse(fields);
  if (!parsed.success) return parsed.error.issues.flatMap(errorsOf);
  const images = imagesIn(parsed.data, []);
  if (winter) {
    const read = winter.read(parsed.data as object);
    if (Array.isArray(read)) return read;
    return {
      endpoint,
      output: "film",
      ...(read as Omit<TakenCall, "endpoint" | "output" | "images">),
      images,
      imageLimits: winter.imageLimits,
    };
  }
  if (endpoint.startsWith("nano-banana")) {
    return { endpoint, output: "still", durationSeconds: 0, shots: [], audio: false, images };
  }
  const film = parsed.data as unknown as Film;
  const durationSeconds = Number(film.duration);
  const shots = film.multi_prompt
    ? film.multi_prompt.map(({ prompt, duration }) => ({ text: prompt, seconds: Number(duration) }))
    : [{ text: film.prompt ?? "", seconds: durationSeconds }];
  const errors = contradictionsIn(film, shots);
  if (errors.length > 0) return errors;
  return { endpoint, output: "film", durationSeconds, shots, audio: film.generate_audio, images };
}

/** A model that a test made up: its fields, and its answer with the file that it made. */
export interface MadeUpModel {
  readonly fields: z.ZodObject;
  readonly answer: (file: { readonly url: string }) => unknown;
}

export function readMadeUpCall(endpoint: string, { fields }: MadeUpModel, sent: unknown): TakenCall | ModelError[] {
  const parsed = fields.strict().safeParse(sent);
  if (!parsed.success) return parsed.error.issues.flatMap(errorsOf);
  const images = imagesIn(parsed.data, []);
  return { endpoint, output: "film", durationSeconds: 0, shots: [], audio: false, images };
}

function schemaOf(dialect: Dialect, endpoint: string) {
  if (endpoint === "nano-banana-pro") return z.strictObject(stillShape(dialect, false));
  if (endpoint === "nano-banana-pro/edit") return z.strictObject(stillShape(dialect, true));
  const [, family = "", , route = ""] =
    /^kling-video\/(v3|o3)\/(standard|pro|4k)\/((?:text|image|reference)-to-video)$/.exec(endpoint) ?? [];
  if (family === "" || (family === "v3" && route === "reference-to-video")) return null;
  return z.strictObject(filmShape(dialect, family, route));
}

function contradictionsIn(film: Film, shots: TakenCall["shots"]): ModelError[] {
  const problems: ModelError[] = [];
  const refuse = (loc: readonly PropertyKey[], msg: string) => void problems.push({ loc, msg, type: "value_error" });
  if ((film.prompt === undefined) === (film.multi_prompt === undefined)) {
    refuse([], "Either prompt or multi_prompt must be provided, but not both.");
  }
  const sum = shots.reduce((before, { seconds }) => before + seconds, 0);
  if (sum !== Number(film.duration)) refuse(["multi_prompt"], `The shots last ${sum} s, the film ${film.duration} s.`);
  if (film.multi_prompt && film.end_image_url) {
    refuse(["end_image_url"], "end_image_url is not supported with multi_prompt.");
  }
  for (const [, index] of shots.flatMap(({ text }) => [...text.matchAll(/@Element(\d+)/g)])) {
    if (Number(index) > (film.elements?.length ?? 0))
      refuse(["elements"], `@Element${index} is not among the elements.`);
  }
  return problems;
}

function errorsOf(issue: z.core.$ZodIssue): ModelError[] {
  if (issue.code === "unrecognized_keys") {
    const msg = "Extra inputs are not permitted";
    return issue.keys.map((key) => ({ loc: [...issue.path, key], msg, type: "extra_forbidden" }));
  }
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return [{ loc: issue.path, msg: missing ? "Field required" : issue.message, type: missing ? "missing" : issue.code }];
}

/** Every field that ends in `image_url` or `image_urls`, or is one. */
function imagesIn(value: unknown, loc: readonly PropertyKey[]): ImageInput[] {
  if (typeof value === "string") {
    const field = loc.findLast((part) => typeof part === "string");
    return typeof field === "string" && /image_urls?$/.test(field) ? [{ loc, url: value }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((each, index) => imagesIn(each, [...loc, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => imagesIn(each, [...loc, name]));
}
