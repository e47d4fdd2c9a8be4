/** Owns reading Replicate's predictions: their states, the account's list of them, and telling which of them is ours. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { RemoteTask } from "../../../../shared/generation/job.ts";
import type { Found, ListedTask, RemoteState, ServiceContext } from "../provider.ts";
import { resultUrlIn } from "../result-paths.ts";
import { ServiceFault } from "../service-fault.ts";
import { problemOf, replicateLabel } from "./replicate-errors.ts";

const predictionSchema = z.object({
  id: z.string().min(1),
  status: z.string(),
  model: z.string().nullish(),
  created_at: z.string().nullish(),
  completed_at: z.string().nullish(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  logs: z.string().nullish(),
  data_removed: z.boolean().nullish(),
  urls: z.object({ get: z.string().nullish(), cancel: z.string().nullish() }).nullish(),
});
export type Prediction = z.infer<typeof predictionSchema>;

const pageSchema = z.object({ results: z.array(predictionSchema), next: z.string().nullish() });
const pagesMax = 10;

/** Outputs of predictions made through the API are deleted then. Source: replicate.com/docs, data retention. */
const outputKeptMs = 3600_000;
/** How far a clock that was compared with the service's may still be off; one that was not, and which may be off anyhow. */
const clockMs = { compared: 10_000, guessed: 120_000 };

export function readPrediction(body: unknown): Prediction {
  const parsed = predictionSchema.safeParse(body);
  if (!parsed.success) throw new ServiceFault("unclear", replicateLabel, { cause: parsed.error });
  return parsed.data;
}

export function remoteTaskOf({ id, model, urls }: Prediction): RemoteTask {
  return {
    id,
    ...(model ? { kind: model } : {}),
    ...(urls?.get ? { statusUrl: urls.get } : {}),
    ...(urls?.cancel ? { cancelUrl: urls.cancel } : {}),
  };
}

/** `resultPaths`: where in the prediction the result is, if its model's file says so. */
export function remoteStateOf(prediction: Prediction, resultPaths?: readonly string[]): RemoteState {
  switch (prediction.status) {
    case "succeeded":
      return succeededState(prediction, resultPaths);
    case "failed":
      return { state: "failed", problem: problemOf(prediction.error), charged: null };
    case "canceled":
    case "aborted":
      return { state: "cancelled", charged: null };
    default: {
      const note = prediction.status === "starting" ? "starting" : null;
      return { state: "working", progress: progressIn(prediction.logs ?? ""), note };
    }
  }
}

function succeededState(prediction: Prediction, resultPaths: readonly string[] | undefined): RemoteState {
  const { id, output, completed_at: completedAt, data_removed: removed } = prediction;
  const [first] = (Array.isArray(output) ? output : [output]) as unknown[];
  const url = resultUrlIn(prediction, resultPaths) ?? first;
  if (typeof url === "string" && URL.canParse(url)) {
    const completedMs = Date.parse(completedAt ?? "");
    const expiresAt = Number.isNaN(completedMs) ? null : new Date(completedMs + outputKeptMs).toISOString();
    return { state: "succeeded", result: { url, expiresAt }, charged: null };
  }
  // Paid for in all likelihood: asked again rather than given up, unless it says that it is gone.
  if (removed !== true) throw new ServiceFault("unclear", replicateLabel, { detail: `${id} has no result` });
  const message = "Replicate has deleted this result; it keeps results for one hour.";
  const next = "Generate again, and keep Shotline open until the take is downloaded.";
  return { state: "failed", problem: { code: "result.expired", message, next }, charged: null };
}

