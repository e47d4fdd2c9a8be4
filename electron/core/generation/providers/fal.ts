/** Owns talking to fal.ai: its queue, its storage, and what its answers mean. */
import { z } from "zod";
import type { RemoteTask } from "../../../../shared/generation/job.ts";
import { filmEndpoints, imagesLeftIn, mapRequest } from "../map-request.ts";
import { imagePlaceholder, type JsonValue, type Provider, type RemoteState, type ServiceContext } from "../provider.ts";
import { resultUrlIn } from "../result-paths.ts";
import { type FaultKind, ServiceFault } from "../service-fault.ts";
import type { ServiceHttp } from "../service-http.ts";
import { falFaultOf, falLabel, outcomeOf } from "./fal-errors.ts";
import { askHistory, listedTaskOf, pickOurs, platformHost } from "./fal-history.ts";
import { placeInLine } from "./place-in-line.ts";

const defaultBaseUrl = "https://queue.fal.run";
const storageUrl = "https://rest.fal.ai";

const uploadMs = 10 * 60_000;
const againMs = 3000;
const historyMs = 7 * 24 * 3600_000;
/** How far back a task whose answer is gone is looked for; how long the history keeps payloads is not said. */
const rememberedMs = 30 * 24 * 3600_000;
const passing: ReadonlySet<FaultKind> = new Set(["offline", "silent", "rate"]);
/** How far the service's clock may be from ours when a lost request is looked for. */
const clockMs = 10_000;

const submittedSchema = z.object({
  request_id: z.string().min(1),
  status_url: z.string().optional(),
  response_url: z.string().optional(),
  cancel_url: z.string().optional(),
});
const statusSchema = z.object({ status: z.string(), queue_position: z.number().int().min(0).nullish() });
const uploadSchema = z.object({ upload_url: z.url(), file_url: z.url() });
const file = z.object({ url: z.url() });
const resultSchema = z.union([
  z.object({ video: file }).transform(({ video }) => video.url),
  z.object({ images: z.tuple([file], z.unknown()) }).transform(({ images }) => images[0].url),
]);

export const falProvider: Provider = {
  name: "fal",
  label: falLabel,
  defaultBaseUrl,
  trustedHosts: [new URL(storageUrl).host, platformHost],
  // More than an account may run wait in fal's own line (2 for a new account, up to 40), which costs nothing.
  slots: 10,
  pollEvery: { firstMs: 3000, mostMs: 15_000 },

  async authorize(key) {
    return { authorization: `Key ${key}` };
  },
  faultOf: falFaultOf,

  compile(profile, pass) {
    const { endpoint, fields } = mapRequest(profile, pass);
    return { method: "POST", path: `/${endpoint}`, headers: {}, body: fields };
  },

  async prepare({ call }, context) {
    const values = new Map<string, JsonValue>();
    for (const reference of imagesLeftIn(call.body)) {
      values.set(imagePlaceholder(reference), await upload(context, reference));
    }
    if (values.size > 0) context.log(`Uploaded ${values.size} ${values.size === 1 ? "image" : "images"} to fal.ai.`);
    return values;
  },

  async submit({ call }, body, context) {
    try {
      const { path: to, headers } = call;
      const answer = await context.http.send({ method: "POST", to, headers, json: body });
      const { request_id: id, ...urls } = read(submittedSchema, answer.body);
      return {
        task: {
          id,
          kind: call.path.slice(1),
          ...(urls.status_url ? { statusUrl: urls.status_url } : {}),
          ...(urls.response_url ? { resultUrl: urls.response_url } : {}),
          ...(urls.cancel_url ? { cancelUrl: urls.cancel_url } : {}),
        },
      };
    } catch (error) {
      if (!(error instanceof ServiceFault && error.kind === "not-found")) throw error;
      throw new ServiceFault("model", falLabel, { detail: call.path.slice(1), cause: error });
    }
  },

  async find({ call }, body, sentAtMs, context) {
    // The history holds what has ended: one that is still in line is not there, so its absence proves nothing.
    const sinceMs = sentAtMs - clockMs;
    const question = { endpoints: [call.path.slice(1)], sinceMs, withPayloads: true };
    try {
      const ours = pickOurs(await askHistory(context, hasDefaultBase(context.http), question), body, sinceMs);
      return ours ? listedTaskOf(ours).remote : "cannot-ask";
    } catch (error) {
      // Only what passes by itself is worth waiting for; a key may well be good for the queue and not for the history.
      if (!(error instanceof ServiceFault) || passing.has(error.kind)) throw error;
      return "cannot-ask";
    }
  },

  async poll(task, context) {
    try {
      return await stateOf(task, context);
    } catch (error) {
      if (!(error instanceof ServiceFault && error.kind === "not-found")) throw error;
      return await rememberedState(task, context, error);
    }
  },

  async cancel(task, context) {
    try {
      await context.http.send({ method: "PUT", to: addressOf(context.http, task, "cancel") });
    } catch (error) {
      // Done already, or gone: the next question about the task tells.
      if (!(error instanceof ServiceFault && (error.kind === "invalid" || error.kind === "not-found"))) throw error;
      context.log("fal.ai reports that it is too late to cancel.");
    }
  },

  async list(context) {
    const question = { endpoints: filmEndpoints("fal"), sinceMs: context.now() - historyMs, withPayloads: false };
    return (await askHistory(context, hasDefaultBase(context.http), question)).map(listedTaskOf);
  },

  /** Asks for an address to upload to, and leaves it unused: that needs a good key of an account that may work. */
  async testKey(context) {
    await startUpload(context.http, "image/png", "key-test.png");
    return "fal.ai accepts the API key.";
  },
};

