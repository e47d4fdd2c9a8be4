/** Owns how a job moves: the pure rule that says what each event makes of it, and which events cannot be. Nothing is ever sent twice because of what stands here. */
import { endedStates, type JobEvent, type JobProgress, type JobState } from "./job.ts";

/** A job that was just made: it waits for its turn, and nothing has been sent. */
export function newProgress(): JobProgress {
  return {
    state: "queued",
    notBefore: null,
    waiting: null,
    tries: 0,
    sentAt: null,
    remote: null,
    remoteProgress: null,
    remoteNote: null,
    result: null,
    charged: null,
    cancelRequested: false,
    problem: null,
    takeId: null,
    mediaId: null,
  };
}

/** An event that cannot be in a job's state: a fault of ours, or another process was quicker. */
export class IllegalMove extends Error {
  constructor(state: JobState, event: JobEvent["type"]) {
    super(`A job that is ${state} cannot take the event ${event}.`);
    this.name = "IllegalMove";
  }
}

type EventOf<Type extends JobEvent["type"]> = Extract<JobEvent, { type: Type }>;
type Rule<Type extends JobEvent["type"]> = (progress: JobProgress, event: EventOf<Type>) => JobProgress | null;

/** What an answer of any kind ends: waiting, and the count of failed tries. */
const answered = { notBefore: null, waiting: null, tries: 0, problem: null } as const;

const cancelledEnd = { state: "cancelled", problem: null } as const;

/** Nothing is at the service, so a wish to cancel is granted; else the job waits for its turn again. */
function backInLine(progress: JobProgress): JobProgress {
  return progress.cancelRequested ? { ...progress, ...answered, state: "cancelled" } : { ...progress, state: "queued" };
}

/** Null stands for "this cannot be". A row a type, so that a new event does not compile until it has a rule. */
const rules: { readonly [Type in JobEvent["type"]]: Rule<Type> } = {
  started: (progress) =>
    progress.state === "queued" ? { ...progress, state: "preparing", notBefore: null, waiting: null } : null,

  sent: (progress, { at }) =>
    progress.state === "preparing" && !progress.cancelRequested
      ? { ...progress, state: "submitting", notBefore: null, waiting: null, sentAt: progress.sentAt ?? at }
      : null,

  accepted: (progress, { remote }) =>
    progress.state === "submitting" ? { ...progress, ...answered, state: "running", remote } : null,

  refused: (progress, { problem }) =>
    isOneOf(progress, "queued", "preparing", "submitting")
      ? { ...progress, ...answered, ...(progress.cancelRequested ? cancelledEnd : { state: "failed", problem }) }
      : null,

  "answer-lost": (progress, { problem }) =>
    progress.state === "submitting" ? { ...progress, ...answered, state: "checking", problem } : null,

  found(progress, { remote }) {
    if (isOneOf(progress, "checking", "unconfirmed")) return { ...progress, ...answered, state: "running", remote };
    // Only what was left behind on purpose, or could not be brought home, is taken up again.
    const left = progress.state === "cancelled" || (progress.state === "failed" && progress.result !== null);
    if (!left || progress.remote === null || progress.remote.id !== remote.id) return null;
    return { ...progress, ...answered, state: "running", remote, result: null, cancelRequested: false };
  },

  "not-found": (progress) =>
    progress.state === "checking" ? backInLine({ ...progress, notBefore: null, waiting: null, tries: 0 }) : null,

  "cannot-ask": (progress, { problem }) =>
    progress.state === "checking" ? { ...progress, ...answered, state: "unconfirmed", problem } : null,

  "resend-allowed": (progress) =>
    progress.state === "unconfirmed" ? { ...progress, ...answered, state: "queued", cancelRequested: false } : null,

  "given-up": (progress) =>
    progress.state === "unconfirmed" ? { ...progress, notBefore: null, waiting: null, state: "cancelled" } : null,

  deferred(progress, { until, waiting, problem }) {
    const later = { ...progress, notBefore: until, waiting, problem, tries: progress.tries + 1 };
    if (isOneOf(progress, "queued", "preparing", "submitting")) return backInLine(later);
    return isOneOf(progress, "checking", "running", "downloading") ? later : null;
  },

  progressed: (progress, { progress: remoteProgress, note }) =>
    progress.state === "running" ? { ...progress, ...answered, remoteProgress, remoteNote: note } : null,

  succeeded: (progress, { result, charged }) =>
    // A service that answers at once has its result in the answer.
    isOneOf(progress, "submitting", "checking", "running")
      ? {
          ...{ ...progress, ...answered, state: "downloading", result, charged },
          ...{ remoteProgress: null, remoteNote: null },
          // It is paid for: an earlier wish to cancel was too late.
          cancelRequested: false,
        }
      : null,

  "failed-remotely": (progress, { problem, charged }) =>
    progress.state === "running" ? { ...progress, ...answered, state: "failed", problem, charged } : null,

  "result-expired": (progress) =>
    progress.state === "downloading" && progress.remote !== null
      ? { ...progress, notBefore: null, waiting: null, state: "running", result: null }
      : null,

  stored(progress, { takeId, mediaId }) {
    // What came home while the job was cancelled is paid for: it is kept.
    const came = progress.state === "downloading" || (progress.state === "cancelled" && progress.result !== null);
    return came ? { ...progress, ...answered, state: "done", takeId, mediaId } : null;
  },

  "result-lost": (progress, { problem }) =>
    isOneOf(progress, "running", "downloading") ? { ...progress, ...answered, state: "failed", problem } : null,

  "cancel-requested"(progress) {
    if (isOneOf(progress, "queued", "preparing", "unconfirmed")) {
      const problem = progress.state === "unconfirmed" ? progress.problem : null;
      return { ...progress, ...answered, state: "cancelled", cancelRequested: true, problem };
    }
    const isLive = isOneOf(progress, "submitting", "checking", "running", "downloading");
    return isLive ? { ...progress, cancelRequested: true } : null;
  },

  discarded: (progress) =>
    endedStates.includes(progress.state) ? null : { ...progress, ...answered, ...cancelledEnd, cancelRequested: true },

  cancelled(progress, { charged, problem }) {
    const isLeft = progress.state === "downloading" && progress.cancelRequested && progress.remote !== null;
    if (progress.state !== "running" && !isLeft) return null;
    return { ...progress, ...answered, state: "cancelled", charged: charged ?? progress.charged, problem };
  },
};

function isOneOf(progress: JobProgress, ...states: readonly JobState[]): boolean {
  return states.includes(progress.state);
}

/** What `event` makes of a job; the job that was given stays as it is. Throws IllegalMove for an event that cannot be in the job's state. */
export function advance(progress: JobProgress, event: JobEvent): JobProgress {
  const rule = rules[event.type] as Rule<JobEvent["type"]>;
  const next = rule(progress, event);
  if (next === null) throw new IllegalMove(progress.state, event.type);
  return next;
}