/** The last percentage in a log, as a part of 1. */
function progressIn(logs: string): number | null {
  const told = [...logs.matchAll(/(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?%/g)].at(-1)?.[1];
  return told === undefined || Number(told) > 100 ? null : Number(told) / 100;
}

/** The account's predictions since then, newest first; null where the list cannot be read, or not to its end. */
async function listSince(context: ServiceContext, sinceMs: number) {
  const { http } = context;
  const found: Prediction[] = [];
  let to: string | null = "/v1/predictions";
  let aheadMs: number | null = null;
  for (let page = 0; to !== null; page += 1) {
    if (page === pagesMax) return null;
    const answer = await http.send({ method: "GET", to });
    const parsed = pageSchema.safeParse(answer.body);
    if (!parsed.success) return null;
    if (answer.serviceTimeMs !== null) aheadMs = answer.serviceTimeMs - context.now();
    const { results, next } = parsed.data;
    const recent = results.filter((each) => !(createdMs(each) < sinceMs + (aheadMs ?? 0)));
    found.push(...recent);
    const hasMore = recent.length === results.length && typeof next === "string";
    // An address elsewhere would be asked without the key.
    if (hasMore && !next.startsWith(`${http.baseUrl}/`)) return null;
    to = hasMore ? next : null;
  }
  return { predictions: found, aheadMs };
}

/**
 * Looks for the prediction that a lost request made. Replicate carries no id of ours, but lists what was asked of it:
 * ours is the one of the same input made since, and only where nothing comes near it is it certain that there is none.
 * Source: the HTTP reference of predictions.list, which gives `input`, `model`, `created_at` and `data_removed`.
 */
export async function findPrediction(
  context: ServiceContext,
  model: string,
  input: unknown,
  sentAtMs: number,
): Promise<Found> {
  const list = await listSince(context, sentAtMs - clockMs.guessed);
  if (list === null) return "cannot-ask";
  const near: Prediction[] = [];
  for (const each of list.predictions) if ((each.model ?? model) === model) near.push(await withInput(context, each));
  const exact = near.filter((each) => isDeepStrictEqual(each.input, input));
  const [only, second] = exact;
  if (only && !second && isSince(only, sentAtMs, list.aheadMs)) return remoteTaskOf(only);
  // The same words under other addresses of images, or an input that is deleted: it may be ours.
  return exact.length === 0 && !near.some((each) => mayBeOurs(each.input, input)) ? "none" : "cannot-ask";
}

/** A list may leave out what a prediction was asked; the prediction itself tells. */
async function withInput(context: ServiceContext, listed: Prediction): Promise<Prediction> {
  if (listed.input !== undefined || listed.data_removed === true) return listed;
  const to = `/v1/predictions/${encodeURIComponent(listed.id)}`;
  return readPrediction((await context.http.send({ method: "GET", to })).body);
}

/** An older one of the same input may be another job's. */
function isSince(prediction: Prediction, sentAtMs: number, aheadMs: number | null): boolean {
  const slackMs = aheadMs === null ? clockMs.guessed : clockMs.compared;
  return createdMs(prediction) >= sentAtMs + (aheadMs ?? 0) - slackMs;
}

function mayBeOurs(theirs: unknown, ours: unknown): boolean {
  const [their, our] = [theirs, ours].map((input) => (input ?? {}) as { prompt?: unknown; multi_prompt?: unknown });
  if (typeof their?.prompt !== "string") return true;
  return their.prompt === our?.prompt && isDeepStrictEqual(their.multi_prompt, our?.multi_prompt);
}

/** Those whose results can still be there: a run may take half an hour, and its output stays for one. */
export async function listRecent(context: ServiceContext, models: readonly string[]): Promise<ListedTask[]> {
  const list = await listSince(context, context.now() - outputKeptMs - 1800_000);
  if (list === null) throw new ServiceFault("unclear", replicateLabel, { detail: "its list can't be read completely" });
  return list.predictions
    .filter((each) => models.includes(each.model ?? "") && each.data_removed !== true)
    .map((each) => ({
      remote: remoteTaskOf(each),
      jobId: null,
      createdAt: each.created_at ?? null,
      state: listedStateOf(each.status),
    }));
}

function listedStateOf(status: string): ListedTask["state"] {
  if (status === "succeeded") return "succeeded";
  return status === "failed" || status === "canceled" || status === "aborted" ? "failed" : "working";
}

/** NaN where it is not told. */
function createdMs(prediction: Prediction): number {
  return Date.parse(prediction.created_at ?? "");
}
