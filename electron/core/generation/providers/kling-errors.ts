/** Owns what Kling's answers mean when something is wrong: one table of codes for both generations of its API. */
import { type FaultKind, ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";

/** By `code` of the answer's body; the status says less. Source: kling.ai/document-api/api/get-started/error-codes. */
const kindsByCode: Readonly<Record<number, FaultKind>> = {
  1000: "key",
  1001: "key",
  1002: "key",
  1003: "clock",
  1004: "clock",
  // Sent with status 429, and yet no waiting helps: the account is blocked, in arrears, or its package is used up.
  1100: "credit",
  1101: "credit",
  1102: "credit",
  1103: "permission",
  1200: "invalid",
  1201: "invalid",
  1202: "invalid",
  1203: "not-found",
  1300: "content",
  1301: "content",
  1302: "rate",
  1303: "slots",
  // The address of this network is not on the account's list; with status 429 as well.
  1304: "permission",
  5000: "server",
  5001: "maintenance",
  5002: "server",
};

/** Where an answer carries no code of Kling's own. */
const kindsByStatus: Readonly<Record<number, FaultKind>> = { 401: "key", 402: "credit", 403: "permission" };

/** A fault by one of Kling's codes. What it means is in the code alone: no source says how the words beside it are written. */
export class KlingFault extends ServiceFault {
  readonly code: number;

  constructor(kind: FaultKind, label: string, code: number, more: { detail: string; againAfterMs: number | null }) {
    super(kind, label, more);
    this.code = code;
  }
}

/** Whether a question that names a task by its path, and nothing else, is refused for what it names. */
export function isUnknownTask(error: unknown): boolean {
  return error instanceof KlingFault && (error.code === 1201 || error.code === 1203);
}

/** Whether a request is refused for what it says: its values, or the model or another thing that it names. */
export function isRefusedContent(error: unknown): error is KlingFault {
  return error instanceof KlingFault && [1200, 1201, 1203].includes(error.code);
}

/** The fault that an answer tells of, by its code and its status; null for a good one, and where the status alone says enough. */
export function klingFaultOf(label: string, answer: ServiceAnswer): ServiceFault | null {
  const { status, body, retryAfterMs } = answer;
  const { code: told, message } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const code = typeof told === "number" || typeof told === "string" ? Number(told) : Number.NaN;
  if (code === 0) return null;
  const good = status >= 200 && status < 300;
  if (Number.isNaN(code)) {
    if (good) return new ServiceFault("unclear", label, { detail: "the response has no code" });
    const kind = kindsByStatus[status];
    return kind === undefined ? null : new ServiceFault(kind, label, { detail: `status ${status}` });
  }
  const words = typeof message === "string" ? message.trim() : "";
  const detail = words === "" ? `code ${code}` : `${words.replace(/[.\s]+$/, "")} (code ${code})`;
  return new KlingFault(kindsByCode[code] ?? kindOfUnknownCode(status), label, code, {
    detail,
    againAfterMs: retryAfterMs,
  });
}

/** An unknown code under a good status says nothing for certain. */
function kindOfUnknownCode(status: number): FaultKind {
  if (status < 400) return "unclear";
  if (status === 429) return "rate";
  return status >= 500 ? "server" : "invalid";
}

/** Whether the reason of a failure seems to be about what was to be shown. Guessed from words, so it chooses the advice and nothing else. */
export function saysContentRefused(words: string): boolean {
  return /risk|sensitive|polic|safety|violat|inappropriate|prohibit|moderat/i.test(words);
}
