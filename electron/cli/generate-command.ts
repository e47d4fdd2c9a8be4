/** The command that makes takes: animatics on this computer, and generations at services, with the price first. */
import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import { AppError, type ErrorCode, type ErrorData } from "../../shared/errors/app-error.ts";
import { endedStates, type Job, type JobState } from "../../shared/generation/job.ts";
import { amountOf, formatMoney, sumMoney } from "../../shared/generation/price.ts";
import type { Retake } from "../../shared/generation/retake.ts";
import type { Money } from "../../shared/models/profile.ts";
import { labelOf, profileOf } from "../../shared/models/profiles.ts";
import type { Pass } from "../../shared/project/model.ts";
import type { ProjectView } from "../../shared/rpc/projects-contract.ts";
import { isTemporary } from "./exit-code.ts";
import { describeFile } from "./made-file.ts";
import { chooseRetake, type RetakeOptions } from "./retake-options.ts";
import { errorFrom, type Session } from "./session.ts";

interface GenerateOptions extends RetakeOptions {
  readonly pass?: number;
  readonly profile?: string;
  readonly yes?: boolean;
  readonly maxCost?: number;
  readonly unconfirmed?: "resend" | "give-up";
}

interface Wanted {
  readonly pass: Pass;
  readonly profile: string;
  /** Null for the whole pass. */
  readonly retake: Retake | null;
}

interface Outcome {
  readonly pass: string;
  readonly take?: object;
  readonly line?: string;
  readonly error?: ErrorData;
}

/** How often the jobs are looked at; another process may be the one that runs them. */
const lookEveryMs = 250;

export async function generatePasses(
  session: Session,
  folder: string,
  options: GenerateOptions,
): Promise<boolean | ErrorCode> {
  const { projectId, view } = await session.openProject(folder);
  const retake = await chooseRetake(session, projectId, view, options);
  const wanted = choosePasses(view.project.passes, options.pass).map((pass): Wanted => {
    const profile = options.profile ?? pass.profile;
    if (!profileOf(profile)) {
      throw new AppError("profile.unknown", `There is no model named ${profile}.`, {
        next: "Run shotline models for the list.",
      });
    }
    return { pass, profile, retake };
  });
  const drawn = wanted.filter(({ profile }) => profile === "animatic");
  const sent = wanted.filter(({ profile }) => profile !== "animatic");
  const share = drawn.length / wanted.length;
  // Services first: they work while the animatics are drawn.
  const jobIds = await startJobs(session, projectId, sent, options);
  const outcomes = await drawAnimatics(session, projectId, drawn, share);
  outcomes.push(...(await finishJobs(session, projectId, jobIds, share)));
  const takes = outcomes.flatMap(({ take }) => take ?? []);
  const failed = outcomes.flatMap(({ pass, error }) => (error ? [{ pass, error }] : []));
  const [first] = failed;
  if (first && takes.length === 0) throw errorFrom(first.error);
  const lines = outcomes.map(
    ({ pass, line, error }) => line ?? `${pass}: ${error?.message} ${error?.next ?? ""}`.trim(),
  );
  session.terminal.result({ takes, ...(first ? { failed } : {}) }, lines.join("\n"));
  // What can be made later decides only when nothing else failed.
  return first === undefined || (failed.find(({ error }) => !isTemporary(error.code)) ?? first).error.code;
}

/** Throws not-found. */
export function choosePasses(passes: readonly Pass[], number: number | undefined): readonly Pass[] {
  if (number === undefined) return passes;
  const pass = passes[number - 1];
  if (pass) return [pass];
  const message = `There is no pass ${number} in this project.`;
  throw new AppError("not-found", message, {
    next: `Name a pass from 1 to ${passes.length}, or leave out --pass for all.`,
  });
}

async function drawAnimatics(session: Session, projectId: string, wanted: readonly Wanted[], share: number) {
  const outcomes: Outcome[] = [];
  for (const [index, { pass }] of wanted.entries()) {
    session.signal.throwIfAborted();
    const started = await session.core.call("animatic.render", { projectId, passId: pass.id, burnIn: false });
    const range = [(index / wanted.length) * share, ((index + 1) / wanted.length) * share] as const;
    const { takeId, frames, files = [] } = await session.finish(started, range);
    const name = `${pass.scene} ${pass.name}`;
    const film = files.find((file) => file.durationSeconds !== undefined);
    const take = { pass: name, passId: pass.id, takeId, profile: "animatic", frames, file: film?.path, files };
    outcomes.push({ pass: name, take, line: `${name}: ${frames} frames, ${film ? describeFile(film) : ""}` });
  }
  return outcomes;
}

