/** Owns what fal's refusals and failures mean: lists of typed errors from models, one sentence with a type from the queue. */
import type { ErrorData } from "../../../../shared/errors/app-error.ts";
import { type FaultKind, ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";

export const falLabel = "fal.ai";

/** A fault as fal tells it; `errorType` is its machine-readable word, null where it gives none. */
export class FalFault extends ServiceFault {
  readonly status: number;
  readonly errorType: string | null;

  constructor(kind: FaultKind, answer: ServiceAnswer) {
    super(kind, falLabel, { detail: detailOf(answer.body), againAfterMs: answer.retryAfterMs });
    this.status = answer.status;
    this.errorType = errorTypeOf(answer);
  }
}

/**
 * `X-Fal-Retryable` is not obeyed: whether sending again is safe, the queue alone knows.
 * Source: https://fal.ai/docs/documentation/model-apis/errors and /request-errors, read 2026-11-22.
 */
export function falFaultOf(answer: ServiceAnswer): FalFault | null {
  return answer.status < 400 ? null : new FalFault(kindOf(answer), answer);
}

/**
 * What a failed result tells of the task itself, or null where the fault is about this request and may pass.
 * `charged`: fal says that failures of its own (5xx) cost nothing, and that others may.
 */
export function outcomeOf(fault: unknown): { problem: ErrorData; cancelled: boolean; free: boolean } | null {
  if (!(fault instanceof FalFault)) return null;
  if (fault.errorType === "client_cancelled") return { problem: fault.problem, cancelled: true, free: false };
  if (fault.kind === "content" || fault.kind === "invalid") {
    return { problem: fault.problem, cancelled: false, free: false };
  }
  // A gateway's 5xx has no type; the model's and the queue's own have.
  if (fault.kind !== "server" || fault.errorType === null) return null;
  const message = fault.message.replace(/^fal\.ai had an internal error/, "fal.ai couldn't generate this");
  const next = "Generate again. fal.ai does not charge for its own errors.";
  return { problem: { code: "service.failed", message, next }, cancelled: false, free: true };
}

function kindOf({ status, body, headers }: ServiceAnswer): FaultKind {
  const detail = detailOf(body);
  // A locked account answers 403, be it for its balance or by the service's own decision.
  const locked = status === 403 && /\blocked\b|exhausted balance/i.test(detail);
  if (status === 402 || (locked && /balance|top.?up/i.test(detail))) return "credit";
  if (locked) return "permission";
  if (status === 401 || status === 403) return "key";
  if (status === 404) return "not-found";
  if (status === 429) return "rate";
  if (status === 408 || status >= 500) return "server";
  return errorTypeOf({ body, headers }) === "content_policy_violation" ? "content" : "invalid";
}

interface TypedError {
  readonly loc?: unknown;
  readonly msg?: unknown;
  readonly type?: unknown;
}

function errorsOf(body: unknown): TypedError[] {
  const detail = (body as { detail?: unknown } | null)?.detail;
  return Array.isArray(detail) ? detail.filter((each) => typeof each === "object" && each !== null) : [];
}

function errorTypeOf({ body, headers }: Pick<ServiceAnswer, "body" | "headers">): string | null {
  const types = errorsOf(body).map(({ type }) => type);
  const own = (body as { error_type?: unknown } | null)?.error_type;
  const all = [...types, own, headers.get("x-fal-error-type")].filter((type) => typeof type === "string");
  return all.find((type) => type === "content_policy_violation") ?? all[0] ?? null;
}

/** `negative_prompt: too long; elements.0: …`, or the one sentence. What was sent is not repeated. */
function detailOf(body: unknown): string {
  const detail = (body as { detail?: unknown } | null)?.detail;
  if (typeof detail === "string") return detail;
  return errorsOf(body)
    .map(({ loc, msg }) => {
      const path = Array.isArray(loc) ? loc.filter((part) => part !== "body").join(".") : "";
      return path === "" ? String(msg) : `${path}: ${String(msg)}`;
    })
    .join("; ");
}
