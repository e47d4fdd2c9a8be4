/** Runs the command in a folder and with app data of its own: within this process, or as one of its own where that is what is tested. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { runCommandLine } from "../../electron/cli/program.ts";
import type { Plan } from "../../shared/project/plan.ts";
import { buildPlan } from "../support/builders.ts";

const command = resolve(import.meta.dirname, "../../electron/cli/index.ts");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Relative paths are of `folder`; app data goes to its `.data`. Only what `changes` says differs from this process's own. */
function environmentIn(folder: string, changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return { ...process.env, INIT_CWD: folder, SHOTLINE_DATA: join(folder, ".data"), ...changes };
}

/** A process of its own, which takes the time of hundreds of calls to start: for signals, exit codes and what two processes do. */
export function startCommand(
  folder: string,
  words: readonly string[],
  environment: Record<string, string | undefined> = {},
): Run {
  const child = spawn(process.execPath, [command, ...words], {
    cwd: dirname(command),
    env: environmentIn(folder, environment),
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (part: Buffer) => {
    output.stdout += part.toString("utf8");
  });
  child.stderr.on("data", (part: Buffer) => {
    output.stderr += part.toString("utf8");
  });
  return { child, ended: once(child, "close").then(([code]) => ({ code: code as number | null, ...output })) };
}

/** The same command within this process, with a core of its own. */
export async function runCommand(
  folder: string,
  words: readonly string[],
  environment: Record<string, string | undefined> = {},
): Promise<Ended> {
  const output = { stdout: "", stderr: "" };
  const code = await runCommandLine(words, {
    env: environmentIn(folder, environment),
    stdout: {
      write: (text) => {
        output.stdout += text;
      },
    },
    stderr: {
      write: (text) => {
        output.stderr += text;
      },
    },
  });
  return { code, ...output };
}

/** The JSON result of a command with `--json`. */
export async function runJson(
  folder: string,
  words: readonly string[],
  environment: Record<string, string | undefined> = {},
): Promise<{ code: number | null; value: Record<string, unknown>; stderr: string }> {
  const { code, stdout, stderr } = await runCommand(folder, [...words, "--json"], environment);
  try {
    return { code, value: JSON.parse(stdout) as Record<string, unknown>, stderr };
  } catch {
    throw new Error(`No JSON came out of ${words.join(" ")} (exit code ${code}): ${stdout}${stderr}`);
  }
}

/** A square plan of three seconds in three shots: the least that a plan can be, so that it renders quickly. */
export function smallPlan(changes: Partial<Plan> = {}): Plan {
  return { ...buildPlan([1000, 1000, 1000], { aspectRatio: "1:1" }), ...changes };
}

export async function writePlan(file: string, plan: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof plan === "string" ? plan : JSON.stringify(plan));
}
