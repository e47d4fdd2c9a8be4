/** Owns sending a pass to a service: what will be sent and what it costs, confirmed and within the caps; then the queue has it. */

import { AppError } from "../../../shared/errors/app-error.ts";
import type { CompiledRequest } from "../../../shared/generation/compile-request.ts";
import { compileRequest } from "../../../shared/generation/compile-request.ts";
import { endedStates, type Job } from "../../../shared/generation/job.ts";
import { madeFrom } from "../../../shared/generation/made-from.ts";
import { priceOf } from "../../../shared/generation/price.ts";
import { type PassRequest, type Retake, requestsOf } from "../../../shared/generation/retake.ts";
import { stillRequest } from "../../../shared/generation/still-request.ts";
import type { WritableElement, WritablePass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile, Money, ProviderName } from "../../../shared/models/profile.ts";
import { modelProfiles, profileOf } from "../../../shared/models/profiles.ts";
import { shotLabel, shotNumbers } from "../../../shared/project/layout.ts";
import type { Element, Pass, Project } from "../../../shared/project/model.ts";
import type { Orphan, Quote } from "../../../shared/rpc/generation-contract.ts";
import type { StoreBlockedFrame } from "../animatic/blocked-frame.ts";
import { findPass } from "../projects/find-pass.ts";
import { newId } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { asRequest, freezeCall, write } from "./freeze-call.ts";
import type { NewJob } from "./job-store.ts";
import type { FrozenCall } from "./provider.ts";
import type { GenerationQueue } from "./queue.ts";
import { addQuotes, confirmAmount, tableQuote } from "./quotes.ts";
import { refuseFaults } from "./refuse-faults.ts";
import { registeredFor } from "./registered.ts";
import { requireProfile, requireService } from "./require-profile.ts";
import { withResultPaths } from "./result-paths.ts";
import { accountOf, type Clock, serviceContext } from "./service-context.ts";
import { ServiceFault } from "./service-fault.ts";
import type { Services } from "./services.ts";
import { StillJobs } from "./still-jobs.ts";

/** Stands where a request of a preview carries our own id. */
const previewJobId = "{{job}}";

const unknownCall: FrozenCall["call"] = { method: "POST", path: "", headers: {}, body: null };

/** What of a pass is generated, and how, where that is not as planned. */
interface Wanted {
  readonly profile?: string | undefined;
  /** What a still is drawn from instead of the first shot. */
  readonly prompt?: string | null | undefined;
  readonly retake?: Retake | undefined;
}

export interface GenerationsOptions {
  readonly projects: ProjectService;
  readonly services: Services;
  readonly queue: GenerationQueue;
  readonly drawBlocking: StoreBlockedFrame;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

export class Generations {
  readonly stills: StillJobs;
  readonly #options: GenerationsOptions;

  constructor(options: GenerationsOptions) {
    this.#options = options;
    this.stills = new StillJobs(options, (projectId, { elements, pass }, profile) =>
      this.#quote(projectId, elements, pass, profile),
    );
  }

  /** The requests that a pass, or a retake, would send, as data and without the key. Nothing is sent. */
  async compilePass(projectId: string, passId: string, retake: Retake | null): Promise<CompiledRequest[]> {
    const { project } = await this.#options.projects.view(projectId);
    const pass = findPass(project, passId);
    const requests = requestsOf(pass, requireProfile(pass.profile), retake);
    return requests.map((each) => this.compile(project.elements, each.pass));
  }

