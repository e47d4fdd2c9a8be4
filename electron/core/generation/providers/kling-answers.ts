/** Owns reading what both generations of Kling's API say of tasks: states, results, and what was charged in either way. */
import { z } from "zod";
import type { ErrorData } from "../../../../shared/errors/app-error.ts";
import type { RemoteTask } from "../../../../shared/generation/job.ts";
import type { Money } from "../../../../shared/models/profile.ts";
import type { ListedTask, RemoteState } from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";
import { saysContentRefused } from "./kling-errors.ts";

const dayMs = 86_400_000;
/** Results are removed after 30 days. Source: kling.ai/document-api, query of a task. */
const resultsKeptMs = 30 * dayMs;
/** One unit of a resource package. Source: kling.ai/document-api/pricing/base/video. */
const unitMicros = 140_000;

/** Ids come as text and, in the legacy API, as numbers. */
export const idField = z.union([z.string().min(1), z.int()]).transform(String);
const amountField = z.union([z.string(), z.number()]).transform(Number).pipe(z.number().min(0));
/** Milliseconds since 1970, as a number or in digits; null without it. */
export const timeField = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .catch(null)
  .transform((time) => time ?? null);

/** What a task of either generation says, under one set of names. */
export interface KlingTask {
  readonly id: string;
  readonly ourId: string | null;
  readonly status: string;
  readonly message: string;
  readonly createdAtMs: number | null;
  readonly updatedAtMs: number | null;
  readonly filmUrl: string | null;
  readonly charged: Money | null;
}

/** Throws `unclear` for an answer of another shape: it may stand for anything. */
export function readAnswer<Read>(schema: z.ZodType<Read>, answer: ServiceAnswer, label: string): Read {
  const read = schema.safeParse(answer.body);
  if (read.success) return read.data;
  throw new ServiceFault("unclear", label, { detail: "its format is not known" });
}

export function stateOf(task: KlingTask, label: string, nowMs: number): RemoteState {
  switch (task.status) {
    case "succeed":
    case "succeeded": {
      if (task.filmUrl === null) throw new ServiceFault("unclear", label, { detail: "the video has no address" });
      const expiresAt = new Date((task.updatedAtMs ?? nowMs) + resultsKeptMs).toISOString();
      return { state: "succeeded", result: { url: task.filmUrl, expiresAt }, charged: task.charged };
    }
    case "failed":
      return { state: "failed", problem: problemOf(task.message, label), charged: task.charged };
    default:
      return { state: "working", progress: null, note: task.status === "submitted" ? "in line" : null };
  }
}

function problemOf(words: string, label: string): ErrorData {
  if (saysContentRefused(words)) return new ServiceFault("content", label, { detail: words }).problem;
  const reason = words.replace(/[.\s]+$/, "").slice(0, 300);
  return {
    code: "service.failed",
    message:
      reason === "" ? `${label} couldn't generate the video.` : `${label} couldn't generate the video: ${reason}.`,
    next: "Generate again. If it fails again, change the prompts or images.",
  };
}

/** A line of the account's own list. */
export function listedTaskOf(task: KlingTask, remote: RemoteTask): ListedTask {
  const { status, ourId, createdAtMs } = task;
  const made = status === "succeed" || status === "succeeded";
  return {
    remote,
    jobId: ourId,
    createdAt: createdAtMs === null ? null : new Date(createdAtMs).toISOString(),
    state: made ? "succeeded" : status === "failed" ? "failed" : "working",
  };
}

const billingSchema = z.array(
  z.object({ charge_type: z.string(), amount: amountField, currency: z.string().nullish() }),
);

/**
 * `billing` of the current API: dollars and units of a package; null when it is missing or names another currency. An
 * empty list says of a failed task that it cost nothing, and of any other that nothing is known yet.
 */
export function chargedByBilling(billing: unknown, failed: boolean): Money | null {
  const read = billingSchema.safeParse(billing);
  if (!read.success || (read.data.length === 0 && !failed)) return null;
  let micros = 0;
  for (const { charge_type, amount, currency } of read.data) {
    if (charge_type === "unit") micros += amount * unitMicros;
    else if (charge_type === "cash" && currency === "USD") micros += amount * 1_000_000;
    else return null;
  }
  return { currency: "USD", micros: Math.round(micros) };
}

/**
 * `final_unit_deduction` and `final_balance_deduction.quota` of the legacy API; null when neither is there. The balance
 * has no currency of its own: it is the dollar, except on the host for mainland China.
 */
export function chargedByDeduction(units: unknown, quota: unknown, baseUrl: string): Money | null {
  const unitsRead = amountField.safeParse(units);
  const quotaRead = amountField.safeParse(quota);
  if (!unitsRead.success && !quotaRead.success) return null;
  const balance = quotaRead.data ?? 0;
  if (balance > 0 && /\bbeijing\b/.test(baseUrl)) return null;
  return { currency: "USD", micros: Math.round((unitsRead.data ?? 0) * unitMicros + balance * 1_000_000) };
}
