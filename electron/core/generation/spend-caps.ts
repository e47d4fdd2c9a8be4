/** Owns the caps on spending: what a project and a day may cost, judged by the ledgers of all projects that are known here. */

import { AppError } from "../../../shared/errors/app-error.ts";
import { formatMoney, sumMoney } from "../../../shared/generation/price.ts";
import type { Money } from "../../../shared/models/profile.ts";
import type { Settings } from "../../../shared/rpc/app-contract.ts";

export interface SpendCapsOptions {
  readonly caps: () => Settings["spendCaps"];
  /** What a project has spent, by currency, in all or since a time (ISO). */
  readonly spentIn: (projectId: string, since: string | null) => Promise<readonly Money[]>;
  /** The projects that are on this computer's list. */
  readonly projectIds: () => Promise<readonly string[]>;
  readonly now: () => Date;
}

export class SpendCaps {
  readonly #options: SpendCapsOptions;

  constructor(options: SpendCapsOptions) {
    this.#options = options;
  }

  /** Throws spend.cap when `amount` may not be spent for the project now. */
  async guard(projectId: string, amount: Money | null): Promise<void> {
    const caps = this.#options.caps();
    if (Object.values(caps).every((cap) => cap === null)) return;
    if (amount === null) {
      const next = "Choose a model whose price is known, or take the caps off in the settings.";
      throw new AppError("spend.cap", "The price is not known, so it cannot be kept under the spending cap.", { next });
    }
    const usd = amount.currency === "USD";
    const projectCap = usd ? caps.projectUsd : caps.projectCredits;
    const dayCap = usd ? caps.dayUsd : caps.dayCredits;
    if (projectCap !== null) {
      refuseAbove(projectCap, amount, await this.#options.spentIn(projectId, null), "this project");
    }
    if (dayCap !== null) refuseAbove(dayCap, amount, await this.spentToday(), "today");
  }

  /** What all known projects have spent since midnight, by this computer's clock. */
  async spentToday(): Promise<readonly Money[]> {
    const midnight = startOfDay(this.#options.now()).toISOString();
    const ids = await this.#options.projectIds();
    return sumMoney((await Promise.all(ids.map((id) => this.#options.spentIn(id, midnight)))).flat());
  }
}

export function startOfDay(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate());
}

function refuseAbove(cap: number, amount: Money, spent: readonly Money[], where: string): void {
  const { currency } = amount;
  const before = spent.find((each) => each.currency === currency)?.micros ?? 0;
  const micros = Math.round(cap * 1_000_000);
  if (before + amount.micros <= micros) return;
  const money = (value: number) => formatMoney({ currency, micros: value });
  const message = `${money(amount.micros)} more would pass the cap of ${money(micros)} for ${where}; ${money(before)} is spent.`;
  throw new AppError("spend.cap", message, { next: "Raise the cap in the settings, or generate less." });
}
