/** Owns how saving stands, in the bar on top: when and as which revision, what failed, or who has a project that is only looked at. */
import type { HeldBy, ProjectView } from "../../../shared/rpc/projects-contract.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./SaveStatus.module.css";

export function SaveStatus() {
  const save = useEditor((state) => state.save);
  const readOnly = useEditor((state) => state.view?.readOnly ?? false);
  const heldBy = useEditor((state) => state.view?.heldBy ?? null);
  if (save.kind === "failed") {
    return (
      <span className={styles.failed} role="alert" title={save.next}>
        <span className={styles.reason}>Not saved: {save.message}</span>
        <button type="button" className={styles.retry} onClick={() => void editor.retrySave()}>
          Retry
        </button>
      </span>
    );
  }
  if (heldBy) return <Held heldBy={heldBy} />;
  if (readOnly) {
    const next = "Copy its folder to a disk you can write to, then open the copy.";
    return (
      <output className={styles.saved} data-testid="save-status" title={`This project can’t be changed. ${next}`}>
        Read-only
      </output>
    );
  }
  return (
    <span className={styles.line}>
      {/* Silent for screen readers: they would say it after every edit. A failure above is an alert. */}
      <output className={styles.saved} data-testid="save-status" aria-live="off">
        {save.kind === "saving" ? "Saving…" : "Saved"}
      </output>
      {save.kind === "saved" && <SavedAt />}
    </span>
  );
}

const timeFormat = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayFormat = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric" });
const fullFormat = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" });

function SavedAt() {
  const savedAt = useEditor((state) => state.view?.savedAt ?? null);
  const revision = useEditor((state) => state.view?.revision ?? 0);
  const folder = useEditor((state) => state.view?.folder ?? "");
  const date = savedAt === null ? null : new Date(savedAt);
  const when = date === null ? "" : `${fullFormat.format(date)}, `;
  return (
    <span className={styles.saved} data-testid="saved-at" title={`Saved ${when}revision ${revision}, in ${folder}`}>
      {date === null ? "" : `${shortTime(date)} · `}r{revision}
    </span>
  );
}

/** The time of today, else the day as well. */
function shortTime(date: Date): string {
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? timeFormat.format(date) : `${dayFormat.format(date)}, ${timeFormat.format(date)}`;
}

function Held({ heldBy }: { heldBy: NonNullable<ProjectView["heldBy"]> }) {
  const next = heldBy.gone
    ? "Take over to change it here."
    : "Changes appear here as they are made. Close it there to take over.";
  return (
    <span className={styles.held}>
      <output className={styles.reason} data-testid="save-status" title={`${heldSentence(heldBy)}. ${next}`}>
        Read-only: {heldSentence(heldBy)}
      </output>
      {heldBy.gone && <Button onClick={() => void editor.takeOver()}>Take over</Button>}
    </span>
  );
}

function heldSentence({ who, since, gone }: HeldBy): string {
  if (gone) return who === null ? "the other window is closed" : `${who} has closed it`;
  const from = since === null ? "" : ` since ${shortTime(new Date(since))}`;
  return who === null ? `open in another window${from}` : `${who} has it open${from}`;
}
