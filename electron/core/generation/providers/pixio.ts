/**
 * Owns talking to Pixio: generations under an idempotency key, uploads, quotes, and what its answers mean. Source of endpoints
 * and shapes: the vendor's repository rossman22590/pixio-skill, references/endpoints, of October 2026.
 */
import { z } from "zod";
import type { ErrorData } from "../../../../shared/errors/app-error.ts";
import { fillCall } from "../fill-call.ts";
import { filmEndpoints, imagesLeftIn, mapRequest } from "../map-request.ts";
import { imagePlaceholder, type JsonValue, type ListedTask, type Provider, type ServiceContext } from "../provider.ts";
import { type FaultKind, ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";

const label = "Pixio";
const owner = "pixio";
const uploadMs = 10 * 60_000;
/** A repeated request counts as the same for 24 hours; an hour is kept for clocks that differ. */
const replayMs = 23 * 3600_000;
const signedUrlMs = 7 * 24 * 3600_000;

const credits = z.number().min(0);
const acceptedSchema = z.object({ contentId: z.string().min(1) });
/** Where images go, the one that gives lasting addresses first; the next is tried where a service has none there. */
const uploadPaths = ["/images", "/media", "/uploads"];
const addressSchema = z.union([z.url(), z.object({ url: z.url() }).transform(({ url }) => url)]);
const addressesSchema = z.union([addressSchema, z.tuple([addressSchema], z.unknown()).transform(([first]) => first)]);
const generationSchema = z.object({
  status: z.string(),
  outputUrl: z.string().nullish(),
  outputs: z.unknown().optional(),
  outputUrlExpiresAt: z.string().nullish(),
  error: z.unknown().optional(),
  creditsCost: credits.nullish(),
  billedAt: z.string().nullish(),
  billing: z.object({ settledCost: credits.nullish() }).nullish(),
});
const listSchema = z.object({
  data: z.array(
    z.object({
      id: z.string().min(1),
      status: z.string(),
      modelId: z.string().nullish(),
      createdAt: z.string().nullish(),
    }),
  ),
});
const quoteSchema = z.union([
  z.object({ quote: z.object({ expectedDebit: credits }) }).transform(({ quote }) => quote.expectedDebit),
  z.object({ estimatedCost: credits }).transform(({ estimatedCost }) => estimatedCost),
  z.object({ credits }).transform((answer) => answer.credits),
  z.object({ creditsCost: credits }).transform(({ creditsCost }) => creditsCost),
]);
const accountSchema = z.object({
  credits: z.union([credits, z.object({ total: credits }).transform(({ total }) => total)]),
});

export const pixioProvider: Provider = {
  name: "pixio",
  label,
  defaultBaseUrl: "https://beta.pixio.myapps.ai/api/v1",
  // 1 on most plans, 10 on one; more are refused at no cost, and wait.
  slots: 10,
  pollEvery: { firstMs: 3000, mostMs: 15_000 },

  async authorize(key) {
    return { authorization: `Bearer ${key}` };
  },
  faultOf,

  compile(profile, pass, jobId) {
    const { endpoint, fields } = mapRequest(profile, pass);
    return {
      method: "POST",
      path: "/generate",
      headers: { "idempotency-key": jobId },
      body: { modelId: endpoint, providerId: owner, params: fields },
    };
  },

  async prepare({ call }, context) {
    const values = new Map<string, JsonValue>();
    for (const reference of imagesLeftIn(call.body)) {
      const address = await upload(context, reference);
      context.registered.set(uploadedKey(reference), address);
      values.set(imagePlaceholder(reference), address);
    }
    if (values.size > 0) context.log(`Uploaded ${values.size} ${values.size === 1 ? "image" : "images"} to Pixio.`);
    return values;
  },

  async submit({ call }, body, context) {
    const { path: to, headers } = call;
    const answer = await context.http.send({ method: "POST", to, headers, json: body });
    return { task: { id: read(acceptedSchema, answer.body).contentId, kind: modelIdOf(body) } };
  },

  findsByResending: true,

  /** The same request under the same key is answered with the task that it made before, and makes none twice. */
  async find({ call }, body, sentAtMs, context) {
    // A request whose images are gone meanwhile would be another one, were it not known.
    if (context.now() - sentAtMs > replayMs || imagesLeftIn(body).length > 0) return "cannot-ask";
    try {
      const { path: to, headers } = call;
      const answer = await context.http.send({ method: "POST", to, headers, json: body });
      return { id: read(acceptedSchema, answer.body).contentId, kind: modelIdOf(body) };
    } catch (error) {
      // Nothing says whether a known request is recognised before its content or the credit is looked at.
      if (error instanceof ServiceFault && error.again === "never" && error.kind !== "key") return "cannot-ask";
      throw error;
    }
  },

  async poll(task, context) {
    const answer = await context.http.send({ method: "GET", to: `/generations/${encodeURIComponent(task.id)}` });
    const generation = read(generationSchema, unwrapped(answer.body));
    const { status, outputUrlExpiresAt, billing, creditsCost } = generation;
    if (status === "succeeded") {
      const outputUrl = generation.outputUrl || addressIn(generation.outputs);
      // Paid for: asked again rather than given up.
      if (!outputUrl) throw new ServiceFault("unclear", label, { detail: `${task.id} has no result` });
      const expiresAt = outputUrlExpiresAt ?? new Date(context.now() + signedUrlMs).toISOString();
      const cost = billing?.settledCost ?? creditsCost;
      return {
        state: "succeeded",
        result: { url: outputUrl, expiresAt },
        charged: typeof cost === "number" ? creditsOf(cost) : null,
      };
    }
    if (status === "failed") {
      // Credits are debited for a success alone; `billedAt` says so of this run.
      const charged = generation.billedAt === null ? creditsOf(0) : null;
      return { state: "failed", problem: failureOf(generation.error), charged };
    }
    return { state: "working", progress: null, note: null };
  },

  async list(context) {
    const answer = await context.http.send({ method: "GET", to: "/generations?type=video&page=1&limit=100" });
    const ours = new Set(filmEndpoints("pixio"));
    return read(listSchema, answer.body)
      .data.filter(({ modelId }) => ours.has(modelId ?? ""))
      .map(({ id, status, modelId, createdAt }): ListedTask => {
        const ended = status === "succeeded" || status === "failed";
        const remote = { id, ...(modelId ? { kind: modelId } : {}) };
        return { remote, jobId: null, createdAt: createdAt ?? null, state: ended ? status : "working" };
      });
  },

  /** The images that a job uploaded before are named; of others, an address of the right form, as the price depends on none. */
  async quote({ call }, context) {
    const addresses = imagesLeftIn(call.body).map((reference): [string, string] => [
      imagePlaceholder(reference),
      context.registered.get(uploadedKey(reference)) ?? `${new URL(context.http.baseUrl).origin}/image-to-come.png`,
    ]);
    const json = fillCall(call.body, new Map(addresses));
    const answer = await context.http.send({ method: "POST", to: "/generations/estimate", json });
    return creditsOf(read(quoteSchema, answer.body));
  },

  async testKey(context) {
    const answer = await context.http.send({ method: "GET", to: "/me" });
    const left = read(accountSchema, answer.body).credits;
    return `Pixio accepts the API key; ${left.toLocaleString("en-US")} credits left.`;
  },
};

const kinds: Readonly<Record<string, FaultKind>> = {
  missing_api_key: "key",
  invalid_api_key: "key",
  insufficient_credits: "credit",
  plan_restricted: "permission",
  model_unavailable: "model",
  model_not_found: "model",
  not_found: "not-found",
  content_policy: "content",
  concurrency_limit: "slots",
  maker_in_flight: "slots",
  service_unavailable: "maintenance",
  // Told with status 400, yet the advice is to repeat them under the same key.
  generation_failed: "server",
  server_error: "server",
  internal_error: "server",
};

/** By the code; a 5xx is the service's fault whatever its code (uploads tell `provider_error` with 502). */
function faultOf(answer: ServiceAnswer): ServiceFault | null {
  const { status, retryAfterMs: againAfterMs } = answer;
  if (status < 400) return null;
  const body = (answer.body ?? {}) as Record<string, unknown>;
  const code = typeof body["code"] === "string" ? body["code"] : "";
  return new ServiceFault(kinds[code] ?? kindOfStatus(status), label, { detail: detailOf(body), againAfterMs });
}

function kindOfStatus(status: number): FaultKind {
  if (status === 401) return "key";
  if (status === 402) return "credit";
  if (status === 403) return "permission";
  if (status === 404) return "not-found";
  if (status === 429) return "rate";
  if (status === 503) return "maintenance";
  return status === 408 || status >= 500 ? "server" : "invalid";
}

function detailOf(body: Record<string, unknown>): string {
  const sentence = [body["message"], body["error"]].find((each) => typeof each === "string" && each !== "") ?? "";
  const fields = (body["details"] as { fieldErrors?: unknown } | undefined)?.fieldErrors;
  const names = typeof fields === "object" && fields !== null ? Object.keys(fields) : [];
  const where = typeof body["inputHint"] === "string" ? [body["inputHint"]] : names;
  const shortfall = typeof body["shortfall"] === "number" ? ` (${body["shortfall"]} credits short)` : "";
  return `${sentence}${where.length > 0 ? ` (${where.join(", ")})` : ""}${shortfall}`;
}

function failureOf(error: unknown): ErrorData {
  const said = (typeof error === "string" ? error : "").trim().replace(/\.$/, "");
  return {
    code: "service.failed",
    message: said ? `Pixio couldn't generate this: ${said}.` : "Pixio couldn't generate this.",
    next: "Change the prompts or images, or generate again.",
  };
}

function uploadedKey(reference: string): string {
  return `uploaded:${reference}`;
}

async function upload(context: ServiceContext, reference: string): Promise<string> {
  const { bytes, format } = await context.readImage(reference);
  const form = new FormData();
  form.append("file", new Blob([bytes], { type: `image/${format}` }), `image.${format}`);
  for (const [at, to] of uploadPaths.entries()) {
    try {
      const answer = await context.http.send({ method: "POST", to, body: form, timeLimitMs: uploadMs });
      const url = addressIn(answer.body);
      if (url === null) throw new ServiceFault("unclear", label, { detail: `${to} has no address` });
      return url;
    } catch (error) {
      const isAbsent = error instanceof ServiceFault && error.kind === "not-found";
      if (!isAbsent || at === uploadPaths.length - 1) throw error;
    }
  }
  throw new ServiceFault("unclear", label);
}

/** The first address in an answer, alone or in a list, bare or under one name; null where there is none. */
function addressIn(body: unknown): string | null {
  const under = typeof body === "object" && body !== null ? Object.values(body) : [];
  for (const each of [body, ...under]) {
    const address = addressesSchema.safeParse(each);
    if (address.success) return address.data;
  }
  return null;
}

/** A generation that is told inside an envelope; a paid one is not to be lost for that. */
function unwrapped(body: unknown): unknown {
  const { status, generation, data } = (body ?? {}) as Record<string, unknown>;
  return typeof status === "string" ? body : (generation ?? data ?? body);
}

function modelIdOf(body: JsonValue): string {
  return (body as { modelId: string }).modelId;
}

function creditsOf(amount: number) {
  return { currency: "credits" as const, micros: Math.round(amount * 1_000_000) };
}

function read<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ServiceFault("unclear", label, { cause: parsed.error });
  return parsed.data;
}
