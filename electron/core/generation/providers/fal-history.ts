/**
 * Owns asking fal's platform API for the account's ended requests: to find one whose answer was lost, and those that a project
 * does not know. Source: https://fal.ai/docs/platform-apis/v1/models/requests/by-endpoint, read 2026-11-22.
 */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { JsonValue, ListedTask, ServiceContext } from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import { falLabel } from "./fal-errors.ts";

const platformUrl = "https://api.fal.ai/v1";
export const platformHost = new URL(platformUrl).host;

const itemSchema = z.object({
  request_id: z.string().min(1),
  endpoint_id: z.string(),
  sent_at: z.string().nullish(),
  ended_at: z.string().nullish(),
  status_code: z.number().nullish(),
  json_input: z.unknown().optional(),
  json_output: z.unknown().optional(),
});
const pageSchema = z.object({ items: z.array(itemSchema) });
type Item = z.infer<typeof itemSchema>;

const pageItemsMax = 100;
const endpointsMax = 50;

export interface HistoryQuestion {
  readonly endpoints: readonly string[];
  readonly sinceMs: number;
  /** With what was asked and what was answered. */
  readonly withPayloads: boolean;
}

/** The newest 100 requests to each 50 of these endpoints; those that are not done yet are not among them for certain. */
export async function askHistory(
  context: ServiceContext,
  isDefaultBase: boolean,
  { endpoints, ...question }: HistoryQuestion,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let at = 0; at < endpoints.length; at += endpointsMax) {
    const some = endpoints.slice(at, at + endpointsMax);
    items.push(...(await askPage(context, isDefaultBase, { ...question, endpoints: some })));
  }
  return items;
}

async function askPage(context: ServiceContext, isDefaultBase: boolean, question: HistoryQuestion): Promise<Item[]> {
  const query = new URLSearchParams({
    endpoint_id: question.endpoints.join(","),
    start: new Date(question.sinceMs).toISOString(),
    limit: String(pageItemsMax),
    ...(question.withPayloads ? { expand: "payloads" } : {}),
  });
  const path = `/models/requests/by-endpoint?${query}`;
  const answer = await context.http.send({ method: "GET", to: isDefaultBase ? `${platformUrl}${path}` : path });
  const page = pageSchema.safeParse(answer.body);
  if (!page.success) throw new ServiceFault("unclear", falLabel);
  return page.data.items;
}

/** The one request with this input; null when there is none or several, as either proves nothing. */
export function pickOurs(items: readonly Item[], body: JsonValue, sinceMs: number): Item | null {
  const [ours, another] = items.filter(
    (item) => Date.parse(item.sent_at ?? "") >= sinceMs && carriesInput(item.json_input, body),
  );
  return ours && !another ? ours : null;
}

export function listedTaskOf(item: Item): ListedTask {
  const { request_id: id, endpoint_id: kind, sent_at: createdAt, ended_at: endedAt, status_code: status } = item;
  const ended = typeof endedAt === "string" && typeof status === "number";
  return {
    remote: { id, kind },
    jobId: null,
    createdAt: createdAt ?? null,
    state: ended ? (status < 400 ? "succeeded" : "failed") : "working",
  };
}

/** The service may add its defaults to what was sent. */
function carriesInput(input: unknown, body: JsonValue): boolean {
  if (typeof input !== "object" || input === null || typeof body !== "object" || body === null) return false;
  const fields = Object.entries(body);
  return (
    fields.length > 0 &&
    fields.every(([name, value]) => isDeepStrictEqual((input as Record<string, unknown>)[name], value))
  );
}
