/** Owns one run of the command: the core that it calls, the caller's folder, and what Ctrl+C does. */
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError, type ErrorData } from "../../shared/errors/app-error.ts";
import type { ProjectView } from "../../shared/rpc/projects-contract.ts";
import type { Operation } from "../../shared/rpc/runtime-contract.ts";
import { type Core, createCore, defaultFolders, fileLog, thisPerson } from "../core/core.ts";
import { exitCodeOfSignal } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** The folder that holds package.json and resources. */
export const appFolder = resolve(import.meta.dirname, "../..");

const canceled = new AppError("cancelled", "Canceled. No partial files were left behind.");

export class Session {
  readonly core: Core;
  readonly terminal: Terminal;
  readonly #stop = new AbortController();
  #stoppedBy: NodeJS.Signals | null = null;
  #operationId: string | null = null;
  #waiting = false;

  /** `stays`: it serves windows, which have projects to themselves. */
  constructor(terminal: Terminal, { stays = false } = {}) {
    const { env } = terminal.caller;
    const { dataDir, projectsFolder } = defaultFolders(env);
    refuseUnusable(dataDir);
    this.terminal = terminal;
    const { version } = JSON.parse(readFileSync(join(appFolder, "package.json"), "utf8")) as { version: string };
    this.core = createCore({
      dataDir,
      projectsFolder,
      pageFolder: join(appFolder, "out", "renderer"),
      resourcesFolder: join(appFolder, "resources"),
      version,
      vault: null,
      person: stays ? thisPerson() : null,
      grants: null,
      env,
      log: fileLog(dataDir, () => new Date()),
    });
    process.on("SIGINT", this.#interrupt);
    process.on("SIGTERM", this.#interrupt);
  }

  /** Aborts at the first Ctrl+C. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The signal that asked the command to end; null while none did. */
  get stoppedBy(): NodeJS.Signals | null {
    return this.#stoppedBy;
  }

  /** Waits for Ctrl+C, which is then what the user was told to press. */
  async untilInterrupted(): Promise<void> {
    this.#waiting = true;
    if (!this.signal.aborted) await once(this.signal, "abort");
  }

  /** A path as the caller means it: npm runs scripts in the package's folder, and keeps the caller's in INIT_CWD. */
  resolvePath(path: string): string {
    return resolve(this.terminal.caller.env["INIT_CWD"] ?? process.cwd(), path);
  }

  async openProject(folder: string): Promise<{ projectId: string; view: ProjectView }> {
    const { projectId } = await this.core.call("projects.open", { folder: this.resolvePath(folder) });
    return { projectId, view: await this.core.call("project.get", { projectId }) };
  }

  /** Waits for work that a call has started, showing its progress within the part `from` to `to`. Throws as the work failed. */
  async finish(
    started: { operationId: string },
    [from, to]: readonly [number, number] = [0, 1],
  ): Promise<NonNullable<Operation["result"]>> {
    this.#operationId = started.operationId;
    if (this.signal.aborted) this.#cancel(started.operationId);
    try {
      const operation = await this.core.waitForOperation(started.operationId, ({ progress, step }) =>
        this.terminal.progress(from + progress * (to - from), step),
      );
      if (operation.state === "done" && operation.result) return operation.result;
      // A scheduler ends ffmpeg together with the command: what that says is no news.
      if (this.signal.aborted) throw this.signal.reason;
      throw errorFrom(operation.error ?? canceled.toData());
    } finally {
      this.#operationId = null;
      this.terminal.endProgress();
    }
  }

  async close(): Promise<void> {
    for (const { message, next } of await this.core.call("notices.list", {})) {
      this.terminal.say(next === undefined ? message : `${message} ${next}`);
    }
    process.off("SIGINT", this.#interrupt);
    process.off("SIGTERM", this.#interrupt);
    await this.core.close();
  }

  readonly #interrupt = (signal: NodeJS.Signals): void => {
    if (this.#stop.signal.aborted) process.exit(exitCodeOfSignal(signal));
    this.#stoppedBy = signal;
    this.#stop.abort(canceled);
    if (this.#operationId) {
      this.#cancel(this.#operationId);
    } else if (!this.#waiting) {
      this.terminal.say("Stopping after this step. Press Ctrl+C again to stop now.");
    }
  };

  #cancel(operationId: string): void {
    void this.core.call("operations.cancel", { operationId }).catch(() => {
      // It ended by itself in the meantime.
    });
  }
}

/** An error that came as data, to be thrown again. */
export function errorFrom({ code, message, next, path }: ErrorData): AppError {
  return new AppError(code, message, { ...(next ? { next } : {}), ...(path ? { path } : {}) });
}

function refuseUnusable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    const next = "Set SHOTLINE_DATA to a folder you can write to.";
    throw new AppError("disk.denied", `Can't create Shotline's data folder ${dataDir}.`, { next, cause });
  }
}