  /** The request that a pass would send in one. */
  compile(elements: readonly WritableElement[], pass: WritablePass, profileId: string = pass.profile): CompiledRequest {
    const profile = requireProfile(profileId);
    if (profile.provider === "animatic") return compileRequest(elements, pass, profileId);
    return asRequest(
      this.#options.services,
      freezeCall(this.#options.services, profile, elements, pass, null, previewJobId),
    );
  }

  /** What the pass, or the retake, would cost: the service's own quote where it gives one and a key is there, else the table's price. */
  async quote(projectId: string, passId: string, wanted: Omit<Wanted, "prompt"> = {}): Promise<Quote> {
    const { project } = await this.#options.projects.view(projectId);
    const pass = findPass(project, passId);
    const profile = requireService(wanted.profile ?? pass.profile);
    return this.#quoteAll(projectId, project, requestsOf(pass, profile, wanted.retake ?? null), profile);
  }

  /** One price for all requests of a pass. */
  async #quoteAll(projectId: string, { elements }: Project, requests: readonly PassRequest[], profile: ModelProfile) {
    const quotes: Quote[] = [];
    for (const { pass } of requests) quotes.push(await this.#quote(projectId, elements, pass, profile));
    return addQuotes(quotes);
  }

  async #quote(projectId: string, elements: readonly Element[], pass: Pass, profile: ModelProfile): Promise<Quote> {
    const table = tableQuote(profile, priceOf(profile, write(profile, elements, pass, null)));
    const provider = this.#options.services.provider(profile.provider as ProviderName);
    if (!profile.quotes || !provider.quote) return table;
    try {
      const frozen = freezeCall(this.#options.services, profile, elements, pass, null, previewJobId);
      const amount = await provider.quote(frozen, await this.#context(projectId, provider.name));
      const asOf = new Date(this.#options.clock.now()).toISOString().slice(0, 10);
      return { amount, from: "service", uncertain: null, source: `Quoted by ${provider.label}`, asOf };
    } catch (error) {
      const known = error instanceof ServiceFault || error instanceof AppError;
      if (!known) throw error;
      const reason = `${provider.label} gave no quote: ${error.message}`;
      return { ...table, uncertain: [reason, table.uncertain].filter(Boolean).join(" ") };
    }
  }

  /** A context for a question that belongs to no job. */
  async #context(projectId: string | null, name: ProviderName) {
    const { services, clock, projects, log } = this.#options;
    const provider = services.provider(name);
    const key = await services.requireKey(name);
    const baseUrl = services.baseUrl(provider);
    return serviceContext({
      provider,
      baseUrl,
      key,
      clock,
      jobId: newId("question"),
      signal: AbortSignal.timeout(30_000),
      log,
      readImage: async (reference) => {
        if (projectId === null) throw new AppError("not-found", "There are no images outside a project.");
        return projects.readImage(projectId, reference);
      },
      registered:
        projectId === null
          ? { get: () => null, set: () => {}, forget: () => {} }
          : registeredFor(await projects.database(projectId), name, accountOf(name, key, baseUrl), () => clock.now()),
    });
  }

  /** One sentence from the service, such as the credit left; costs nothing. */
  async testKey(name: ProviderName): Promise<string> {
    try {
      return await this.#options.services.provider(name).testKey(await this.#context(null, name));
    } catch (error) {
      throw asAppError(error);
    }
  }

  /**
   * Queues a pass or a retake: a job, or one for each request of it, all or none. Throws `generation.refused`, `service.key-missing`,
   * `spend.unconfirmed`, `spend.cap`.
   */
  async start(
    request: Wanted & { readonly projectId: string; readonly passId: string; readonly expected: Money | null },
  ) {
    const { projectId, passId, expected, prompt = null, retake = null } = request;
    await this.#options.projects.writableFolder(projectId);
    const view = await this.#options.projects.view(projectId);
    const { project } = view;
    const pass = findPass(project, passId);
    const profile = requireService(request.profile ?? pass.profile);
    if (profile.output === "still") {
      const place = { kind: "startFrame", passId } as const;
      return this.stills.start({
        projectId,
        place,
        profile: profile.id,
        prompt,
        count: 1,
        fromBlocking: false,
        expected,
      });
    }
    const provider = profile.provider as ProviderName;
    const requests = requestsOf(pass, profile, retake);
    for (const each of requests) refuseFaults(view, each, profile, null);
    await this.#options.services.requireKey(provider);
    const quotes: Quote[] = [];
    for (const each of requests) quotes.push(await this.#quote(projectId, project.elements, each.pass, profile));
    confirmAmount(expected, addQuotes(quotes).amount);
    const numbers = shotNumbers(project.passes);
    const jobs = requests.map((each, index): NewJob => {
      const id = newId("job");
      const shotIds = each.pass.shots.map((shot) => shot.id);
      const labels = each.retake ? shotIds.map((shotId) => ` ${shotLabel(numbers.get(shotId) ?? 0)}`).join("") : "";
      const frozen = freezeCall(this.#options.services, profile, project.elements, each.pass, null, id);
      return {
        ...{ id, passId, passName: `${frozen.pass.title}${labels}`, output: "film", profile: profile.id, provider },
        frozen: { ...frozen, shotIds, madeFrom: madeFrom(project, pass) },
        ...{ retake: each.retake, place: null },
        estimate: quotes[index]?.amount ?? null,
      };
    });
    await this.#options.queue.add(projectId, jobs as [NewJob, ...NewJob[]]);
    return jobs.map(({ id }) => id);
  }

  /**
   * A new job for the pass of an ended one, with the plan as it stands now. One that waits for the user, as it is not this
   * installation's own, is sent in the same way: nothing of what its row says is, and then it is discarded.
   */
  async retry(projectId: string, jobId: string, expected: Money | null): Promise<string> {
    const { queue } = this.#options;
    const { state, held, passId, profile, place, retake } = await this.#job(projectId, jobId);
    if (held === null && !endedStates.includes(state)) {
      const next = "Cancel it first, or wait until it finishes.";
      throw new AppError("job.wrong-state", "This job is still in progress.", { next });
    }
    const isOwnStill = place !== null && (await queue.isOwn(projectId, jobId));
    const frozen = isOwnStill ? await queue.frozen(projectId, jobId) : null;
    const prompt = frozen && (frozen.asked ?? frozen.pass.prompt);
    const fromBlocking = frozen?.blocking !== undefined;
    const again = retake === null ? {} : { retake };
    const [started] =
      place === null
        ? await this.start({ projectId, passId, profile, expected, ...again })
        : await this.stills.start({ projectId, place, profile, prompt, count: 1, fromBlocking, expected });
    if (held !== null) await queue.cancel(projectId, jobId);
    return started as string;
  }

  async #job(projectId: string, jobId: string): Promise<Job> {
    const job = (await this.#options.queue.list(projectId)).find((each) => each.id === jobId);
    if (!job) throw new AppError("not-found", "This job no longer exists.");
    return job;
  }

  /** The frozen request of a job, as it was sent; of one that waits for the user, what would be sent by the plan as it stands now. */
  async request(projectId: string, jobId: string): Promise<CompiledRequest> {
    const { held, passId, profile, place, retake } = await this.#job(projectId, jobId);
    if (held === null) return asRequest(this.#options.services, await this.#options.queue.frozen(projectId, jobId));
    const { project } = await this.#options.projects.view(projectId);
    if (place !== null) {
      const still = stillRequest(project, place);
      return this.compile(still.elements, still.pass, profile);
    }
    const [request] = requestsOf(findPass(project, passId), requireProfile(profile), retake);
    return this.compile(project.elements, (request as PassRequest).pass, profile);
  }

  /** Tasks of the account that the project has no job for. */
  async orphans(projectId: string, name: ProviderName): Promise<Orphan[]> {
    const provider = this.#options.services.provider(name);
    if (!provider.list) return [];
    try {
      const listed = await provider.list(await this.#context(projectId, name));
      const known = new Set((await this.#options.queue.list(projectId)).flatMap((job) => job.remote?.id ?? []));
      const profile = adoptedProfile(name).id;
      return listed
        .filter(({ remote }) => !known.has(remote.id))
        .map(({ remote, createdAt, state }) => ({ provider: name, profile, remoteId: remote.id, createdAt, state }));
    } catch (error) {
      throw asAppError(error);
    }
  }

  /** Takes up a listed task as a job of the pass. */
  async adopt(projectId: string, passId: string, name: ProviderName, remoteId: string): Promise<string> {
    await this.#options.projects.writableFolder(projectId);
    const { project } = await this.#options.projects.view(projectId);
    const pass = findPass(project, passId);
    const provider = this.#options.services.provider(name);
    const listed = (await provider.list?.(await this.#context(projectId, name)).catch(rethrowAsAppError)) ?? [];
    const task = listed.find(({ remote }) => remote.id === remoteId);
    if (!task)
      throw new AppError("not-found", `${provider.label} does not list this task.`, { next: "Refresh the list." });
    const own = profileOf(pass.profile);
    const profile = own?.provider === name && own.output === "film" ? own : adoptedProfile(name);
    const id = newId("job");
    await this.#options.queue.adopt(projectId, {
      id,
      passId,
      passName: `${pass.scene} ${pass.name}`,
      output: "film",
      profile: profile.id,
      provider: name,
      ...{ retake: null, place: null },
      // What was sent for it is not known; what it is taken for is.
      frozen: { profile, pass: write(profile, project.elements, pass, null), call: unknownCall },
      remote: withResultPaths(task.remote, profile),
    });
    return id;
  }
}

/** What a task of a service is taken for when its pass is planned for another one. */
function adoptedProfile(name: ProviderName): ModelProfile {
  return modelProfiles().find((profile) => profile.provider === name && profile.output === "film") as ModelProfile;
}

function asAppError(error: unknown): unknown {
  if (!(error instanceof ServiceFault)) return error;
  const { code, message, next } = error.problem;
  return new AppError(code, message, { ...(next === undefined ? {} : { next }), cause: error });
}

function rethrowAsAppError(error: unknown): never {
  throw asAppError(error);
}
