/** Owns the script beside the shots that were made from it, and looking at another version before it is imported. */
import { FileText } from "lucide-react";
import { useDeferredValue, useMemo, useRef } from "react";
import type { Project } from "../../../shared/project/model.ts";
import { type Script, titleOf } from "../../../shared/ways-in/script.ts";
import { scriptEndings, sourceOfFile } from "../commands/script-files.ts";
import { shownProject } from "../state/selectors.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { ScriptChanges } from "./ScriptChanges.tsx";
import { ScriptPage } from "./ScriptPage.tsx";
import styles from "./ScriptView.module.css";
import { rowsOfScript } from "./script-rows.ts";
import { readScript, useScript } from "./script-state.ts";

export function ScriptView() {
  const projectId = useEditor((state) => state.projectId);
  const project = useEditor(shownProject);
  const readOnly = useEditor((state) => state.view?.readOnly ?? false);
  const { kept, reading, isBusy } = useScript(projectId);
  const picker = useRef<HTMLInputElement>(null);
  const choose = () => picker.current?.click();
  const isDisabled = isBusy || readOnly;
  return (
    <section className={styles.view} aria-label="Script" aria-busy={isBusy || kept === undefined}>
      <input
        ref={picker}
        type="file"
        hidden
        accept={scriptEndings}
        aria-label="Script file"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file) void readScript(() => sourceOfFile(file));
        }}
      />
      {kept && (
        <header className={styles.bar}>
          <h2 className={styles.title}>{titleOf(kept.script) ?? kept.name}</h2>
          <span className={styles.about}>{kept.name}</span>
          <span className={styles.gap} />
          <Button disabled={isDisabled} onClick={choose}>
            Import again…
          </Button>
        </header>
      )}
      <div className={styles.body}>
        {kept && project && <ShownScript project={project} script={kept.script} canMake={!readOnly} />}
        {kept === null && reading && project && (
          <ShownScript project={project} script={reading.script} canMake={false} />
        )}
        {kept === null && !reading && <NoScript isDisabled={isDisabled} onChoose={choose} />}
        {reading && <ScriptChanges key={reading.revision} reading={reading} isBusy={isBusy} />}
      </div>
    </section>
  );
}

interface ShownScriptProps {
  readonly project: Project;
  readonly script: Script;
  readonly canMake: boolean;
}

function ShownScript({ project, script, canMake }: ShownScriptProps) {
  // Typing in a prompt does not wait for the script to be compared again.
  const shown = useDeferredValue(project);
  const scenes = useMemo(() => rowsOfScript(shown, script), [shown, script]);
  return <ScriptPage project={shown} script={script} scenes={scenes} canMake={canMake} />;
}

function NoScript({ isDisabled, onChoose }: { isDisabled: boolean; onChoose: () => void }) {
  return (
    <div className={styles.empty}>
      <FileText size={28} aria-hidden="true" />
      <h2 className={styles.emptyTitle}>No script yet</h2>
      <p>Drop a script here, or paste it. Its scenes become passes, its paragraphs shots.</p>
      <p className={styles.formats}>Fountain, Final Draft (FDX) or plain text, up to 5 MB.</p>
      <Button kind="primary" disabled={isDisabled} onClick={onChoose}>
        Choose a script…
      </Button>
    </div>
  );
}
