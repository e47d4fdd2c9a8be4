/**
 * Owns the caps on spending: what a project and a day may cost, judged by the ledgers of all projects that are known here. One process at
 * a time judges and spends, by caps that are read again each time, so that app and command cannot both spend the last of one.
 */
import { setTimeout } from "node:timers/promises";
import { AppError } from "../../../shared/errors/app-error.ts";
import { formatMoney, sumMoney } from "../../../shared/generation/price.ts";
import type { Money } from "../../../shared/models/profile.ts";
import type { Settings } from "../../../shared/rpc/app-contract.ts";
import type { ExclusiveLock } from "../database/exclusive-lock.ts";
import type { SpentSince } from "./ledger.ts";
import type { SpentFile } from "./spent-file.ts";

export interface SpendCapsOptions {
  /** As they are on the disk now; throws spend.cap when nothing may be spent before the user has looked at them. */
  readonly caps: () => Settings["spendCaps"];
  /** Null while another process spends. */
  readonly takeLock: () => ExclusiveLock | null;
  /** What is known of projects that cannot be read now, or are not on the list any more. */
  readonly known: SpentFile;
  /** What a project has spent in all, by currency. */
  readonly spentIn: (projectId: string) => Promise<readonly Money[]>;
  /** What it has spent since a time (ISO). */
  readonly spentSince: (projectId: string, since: string) => Promise<SpentSince>;
  /** The projects that are on this computer's list. */
  readonly projectIds: () => Promise<readonly string[]>;
  readonly now: () => Date;
}

const lockEveryMs = 50;
const lockTriesMax = 200;

export class SpendCaps {
  readonly #options: SpendCapsOptions;

  constructor(options: SpendCapsOptions) {
    this.#options = options;
  }

  /**
   * Calls `write`, which puts the intent to spend into the ledger, unless a cap forbids it; nobody else spends meanwhile.
   * Throws spend.cap, and busy when another process does not come to an end.
   */
  async spend<Result>(projectId: string, amount: Money | null, write: () => Promise<Result>): Promise<Result> {
    const lock = await this.#lock();
    try {
      await this.guard(projectId, amount);
      const result = await write();
      // So that it is known also where the project is out of reach from now on.
      await this.#readToday(projectId);
      return result;
    } finally {
      lock.release();
    }
  }

  async #lock(): Promise<ExclusiveLock> {
    for (let tries = 0; tries < lockTriesMax; tries += 1) {
      const lock = this.#options.takeLock();
      if (lock !== null) return lock;
      await setTimeout(lockEveryMs);
    }
    throw new AppError("busy", "Another Shotline window or command is starting a generation.", {
      next: "Try again in a moment.",
    });
  }

  /** Throws spend.cap when `amount` may not be spent for the project now. */
  async guard(projectId: string, amount: Money | null): Promise<void> {
    const caps = this.#options.caps();
    if (Object.values(caps).every((cap) => cap === null)) return;
    if (amount === null) {
      const next = "Choose a model with a known price, or remove the caps in Settings → Spending caps.";
      throw new AppError("spend.cap", "The price is unknown, so the spending cap can't be enforced.", { next });
    }
    const usd = amount.currency === "USD";
    const projectCap = usd ? caps.projectUsd : caps.projectCredits;
    const dayCap = usd ? caps.dayUsd : caps.dayCredits;
    if (projectCap !== null) {
      refuseAbove(projectCap, amount, await this.#options.spentIn(projectId), "this project");
    }
    if (dayCap !== null) refuseAbove(dayCap, amount, await this.spentToday(), "today");
  }

  /** What was spent since midnight, by this computer's clock: in the projects on the list, and in all others that are known to have. */
  async spentToday(): Promise<readonly Money[]> {
    const read = await Promise.all((await this.#options.projectIds()).map((id) => this.#readToday(id)));
    const outOfReach = this.#options.known.spent(this.#midnight());
    for (const each of read) outOfReach.delete(each?.firstJobId ?? "");
    return sumMoney([...read.flatMap((each) => each?.spent ?? []), ...[...outOfReach.values()].flat()]);
  }

  /** Null for a project that cannot be read: it counts with what was last known of it, and keeps no other one from anything. */
  async #readToday(projectId: string): Promise<SpentSince | null> {
    const midnight = this.#midnight();
    try {
      const today = await this.#options.spentSince(projectId, midnight);
      if (today.firstJobId !== null) this.#options.known.keep(today.firstJobId, midnight, today.spent);
      return today;
    } catch {
      return null;
    }
  }

  #midnight(): string {
    return startOfDay(this.#options.now()).toISOString();
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
  const message = `Spending ${money(amount.micros)} more would exceed the ${money(micros)} cap for ${where}; ${money(before)} is already spent.`;
  throw new AppError("spend.cap", message, { next: "Raise the cap in Settings → Spending caps, or generate less." });
}
