/** Owns what the window knows of generation: jobs, ledger and keys of the open project, fetched again whenever the core says that they changed. */
import { endedStates, type Job } from "../../../shared/generation/job.ts";
import { rememberModels } from "../../../shared/models/profiles.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { KeyState } from "../../../shared/rpc/generation-contract.ts";
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";
import type { CoreClient } from "../api/client.ts";
import { createStore, type Store } from "../state/store.ts";

type Ledger = OutputOf<"ledger.list">;

export interface GenerationState {
  readonly projectId: string | null;
  /** Newest first; null until they were fetched. */
  readonly jobs: readonly Job[] | null;
  readonly ledger: Ledger | null;
  readonly keys: readonly KeyState[] | null;
}

export interface Generation extends Pick<Store<GenerationState>, "get" | "subscribe"> {
  /** Shows the jobs of this project, or of none. */
  follow(projectId: string | null): void;
  onEvents(events: readonly AppEvent[]): void;
  onReset(): void;
}

const nothing = { jobs: null, ledger: null };

/** `tellTurn` hears of each job that has ended or asks the user; `tellFailure` of a fetch that went wrong. */
export function createGeneration(
  client: CoreClient,
  tellTurn: (job: Job) => void,
  tellFailure: (error: unknown) => void,
): Generation {
  const store = createStore<GenerationState>({ projectId: null, keys: null, ...nothing });

  const fetchJobs = oneAtATime(async () => {
    const { projectId } = store.get();
    if (projectId === null) return;
    const [jobs, ledger] = await Promise.all([
      client.call("jobs.list", { projectId }),
      client.call("ledger.list", { projectId }),
    ]);
    const before = store.get();
    if (before.projectId !== projectId) return;
    rememberModels(jobs);
    store.set({ jobs, ledger });
    for (const job of turnedJobs(before.jobs, jobs)) tellTurn(job);
  }, tellFailure);

  const fetchKeys = oneAtATime(async () => store.set({ keys: await client.call("keys.list", {}) }), tellFailure);

  return {
    get: store.get,
    subscribe: store.subscribe,
    follow(projectId) {
      if (projectId === store.get().projectId) return;
      store.set({ projectId, ...nothing });
      if (projectId === null) return;
      fetchJobs();
      if (store.get().keys === null) fetchKeys();
    },
    onEvents(events) {
      const { projectId } = store.get();
      if (events.some((event) => event.type === "keys.changed")) fetchKeys();
      if (events.some((event) => event.type === "jobs.changed" && event.projectId === projectId)) fetchJobs();
    },
    onReset() {
      fetchKeys();
      fetchJobs();
    },
  };
}

/**
 * Jobs that have come to an end, or to a question, since they were last seen. The first sight of all tells of none, except once that
 * some wait for the user before they go on.
 */
export function turnedJobs(before: readonly Job[] | null, after: readonly Job[]): Job[] {
  if (before === null) return after.filter((job) => job.held !== null).slice(0, 1);
  return after.filter((job) => {
    const was = before.find((each) => each.id === job.id);
    return was?.state !== job.state && needsTelling(job) && !(was && endedStates.includes(was.state));
  });
}

function needsTelling(job: Job): boolean {
  return job.state === "done" || job.state === "failed" || job.state === "unconfirmed";
}

/** Runs `work`, and once more when it was asked for meanwhile: events come faster than answers. */
function oneAtATime(work: () => Promise<void>, tellFailure: (error: unknown) => void): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        tellFailure(error);
      }
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
