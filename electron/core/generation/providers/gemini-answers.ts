/** Owns what the Gemini API's answers mean: refusals in Google's own shape, and answers with an image, or with reasons why there is none. */
import { z } from "zod";
import type { ImageBytes } from "../provider.ts";
import { type FaultKind, ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";

export const geminiLabel = "Gemini";

const detailSchema = z.object({ reason: z.string().optional(), retryDelay: z.string().optional() });
const errorSchema = z.object({
  error: z.object({
    message: z.string().default(""),
    status: z.string().default(""),
    details: z.array(z.unknown()).default([]),
  }),
});
type GeminiError = z.infer<typeof errorSchema>["error"];

/** Source: https://ai.google.dev/gemini-api/docs/generate-content/api-errors, read 2026-11-22. */
export function geminiFaultOf({ status, body, retryAfterMs }: ServiceAnswer): ServiceFault | null {
  if (status < 400) return null;
  const error = errorSchema.safeParse(body).data?.error;
  const kind = kindOf(status, error);
  return new ServiceFault(kind, geminiLabel, {
    detail: error?.message ?? `status ${status}`,
    againAfterMs: retryAfterMs ?? retryDelayIn(error),
    // Turned away for load before anything was drawn, as Google's own answer says; a gateway's would not say so.
    ...(kind === "maintenance" && error?.status === "UNAVAILABLE" ? { reached: "no" } : {}),
  });
}

function kindOf(status: number, error: GeminiError | undefined): FaultKind {
  const message = error?.message ?? "";
  const reasons = detailsOf(error).map(({ reason }) => reason ?? "");
  const isKey = reasons.some((reason) => reason.startsWith("API_KEY_") && reason !== "API_KEY_SERVICE_BLOCKED");
  if (
    status === 401 ||
    isKey ||
    (status < 404 && /api key (not valid|expired|not found|was reported)/i.test(message))
  ) {
    return "key";
  }
  switch (status) {
    case 400:
      if (/billing/i.test(message)) return "credit";
      return /location is not supported/i.test(message) ? "permission" : "invalid";
    case 402:
      return "credit";
    case 403:
      // No key at all came through.
      return /unregistered callers/i.test(message) ? "key" : "permission";
    case 404:
      return "model";
    case 429:
      // Every limit reached is called a quota to check the billing for; only one of nothing does not pass by itself.
      return /limit: 0(?!\d)|prepa(y|id)|credits? (is|are|balance)|depleted/i.test(message) ? "credit" : "rate";
    case 503:
      return "maintenance";
    default:
      return status === 408 || status === 499 || status >= 500 ? "server" : "invalid";
  }
}

function detailsOf(error: GeminiError | undefined) {
  return (error?.details ?? []).flatMap((detail) => detailSchema.safeParse(detail).data ?? []);
}

/** `retryDelay` is seconds such as `38.6s`. */
function retryDelayIn(error: GeminiError | undefined): number | null {
  const told = detailsOf(error).find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay;
  const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(told ?? "")?.[1] ?? Number.NaN);
  return Number.isNaN(seconds) ? null : Math.ceil(seconds * 1000);
}

const partSchema = z.object({
  text: z.string().optional(),
  /** Pictures and words on the way to the answer are not the answer. */
  thought: z.boolean().optional(),
  inlineData: z.object({ mimeType: z.string(), data: z.string() }).optional(),
});
const answerSchema = z.object({
  candidates: z
    .array(
      z.object({
        content: z.object({ parts: z.array(partSchema).optional() }).nullish(),
        finishReason: z.string().optional(),
        finishMessage: z.string().optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).nullish(),
});

/** The image of a good answer; throws the fault `content` where the model drew none, in its own words. */
export function imageIn(body: unknown): ImageBytes {
  const answer = answerSchema.safeParse(body);
  if (!answer.success) throw new ServiceFault("unclear", geminiLabel, { cause: answer.error });
  const { candidates = [], promptFeedback } = answer.data;
  const parts = (candidates[0]?.content?.parts ?? []).filter(({ thought }) => thought !== true);
  const image = parts.find(({ inlineData }) => inlineData?.mimeType.startsWith("image/"))?.inlineData;
  if (image) {
    return {
      bytes: new Uint8Array(Buffer.from(image.data, "base64")),
      format: image.mimeType.slice("image/".length).replace(/^jpg$/, "jpeg"),
    };
  }
  const blocked = promptFeedback?.blockReason;
  if (blocked === undefined && candidates.length === 0) {
    throw new ServiceFault("unclear", geminiLabel, { detail: "the response has neither an image nor a reason" });
  }
  const { finishReason, finishMessage } = candidates[0] ?? {};
  const words = parts.map(({ text }) => text ?? "").join(" ");
  const detail = [blocked ?? finishReason ?? "", finishMessage ?? words]
    .filter((each) => each.trim() !== "")
    .join(", ");
  throw new ServiceFault("content", geminiLabel, { detail });
}
