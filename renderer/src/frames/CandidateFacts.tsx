/** Owns what is said of the candidate that is looked at, and what can be done with it. */
import { editForViews, elementImagesMost, viewsThatFit } from "../../../shared/edits/still-edit.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Still } from "../../../shared/project/still.ts";
import { findPlace, isUsedAt, type StillPlace } from "../../../shared/project/still-place.ts";
import { BlockingMark } from "../generation/BlockingMark.tsx";
import { pickWords, usedWords } from "../generation/still-words.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { pickStill, removeStill } from "../state/stills.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./Stills.module.css";
import { sayMade, sayOrigin, sayPrice, sayView } from "./still-words.ts";

interface CandidateFactsProps {
  readonly project: Project;
  readonly place: StillPlace;
  readonly still: Still | null;
  readonly canCompare: boolean;
  readonly sideBySide: boolean;
  readonly onSideBySide: (on: boolean) => void;
  readonly onPrompt: (prompt: string) => void;
  readonly onFromBlocking: (() => void) | null;
  readonly onChanged: () => void;
}

export function CandidateFacts(props: CandidateFactsProps) {
  const { project, place, still, canCompare, sideBySide, onSideBySide, onPrompt, onFromBlocking, onChanged } = props;
  const takes = useEditor((state) => state.view?.takes ?? null);
  if (still === null) return null;
  const { origin, createdAt } = still;
  const isUsed = isUsedAt(project, place, still.mediaId);
  const isListed = createdAt !== "";
  const facts = [
    sayView(still, place),
    sayOrigin(still, takes ?? []),
    sayPrice(still),
    isListed ? sayMade(still) : null,
  ].filter(Boolean);
  const isSheet =
    place.kind === "element" &&
    place.view === undefined &&
    still.place.kind === "element" &&
    still.place.view === undefined;
  const prompt = origin.by === "job" ? origin.prompt : null;
  const found = findPlace(project, place);
  const images = found && "element" in found ? found.element.images.length : 0;
  const isFull = images >= elementImagesMost;
  return (
    <div className={styles.facts}>
      <div className={styles.about}>
        <p className={styles.origin} data-testid="still-origin">
          {facts.join(" · ")}
        </p>
        {prompt !== null && (
          <p className={styles.prompt} title={prompt}>
            {prompt}
          </p>
        )}
        <BlockingMark place={place} mediaId={still.mediaId} onMakeAgain={onFromBlocking} />
      </div>
      <div className={styles.actions}>
        {isSheet && (
          <Button kind="primary" onClick={() => void cutIntoViews(place, still.mediaId, onChanged)}>
            Cut into views
          </Button>
        )}
        {isUsed ? (
          <span className={styles.used}>{usedWords[place.kind]}</span>
        ) : (
          <Button
            kind={isSheet ? "plain" : "primary"}
            disabled={isFull}
            title={isFull ? `Services accept at most ${elementImagesMost} images of an element.` : undefined}
            onClick={() => void pickStill(still.place, still.mediaId)}
          >
            {pickWords[place.kind]}
          </Button>
        )}
        {prompt !== null && <Button onClick={() => onPrompt(prompt)}>Use this prompt</Button>}
        {isListed && (
          <Button kind="quiet" onClick={() => void removeStill(still.id, onChanged)}>
            Remove from list
          </Button>
        )}
        {canCompare && (
          <Button
            kind="quiet"
            className={styles.compare}
            aria-pressed={sideBySide}
            onClick={() => onSideBySide(!sideBySide)}
          >
            Side by side
          </Button>
        )}
      </div>
    </div>
  );
}

/** Each quarter becomes an image of the element, named by its view. */
async function cutIntoViews(place: StillPlace, mediaId: string, onChanged: () => void): Promise<void> {
  const { projectId, view } = editor.get();
  const found = view && findPlace(view.project, place);
  if (projectId === null || place.kind !== "element" || !found || !("element" in found)) return;
  const { name, images } = found.element;
  if (images.length >= elementImagesMost) {
    const message = `@${name} has ${images.length} images; services accept at most ${elementImagesMost}.`;
    showProblem({ message, next: "Remove some of its images, then cut the sheet." });
    return;
  }
  try {
    const { elementId } = place;
    const views = await editor.client.call("stills.cutViews", { projectId, elementId, mediaId });
    const project = editor.get().view?.project;
    const now = project?.elements.find(({ id }) => id === elementId);
    const fitting = viewsThatFit(now?.images ?? [], views);
    const edit = project ? editForViews(project, elementId, fitting) : null;
    if (edit && (await editor.apply(edit)) === null) {
      showDone(`Added to @${name}: ${fitting.map((view) => view.name).join(", ")}. All four views are in the list.`);
    }
    onChanged();
  } catch (error) {
    editor.report(error);
  }
}
