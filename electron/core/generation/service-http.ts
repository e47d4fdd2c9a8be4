/** Owns every request to a service: the key's headers, time limits, reading JSON, and telling what a failure means. Keys are never logged. */
import { checkOutside, type Permission } from "./outside-address.ts";
import type { FaultKind } from "./service-fault.ts";
import { ServiceFault } from "./service-fault.ts";

/** `body` is the parsed JSON, or null where the answer has none. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** How long `Retry-After` asks to wait, in milliseconds; null when it is absent. */
  readonly retryAfterMs: number | null;
  /** The service's clock as its `Date` header tells, in milliseconds since 1970; null when it is absent. */
  readonly serviceTimeMs: number | null;
}

export interface ServiceRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** A path under the base URL, or a whole address that the service gave. */
  readonly to: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: Uint8Array<ArrayBuffer> | FormData;
  /** Default 60 s. */
  readonly timeLimitMs?: number;
  /** Sends no key, for addresses that carry their own permission. */
  readonly withoutKey?: boolean;
  /** A good answer may be any text, as storage gives it; a page is still none. */
  readonly anyText?: boolean;
}

export interface ServiceHttpOptions {
  readonly label: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Where it may send us to, without the key. */
  readonly permission: Permission;
  /** Hosts of the service besides that of the base URL that may see the key, such as `queue.fal.run`. */
  readonly trustedHosts?: readonly string[];
  readonly key: string;
  readonly authorize: (key: string, nowMs: number) => Promise<Record<string, string>>;
  readonly faultOf: (answer: ServiceAnswer) => ServiceFault | null;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
}

const timeLimitMs = 60_000;
const answerBytesMax = 128 * 1024 * 1024;

/** Failures after which no byte of the request has left this computer. */
const neverLeft = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

export class ServiceHttp {
  readonly #options: ServiceHttpOptions;
  /** What the service's clock is ahead of ours, learned from a refusal. */
  #skewMs = 0;

  constructor(options: ServiceHttpOptions) {
    this.#options = options;
  }

  get baseUrl(): string {
    return this.#options.baseUrl;
  }

