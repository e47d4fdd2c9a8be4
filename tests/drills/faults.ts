/** Owns the fault drill: each call by which the code writes a file fails once, in every step that writes, and what the user is told and left with. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../support/footage/random.ts";
import { type Came, runCases } from "./cases.ts";
import type { Count, Drill } from "./drill.ts";
import { inFolder } from "./drill-core.ts";
import type { FaultCase, FaultResult } from "./fault-child.ts";
import { faultCodes } from "./fault-layer.ts";
import { makeStage, steps } from "./fault-steps.ts";

const timeLimitMs = 90_000;
/** Of each step, in the short form. */
const sampled = 2;

export const drillFaults: Drill = ({ long, seed }) =>
  inFolder(async (work) => {
    const home = join(work, "home");
    const template = join(work, "template");
    mkdirSync(home);
    const stage = await makeStage(home);
    cpSync(home, template, { recursive: true, preserveTimestamps: true });
    writeFileSync(join(work, "stage.json"), JSON.stringify(stage));
    const names = Object.keys(steps).filter((name) => long || !steps[name]?.slow);
    const run = (cases: readonly FaultCase[]) =>
      runCases<FaultCase, FaultResult>({
        script: join(import.meta.dirname, "fault-child.ts"),
        given: [home, template],
        cases,
        timeLimitMs,
      });
    const counting = names.map((step): FaultCase => ({ step, at: 0, code: "EIO", clean: null }));
    const counted = await run(counting);
    const random = createRandom(seed);
    const cases = names.flatMap((step, index) => {
      const came = counted[index] as Came<FaultResult>;
      if (came.kind !== "answered") return [];
      const { calls, names: clean } = came.result;
      const every = Array.from({ length: calls.length }, (_, at) => at + 1);
      const points = long ? every : every.toSorted(() => random.between(-1, 1)).slice(0, sampled);
      return points.flatMap((at) =>
        (long ? faultCodes : [random.pick(faultCodes)]).map((code) => ({ step, at, code, clean })),
      );
    });
    return countOf([...counting, ...cases], [...counted, ...(await run(cases))]);
  });

function countOf(cases: readonly FaultCase[], came: readonly Came<FaultResult>[]): Count[] {
  const planted: { told: string; result: FaultResult }[] = [];
  const broken: string[] = [];
  for (const [index, given] of cases.entries()) {
    const each = came[index] as Came<FaultResult>;
    const name = `${given.step}, call ${given.at}, ${given.code}`;
    if (each.kind !== "answered") {
      broken.push(`${name}: ${JSON.stringify(each)}`);
      continue;
    }
    const { calls, isPlanted, faults } = each.result;
    const told = `${name} (${isPlanted ? calls[given.at - 1] : "nothing failed"})`;
    if (faults.length > 0) broken.push(`${told}: ${faults.join("; ")}`);
    if (isPlanted) planted.push({ told, result: each.result });
  }
  const of = planted.length;
  const told = planted.filter(({ result }) => result.said !== null).length;
  return [
    {
      name: "steps that write files",
      count: cases.filter(({ at }) => at === 0).length,
      of: Object.keys(steps).length,
      must: null,
    },
    { name: "calls that failed once", count: of, of, must: null },
    { name: "of them told in a sentence with a next step", count: told, of, must: null },
    { name: "of them done all the same", count: of - told, of, must: null },
    {
      ...{
        name: "cases with a clear answer, whole files, and the step done when it is tried again",
        must: "all",
        broken,
      },
      ...{ count: cases.length - broken.length, of: cases.length },
    },
  ];
}
