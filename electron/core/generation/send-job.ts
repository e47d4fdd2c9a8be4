/** Owns sending a job: the one request that costs money leaves once, after it was written down that it will. */
import { open, rename, rm } from "node:fs/promises";
import { AppError, type ErrorData } from "../../../shared/errors/app-error.ts";
import { backoffMs, waitAfter } from "./backoff.ts";
import { fillCall } from "./fill-call.ts";
import type { JobRow } from "./job-store.ts";
import type { JobTools, OpenService } from "./job-tools.ts";
import type { FrozenCall, ImageBytes, JsonValue, Provider, Submitted } from "./provider.ts";
import { withResultPaths } from "./result-paths.ts";
import { ServiceFault } from "./service-fault.ts";
import type { Slots } from "./slots.ts";

/** A job that is queued or preparing: waits for a place, uploads what is needed, and sends. */
export async function sendJob(tools: JobTools, row: JobRow): Promise<void> {
  const service = await tools.openService(row, tools.workSignal);
  if (!service) return refuseWithoutKey(tools, row);
  const { provider, account, context } = service;
  const slots = tools.options.slotsOf(provider, account);
  await tools.takeSlot(slots, `${row.createdAt} ${String(row.seq).padStart(9, "0")}`);
  while (slots.restMs > 0) await tools.pause(slots.restMs);
  const store = await tools.store();
  if (row.account !== account) store.changeAccount(row.id, account);
  if (row.progress.state === "queued") await tools.record({ type: "started" }, "Preparing the request.");
  const frozen = store.frozen(row.id);
  if (!isOwnCall(provider, frozen, row.id)) return refuseStrangeCall(tools, provider);
  let body: JsonValue;
  try {
    body = await prepareBody(tools, service, frozen);
    context.signal.throwIfAborted();
  } catch (error) {
    tools.throwIfInterrupted();
    return afterPreparing(tools, slots, provider, error);
  }
  const sending = await tools.openService(row, tools.options.stopSending);
  if (!sending || sending.account !== account) return; // The key was changed just now: begin again with the new one.
  tools.options.stop.throwIfAborted();
  const at = tools.options.queue.clock.now();
  await tools.record({ type: "sent", at }, `Sending to ${provider.label}.`);
  let submitted: Submitted;
  try {
    submitted = await provider.submit(frozen, body, sending.context);
  } catch (error) {
    return afterSending(tools, slots, provider, error);
  }
  await accept(tools, provider, frozen, submitted);
}

/** The body as it leaves: every place filled, with values made before where they were kept. */
export async function prepareBody(
  tools: JobTools,
  { provider, context }: OpenService,
  frozen: FrozenCall,
): Promise<JsonValue> {
  const store = await tools.store();
  const kept = store.prepared(tools.jobId);
  if (kept.isWhole) return fillCall(frozen.call.body, kept.values);
  const made = await provider.prepare(frozen, context);
  // What was sent before stays as it was: the service may be asked about it word by word.
  const values = new Map([...made, ...kept.values]);
  store.savePrepared(tools.jobId, values);
  return fillCall(frozen.call.body, values);
}

/** Whether a frozen request goes where this adapter's own would: nothing else is ever sent. */
export function isOwnCall(provider: Provider, { profile, pass, call }: FrozenCall, jobId: string): boolean {
  const own = provider.compile(profile, pass, jobId);
  return own.method === call.method && own.path === call.path;
}

async function refuseStrangeCall(tools: JobTools, { label }: Provider): Promise<void> {
  const problem: ErrorData = {
    code: "service.invalid",
    message: `This version of Shotline does not send this request to ${label}. Nothing was sent.`,
    next: "Generate again.",
  };
  await tools.record({ type: "refused", problem }, problem.message);
}

async function refuseWithoutKey(tools: JobTools, row: JobRow): Promise<void> {
  const problem = missingKey(tools.provider(row), row.provider);
  await tools.record({ type: "refused", problem }, `${problem.message} Nothing was sent.`);
}

export function missingKey(provider: Provider | null, name: string): ErrorData {
  const message = `There is no API key for ${provider?.label ?? name}.`;
  return { code: "service.key-missing", message, next: "Add it in Settings → Services, then try again." };
}

/** Nothing has been sent yet: what can help is tried again, the rest is refused. */
async function afterPreparing(tools: JobTools, slots: Slots, provider: Provider, error: unknown): Promise<void> {
  if (error instanceof ServiceFault) {
    // There is no task yet that the service could fail to know.
    const isAbsent = error.kind === "not-found";
    const fault = isAbsent ? new ServiceFault("absent", provider.label, { detail: error.detail, cause: error }) : error;
    return notTaken(tools, slots, fault);
  }
  if (!(error instanceof AppError)) throw error;
  await tools.record({ type: "refused", problem: error.toData() }, error.message);
}

async function afterSending(tools: JobTools, slots: Slots, provider: Provider, error: unknown): Promise<void> {
  // The work here ends: whether a task was made is asked at the next start.
  tools.options.stopSending.throwIfAborted();
  if (error instanceof ServiceFault && error.reached === "no") return notTaken(tools, slots, error);
  const problem = error instanceof ServiceFault ? error.problem : tools.problemOf(error);
  const message = `It is unknown whether ${provider.label} received the request. ${problem.message}`;
  await tools.record({ type: "answer-lost", problem }, message);
}

/** A definite no, for now or for good. */
async function notTaken(tools: JobTools, slots: Slots, fault: ServiceFault): Promise<void> {
  if (fault.again === "never") {
    await tools.record({ type: "refused", problem: fault.problem }, fault.message);
    return;
  }
  if (fault.kind === "slots") slots.refused();
  if (fault.kind === "rate") slots.restFor(waitAfter(fault.againAfterMs, 0, tools.random));
  await tools.deferFault(fault);
}

async function accept(tools: JobTools, provider: Provider, frozen: FrozenCall, submitted: Submitted): Promise<void> {
  if ("task" in submitted) {
    const remote = withResultPaths(submitted.task, frozen.profile);
    await tools.record({ type: "accepted", remote }, `${provider.label} accepted it.`);
    tools.nextPollMs = provider.pollEvery.firstMs;
    return;
  }
  await keepImage(tools, submitted.image);
  const { charged } = submitted;
  await tools.record({ type: "succeeded", result: { kind: "kept" }, charged }, `${provider.label} answered.`);
}

/** Where the image of a service that answers at once is kept until it is stored. */
export const answeredEnding = ".answer";

/** Keeps the answer on the disk, trying until there is room: it is paid for, and it is nowhere else. */
async function keepImage(tools: JobTools, image: ImageBytes): Promise<void> {
  const { queue, stopSending } = tools.options;
  for (let tries = 0; ; tries += 1) {
    try {
      const { path } = await tools.cacheFile(answeredEnding);
      // Made anew, so that nothing that stands there is written through.
      await rm(`${path}.part`, { force: true });
      const file = await open(`${path}.part`, "wx");
      try {
        await file.writeFile(image.bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.part`, path);
      return;
    } catch (error) {
      queue.log({ level: "error", message: "A paid image could not be written yet.", error });
      await queue.clock.sleep(backoffMs(tries, tools.random), stopSending);
    }
  }
}
