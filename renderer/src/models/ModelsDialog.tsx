/** Owns the page of models: all of them side by side, what each would make of the selected pass, and files of the user's own that can't be used. */
import { useEffect, useState } from "react";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./ModelsDialog.module.css";
import { ModelTable } from "./ModelTable.tsx";
import { type ComparedPass, type ModelRow, modelRows, nextSorting, type Sorting, sortRows } from "./model-rows.ts";

type Output = ModelProfile["output"];
type OwnFiles = OutputOf<"models.own">;

const outputs = [
  { value: "film", label: "Video models" },
  { value: "still", label: "Image models" },
] as const;

/** Picked where no service is left out. */
const everyService = "all";

export function ModelsDialog({ onClose }: { onClose: () => void }) {
  const [output, setOutput] = useState<Output>("film");
  const [service, setService] = useState(everyService);
  const [sorting, setSorting] = useState<Sorting>(null);
  const own = useOwnFiles();
  const compared = useComparedPass();
  const rows = modelRows(output, compared);
  const services = [...new Set(rows.map((row) => row.service))];
  const isOneService = services.includes(service);
  const shown = rows.filter((row) => !isOneService || row.service === service);
  return (
    <Modal
      open
      size="full"
      title="Models"
      onClose={onClose}
      buttons={
        <>
          <Button onClick={() => openDialog({ kind: "help", page: "models" })}>About models</Button>
          <Button onClick={onClose}>Done</Button>
        </>
      }
    >
      <div className={styles.sheet}>
        <div className={styles.bar}>
          <Picker
            label="What models make"
            value={output}
            choices={outputs}
            onPick={setOutput}
            className={styles.pick}
          />
          <Picker
            label="Service"
            value={isOneService ? service : everyService}
            choices={[
              { value: everyService, label: "All services" },
              ...services.map((value) => ({ value, label: value })),
            ]}
            onPick={setService}
            className={styles.pick}
          />
          <p className={styles.summary} aria-live="polite">
            {sayPass(compared, rows, output)}
          </p>
        </div>
        <OwnFaults own={own} />
        <ModelTable
          rows={sortRows(shown, sorting)}
          pass={output === "film" ? (compared?.pass ?? null) : null}
          output={output}
          sorting={sorting}
          ownFiles={new Map(own?.models.map(({ profile, file }) => [profile.id, file]))}
          onSort={(column) => setSorting(nextSorting(sorting, column))}
        />
      </div>
    </Modal>
  );
}

/** Read when the page opens, and again whenever the window learns of other models, which makes the project anew. */
function useOwnFiles(): OwnFiles | null {
  const [own, setOwn] = useState<OwnFiles | null>(null);
  const view = useEditor((state) => state.view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    editor.client.call("models.own", {}).then(setOwn, (error) => editor.report(error));
  }, [view]);
  return own;
}

function useComparedPass(): ComparedPass | null {
  const project = useEditor(shownProject);
  const passId = useEditor((state) => state.selection.passId);
  const media = useEditor((state) => state.view?.media ?? null);
  const pass = project?.passes.find(({ id }) => id === passId);
  return project && pass && media ? { project, pass, media } : null;
}

function sayPass(compared: ComparedPass | null, rows: readonly ModelRow[], output: Output): string {
  if (output === "still") return "";
  if (compared === null) return "Select a pass in the project to see which models can make it.";
  const { scene, name } = compared.pass;
  const whole = rows.filter((row) => row.compared?.fit === "whole").length;
  return `${scene} ${name}: ${whole} of ${rows.length} models can make it as it is.`;
}

function OwnFaults({ own }: { own: OwnFiles | null }) {
  if (own === null || own.faults.length === 0) return null;
  return (
    <details className={styles.faults}>
      <summary>
        {own.faults.length === 1 ? "One problem" : `${own.faults.length} problems`} in your model files: these files are
        left out.
      </summary>
      <ul>
        {own.faults.map(({ file, path, message }) => (
          <li key={`${file} ${path} ${message}`}>
            <strong>{file}</strong>
            {path === "" ? "" : `, ${path}`}: {message}
          </li>
        ))}
      </ul>
      <p>Correct them in {own.folder}.</p>
    </details>
  );
}
