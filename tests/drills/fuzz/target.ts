/** Owns what is fuzzed: something that takes inputs from outside, what chance makes for it, and what came of a batch of them. */
import fc from "fast-check";
import { toErrorData } from "../../../electron/core/runtime/error-data.ts";
import { takeOutside, watchWrites } from "./write-watch.ts";

/** Longer than this for one input counts as a hang, on a busy machine too. */
const inputLimitMs = 60_000;

export interface Batch {
  /** Chance starts from it, so that a batch is done again by it. */
  readonly seed: number;
  readonly runs: number;
}

export interface BatchResult {
  readonly inputs: number;
  readonly slowestMs: number;
  /** How often each came: `ok`, or the code of the error that the user would meet. */
  readonly codes: Readonly<Record<string, number>>;
  /** Inputs, made as small as they go, of which something came that nobody may meet. */
  readonly broken: readonly string[];
}

export interface FuzzTarget {
  run(batch: Batch): Promise<BatchResult>;
  close(): Promise<void>;
}

/** Makes a target in an empty folder, which is removed by whoever made it. */
export type OpenTarget = (home: string) => Promise<FuzzTarget>;

export interface TargetParts<Input> {
  readonly inputs: fc.Arbitrary<Input>;
  /** Inputs that broke something once; each batch begins with them. */
  readonly kept: readonly Input[];
  /** `ok`, or the code of the error; throws for what nobody may meet. */
  readonly answer: (input: Input) => Promise<string>;
  readonly close?: () => Promise<void>;
  /** Where its inputs may have files written, folders with all below; anywhere by default, for what is given no paths. */
  readonly writesIn?: readonly string[];
}

export function targetOf<Input>(parts: TargetParts<Input>): FuzzTarget {
  const { inputs, kept, answer, close = async () => {}, writesIn = null } = parts;
  return {
    async close() {
      watchWrites(null);
      await close();
    },
    async run({ seed, runs }) {
      watchWrites(writesIn);
      const codes: Record<string, number> = {};
      let count = 0;
      let slowestMs = 0;
      const property = fc.asyncProperty(inputs, async (input) => {
        const startedAtMs = performance.now();
        const code = await answer(input);
        const tookMs = performance.now() - startedAtMs;
        slowestMs = Math.max(slowestMs, tookMs);
        count += 1;
        codes[code] = (codes[code] ?? 0) + 1;
        const outside = takeOutside();
        if (outside.length > 0) throw new Error(`written outside: ${outside.join(", ")}`);
        if (code === "internal" || tookMs > inputLimitMs) throw new Error(`${code} after ${Math.round(tookMs)} ms`);
      });
      const examples = kept.map((input): [Input] => [input]);
      const details = await fc.check(property, {
        ...{ seed, examples, numRuns: runs + examples.length },
        // As small as it gets in a minute.
        ...{ interruptAfterTimeLimit: 600_000, markInterruptAsFailure: false },
      });
      const broken = details.failed
        ? [`seed ${seed}: ${fc.stringify(details.counterexample)}: ${String(stackOf(details.errorInstance))}`]
        : [];
      return { inputs: count, slowestMs, codes, broken };
    },
  };
}

function stackOf(error: unknown): unknown {
  return error instanceof Error ? error.stack : error;
}

/** What the user would meet of it; what would be `internal` is thrown on. */
export async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return "ok";
  } catch (error) {
    const { code } = toErrorData(error, () => {});
    if (code === "internal") throw error;
    return code;
  }
}
