/** Owns cores that talk to simulated services: answers kept as the window sees them, waits cut short. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "vitest";
import type { Clock } from "../../electron/core/generation/service-context.ts";
import { AppError } from "../../shared/errors/app-error.ts";
import type { Job } from "../../shared/generation/job.ts";
import type { InputOf, MethodName, OutputOf } from "../../shared/rpc/contract.ts";
import { buildCore } from "./build-core.ts";
import type { ServiceSimulator } from "./services/service-simulator.ts";

export type Call = ReturnType<typeof openServiceCore>["call"];

/** True time, short waits: services are asked as soon as they like. */
const hurried: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) => setTimeout(Math.min(ms, 10), undefined, { signal }),
};

/** A core whose every answer is kept, as the window would see it. */
export function openServiceCore(environment: Readonly<Record<string, string | undefined>>, folder?: string) {
  const built = buildCore(folder, null, { env: environment, clock: hurried });
  const { core, lines } = built;
  const answers: string[] = [];
  async function call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    const request = new Request(`http://shotline/rpc/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const text = await (await core.fetch(request)).text();
    answers.push(text);
    const answer = JSON.parse(text);
    if (!answer.ok) throw new AppError(answer.error.code, answer.error.message, answer.error);
    return answer.value;
  }
  return { core, call, folder: built.folder, lines, answers };
}

/** The job once it has ended, or asks the user. */
export async function endedJob(call: Call, projectId: string, jobId: string): Promise<Job> {
  let { cursor } = await call("events.after", { cursor: 0 });
  for (;;) {
    const job = (await call("jobs.list", { projectId })).find((each) => each.id === jobId);
    if (job && ["done", "failed", "cancelled", "unconfirmed"].includes(job.state)) return job;
    ({ cursor } = await call("events.after", { cursor }));
  }
}

/** No key of these services in any file under `folder`, and in nothing that was said. */
export function expectNoKey(simulators: Iterable<ServiceSimulator>, folder: string, said: readonly string[]): void {
  const keys = [...simulators].flatMap(({ key }) => [key, ...key.split(":")]);
  for (const key of keys) expect(said.filter((text) => text.includes(key))).toEqual([]);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    for (const key of keys) expect(bytes.includes(key), `a key in ${entry.name}`).toBe(false);
  }
}
