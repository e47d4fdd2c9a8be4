/** Owns the ledger's rows: what was meant to be spent, what is owed, and what the services say that they charged. */
import { type LedgerEntry, type LedgerState, ledgerEntrySchema, moneySchema } from "../../../shared/generation/job.ts";
import type { LedgerFigures } from "../../../shared/generation/settle.ts";
import type { Money } from "../../../shared/models/profile.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { readRow } from "../database/read-rows.ts";

type Currency = Money["currency"];

interface Amounts {
  readonly currency: Currency | null;
  readonly estimateMicros: number | null;
  readonly chargedCurrency: Currency | null;
  readonly chargedMicros: number | null;
}

const amounts = `ledger.currency, estimate_micros AS estimateMicros, charged_currency AS chargedCurrency,
  charged_micros AS chargedMicros`;

/** Part of the transaction that adds the job. */
export function insertEntry(
  database: ProjectDatabase,
  jobId: string,
  state: LedgerState,
  estimate: Money | null,
  at: string,
): void {
  database
    .prepare("INSERT INTO ledger (job_id, state, currency, estimate_micros, at) VALUES (?, ?, ?, ?, ?)")
    .run(jobId, state, estimate?.currency ?? null, estimate?.micros ?? null, at);
}

export function readFigures(database: ProjectDatabase, jobId: string): LedgerFigures {
  const row = database.prepare(`SELECT state, ${amounts} FROM ledger WHERE job_id = ?`).get(jobId) as Amounts & {
    state: LedgerState;
  };
  return { state: row.state, charged: moneyOf(row.chargedCurrency, row.chargedMicros) };
}

export function writeFigures(database: ProjectDatabase, jobId: string, figures: LedgerFigures, at: string): void {
  const { state, charged } = figures;
  const settledAt = state === "intent" || state === "owed" ? null : at;
  database
    .prepare("UPDATE ledger SET state = ?, charged_currency = ?, charged_micros = ?, settled_at = ? WHERE job_id = ?")
    .run(state, charged?.currency ?? null, charged?.micros ?? null, settledAt, jobId);
}

/** Newest first. */
export function listLedger(database: ProjectDatabase): LedgerEntry[] {
  const rows = database
    .prepare(
      `SELECT job_id AS jobId, pass_id AS passId, pass_name AS passName, profile, ledger.state, at,
         settled_at AS settledAt, ${amounts}
       FROM ledger JOIN job ON job.id = ledger.job_id ORDER BY at DESC, job.rowid DESC`,
    )
    .all() as (Amounts & Omit<LedgerEntry, "estimate" | "charged">)[];
  return rows.map(({ currency, estimateMicros, chargedCurrency, chargedMicros, ...entry }) =>
    readRow("ledger", entry.jobId, ledgerEntrySchema, {
      ...entry,
      estimate: moneyOf(currency, estimateMicros),
      charged: moneyOf(chargedCurrency, chargedMicros),
    }),
  );
}

/**
 * What was spent, by currency: as charged where that is known, else as estimated for what is meant, owed or unclear.
 * `sinceIso` leaves out what was meant before.
 */
export function spent(database: ProjectDatabase, sinceIso: string | null): Money[] {
  const rows = database
    .prepare(
      `SELECT coalesce(charged_currency, currency) AS currency, total(coalesce(charged_micros, estimate_micros)) AS micros
       FROM ledger WHERE state <> 'void' AND at >= ? AND coalesce(charged_micros, estimate_micros) IS NOT NULL
       GROUP BY 1 ORDER BY 1`,
    )
    .all(sinceIso ?? "");
  return rows.map((row) => readRow("ledger", "of all", moneySchema, row));
}

export interface SpentSince {
  /** As no entry is ever removed, it tells this ledger from every other one, wherever its folder lies; null for no entry since then. */
  readonly firstJobId: string | null;
  readonly spent: readonly Money[];
}

export function spentSince(database: ProjectDatabase, sinceIso: string): SpentSince {
  const first = database
    .prepare("SELECT job.id FROM ledger JOIN job ON job.id = job_id WHERE at >= ? ORDER BY at, job.rowid LIMIT 1")
    .get(sinceIso) as { id: string } | undefined;
  return { firstJobId: first?.id ?? null, spent: spent(database, sinceIso) };
}

function moneyOf(currency: Currency | null, micros: number | null): Money | null {
  return currency === null || micros === null ? null : { currency, micros };
}
