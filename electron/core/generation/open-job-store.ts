/** Owns opening the jobs of a project as this installation sees them. */
import { JobSeal } from "./job-seal.ts";
import { JobStore } from "./job-store.ts";
import type { QueueOptions } from "./queue-options.ts";

/** Throws when the project is gone. */
export async function openJobStore(
  { database, folder, clock, signer }: Pick<QueueOptions, "database" | "folder" | "clock" | "signer">,
  projectId: string,
): Promise<JobStore> {
  const seal = new JobSeal(signer, await folder(projectId));
  return new JobStore(await database(projectId), () => clock.now(), seal);
}
