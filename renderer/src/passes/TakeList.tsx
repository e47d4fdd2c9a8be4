/** Owns the takes of a pass in its inspector: newest first, each playable. */
import { Play } from "lucide-react";
import { profileOf } from "../../../shared/models/profiles.ts";
import { openDialog } from "../app/dialogs.ts";
import { useEditor } from "../state/use-editor.ts";
import { Section } from "../ui/Field.tsx";
import styles from "./PassInspector.module.css";

export function TakeList({ passId }: { passId: string }) {
  const takes = useEditor((state) => state.view?.takes) ?? [];
  const own = takes.filter((take) => take.passId === passId).toReversed();
  if (own.length === 0) return null;
  return (
    <Section title="Takes">
      <ul>
        {own.map((take) => (
          <li key={take.id}>
            <button type="button" className={styles.take} onClick={() => openDialog({ kind: "take", takeId: take.id })}>
              <Play size={14} />
              <span>Take {take.number}</span>
              <span className={styles.takeFacts}>
                {profileOf(take.profile)?.label ?? take.profile} · {take.frames} frames
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