  /**
   * The address for a path under the base, or a whole address that may be asked: one of the service's own, or, without the key, one
   * outside. Throws ServiceFault for any other, whoever gave it.
   */
  #address({ to, withoutKey }: ServiceRequest): string {
    const { label, baseUrl, permission } = this.#options;
    const url = URL.parse(to.startsWith("/") ? `${baseUrl}${to}` : to);
    const isUnderBase = url?.href.startsWith(`${baseUrl}/`) === true;
    if (url !== null && (isUnderBase || this.#isOwn(url))) return url.href;
    if (withoutKey === true && !to.startsWith("/")) return checkOutside(to, permission).href;
    throw new ServiceFault("unclear", label, { detail: "it names an address outside the service", reached: "no" });
  }

  /** Another host of the service, which may see the key. */
  #isOwn({ protocol, host }: URL): boolean {
    return protocol === "https:" && (this.#options.trustedHosts ?? []).includes(host);
  }

  /** Sends one request and gives its good answer; throws ServiceFault for anything else, and as `signal` was aborted. */
  async send(request: ServiceRequest): Promise<ServiceAnswer> {
    try {
      return await this.#once(request);
    } catch (error) {
      if (!(error instanceof ClockFault)) throw error;
      // A signed key was refused for its time: signed again by the service's own clock, once.
      this.#skewMs = error.skewMs;
      this.#options.log(`The service's clock is ${Math.round(error.skewMs / 1000)} s ahead; using its time to sign.`);
      return await this.#once(request);
    }
  }

  async #once(request: ServiceRequest): Promise<ServiceAnswer> {
    const { label, key, authorize, faultOf, now, signal } = this.#options;
    const address = this.#address(request);
    const authorized = request.withoutKey !== true;
    const headers: Record<string, string> = {
      ...request.headers,
      ...(request.json === undefined ? {} : { "content-type": "application/json" }),
      ...(authorized ? await authorize(key, now() + this.#skewMs) : {}),
    };
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    const limit = AbortSignal.timeout(request.timeLimitMs ?? timeLimitMs);
    let status: number;
    let answerHeaders: Headers;
    let bytes: Uint8Array;
    try {
      const answer = await fetch(address, {
        method: request.method,
        headers,
        ...(body === undefined ? {} : { body }),
        // A redirect could take the key to another host.
        redirect: "manual",
        signal: AbortSignal.any([signal, limit]),
      });
      ({ status, headers: answerHeaders } = answer);
      bytes = await readAll(answer);
    } catch (error) {
      signal.throwIfAborted();
      throw this.#networkFault(error);
    }
    const answer = readAnswer(status, answerHeaders, bytes, now());
    if (answer === null) {
      if (request.anyText === true && status >= 200 && status < 300 && !isPage(answerHeaders)) {
        return { status, headers: answerHeaders, body: null, retryAfterMs: null, serviceTimeMs: null };
      }
      // Pages of proxies and guest networks: only a plain 4xx says for certain that nothing was done.
      const detail = `status ${status}, not JSON`;
      if (status === 413) throw new ServiceFault("invalid", label, { detail: "the request is too large" });
      if (status === 429) throw new ServiceFault("rate", label, { detail });
      throw new ServiceFault("unclear", label, { detail, reached: refusedForCertain(status) ? "no" : "perhaps" });
    }
    const fault = faultOf(answer);
    if (fault) {
      if (fault.kind === "clock" && answer.serviceTimeMs !== null && this.#skewMs === 0) {
        const skewMs = answer.serviceTimeMs - now();
        if (Math.abs(skewMs) > 2000) throw new ClockFault(skewMs);
      }
      throw this.#redacted(fault);
    }
    if (status < 200 || status >= 300) {
      const kind: FaultKind =
        status === 429 ? "rate" : status >= 500 || status < 400 || status === 408 ? "server" : "invalid";
      throw new ServiceFault(kind, label, { detail: `status ${status}`, againAfterMs: answer.retryAfterMs });
    }
    return answer;
  }

  #networkFault(error: unknown): ServiceFault {
    const { label } = this.#options;
    const codes = causesOf(error).map((each) => (each as { code?: unknown }).code);
    const left = !codes.some((code) => typeof code === "string" && neverLeft.has(code));
    return new ServiceFault(left ? "silent" : "offline", label, { cause: error });
  }

  /** A service that repeats the key in its answer must not bring it into a log or onto the screen. */
  #redacted(fault: ServiceFault): ServiceFault {
    const { key, label } = this.#options;
    const parts = [key, ...key.split(":")].filter((part) => part.length >= 4);
    if (!parts.some((part) => fault.message.includes(part))) return fault;
    const { againAfterMs, reached } = fault;
    return new ServiceFault(fault.kind, label, { againAfterMs, reached });
  }
}

class ClockFault extends Error {
  readonly skewMs: number;
  constructor(skewMs: number) {
    super("The service's clock is different.");
    this.skewMs = skewMs;
  }
}

function isPage(headers: Headers): boolean {
  return /^text\/html\b/i.test(headers.get("content-type") ?? "");
}

function refusedForCertain(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 499;
}

/** Null when the answer is not JSON; an empty one counts as null JSON. */
function readAnswer(status: number, headers: Headers, bytes: Uint8Array, nowMs: number): ServiceAnswer | null {
  const date = Date.parse(headers.get("date") ?? "");
  const serviceTimeMs = Number.isNaN(date) ? null : date;
  const retryAfterMs = readRetryAfter(headers.get("retry-after"), serviceTimeMs ?? nowMs);
  const text = new TextDecoder().decode(bytes).trim();
  try {
    return { status, headers, body: text === "" ? null : JSON.parse(text), retryAfterMs, serviceTimeMs };
  } catch {
    return null;
  }
}

/** Seconds or an HTTP date; null for neither. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let each = error; each instanceof Error && chain.length < 6; each = each.cause) {
    chain.push(each, ...(each instanceof AggregateError ? each.errors : []));
  }
  return chain;
}

async function readAll(answer: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > answerBytesMax) throw new Error("The response is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
