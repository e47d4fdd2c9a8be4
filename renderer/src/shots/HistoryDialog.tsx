/** Owns the history of a shot's texts: each version with its time and step, what it says otherwise than now, and going back to it. */
import { useEffect, useMemo, useState } from "react";
import { sameData } from "../../../shared/edits/change-fields.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import type { Look, Shot } from "../../../shared/project/model.ts";
import { type ShotTexts, type ShotVersion, shotTextFields, textsOf } from "../../../shared/project/shot-texts.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { diffWords } from "../../../shared/prompt/word-diff.ts";
import { showDone } from "../state/problems.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { describeShot } from "./describe-shot.ts";
import styles from "./HistoryDialog.module.css";

interface HistoryDialogProps {
  readonly shot: Shot;
  readonly look: Look | undefined;
  /** `SH0010`. */
  readonly name: string;
  readonly onClose: () => void;
}

export function HistoryDialog({ shot, look, name, onClose }: HistoryDialogProps) {
  const projectId = useEditor((state) => state.projectId);
  const [versions, setVersions] = useState<readonly ShotVersion[] | null>(null);
  const { id: shotId } = shot;
  useEffect(() => {
    if (projectId === null) return;
    const leave = new AbortController();
    editor.client
      .call("history.shot", { projectId, shotId }, leave.signal)
      .then(setVersions)
      .catch((error: unknown) => leave.signal.aborted || editor.report(error));
    return () => leave.abort();
  }, [projectId, shotId]);
  const now = useMemo(() => textsOf(shot), [shot]);
  const others = versions?.filter(({ texts }) => !sameData(texts, now));
  return (
    <Modal open size="large" title={`History of ${name}`} onClose={onClose}>
      {others?.length === 0 && <p className={styles.none}>The texts of this shot have not changed yet.</p>}
      {others && others.length > 0 && (
        <ol className={styles.versions}>
          {others.map((version, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two versions may say the same at the same time
            <li key={index} className={styles.version}>
              <div className={styles.head}>
                <span className={styles.time}>
                  {version.label === null ? "At first" : new Date(version.at).toLocaleString("en-US", timeStyle)}
                </span>
                <span className={styles.label}>{version.label ?? "Before the first change"}</span>
                <Button
                  aria-label={`Restore version ${index + 1}`}
                  onClick={() => {
                    describeShot(shotId, fieldsBackTo(now, version.texts));
                    showDone(`Restored the texts of ${name}.`);
                    onClose();
                  }}
                >
                  Restore
                </Button>
              </div>
              <Difference texts={version.texts} now={now} look={look} />
            </li>
          ))}
        </ol>
      )}
    </Modal>
  );
}

const timeStyle = { dateStyle: "medium", timeStyle: "short" } as const;

/** The version's sent text, what it has beyond today's marked as added; where those are the same, the other fields that differ. */
function Difference({ texts, now, look }: { texts: ShotTexts; now: ShotTexts; look: Look | undefined }) {
  const runs = diffWords(compileShotText(now, look), compileShotText(texts, look));
  const unsent = (["wardrobe", "props", "notes"] as const).filter((field) => texts[field] !== now[field]);
  return (
    <>
      <p className={styles.text}>
        {runs.map(({ kind, text }, index) => {
          const Tag = kind === "added" ? "ins" : kind === "removed" ? "del" : "span";
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
            <Tag key={index} className={styles[kind]}>
              {text}
            </Tag>
          );
        })}
        {runs.length === 0 && "No text."}
      </p>
      {unsent.map((field) => (
        <p key={field} className={styles.text}>
          {`${field.charAt(0).toUpperCase()}${field.slice(1)}: ${texts[field] ?? "none"}`}
        </p>
      ))}
    </>
  );
}

function fieldsBackTo(now: ShotTexts, texts: ShotTexts): EditOf<"shot.describe">["fields"] {
  const changed = shotTextFields.filter((field) => !sameData(now[field], texts[field]));
  return Object.fromEntries(changed.map((field) => [field, texts[field] ?? null]));
}
