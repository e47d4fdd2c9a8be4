/** Owns the price that the window shows for a pass before anybody is asked: from the model's own table, cheap enough for every move of a drag. */
import { formatMoney, priceOfWhole, priceUncertainty, sumMoney } from "../../../shared/generation/price.ts";
import type { ModelProfile, Money } from "../../../shared/models/profile.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import type { Pass } from "../../../shared/project/model.ts";
import type { Quote } from "../../../shared/rpc/generation-contract.ts";

export interface ShownPrice {
  /** `$1.26`, `≈ $1.26`, `Free` or `Price unknown`. */
  readonly text: string;
  /** Where it comes from and what is not established about it, for a tooltip. */
  readonly reason: string;
  readonly amount: Money | null;
  readonly uncertain: boolean;
}

/** What the pass would cost with this model. */
export function priceOfPass(profile: ModelProfile, pass: Pass): ShownPrice {
  const { price } = profile;
  if (price.kind === "free")
    return { text: "Free", reason: "Rendered on this computer.", amount: null, uncertain: false };
  const amount = priceOfWhole(profile, pass);
  if (price.kind === "unknown" || amount === null) {
    const reason = price.kind === "unknown" ? price.note : "No known price for this resolution.";
    return { text: "Price unknown", reason, amount: null, uncertain: true };
  }
  const read = `Source: ${price.source}, checked ${price.asOf}.`;
  const doubt = priceUncertainty(profile);
  if (doubt === null) return { text: formatMoney(amount), reason: read, amount, uncertain: false };
  return { text: `≈ ${formatMoney(amount)}`, reason: `${doubt} ${read}`, amount, uncertain: true };
}

/** The price of a model that this version may not know. */
export function priceOfPlanned(pass: Pass): ShownPrice {
  const profile = profileOf(pass.profile);
  if (profile) return priceOfPass(profile, pass);
  return {
    text: "Price unknown",
    reason: "This model is not available in this version.",
    amount: null,
    uncertain: true,
  };
}

/** All passes together, `$4.31 + 175 credits`; null where none costs anything. */
export function priceOfPasses(passes: readonly Pass[]): Pick<ShownPrice, "text" | "reason"> | null {
  const prices = passes.filter((pass) => profileOf(pass.profile)?.price.kind !== "free").map(priceOfPlanned);
  if (prices.length === 0) return null;
  const sums = sumMoney(prices.flatMap(({ amount }) => amount ?? []));
  const unknown = prices.filter(({ amount }) => amount === null).length;
  const uncertain = prices.some((price) => price.uncertain);
  const known = sums.map(formatMoney).join(" + ");
  const count = prices.length === 1 ? "the pass" : `all ${prices.length} passes`;
  return {
    text: known === "" ? "Price unknown" : `${uncertain ? "≈ " : ""}${known}`,
    reason: [
      `To generate ${count} once with paid models, at known prices.`,
      unknown > 0 && known !== "" ? `${unknown} without a known price not included.` : "",
      uncertain && unknown < prices.length ? "Some prices are not confirmed." : "",
    ]
      .filter(Boolean)
      .join(" "),
  };
}

/** The same for a quote. */
export function showQuote({ amount, uncertain }: Pick<Quote, "amount" | "uncertain">): string {
  if (amount === null) return "Price unknown";
  return `${uncertain === null ? "" : "≈ "}${formatMoney(amount)}`;
}
