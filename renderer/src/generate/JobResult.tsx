/** Owns what a finished job leads to: its take to play, or its image to use as the start frame. */
import type { Job } from "../../../shared/generation/job.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { StoredImage } from "../media/ImageSlot.tsx";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./JobsPanel.module.css";

export function JobResult({ job }: { job: Job }) {
  const take = useEditor((state) => state.view?.takes.find((each) => each.id === job.takeId) ?? null);
  if (job.state !== "done") return null;
  if (job.output === "still" && job.mediaId !== null) return <Still job={job} mediaId={job.mediaId} />;
  if (!take) return null;
  return (
    <div className={styles.actions}>
      <Button onClick={() => openDialog({ kind: "take", takeId: take.id })}>Play take {take.number}</Button>
    </div>
  );
}

function Still({ job, mediaId }: { job: Job; mediaId: string }) {
  const pass = useEditor((state) => state.view?.project.passes.find((each) => each.id === job.passId) ?? null);
  const used = pass?.startFrame === mediaId;
  const use = () => editor.apply({ type: "pass.describe", passId: job.passId, fields: { startFrame: mediaId } });
  return (
    <div className={styles.still}>
      <span className={styles.picture}>
        <StoredImage mediaId={mediaId} alt={`Start frame of ${job.passName}`} />
      </span>
      {used && <span className={styles.note}>In use as the start frame of the pass.</span>}
      {pass && !used && <Button onClick={() => void use()}>Use as start frame</Button>}
    </div>
  );
}
