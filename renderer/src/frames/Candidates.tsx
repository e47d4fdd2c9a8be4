/** Owns the candidates themselves: one large or all side by side, what each came from, and what can be done with it. */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Project } from "../../../shared/project/model.ts";
import type { Still } from "../../../shared/project/still.ts";
import { imageAt, isUsedAt, type StillPlace } from "../../../shared/project/still-place.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { pastedImage, StoredImage, storeImage } from "../media/ImageSlot.tsx";
import { mediaOf } from "../state/selectors.ts";
import { giveStill, keepStill } from "../state/stills.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { joinClasses } from "../ui/Button.tsx";
import { CandidateFacts } from "./CandidateFacts.tsx";
import { CandidateStrip } from "./CandidateStrip.tsx";
import styles from "./Stills.module.css";
import { jobsAt, useStills } from "./use-stills.ts";

interface CandidatesProps {
  readonly project: Project;
  readonly place: StillPlace;
  /** Jobs that were started in this dialog. */
  readonly ownJobIds: readonly string[];
  readonly onPrompt: (prompt: string) => void;
  /** The next one is to be made from blocking; null where it is already. */
  readonly onFromBlocking: (() => void) | null;
  readonly onClose: () => void;
}

export function Candidates({ project, place, ownJobIds, onPrompt, onFromBlocking, onClose }: CandidatesProps) {
  const { stills: listed, askAgain } = useStills(place);
  const media = useEditor((state) => state.view?.media ?? null);
  const jobs = useGeneration((state) => state.jobs);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [sideBySide, setSideBySide] = useState(false);
  const [over, setOver] = useState(false);
  const stills = withCurrent(listed ?? [], project, place, (id) => mediaOf(media ?? []).get(id)?.name);
  const newestId = listed?.[0]?.id;
  const knownNewest = useRef<string | undefined | null>(null);
  useEffect(() => {
    // What has just come is looked at; what was there when the dialog opened is not new.
    if (listed !== null && knownNewest.current !== null && newestId !== undefined && newestId !== knownNewest.current)
      setChosenId(newestId);
    if (listed !== null) knownNewest.current = newestId;
  }, [listed, newestId]);
  const used = stills.find(({ mediaId }) => isUsedAt(project, place, mediaId));
  const shown = stills.find(({ id }) => id === chosenId) ?? used ?? stills[0] ?? null;

  const add = async (file: File | null | undefined) => {
    const mediaId = file ? await storeImage(file) : null;
    if (mediaId === null) return;
    const { view } = editor.get();
    const isFree = place.kind !== "element" && view !== null && imageAt(view.project, place) === null;
    await (isFree ? giveStill : keepStill)(place, mediaId);
    askAgain();
  };

  const addPasted = useEffectEvent((event: ClipboardEvent) => {
    const isText = event.target instanceof HTMLElement && event.target.matches("textarea, input:not([type=file])");
    if (!isText && event.clipboardData) void add(pastedImage(event.clipboardData));
  });
  // On the document: wherever the focus is, the dialog is what is looked at.
  useEffect(() => {
    document.addEventListener("paste", addPasted);
    return () => document.removeEventListener("paste", addPasted);
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has a button beside it
    <div
      className={styles.candidates}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void add(event.dataTransfer.files[0]);
      }}
    >
      <div className={joinClasses(styles.stage, over && styles.over)} data-testid="still-stage">
        {shown === null && listed !== null && (
          <p className={styles.empty}>No image yet. Generate one, or drop, paste or choose a file.</p>
        )}
        {shown !== null &&
          (sideBySide ? (
            <SideBySide stills={stills} shownId={shown.id} place={place} project={project} onChoose={setChosenId} />
          ) : (
            <StoredImage key={shown.mediaId} mediaId={shown.mediaId} variant="proxy" alt="Chosen candidate" />
          ))}
      </div>
      <CandidateFacts
        project={project}
        place={place}
        still={shown}
        canCompare={stills.length > 1}
        sideBySide={sideBySide}
        onSideBySide={setSideBySide}
        onPrompt={onPrompt}
        onFromBlocking={onFromBlocking}
        onChanged={askAgain}
      />
      <CandidateStrip
        project={project}
        place={place}
        stills={stills}
        jobs={jobsAt(jobs, place, ownJobIds)}
        shownId={shown?.id ?? null}
        onChoose={setChosenId}
        onFile={(file) => void add(file)}
        onClose={onClose}
      />
    </div>
  );
}

/** An image that stands in the place and came there before there were candidates is one all the same. */
function withCurrent(
  stills: readonly Still[],
  project: Project,
  place: StillPlace,
  nameOf: (mediaId: string) => string | undefined,
): readonly Still[] {
  const mediaId = imageAt(project, place);
  if (mediaId === null || stills.some((still) => still.mediaId === mediaId)) return stills;
  const origin = { by: "file", name: nameOf(mediaId) ?? "Image" } as const;
  return [...stills, { id: "still_current", place, mediaId, origin, createdAt: "" }];
}

interface SideBySideProps {
  readonly stills: readonly Still[];
  readonly shownId: string;
  readonly project: Project;
  readonly place: StillPlace;
  readonly onChoose: (id: string) => void;
}

function SideBySide({ stills, shownId, project, place, onChoose }: SideBySideProps) {
  return (
    <div className={styles.grid}>
      {stills.map(({ id, mediaId }, index) => (
        <button
          key={id}
          type="button"
          className={styles.large}
          aria-pressed={id === shownId}
          aria-label={`Candidate ${index + 1} of ${stills.length}${isUsedAt(project, place, mediaId) ? ", in use" : ""}, large`}
          onClick={() => onChoose(id)}
        >
          <StoredImage mediaId={mediaId} variant="proxy" />
        </button>
      ))}
    </div>
  );
}
