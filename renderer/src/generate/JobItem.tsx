/** Owns one job in the panel: what it makes, how it stands, what went wrong, and what can be done about it. */
import { Menu } from "@base-ui/react/menu";
import { Progress } from "@base-ui/react/progress";
import { Ellipsis } from "lucide-react";
import { memo, useState } from "react";
import type { Job, LedgerEntry } from "../../../shared/generation/job.ts";
import { formatMoney } from "../../../shared/generation/price.ts";
import { labelOf } from "../../../shared/models/profiles.ts";
import type { Project } from "../../../shared/project/model.ts";
import { findPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { closeJobs } from "../dialogs/jobs-panel.ts";
import { serviceName } from "../generation/services.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import panelStyles from "../ui/Panel.module.css";
import { JobPreview } from "./JobPreview.tsx";
import { JobResult } from "./JobResult.tsx";
import styles from "./JobsPanel.module.css";
import { askJob } from "./job-actions.ts";
import { describeCancel, describeCost, describeExpiry, describeJob, isEnded } from "./job-words.ts";
import { RetryButton } from "./RetryButton.tsx";

interface JobItemProps {
  readonly job: Job;
  readonly entry: LedgerEntry | undefined;
  readonly nowMs: number;
}

export const JobItem = memo(function JobItem({ job, entry, nowMs }: JobItemProps) {
  const { state, tone, progress } = describeJob(job, nowMs);
  const expiry = describeExpiry(job, nowMs);
  const [asking, setAsking] = useState(false);
  const cancel = job.cancelRequested ? null : describeCancel(job);
  const inProject = useEditor((whole) => whole.view !== null && isInProject(whole.view.project, job));
  const name = job.place === null ? job.passName : titleOfPlace(job.place, job.passName);
  return (
    <li className={styles.job} aria-label={`${name}: ${state}`}>
      <div className={styles.line}>
        {inProject ? (
          <button type="button" className={styles.pass} title={`Show ${job.passName}`} onClick={() => show(job)}>
            {name}
          </button>
        ) : (
          <span className={styles.pass} title="What it was made for is no longer in the project.">
            {name}
          </span>
        )}
        <time className={styles.when} dateTime={job.createdAt}>
          {sayWhen(job.createdAt)}
        </time>
        <JobMenu job={job} inProject={inProject} />
      </div>
      <div className={styles.line}>
        <span className={styles.model}>{labelOf(job.profile)}</span>
        <span className={styles.cost}>{describeCost(job, entry)}</span>
      </div>
      <div className={styles.line}>
        <p className={joinClasses(styles.state, styles[tone])}>
          <span className={styles.dot} />
          {state}
        </p>
        {cancel && !asking && (
          <Button
            kind="quiet"
            className={styles.cancel}
            title={cancel.means}
            onClick={() => (cancel.atOnce ? askJob(job, "jobs.cancel", {}) : setAsking(true))}
          >
            Cancel
          </Button>
        )}
      </div>
      {progress !== undefined && (
        <Progress.Root value={progress === null ? null : Math.round(progress * 100)} aria-label={`${name}, ${state}`}>
          <Progress.Track className={styles.track}>
            <Progress.Indicator className={styles.indicator} />
          </Progress.Track>
        </Progress.Root>
      )}
      {job.preview !== null && !isEnded(job) && <JobPreview job={job} number={job.preview} name={name} />}
      {expiry && <p className={expiry.urgent ? styles.urgent : styles.note}>{expiry.message}</p>}
      {job.held !== null && <Held job={job} inProject={inProject} />}
      {job.state === "unconfirmed" && job.held === null && <Decision job={job} />}
      {job.problem && job.held === null && job.state !== "done" && job.state !== "unconfirmed" && (
        <p className={job.state === "failed" ? styles.problem : styles.note}>
          {job.problem.message} {job.problem.next && <span className={styles.next}>{job.problem.next}</span>}
        </p>
      )}
      <JobResult job={job} />
      {cancel && asking && (
        <div className={styles.decision}>
          <p>{cancel.means}</p>
          <div className={styles.actions}>
            <Button
              onClick={() => {
                setAsking(false);
                askJob(job, "jobs.cancel", {});
              }}
            >
              Cancel job
            </Button>
            <Button onClick={() => setAsking(false)}>Keep running</Button>
          </div>
        </div>
      )}
      <Actions job={job} />
    </li>
  );
});

/** What this installation did not queue here, nobody sends but the user. */
function Held({ job, inProject }: { job: Job; inProject: boolean }) {
  const service = serviceName(job.provider);
  return (
    <div className={styles.decision}>
      <p>
        {job.held === "moved"
          ? "It was queued before this project was moved."
          : `It was not queued here: it came with the project folder or was changed in it. Nothing is sent to ${service} unless you send it from the current plan.`}
      </p>
      <div className={styles.actions}>
        {job.held === "foreign" && inProject && <RetryButton job={job} />}
        {job.held === "foreign" && inProject && (
          <Button onClick={() => openDialog({ kind: "job", jobId: job.id, page: "request" })}>Show request…</Button>
        )}
        <Button onClick={() => askJob(job, "jobs.cancel", {})}>Discard</Button>
      </div>
    </div>
  );
}

/** Nobody but the user can say whether paying twice is worse than not having the film. */
function Decision({ job }: { job: Job }) {
  const service = serviceName(job.provider);
  return (
    <div className={styles.decision}>
      <p>
        The request was sent, but no answer came, and {service} can’t look it up. If it arrived, it is generated and
        charged there: check your {service} account. Sending again may charge you twice.
      </p>
      <div className={styles.actions}>
        <Button onClick={() => askJob(job, "jobs.decide", { decision: "resend" })}>
          {job.estimate === null ? "Send again" : `Send again for ${formatMoney(job.estimate)}`}
        </Button>
        <Button onClick={() => askJob(job, "jobs.decide", { decision: "give-up" })}>Abandon</Button>
      </div>
    </div>
  );
}

function Actions({ job }: { job: Job }) {
  if (job.held !== null) return null;
  const buttons = [
    job.waiting !== null && !isEnded(job) && (
      <Button key="wake" onClick={() => askJob(job, "jobs.wake", {})}>
        Try now
      </Button>
    ),
    job.state === "cancelled" && job.remote !== null && (
      <Button
        key="watch"
        title={`${serviceName(job.provider)} may have finished it anyway.`}
        onClick={() => askJob(job, "jobs.decide", { decision: "watch" })}
      >
        Keep watching
      </Button>
    ),
    (job.state === "failed" || job.state === "cancelled") && <RetryButton key="retry" job={job} />,
  ].filter(Boolean);
  return buttons.length === 0 ? null : <div className={styles.actions}>{buttons}</div>;
}

function JobMenu({ job, inProject }: { job: Job; inProject: boolean }) {
  return (
    <Menu.Root>
      <Menu.Trigger className={panelStyles.more} aria-label={`More for ${job.passName}`}>
        <Ellipsis size={16} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} sideOffset={2} align="end">
          <Menu.Popup className={menuStyles.popup}>
            <Menu.Item
              className={menuStyles.item}
              onClick={() => openDialog({ kind: "job", jobId: job.id, page: "request" })}
            >
              Show request…
            </Menu.Item>
            <Menu.Item
              className={menuStyles.item}
              onClick={() => openDialog({ kind: "job", jobId: job.id, page: "log" })}
            >
              Show log…
            </Menu.Item>
            {inProject && (
              <Menu.Item className={menuStyles.item} onClick={() => show(job)}>
                {job.place === null ? "Show pass" : "Show candidates…"}
              </Menu.Item>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function isInProject(project: Project, { place, passId }: Job): boolean {
  return place === null ? project.passes.some(({ id }) => id === passId) : findPlace(project, place) !== null;
}

/** Its pass, in the inspector, which the jobs cover in a narrow window; or its candidates. */
function show(job: Job): void {
  if (job.place !== null) openDialog({ kind: "stills", place: job.place });
  else {
    editor.select({ passId: job.passId, shotId: null });
    if (window.matchMedia("(max-width: 1599px)").matches) closeJobs();
  }
}

/** The time for today, else the day. */
function sayWhen(iso: string): string {
  const date = new Date(iso);
  if (date.getTime() >= new Date().setHours(0, 0, 0, 0)) {
    return date.toLocaleTimeString("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }
  return date.toLocaleDateString("en-US", { day: "numeric", month: "short" });
}
