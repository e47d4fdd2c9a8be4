/** Owns asking the core to do something about a job; what it then says comes by its events. */
import type { Job } from "../../../shared/generation/job.ts";
import type { InputOf } from "../../../shared/rpc/contract.ts";
import { editor } from "../state/use-editor.ts";

interface Requests {
  "jobs.cancel": Record<never, never>;
  "jobs.decide": Pick<InputOf<"jobs.decide">, "decision">;
  "jobs.wake": Record<never, never>;
}

/** A refusal becomes a notice. */
export function askJob<Name extends keyof Requests>(job: Job, name: Name, more: Requests[Name]): void {
  const { projectId } = editor.get();
  if (projectId === null) return;
  const input = name === "jobs.wake" ? {} : { projectId, jobId: job.id, ...more };
  editor.client.call(name, input as InputOf<Name>).catch((error: unknown) => editor.report(error));
}

/** Lets all jobs of the open project go on that were queued before it was moved. */
export function goOn(): void {
  const { projectId } = editor.get();
  if (projectId === null) return;
  editor.client.call("jobs.goOn", { projectId }).catch((error: unknown) => editor.report(error));
}
