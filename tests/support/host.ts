/** Owns starting the app's host in a process of its own for browser tests: asking it, stopping it, and killing it. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { InputOf, MethodName, OutputOf } from "../../shared/rpc/contract.ts";
import type { HostAnswer, HostRequest } from "./host-process.ts";

export interface Host {
  /** An address that opens the app once. */
  url(): Promise<string>;
  /** Calls the core past the page. */
  call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** SIGKILL: no goodbye, as when the machine loses power. */
  kill(): Promise<void>;
  /** Processor time that it has used so far. */
  processorMs(): Promise<number>;
  /** Does what a host does that stays; for one that was told to wait for it by `SHOTLINE_TEST_RESUMES: "when asked"`. */
  resume(): Promise<void>;
  /** It stands still, as in a computer that sleeps, until `goOn`. */
  pause(): void;
  goOn(): void;
  close(): Promise<void>;
}

/** Starts a host whose data and projects live in `folder`; a second one there finds what the first one left. `environment` is added to ours. */
export async function startHost(folder: string, environment: Readonly<Record<string, string>> = {}): Promise<Host> {
  mkdirSync(join(folder, "projects"), { recursive: true });
  const child = fork(join(import.meta.dirname, "host-process.ts"), [folder], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...environment },
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  const ended = once(child, "exit").then(() => {
    for (const { reject } of waiting.values()) reject(new Error("The host has ended."));
  });
  child.on("message", (message) => {
    const answer = message as HostAnswer;
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) asker?.resolve(answer.value);
    else asker?.reject(new Error(answer.message));
  });

  function ask(request: DistributedOmit<HostRequest, "id">, id = ++lastId): Promise<unknown> {
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      if (id > 0) child.send({ id, ...request } as HostRequest);
    });
  }

  await ask({ kind: "url" }, 0);
  return {
    url: () => ask({ kind: "url" }) as Promise<string>,
    call: (name, input) => ask({ kind: "call", name, input }) as Promise<never>,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    processorMs: () => ask({ kind: "processorMs" }) as Promise<number>,
    resume: () => ask({ kind: "resume" }) as Promise<void>,
    pause: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    async close() {
      if (hasEnded(child)) return;
      await ask({ kind: "close" });
      child.disconnect();
      await ended;
    },
  };
}

type DistributedOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
