/** Owns the panel beside the editor that shows every job of the project and what was spent. */
import { Tabs } from "@base-ui/react/tabs";
import { X } from "lucide-react";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { closeJobs, type JobsView, openJobs } from "../dialogs/jobs-panel.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { JobItem } from "./JobItem.tsx";
import styles from "./JobsPanel.module.css";
import { goOn } from "./job-actions.ts";
import { Spending } from "./Spending.tsx";
import { useNow } from "./use-now.ts";

const views: readonly (readonly [JobsView, string])[] = [
  ["jobs", "Jobs"],
  ["spending", "Spending"],
];

export function JobsPanel({ view }: { view: JobsView }) {
  return (
    <Tabs.Root
      render={<aside aria-label="Jobs and spending" />}
      className={styles.panel}
      value={view}
      onValueChange={(next) => openJobs(next as JobsView)}
    >
      <header className={styles.head}>
        <Tabs.List className={styles.views} aria-label="Jobs or spending">
          {views.map(([id, name]) => (
            <Tabs.Tab key={id} value={id} className={styles.view}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <IconButton label="Close jobs" shortcut={shortcutOf("jobs", isMac)} onClick={closeJobs}>
          <X size={16} />
        </IconButton>
      </header>
      <Tabs.Panel value="jobs" className={styles.shown}>
        <Jobs />
      </Tabs.Panel>
      <Tabs.Panel value="spending" className={styles.shown}>
        <Spending />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function Jobs() {
  const jobs = useGeneration((state) => state.jobs);
  const entries = useGeneration((state) => state.ledger?.entries);
  const nowMs = useNow(jobs?.some((job) => job.notBefore !== null || job.result?.kind === "remote") ?? false);
  return (
    <>
      <div className={styles.list}>
        <Moved count={jobs?.filter((job) => job.held === "moved").length ?? 0} />
        {jobs === null && <p className={styles.empty}>Loading jobs…</p>}
        {jobs?.length === 0 && (
          <p className={styles.empty}>No jobs yet. Select a pass and generate it to see its progress and cost here.</p>
        )}
        {jobs && jobs.length > 0 && (
          <ol>
            {jobs.map((job) => (
              <JobItem key={job.id} job={job} entry={entries?.find((entry) => entry.jobId === job.id)} nowMs={nowMs} />
            ))}
          </ol>
        )}
      </div>
      <footer className={styles.foot}>
        <Button kind="quiet" onClick={() => openDialog({ kind: "adopt" })}>
          Find tasks at a service…
        </Button>
      </footer>
    </>
  );
}

/** A project that was moved asks once for all of its jobs. */
function Moved({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <div role="alert" className={styles.moved}>
      <p>{`This project was moved. Continue ${count === 1 ? "1 job" : `${count} jobs`}?`}</p>
      <div className={styles.actions}>
        <Button kind="primary" onClick={goOn}>
          Continue
        </Button>
      </div>
    </div>
  );
}
