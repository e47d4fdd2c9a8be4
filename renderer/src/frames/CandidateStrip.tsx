/** Owns the row of candidates below the large one: those that are there, those under way, and adding a file. */
import { CircleCheck, ImagePlus, LoaderCircle, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useId } from "react";
import type { Job } from "../../../shared/generation/job.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Still } from "../../../shared/project/still.ts";
import { isUsedAt, type StillPlace } from "../../../shared/project/still-place.ts";
import { openJobs } from "../dialogs/jobs-panel.ts";
import { BlockingSign } from "../generation/BlockingMark.tsx";
import { imageTypes, StoredImage } from "../media/ImageSlot.tsx";
import { useEditor } from "../state/use-editor.ts";
import { useBlockingChanges } from "../state/use-kept-blockings.ts";
import styles from "./Stills.module.css";
import { sayOrigin, sayView } from "./still-words.ts";

interface CandidateStripProps {
  readonly project: Project;
  readonly place: StillPlace;
  readonly stills: readonly Still[];
  readonly jobs: readonly Job[];
  readonly shownId: string | null;
  readonly onChoose: (id: string) => void;
  readonly onFile: (file: File | undefined) => void;
  readonly onClose: () => void;
}

export function CandidateStrip(props: CandidateStripProps) {
  const { project, place, stills, jobs, shownId, onChoose, onFile, onClose } = props;
  const takes = useEditor((state) => state.view?.takes ?? null);
  const fileId = useId();
  return (
    <ul className={styles.strip} aria-label="Candidates" onKeyDown={moveFocus}>
      <li>
        <label htmlFor={fileId} className={styles.add} title="Add an image: choose, drop or paste a file">
          <input
            id={fileId}
            type="file"
            accept={imageTypes}
            className={styles.file}
            aria-label="Add an image"
            onChange={(event) => {
              onFile(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
          <ImagePlus size={18} />
        </label>
      </li>
      {jobs.map((job) => (
        <li key={job.id}>
          <button
            type="button"
            className={styles.job}
            data-state={job.state}
            title={job.problem?.message ?? "Show the jobs"}
            onClick={() => {
              openJobs("jobs");
              onClose();
            }}
          >
            {needsLook(job) ? <TriangleAlert size={16} /> : <LoaderCircle size={16} className={styles.busy} />}
            <span>{sayJob(job)}</span>
          </button>
        </li>
      ))}
      {stills.map((still, index) => (
        <li key={still.id}>
          <Tile
            still={still}
            says={`Candidate ${index + 1} of ${stills.length}`}
            origin={[sayView(still, place), sayOrigin(still, takes ?? [])].filter(Boolean).join(", ")}
            isShown={still.id === shownId}
            isUsed={isUsedAt(project, place, still.mediaId)}
            onChoose={onChoose}
          />
        </li>
      ))}
    </ul>
  );
}

interface TileProps {
  readonly still: Still;
  readonly says: string;
  readonly origin: string;
  readonly isShown: boolean;
  readonly isUsed: boolean;
  readonly onChoose: (id: string) => void;
}

function Tile({ still: { id, mediaId }, says, origin, isShown, isUsed, onChoose }: TileProps) {
  const isStale = useBlockingChanges(mediaId).length > 0;
  const of = `${origin}${isStale ? ", made from another blocking" : ""}`;
  return (
    <button
      type="button"
      className={styles.tile}
      aria-pressed={isShown}
      aria-label={`${says}, ${of}${isUsed ? ", in use" : ""}`}
      title={of}
      onClick={() => onChoose(id)}
    >
      <StoredImage mediaId={mediaId} />
      <BlockingSign mediaId={mediaId} />
      {isUsed && <CircleCheck size={16} className={styles.mark} />}
    </button>
  );
}

/** Left and right go along the row. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by === undefined) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("button, input")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + by];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

function needsLook({ state, held }: Job): boolean {
  return state === "failed" || state === "unconfirmed" || held !== null;
}

function sayJob(job: Job): string {
  if (job.held !== null) return "Paused";
  if (job.state === "failed") return "Failed";
  if (job.state === "unconfirmed") return "Needs your decision";
  if (job.waiting !== null) return "Waiting";
  if (job.state === "queued") return "Queued";
  if (job.state === "downloading") return "Downloading";
  return job.remoteProgress === null ? "In progress" : `In progress, ${Math.round(job.remoteProgress * 100)}%`;
}
