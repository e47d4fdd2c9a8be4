/** Owns the dialog that writes the project as one file: where to, with or without videos, how large; then progress, and what was made. */
import { useEffect, useState } from "react";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { describeError } from "../api/client.ts";
import { chooseFolder } from "../dialogs/chooser.ts";
import { formatBytes } from "../operations/format-bytes.ts";
import { OperationButtons } from "../operations/OperationButtons.tsx";
import {
  cancelOperation,
  OperationFiles,
  OperationProblem,
  OperationProgress,
} from "../operations/OperationProgress.tsx";
import { suggestFolder } from "../operations/suggest-folder.ts";
import { useOperation } from "../operations/use-operation.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row, Toggle } from "../ui/Field.tsx";
import formStyles from "../ui/Form.module.css";
import { Modal } from "../ui/Modal.tsx";
import styles from "./Archive.module.css";
import { OperationNotes } from "./OperationNotes.tsx";

type Sizes = OutputOf<"archive.sizes">;

const ending = ".shotarchive";

export function ArchiveDialog({ onClose }: { onClose: () => void }) {
  const projectId = useEditor((state) => state.view?.project.id ?? null);
  const [file, setFile] = useState(() => `${suggestFolder()}${ending}`);
  const [videos, setVideos] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [operationId, setOperationId] = useState<string | null>(null);
  const operation = useOperation(operationId);
  const sizes = useSizes(projectId);
  if (projectId === null) return null;

  const start = async () => {
    setProblem(null);
    const typed = file.trim();
    try {
      const named = typed.endsWith(ending) ? typed : `${typed}${ending}`;
      const started = await editor.client.call("archive.write", { projectId, file: named, videos });
      setOperationId(started.operationId);
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
    }
  };

  if (operationId !== null) {
    const state = operation?.state ?? "running";
    return (
      <Modal
        open
        size="medium"
        title={state === "done" ? "Archived" : "Archive project"}
        onClose={onClose}
        buttons={
          <OperationButtons
            state={state}
            what="archive"
            onClose={onClose}
            onCancel={() => cancelOperation(operationId)}
            onBack={() => setOperationId(null)}
          />
        }
      >
        {state === "running" && <OperationProgress operation={operation} />}
        {operation && state === "done" && (
          <>
            <p className={styles.about}>Every file was read back and compared.</p>
            <OperationFiles operation={operation} />
            <OperationNotes notes={operation.result?.notes ?? []} />
          </>
        )}
        {operation && state !== "running" && <OperationProblem operation={operation} />}
      </Modal>
    );
  }
  return (
    <Modal
      open
      title="Archive project"
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={file.trim() === ""} onClick={() => void start()}>
            Archive
          </Button>
        </>
      }
    >
      <div className={formStyles.form}>
        <p className={styles.about}>
          Writes the whole project as one file, to send or to keep. Whoever opens it gets a project folder of their own.
        </p>
        <Row label="Save as">
          <input
            className={formStyles.input}
            aria-label="Archive file"
            value={file}
            spellCheck={false}
            onChange={(event) => setFile(event.currentTarget.value)}
          />
          <Button
            onClick={() =>
              void chooseFolder("Choose a folder for the archive").then(
                (folder) => folder && setFile(moveTo(folder, file)),
              )
            }
          >
            Choose…
          </Button>
        </Row>
        <Row label="Videos" top>
          <div className={styles.choice}>
            <Toggle label="Include videos" checked={videos} onChange={setVideos} />
            <span>{videos ? "Included" : "Left out: takes are offline where the archive is opened"}</span>
          </div>
        </Row>
        <Row label="Size">
          <output className={styles.size}>{sizes ? saySizes(sizes, videos) : "…"}</output>
        </Row>
        {sizes !== null && sizes.missing > 0 && (
          <p className={styles.note}>
            {sizes.missing === 1 ? "1 file is missing" : `${sizes.missing} files are missing`} from the project and
            can’t be included.
          </p>
        )}
        <p className={styles.note}>
          The plan with its history, images, sounds, jobs and spending are always included; API keys never are.
        </p>
        {problem && (
          <p role="alert" className={formStyles.problem}>
            {problem}
          </p>
        )}
      </div>
    </Modal>
  );
}

/** Null until they are known; what keeps them from it is said where the archive is written. */
function useSizes(projectId: string | null): Sizes | null {
  const [sizes, setSizes] = useState<Sizes | null>(null);
  useEffect(() => {
    if (projectId === null) return;
    editor.client.call("archive.sizes", { projectId }).then(setSizes, () => undefined);
  }, [projectId]);
  return sizes;
}

function saySizes({ plan, images, sounds, videos }: Sizes, withVideos: boolean): string {
  const without = plan + images + sounds;
  if (videos === 0) return `About ${formatBytes(without)}; the project has no videos`;
  const [chosen, other] = withVideos ? [without + videos, without] : [without, without + videos];
  return `About ${formatBytes(chosen)}; ${formatBytes(other)} ${withVideos ? "without" : "with"} videos`;
}

/** The same name in another folder, with the separator that the folder's path has. */
function moveTo(folder: string, file: string): string {
  const separator = folder.includes("\\") ? "\\" : "/";
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return `${folder.replace(/[\\/]$/, "")}${separator}${name}`;
}
