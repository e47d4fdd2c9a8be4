/** Owns Pixio's simulator: generations under idempotency keys, credits, uploads, quotes, and how each of them refuses. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { FalFiles, stillBeside } from "./fal-files.ts";
import { readModelCall, type TakenCall } from "./fal-models.ts";
import { type Fault, type SimulatedTask, SimulatorBase, type SimulatorOptions } from "./service-simulator.ts";
import { carriesKey, type SimulatedRequest } from "./simulated-request.ts";

interface PixioDetails {
  readonly call: TakenCall;
  readonly modelId: string;
  readonly credits: number;
}
type Task = SimulatedTask<PixioDetails>;

export interface PixioRefusal {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const requestSchema = z.strictObject({
  modelId: z.string().min(1),
  providerId: z.literal("pixio").optional(),
  params: z.record(z.string(), z.unknown()).default({}),
});
const estimateSchema = requestSchema.extend({ durationSeconds: z.number().positive().max(86_400).optional() });

const replayMs = 24 * 3600_000;
const signedMs = 7 * 24 * 3600_000;
const uploadBytesMax = 10 * 1024 * 1024;
const uploadFields = ["file", "files", "image", "images", "media", "asset"];
const filmCredits: Readonly<Record<string, number>> = {
  "v3/standard": 135,
  "v3/pro": 175,
  "v3/4k": 280,
  "o3/standard": 90,
  "o3/pro": 120,
  "o3/4k": 280,
};

export class PixioSimulator extends SimulatorBase<PixioDetails> {
  readonly key = "pxio_live_7c1d9e5ab2f04c68";
  readonly files = new FalFiles();
  /** What the next generations are refused with. */
  readonly refusals: PixioRefusal[] = [];
  /** Credits of the account; spent by what succeeds. */
  credits = 100_000;

  constructor() {
    super("/pixio/api/v1");
  }

  /** What each task asked for, in order. */
  get taken(): TakenCall[] {
    return [...this.tasks.values()].map(({ details }) => details.call);
  }

  protected kindOf(method: string, path: string): Fault["on"] | null {
    if (method === "POST" && path === "/generate") return "submit";
    if (method === "POST" && path === "/images") return "upload";
    return method === "GET" && path.startsWith("/generations/") ? "poll" : null;
  }

  protected refuse(status: 429 | 500 | 503): Response {
    if (status === 429) return this.#tooMany(null);
    if (status === 500) return refused(500, "internal_error", "Internal error");
    return refused(503, "service_unavailable", "API-key storage unavailable");
  }

  protected expired(): Response {
    return new Response("<Error><Code>AccessDenied</Code></Error>", {
      status: 403,
      headers: { "content-type": "application/xml" },
    });
  }

  protected async respond(request: SimulatedRequest): Promise<Response> {
    const { method, path } = request;
    if (!carriesKey(request, "Bearer", this.key)) {
      const code = request.headers.has("authorization") ? "invalid_api_key" : "missing_api_key";
      return refused(401, code, "Unauthorized");
    }
    if (method === "GET" && path === "/me") return this.#me();
    if (method === "POST" && path === "/images") return await this.#upload(request);
    if (method === "POST" && path === "/generations/estimate") return this.#estimate(request);
    if (method === "POST" && path === "/generate") return await this.#generate(request);
    if (method === "GET" && path === "/generations") return this.#list(request);
    const id = /^\/generations\/([^/]+)$/.exec(path)?.[1];
    const task = id ? this.tasks.get(id) : undefined;
    if (!task) return refused(404, "not_found", "Not found");
    if (method === "DELETE") return Response.json({ deleted: true, id });
    return await this.#detail(task);
  }

  #me(): Response {
    const credits = { recurring: this.credits, recurringQuota: 15_000, permanent: 0, total: this.credits };
    return Response.json({ id: "account", plan: "maker", credits, concurrencyLimit: this.slots, makerCaps: [] });
  }

  async #upload({ form, bytes }: SimulatedRequest): Promise<Response> {
    if (!form) return refused(400, bytes.length > 0 ? "invalid_json" : "invalid_request", "No file was provided");
    const sent = [...form];
    const fits = ([field, value]: [string, FormDataEntryValue]) =>
      uploadFields.includes(field) &&
      typeof value !== "string" &&
      /^image\//.test(value.type) &&
      value.size > 0 &&
      value.size <= uploadBytesMax;
    if (sent.length < 1 || sent.length > 10 || !sent.every(fits)) {
      return refused(400, "invalid_request", "A file is not an image, is empty or is over its cap");
    }
    const urls: string[] = [];
    for (const [, value] of sent) {
      if (typeof value === "string") continue;
      const name = this.files.expect(value.type);
      const file = this.files.get(name);
      if (file) file.bytes = Buffer.from(await value.arrayBuffer());
      urls.push(`${this.url}/files/${name}`);
    }
    return Response.json(urls.length === 1 ? { url: urls[0] } : { url: urls[0], urls });
  }

  #estimate({ json }: SimulatedRequest): Response {
    const asked = estimateSchema.safeParse(json);
    if (!asked.success) return invalidBody(json, asked.error);
    const credits = creditsOf(asked.data.modelId);
    if (credits === null) return refused(404, "model_not_found", "Model not found");
    const { modelId, params } = asked.data;
    const call = modelId.startsWith("pixio/") ? readModelCall("pixio", modelId.slice("pixio/".length), params) : null;
    if (Array.isArray(call)) return unfit(call);
    const quote = { status: "provisional", billingUnit: "run", listCost: credits, expectedDebit: credits };
    return Response.json({
      success: true,
      modelId,
      currency: "credits",
      quote,
      baseCost: credits,
      estimatedCost: credits,
    });
  }

  async #generate({ json, headers }: SimulatedRequest): Promise<Response> {
    const ourId = headers.get("idempotency-key");
    if (ourId !== null && (ourId === "" || ourId.length > 255)) {
      return refused(400, "invalid_idempotency_key", "invalid_idempotency_key", { message: "The key is too long." });
    }
    const before = ourId === null ? undefined : [...this.tasks.values()].find((task) => task.ourId === ourId);
    if (before && this.nowMs() - before.createdAtMs < replayMs) return replayOf(before);
    const refusal = this.refusals.shift();
    if (refusal) return Response.json(refusal.body, { status: refusal.status });
    const asked = requestSchema.safeParse(json);
    if (!asked.success) return invalidBody(json, asked.error);
    const { modelId, params } = asked.data;
    const call = modelId.startsWith("pixio/") ? readModelCall("pixio", modelId.slice("pixio/".length), params) : null;
    const credits = creditsOf(modelId);
    if (call === null || credits === null) return refused(404, "model_not_found", "Model not found");
    if (Array.isArray(call)) return unfit(call);
    const problem = await this.files.check(call);
    if (problem) return refused(400, "invalid_media_url", "invalid_media_url", { message: problem.msg });
    if (this.slotsTaken >= this.slots) return this.#tooMany([...this.tasks.values()].find(isWorking)?.id ?? null);
    if (this.credits < credits) {
      const shortfall = credits - this.credits;
      const more = { availableCredits: this.credits, requiredCredits: credits, shortfall };
      return refused(402, "insufficient_credits", "Insufficient credits", more);
    }
    const task = this.makeTask(randomUUID(), ourId, { call, modelId, credits });
    const message = "Generation started successfully!";
    const body = { success: true, message, contentId: task.id, providerId: "pixio", modelId };
    return Response.json(body, { status: 202 });
  }

  async #detail(task: Task): Promise<Response> {
    const wasWorking = isWorking(task);
    this.askTask(task);
    const succeeded = task.state === "succeeded";
    if (wasWorking && succeeded) this.credits -= task.details.credits;
    const path = task.details.call.output === "still" ? await stillBeside(this.film.path) : this.film.path;
    const expiresAtMs = this.nowMs() + signedMs;
    const billedAt = succeeded ? new Date(task.endedAtMs ?? 0).toISOString() : null;
    return Response.json({
      ...summaryOf(task),
      params: {},
      outputUrl: succeeded ? this.publish(path, expiresAtMs) : null,
      outputUrlExpiresAt: succeeded ? new Date(expiresAtMs).toISOString() : null,
      outputs: {},
      error: task.state === "failed" ? String(task.failure) : null,
      billedAt,
      billing: succeeded ? { settledCost: task.details.credits, refundedCredits: 0, billedAt } : null,
    });
  }

  #list({ query }: SimulatedRequest): Response {
    const limit = Number(query.get("limit") ?? 20);
    const page = Number(query.get("page") ?? 1);
    if (!(limit >= 1 && limit <= 100 && page >= 1)) return refused(400, "invalid_request", "Invalid filter");
    const type = query.get("type");
    const all = [...this.tasks.values()]
      .reverse()
      .map(summaryOf)
      .filter((each) => type === null || each.type === type);
    const data = all.slice((page - 1) * limit, page * limit);
    return Response.json({ data, page, limit, total: all.length, hasMore: page * limit < all.length });
  }

  #tooMany(generationId: string | null): Response {
    const message = "Too many generations at once";
    const more = { message, generationId, concurrencyLimit: this.slots, retryAfter: 10 };
    const answer = refused(429, "concurrency_limit", message, more);
    answer.headers.set("retry-after", "10");
    return answer;
  }
}

