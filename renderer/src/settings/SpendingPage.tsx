/** Owns the limits beyond which no generation is started: a project's and a day's, dollars and credits apart. */
import { useState } from "react";
import type { Settings } from "../../../shared/rpc/contract.ts";
import { Row, TextField } from "../ui/Field.tsx";
import styles from "./Settings.module.css";
import type { ChangeSettings } from "./use-settings.ts";

type Caps = Settings["spendCaps"];

const rows: readonly (readonly [string, readonly (readonly [keyof Caps, string])[]])[] = [
  [
    "A day, in all projects",
    [
      ["dayUsd", "US dollars"],
      ["dayCredits", "credits"],
    ],
  ],
  [
    "A project, in all",
    [
      ["projectUsd", "US dollars"],
      ["projectCredits", "credits"],
    ],
  ],
];

const capMax = 1_000_000;

export function SpendingPage({ settings, change }: { settings: Settings; change: ChangeSettings }) {
  const [problem, setProblem] = useState<string | null>(null);
  const caps = settings.spendCaps;
  const commit = (key: keyof Caps, text: string) => {
    const value = readCap(text);
    if (value === undefined) {
      setProblem(`A limit is an amount from 0 to ${capMax.toLocaleString("en")}, or empty for none.`);
      return;
    }
    setProblem(null);
    void change({ spendCaps: { ...caps, [key]: value } });
  };
  return (
    <>
      <p className={styles.lead}>
        What would go beyond a limit is refused before anything is sent. Amounts are counted by the ledger: charged
        where the service said so, otherwise as expected. Empty means no limit.
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
                  placeholder="No limit"
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

/** The amount that was typed, null for none, undefined for what is no amount. */
export function readCap(text: string): number | null | undefined {
  const typed = text
    .trim()
    .replace(/^\$\s*/, "")
    .replace(",", ".");
  if (typed === "") return null;
  const value = Number(typed);
  return Number.isFinite(value) && value >= 0 && value <= capMax ? Math.round(value * 100) / 100 : undefined;
}
