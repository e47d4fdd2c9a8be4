/** Owns the form in which a ComfyUI workflow becomes a model: what it is called, where our values go in it, what it makes. */
import { useRef, useState } from "react";
import type { SlotName } from "../../../shared/models/guess-slots.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import {
  modelFileName,
  problemsOfBinding,
  profileOfBinding,
  replaceWorkflow,
  type WorkflowBinding,
} from "../../../shared/models/workflow-binding.ts";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Field.tsx";
import { Modal } from "../ui/Modal.tsx";
import { readWorkflowFile } from "./read-workflow-file.ts";
import styles from "./Workflow.module.css";
import { WorkflowLimits } from "./WorkflowLimits.tsx";
import { type Guesses, WorkflowSlots } from "./WorkflowSlots.tsx";

/** What the form begins with. `id`: of the model that is edited, null for a new one. */
export interface OpenWorkflow {
  readonly id: string | null;
  readonly binding: WorkflowBinding;
  readonly guesses: Guesses;
  readonly unsure: Guesses;
  /** What else there is to know of it: which model files an example expects. */
  readonly note: string | null;
}

interface WorkflowDialogProps {
  readonly opened: OpenWorkflow;
  readonly onClose: () => void;
  /** The model was kept, under this name. */
  readonly onKept: (name: string) => void;
}

export function WorkflowDialog({ opened, onClose, onKept }: WorkflowDialogProps) {
  const { id, note } = opened;
  const [binding, setBinding] = useState(opened.binding);
  const [guesses, setGuesses] = useState(opened.guesses);
  const [unsure, setUnsure] = useState(opened.unsure);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const file = useRef<HTMLInputElement>(null);

  const nameTaken = id === null && profileOf(`local/${modelFileName(binding.name)}`) !== null;
  const taken = { field: "name" as const, message: "Choose another name: a model of this name is there already." };
  const problems = [...(nameTaken ? [taken] : []), ...problemsOfBinding(binding)];

  const change = (changes: Partial<WorkflowBinding>, touched?: SlotName | "output") => {
    setFailure(null);
    setBinding((now) => ({ ...now, ...changes }));
    if (touched === undefined) return;
    const without = (all: Guesses): Guesses => new Set([...all].filter((each) => each !== touched));
    setGuesses(without);
    setUnsure(without);
  };
  const replace = async (chosen: File | undefined) => {
    if (!chosen) return;
    try {
      const workflow = await readWorkflowFile(chosen);
      setBinding((now) => replaceWorkflow(now, workflow, chosen.name));
      setFailure(null);
    } catch (error) {
      setFailure(wordsOf(error));
    }
  };
  const save = async () => {
    setBusy(true);
    try {
      const made = profileOfBinding(binding, new Date().toISOString().slice(0, 10));
      await editor.client.call("models.keep", { profile: id === null ? made : { ...made, id } });
      onKept(binding.name.trim());
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  };
  const nameProblem = problems.find(({ field }) => field === "name")?.message;
  const [first] = problems;
  const toFix = first && (problems.length === 1 ? first.message : `${problems.length} things to fix. ${first.message}`);

  return (
    <Modal
      open
      size="large"
      title={id === null ? "Add a ComfyUI workflow" : `Edit ${opened.binding.name}`}
      onClose={onClose}
      buttons={
        <>
          <p role="status" className={styles.toFix}>
            {failure ?? toFix}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={busy || problems.length > 0} onClick={() => void save()}>
            {id === null ? "Add model" : "Save"}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {note && <p className={styles.lead}>{note}</p>}
        <div className={styles.head}>
          <fieldset aria-label="Name" className={styles.limit}>
            <span className={styles.slotLabel}>Name</span>
            <input
              className={styles.name}
              aria-label="Name of the model"
              aria-invalid={nameProblem !== undefined}
              maxLength={80}
              spellCheck={false}
              value={binding.name}
              onChange={({ currentTarget }) => change({ name: currentTarget.value })}
            />
            {nameProblem && <p className={styles.fieldProblem}>{nameProblem}</p>}
          </fieldset>
          <fieldset aria-label="Workflow" className={styles.limit}>
            <span className={styles.slotLabel}>Workflow</span>
            <div className={styles.limitValues}>
              <span className={styles.file} title={binding.file}>
                {binding.file}
              </span>
              <span className={styles.hint}>{countNodes(Object.keys(binding.workflow).length)}</span>
              <Button onClick={() => file.current?.click()}>Replace…</Button>
              <input
                ref={file}
                type="file"
                hidden
                accept=".json,application/json"
                aria-label="Replace the workflow"
                onChange={({ currentTarget }) => {
                  void replace(currentTarget.files?.[0]);
                  currentTarget.value = "";
                }}
              />
            </div>
          </fieldset>
        </div>
        <Section title="Where values go">
          <WorkflowSlots {...{ binding, guesses, unsure, problems }} onChange={change} />
        </Section>
        <Section title="What it makes">
          <WorkflowLimits {...{ binding, problems }} onChange={change} />
        </Section>
      </div>
    </Modal>
  );
}

function countNodes(count: number): string {
  return count === 1 ? "1 node" : `${count.toLocaleString("en")} nodes`;
}

function wordsOf(error: unknown): string {
  const { message, next } = describeError(error);
  return [message, next].filter(Boolean).join(" ");
}
