/** Owns the key of one service: whether one is here and from where, pasting another, testing it for free, removing it. The key itself never comes back. */
import { type FormEvent, useState } from "react";
import type { KeyState } from "../../../shared/rpc/generation-contract.ts";
import { describeError } from "../api/client.ts";
import type { Service } from "../generation/services.ts";
import { editor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import styles from "./Settings.module.css";

interface Said {
  readonly good: boolean;
  readonly text: string;
}

const sources = {
  environment: "From the environment",
  keychain: "In the keychain",
  file: "In a private file",
  "not-needed": "No API key needed",
} as const;

interface KeyFormProps {
  readonly service: Service;
  readonly state: KeyState | null;
  /** Whether the field for a key shows at once. */
  readonly open: boolean;
}

export function KeyForm({ service, state, open }: KeyFormProps) {
  const { provider, name, keyForm, keyPage } = service;
  const [typing, setTyping] = useState(open);
  const [key, setKey] = useState("");
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  const source = state?.source ?? null;

  const during = async (work: () => Promise<Said | null>) => {
    setBusy(true);
    setSaid(null);
    try {
      setSaid(await work());
    } catch (error) {
      const { message, next } = describeError(error);
      setSaid({ good: false, text: [message, next].filter(Boolean).join(" ") });
    }
    setBusy(false);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void during(async () => {
      await editor.client.call("keys.set", { provider, key: key.trim() });
      setKey("");
      setTyping(false);
      return { good: true, text: "API key saved." };
    });
  };
  const test = () =>
    during(async () => ({ good: true, text: (await editor.client.call("keys.test", { provider })).message }));
  const remove = () =>
    during(async () => {
      await editor.client.call("keys.remove", { provider });
      return { good: true, text: "API key removed from this computer." };
    });

  return (
    <section aria-label={name} className={styles.key}>
      <div className={styles.keyHead}>
        <h3 className={styles.name}>{name}</h3>
        <span className={joinClasses(styles.source, source === null && styles.absent)}>
          {source === null ? "No API key" : sources[source]}
        </span>
        <span className={styles.buttons}>
          {source !== null && (
            <Button disabled={busy} onClick={() => void test()}>
              Test key (free)
            </Button>
          )}
          {source !== "environment" && !typing && (
            <Button disabled={busy} onClick={() => setTyping(true)}>
              {source === null ? "Add API key" : "Replace"}
            </Button>
          )}
          {(source === "keychain" || source === "file") && (
            <Button disabled={busy} onClick={() => void remove()}>
              Remove
            </Button>
          )}
        </span>
      </div>
      {state?.address && <p className={styles.note}>Requests go to {state.address}</p>}
      {typing && (
        <form className={styles.keyForm} onSubmit={save}>
          <input
            type="password"
            className={styles.input}
            aria-label={`API key for ${name}`}
            // A browser must not keep it among its passwords.
            autoComplete="off"
            data-1p-ignore=""
            spellCheck={false}
            maxLength={4096}
            value={key}
            placeholder="Paste the API key"
            // The user asked for this field by a click.
            // biome-ignore lint/a11y/noAutofocus: see above
            autoFocus
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <Button kind="primary" type="submit" disabled={busy || key.trim() === ""}>
            Save
          </Button>
          <Button
            disabled={busy}
            onClick={() => {
              setKey("");
              setTyping(false);
            }}
          >
            Cancel
          </Button>
          <p className={styles.hint}>
            {keyForm}, from {keyPage}.
          </p>
        </form>
      )}
      {said && (
        <p role={said.good ? "status" : "alert"} className={said.good ? styles.good : styles.problem}>
          {said.text}
        </p>
      )}
    </section>
  );
}
