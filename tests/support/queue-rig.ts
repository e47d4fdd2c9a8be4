/** Owns a queue on a real project for tests and drills: real SQLite, HTTP, films and files; only time runs faster. */
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readIdentity } from "../../electron/core/app/identity.ts";
import { RecentProjects } from "../../electron/core/app/recent-projects.ts";
import type { NewJob } from "../../electron/core/generation/job-store.ts";
import type { FrozenCall, Provider } from "../../electron/core/generation/provider.ts";
import { GenerationQueue } from "../../electron/core/generation/queue.ts";
import type { QueueOptions } from "../../electron/core/generation/queue-options.ts";
import type { Clock } from "../../electron/core/generation/service-context.ts";
import { createFfmpeg } from "../../electron/core/media/ffmpeg.ts";
import { createEmptyProject, newId } from "../../electron/core/projects/project-folder.ts";
import { ProjectService } from "../../electron/core/projects/project-service.ts";
import { Results } from "../../electron/core/takes/results.ts";
import { endedStates, type Job } from "../../shared/generation/job.ts";
import { writePass } from "../../shared/generation/written-pass.ts";
import type { ModelProfile, ProviderName } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import type { StillPlace } from "../../shared/project/still-place.ts";
import { onForgotten } from "./open-projects.ts";

/** One for the process, as finding out what it can do takes longer than most tests. */
const ffmpeg = createFfmpeg({
  settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
  environment: process.env,
  cacheFolder: join(tmpdir(), "shotline-binaries"),
  log: () => {},
});

/** A clock that runs `speed` times as fast as the true one. */
export function fastClock(speed = 100): Clock {
  const startedAt = performance.now();
  const since = Date.now();
  return {
    now: () => since + (performance.now() - startedAt) * speed,
    random: () => Math.random(),
    sleep: (ms, signal) => wait(Math.max(1, ms / speed), undefined, { signal }),
  };
}

export interface RigOptions {
  /** Where the app's own files and new projects go. */
  readonly folder: string;
  readonly provider: Provider;
  readonly service: { readonly url: string; readonly key: string };
  readonly clock?: Clock;
  /** Default: the first shipped model of the provider. */
  readonly profile?: ModelProfile;
  /** Replaces parts of what the queue gets. */
  readonly replace?: Partial<QueueOptions>;
}

export class QueueRig {
  readonly queue: GenerationQueue;
  readonly projects: ProjectService;
  readonly clock: Clock;
  /** What the queue wrote to the app's log. */
  readonly lines: string[] = [];
  /** The key in force; null for none. */
  key: string | null;
  readonly #provider: Provider;
  readonly #profile: ModelProfile | null;
  readonly #watchers = new Set<() => void>();

  constructor({ folder, provider, service, clock = fastClock(), profile, replace = {} }: RigOptions) {
    mkdirSync(join(folder, "data"), { recursive: true });
    this.clock = clock;
    this.key = service.key;
    this.#provider = provider;
    this.#profile = profile ?? null;
    const now = () => new Date(clock.now());
    this.projects = new ProjectService({
      recent: new RecentProjects(join(folder, "data"), { say() {} }),
      now,
      dataDir: join(folder, "data"),
      version: "test",
      onFailed: onForgotten,
      onChanged: () => {},
      onForgotten,
      onLeft: onForgotten,
    });
    const results = new Results({ projects: this.projects, ffmpeg, now, onTake: () => {} });
    this.queue = new GenerationQueue({
      providers: new Map<ProviderName, Provider>([[provider.name, provider]]),
      baseUrl: () => service.url,
      key: async () => this.key,
      database: (projectId) => this.projects.database(projectId),
      folder: (projectId) => this.projects.folderOf(projectId),
      signer: readIdentity(join(folder, "data")).identity,
      readImage: (projectId, reference) => this.projects.readImage(projectId, reference),
      store: (
        { id: jobId, frozen, passId, passName, profile, output, place, estimate },
        projectId,
        file,
        signal,
        commit,
      ) => {
        const about = { place, prompt: frozen.asked ?? frozen.pass.prompt, price: estimate };
        const job = { jobId, request: frozen, passId, passName, profile, output, ...about };
        return results.storeJobResult(projectId, job, file, signal, commit);
      },
      spend: (_projectId, _amount, write) => write(),
      clock,
      changed: () => {
        for (const watcher of this.#watchers) watcher();
      },
      log: ({ message, error }) => void this.lines.push(error ? `${message} ${String(error)}` : message),
      ...replace,
    });
  }

  /** A new empty project in `folder`, whose path must end in `.shotline`; gives its handle. */
  async createProject(folder: string): Promise<string> {
    await createEmptyProject(folder, "Film", () => new Date());
    return this.projects.open(folder);
  }

  /** Adds a job for the project's first pass. */
  async add(
    projectId: string,
    more: { readonly startFrame?: string; readonly output?: "still"; readonly place?: StillPlace } = {},
  ): Promise<string> {
    const { project } = await this.projects.view(projectId);
    const [pass] = project.passes;
    if (!pass) throw new Error("The project has no pass.");
    const id = newId("job");
    const profile = this.#profile ?? profileFor(this.#provider.name, more.output ?? "film");
    const shots = pass.shots.map((shot) => ({ ...shot, durationMs: 5000, prompt: "A car at night." }));
    const written = { ...writePass(profile, [], { ...pass, shots }), startFrame: more.startFrame ?? null };
    const frozen: FrozenCall = { profile, pass: written, call: this.#provider.compile(profile, written, id) };
    const job: NewJob = {
      ...{ id, passId: pass.id, passName: written.title, output: more.output ?? "film", profile: profile.id },
      ...{
        provider: this.#provider.name,
        frozen,
        retake: null,
        place: more.place ?? null,
        estimate: { currency: "credits", micros: 7_000_000 },
      },
    };
    await this.queue.add(projectId, [job]);
    return id;
  }

  async job(projectId: string, jobId: string): Promise<Job> {
    const job = (await this.queue.list(projectId)).find((each) => each.id === jobId);
    if (!job) throw new Error("The project has no such job.");
    return job;
  }

  /** Waits until the job is as `test` wants it; looks again at each change. */
  async until(projectId: string, jobId: string, test: (job: Job) => boolean): Promise<Job> {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        const watcher = () => {
          this.#watchers.delete(watcher);
          resolve();
        };
        this.#watchers.add(watcher);
      });
      const job = await this.job(projectId, jobId);
      if (test(job)) return job;
      await changed;
    }
  }

  async ended(projectId: string, jobId: string): Promise<Job> {
    return this.until(projectId, jobId, ({ state }) => endedStates.includes(state));
  }

  async close(): Promise<void> {
    await this.queue.close();
    this.projects.close();
  }
}

function profileFor(provider: ProviderName, output: "film" | "still"): ModelProfile {
  const fits = (each: ModelProfile) => each.provider === provider && each.output === output;
  const profile = shippedProfiles.find(fits) ?? shippedProfiles.find((each) => each.output === output);
  if (!profile) throw new Error(`No profile makes a ${output}.`);
  return profile;
}
