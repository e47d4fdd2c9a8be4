/** Owns what a pass costs by the profile's dated table, and how amounts are added and written; exact, and cheap enough for every move of a drag. */
import type { ModelProfile, Money } from "../models/profile.ts";
import { resolutionFor } from "./resolution.ts";

const microsPerUnit = 1_000_000;

/** What a price depends on. */
export interface PricedPass {
  readonly durationMs: number;
  readonly resolution: string;
  readonly audio?: boolean | undefined;
}

/** What one run costs by the table; null where nobody knows. What is free costs zero dollars. */
export function priceOf(profile: ModelProfile, pass: PricedPass): Money | null {
  const { price } = profile;
  switch (price.kind) {
    case "free":
      return { currency: "USD", micros: 0 };
    case "unknown":
      return null;
    case "per-run":
      return money(price.currency, price.amount);
    case "per-image": {
      const amount = price.perImage[resolutionFor(profile, pass.resolution)];
      return amount === undefined ? null : money(price.currency, amount);
    }
    case "per-token": {
      const perSecond = tokensOfSecond(price.pixels[resolutionFor(profile, pass.resolution)]) * price.perThousand;
      return Number.isNaN(perSecond) ? null : money(price.currency, (perSecond / 1000) * (pass.durationMs / 1000));
    }
    case "per-second": {
      const rates = price.perSecond[resolutionFor(profile, pass.resolution)];
      if (!rates) return null;
      const { audio, audioAlways } = profile.limits;
      const rate = audio && (pass.audio || audioAlways) ? rates.audio : rates.silent;
      const { currency, micros } = money(price.currency, rate);
      return { currency, micros: Math.round((micros * pass.durationMs) / 1000) };
    }
  }
}

/** What a whole pass costs by the table: a run, or a run a shot where the model makes one shot at a time. */
export function priceOfWhole(
  profile: ModelProfile,
  {
    shots,
    resolution,
    audio,
  }: Omit<PricedPass, "durationMs"> & { readonly shots: readonly { readonly durationMs: number }[] },
): Money | null {
  const isEach = profile.output === "film" && profile.limits.shotsMax === 1;
  const runs = isEach
    ? shots.map(({ durationMs }) => durationMs)
    : [shots.reduce((sum, shot) => sum + shot.durationMs, 0)];
  const prices = runs.map((durationMs) => priceOf(profile, { durationMs, resolution, audio }));
  return prices.reduce((sum, each) => sum && each && addMoney(sum, each));
}

/** What is not established about the profile's price, as a sentence; null when it is certain, free or unknown. */
export function priceUncertainty({ price }: Pick<ModelProfile, "price">): string | null {
  return ("uncertain" in price && price.uncertain) || null;
}

/** Throws when the currencies differ: dollars and credits are counted apart. */
export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new RangeError(`${left.currency} and ${right.currency} do not add up.`);
  return { currency: left.currency, micros: left.micros + right.micros };
}

/** The sums by currency, dollars first, without those that come to nothing; empty when all is free. */
export function sumMoney(amounts: readonly Money[]): Money[] {
  return (["USD", "credits"] as const).flatMap((currency) => {
    const micros = amounts.reduce((sum, each) => sum + (each.currency === currency ? each.micros : 0), 0);
    return micros === 0 ? [] : [{ currency, micros }];
  });
}

/** The amount in the currency's own unit, as a number: 1.26 for $1.26. */
export function amountOf({ micros }: Money): number {
  return micros / microsPerUnit;
}

/** An amount in dollars or credits, to the millionth. */
export function money(currency: Money["currency"], amount: number): Money {
  return { currency, micros: Math.round(amount * microsPerUnit) };
}

/** `$1.26`, `$0.084`, `175 credits`: two decimals for dollars and none for credits, more only when needed. */
export function formatMoney({ currency, micros }: Money): string {
  const [whole = "0", decimals = ""] = amountOf({ currency, micros }).toFixed(6).split(".");
  const needed = decimals.replace(/0+$/, "");
  if (currency === "USD") return `$${whole}.${needed.padEnd(2, "0")}`;
  return `${whole}${needed && "."}${needed} ${whole === "1" && !needed ? "credit" : "credits"}`;
}

/** What a profile costs in a few words, for lists of models: `$0.112–0.168/s`, `175 credits per run`, `free`, `unknown`. */
export function describePrice({ price }: Pick<ModelProfile, "price">): string {
  switch (price.kind) {
    case "free":
      return "free";
    case "unknown":
      return "unknown";
    case "per-run":
      return `${formatMoney(money(price.currency, price.amount))} per run`;
    case "per-image":
      return `${formatRange(price.currency, Object.values(price.perImage))} per image`;
    case "per-token": {
      const rates = Object.values(price.pixels).map((pixels) => (tokensOfSecond(pixels) * price.perThousand) / 1000);
      return `${formatRange(price.currency, rates)}/s`;
    }
    case "per-second": {
      const rates = Object.values(price.perSecond).flatMap(({ silent, audio }) => [silent, audio]);
      return `${formatRange(price.currency, rates)}/s`;
    }
  }
}

/** A model that is paid by the token counts 24 pictures a second; not a number where the size is not known. */
function tokensOfSecond(pixels: number | undefined): number {
  return ((pixels ?? Number.NaN) * 24) / 1024;
}

function formatRange(currency: Money["currency"], amounts: readonly number[]): string {
  const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
  if (least === most) return formatMoney(money(currency, least));
  if (currency === "USD")
    return `${formatMoney(money(currency, least))}–${formatMoney(money(currency, most)).slice(1)}`;
  return `${least}–${formatMoney(money(currency, most))}`;
}