/** Goes on with jobs that are under way, and starts the others once their price is confirmed. */
async function startJobs(session: Session, projectId: string, wanted: readonly Wanted[], options: GenerateOptions) {
  const { core } = session;
  const jobs = wanted.length === 0 ? [] : await core.call("jobs.list", { projectId });
  await goOnIfMoved(session, projectId, jobs, options);
  const jobIds: string[] = [];
  const fresh: Wanted[] = [];
  const foreign = jobs.filter((job) => job.held === "foreign");
  if (foreign.length > 0) {
    session.terminal.say(
      `${countJobs(foreign.length)} in this project were not queued on this installation. They will not be sent; open the project to discard them.`,
    );
  }
  for (const each of wanted) {
    const underWay = jobs.filter((job) => isPartOf(job, each) && !endedStates.includes(job.state));
    if (underWay.length === 0) fresh.push(each);
    for (const job of underWay) {
      session.terminal.say(`${job.passName} is already in progress at ${job.profile}; continuing it.`);
      if (job.state === "unconfirmed" && options.unconfirmed) {
        await core.call("jobs.decide", { projectId, jobId: job.id, decision: options.unconfirmed });
      }
      jobIds.push(job.id);
    }
  }
  const priced: (Wanted & { readonly amount: Money | null })[] = [];
  for (const each of fresh) {
    const { amount } = await core.call("generation.quote", { projectId, ...asRequest(each) });
    priced.push({ ...each, amount });
  }
  if (priced.length > 0)
    await confirmSpending(
      session,
      priced.map(({ amount }) => amount),
      options,
    );
  for (const { amount, ...each } of priced) {
    const request = { projectId, ...asRequest(each), expected: amount };
    jobIds.push(...(await core.call("generation.start", request)).jobIds);
  }
  if (jobIds.length > 0) await core.call("jobs.wake", { projectId });
  return jobIds;
}

function asRequest({ pass, profile, retake }: Wanted) {
  return { passId: pass.id, profile, ...(retake ? { retake } : {}) };
}

/** Whether a job is what is wanted, or one of the shots of it where the model makes one at a time. */
function isPartOf(job: Job, { pass, profile, retake }: Wanted): boolean {
  if (job.passId !== pass.id || job.profile !== profile || job.held === "foreign") return false;
  if (job.retake === null) return retake === null;
  const isAlone = profileOf(profile)?.limits.shotsMax === 1;
  if (isAlone) return retake === null || job.retake.shotIds.every((id) => retake.shotIds.includes(id));
  return retake !== null && [...job.retake.shotIds].sort().join() === [...retake.shotIds].sort().join();
}

/** A project that was moved asks once whether its jobs go on; they are paid for, or were confirmed. */
async function goOnIfMoved(session: Session, projectId: string, jobs: readonly Job[], { yes }: GenerateOptions) {
  const moved = jobs.filter((job) => job.held === "moved");
  if (moved.length === 0) return;
  const message = `This project was moved, so ${countJobs(moved.length)} paused.`;
  const refusal = new AppError("job.wrong-state", message, { next: "Add --yes to continue." });
  if (!yes) await ask(session, `This project was moved. Continue ${countJobs(moved.length)}?`, refusal);
  await session.core.call("jobs.goOn", { projectId });
}

function countJobs(count: number): string {
  return count === 1 ? "1 job" : `${count} jobs`;
}

