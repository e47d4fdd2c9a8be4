/** Owns importing a shot list or a prompt: where it comes from, what it would do, and doing that as one step. */
import { type ClipboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { newPassModel } from "../../../shared/models/profiles.ts";
import type { Project } from "../../../shared/project/model.ts";
import { countOf } from "../../../shared/project/scene-lengths.ts";
import { type ListReading, listCharsMax } from "../../../shared/ways-in/list-reading.ts";
import { type ListPlan, planList } from "../../../shared/ways-in/plan-list.ts";
import { describeError } from "../api/client.ts";
import { addStoryboard } from "../commands/add-storyboard.ts";
import { runCommand, selectAndShow } from "../commands/commands.ts";
import { pastedName, readListFile, readListText } from "../commands/read-list.ts";
import { makeId } from "../state/make-id.ts";
import { showDone } from "../state/problems.ts";
import { shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./ImportDialog.module.css";
import { ImportPreview } from "./ImportPreview.tsx";

interface Read {
  readonly name: string;
  readonly reading: ListReading;
}

export function ImportDialog({ read: given, onClose }: { read: Read | undefined; onClose: () => void }) {
  const [read, setRead] = useState<Read | null>(given ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const project = useEditor((state) => state.view?.project ?? null);
  const plan = useMemo(
    () =>
      read && project
        ? planList(project, read.reading, likeNow(project), `Import ${read.name}`.slice(0, 200), makeId)
        : null,
    [read, project],
  );
  const importButton = useRef<HTMLButtonElement>(null);
  const isShown = read !== null;
  // What had the focus is gone with the field.
  useEffect(() => {
    if (isShown) importButton.current?.focus();
  }, [isShown]);
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
    }
    setBusy(false);
  };
  const reading = (name: string, work: () => Promise<ListReading>) =>
    during(async () => setRead({ name, reading: await work() }));
  const choose = (files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    if (!files.some(({ type }) => type.startsWith("image/"))) return void reading(file.name, () => readListFile(file));
    onClose();
    void addStoryboard(files);
  };
  const accept = () =>
    during(async () => {
      if (!plan?.edit) return;
      const wall = await editor.apply(plan.edit);
      if (wall) return setProblem([wall.message, wall.next].filter(Boolean).join(" "));
      showAdded(plan);
      onClose();
      showDone(`${sayPlan(plan, done)}.`, { label: "Undo", run: () => runCommand("undo") });
    });
  return (
    <Modal
      open
      size={read ? "wide" : "medium"}
      title={read ? `Import ${read.name === pastedName ? "pasted text" : read.name}` : "Import a shot list or prompt"}
      onClose={onClose}
      {...(given ? { initialFocus: importButton } : {})}
      buttons={
        <>
          {read && !given && (
            <Button kind="quiet" disabled={isBusy} onClick={() => setRead(null)}>
              Back
            </Button>
          )}
          <Button onClick={onClose}>{plan && !plan.edit ? "Close" : "Cancel"}</Button>
          {plan?.edit && (
            <Button ref={importButton} kind="primary" disabled={isBusy} onClick={() => void accept()}>
              Import
            </Button>
          )}
        </>
      }
    >
      <div className={styles.sheet}>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        {read && plan ? (
          <>
            <p className={styles.summary}>
              {plan.edit ? `${sayPlan(plan, planned)}. You can undo it as one step.` : sayNothing(plan)}
            </p>
            <ImportPreview columns={read.reading.columns} plan={plan} />
          </>
        ) : (
          <Source
            isBusy={isBusy}
            onFiles={choose}
            onText={(text) => void reading(pastedName, () => readListText(text))}
            onProblem={setProblem}
          />
        )}
      </div>
    </Modal>
  );
}

interface SourceProps {
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onText: (text: string) => void;
  readonly onProblem: (sentence: string | null) => void;
}

function Source({ isBusy, onFiles, onText, onProblem }: SourceProps) {
  const textId = useId();
  const aboutId = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const paste = (event: ClipboardEvent) => {
    // So much text would hold up the field for minutes.
    if (event.clipboardData.getData("text/plain").length <= listCharsMax) return;
    event.preventDefault();
    onProblem(
      `The text is too large: the limit is ${listCharsMax.toLocaleString("en")} characters. Import it in parts.`,
    );
  };
  return (
    <>
      <label className={styles.label} htmlFor={textId}>
        Paste a shot list or a prompt
      </label>
      <textarea
        id={textId}
        className={styles.text}
        rows={9}
        data-long-text=""
        value={text}
        spellCheck={false}
        aria-describedby={aboutId}
        placeholder={"Shot 1 (4s): Close-up, slow push-in. She waits.\nShot 2 (3s): Wide shot. The car leaves."}
        onPaste={paste}
        onChange={(event) => {
          onProblem(null);
          setText(event.currentTarget.value);
        }}
      />
      <p id={aboutId} className={styles.about}>
        Rows of a spreadsheet with titles such as Shot, Size, Action and Length; “Shot 1 (4s): …”; or the JSON of a
        request. Numbered pictures become a storyboard.
      </p>
      <div className={styles.actions}>
        <Button kind="primary" disabled={isBusy || text.trim() === ""} onClick={() => onText(text)}>
          {isBusy ? "Reading…" : "Read the text"}
        </Button>
        <Button disabled={isBusy} onClick={() => picker.current?.click()}>
          Choose files…
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".csv,.tsv,.tab,.txt,.md,.json,image/*"
          multiple
          hidden
          aria-label="Files to import"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            currentTarget.value = "";
            onFiles(files);
          }}
        />
      </div>
    </>
  );
}

/** New passes are like the selected one, else like the last. */
function likeNow(project: Project) {
  const { selection } = editor.get();
  const like = project.passes.find(({ id }) => id === selection.passId) ?? project.passes.at(-1);
  return like ?? { scene: "SC010", aspectRatio: "16:9" as const, ...newPassModel() };
}

interface Verbs {
  readonly adds: string;
  readonly changes: string;
  readonly leaves: string;
}

const planned: Verbs = { adds: "adds", changes: "changes", leaves: "leaves" };
const done: Verbs = { adds: "added", changes: "changed", leaves: "left" };

function sayPlan({ added, updated, unchanged }: ListPlan, { adds, changes, leaves }: Verbs): string {
  const shots = added.reduce((sum, each) => sum + each.shots.length, 0);
  const said = [
    shots > 0 ? `${adds} ${countOf(shots, "shot")} in ${added.length === 1 ? "1 pass" : `${added.length} passes`}` : "",
    updated.length > 0 ? `${changes} ${countOf(updated.length, "shot")}` : "",
    unchanged > 0 ? `${leaves} ${countOf(unchanged, "shot")} unchanged` : "",
  ].filter(Boolean);
  const sentence = said.length > 1 ? `${said.slice(0, -1).join(", ")} and ${said.at(-1)}` : (said[0] ?? "");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function sayNothing({ unchanged }: ListPlan): string {
  return unchanged > 0 ? "All shots of the list are in the project as they are." : "The list adds and changes nothing.";
}

/** The first shot that came. */
function showAdded({ edit }: ListPlan): void {
  if (edit?.type !== "batch") return;
  const project = shownProject(editor.get());
  const added = edit.edits.find((each) => each.type === "pass.add" || each.type === "shot.add");
  const passId = added?.type === "pass.add" ? added.pass.id : added?.type === "shot.add" ? added.passId : null;
  const shot = added?.type === "pass.add" ? added.pass.shots[0] : added?.type === "shot.add" ? added.shot : undefined;
  if (project && passId !== null && shot) selectAndShow(passId, shot.id);
}
