/** Owns the caps beyond which no generation is started: a project's and a day's, dollars and credits apart. */
import { useState } from "react";
import type { Settings } from "../../../shared/rpc/app-contract.ts";
import { Row, TextField } from "../ui/Field.tsx";
import { capMax, readCap } from "./read-cap.ts";
import styles from "./Settings.module.css";
import type { ChangeSettings } from "./use-settings.ts";

type Caps = Settings["spendCaps"];

const rows: readonly (readonly [string, readonly (readonly [keyof Caps, string])[]])[] = [
  [
    "Per day, all projects",
    [
      ["dayUsd", "US dollars"],
      ["dayCredits", "Credits"],
    ],
  ],
  [
    "Per project, total",
    [
      ["projectUsd", "US dollars"],
      ["projectCredits", "Credits"],
    ],
  ],
];

export function SpendingPage({ settings, change }: { settings: Settings; change: ChangeSettings }) {
  const [problem, setProblem] = useState<string | null>(null);
  const caps = settings.spendCaps;
  const commit = (key: keyof Caps, text: string) => {
    const value = readCap(text);
    if (value === undefined) {
      setProblem(`Enter an amount from 0 to ${capMax.toLocaleString("en")}, or leave it empty for no cap.`);
      return;
    }
    setProblem(null);
    void change({ spendCaps: { ...caps, [key]: value } });
  };
  return (
    <>
      <p className={styles.lead}>
        A generation that would exceed a cap is refused before anything is sent. Caps count the ledger’s amounts:
        charged if the service reports it, otherwise expected. Leave a field empty for no cap.
      </p>
      {rows.map(([title, fields]) => (
        <section key={title} className={styles.caps} aria-label={title}>
          <h3 className={styles.name}>{title}</h3>
          {fields.map(([key, unit]) => (
            <Row key={key} label={unit}>
              <span className={styles.cap}>
                <TextField
                  label={`${title}, ${unit}`}
                  value={caps[key] === null ? "" : String(caps[key])}
                  placeholder="No cap"
                  onCommit={(text) => commit(key, text)}
                />
              </span>
            </Row>
          ))}
        </section>
      ))}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </>
  );
}
