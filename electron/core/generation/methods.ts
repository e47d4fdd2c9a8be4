/** Owns what the window asks of generation, and how its parts go together: keys, services, caps, the queue, the kit. */

import { setTimeout } from "node:timers/promises";
import { AppError } from "../../../shared/errors/app-error.ts";
import { needsKey } from "../../../shared/models/profile.ts";
import { modelProfiles } from "../../../shared/models/profiles.ts";
import { problemsOfPass } from "../../../shared/preflight/preflight.ts";
import type { generationContract } from "../../../shared/rpc/generation-contract.ts";
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";
import type { StoreBlockedFrame } from "../animatic/blocked-frame.ts";
import type { SettingsFile } from "../app/settings-file.ts";
import type { StartNotes } from "../app/start-notes.ts";
import { takeExclusiveLock } from "../database/exclusive-lock.ts";
import type { ImageChecker } from "../projects/media-store.ts";
import { planRefused, readPlanFile } from "../projects/plan-file.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { LogLine } from "../runtime/log.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import type { Notices } from "../runtime/notices.ts";
import type { Operations } from "../runtime/operations.ts";
import type { Results } from "../takes/results.ts";
import { Generations } from "./generations.ts";
import type { Signer } from "./job-seal.ts";
import { Keys, type Vault } from "./keys.ts";
import { writeKit } from "./kits.ts";
import { GenerationQueue } from "./queue.ts";
import type { Clock } from "./service-context.ts";
import { Services } from "./services.ts";
import { SpendCaps } from "./spend-caps.ts";
import { SpentFile } from "./spent-file.ts";

/** Longer than a disk takes that is there. */
const patienceMs = 5000;

export interface Generation {
  readonly methods: MethodsOf<typeof generationContract>;
  /** A project was opened: its jobs go on, where this host stays to see to them. */
  opened(projectId: string): void;
  /** Goes on with the jobs of all known projects, and of those opened from now on. */
  resumeAll(): Promise<void>;
  close(): Promise<void>;
}