/** Throws `refusal` unless somebody is there and says yes. */
async function ask(session: Session, question: string, refusal: AppError): Promise<void> {
  if (!process.stdin.isTTY || !session.terminal.isWatched) throw refusal;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${question} [y/N] `, { signal: session.signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw refusal;
  } finally {
    asking.close();
  }
}

async function confirmSpending(session: Session, amounts: readonly (Money | null)[], options: GenerateOptions) {
  const known = sumMoney(amounts.flatMap((amount) => amount ?? []));
  const unknown = amounts.some((amount) => amount === null);
  const price = [...known.map(formatMoney), ...(unknown ? ["an unknown amount"] : [])].join(" and ");
  const { maxCost } = options;
  if (maxCost !== undefined && (unknown || known.some((amount) => amountOf(amount) > maxCost))) {
    const next = "Raise --max-cost, or generate less.";
    throw new AppError("spend.cap", `This would cost ${price}, more than the ${maxCost} that --max-cost allows.`, {
      next,
    });
  }
  if (options.yes || (known.length === 0 && !unknown)) return;
  const next = "Add --yes to confirm.";
  const refusal = new AppError("spend.unconfirmed", `This costs ${price}; nothing was sent.`, { next });
  await ask(session, `Generate for ${price}?`, refusal);
}

/** Waits until every job has ended or asks for the user. */
async function finishJobs(
  session: Session,
  projectId: string,
  jobIds: readonly string[],
  from: number,
): Promise<Outcome[]> {
  for (;;) {
    const all = jobIds.length === 0 ? [] : await session.core.call("jobs.list", { projectId });
    const jobs = jobIds.flatMap((id) => all.find((job) => job.id === id) ?? []);
    const waiting = jobs.filter((job) => !endedStates.includes(job.state) && job.state !== "unconfirmed");
    const [first] = waiting;
    if (!first) {
      const view = await session.core.call("project.get", { projectId });
      return jobs.map((job) => outcomeOf(job, view));
    }
    const done = jobs.reduce((sum, job) => sum + shareOf(job), 0) / jobs.length;
    session.terminal.progress(from + done * (1 - from), `${first.passName}: ${describe(first)}`);
    await setTimeout(lookEveryMs, null, { signal: session.signal }).catch(() => {
      const next = "Run the command again, or open the project, to continue; nothing is charged twice.";
      throw new AppError("cancelled", "Stopped waiting. Requests that were sent continue at the service.", { next });
    });
  }
}

function outcomeOf(job: Job, view: ProjectView): Outcome {
  const { passName: pass, passId, profile, takeId, mediaId, id: jobId, charged, estimate } = job;
  if (job.state !== "done") {
    const cancelled: ErrorData = { code: "cancelled", message: "The job was canceled." };
    const givenUp = job.state === "cancelled" && job.problem?.code === "job.unconfirmed";
    if (givenUp) {
      const message = `The job was abandoned. It is unknown whether ${labelOf(profile)} charged for it.`;
      return { pass, error: { code: "cancelled", message, next: "Check the task list at the service." } };
    }
    const error = job.problem ?? cancelled;
    if (job.state !== "unconfirmed") return { pass, error };
    const next = "Check the service, then add --unconfirmed resend or --unconfirmed give-up.";
    const message = `${labelOf(profile)} can't confirm whether it received the request.`;
    return { pass, error: { code: "job.unconfirmed", message, next } };
  }
  const media = view.media.find((each) => each.id === mediaId);
  const take = view.takes.find((each) => each.id === takeId);
  const cost = charged ?? estimate;
  const shared = { pass, passId, profile, jobId, cost: cost && { ...cost, amount: amountOf(cost) }, mediaId };
  const paid = cost === null ? "" : `, ${charged ? "" : "about "}${formatMoney(cost)}`;
  if (!take)
    return { pass, take: { ...shared, takeId: null }, line: `${pass}: a start frame, ${media?.name ?? ""}${paid}` };
  const frames = { takeId, number: take.number, frames: take.frames };
  return { pass, take: { ...shared, ...frames }, line: `${pass}: take ${take.number}, ${take.frames} frames${paid}` };
}

const words: Record<JobState, string> = {
  queued: "queued",
  preparing: "uploading images",
  submitting: "sending",
  checking: "checking whether the request arrived",
  unconfirmed: "needs a decision",
  running: "in progress",
  downloading: "downloading",
  done: "done",
  failed: "failed",
  cancelled: "canceled",
};

function describe({ state, waiting, remoteNote, problem }: Job): string {
  if (waiting !== null && problem) return `${problem.message} ${problem.next ?? ""}`.trim();
  return remoteNote ?? words[state];
}

/** How far a job is, for the bar: most of the time is spent at the service. */
function shareOf({ state, remoteProgress }: Job): number {
  if (endedStates.includes(state)) return 1;
  if (state === "downloading") return 0.9;
  return state === "running" ? 0.1 + 0.8 * (remoteProgress ?? 0.3) : 0.05;
}
