/** Owns bringing a result home: downloaded whole, stored with its job and its price in one transaction, and never thrown away. */
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { AppError, type ErrorData } from "../../../shared/errors/app-error.ts";
import { IllegalMove } from "../../../shared/generation/advance.ts";
import { downloadFile, ResultGone, sidecarOf } from "./download.ts";
import type { JobRow, JobStore } from "./job-store.ts";
import type { JobTools } from "./job-tools.ts";
import { answeredEnding } from "./send-job.ts";
import { ServiceFault } from "./service-fault.ts";
import { stopWatching } from "./watch-job.ts";

/** Waits between questions for a new address, when the one that was given is refused; after the last it is lost. */
const newAddressAfterMs = [0, 5000, 30_000, 120_000];
/** A page instead of a film this often in a row: the address itself may be what is wrong. */
const wrongContentMax = 3;
const reportEveryMs = 300;

/** What one run of a job has tried so far. */
export class Fetching {
  gone = 0;
  wrongContent = 0;
  unreadable = 0;
}

export async function fetchResult(tools: JobTools, row: JobRow, fetching: Fetching): Promise<void> {
  tools.releaseSlot();
  const { result, remote, cancelRequested } = row.progress;
  if (result === null) throw new Error("A downloading job has no result.");
  if (cancelRequested && remote !== null) return stopWatching(tools, row);
  const isHere = result.kind === "kept";
  const { path: file } = await tools.cacheFile(isHere ? answeredEnding : ".part");
  if (isHere && !existsSync(file)) {
    const message = "The result was deleted from the project's cache before it was saved.";
    return loseResult(tools, { code: "result.expired", message, next: "Generate it again." });
  }
  if (result.kind === "remote") {
    const isWhole = await bring(tools, row, result.url, file, fetching);
    if (!isWhole) return;
  }
  const { storing } = tools.options;
  await storing.take(row.updatedAt, tools.workSignal);
  try {
    await storeResult(tools, row, file, isHere, fetching);
  } finally {
    storing.release();
  }
}

/** False when the step is to be begun again, later or with another address. */
async function bring(tools: JobTools, row: JobRow, url: string, file: string, fetching: Fetching): Promise<boolean> {
  const { clock } = tools.options.queue;
  const provider = tools.provider(row);
  const label = provider?.label ?? row.provider;
  let toldAt = 0;
  try {
    if (row.progress.tries === 0) await tools.note("Downloading the result.");
    await downloadFile({
      ...{ url, file, permission: tools.permission(row), signal: tools.workSignal },
      ...(provider?.resultBytesMax === undefined ? {} : { bytesMax: provider.resultBytesMax }),
      onProgress(bytes, totalBytes) {
        tools.download = { bytes, totalBytes };
        if (clock.now() - toldAt < reportEveryMs) return;
        toldAt = clock.now();
        tools.changed();
      },
    });
    fetching.wrongContent = 0;
    return true;
  } catch (error) {
    tools.throwIfInterrupted();
    if (error instanceof ResultGone) await askForAddress(tools, label, fetching);
    else if (!(error instanceof ServiceFault)) await tools.defer(tools.problemOf(error), "service", null);
    else {
      fetching.wrongContent = error.kind === "unclear" ? fetching.wrongContent + 1 : 0;
      await tools.deferFault(error);
      if (fetching.wrongContent >= wrongContentMax && row.progress.remote !== null) {
        fetching.wrongContent = 0;
        await tools.record({ type: "result-expired" }, `Requesting a new download address from ${label}.`);
      }
    }
    return false;
  } finally {
    tools.download = null;
  }
}

async function askForAddress(tools: JobTools, label: string, fetching: Fetching): Promise<void> {
  const waitMs = newAddressAfterMs[fetching.gone];
  fetching.gone += 1;
  const { remote } = (await tools.row()).progress;
  if (waitMs === undefined || remote === null) {
    return loseResult(tools, {
      code: "result.expired",
      message: `${label} no longer provides this result.`,
      next: `Look for it in your ${label} account and import it as a take, or choose Keep watching to check again.`,
    });
  }
  await tools.pause(waitMs);
  await tools.record({ type: "result-expired" }, `The download address expired; requesting a new one from ${label}.`);
  tools.nextPollMs = 0;
}

async function loseResult(tools: JobTools, problem: ErrorData): Promise<void> {
  await tools.record({ type: "result-lost", problem }, problem.message);
}

async function storeResult(
  tools: JobTools,
  row: JobRow,
  file: string,
  isHere: boolean,
  fetching: Fetching,
): Promise<void> {
  const { queue, projectId } = tools.options;
  const store = await tools.store();
  const job = { ...row, frozen: store.frozen(row.id) };
  try {
    await queue.store(job, projectId, file, tools.workSignal, (made) => {
      store.advance(row.id, { type: "stored", ...made }, "Saved in the project.");
    });
  } catch (error) {
    tools.throwIfInterrupted();
    if (error instanceof IllegalMove || isStored(store, row.id)) throw error;
    if (error instanceof AppError && isUnreadable(error)) return afterUnreadable(tools, file, isHere, error, fetching);
    return tools.defer(tools.problemOf(error), "service", null);
  }
  tools.changed();
  await rm(file, { force: true });
  await rm(sidecarOf(file), { force: true });
}

/** What follows after the transaction may fail without undoing it. */
function isStored(store: JobStore, jobId: string): boolean {
  return store.require(jobId).progress.state === "done";
}

function isUnreadable({ code }: AppError): boolean {
  return code === "result.unreadable" || code === "film.unreadable" || code === "ffmpeg.failed";
}

/** Damage on the way is undone by downloading once more; what is still no film then is kept for a closer look. */
async function afterUnreadable(tools: JobTools, file: string, isHere: boolean, error: AppError, fetching: Fetching) {
  fetching.unreadable += 1;
  if (!isHere && fetching.unreadable === 1) {
    await rm(file, { force: true });
    await rm(sidecarOf(file), { force: true });
    return tools.defer(error.toData(), "service", 0);
  }
  const kept = await tools.cacheFile(".rescued");
  await rename(file, kept.path);
  await loseResult(tools, {
    code: "result.unreadable",
    message: error.message,
    next: `The downloaded file was kept as ${kept.inProject} in the project folder.`,
  });
}
