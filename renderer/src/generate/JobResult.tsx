/** Owns what a finished job leads to: its take to play, or its image to pick. */
import type { Job } from "../../../shared/generation/job.ts";
import { findPlace, isUsedAt, type StillPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { pickWords, usedWords } from "../generation/still-words.ts";
import { StoredImage } from "../media/ImageSlot.tsx";
import { pickStill } from "../state/stills.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./JobsPanel.module.css";

export function JobResult({ job }: { job: Job }) {
  const take = useEditor((state) => state.view?.takes.find((each) => each.id === job.takeId) ?? null);
  if (job.state !== "done") return null;
  if (job.place !== null && job.mediaId !== null) return <Still job={job} place={job.place} mediaId={job.mediaId} />;
  if (!take) return null;
  return (
    <div className={styles.actions}>
      <Button onClick={() => openDialog({ kind: "take", takeId: take.id })}>Play take {take.number}</Button>
    </div>
  );
}

/** What a still is for may be gone, and its candidate is kept all the same. */
function Still({ job, place, mediaId }: { job: Job; place: StillPlace; mediaId: string }) {
  const standing = useEditor((state) => {
    const project = state.view?.project;
    if (!project || findPlace(project, place) === null) return "gone";
    return isUsedAt(project, place, mediaId) ? "used" : "free";
  });
  return (
    <div className={styles.still}>
      <span className={styles.picture}>
        <StoredImage mediaId={mediaId} alt={titleOfPlace(place, job.passName)} />
      </span>
      <div className={styles.actions}>
        {standing === "used" && <span className={styles.note}>{usedWords[place.kind]}</span>}
        {standing === "gone" && (
          <span className={styles.note}>
            What it was made for is no longer in the project. The image is kept; undo brings both back together.
          </span>
        )}
        {standing === "free" && place.kind !== "element" && (
          <Button onClick={() => void pickStill(place, mediaId)}>{pickWords[place.kind]}</Button>
        )}
        {standing !== "gone" && <Button onClick={() => openDialog({ kind: "stills", place })}>Show candidates…</Button>}
      </div>
    </div>
  );
}
