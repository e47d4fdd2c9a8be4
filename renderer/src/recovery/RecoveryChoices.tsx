/** Owns choosing what to open of a project that was lost in part, and opening it. */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Findings } from "../../../shared/rpc/recovery-contract.ts";
import { describeError } from "../api/client.ts";
import { showReport } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import styles from "./RecoveryScreen.module.css";
import { type Candidate, splitOlder } from "./recovery-choices.ts";
import { factsOf, lackOf, lossesOf, openedWords, titleOf } from "./recovery-words.ts";

interface RecoveryChoicesProps {
  readonly findings: Findings;
  /** The one to recommend first. */
  readonly candidates: readonly Candidate[];
  readonly name: string;
  /** Buttons beside the one that opens. */
  readonly ways: ReactNode;
}

export function RecoveryChoices({ findings, candidates, name, ways }: RecoveryChoicesProps) {
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const [key, setKey] = useState(candidates[0]?.key);
  const [isOpening, setOpening] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = candidates.find((each) => each.key === key) ?? candidates[0];
  const { shown, older } = splitOlder(candidates);
  // The arrow keys and Enter are all that is needed from here.
  useEffect(() => first.current?.focus(), []);

  const open = async () => {
    if (!chosen || isOpening) return;
    setOpening(true);
    setProblem(null);
    try {
      await openChosen(findings.folder, chosen, name);
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
      setOpening(false);
    }
  };
  const row = (candidate: Candidate, isBrief: boolean) => (
    <Choice
      key={candidate.key}
      candidate={candidate}
      findings={findings}
      group={id}
      ref={candidate === candidates[0] ? first : null}
      isBrief={isBrief}
      isRecommended={candidate === candidates[0]}
      isOneOfMany={candidates.length > 1}
      isChosen={candidate === chosen}
      onPick={() => setKey(candidate.key)}
    />
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <fieldset className={styles.choices} disabled={isOpening}>
        <legend className={styles.subtitle}>Choose what to open</legend>
        {shown.map((candidate) => row(candidate, false))}
        {older.length > 0 && <h3 className={styles.olderTitle}>Older backups</h3>}
        {older.length > 0 && <div className={styles.older}>{older.map((candidate) => row(candidate, true))}</div>}
      </fieldset>
      <p className={styles.kept}>
        {findings.fault.code === "project.missing" || chosen?.choice.kind === "asItIs"
          ? "Nothing in the project folder is deleted."
          : "What is there now is kept among the project’s backups. Nothing is deleted."}
      </p>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" disabled={isOpening}>
          {isOpening ? "Opening…" : "Open"}
        </Button>
        {ways}
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly candidate: Candidate;
  readonly findings: Findings;
  readonly group: string;
  /** One line for what it holds. */
  readonly isBrief: boolean;
  readonly isRecommended: boolean;
  readonly isOneOfMany: boolean;
  readonly isChosen: boolean;
  readonly onPick: () => void;
  readonly ref: React.Ref<HTMLInputElement>;
}

function Choice({
  candidate,
  findings,
  group,
  isBrief,
  isRecommended,
  isOneOfMany,
  isChosen,
  onPick,
  ref,
}: ChoiceProps) {
  const nowMs = Date.now();
  const { standing } = candidate;
  const about = `${group}-${candidate.key}`;
  return (
    <label className={joinClasses(styles.choice, isChosen && styles.chosen)}>
      <input
        ref={ref}
        type="radio"
        name={group}
        checked={isChosen}
        aria-labelledby={`${about}-title`}
        aria-describedby={about}
        onChange={onPick}
      />
      <span className={styles.choiceWords}>
        <span className={styles.choiceTitle}>
          <span id={`${about}-title`}>{titleOf(candidate, findings.fault.code, nowMs)}</span>
          {isRecommended && <span className={styles.recommended}>Recommended</span>}
        </span>
        <span id={about} className={styles.about}>
          <span className={styles.facts}>{factsOf(standing, isBrief ? null : nowMs)}</span>
          <span className={joinClasses(styles.lack, isWhole(candidate) && styles.whole)}>
            {lackOf(candidate, findings.lastSaved !== null)}
            {isRecommended && !isWhole(candidate) && isOneOfMany && " Every other choice lacks as much or more."}
          </span>
        </span>
      </span>
    </label>
  );
}

function isWhole({ missing, lost }: Candidate): boolean {
  return missing === 0 && (lost === null || lossesOf(lost) === null);
}

/** Throws as the call does, and nothing is changed then. */
async function openChosen(folder: string, candidate: Candidate, name: string): Promise<void> {
  const { projectId, kept, lost } = await editor.client.call("recovery.open", { folder, choice: candidate.choice });
  await editor.openProject(projectId);
  const losses = lost && lossesOf(lost);
  const next = [
    losses ? `Couldn’t be read: ${losses}.` : null,
    kept === null ? null : `The old database is kept among the project’s backups as ${kept}.`,
  ];
  showReport(openedWords(candidate, name, Date.now()), next.filter(Boolean).join(" ") || undefined);
}
