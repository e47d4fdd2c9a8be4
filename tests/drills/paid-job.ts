/** Owns a generation at a simulated service for drills: started as the window does, watched until it ends, and what was paid for it. */
import type { Core } from "../../electron/core/core.ts";
import type { Job } from "../../shared/generation/job.ts";
import type { ModelProfile, ProviderName } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import type { ServiceSimulator } from "../support/services/service-simulator.ts";

/** What calls a core, in this process or in another one. */
export type Call = Core["call"];

/** The first profile of a service that makes films. */
export function filmProfileOf(service: ProviderName): ModelProfile {
  return shippedProfiles.find(({ provider, output }) => provider === service && output === "film") as ModelProfile;
}

export async function startJob(call: Call, projectId: string): Promise<string> {
  const { project } = await call("project.get", { projectId });
  const passId = project.passes[0]?.id ?? "";
  const { amount } = await call("generation.quote", { projectId, passId });
  return (await call("generation.start", { projectId, passId, expected: amount })).jobId;
}

/** The job once `test` holds; looks again at each event. */
export async function jobWhen(call: Call, projectId: string, jobId: string, test: (job: Job) => boolean): Promise<Job> {
  let { cursor } = await call("events.after", { cursor: 0 });
  for (;;) {
    const job = (await call("jobs.list", { projectId })).find(({ id }) => id === jobId);
    if (job && test(job)) return job;
    ({ cursor } = await call("events.after", { cursor }));
  }
}

export const isOver = ({ state }: Job) => ["done", "failed", "cancelled", "unconfirmed"].includes(state);

/** What is wrong with a job that is over and must have become one paid take; empty when nothing is. */
export async function faultsOfPaid(
  call: Call,
  projectId: string,
  job: Job,
  { charges }: ServiceSimulator,
): Promise<string[]> {
  const { takes } = await call("project.get", { projectId });
  const { entries } = await call("ledger.list", { projectId });
  const faults: string[] = [];
  if (job.state !== "done") faults.push(`the job ended ${job.state}: ${job.problem?.message ?? ""}`);
  if (charges.length !== 1) faults.push(`charged ${charges.length} times`);
  if (takes.length !== 1) faults.push(`${takes.length} takes`);
  if (entries.length !== 1) faults.push(`${entries.length} entries in the ledger`);
  return faults;
}
