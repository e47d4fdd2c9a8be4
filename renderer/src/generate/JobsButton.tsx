/** Owns the sign in the title bar for jobs: how many are in progress, and whether one needs the user. */
import { Layers } from "lucide-react";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { toggleJobs, useJobsPanel } from "../dialogs/jobs-panel.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./JobsButton.module.css";
import { isEnded } from "./job-words.ts";

export function JobsButton() {
  const open = useJobsPanel() !== null;
  const live = useGeneration((state) => state.jobs?.filter((job) => !isEnded(job)).length ?? 0);
  const asking = useGeneration(
    (state) => state.jobs?.some((job) => job.state === "unconfirmed" || job.held !== null) ?? false,
  );
  const shortcut = shortcutOf("jobs", isMac);
  return (
    <Button
      className={styles.button}
      aria-expanded={open}
      title={asking ? "A job needs your decision" : `Jobs and spending${shortcut ? ` (${shortcut})` : ""}`}
      icon={<Layers size={14} />}
      onClick={toggleJobs}
    >
      Jobs
      {live > 0 && (
        <span className={styles.count} data-asking={asking || undefined}>
          <span className={styles.hidden}>, </span>
          {live}
          <span className={styles.hidden}> in progress</span>
        </span>
      )}
    </Button>
  );
}
