/** Owns what each project was last known to have spent today, for the cap of a day: a project that cannot be read now has still spent it. */
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
  keep(projectId: string, since: string, spent: readonly Money[]): void {
    const all = this.#read();
    const known = all[projectId];
    const isNews = spent.length > 0 || known !== undefined;
    if (!isNews || (known?.since === since && JSON.stringify(known.spent) === JSON.stringify(spent))) return;
    // Other days' amounts count for nothing any more.
    const today = Object.fromEntries(Object.entries(all).filter(([, each]) => each.since === since));
    try {
      writeJsonSync(this.#file, { ...today, [projectId]: { since, spent } });
    } catch {
      // It is only needed should the project become unreadable today.
    }
  }

  spent(projectId: string, since: string): readonly Money[] {
    const known = this.#read()[projectId];
    return known?.since === since ? known.spent : [];
  }

  #read(): Spent {
    const found = readOwnFile(this.#file, spentSchema);
    return found.state === "whole" ? found.value : {};
  }
}
