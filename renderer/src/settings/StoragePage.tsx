/** Owns what the open project takes on its disk: stored files, the bin, what can be made again, and finding files that are missing. */
import { useCallback, useEffect, useState } from "react";
import type { InputOf, OutputOf } from "../../../shared/rpc/contract.ts";
import { describeError } from "../api/client.ts";
import { chooseFolder } from "../dialogs/chooser.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { formatBytes } from "../operations/format-bytes.ts";
import { useOperation } from "../operations/use-operation.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row } from "../ui/Field.tsx";
import styles from "./Settings.module.css";

type Sizes = OutputOf<"storage.sizes">;

export function StoragePage() {
  const projectId = useEditor((state) => state.projectId);
  if (projectId === null) return <p className={styles.lead}>Open a project to see how much space it takes.</p>;
  return <ProjectStorage projectId={projectId} />;
}

function ProjectStorage({ projectId }: { projectId: string }) {
  const readOnly = useEditor((state) => state.view?.readOnly ?? true);
  // What is stored changes with each take and each edit of the bin.
  const view = useEditor((state) => state.view);
  const [sizes, setSizes] = useState<Sizes | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const fail = useCallback((error: unknown) => {
    const { message, next } = describeError(error);
    setProblem([message, next].filter(Boolean).join(" "));
  }, []);
  const look = useCallback(
    () => editor.client.call("storage.sizes", { projectId }).then(setSizes, fail),
    [projectId, fail],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `view` is the reason to look again
  useEffect(() => void look(), [look, view]);
  const clearCache = async () => {
    setProblem(null);
    await editor.client.call("cache.clear", { projectId }).catch(fail);
    await look();
  };
  if (sizes === null) return problem && <p className={styles.problem}>{problem}</p>;
  return (
    <>
      <p className={styles.lead}>
        What the open project takes.{sizes.free !== null && ` Its disk has ${formatBytes(sizes.free)} free.`}
      </p>
      <Row label="Media">
        <span>{formatBytes(sizes.media)}</span>
      </Row>
      <Row label="Bin">
        <span>{formatBytes(sizes.bin)}</span>
        {sizes.bin > 0 && <Button onClick={() => openDialog({ kind: "bin" })}>Show bin…</Button>}
      </Row>
      <Row label="Cache">
        <span>{formatBytes(sizes.cache)}</span>
        {sizes.cache > 0 && (
          <Button
            disabled={readOnly}
            title="Previews and filmstrips are made again when they are needed"
            onClick={() => void clearCache()}
          >
            Clear cache
          </Button>
        )}
      </Row>
      {sizes.missing > 0 && (
        <MissingFiles projectId={projectId} count={sizes.missing} disabled={readOnly} fail={fail} />
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </>
  );
}

interface MissingFilesProps {
  readonly projectId: string;
  readonly count: number;
  readonly disabled: boolean;
  readonly fail: (error: unknown) => void;
}

function MissingFiles({ projectId, count, disabled, fail }: MissingFilesProps) {
  const [operationId, setOperationId] = useState<string | null>(null);
  const operation = useOperation(operationId);
  const running = operation?.state === "running";
  const find = async () => {
    const folder = await chooseFolder("Find missing files");
    if (folder === null) return;
    const asked: InputOf<"media.relink"> = { projectId, folder };
    await editor.client.call("media.relink", asked).then((started) => setOperationId(started.operationId), fail);
  };
  return (
    <>
      <Row label="Missing">
        <span className={styles.warning}>{count === 1 ? "1 file" : `${count} files`}</span>
        <Button disabled={disabled || running} onClick={() => void find()}>
          {running ? operation.step : "Find missing files…"}
        </Button>
      </Row>
      {operation?.error && (
        <p role="alert" className={styles.problem}>
          {operation.error.message} {operation.error.next}
        </p>
      )}
    </>
  );
}
