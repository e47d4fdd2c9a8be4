/** Owns the fuzz drill: inputs from outside by the thousand, of each kind that there is, and what the user would meet of them. */
import { join } from "node:path";
import { type Came, runCases } from "./cases.ts";
import type { Count, Drill, DrillOptions } from "./drill.ts";
import type { FuzzCase, FuzzResult } from "./fuzz/fuzz-child.ts";
import { fuzzTargets, type NamedTarget, type TargetName } from "./fuzz/targets.ts";

/** Of a process after a batch, once its garbage is collected. */
const heapMaxMb = 400;
const longRuns = 20_000;

export const drillFuzz: Drill = async (options) => {
  const names = (Object.keys(fuzzTargets) as TargetName[]).filter(
    (name) => options.only === undefined || name === Object.keys(fuzzTargets)[options.only],
  );
  // One for each of the machine's two cores.
  const left = [...names];
  const counts: Count[][] = [];
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) counts.push(await fuzz(name, options));
  };
  await Promise.all([work(), work()]);
  return counts.flat();
};

async function fuzz(target: TargetName, { long, seed, runs = longRuns }: DrillOptions): Promise<Count[]> {
  const { share, batch, short }: NamedTarget = fuzzTargets[target];
  const shares = Object.values(fuzzTargets).reduce((sum, each) => sum + each.share, 0);
  const inputs = long ? Math.ceil((runs * share) / shares) : short;
  const batches = Math.ceil(inputs / batch);
  const cases = Array.from({ length: batches }, (_, index): FuzzCase => {
    return { target, seed: seed * 1_000_000 + index, runs: Math.min(batch, inputs - index * batch) };
  });
  const startedAtMs = performance.now();
  const came = await runCases<FuzzCase, FuzzResult>({
    script: join(import.meta.dirname, "fuzz/fuzz-child.ts"),
    node: ["--expose-gc"],
    given: [],
    cases,
    timeLimitMs: 900_000,
    ...(long ? { onCame: (index, each) => say(cases[index] as FuzzCase, each) } : {}),
  });
  return countsOf(target, cases, came, (performance.now() - startedAtMs) / 1000);
}

/** A line a batch, so that a run that is stopped says what it was. */
function say({ target, seed }: FuzzCase, came: Came<FuzzResult>): void {
  if (came.kind !== "answered") {
    console.log(`${target}, seed ${seed}: ${JSON.stringify(came)}`);
    return;
  }
  const { inputs, slowestMs, heapMb, broken } = came.result;
  const figures = `${inputs} inputs, slowest ${Math.round(slowestMs)} ms, heap ${Math.round(heapMb)} MB`;
  console.log(`${target}, seed ${seed}: ${figures}, ${broken.length} broken`);
}

function countsOf(
  target: TargetName,
  cases: readonly FuzzCase[],
  came: readonly Came<FuzzResult>[],
  seconds: number,
): Count[] {
  const done = came.flatMap((each) => (each.kind === "answered" ? [each.result] : []));
  const of = done.reduce((sum, { inputs }) => sum + inputs, 0);
  const codes: Record<string, number> = {};
  for (const [code, count] of done.flatMap((each) => Object.entries(each.codes)))
    codes[code] = (codes[code] ?? 0) + count;
  const told = Object.entries(codes)
    .sort(([, one], [, other]) => other - one)
    .map(([code, count]) => `${code} ${count.toLocaleString("en")}`);
  const lost = came.flatMap((each, index) =>
    each.kind === "answered" ? [] : [`seed ${cases[index]?.seed}: ${JSON.stringify(each)}`],
  );
  const heapMb = Math.max(0, ...done.map((each) => each.heapMb));
  const slowestMs = Math.max(0, ...done.map((each) => each.slowestMs));
  const figures = `${Math.round(seconds)} s, slowest ${Math.round(slowestMs)} ms, heap ≤ ${Math.round(heapMb)} MB`;
  console.log(`${target}: ${of.toLocaleString("en")} inputs, ${figures}; ${told.join(", ")}`);
  const broken = done.flatMap((each) => each.broken);
  return [
    {
      name: `${target}: batches with an internal error, a hang or an escape`,
      count: broken.length,
      of: cases.length,
      must: "none",
      broken,
    },
    {
      name: `${target}: batches whose process hung or crashed`,
      count: lost.length,
      of: cases.length,
      must: "none",
      broken: lost,
    },
    {
      ...{ name: `${target}: batches after which more than ${heapMaxMb} MB are in use`, must: "none" },
      ...{ count: done.filter((each) => each.heapMb > heapMaxMb).length, of: cases.length },
    },
  ];
}
