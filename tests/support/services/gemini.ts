/** Owns the Gemini API's simulator: one strict request that answers with a picture, or with the reason why there is none. */
import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { z } from "zod";
import type { ImageBytes } from "../../../electron/core/generation/provider.ts";
import { makeStill } from "./film.ts";
import { type Fault, SimulatorBase, type SimulatorOptions } from "./service-simulator.ts";
import type { SimulatedRequest } from "./simulated-request.ts";

/** How Google says no. */
export class GoogleError extends Error {
  readonly code: number;
  readonly status: string;
  readonly details: readonly unknown[];

  constructor(code: number, status: string, message: string, details: readonly unknown[] = []) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }

  toResponse(): Response {
    const { code, message, status, details } = this;
    return Response.json(
      { error: { code, message, status, ...(details.length > 0 ? { details } : {}) } },
      { status: code },
    );
  }
}

export interface GeminiOrder {
  readonly model: string;
  readonly prompt: string;
  /** The bytes of the images that came, in their order. */
  readonly images: readonly Uint8Array[];
  readonly aspectRatio: string;
  readonly imageSize: string;
}

const currentModels: readonly string[] = ["gemini-3-pro-image"];
const imagesMax = 14;
const longSides = { "1K": 1024, "2K": 2048, "4K": 4096 } as const;
const ratios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"] as const;

const part = z.union([
  z.strictObject({ text: z.string().min(1) }),
  z.strictObject({
    inlineData: z.strictObject({ mimeType: z.enum(["image/png", "image/jpeg", "image/webp"]), data: z.base64() }),
  }),
]);
const bodySchema = z.strictObject({
  contents: z.array(z.strictObject({ role: z.literal("user"), parts: z.array(part).min(1) })).length(1),
  generationConfig: z.strictObject({
    responseModalities: z.array(z.enum(["TEXT", "IMAGE"])).min(1),
    imageConfig: z.strictObject({ aspectRatio: z.enum(ratios), imageSize: z.enum(["1K", "2K", "4K"]) }),
  }),
});

export class GeminiSimulator extends SimulatorBase<GeminiOrder> {
  readonly key = "AIzaSimulated-4c1d7be09f";
  /** Refuses the next requests, each with one of these. */
  readonly errors: GoogleError[] = [];
  /** Answers the next requests without a picture: the body of each. */
  readonly refusals: Record<string, unknown>[] = [];
  /** The pictures that were drawn, in order. */
  readonly drawn: ImageBytes[] = [];

  constructor() {
    super("/gemini");
  }

  /** What was asked for, in order. */
  get taken(): GeminiOrder[] {
    return [...this.tasks.values()].map(({ details }) => details);
  }

  protected kindOf(method: string): Fault["on"] | null {
    return method === "POST" ? "submit" : null;
  }

  protected async respond(request: SimulatedRequest): Promise<Response> {
    try {
      return await this.#answer(request);
    } catch (error) {
      if (error instanceof GoogleError) return error.toResponse();
      throw error;
    }
  }

