/** Owns offering what the lens sees of a shot's figures as a sentence, which goes into the shot's words only when it is accepted. */
import { Popover } from "@base-ui/react/popover";
import { useState } from "react";
import { seeMoment } from "../../../shared/animatic/blocked-moment.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { positionsInWords } from "../../../shared/stage/positions.ts";
import { shownProject } from "../state/selectors.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { describeShot, shotNow } from "./describe-shot.ts";
import { fieldsWith, textOf } from "./live-shot.ts";
import styles from "./PositionsButton.module.css";

type Field = "action" | "environment" | "prompt";

export function PositionsButton({ shot, className }: { shot: Shot; className?: string | undefined }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={className} title="Who is where in the frame, in words for the prompt">
        Positions
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles.place} side="bottom" align="end" sideOffset={4}>
          <Popover.Popup className={styles.popup} data-keeps-keys="">
            <Popover.Title className={styles.title}>Positions in words</Popover.Title>
            <Offer shot={shot} onAdded={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Looked up only while it is open. */
function Offer({ shot, onAdded }: { shot: Shot; onAdded: () => void }) {
  const project = useEditor(shownProject);
  const seen = project && seeMoment(project, { shotId: shot.id, progress: 0 });
  const words = seen ? positionsInWords(seen.scene, seen.frame) : "";
  if (words === "") return <p className={styles.words}>Nobody is in the frame where the shot starts.</p>;
  const isFree = shot.prompt !== undefined && shot.prompt !== null;
  const add = (field: Field) => {
    const now = shotNow(shot.id)?.shot;
    if (now) describeShot(shot.id, fieldsWith(now, field, withSentence(textOf(now, field), words)));
    onAdded();
  };
  return (
    <>
      <p className={styles.words} data-testid="positions">
        {words}.
      </p>
      <div className={styles.ways}>
        {isFree ? (
          <Button kind="primary" onClick={() => add("prompt")}>
            Add to prompt
          </Button>
        ) : (
          <>
            <Button kind="primary" onClick={() => add("action")}>
              Add to action
            </Button>
            <Button onClick={() => add("environment")}>Add to environment</Button>
          </>
        )}
      </div>
    </>
  );
}

/** The text with the words as a sentence of its own behind it. */
function withSentence(text: string, words: string): string {
  const before = text.trim();
  return `${before}${before === "" ? "" : /[.!?…"”]$/.test(before) ? " " : ". "}${words}.`;
}
