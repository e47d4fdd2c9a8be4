/** Owns how a price is shown before it is spent: the amount, who says so and since when, what is not sure; and the ways on when it cannot be. */

import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { ProviderName } from "../../../shared/models/profile.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./PriceBox.module.css";
import { showQuote } from "./pass-price.ts";
import { serviceName } from "./services.ts";
import type { AskedQuote } from "./use-confirmed-start.ts";

export function PriceBox({ asked: { quote, problem } }: { asked: AskedQuote }) {
  if (problem) return <StartProblem problem={problem} />;
  return (
    <section className={styles.price} aria-label="Price" aria-live="polite">
      <span className={styles.amount} data-testid="quote">
        {quote === null ? "…" : showQuote(quote)}
      </span>
      {quote === null ? (
        <span className={styles.origin}>Getting the price…</span>
      ) : (
        <span className={styles.origin}>
          {quote.from === "service"
            ? "Quoted by the service now."
            : `Price list: ${quote.source}, checked ${quote.asOf}.`}
          {quote.uncertain !== null && <span className={styles.uncertain}> {quote.uncertain}</span>}
        </span>
      )}
    </section>
  );
}

/** A refusal with its next step, and the settings where they are that step. */
export function StartProblem({ problem }: { problem: ErrorData | null }) {
  if (problem === null) return null;
  const capped = problem.code === "spend.cap";
  return (
    <div role="alert" className={styles.refusal}>
      <p className={styles.message}>{problem.message}</p>
      {problem.next && <p>{problem.next}</p>}
      {capped && (
        <Button onClick={() => openDialog({ kind: "settings", page: "spending" })}>Open spending caps…</Button>
      )}
    </div>
  );
}

export function MissingKey({ provider }: { provider: ProviderName | "animatic" }) {
  if (provider === "animatic") return null;
  return (
    <div className={styles.missing}>
      <p>
        No API key for {serviceName(provider)} is stored on this computer. Your own account there does the work and is
        charged.
      </p>
      <Button onClick={() => openDialog({ kind: "settings", page: "services", provider })}>Add API key…</Button>
    </div>
  );
}
