/** Owns the screen of a project that does not open as it was left: what happened, what is there, and what to open. */
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { posterUrl } from "../../../shared/rpc/contract.ts";
import type { Findings } from "../../../shared/rpc/recovery-contract.ts";
import { describeError } from "../api/client.ts";
import { signedAddress } from "../api/session.ts";
import { openFolder } from "../commands/commands.ts";
import type { Unopened } from "../state/editor-state.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { NothingLeft } from "./NothingLeft.tsx";
import { RecoveryChoices } from "./RecoveryChoices.tsx";
import styles from "./RecoveryScreen.module.css";
import { candidatesOf, nameOfFolder } from "./recovery-choices.ts";
import { headline, whenIn } from "./recovery-words.ts";

export function RecoveryScreen({ folder, fault }: Unopened) {
  const { findings, problem, look } = useFindings(folder);
  const candidates = findings === null ? [] : candidatesOf(findings);
  const name = candidates[0]?.standing.name ?? nameOfFolder(folder);
  const nowMs = Date.now();
  const lead = findings?.fault.message ?? fault.message;
  const lastSaved = findings?.lastSaved ?? null;
  return (
    <main className={styles.page} aria-busy={findings === null && problem === null}>
      <div className={styles.sheet}>
        <header className={styles.head}>
          <Poster folder={folder} />
          <div className={styles.words}>
            <h1 className={styles.title}>
              <bdi>{headline(findings?.fault.code ?? fault.code, name)}</bdi>
            </h1>
            <p className={styles.lead}>{lead}</p>
            {lastSaved && (
              <p className={styles.fact}>
                Last saved {lastSaved.at === null ? "" : `${whenIn(lastSaved.at, nowMs)}, `}at revision{" "}
                {lastSaved.revision.toLocaleString("en-US")}.
              </p>
            )}
            {!lead.includes(folder) && (
              <p className={styles.folder} title={folder}>
                <bdi>{folder}</bdi>
              </p>
            )}
          </div>
        </header>
        {problem === null && findings === null && (
          <p role="status" className={styles.looking}>
            Looking for what can be opened… Nothing in the folder is changed.
          </p>
        )}
        {problem !== null && (
          <div role="alert" className={styles.problem}>
            {problem}
          </div>
        )}
        {findings && candidates.length > 0 && (
          <RecoveryChoices findings={findings} candidates={candidates} name={name} ways={<Ways folder={folder} />} />
        )}
        {findings && candidates.length === 0 && <NothingLeft />}
        {(problem !== null || (findings && candidates.length === 0)) && (
          <div className={styles.buttons}>
            <Button autoFocus kind="primary" onClick={() => void openFolder(folder).then(look)}>
              Try again
            </Button>
            <Ways folder={folder} />
          </div>
        )}
        {problem === null && findings === null && (
          <div className={styles.buttons}>
            <Ways folder={folder} />
          </div>
        )}
      </div>
    </main>
  );
}

/** The ways that open nothing. */
function Ways({ folder }: { folder: string }): ReactNode {
  const native = window.shotlineNative;
  return (
    <>
      {native && <Button onClick={() => void native.showInFolder(folder)}>Show in folder</Button>}
      <Button kind="quiet" onClick={() => editor.showUnopened(null)}>
        Back to start
      </Button>
    </>
  );
}

/** The picture by which Home shows it. */
function Poster({ folder }: { folder: string }) {
  const [poster, setPoster] = useState<string | null>(null);
  useEffect(() => {
    editor.client.call("projects.list", {}).then(
      (recent) => setPoster(recent.find((each) => each.folder === folder)?.poster ?? null),
      () => {},
    );
  }, [folder]);
  if (poster === null) return null;
  return (
    <img
      className={styles.poster}
      src={signedAddress(posterUrl(poster))}
      alt=""
      draggable={false}
      onError={() => setPoster(null)}
    />
  );
}

function useFindings(folder: string) {
  const [findings, setFindings] = useState<Findings | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = useCallback(() => {
    setFindings(null);
    setProblem(null);
    editor.client.call("recovery.inspect", { folder }).then(setFindings, (error: unknown) => {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
    });
  }, [folder]);
  useEffect(look, [look]);
  return { findings, problem, look };
}
