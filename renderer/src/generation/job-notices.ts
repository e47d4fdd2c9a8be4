/** Owns telling that a job has ended or asks something: a notice in the window, and the system's own while the window is out of sight. */
import type { Job } from "../../../shared/generation/job.ts";
import { isSamePlace, nameOfPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import { openDialog, openedDialog } from "../dialogs/dialogs.ts";
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
  else if (job.place !== null) {
    const { place } = job;
    const opened = openedDialog();
    // Where its candidates are looked at, it is seen to come.
    if (opened?.kind !== "stills" || !isSamePlace(opened.place, place)) {
      showDone(message, { label: "Show candidates", run: () => openDialog({ kind: "stills", place }) });
    }
  } else if (takeId === null) showDone(message, look);
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
  const { problem } = job;
  const passName = job.place === null || job.state === "done" ? job.passName : titleOfPlace(job.place, job.passName);
  if (job.held === "moved") {
    return {
      message: "This project was moved while jobs were in progress.",
      next: "Open the jobs to continue or cancel them.",
    };
  }
  if (job.held === "foreign") {
    const message = "This project has jobs that were not queued here. Nothing was sent.";
    return { message, next: "Open the jobs to send or discard them." };
  }
  if (job.state === "unconfirmed") {
    const message = `It is unknown whether ${serviceName(job.provider)} received ${passName}.`;
    return { message, next: "Open the jobs to send it again or abandon it." };
  }
  if (job.state === "failed") {
    return { message: `${passName} failed. ${problem?.message ?? ""}`.trim(), next: problem?.next };
  }
  if (job.place === null) return { message: `A take of ${passName} is ready.` };
  const name = nameOfPlace(job.place).toLowerCase();
  return { message: `${name.startsWith("e") ? "An" : "A"} ${name} for ${passName} is ready.` };
}
