/** Owns the bin: the takes in it with their sizes, putting them back, and emptying it for good. */
import { useEffect, useState } from "react";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { describeError } from "../api/client.ts";
import { restoreTakes } from "../commands/take-commands.ts";
import { formatBytes } from "../operations/format-bytes.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./BinDialog.module.css";

type Bin = OutputOf<"bin.list">;

export function BinDialog({ onClose }: { onClose: () => void }) {
  const projectId = useEditor((state) => state.projectId);
  const readOnly = useEditor((state) => state.view?.readOnly ?? true);
  const takes = useEditor((state) => state.view?.takes);
  const [bin, setBin] = useState<Bin | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  const [emptied, setEmptied] = useState(0);
  const fail = (error: unknown) => {
    const { message, next } = describeError(error);
    setProblem([message, next].filter(Boolean).join(" "));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was moved or deleted is the reason to look again
  useEffect(() => {
    if (projectId !== null) editor.client.call("bin.list", { projectId }).then(setBin, fail);
  }, [projectId, takes, emptied]);
  if (projectId === null) return null;
  const empty = async () => {
    setSure(false);
    await editor.client.call("takes.emptyBin", { projectId }).catch(fail);
    setEmptied((count) => count + 1);
  };
  const count = bin?.takes.length ?? 0;
  return (
    <Modal
      open
      title="Bin"
      onClose={onClose}
      buttons={
        <>
          {bin !== null && bin.bytes > 0 && !sure && (
            <Button disabled={readOnly} onClick={() => setSure(true)}>
              Empty bin…
            </Button>
          )}
          <Button kind={sure ? "plain" : "primary"} onClick={sure ? () => setSure(false) : onClose}>
            {sure ? "Keep" : "Done"}
          </Button>
          {sure && (
            <Button kind="danger" onClick={() => void empty()}>
              Delete {formatBytes(bin?.bytes ?? 0)} for good
            </Button>
          )}
        </>
      }
    >
      {bin && count === 0 && (
        <p className={styles.none}>The bin is empty. Takes that are moved here keep their videos.</p>
      )}
      {count > 0 && (
        <ul aria-label="Takes in the bin">
          {bin?.takes.map(({ takeId, binnedAt, name, bytes }) => (
            <li key={takeId} className={styles.row}>
              <span className={styles.name} title={name}>
                <TakeName takeId={takeId} /> {name}
              </span>
              <span className={styles.figure}>
                {new Date(binnedAt).toLocaleDateString("en-US", { dateStyle: "medium" })}
              </span>
              <span className={styles.figure}>{formatBytes(bytes)}</span>
              <Button disabled={readOnly} onClick={() => void restoreTakes([takeId])}>
                Restore
              </Button>
            </li>
          ))}
        </ul>
      )}
      {sure && (
        <p role="alert">The videos of these takes can’t be brought back. What the project remembers of them stays.</p>
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </Modal>
  );
}

/** `SC010 Pit lane, take 3`. */
function TakeName({ takeId }: { takeId: string }) {
  const name = useEditor((state) => {
    const take = state.view?.takes.find(({ id }) => id === takeId);
    const pass = state.view?.project.passes.find(({ id }) => id === take?.passId);
    return take ? `${pass ? `${pass.scene} ${pass.name}, ` : ""}take ${take.number}` : "";
  });
  return <strong className={styles.take}>{name}</strong>;
}