export function openGeneration(options: {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly vault: Vault | null;
  readonly clock: Clock;
  readonly settings: SettingsFile;
  readonly identity: Signer;
  readonly starts: StartNotes;
  readonly notices: Notices;
  readonly projects: ProjectService;
  readonly images: ImageChecker;
  readonly results: Results;
  readonly drawBlocking: StoreBlockedFrame;
  readonly operations: Operations;
  readonly emit: (event: AppEvent) => void;
  readonly log: (line: LogLine) => void;
  /** Keeps a service's key out of the log. */
  readonly hideKey: (key: string) => void;
  readonly now: () => Date;
}): Generation {
  const {
    dataDir,
    env,
    vault,
    clock,
    settings,
    identity,
    starts,
    notices,
    projects,
    images,
    results,
    drawBlocking,
    operations,
    emit,
    log,
    hideKey,
    now,
  } = options;
  const keys = new Keys({
    dataDir,
    env,
    vault: vault,
    hide: hideKey,
    onChanged: () => {
      emit({ type: "keys.changed" });
      queue.wake();
    },
    onDamaged: (keptAside) =>
      settings.pauseSpending(
        "keys",
        keptAside === null
          ? "The API key file is damaged."
          : `The API key file was damaged and has been saved as ${keptAside}. Enter your API keys again.`,
      ),
  });
  const services = new Services({
    ...{ keys, env },
    geminiModel: () => settings.current.geminiModel,
    comfyuiAddress: () => settings.current.comfyuiAddress,
  });
  const spendCaps = new SpendCaps({
    caps: () => {
      settings.readAgain();
      settings.requireLooked();
      return settings.current.spendCaps;
    },
    takeLock: () => takeExclusiveLock(dataDir, "spending.lock"),
    known: new SpentFile(dataDir),
    spentIn: (projectId) => noted(projectId, () => queue.spent(projectId)),
    spentSince: (projectId, since) => noted(projectId, () => queue.spentSince(projectId, since)),
    projectIds: async () => (await projects.known()).map(({ id }) => id),
    now,
  });
  const queue = new GenerationQueue({
    providers: services.providers,
    baseUrl: (provider) => services.baseUrl(provider),
    key: (provider) => services.findKey(provider),
    database: (projectId) => projects.database(projectId),
    folder: (projectId) => projects.folderOf(projectId),
    signer: identity,
    readImage: (projectId, reference) => projects.readImage(projectId, reference),
    store: (job, projectId, file, signal, commit) =>
      results.storeJobResult(
        projectId,
        {
          jobId: job.id,
          passId: job.passId,
          passName: job.passName,
          profile: job.profile,
          output: job.output,
          request: job.frozen,
          place: job.place,
          prompt: job.frozen.asked ?? job.frozen.pass.prompt,
          blocking: job.frozen.blocking,
          price: job.progress.charged ?? job.estimate,
        },
        file,
        signal,
        commit,
      ),
    spend: (projectId, amount, write) => spendCaps.spend(projectId, amount, write),
    clock,
    changed: (projectId) => emit({ type: "jobs.changed", projectId }),
    log,
  });
  const generations = new Generations({
    projects,
    drawBlocking,
    services,
    queue,
    clock,
    log: (message) => log({ level: "info", message }),
  });
  let resuming = false;

  /** Opens a project without the user, with a note on the disk while that has not come back. Throws where it did not last time. */
  async function noted<Result>(projectId: string, work: () => Promise<Result>): Promise<Result> {
    if (projects.isOpen(projectId)) return work();
    if (starts.isLeft(projectId))
      throw new AppError("project.damaged", "Shotline did not finish opening this project at its last start.");
    return starts.during(projectId, work);
  }

  async function resume(projectId: string): Promise<void> {
    await starts
      .during(projectId, () => queue.attach(projectId))
      .catch((error: unknown) => {
        log({ level: "error", message: "Couldn't resume the jobs of a project.", error });
      });
  }

  function skip(projectId: string, folder: string): void {
    notices.say(`start ${projectId}`, {
      code: "project.damaged",
      message: `Jobs in ${folder} are paused: Shotline did not finish opening this project at its last start.`,
      next: "Open the project to continue them, or remove it from the recent projects.",
    });
  }

  const methods: MethodsOf<typeof generationContract> = {
    "models.list": () => [...modelProfiles()],
    "plan.compile": async ({ projectId, passId, retake }) => ({
      requests: await generations.compilePass(projectId, passId, retake ?? null),
    }),
    "plan.compileFile": async ({ planFile, profile, pass }) => {
      const { plan, problems: all } = await readPlanFile(planFile, images, profile);
      // The faults of another pass do not matter to the one that was asked for.
      const own = pass === undefined ? "passes[" : `passes[${pass - 1}]`;
      const problems = all.filter(({ path }) => !path.startsWith("passes[") || path.startsWith(own));
      const judged = pass === undefined ? problems : problemsOfPass(problems, pass - 1);
      if (!plan || judged.some(({ severity }) => severity === "error")) throw planRefused(planFile, judged);
      if (pass !== undefined && !plan.passes[pass - 1]) {
        throw new AppError("not-found", `There is no pass ${pass}; the plan has ${plan.passes.length}.`);
      }
      const passes = pass === undefined ? plan.passes : plan.passes.slice(pass - 1, pass);
      return { requests: passes.map((each) => generations.compile(plan.elements, each, profile)) };
    },
    "keys.list": () => services.states(),
    "keys.set": async ({ provider, key }) => {
      if (!needsKey(provider)) {
        const message = `${services.provider(provider).label} needs no API key.`;
        throw new AppError("input.invalid", message, { next: "Enter its address in Settings → Services." });
      }
      await keys.set(provider, key);
      return {};
    },
    "keys.remove": async ({ provider }) => {
      await keys.remove(provider);
      return {};
    },
    "keys.test": async ({ provider }) => ({ message: await generations.testKey(provider) }),
    "generation.quote": ({ projectId, passId, ...wanted }) => generations.quote(projectId, passId, wanted),
    "generation.start": async (request) => {
      const jobIds = await generations.start(request);
      await queue.attach(request.projectId);
      return { jobId: jobIds[0] as string, jobIds };
    },
    "generation.quoteStills": ({ count = 1, ...wanted }) => generations.stills.quote({ ...wanted, count }),
    "generation.startStills": async ({ count = 1, prompt = null, fromBlocking = false, ...wanted }) => {
      const jobIds = await generations.stills.start({ ...wanted, prompt, count, fromBlocking });
      await queue.attach(wanted.projectId);
      return { jobIds };
    },
    "jobs.list": ({ projectId }) => queue.list(projectId),
    "jobs.preview": ({ projectId, jobId }) => {
      const jpeg = queue.preview(projectId, jobId);
      return { image: jpeg && `data:image/jpeg;base64,${Buffer.from(jpeg).toString("base64")}` };
    },
    "jobs.log": ({ projectId, jobId }) => queue.log(projectId, jobId),
    "jobs.request": ({ projectId, jobId }) => generations.request(projectId, jobId),
    "jobs.cancel": async ({ projectId, jobId }) => {
      await queue.cancel(projectId, jobId);
      return {};
    },
    "jobs.retry": async ({ projectId, jobId: ended, expected }) => {
      const jobId = await generations.retry(projectId, ended, expected);
      await queue.attach(projectId);
      return { jobId };
    },
    "jobs.goOn": async ({ projectId }) => {
      await queue.goOn(projectId);
      await queue.attach(projectId);
      return {};
    },
    "jobs.decide": async ({ projectId, jobId, decision }) => {
      await queue.decide(projectId, jobId, decision);
      await queue.attach(projectId);
      return {};
    },
    "jobs.wake": async ({ projectId }) => {
      if (projectId !== undefined) await queue.attach(projectId);
      queue.wake();
      return {};
    },
    "jobs.orphans": ({ projectId, provider }) => generations.orphans(projectId, provider),
    "jobs.adopt": async ({ projectId, passId, provider, remoteId }) => {
      const jobId = await generations.adopt(projectId, passId, provider, remoteId);
      await queue.attach(projectId);
      return { jobId };
    },
    "ledger.list": async ({ projectId }) => ({
      entries: await queue.ledger(projectId),
      spent: [...(await queue.spent(projectId))],
      spentToday: [...(await spendCaps.spentToday())],
    }),
    "kit.start": async ({ projectId, passId, folder }) => {
      const { project } = await projects.view(projectId);
      const pass = await projects.pass(projectId, passId);
      const operationId = operations.start({
        kind: "kit",
        projectId,
        title: "Hand-off kit",
        run: (context) => writeKit(projects, { projectId, project, pass, folder }, context),
      });
      return { operationId };
    },
  };

  return {
    methods,
    opened(projectId) {
      notices.clear(`start ${projectId}`);
      if (resuming) void resume(projectId);
    },
    async resumeAll() {
      resuming = true;
      for (const { id, folder, missing } of await projects.known()) {
        if (missing) continue;
        if (starts.isLeft(id)) skip(id, folder);
        // One after another, so that a note is left of the very one that hangs; but none waits long for a slow disk.
        else await Promise.race([resume(id), setTimeout(patienceMs, undefined, { ref: false })]);
      }
    },
    close: () => queue.close(),
  };
}
