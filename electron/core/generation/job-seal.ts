/**
 * Owns by what a job is known as this installation's own: a MAC over everything that it would do, made with a secret that never leaves
 * the installation's data folder. A project's folder is data: a row that somebody else wrote, or changed, does not go on by itself.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Held } from "../../../shared/generation/job.ts";

/** Signs with the installation's secret. */
export interface Signer {
  sign(parts: readonly string[]): string;
  verify(parts: readonly string[], mac: string): boolean;
}

/** The columns of a job that say what it would do, as they stand in its row. */
export interface SealedColumns {
  readonly id: string;
  readonly passId: string;
  readonly output: string;
  readonly profile: string;
  readonly provider: string;
  readonly account: string;
  readonly frozen: string;
  readonly prepared: string | null;
  readonly progress: string;
  /** Null for a film, and for the start frame of a pass that an older version queued. */
  readonly place: string | null;
  readonly seal: string | null;
  readonly sealedIn: string | null;
}

export class JobSeal {
  readonly #signer: Signer;
  /** Where the project lies, by its real path. */
  readonly #folder: string;

  constructor(signer: Signer, folder: string) {
    this.#signer = signer;
    this.#folder = folder;
  }

  /** The MAC of the row, for this folder. */
  make(row: SealedColumns): { readonly seal: string; readonly sealedIn: string } {
    return { seal: this.#signer.sign(partsOf(row, this.#folder)), sealedIn: this.#folder };
  }

  /** Why the row does not go on by itself; null for one that does. */
  judge(row: SealedColumns): Held | null {
    const { seal, sealedIn } = row;
    if (seal === null || sealedIn === null || !this.#signer.verify(partsOf(row, sealedIn), seal)) return "foreign";
    if (sealedIn === this.#folder) return null;
    // Where the folder that it was queued in is still there, this one is a copy, and the job goes on over there.
    return existsSync(join(sealedIn, "project.db")) ? "foreign" : "moved";
  }
}

function partsOf(row: SealedColumns, folder: string): string[] {
  const { id, passId, output, profile, provider, account, frozen, prepared, progress, place } = row;
  const known = ["job", folder, id, passId, output, profile, provider, account, frozen, prepared ?? "", progress];
  // What an older version sealed knew of no place, and goes on.
  return place === null ? known : [...known, place];
}
