/** Owns how a job reads for the user: its state in words, what it waits for, what cancelling means, what it cost. */
import { endedStates, type Job, type LedgerEntry, type LedgerState } from "../../../shared/generation/job.ts";
import { formatMoney } from "../../../shared/generation/price.ts";
import { needsKey, providerNames } from "../../../shared/models/profile.ts";
import { serviceName } from "../generation/services.ts";
import { formatBytes } from "../operations/format-bytes.ts";

export type Tone = "quiet" | "busy" | "waiting" | "good" | "bad" | "asks";

export interface JobWords {
  readonly state: string;
  readonly tone: Tone;
  /** 0 to 1 where it is known, null for work without a measure, undefined where no bar belongs. */
  readonly progress: number | null | undefined;
}

export function isEnded(job: Pick<Job, "state">): boolean {
  return endedStates.includes(job.state);
}

/** What the job does now. */
export function describeJob(job: Job, nowMs: number): JobWords {
  const service = serviceName(job.provider);
  if (job.held !== null) return { state: "Paused", tone: "asks", progress: undefined };
  if (job.waiting !== null && !isEnded(job))
    return { state: sayWaiting(job, nowMs), tone: "waiting", progress: undefined };
  if (job.cancelRequested && !isEnded(job)) return { state: "Canceling…", tone: "busy", progress: null };
  switch (job.state) {
    case "queued":
      return { state: "Queued", tone: "quiet", progress: undefined };
    case "preparing":
      return { state: `Preparing images for ${service}`, tone: "busy", progress: null };
    case "submitting":
      return { state: `Sending to ${service}`, tone: "busy", progress: null };
    case "checking":
      return { state: `Checking with ${service} whether it arrived`, tone: "busy", progress: null };
    case "unconfirmed":
      return { state: "Needs your decision", tone: "asks", progress: undefined };
    case "running":
      return {
        state: `${job.remoteNote === null ? `In progress at ${service}` : `${service}: ${job.remoteNote}`}${
          job.remoteProgress === null ? "" : `, ${Math.round(job.remoteProgress * 100)}%`
        }`,
        tone: "busy",
        progress: job.remoteProgress,
      };
    case "downloading":
      return describeDownload(job);
    case "done":
      return { state: "Done", tone: "good", progress: undefined };
    case "failed":
      return { state: "Failed", tone: "bad", progress: undefined };
    case "cancelled":
      return { state: "Canceled", tone: "quiet", progress: undefined };
  }
}

function describeDownload({ download }: Job): JobWords {
  if (download === null) return { state: "Downloading", tone: "busy", progress: null };
  const { bytes, totalBytes } = download;
  if (totalBytes === null || totalBytes === 0) {
    return { state: `Downloading, ${formatBytes(bytes)} so far`, tone: "busy", progress: null };
  }
  const state = `Downloading ${formatBytes(bytes)} of ${formatBytes(totalBytes)}`;
  return { state, tone: "busy", progress: Math.min(1, bytes / totalBytes) };
}

function sayWaiting(job: Job, nowMs: number): string {
  const service = serviceName(job.provider);
  const why = {
    offline: "Offline: waiting for the network",
    rate: `${service} is limiting requests`,
    slots: `Waiting for a free slot at ${service}`,
    service: `Waiting for ${service}`,
  }[job.waiting ?? "service"];
  const leftMs = job.notBefore === null ? 0 : Date.parse(job.notBefore) - nowMs;
  return leftMs > 0 ? `${why}; retrying in ${sayDuration(leftMs)}` : why;
}

/** `8 s`, `3 min`, `5 h`, `12 days`: rounded, for how long something lasts. */
export function sayDuration(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000);
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** False for a machine of the user's own. */
function isCharged({ provider }: Job): boolean {
  return providerNames.every((name) => name !== provider || needsKey(name));
}

/** What cancelling means for this job; null where it cannot be cancelled any more. `atOnce`: nothing can be lost by it. */
export function describeCancel(job: Job): { readonly atOnce: boolean; readonly means: string } | null {
  if (job.held !== null) return null;
  const service = serviceName(job.provider);
  switch (job.state) {
    case "queued":
    case "preparing":
      return { atOnce: true, means: "Nothing has been sent; nothing is charged." };
    case "submitting":
    case "checking":
      return {
        atOnce: false,
        means: `It may already be at ${service}. Shotline checks once more, then cancels${isCharged(job) ? "; it may still be charged" : ""}.`,
      };
    case "running":
      return {
        atOnce: false,
        means: !isCharged(job)
          ? `Takes it out of the queue of ${service}, or stops it there. What is done of it is lost.`
          : job.canCancelRemotely
            ? `Sends ${service} a cancel request. Work already started may still finish and be charged.`
            : `${service} can’t cancel tasks: it continues there and will probably be charged. Shotline stops waiting; you can watch it again later.`,
      };
    default:
      return null;
  }
}

const dayMs = 86_400_000;
const quarterHourMs = 900_000;

/** Until when a finished result can be fetched; null where nothing waits or nobody says. */
export function describeExpiry(job: Job, nowMs: number): { readonly message: string; readonly urgent: boolean } | null {
  // Its answer, without which nobody knows where the video is: Shotline then looks in the request history, which may not have it.
  if (job.provider === "fal" && job.state === "running" && job.waiting !== null && job.sentAt !== null) {
    const message = "fal.ai keeps a finished answer for one hour. Reconnect within that time to be sure of the result.";
    return { message, urgent: nowMs - Date.parse(job.sentAt) > quarterHourMs };
  }
  const expiresAt = job.result?.kind === "remote" ? job.result.expiresAt : null;
  if (expiresAt === null || job.state === "done") return null;
  const leftMs = Date.parse(expiresAt) - nowMs;
  const service = serviceName(job.provider);
  if (leftMs <= 0) return { message: `${service} may have deleted the result by now.`, urgent: true };
  return {
    message: `Not downloaded yet: ${service} keeps the result for another ${sayDuration(leftMs)}.`,
    urgent: leftMs < dayMs,
  };
}

/** Such as `Charged $1.26` or `$1.26 expected`; null where nothing is known. */
export function describeCost(job: Job, entry: LedgerEntry | undefined): string | null {
  const charged = entry?.charged ?? job.charged;
  if (charged) return charged.micros === 0 ? "Not charged" : `Charged ${formatMoney(charged)}`;
  if (entry?.state === "void") return "Not charged";
  const estimate = entry?.estimate ?? job.estimate;
  if (entry?.state === "unknown" && estimate?.micros !== 0)
    return estimate ? `May have been charged ${formatMoney(estimate)}` : "May have been charged";
  if (estimate === null) return "Price unknown";
  if (estimate.micros === 0) return "Free";
  // A service that has delivered and names no sum will not name one later.
  return job.state === "done" ? `≈ ${formatMoney(estimate)}` : `${formatMoney(estimate)} expected`;
}

export const ledgerWords: Readonly<Record<LedgerState, string>> = {
  intent: "Not sent yet",
  owed: "Accepted by the service",
  charged: "Charged",
  void: "Not charged",
  unknown: "May have been charged",
};
