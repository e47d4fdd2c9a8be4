/** Owns comparing an edited list with the plan: what was changed line by line, which lines to accept, and what could be accepted only in part. */
import { useEffect, useState } from "react";
import { planItself } from "../../../shared/cut/back/read-cut.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { RateName } from "../../../shared/time/rate.ts";
import { describeError } from "../api/client.ts";
import { showDone } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row } from "../ui/Field.tsx";
import { Modal } from "../ui/Modal.tsx";
import { Picker } from "../ui/Picker.tsx";
import { ChangeList } from "./ChangeList.tsx";
import styles from "./CompareDialog.module.css";
import { rateChoices } from "./rate-choices.ts";

type Comparison = OutputOf<"cut.compare">;

export function CompareDialog({ file, onClose }: { file: string; onClose: () => void }) {
  const [rate, setRate] = useState<RateName | null>(null);
  const [against, setAgainst] = useState<string | null>(null);
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  const [partly, setPartly] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let current = true;
    const compare = async () => {
      const { projectId } = editor.get();
      if (projectId === null) return;
      try {
        const asked = { ...(rate === null ? {} : { rate }), ...(against === null ? {} : { against }) };
        const found = await editor.client.call("cut.compare", { projectId, file, ...asked });
        if (!current) return;
        setComparison(found);
        setProblem(null);
        // What is not in the list may only lie outside the part that was edited; what would undo work is for the user to say.
        const taken = found.lines.filter(
          ({ canAccept, doubtful, kind }) => canAccept && !doubtful && kind !== "removed",
        );
        setChosen(new Set(taken.map(({ id }) => id)));
      } catch (error) {
        if (!current) return;
        setComparison(null);
        setProblem(tell(error));
      }
    };
    void compare();
    return () => {
      current = false;
    };
  }, [file, rate, against]);

  const accept = async () => {
    const { projectId } = editor.get();
    if (projectId === null || !comparison) return;
    setBusy(true);
    try {
      const accepted = await editor.client.call("cut.accept", {
        ...{ projectId, file, baseRevision: comparison.revision, against: comparison.against, lineIds: [...chosen] },
        ...(rate === null ? {} : { rate }),
      });
      const { applied } = accepted;
      if (applied > 0) showDone(`Accepted ${applied} ${applied === 1 ? "change" : "changes"}.`);
      if (accepted.partly.length === 0) onClose();
      else setPartly(accepted.partly);
    } catch (error) {
      setProblem(tell(error));
    }
    setBusy(false);
  };

  if (partly !== null) return <PartlyAccepted partly={partly} onClose={onClose} />;
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const lines = comparison?.lines ?? [];
  return (
    <Modal
      open
      size="large"
      title={`Compare ${name}`}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{lines.length === 0 ? "Close" : "Cancel"}</Button>
          {lines.length > 0 && (
            <Button kind="primary" disabled={busy || chosen.size === 0} onClick={() => void accept()}>
              {chosen.size === 1 ? "Accept 1 change" : `Accept ${chosen.size} changes`}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.sheet}>
        {comparison && comparison.handOffs.length > 0 && (
          <Row label="With">
            <Picker
              label="Compared with"
              value={comparison.against}
              choices={choicesOf(comparison.handOffs)}
              onPick={setAgainst}
            />
          </Row>
        )}
        {(rate !== null || comparison?.saysRate === false) && (
          <Row label="EDL rate">
            <Picker label="EDL rate" value={rate ?? comparison?.rate ?? null} choices={rateChoices} onPick={setRate} />
          </Row>
        )}
        {comparison && (
          <p className={styles.words}>
            {comparison.handOffs.length === 0 && "Compared with the current plan: there is no earlier hand-off. "}
            {lines.length > 0 && "You can undo each accepted change."}
          </p>
        )}
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        {!comparison && !problem && <p className={styles.empty}>Comparing…</p>}
        {comparison && lines.length === 0 && <p className={styles.empty}>No differences.</p>}
        {lines.length > 0 && <ChangeList lines={lines} chosen={chosen} onChange={setChosen} />}
        {comparison && <Ignored sentences={comparison.ignored} />}
      </div>
    </Modal>
  );
}

function choicesOf(handOffs: Comparison["handOffs"]) {
  const now = { value: planItself, label: "The current plan" };
  const kept = handOffs.map(({ id, folder, at, rateName }) => {
    const when = new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
    return { value: id, label: `${folder.split(/[\\/]/).at(-1)} · ${when}`, note: `${rateName} fps, ${folder}` };
  });
  return [...kept, now];
}

function PartlyAccepted({ partly, onClose }: { partly: readonly string[]; onClose: () => void }) {
  return (
    <Modal
      open
      title="Some changes were accepted differently"
      onClose={onClose}
      buttons={
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className={styles.sentences}>
        {partly.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Modal>
  );
}

/** What else the list held, folded. */
function Ignored({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <details className={styles.ignored}>
      <summary>Not compared: {sentences.length}</summary>
      <ul className={styles.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

function tell(error: unknown): string {
  const { message, next } = describeError(error);
  return [message, next].filter(Boolean).join(" ");
}
