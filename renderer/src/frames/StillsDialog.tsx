/** Owns the candidates of one place of the plan: seeing them large or side by side, picking one, and making more. */
import { type CSSProperties, useState } from "react";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import { stillPrompt, stillRequest } from "../../../shared/generation/still-request.ts";
import type { Project } from "../../../shared/project/model.ts";
import { nameOfPlace, ownerOfPlace, type StillPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { Candidates } from "./Candidates.tsx";
import { GenerateStills } from "./GenerateStills.tsx";
import styles from "./Stills.module.css";

interface StillsDialogProps {
  readonly place: StillPlace;
  /** Whether the next image is to be made from blocking, to begin with. */
  readonly fromBlocking?: boolean | undefined;
  readonly onClose: () => void;
}

export function StillsDialog({ place, fromBlocking = false, onClose }: StillsDialogProps) {
  const project = useEditor((state) => state.view?.project ?? null);
  if (!project) return null;
  const owner = ownerOfPlace(project, place);
  if (owner !== null)
    return (
      <Known
        project={project}
        place={place}
        fromBlocking={fromBlocking}
        title={titleOfPlace(place, owner)}
        onClose={onClose}
      />
    );
  return (
    <Modal
      open
      size="small"
      title={nameOfPlace(place)}
      onClose={onClose}
      buttons={<Button onClick={onClose}>Close</Button>}
    >
      <p>What this image is for is no longer in the project. Undo brings it back, with its candidates.</p>
    </Modal>
  );
}

function Known({
  project,
  place,
  fromBlocking,
  title,
  onClose,
}: StillsDialogProps & { project: Project; title: string }) {
  const request = stillRequest(project, place);
  const [prompt, setPrompt] = useState(() => stillPrompt(request));
  const [isBlocked, setBlocked] = useState(fromBlocking === true && place.kind !== "element");
  // An element's images have any shape.
  const ratio = ratioOf(place.kind === "element" ? "16:9" : request.pass.aspectRatio);
  const [ownJobIds, setOwnJobIds] = useState<readonly string[]>([]);
  return (
    <Modal open size="wide" title={title} onClose={onClose} buttons={<Button onClick={onClose}>Done</Button>}>
      <div className={styles.sheet} style={{ "--ratio": ratio } as CSSProperties}>
        <Candidates
          project={project}
          place={place}
          ownJobIds={ownJobIds}
          onPrompt={setPrompt}
          onFromBlocking={isBlocked ? null : () => setBlocked(true)}
          onClose={onClose}
        />
        <GenerateStills
          project={project}
          place={place}
          prompt={prompt}
          onPrompt={setPrompt}
          fromBlocking={isBlocked}
          onFromBlocking={setBlocked}
          onStarted={(jobIds) => setOwnJobIds((before) => [...before, ...jobIds])}
        />
      </div>
    </Modal>
  );
}
