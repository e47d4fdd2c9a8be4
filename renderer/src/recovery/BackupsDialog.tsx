/** Owns the backups of the open project: when each was made and what it holds, opening one as a copy, and restoring it. */
import { History } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { Backup } from "../../../shared/rpc/recovery-contract.ts";
import { describeError } from "../api/client.ts";
import { mediaAddress } from "../api/session.ts";
import { opening } from "../commands/commands.ts";
import { formatBytes } from "../operations/format-bytes.ts";
import { showDone } from "../state/problems.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import { FinderOption, placeAfter } from "../ui/FinderOption.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./BackupsDialog.module.css";
import { agoWords, contentWords, reasonWords, timeWords } from "./backup-words.ts";

type Doing = "make" | "open" | "restore";

const rule =
  "All backups of the last hour are kept, then one an hour for a day, one a day for two weeks, and one a week for half a year.";

export function BackupsDialog({ onClose }: { onClose: () => void }) {
  const projectId = useEditor((state) => state.projectId);
  const readOnly = useEditor((state) => state.view?.readOnly ?? true);
  const [listed, setListed] = useState<OutputOf<"backups.list"> | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [nowMs, setNowMs] = useState(Date.now);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const backups = listed?.backups ?? [];
  const place = Math.max(
    0,
    backups.findIndex((backup) => backup.id === picked),
  );
  const chosen = backups[place];

  const look = async (of: string) => {
    try {
      setListed(await editor.client.call("backups.list", { projectId: of }));
      setNowMs(Date.now());
    } catch (error) {
      setProblem(sentencesOf(error));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once a project
  useEffect(() => {
    if (projectId !== null) void look(projectId);
  }, [projectId]);
  if (projectId === null) return null;

  const run = async (what: Doing, work: () => Promise<void>) => {
    if (doing !== null) return;
    setDoing(what);
    setProblem(null);
    await work().catch((error: unknown) => setProblem(sentencesOf(error)));
    setDoing(null);
  };
  const make = () =>
    run("make", async () => {
      const known = new Set(backups.map((backup) => backup.id));
      const made = await editor.client.call("backups.make", { projectId });
      await look(projectId);
      setPicked(made.id);
      list.current?.focus();
      showDone(known.has(made.id) ? "The newest backup holds this state already." : "Backed up the project.");
    });
  const openCopy = (backup: Backup) =>
    run("open", async () => {
      if (await opening(() => editor.client.call("backups.open", { projectId, backup: backup.id }))) onClose();
    });
  const restore = (backup: Backup) =>
    run("restore", async () => {
      const label = await editor.restoreBackup(backup.id);
      if (label === null) return;
      onClose();
      const when = timeWords(backup.madeAt, Date.now()).replace(/^(?:Today|Yesterday)/, (day) => day.toLowerCase());
      if (label === "") showDone("The plan is the same as in this backup.");
      else showDone(`Restored the plan from ${when}.`, { label: "Undo", run: () => void editor.undo() });
    });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, place, backups.length);
    if (next !== null) setPicked(backups[next]?.id ?? null);
    else if (event.key === "Home") setPicked(backups[0]?.id ?? null);
    else if (event.key === "End") setPicked(backups.at(-1)?.id ?? null);
    else if (event.key === "Enter" && chosen) void (readOnly ? openCopy(chosen) : restore(chosen));
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      open
      size="large"
      title="Backups"
      onClose={onClose}
      initialFocus={list}
      buttons={
        <>
          <Button className={styles.make} disabled={readOnly || doing !== null} onClick={() => void make()}>
            {doing === "make" ? "Backing up…" : "Back up now"}
          </Button>
          <Button onClick={onClose}>Close</Button>
          <Button disabled={!chosen || doing !== null} onClick={() => chosen && void openCopy(chosen)}>
            {doing === "open" ? "Copying…" : "Open as copy"}
          </Button>
          <Button
            kind="primary"
            disabled={!chosen || readOnly || doing !== null}
            onClick={() => chosen && void restore(chosen)}
          >
            {doing === "restore" ? "Restoring…" : "Restore"}
          </Button>
        </>
      }
    >
      <p className={styles.rule}>
        {readOnly
          ? "This project is read-only: a backup opens as a copy beside it."
          : "Restoring brings back the plan; takes, jobs and spending stay. Undo takes it back."}
      </p>
      <div className={styles.box}>
        {/* The list has the focus and names the backup that is chosen. */}
        <div
          ref={list}
          id={id}
          role="listbox"
          tabIndex={0}
          aria-label="Backups, newest first"
          aria-busy={listed === null}
          aria-activedescendant={chosen && `${id}-${place}`}
          className={joinClasses(styles.list, backups.length === 0 && styles.empty)}
          onKeyDown={onKeyDown}
        >
          {backups.map((backup, index) => (
            <FinderOption
              key={backup.id}
              id={`${id}-${index}`}
              isActive={index === place}
              className={styles.backup}
              onPick={() => {
                setPicked(backup.id);
                list.current?.focus();
              }}
            >
              <Picture projectId={projectId} mediaId={backup.picture} />
              <Words backup={backup} nowMs={nowMs} />
              <span className={styles.reason}>{reasonWords[backup.reason]}</span>
              <span className={styles.bytes}>{formatBytes(backup.bytes)}</span>
            </FinderOption>
          ))}
        </div>
        {listed === null && problem === null && <p className={styles.none}>Reading the backups…</p>}
        {listed !== null && backups.length === 0 && (
          <p className={styles.none}>
            No backups yet. Shotline makes one when a project is opened, every ten minutes while it is edited, and when
            it is closed.
          </p>
        )}
      </div>
      {backups.length > 0 && (
        <p className={styles.kept}>
          {backups.length === 1 ? "1 backup" : `${backups.length} backups`}, {formatBytes(listed?.bytes ?? 0)}. {rule}
        </p>
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </Modal>
  );
}

function Words({ backup, nowMs }: { backup: Backup; nowMs: number }) {
  const isNow = useEditor((state) => state.view?.revision === backup.revision);
  const isNamed = useEditor((state) => state.view?.project.name === backup.name);
  return (
    <span className={styles.words}>
      <span className={styles.time}>
        <strong>{timeWords(backup.madeAt, nowMs)}</strong>
        <span className={styles.ago}>{agoWords(backup.madeAt, nowMs)}</span>
        {isNow && <span className={styles.now}>Current plan</span>}
      </span>
      <span className={styles.content}>
        {contentWords(backup)}
        {!isNamed && ` · “${backup.name}”`}
      </span>
    </span>
  );
}

/** The picture that stands for a backup, as long as the project still has it. */
function Picture({ projectId, mediaId }: { projectId: string; mediaId: string | null }) {
  const isHere = useEditor((state) => state.view?.media.some(({ id, missing }) => id === mediaId && !missing) ?? false);
  const [failed, setFailed] = useState(false);
  return (
    <span className={styles.picture}>
      {mediaId !== null && isHere && !failed ? (
        <img
          src={mediaAddress(projectId, mediaId, "thumbnail")}
          alt=""
          draggable={false}
          loading="lazy"
          onError={() => setFailed(true)}
        />
      ) : (
        <History size={18} />
      )}
    </span>
  );
}

function sentencesOf(error: unknown): string {
  const { message, next } = describeError(error);
  return [message, next].filter(Boolean).join(" ");
}
