/** Owns the ledger as the user reads it: what the project has spent in all and today, and each intent with what became of it. */
import { formatMoney } from "../../../shared/generation/price.ts";
import type { Money } from "../../../shared/models/profile.ts";
import { labelOf } from "../../../shared/models/profiles.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./JobsPanel.module.css";
import { ledgerWords } from "./job-words.ts";

export function Spending() {
  const ledger = useGeneration((state) => state.ledger);
  if (ledger === null) return <p className={styles.empty}>Loading the ledger…</p>;
  return (
    <>
      <dl className={styles.sums}>
        <Sum term="Today" money={ledger.spentToday} />
        <Sum term="Total" money={ledger.spent} />
      </dl>
      <div className={styles.list}>
        {ledger.entries.length === 0 && <p className={styles.empty}>Nothing spent in this project yet.</p>}
        {ledger.entries.length > 0 && (
          <ul>
            {ledger.entries.map((entry) => {
              const amount = entry.charged ?? entry.estimate;
              const settled = entry.state === "charged" || entry.state === "void";
              return (
                <li key={entry.jobId} className={styles.entry}>
                  <span className={styles.pass}>{entry.passName}</span>
                  <span className={entry.state === "void" ? styles.struck : styles.sum}>
                    {amount === null ? "Unknown" : `${settled ? "" : "≈ "}${formatMoney(amount)}`}
                  </span>
                  <span className={styles.model}>{labelOf(entry.profile)}</span>
                  <span className={styles.cost}>{ledgerWords[entry.state]}</span>
                  <time className={styles.when} dateTime={entry.at}>
                    {new Date(entry.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}
                  </time>
                </li>
              );
            })}
          </ul>
        )}
      </div>
      <footer className={styles.foot}>
        <Button kind="quiet" onClick={() => openDialog({ kind: "settings", page: "spending" })}>
          Spending caps…
        </Button>
      </footer>
    </>
  );
}

function Sum({ term, money }: { term: string; money: readonly Money[] }) {
  const some = money.filter(({ micros }) => micros > 0);
  return (
    <div className={styles.total}>
      <dt>{term}</dt>
      {some.length === 0 && <dd>Nothing</dd>}
      {some.map((each) => (
        <dd key={each.currency}>{formatMoney(each)}</dd>
      ))}
    </div>
  );
}
