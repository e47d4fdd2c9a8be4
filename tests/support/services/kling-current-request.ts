/** Owns what Kling's simulator takes as a request to the current API, read by the published rules alone: nothing here is shared with the adapters. */
import { z } from "zod";
import { checkImage } from "./kling-images.ts";
import { KlingRefusal } from "./kling-refusal.ts";
import { checkShots, type KlingRequest, parseBody, ratioField } from "./kling-request.ts";

const mebibyte = 1024 * 1024;

const resolution = z.enum(["720p", "1080p", "4k"]);
const seconds = z.int().min(3).max(15);
const options = z.strictObject({
  callback_url: z.string().optional(),
  external_task_id: z.string().optional(),
  watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
});
const settings = z.strictObject({
  resolution: resolution.default("720p"),
  duration: seconds.default(5),
  audio: z.enum(["native", "off"]).default("off"),
  multi_shot: z.boolean().default(true),
});
const turboSettings = z.strictObject({
  resolution: z.enum(["720p", "1080p"]).default("720p"),
  duration: seconds.default(5),
});
const prompt = z.string().min(1).max(3072);
const promptItem = z.strictObject({ type: z.literal("prompt"), text: prompt });
const frameItem = (type: "first_frame" | "last_frame") =>
  z.strictObject({ type: z.literal(type), url: z.string().min(1) });
const elementItem = z.strictObject({
  type: z.literal("element"),
  element_id: z.string().min(1),
  id: z.string().regex(/^\w+$/),
});
const items = z.array(
  z.discriminatedUnion("type", [promptItem, frameItem("first_frame"), frameItem("last_frame"), elementItem]),
);

const currentBodies = {
  "/text-to-video/kling-3.0": z.strictObject({
    prompt,
    settings: settings.extend({ aspect_ratio: ratioField.default("16:9") }),
    options: options.optional(),
  }),
  "/image-to-video/kling-3.0": z.strictObject({ contents: items, settings, options: options.optional() }),
  "/omni-video/kling-3.0-omni": z.strictObject({
    contents: items,
    settings: settings.extend({
      audio: z.enum(["native", "original", "off"]).default("off"),
      aspect_ratio: ratioField.optional(),
    }),
    options: options.optional(),
  }),
  "/text-to-video/kling-3.0-turbo": z.strictObject({
    prompt,
    settings: turboSettings.extend({ aspect_ratio: ratioField.default("16:9") }),
    options: options.optional(),
  }),
  "/image-to-video/kling-3.0-turbo": z.strictObject({
    contents: z.array(
      z.discriminatedUnion("type", [
        promptItem.extend({ text: z.string().min(1).max(2500) }),
        frameItem("first_frame"),
      ]),
    ),
    settings: turboSettings,
    options: options.optional(),
  }),
};

/** Throws KlingRefusal. `path` such as `/omni-video/kling-3.0-omni`. */
export async function readCurrentRequest(path: string, body: unknown): Promise<KlingRequest> {
  const schema = Object.entries(currentBodies).find(([known]) => known === path)?.[1];
  if (!schema) throw new KlingRefusal(1203, `the model of ${path} does not exist`);
  const read = parseBody(schema as z.ZodType<CurrentBody>, body);
  const contents = read.contents ?? [{ type: "prompt" as const, text: read.prompt ?? "" }];
  const texts = contents.filter((item) => item.type === "prompt");
  const frames = contents.filter((item) => "url" in item);
  const firsts = frames.filter(({ type }) => type === "first_frame");
  const lasts = frames.filter(({ type }) => type === "last_frame");
  const elements = contents.filter((item) => item.type === "element");
  if (texts.length !== 1) throw new KlingRefusal(1201, "exactly one content item of type 'prompt' is required");
  if (firsts.length > 1 || lasts.length > 1) throw new KlingRefusal(1201, "a frame is given more than once");
  if (path.startsWith("/image-to-video") && firsts.length === 0) {
    throw new KlingRefusal(1201, "content item of type 'first_frame' is required");
  }
  if (lasts.length > 0 && firsts.length === 0) throw new KlingRefusal(1201, "last frame only is not supported");
  if (elements.length > (firsts.length > 0 ? 3 : 7)) throw new KlingRefusal(1201, "too many elements");
  if (path.startsWith("/omni-video") && firsts.length === 0 && read.settings.aspect_ratio === undefined) {
    throw new KlingRefusal(1201, "aspect_ratio is required without a first frame");
  }
  checkIds(elements.map(({ id }) => id));
  for (const { type, url } of frames) await checkImage(type, url, 50 * mebibyte);
  const text = texts[0]?.text ?? "";
  const several = read.settings.multi_shot ?? true;
  return {
    model: path.slice(path.lastIndexOf("/") + 1),
    ourId: read.options?.external_task_id || null,
    seconds: read.settings.duration,
    resolution: read.settings.resolution,
    audio: read.settings.audio === undefined || read.settings.audio === "native",
    shots: several ? readInlineShots(text, read.settings.duration) : [{ seconds: read.settings.duration, words: text }],
    elementIds: elements.map(({ element_id }) => element_id),
    frames: [...firsts.map(() => "first" as const), ...lasts.map(() => "last" as const)],
  };
}

interface CurrentBody {
  readonly prompt?: string;
  readonly contents?: z.infer<typeof items>;
  readonly settings: {
    readonly resolution: KlingRequest["resolution"];
    readonly duration: number;
    readonly aspect_ratio?: string;
    readonly audio?: "native" | "original" | "off";
    readonly multi_shot?: boolean;
  };
  readonly options?: z.infer<typeof options>;
}

/** `shot n, m, words; shot n, m, words;`, parted by semicolons alone. A text that begins otherwise is one shot. */
export function readInlineShots(text: string, totalSeconds: number): KlingRequest["shots"] {
  if (!/^\s*(shot|镜头)\s*\d+\s*,\s*\d+\s*,/i.test(text)) return [{ seconds: totalSeconds, words: text }];
  const shots: { seconds: number; words: string }[] = [];
  for (const part of text.split(";").map((each) => each.trim())) {
    if (part === "") continue;
    const match = /^(?:shot|镜头)\s*(\d+)\s*,\s*(\d+)\s*,\s?(.*)$/is.exec(part);
    if (!match) throw new KlingRefusal(1201, `the prompt has a part that is no shot: ${part}`);
    const [, number, length, words] = match as unknown as [string, string, string, string];
    if (Number(number) !== shots.length + 1) throw new KlingRefusal(1201, `shot ${number} is out of order`);
    shots.push({ seconds: Number(length), words });
  }
  return checkShots(shots, totalSeconds);
}

function checkIds(ids: readonly string[]): void {
  for (const [index, id] of ids.entries()) {
    const clash = ids.find((other, at) => at !== index && other.includes(id));
    if (clash !== undefined) throw new KlingRefusal(1201, `the ids ${id} and ${clash} clash`);
  }
}
