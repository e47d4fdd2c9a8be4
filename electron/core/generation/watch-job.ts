/** Owns watching a task at its service until it has ended, and telling the service to stop when the user wants that. */

import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { JobProgress, RemoteTask } from "../../../shared/generation/job.ts";
import { needsKey } from "../../../shared/models/profile.ts";
import type { JobRow } from "./job-store.ts";
import type { JobTools, OpenService } from "./job-tools.ts";
import { checkOutside } from "./outside-address.ts";
import type { RemoteState } from "./provider.ts";
import { missingKey } from "./send-job.ts";
import { ServiceFault } from "./service-fault.ts";

/** A service that does not know its own task this often in a row has lost it. */
const unknownMax = 8;
const pollGrowth = 1.5;

/** What one run of a job has heard so far. */
export class Watching {
  wasToldToStop = false;
  unknown = 0;
}

export async function watchJob(tools: JobTools, row: JobRow, watching: Watching): Promise<void> {
  const { remote, cancelRequested } = row.progress;
  if (remote === null) throw new Error("A running job has no task.");
  if (cancelRequested && tools.provider(row)?.cancel === undefined) return stopWatching(tools, row);
  const service = await tools.openService(row, tools.workSignal);
  if (!service) return tools.defer(missingKey(tools.provider(row), row.provider), "service", null);
  const { provider, account, context } = service;
  tools.occupySlot(tools.options.slotsOf(provider, account));
  if (cancelRequested && !watching.wasToldToStop) await tellToStop(tools, service, remote, watching);
  else await tools.pause(tools.nextPollMs);
  let state: RemoteState;
  try {
    state = await provider.poll(remote, context, (await tools.store()).frozen(row.id));
    // Looked at when it is read: it will be gone to after a restart as well.
    if (state.state === "succeeded") checkOutside(state.result.url, tools.permission(row));
    watching.unknown = 0;
  } catch (error) {
    tools.throwIfInterrupted();
    if (!(error instanceof ServiceFault)) throw error;
    return afterFault(tools, row, account, error, watching);
  }
  if (state.state !== "working") return settleTask(tools, provider.label, state);
  const { firstMs, mostMs } = provider.pollEvery;
  tools.nextPollMs = Math.max(firstMs, Math.min(mostMs, tools.nextPollMs * pollGrowth));
  if (!isNews(row.progress, state)) return;
  const { progress, note } = state;
  const message = note !== null && note !== row.progress.remoteNote ? `${provider.label}: ${note}.` : null;
  await tools.record({ type: "progressed", progress, note }, message);
}

function isNews(known: JobProgress, { progress, note }: Extract<RemoteState, { state: "working" }>): boolean {
  const isQuiet = known.waiting === null && known.problem === null && known.tries === 0;
  return !isQuiet || progress !== known.remoteProgress || note !== known.remoteNote;
}

async function settleTask(
  tools: JobTools,
  label: string,
  state: Exclude<RemoteState, { state: "working" }>,
): Promise<void> {
  const { charged } = state;
  tools.preview = null;
  if (state.state === "succeeded") {
    const { result } = state;
    const stays = result.expiresAt === null ? "" : ` It is kept there until ${result.expiresAt.slice(0, 16)}.`;
    const waits = { kind: "remote", ...result } as const;
    await tools.record({ type: "succeeded", result: waits, charged }, `The result is ready at ${label}.${stays}`);
  } else if (state.state === "failed") {
    const { problem } = state;
    await tools.record({ type: "failed-remotely", problem, charged }, problem.message);
  } else {
    await tools.record({ type: "cancelled", charged, problem: null }, `${label} canceled it.`);
  }
}

/** The task is paid for, so no fault ends it, except that the service itself knows it no more. */
async function afterFault(
  tools: JobTools,
  row: JobRow,
  account: string,
  fault: ServiceFault,
  watching: Watching,
): Promise<void> {
  watching.unknown = fault.kind === "not-found" ? watching.unknown + 1 : 0;
  if (watching.unknown >= unknownMax && account === row.account) {
    await tools.record({ type: "result-lost", problem: fault.problem }, fault.message);
    return;
  }
  await tools.deferFault(fault);
}

async function tellToStop(
  tools: JobTools,
  { provider, context }: OpenService,
  remote: RemoteTask,
  watching: Watching,
): Promise<void> {
  try {
    await provider.cancel?.(remote, context);
    watching.wasToldToStop = true;
    await tools.note(`Sent a cancel request to ${provider.label}.`);
  } catch (error) {
    tools.throwIfInterrupted();
    if (!(error instanceof ServiceFault)) throw error;
    if (error.again === "later") return tools.pause(Math.max(tools.nextPollMs, provider.pollEvery.firstMs));
    // What cannot be stopped any more is watched to its end: its result is kept.
    watching.wasToldToStop = true;
    await tools.note(`${provider.label} did not cancel it: ${error.message}`);
  }
}

/** The service cannot be told to stop, or is done: the job ends here, and what is there can be taken later. */
export async function stopWatching(tools: JobTools, row: JobRow): Promise<void> {
  const label = tools.provider(row)?.label ?? row.provider;
  const isReady = row.progress.state === "downloading";
  const isCharged = needsKey(row.provider);
  const problem: ErrorData = {
    code: "cancelled",
    message: isReady
      ? `The result is ready at ${label}${isCharged ? " and paid for" : ""}, but was not downloaded.`
      : `${label} may still finish this${isCharged ? " and charge for it" : ""}.`,
    next: "Choose Keep watching to download the result if there is one.",
  };
  await tools.record({ type: "cancelled", charged: null, problem }, problem.message);
}
