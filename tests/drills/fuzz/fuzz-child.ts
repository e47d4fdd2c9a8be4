/** A process for fuzzing: does one batch after another, and says what came of each and how much memory it has after it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { answerCases } from "../cases.ts";
import { inFolder } from "../drill-core.ts";
import type { Batch, BatchResult } from "./target.ts";
import { fuzzTargets, type TargetName } from "./targets.ts";

export interface FuzzCase extends Batch {
  readonly target: TargetName;
}

export interface FuzzResult extends BatchResult {
  readonly heapMb: number;
}

/** Failures that nobody waited for. */
const escaped: string[] = [];
process.on("unhandledRejection", (reason) => escaped.push(String((reason as Error)?.stack ?? reason)));

await answerCases<FuzzCase, FuzzResult>((given) =>
  inFolder(
    async (work) => {
      // Deep, so that paths with `..` in them stay inside.
      const home = join(work, "1/2/3/4/5/6/7/8");
      mkdirSync(home, { recursive: true });
      process.chdir(home);
      const target = await fuzzTargets[given.target].open(home);
      const result = await target.run(given).finally(() => target.close());
      process.chdir("/");
      const broken = [...result.broken, ...escaped.splice(0).map((each) => `seed ${given.seed}, escaped: ${each}`)];
      globalThis.gc?.();
      return { ...result, broken, heapMb: process.memoryUsage().heapUsed / 1024 ** 2 };
    },
    { inMemory: true },
  ),
);
