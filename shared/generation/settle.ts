/** Owns what an event makes of a job's entry in the ledger: what is still only meant, owed, charged, void, or known to nobody. */
import type { JobEvent, JobProgress, LedgerState } from "./job.ts";

export interface LedgerFigures {
  readonly state: LedgerState;
  readonly charged: JobProgress["charged"];
}

/** The entry after `event` took a job from `before` to `after`. */
export function settle(ledger: LedgerFigures, before: JobProgress, event: JobEvent, after: JobProgress): LedgerFigures {
  switch (event.type) {
    case "accepted":
      return { state: "owed", charged: null };
    case "found":
      return ledger.state === "charged" ? ledger : { state: "owed", charged: null };
    case "succeeded":
      if (event.charged !== null) return { state: "charged", charged: event.charged };
      return ledger.state === "charged" ? ledger : { state: "owed", charged: null };
    case "failed-remotely":
      return told(event.charged);
    case "cancelled":
      // One that had its result already is charged, whatever is watched.
      return before.state === "downloading" ? ledger : told(event.charged);
    case "cannot-ask":
    case "resend-allowed":
    case "given-up":
      return { state: "unknown", charged: null };
    case "discarded":
      // One that never left costs nothing; of any other nobody here can say more than is written.
      return before.sentAt === null ? neverTaken(ledger, before) : perhaps(ledger);
    case "refused":
    case "not-found":
    case "deferred":
    case "cancel-requested":
      return after.state === "failed" || after.state === "cancelled" ? neverTaken(ledger, before) : ledger;
    default:
      return ledger;
  }
}

/** What a service says of a task that gave nothing; silence about the cost is not a word that there is none. */
function told(charged: JobProgress["charged"]): LedgerFigures {
  if (charged === null) return { state: "unknown", charged: null };
  return { state: charged.micros === 0 ? "void" : "charged", charged };
}

function perhaps(ledger: LedgerFigures): LedgerFigures {
  return ledger.state === "charged" ? ledger : { state: "unknown", charged: null };
}

/** An earlier sending that nobody could ask about may have cost something; it is not forgotten. */
function neverTaken(ledger: LedgerFigures, before: JobProgress): LedgerFigures {
  const isOpen = before.state === "unconfirmed" || ledger.state === "unknown";
  return { state: isOpen ? "unknown" : "void", charged: null };
}
