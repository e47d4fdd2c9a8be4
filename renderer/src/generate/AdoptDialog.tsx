/** Owns taking up tasks that a service lists and this project does not know: found by service, given to a pass. */
import { useState } from "react";
import type { ProviderName } from "../../../shared/models/profile.ts";
import { labelOf } from "../../../shared/models/profiles.ts";
import type { Orphan } from "../../../shared/rpc/generation-contract.ts";
import { describeError } from "../api/client.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { openJobs } from "../dialogs/jobs-panel.ts";
import { serviceName, services } from "../generation/services.ts";
import { hasKey, useGeneration } from "../generation/use-generation.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./Generate.module.css";

export function AdoptDialog({ onClose }: { onClose: () => void }) {
  const state = useGeneration((whole) => whole);
  const keyed = services.filter(({ provider }) => hasKey(state, provider));
  const [provider, setProvider] = useState<ProviderName | null>(keyed[0]?.provider ?? null);
  const [found, setFound] = useState<readonly Orphan[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const look = async () => {
    const { projectId } = editor.get();
    if (projectId === null || provider === null) return;
    setBusy(true);
    setProblem(null);
    try {
      setFound(await editor.client.call("jobs.orphans", { projectId, provider }));
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
      setFound(null);
    }
    setBusy(false);
  };
  const taken = (remoteId: string) =>
    setFound((before) => before?.filter((each) => each.remoteId !== remoteId) ?? null);
  return (
    <Modal
      open
      size="large"
      title="Find tasks at a service"
      onClose={onClose}
      buttons={<Button onClick={onClose}>Close</Button>}
    >
      <div className={styles.sheet}>
        <p className={styles.origin}>
          Find tasks that were sent from elsewhere or from a lost project, and import their videos as takes of a pass.
          Searching sends nothing and costs nothing.
        </p>
        {keyed.length === 0 ? (
          <div className={styles.missing}>
            <p>No API key is stored on this computer.</p>
            <Button onClick={() => openDialog({ kind: "settings", page: "services" })}>Add API key…</Button>
          </div>
        ) : (
          <div className={styles.look}>
            <Picker
              label="Service"
              value={provider}
              choices={keyed.map((service) => ({ value: service.provider, label: service.name }))}
              onPick={(next) => {
                setProvider(next);
                setFound(null);
              }}
            />
            <Button kind="primary" disabled={busy || provider === null} onClick={() => void look()}>
              {busy ? "Searching…" : "Search"}
            </Button>
          </div>
        )}
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        {found?.length === 0 && (
          <p className={styles.origin}>
            {serviceName(provider ?? "")} has no tasks that are missing from this project. Some services do not provide
            a task list.
          </p>
        )}
        {found && found.length > 0 && (
          <ul className={styles.rows} aria-label="Tasks found">
            {found.map((orphan) => (
              <OrphanRow key={orphan.remoteId} orphan={orphan} onTaken={() => taken(orphan.remoteId)} />
            ))}
          </ul>
        )}
      </div>
    </Modal>
  );
}

const stateWords = { working: "In progress", succeeded: "Finished", failed: "Failed" } as const;

function OrphanRow({ orphan, onTaken }: { orphan: Orphan; onTaken: () => void }) {
  const passes = useEditor((state) => state.view?.project.passes) ?? [];
  const selected = useEditor((state) => state.selection.passId);
  const [passId, setPassId] = useState<string | null>(selected);
  const [busy, setBusy] = useState(false);
  const adopt = async () => {
    const { projectId } = editor.get();
    if (projectId === null || passId === null) return;
    setBusy(true);
    try {
      const { provider, remoteId } = orphan;
      await editor.client.call("jobs.adopt", { projectId, passId, provider, remoteId });
      openJobs("jobs");
      onTaken();
    } catch (error) {
      editor.report(error);
      setBusy(false);
    }
  };
  return (
    <li className={styles.row}>
      <div className={styles.rowText}>
        <span>
          {labelOf(orphan.profile)}, {stateWords[orphan.state].toLowerCase()}
        </span>
        <span className={styles.hint} title={orphan.remoteId}>
          {orphan.createdAt === null ? "" : `${new Date(orphan.createdAt).toLocaleString()} · `}
          {orphan.remoteId}
        </span>
      </div>
      <Picker
        label="Pass"
        value={passId}
        choices={passes.map((pass) => ({ value: pass.id, label: `${pass.scene} ${pass.name}` }))}
        onPick={setPassId}
      />
      <Button disabled={busy || passId === null} onClick={() => void adopt()}>
        Import
      </Button>
    </li>
  );
}
