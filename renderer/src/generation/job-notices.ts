/** Owns telling that a job has ended or asks something: a notice in the window, and the system's own while the window is out of sight. */
import type { Job } from "../../../shared/generation/job.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { openJobs } from "../dialogs/jobs-panel.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { mayNotify } from "./notification-choice.ts";
import { serviceName } from "./services.ts";

/** For each job that has just turned. */
export function tellTurn(job: Job): void {
  const { message, next } = sayTurn(job);
  const { takeId } = job;
  const look = { label: "Show jobs", run: () => openJobs("jobs") };
  if (job.state !== "done") showProblem({ message, next }, look);
  else if (takeId === null) showDone(message, look);
  else showDone(message, { label: "Play", run: () => openDialog({ kind: "take", takeId }) });
  if (document.hidden && mayNotify()) {
    const notification = new Notification(message, { ...(next ? { body: next } : {}), tag: job.id });
    notification.onclick = () => {
      window.focus();
      openJobs("jobs");
    };
  }
}

/** One sentence and, where the user must do something, a next step. */
export function sayTurn(job: Job): { readonly message: string; readonly next?: string | undefined } {
  const { passName, problem } = job;
  if (job.held === "moved") {
    return {
      message: "This project was moved while jobs were under way.",
      next: "Decide in the jobs whether they go on.",
    };
  }
  if (job.held === "foreign") {
    const message = "This project has jobs that were not queued here. Nothing is sent.";
    return { message, next: "Decide in the jobs whether they are sent." };
  }
  if (job.state === "unconfirmed") {
    const message = `Nobody knows whether ${serviceName(job.provider)} took ${passName}.`;
    return { message, next: "Decide in the jobs whether it is sent again." };
  }
  if (job.state === "failed") {
    return { message: `${passName} failed. ${problem?.message ?? ""}`.trim(), next: problem?.next };
  }
  return {
    message: job.output === "still" ? `A start frame of ${passName} is here.` : `A take of ${passName} is here.`,
  };
}
