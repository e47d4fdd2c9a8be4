/** Owns what Replicate's refusals mean: problem documents of `title`, `detail` and `status`. */
import type { ErrorData } from "../../../../shared/errors/app-error.ts";
import { type FaultKind, ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";

export const replicateLabel = "Replicate";

const kinds: Readonly<Record<number, FaultKind>> = {
  401: "key",
  402: "credit",
  403: "permission",
  404: "not-found",
  408: "server",
  429: "rate",
};

/** The models refuse in words alone. */
const aboutContent =
  /\b(sensitive|flagged|nsfw|moderat\w*|safety|polic(y|ies)|prohibited|risk control|inappropriate|copyright\w*)\b/i;

export function replicateFaultOf({ status, body, retryAfterMs }: ServiceAnswer): ServiceFault | null {
  if (status < 400) return null;
  const detail = detailOf(body);
  const unfit = aboutContent.test(detail) ? "content" : "invalid";
  const kind = kinds[status] ?? (status >= 500 ? "server" : unfit);
  return new ServiceFault(kind, replicateLabel, { detail, againAfterMs: retryAfterMs ?? waitTold(body, detail) });
}

/** What a prediction that failed tells, for the user. */
export function problemOf(error: unknown): ErrorData {
  const words = (typeof error === "string" ? error : "").replace(/\s+/g, " ").trim().slice(0, 300);
  if (aboutContent.test(words)) return new ServiceFault("content", replicateLabel, { detail: words }).problem;
  const end = words === "" ? "." : `: ${words.replace(/[.\s]+$/, "")}.`;
  return {
    code: "service.failed",
    message: `${replicateLabel} couldn't generate this${end}`,
    next: "Fix the cause if one is given, then generate again.",
  };
}

function detailOf(body: unknown): string {
  const { title, detail } = (body ?? {}) as { title?: unknown; detail?: unknown };
  if (typeof detail === "string" && detail.trim() !== "") return detail.replace(/^\s*-\s*/, "");
  return typeof title === "string" ? title : "";
}

/** `retry_after` in seconds, or `resets in ~5s`, or `available in 1 second`. */
function waitTold(body: unknown, detail: string): number | null {
  const own = (body as { retry_after?: unknown } | null)?.retry_after;
  const seconds = typeof own === "number" ? own : Number(/\bin ~?(\d+) ?s/i.exec(detail)?.[1] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