  protected refuse(status: 429 | 500 | 503): Response {
    if (status === 500) return new GoogleError(500, "INTERNAL", "An internal error has occurred.").toResponse();
    if (status === 503) return new GoogleError(503, "UNAVAILABLE", "The model is overloaded.").toResponse();
    const retry = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "1s" };
    return new GoogleError(429, "RESOURCE_EXHAUSTED", quotaWords, [retry]).toResponse();
  }

  protected expired(): Response {
    return new Response(null, { status: 404 });
  }

  async #answer(request: SimulatedRequest): Promise<Response> {
    const { method, path, headers } = request;
    this.#checkKey(headers.get("x-goog-api-key"));
    const [, model = "", action] = /^\/v1beta\/models\/([^/:]+)(:generateContent)?$/.exec(path) ?? [];
    if (!currentModels.includes(model)) {
      throw new GoogleError(404, "NOT_FOUND", `models/${model} is not found for API version v1beta.`);
    }
    if (method === "GET" && !action) return Response.json({ name: `models/${model}`, displayName: "Nano Banana Pro" });
    if (method !== "POST" || !action) throw new GoogleError(404, "NOT_FOUND", "Not found.");
    const error = this.errors.shift();
    if (error) throw error;
    const order = await readOrder(model, request);
    const refusal = this.refusals.shift();
    if (refusal) return Response.json(refusal);
    if (this.slotsTaken >= this.slots) return this.refuse(429);
    const task = this.makeTask(randomUUID(), null, order);
    const image = await draw(order);
    this.drawn.push(image);
    this.endTask(task, "succeeded");
    return Response.json(pictureAnswer(model, image));
  }

  #checkKey(key: string | null): void {
    if (key === this.key) return;
    if (key === null) {
      const words = "Method doesn't allow unregistered callers (callers without established identity).";
      throw new GoogleError(403, "PERMISSION_DENIED", words);
    }
    const info = { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" };
    throw new GoogleError(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [info]);
  }
}

/** As it is said for every limit, whatever it is one of. */
export const quotaWords = "You exceeded your current quota, please check your plan and billing details.";

async function readOrder(model: string, { json }: SimulatedRequest): Promise<GeminiOrder> {
  if (json === undefined) throw new GoogleError(400, "INVALID_ARGUMENT", "Invalid JSON payload received.");
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const words = `Invalid value at '${issue?.path.join(".")}': ${issue?.message}`;
    throw new GoogleError(400, "INVALID_ARGUMENT", words);
  }
  const { contents, generationConfig } = parsed.data;
  const parts = contents.flatMap((content) => content.parts);
  const images = parts.flatMap((each) => ("inlineData" in each ? each.inlineData : []));
  if (images.length > imagesMax) throw new GoogleError(400, "INVALID_ARGUMENT", "Too many images.");
  for (const { mimeType, data } of images) {
    const format = await sharp(Buffer.from(data, "base64"))
      .metadata()
      .then((metadata) => metadata.format)
      .catch(() => "none");
    if (mimeType !== `image/${format}`) {
      throw new GoogleError(400, "INVALID_ARGUMENT", "Unable to process input image.");
    }
  }
  const prompt = parts.flatMap((each) => ("text" in each ? each.text : [])).join("\n");
  if (prompt === "") throw new GoogleError(400, "INVALID_ARGUMENT", "contents has no text.");
  return {
    ...{ model, prompt, ...generationConfig.imageConfig },
    images: images.map(({ data }) => new Uint8Array(Buffer.from(data, "base64"))),
  };
}

async function draw({ aspectRatio, imageSize }: GeminiOrder): Promise<ImageBytes> {
  const [across = 1, down = 1] = aspectRatio.split(":").map(Number);
  const unit = longSides[imageSize as keyof typeof longSides] / Math.max(across, down);
  const [widthPx, heightPx] = [Math.round(across * unit), Math.round(down * unit)];
  return await makeStill({ widthPx, heightPx, format: "png", tone: 90 });
}

/** With thoughts, pictures among them, before the answer, as thinking models give them. */
function pictureAnswer(model: string, { bytes, format }: ImageBytes) {
  const inlineData = { mimeType: `image/${format}`, data: Buffer.from(bytes).toString("base64") };
  const parts = [
    { text: "The light comes from the left.", thought: true },
    { inlineData: { ...inlineData, data: "iVBORw0KGgo=" }, thought: true },
    { text: "Here is the picture." },
    { inlineData, thoughtSignature: "c2lnbmF0dXJl" },
  ];
  return {
    candidates: [{ content: { role: "model", parts }, finishReason: "STOP", index: 0 }],
    usageMetadata: { promptTokenCount: 20, candidatesTokenCount: 1120 },
    modelVersion: model,
  };
}

export async function startGemini(options: SimulatorOptions = {}): Promise<GeminiSimulator> {
  return await new GeminiSimulator().start(options);
}