export async function startPixio(options: SimulatorOptions = {}): Promise<PixioSimulator> {
  return await new PixioSimulator().start(options);
}

function isWorking(task: Task): boolean {
  return task.state === "working";
}

function summaryOf(task: Task) {
  return {
    id: task.id,
    status: isWorking(task) ? (task.polls === 0 ? "pending" : "processing") : task.state,
    type: task.details.call.output === "still" ? "image" : "video",
    providerId: "pixio",
    modelId: task.details.modelId,
    creditsCost: task.details.credits,
    createdAt: new Date(task.createdAtMs).toISOString(),
  };
}

function replayOf(task: Task): Response {
  const { modelId } = task.details;
  const createdAt = new Date(task.createdAtMs).toISOString();
  const status = isWorking(task) ? "processing" : task.state;
  return Response.json({ contentId: task.id, status, idempotentReplay: true, createdAt, providerId: "pixio", modelId });
}

/** Null for a model that is not known. */
function creditsOf(modelId: string): number | null {
  if (/^pixio\/nano-banana-pro(\/edit)?$/.test(modelId)) return 15;
  const tier = /^pixio\/kling-video\/([^/]+\/[^/]+)\/(?:text|image|reference)-to-video$/.exec(modelId)?.[1];
  return (tier && filmCredits[tier]) || null;
}

function unfit(problems: readonly { loc: readonly PropertyKey[]; msg: string }[]): Response {
  const fieldErrors = Object.fromEntries(problems.map(({ loc, msg }) => [loc.join(".") || "params", [msg]]));
  return refused(400, "invalid_request", problems[0]?.msg ?? "Invalid", { details: { formErrors: [], fieldErrors } });
}

function invalidBody(json: unknown, error: z.ZodError): Response {
  if (json === undefined) return refused(400, "invalid_json", "Request body must be valid JSON.");
  return refused(400, "invalid_request", "Invalid request", { details: z.flattenError(error) });
}

function refused(status: number, code: string, error: string, more: Record<string, unknown> = {}): Response {
  return Response.json({ error, code, ...more }, { status });
}
