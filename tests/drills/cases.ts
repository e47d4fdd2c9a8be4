/** Owns doing many cases in a process of its own, which goes on with the next one in another process when a case hangs or crashes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { drillEnvironment } from "./drill-core.ts";

/** What came of a case, or how the process ended that was busy with it. */
export type Came<Result> =
  | { readonly kind: "answered"; readonly result: Result }
  | { readonly kind: "hung" }
  | { readonly kind: "crashed"; readonly how: string };

export interface CasesRun<Case, Result> {
  /** A module that calls `answerCases`; `node` are arguments for Node itself. */
  readonly script: string;
  readonly node?: readonly string[];
  readonly given: readonly string[];
  readonly cases: readonly Case[];
  /** Longer than this on one case is a hang. */
  readonly timeLimitMs: number;
  /** Each as it comes, by its place among the cases. */
  readonly onCame?: (index: number, came: Came<Result>) => void;
}

const end = "\u0003";

/** In the order of the cases. */
export async function runCases<Case, Result>(run: CasesRun<Case, Result>): Promise<Came<Result>[]> {
  const came: Came<Result>[] = [];
  while (came.length < run.cases.length) came.push(...(await runUntilLost<Case, Result>(run, came.length)));
  return came;
}

/** The cases from `first` on, up to one that did not answer. */
async function runUntilLost<Case, Result>(
  { script, node = [], given, cases, timeLimitMs, onCame = () => {} }: CasesRun<Case, Result>,
  first: number,
): Promise<Came<Result>[]> {
  const child = spawn(process.execPath, [...node, script, ...given], {
    stdio: ["pipe", "pipe", "inherit"],
    env: drillEnvironment(),
  });
  const ended = once(child, "exit");
  const came: Came<Result>[] = [];
  const take = (one: Came<Result>) => {
    came.push(one);
    onCame(first + came.length - 1, one);
  };
  let hung = false;
  const giveUp = () => {
    hung = true;
    child.kill("SIGKILL");
  };
  let timer: NodeJS.Timeout | undefined;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, timeLimitMs);
  };
  // One that is gone says so by its end.
  child.stdin.on("error", () => undefined);
  const ask = () => {
    watch();
    const next = cases[first + came.length];
    if (next === undefined) child.stdin.end();
    else child.stdin.write(`${JSON.stringify(next)}\n`);
  };
  ask();
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith(end)) continue;
    take({ kind: "answered", result: JSON.parse(line.slice(end.length)) as Result });
    ask();
  }
  const [code, signal] = await ended;
  clearTimeout(timer);
  if (first + came.length < cases.length) {
    take(hung ? { kind: "hung" } : { kind: "crashed", how: `${signal ?? `exit code ${code}`}` });
  }
  return came;
}

/** The other side: answers each case that comes in, until there are no more; what a case throws ends the process. */
export async function answerCases<Case, Result>(answer: (given: Case) => Promise<Result>): Promise<void> {
  for await (const line of createInterface(process.stdin)) {
    writeSync(1, `${end}${JSON.stringify(await answer(JSON.parse(line) as Case))}\n`);
  }
}
