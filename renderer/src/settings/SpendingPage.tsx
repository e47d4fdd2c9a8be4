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
    "A day, in all projects",
    [
      ["dayUsd", "US dollars"],
      ["dayCredits", "Credits"],
    ],
  ],
  [
    "A project, in all",
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
      setProblem(`A cap is an amount from 0 to ${capMax.toLocaleString("en")}, or empty for none.`);
      return;
    }
    setProblem(null);
    void change({ spendCaps: { ...caps, [key]: value } });
  };
  return (
    <>
      <p className={styles.lead}>
        What would go beyond a cap is refused before anything is sent. Amounts are counted by the ledger: charged where
        the service said so, otherwise as expected. Empty means no cap.
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
