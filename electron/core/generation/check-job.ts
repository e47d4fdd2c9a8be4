/** Owns finding out whether a service took a request whose answer was lost, by our own id: only a certain no lets it be sent again. */
import { existsSync } from "node:fs";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { RemoteTask } from "../../../shared/generation/job.ts";
import { type JobRow, TaskTaken } from "./job-store.ts";
import type { JobTools, OpenService } from "./job-tools.ts";
import type { Found, FrozenCall, JsonValue, Provider } from "./provider.ts";
import { withResultPaths } from "./result-paths.ts";
import { answeredEnding, isOwnCall, missingKey, prepareBody } from "./send-job.ts";
import { ServiceFault } from "./service-fault.ts";

/** This often in a row, and over this time, a service must not know a task before that is believed. */
const denialsNeeded = 3;
const denialsOverMs = 20_000;
/** A service that loses this many answers in a row gets no more of this job. */
const lostAnswersMax = 5;

/** What one run of a job has heard so far; after a restart it is asked anew. */
export class Denials {
  count = 0;
  #since = 0;
  lostAnswers = 0;

  reset(): void {
    this.count = 0;
  }

  /** True once the service's no is to be believed. */
  add(nowMs: number): boolean {
    // A clock that was set back has to begin anew.
    if (this.count === 0 || nowMs < this.#since) this.#since = nowMs;
    this.count += 1;
    return this.count >= denialsNeeded && nowMs - this.#since >= denialsOverMs;
  }
}

/** A job that was being sent when the last process ended. */
export async function recoverSending(tools: JobTools, row: JobRow): Promise<void> {
  if (await takeKeptAnswer(tools)) return;
  const label = tools.provider(row)?.label ?? row.provider;
  const problem: ErrorData = {
    code: "service.unclear",
    message: `Shotline quit before ${label} answered.`,
    next: "Checking with the service.",
  };
  await tools.record({ type: "answer-lost", problem }, problem.message);
}

/** The answer itself may have been kept before the process ended. */
async function takeKeptAnswer(tools: JobTools): Promise<boolean> {
  const { path } = await tools.cacheFile(answeredEnding);
  if (!existsSync(path)) return false;
  await tools.record({ type: "succeeded", result: { kind: "kept" }, charged: null }, "The answer was received.");
  return true;
}

export async function checkJob(tools: JobTools, row: JobRow, denials: Denials): Promise<void> {
  const service = await tools.openService(row, tools.workSignal);
  if (!service) {
    const provider = tools.provider(row);
    const ends = provider !== null && row.progress.cancelRequested;
    if (ends) return leaveToUser(tools, provider, "there is no API key to check with");
    return tools.defer(missingKey(provider, row.provider), "service", null);
  }
  const { provider, account } = service;
  if (provider.findsByResending && (account !== row.account || row.progress.cancelRequested)) {
    return leaveToUser(tools, provider, "Checking would send it again.");
  }
  const frozen = (await tools.store()).frozen(row.id);
  if (!isOwnCall(provider, frozen, row.id))
    return leaveToUser(tools, provider, "This version does not send this request.");
  tools.occupySlot(tools.options.slotsOf(provider, account));
  let found: Found;
  try {
    found = await ask(tools, service, row, frozen);
  } catch (error) {
    tools.throwIfInterrupted();
    if (!(error instanceof ServiceFault)) throw error;
    denials.reset();
    // Nobody knows whether it will ever answer: the user wants it to end, and so it does.
    if (row.progress.cancelRequested) return leaveToUser(tools, provider, error.problem.message);
    return tools.deferFault(error);
  }
  if (found === "cannot-ask") return leaveToUser(tools, provider, `${provider.label} can't look up requests.`);
  if (found !== "none") return claim(tools, provider, withResultPaths(found, frozen.profile));
  // Another account does not see the task, and its no tells nothing.
  if (account !== row.account) return leaveToUser(tools, provider, "It was sent with another API key.");
  if (!denials.add(tools.options.queue.clock.now())) return tools.pause(denialsOverMs / (denialsNeeded - 1));
  denials.reset();
  denials.lostAnswers += 1;
  const { problem } = row.progress;
  const progress = await tools.record(
    { type: "not-found" },
    `${provider.label} did not receive it, so it can be sent again.`,
  );
  if (progress.state === "queued" && denials.lostAnswers >= lostAnswersMax && problem !== null) {
    await tools.record({ type: "refused", problem }, `${provider.label} does not accept it.`);
  }
}

/** A service that finds by what was sent may name the twin of another job, which must not be taken for this one's task. */
async function claim(tools: JobTools, provider: Provider, remote: RemoteTask): Promise<void> {
  const why = "the task it lists belongs to another job with the same request.";
  if (await tools.options.isTaken(provider, remote.id, tools.jobId)) return leaveToUser(tools, provider, why);
  try {
    await tools.record({ type: "found", remote }, `${provider.label} has it; it was sent only once.`);
  } catch (error) {
    if (!(error instanceof TaskTaken)) throw error;
    await leaveToUser(tools, provider, why);
  }
}

async function ask(tools: JobTools, service: OpenService, row: JobRow, frozen: FrozenCall): Promise<Found> {
  let body: JsonValue;
  try {
    body = await prepareBody(tools, service, frozen);
  } catch (error) {
    tools.throwIfInterrupted();
    if (error instanceof ServiceFault) throw error;
    // An image that is gone meanwhile does not keep us from asking.
    body = frozen.call.body;
  }
  const sentAt = row.progress.sentAt ?? Date.parse(row.createdAt);
  return service.provider.find(frozen, body, sentAt, service.context);
}

async function leaveToUser(tools: JobTools, provider: Provider, why: string): Promise<void> {
  const problem = unconfirmed(provider, why);
  await tools.record({ type: "cannot-ask", problem }, `${problem.message} Waiting for your decision.`);
}

/** That nobody can say whether the service took the request. */
export function unconfirmed({ label }: Provider, why: string): ErrorData {
  return {
    code: "job.unconfirmed",
    message: `It is unknown whether ${label} received this request: ${why.replace(/\.$/, "")}.`,
    next: `Check the task list at ${label}; send again only if the task is not there.`,
  };
}
