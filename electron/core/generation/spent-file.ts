/**
 * Owns what each ledger was last known to have spent today, for the cap of a day: a project that cannot be read now, is gone or was taken
 * off the list has still spent it. A ledger is known by its first job of the day, so that one that was moved counts once, and one that
 * another took the place of counts still.
 */
import { join } from "node:path";
import { z } from "zod";
import { moneySchema } from "../../../shared/generation/job.ts";
import type { Money } from "../../../shared/models/profile.ts";
import { writeJsonSync } from "../runtime/files.ts";
import { readOwnFile } from "../runtime/own-file.ts";

const spentSchema = z.record(z.string(), z.object({ since: z.string(), spent: z.array(moneySchema) }));
type Spent = z.infer<typeof spentSchema>;

export class SpentFile {
  readonly #file: string;

  constructor(dataDir: string) {
    this.#file = join(dataDir, "spent.json");
  }

  /** `since`: the day's beginning, as an ISO time. A file that cannot be written is done without. */
  keep(firstJobId: string, since: string, spent: readonly Money[]): void {
    const all = this.#read();
    const known = all[firstJobId];
    const isNews = spent.length > 0 || known !== undefined;
    if (!isNews || (known?.since === since && JSON.stringify(known.spent) === JSON.stringify(spent))) return;
    // Other days' amounts count for nothing any more.
    const today = Object.fromEntries(Object.entries(all).filter(([, each]) => each.since === since));
    try {
      writeJsonSync(this.#file, { ...today, [firstJobId]: { since, spent } });
    } catch {
      // It is only needed should the project become unreadable today.
    }
  }

  /** By the first job of each ledger. */
  spent(since: string): Map<string, readonly Money[]> {
    const today = Object.entries(this.#read()).filter(([, known]) => known.since === since);
    return new Map(today.map(([firstJobId, known]) => [firstJobId, known.spent]));
  }

  #read(): Spent {
    const found = readOwnFile(this.#file, spentSchema);
    return found.state === "whole" ? found.value : {};
  }
}
