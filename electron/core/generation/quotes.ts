/** Owns what is asked and confirmed as a price: from the dated tables, of several requests as one, and as the user saw it. */
import { AppError } from "../../../shared/errors/app-error.ts";
import { addMoney, formatMoney } from "../../../shared/generation/price.ts";
import type { ModelProfile, Money } from "../../../shared/models/profile.ts";
import type { Quote } from "../../../shared/rpc/generation-contract.ts";

/** The price of all requests of a pass together: unknown where one is, quoted by the service where all are. */
export function addQuotes(quotes: readonly Quote[]): Quote {
  return quotes.reduce((sum, each) => ({
    ...(each.from === "table" ? each : sum),
    amount: sum.amount && each.amount ? addMoney(sum.amount, each.amount) : null,
    uncertain: [...new Set([sum.uncertain, each.uncertain])].filter(Boolean).join(" ") || null,
  }));
}

/** Throws `spend.unconfirmed` when the user has confirmed another amount than the one in force. */
export function confirmAmount(expected: Money | null, amount: Money | null): void {
  if (expected?.currency === amount?.currency && expected?.micros === amount?.micros) return;
  const now = amount === null ? "unknown" : formatMoney(amount);
  const next = "Confirm the current price.";
  throw new AppError("spend.unconfirmed", `The price is now ${now}, which you have not confirmed.`, { next });
}

/** What a run costs by the profile's dated table. */
export function tableQuote({ price, source }: ModelProfile, amount: Money | null): Quote {
  if (price.kind === "free") return { amount, from: "table", uncertain: null, source: source.text, asOf: source.asOf };
  if (price.kind === "unknown") {
    return { amount: null, from: "table", uncertain: price.note, source: source.text, asOf: source.asOf };
  }
  return { amount, from: "table", uncertain: price.uncertain ?? null, source: price.source, asOf: price.asOf };
}
