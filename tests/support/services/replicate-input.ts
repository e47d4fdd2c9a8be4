/** Owns what Replicate's simulator takes as input of each model: the fields of the models' API pages, read strictly. */
import sharp from "sharp";
import { z } from "zod";
import { readTimedList } from "./timed-list.ts";

/** How Replicate says no: becomes a problem document. */
export class ReplicateRefusal extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  toResponse(more: Record<string, unknown> = {}): Response {
    const { status, title, message: detail } = this;
    return Response.json(
      { title, detail, status, ...more },
      { status, headers: { "content-type": "application/problem+json" } },
    );
  }
}

/** What a run was asked to make, as the model reads it. */
export interface ReplicateOrder {
  readonly model: string;
  readonly output: "film" | "still";
  readonly shots: readonly { readonly prompt: string; readonly seconds: number }[];
  readonly seconds: number;
  readonly input: Readonly<Record<string, unknown>>;
}

const text = z.string().max(2500);
const aspect = z.enum(["16:9", "9:16", "1:1"]);
const film = {
  prompt: text.min(1),
  start_image: z.string().optional(),
  end_image: z.string().optional(),
  mode: z.enum(["standard", "pro", "4k"]).default("pro"),
  aspect_ratio: aspect.default("16:9"),
  duration: z.int().min(3).max(15).default(5),
  generate_audio: z.boolean().default(false),
  multi_prompt: z.string().optional(),
};
const shotList = z
  .array(z.strictObject({ prompt: z.string().min(1).max(512), duration: z.int().min(1) }))
  .min(1)
  .max(6);

const schemas = {
  "kwaivgi/kling-v3-video": z.strictObject({ ...film, negative_prompt: text.optional() }),
  "kwaivgi/kling-v3-omni-video": z.strictObject({ ...film, reference_images: z.array(z.string()).max(7).optional() }),
  "bytedance/seedance-2.0": z.strictObject({
    prompt: z.string().min(3).max(4000),
    duration: z.int().min(4).max(15).default(5),
    resolution: z.enum(["480p", "720p", "1080p"]).default("720p"),
    aspect_ratio: z.enum(["21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "auto"]).default("16:9"),
    generate_audio: z.boolean().default(true),
    seed: z.int().optional(),
    reference_images: z.array(z.string()).max(9).default([]),
    reference_videos: z.array(z.string()).max(3).default([]),
    reference_audios: z.array(z.string()).max(3).default([]),
  }),
  "google/nano-banana-pro": z.strictObject({
    prompt: z.string().min(1),
    image_input: z.array(z.string()).max(14).default([]),
    aspect_ratio: z
      .enum(["match_input_image", "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"])
      .default("match_input_image"),
    resolution: z.enum(["1K", "2K", "4K"]).default("2K"),
    output_format: z.enum(["jpg", "png"]).default("jpg"),
    safety_filter_level: z.string().optional(),
  }),
};

/** `fileOf` gives the bytes behind an address of an uploaded file, or null where there is none any more. */
export async function readOrder(
  model: string,
  body: unknown,
  fileOf: (url: string) => Uint8Array | null,
): Promise<ReplicateOrder> {
  if (!(model in schemas)) throw new ReplicateRefusal(404, "Not found", "The requested resource could not be found.");
  const outer = parse(z.strictObject({ input: z.record(z.string(), z.unknown()) }), body, "");
  const sent = outer.input;
  if (model === "google/nano-banana-pro") {
    const input = parse(schemas[model], sent, "input");
    for (const url of input.image_input) await checkImage("image_input", url, fileOf, { sidePxMin: 1, ratioMax: 20 });
    return { model, output: "still", shots: [{ prompt: input.prompt, seconds: 0 }], seconds: 0, input: sent };
  }
  if (model === "bytedance/seedance-2.0") return await readSeedance(sent, fileOf);
  const input = parse(schemas[model as "kwaivgi/kling-v3-omni-video"], sent, "input");
  if (input.end_image && !input.start_image) refuse("end_image", "end_image needs start_image");
  const images = { start_image: input.start_image, end_image: input.end_image };
  for (const [field, url] of Object.entries(images)) if (url) await checkImage(field, url, fileOf, klingImage);
  const references = input.reference_images ?? [];
  for (const url of references) await checkImage("reference_images", url, fileOf, klingImage);
  const shots = readShots(input.multi_prompt, input);
  for (const { prompt } of [...shots, input]) {
    for (const [, number] of prompt.matchAll(/<<<image_(\d+)>>>/g)) {
      if (Number(number) > references.length) refuse("prompt", `image_${number} is not among reference_images`);
    }
  }
  return { model, output: "film", shots, seconds: input.duration, input: sent };
}

async function readSeedance(
  sent: Record<string, unknown>,
  fileOf: (url: string) => Uint8Array | null,
): Promise<ReplicateOrder> {
  const model = "bytedance/seedance-2.0";
  const { prompt, duration, reference_images: images } = parse(schemas[model], sent, "input");
  for (const url of images) await checkImage("reference_images", url, fileOf, klingImage);
  const shots = readTimedList(prompt, duration);
  if (shots === null) return refuse("prompt", "the timed list of shots does not fill the video");
  for (const [, number] of prompt.matchAll(/@Image(\d+)/g)) {
    if (Number(number) > images.length) refuse("prompt", `@Image${number} is not among reference_images`);
  }
  const read = shots.map(({ text, seconds }) => ({ prompt: text, seconds }));
  return { model, output: "film", shots: read, seconds: duration, input: sent };
}

function readShots(list: string | undefined, whole: { prompt: string; duration: number }) {
  if (list === undefined) return [{ prompt: whole.prompt, seconds: whole.duration }];
  let parsed: unknown;
  try {
    parsed = JSON.parse(list);
  } catch {
    refuse("multi_prompt", "multi_prompt is not valid JSON");
  }
  const shots = parse(shotList, parsed, "input.multi_prompt");
  const sum = shots.reduce((seconds, shot) => seconds + shot.duration, 0);
  if (sum !== whole.duration) refuse("multi_prompt", `the shots' durations are ${sum}, duration is ${whole.duration}`);
  return shots.map(({ prompt, duration }) => ({ prompt, seconds: duration }));
}

const klingImage = { sidePxMin: 300, ratioMax: 2.5 };

async function checkImage(
  field: string,
  url: string,
  fileOf: (url: string) => Uint8Array | null,
  limits: { readonly sidePxMin: number; readonly ratioMax: number },
): Promise<void> {
  const bytes = fileOf(url);
  if (bytes === null) return refuse(field, "the file could not be loaded");
  if (bytes.length > 10 * 1024 * 1024) refuse(field, "the image is over 10 MB");
  const { format, width, height } = await sharp(bytes)
    .metadata()
    .catch(() => refuse(field, "the file is not an image"));
  if (!["jpeg", "png", "webp"].includes(format)) refuse(field, `${format} is not supported`);
  if (Math.min(width, height) < limits.sidePxMin) refuse(field, `a side is under ${limits.sidePxMin} px`);
  if (Math.max(width, height) / Math.min(width, height) > limits.ratioMax) refuse(field, "the image is too long");
}

function parse<Shape>(schema: z.ZodType<Shape>, value: unknown, at: string): Shape {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse([at, ...(issue?.path ?? [])].filter((part) => part !== "").join("."), issue?.message ?? "invalid");
}

function refuse(field: string, words: string): never {
  throw new ReplicateRefusal(422, "Input validation failed", `- ${field}: ${words}\n`);
}