async function stateOf(task: RemoteTask, context: ServiceContext): Promise<RemoteState> {
  const answer = await context.http.send({ method: "GET", to: addressOf(context.http, task, "status") });
  const { status, queue_position: ahead } = read(statusSchema, answer.body);
  if (status === "COMPLETED" || status === "FAILED") return await resultOf(task, context);
  const note = status === "IN_QUEUE" && typeof ahead === "number" ? placeInLine(ahead) : null;
  return { state: "working", progress: null, note };
}

/**
 * What the history says of a task whose answer is gone: fal keeps answers for an hour (6 minutes where they have 10 KB or more). Throws
 * `fault` where the history does not have the task, or is not to be asked with this key.
 * Source: https://fal.ai/docs/inference-api/queue/result, read 2026-11-27.
 */
async function rememberedState(task: RemoteTask, context: ServiceContext, fault: ServiceFault): Promise<RemoteState> {
  const sinceMs = context.now() - rememberedMs;
  const question = { endpoints: [task.kind ?? ""], sinceMs, withPayloads: true };
  const items = await askHistory(context, hasDefaultBase(context.http), question).catch((error: unknown) => {
    if (error instanceof ServiceFault && passing.has(error.kind)) throw error;
    context.log("fal.ai no longer has the answer, and its request history can't be read with this key.");
    throw fault;
  });
  const ours = items.find(({ request_id: id }) => id === task.id);
  if (ours === undefined) throw fault;
  const url = urlIn(ours.json_output, task);
  if (url !== undefined) {
    context.log("fal.ai no longer has the answer; the result was found in its request history.");
    return { state: "succeeded", result: { url, expiresAt: null }, charged: null };
  }
  const message = "fal.ai no longer has this result; it keeps answers for one hour.";
  const next = "Look for it in the request history on fal.ai and import it, or generate again.";
  return { state: "failed", problem: { code: "result.expired", message, next }, charged: null };
}

function urlIn(answer: unknown, task: RemoteTask): string | undefined {
  return resultUrlIn(answer, task.resultPaths) ?? resultSchema.safeParse(answer).data;
}

function hasDefaultBase(http: ServiceHttp): boolean {
  return http.baseUrl === defaultBaseUrl;
}

async function upload(context: ServiceContext, reference: string): Promise<string> {
  const { bytes, format } = await context.readImage(reference);
  const type = `image/${format}`;
  const { upload_url: to, file_url: url } = await startUpload(context.http, type, `image.${format}`);
  await context.http.send({
    method: "PUT",
    to,
    headers: { "content-type": type },
    body: bytes,
    timeLimitMs: uploadMs,
    withoutKey: true,
    anyText: true,
  });
  return url;
}

async function startUpload(http: ServiceHttp, contentType: string, fileName: string) {
  const path = "/storage/upload/initiate?storage_type=fal-cdn-v3";
  const to = hasDefaultBase(http) ? `${storageUrl}${path}` : path;
  const json = { content_type: contentType, file_name: fileName };
  return read(uploadSchema, (await http.send({ method: "POST", to, json })).body);
}

async function resultOf(task: RemoteTask, context: ServiceContext, isSecondTime = false): Promise<RemoteState> {
  try {
    const answer = await context.http.send({ method: "GET", to: addressOf(context.http, task, "result") });
    const url = urlIn(answer.body, task);
    // Paid for in all likelihood: asked again rather than given up.
    if (url === undefined) throw new ServiceFault("unclear", falLabel, { detail: `${task.id} has no result` });
    return { state: "succeeded", result: { url, expiresAt: null }, charged: null };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome === null) throw error;
    if (outcome.cancelled) return { state: "cancelled", charged: null };
    // A fault of fal's own may be of this question alone: the task's is told again.
    if (outcome.free && !isSecondTime) {
      await context.sleep(againMs);
      return await resultOf(task, context, true);
    }
    const charged = outcome.free ? ({ currency: "USD", micros: 0 } as const) : null;
    return { state: "failed", problem: outcome.problem, charged };
  }
}

/** The address that fal gave where it lies under our base; else the one that its documentation gives, so that no key goes astray. */
function addressOf(http: ServiceHttp, task: RemoteTask, of: "status" | "result" | "cancel"): string {
  const given = { status: task.statusUrl, result: task.resultUrl, cancel: task.cancelUrl }[of];
  if (given?.startsWith(`${http.baseUrl}/`)) return given;
  const app = (task.kind ?? "").split("/").slice(0, 2).join("/");
  const path = `/${app}/requests/${encodeURIComponent(task.id)}`;
  return of === "result" ? path : `${path}/${of}`;
}

function read<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ServiceFault("unclear", falLabel, { cause: parsed.error });
  return parsed.data;
}
