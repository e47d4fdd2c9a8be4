/** Owns how work under way is shown: a bar, the step, cancel; and what went wrong with it. */
import { Progress } from "@base-ui/react/progress";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import { showDone } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { formatBytes } from "./format-bytes.ts";
import styles from "./Operation.module.css";

export function OperationProgress({ operation }: { operation: Operation | null }) {
  const progress = Math.round((operation?.progress ?? 0) * 100);
  return (
    <div className={styles.progress}>
      <Progress.Root value={progress > 0 ? progress : null} aria-label={operation?.title ?? "Starting"}>
        <Progress.Track className={styles.track}>
          <Progress.Indicator className={styles.indicator} />
        </Progress.Track>
      </Progress.Root>
      <div className={styles.step}>
        <span>{operation?.step || "Starting…"}</span>
        {progress > 0 && <span className={styles.percent}>{progress} %</span>}
      </div>
    </div>
  );
}

export function OperationProblem({ operation }: { operation: Operation }) {
  if (operation.state === "cancelled")
    return <p className={styles.note}>Canceled. No partial files were left behind.</p>;
  if (!operation.error) return null;
  return (
    <div role="alert" className={styles.problem}>
      <p className={styles.message}>{operation.error.message}</p>
      {operation.error.next && <p>{operation.error.next}</p>}
    </div>
  );
}

export function cancelOperation(operationId: string): void {
  editor.client.call("operations.cancel", { operationId }).catch((error) => editor.report(error));
}

/** What was made, where, and how large. */
export function OperationFiles({ operation }: { operation: Operation }) {
  const { folder, files = [] } = operation.result ?? {};
  const haveLengths = files.some((file) => file.durationSeconds !== undefined);
  return (
    <>
      {folder && (
        <div className={styles.folder}>
          <span className={styles.path} title={folder}>
            <bdi>{folder}</bdi>
          </span>
          <ShowButtons path={folder} />
        </div>
      )}
      {files.length > 0 && (
        <>
          <p className={styles.note}>{sumOf(files)}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must scroll by keyboard */}
          <section className={styles.scroll} tabIndex={0} aria-label="Files">
            <table className={styles.files}>
              <thead>
                <tr>
                  <th scope="col">File</th>
                  {haveLengths && <th scope="col">Length</th>}
                  <th scope="col">Size</th>
                </tr>
              </thead>
              <tbody>
                {files.map((file) => (
                  <tr key={file.path}>
                    <td title={file.path}>{nameIn(folder, file.path)}</td>
                    {haveLengths && <td>{lengthOf(file.durationSeconds)}</td>}
                    <td>{formatBytes(file.bytes)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </>
  );
}

function lengthOf(seconds: number | undefined): string {
  return seconds === undefined ? "" : `${Number(seconds.toFixed(2))} s`;
}

/** `34 files, 8.9 MB`. */
function sumOf(files: readonly { readonly bytes: number }[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${files.length === 1 ? "1 file" : `${files.length} files`}, ${formatBytes(bytes)}`;
}

function ShowButtons({ path }: { path: string }) {
  const native = window.shotlineNative;
  return native ? (
    <Button onClick={() => void native.showInFolder(path)}>Show in folder</Button>
  ) : (
    <Button onClick={() => void copyPath(path)}>Copy path</Button>
  );
}

async function copyPath(path: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(path);
    showDone("Path copied.");
  } catch (error) {
    editor.report(error);
  }
}

/** The file's path below `folder`, or its whole path when it lies elsewhere. */
function nameIn(folder: string | undefined, path: string): string {
  return folder && path.startsWith(folder) ? path.slice(folder.length).replace(/^[\\/]+/, "") : path;
}
