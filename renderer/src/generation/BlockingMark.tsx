/** Owns the mark of an image that was made from a blocking which has changed since, and making it again. */
import { RefreshCw, TriangleAlert } from "lucide-react";
import type { StillPlace } from "../../../shared/project/still-place.ts";
import { ownerOfPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { placeBlockedFrame } from "../state/stills.ts";
import { editor } from "../state/use-editor.ts";
import { useBlockingChanges, useKeptBlocking } from "../state/use-kept-blockings.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./BlockingMark.module.css";

/** The same as a sign on a small picture, where there is no room for words. */
export function BlockingSign({ mediaId }: { mediaId: string | null }) {
  const changes = useBlockingChanges(mediaId);
  if (changes.length === 0) return null;
  return (
    <span className={styles.sign} role="img" aria-label="Made from another blocking" title={sayChanges(changes)}>
      <TriangleAlert size={14} />
    </span>
  );
}

function sayChanges(changes: readonly string[]): string {
  return `Made from another blocking: ${changes.join(", ")}.`;
}

interface BlockingMarkProps {
  readonly place: StillPlace;
  readonly mediaId: string | null;
  /** Absent: opens the frames of the place, to be made from blocking. Null where that is what one looks at. */
  readonly onMakeAgain?: (() => void) | null;
}

/** Nothing of an image that was not made from blocking, or whose blocking is as it was. */
export function BlockingMark({ place, mediaId, onMakeAgain }: BlockingMarkProps) {
  const changes = useBlockingChanges(mediaId);
  const kept = useKeptBlocking(mediaId)?.[0];
  if (!kept || changes.length === 0) return null;
  const again = () => {
    const project = editor.get().view?.project;
    const owner = project && ownerOfPlace(project, place);
    const { shotId, progress } = kept.blocking;
    if (kept.isDrawn) void placeBlockedFrame(place, { shotId, progress }, titleOfPlace(place, owner ?? ""));
    else if (onMakeAgain) onMakeAgain();
    else openDialog({ kind: "stills", place, fromBlocking: true });
  };
  return (
    <div className={styles.mark}>
      <p className={styles.says}>
        <TriangleAlert size={14} aria-hidden />
        <span>{sayChanges(changes)}</span>
      </p>
      {(kept.isDrawn || onMakeAgain !== null) && (
        <Button icon={<RefreshCw size={14} />} onClick={again}>
          Make again{kept.isDrawn ? "" : "…"}
        </Button>
      )}
    </div>
  );
}
