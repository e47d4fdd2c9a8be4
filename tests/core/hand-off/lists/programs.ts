/** Runs programs of other makers that read a hand-off, where this machine has them. */
import { spawnSync } from "node:child_process";

/** Whether it is there and answers; `argumentList` asks for something harmless. */
export function hasProgram(program: string, argumentList: readonly string[]): boolean {
  return spawnSync(program, argumentList, { stdio: "ignore" }).status === 0;
}

/** What it wrote to both outputs, and how it ended; stopped after `timeLimitMs`. */
export function runProgram(
  program: string,
  argumentList: readonly string[],
  {
    timeLimitMs = 60_000,
    input,
    environment = {},
  }: { timeLimitMs?: number; input?: string; environment?: Record<string, string> } = {},
): { code: number | null; stdout: string; stderr: string } {
  const run = spawnSync(program, argumentList, {
    timeout: timeLimitMs,
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
    env: { ...process.env, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}
