/** Owns reading a request as simulated services judge it, and what is kept of it for tests to look at. */
import type { IncomingMessage } from "node:http";

export interface RecordedRequest {
  readonly method: string;
  /** Under the base URL, with its query. */
  readonly path: string;
  /** JSON as it was read; of a form, its fields with files as `<n bytes>`; of other bytes, `<n bytes>`; null without any. */
  readonly body: unknown;
}

export interface SimulatedRequest {
  readonly method: string;
  /** Under the base URL, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** The JSON that came as `application/json`, else undefined. */
  readonly json: unknown;
  /** The form that came as `multipart/form-data`, else null. */
  readonly form: FormData | null;
}

const recordedCharsMax = 20_000;

/** `gone`: the sender went away while it was read. `elsewhere`: not under the base path. */
export async function readRequest(
  incoming: IncomingMessage,
  basePath: string,
): Promise<SimulatedRequest | "gone" | "elsewhere"> {
  let bytes: Buffer;
  try {
    bytes = Buffer.concat(await incoming.toArray());
  } catch {
    return "gone";
  }
  const address = new URL(incoming.url ?? "/", "http://127.0.0.1");
  if (!address.pathname.startsWith(`${basePath}/`)) return "elsewhere";
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const type = headers.get("content-type") ?? "";
  return {
    method: incoming.method ?? "GET",
    path: decodeURI(address.pathname.slice(basePath.length)),
    query: address.searchParams,
    headers,
    bytes,
    json: /^application\/json\b/i.test(type) ? parseJson(bytes) : undefined,
    form: /^multipart\/form-data\b/i.test(type) ? await readForm(bytes, type) : null,
  };
}

export function recordRequest(request: SimulatedRequest): RecordedRequest {
  const { method, path, query } = request;
  return { method, path: query.size === 0 ? path : `${path}?${query}`, body: recordedBody(request) };
}

/** True when `Authorization` is exactly `<scheme> <key>`. */
export function carriesKey(request: SimulatedRequest, scheme: "Bearer" | "Key", key: string): boolean {
  return request.headers.get("authorization") === `${scheme} ${key}`;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

async function readForm(bytes: Buffer, type: string): Promise<FormData | null> {
  const request = new Request("http://127.0.0.1/", {
    method: "POST",
    headers: { "content-type": type },
    body: new Uint8Array(bytes),
  });
  return await request.formData().catch(() => null);
}

function recordedBody({ bytes, json, form }: SimulatedRequest): unknown {
  if (json !== undefined) return shorten(json);
  if (form) {
    const fields = [...form].map(([name, value]) => [
      name,
      typeof value === "string" ? value : `<${value.size} bytes>`,
    ]);
    return Object.fromEntries(fields);
  }
  return bytes.length === 0 ? null : `<${bytes.length} bytes>`;
}

/** Images as text would fill the memory of long drills. */
function shorten(value: unknown): unknown {
  if (typeof value === "string") return value.length > recordedCharsMax ? `<${value.length} characters>` : value;
  if (Array.isArray(value)) return value.map(shorten);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shorten(each)]));
}
