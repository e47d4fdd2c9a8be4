/** Owns what Kling's simulator takes as a request to the legacy API, read by the published rules alone. */
import { z } from "zod";
import { checkImage } from "./kling-images.ts";
import { KlingRefusal } from "./kling-refusal.ts";
import { checkShots, type KlingRequest, parseBody, ratioField } from "./kling-request.ts";

const mebibyte = 1024 * 1024;
const legacySeconds = z.string().regex(/^([3-9]|1[0-5])$/);
const legacyCommon = {
  prompt: z.string().max(2500).optional(),
  multi_shot: z.boolean().default(false),
  shot_type: z.enum(["customize", "intelligence"]).optional(),
  multi_prompt: z
    .array(z.strictObject({ index: z.int(), prompt: z.string().min(1), duration: z.string().regex(/^\d+$/) }))
    .optional(),
  duration: legacySeconds.default("5"),
  mode: z.enum(["std", "pro", "4k"]).default("std"),
  sound: z.enum(["on", "off"]).default("off"),
  watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
  callback_url: z.string().optional(),
  external_task_id: z.string().optional(),
};
const elementList = z.array(z.strictObject({ element_id: z.int() }));
const onlyForV3 = { negative_prompt: z.string().max(2500).optional(), cfg_scale: z.number().min(0).max(1).optional() };
const legacyBodies = {
  text2video: z.strictObject({
    ...legacyCommon,
    ...onlyForV3,
    model_name: z.literal("kling-v3"),
    aspect_ratio: ratioField.default("16:9"),
  }),
  image2video: z.strictObject({
    ...legacyCommon,
    ...onlyForV3,
    model_name: z.literal("kling-v3"),
    image: z.string().min(1),
    image_tail: z.string().min(1).optional(),
    element_list: elementList.max(3).optional(),
  }),
  "omni-video": z.strictObject({
    ...legacyCommon,
    model_name: z.literal("kling-v3-omni"),
    aspect_ratio: ratioField.optional(),
    image_list: z
      .array(z.strictObject({ image_url: z.string().min(1), type: z.enum(["first_frame", "end_frame"]).optional() }))
      .optional(),
    element_list: elementList.optional(),
  }),
};
/** Any of the three, with what only some have as optional. */
type LegacyBody = Omit<z.infer<(typeof legacyBodies)["text2video"]>, "model_name" | "aspect_ratio"> &
  Partial<Pick<z.infer<(typeof legacyBodies)["image2video"]>, "image" | "image_tail" | "element_list">> &
  Pick<z.infer<(typeof legacyBodies)["omni-video"]>, "image_list" | "aspect_ratio"> & { readonly model_name: string };

/** Throws KlingRefusal. */
export async function readLegacyRequest(kind: string, body: unknown): Promise<KlingRequest> {
  const schema = Object.entries(legacyBodies).find(([known]) => known === kind)?.[1];
  if (!schema) throw new KlingRefusal(1202, `no ${kind} here`);
  const read = parseBody(schema as unknown as z.ZodType<LegacyBody>, body);
  const images = read.image_list ?? [];
  const first = read.image ?? images.find(({ type }) => type === "first_frame")?.image_url;
  const last = read.image_tail ?? images.find(({ type }) => type === "end_frame")?.image_url;
  const elements = read.element_list ?? [];
  if (last !== undefined && first === undefined) throw new KlingRefusal(1201, "an end frame needs a first frame");
  if (kind === "omni-video") {
    if (images.length + elements.length > 7) throw new KlingRefusal(1201, "at most 7 images and elements");
    if (read.multi_shot && last !== undefined) throw new KlingRefusal(1201, "multi_shot does not support both frames");
    if ((first === undefined) !== (read.aspect_ratio !== undefined)) {
      throw new KlingRefusal(1201, "aspect_ratio is required without a first frame, and not supported with one");
    }
  }
  for (const image of [first, last]) if (image !== undefined) await checkImage("image", image, 10 * mebibyte);
  const total = Number(read.duration);
  return {
    model: read.model_name,
    ourId: read.external_task_id || null,
    seconds: total,
    resolution: ({ std: "720p", pro: "1080p", "4k": "4k" } as const)[read.mode],
    audio: read.sound === "on",
    shots: readLegacyShots(read, total),
    elementIds: elements.map(({ element_id }) => String(element_id)),
    frames: [...(first === undefined ? [] : ["first" as const]), ...(last === undefined ? [] : ["last" as const])],
  };
}

function readLegacyShots(read: LegacyBody, total: number): KlingRequest["shots"] {
  const { multi_shot, shot_type, multi_prompt, prompt: text } = read;
  if (!multi_shot) {
    if (shot_type !== undefined || multi_prompt !== undefined) {
      throw new KlingRefusal(1201, "shot_type and multi_prompt need multi_shot");
    }
    if (!text) throw new KlingRefusal(1201, "prompt must not be empty");
    return [{ seconds: total, words: text }];
  }
  if (shot_type !== "customize") throw new KlingRefusal(1201, "shot_type is required with multi_shot");
  if (text !== undefined) throw new KlingRefusal(1201, "prompt is invalid with customized shots");
  const shots = (multi_prompt ?? []).map(({ index, prompt, duration }, at) => {
    if (index !== at + 1) throw new KlingRefusal(1201, `index ${index} is out of order`);
    return { seconds: Number(duration), words: prompt };
  });
  return checkShots(shots, total);
}
