/** Owns sending stills to an image model: for any place of the plan, one or several at one confirmed price. */
import { AppError } from "../../../shared/errors/app-error.ts";
import { blockingRequest, writeBlocking } from "../../../shared/generation/blocking-prompt.ts";
import {
  type StillRequest,
  stillPrompt,
  stillPromptFault,
  stillRequest,
} from "../../../shared/generation/still-request.ts";
import type { ModelProfile, Money, ProviderName } from "../../../shared/models/profile.ts";
import type { StillPlace } from "../../../shared/project/still-place.ts";
import type { Quote } from "../../../shared/rpc/generation-contract.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { StoreBlockedFrame } from "../animatic/blocked-frame.ts";
import { newId } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { freezeCall, freezeWritten } from "./freeze-call.ts";
import type { NewJob } from "./job-store.ts";
import type { FrozenCall } from "./provider.ts";
import type { GenerationQueue } from "./queue.ts";
import { addQuotes, confirmAmount } from "./quotes.ts";
import { refuseFaults } from "./refuse-faults.ts";
import { requireService } from "./require-profile.ts";
import type { Services } from "./services.ts";

interface WantedStills {
  readonly projectId: string;
  readonly place: StillPlace;
  readonly profile: string;
  /** One job each. */
  readonly count: number;
}

interface StillJobsOptions {
  readonly projects: ProjectService;
  readonly services: Services;
  readonly queue: GenerationQueue;
  readonly drawBlocking: StoreBlockedFrame;
}

interface StartedStills extends WantedStills {
  /** Null is that of the place. */
  readonly prompt: string | null;
  readonly fromBlocking: boolean;
  readonly expected: Money | null;
}

export class StillJobs {
  readonly #options: StillJobsOptions;
  readonly #quoteOne: (projectId: string, request: StillRequest, profile: ModelProfile) => Promise<Quote>;

  constructor(
    options: StillJobsOptions,
    quoteOne: (projectId: string, request: StillRequest, profile: ModelProfile) => Promise<Quote>,
  ) {
    this.#options = options;
    this.#quoteOne = quoteOne;
  }

  /** One price for all of them. Throws not-found for a place that is gone. */
  async quote({ projectId, place, profile: id, count }: WantedStills): Promise<Quote> {
    const { project } = await this.#options.projects.view(projectId);
    const each = await this.#quoteOne(projectId, stillRequest(project, place), requireStills(id));
    return addQuotes(Array<Quote>(count).fill(each));
  }

  /** Queues the jobs, all or none. Throws as `Generations.start`, and not-found for a place that is gone. */
  async start(wanted: StartedStills): Promise<string[]> {
    const { projectId, place, count, fromBlocking, expected } = wanted;
    const { projects, services, queue } = this.#options;
    await projects.writableFolder(projectId);
    const view = await projects.view(projectId);
    const request = stillRequest(view.project, place);
    const { owner, passId } = request;
    const profile = requireStills(wanted.profile);
    const provider = profile.provider as ProviderName;
    const asked = wanted.prompt ?? stillPrompt(request);
    const fault = stillPromptFault(asked);
    if (fault) throw new AppError("generation.refused", fault.message, { next: fault.next });
    const prepare = fromBlocking
      ? this.#fromBlocking(projectId, view, place, profile, asked)
      : this.#fromWords(view, request, profile, asked);
    await services.requireKey(provider);
    const quote = await this.#quoteOne(projectId, request, profile);
    confirmAmount(expected, addQuotes(Array<Quote>(count).fill(quote)).amount);
    const freeze = await prepare();
    const jobs = Array.from({ length: count }, (): NewJob => {
      const id = newId("job");
      return {
        ...{ id, passId, passName: owner, output: "still", profile: profile.id, provider, place },
        frozen: { ...freeze(id), asked },
        ...{ retake: null, estimate: quote.amount },
      };
    });
    await queue.add(projectId, jobs as [NewJob, ...NewJob[]]);
    return jobs.map(({ id }) => id);
  }

  /** Throws `generation.refused`. What it gives is done once the price is confirmed, and freezes a request by its job's id. */
  #fromWords(
    { media, project }: ProjectView,
    { pass, elements }: StillRequest,
    profile: ModelProfile,
    asked: string,
  ): () => Promise<(jobId: string) => FrozenCall> {
    const judged = { media, project: { ...project, elements: [...elements] } };
    refuseFaults(judged, { pass, retake: null }, profile, asked);
    return async () => (jobId) => freezeCall(this.#options.services, profile, elements, pass, asked, jobId);
  }

  /** The same; what is blocked is drawn and stored. */
  #fromBlocking(
    projectId: string,
    { media, project }: ProjectView,
    place: StillPlace,
    profile: ModelProfile,
    asked: string,
  ): () => Promise<(jobId: string) => FrozenCall> {
    const request = blockingRequest(project, place, profile, asked);
    const elements = request.sent.map(({ element, images }) => ({ ...element, images: [...images] }));
    refuseFaults({ media, project: { ...project, elements } }, { pass: request.judged, retake: null }, profile, null);
    return async () => {
      const { mediaId, blocking } = await this.#options.drawBlocking(projectId, project, request.moment);
      const written = writeBlocking(profile, request, mediaId);
      return (jobId) => ({ ...freezeWritten(this.#options.services, profile, written, jobId), blocking });
    };
  }
}

function requireStills(id: string): ModelProfile {
  const profile = requireService(id);
  if (profile.output === "still") return profile;
  const next = "Choose an image model, such as Nano Banana Pro.";
  throw new AppError("profile.unavailable", `${profile.label} makes videos, not images.`, { next });
}
