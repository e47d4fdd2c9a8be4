/** Owns sending stills to an image model: for any place of the plan, one or several at one confirmed price. */
import { AppError } from "../../../shared/errors/app-error.ts";
import {
  type StillRequest,
  stillPrompt,
  stillPromptFault,
  stillRequest,
} from "../../../shared/generation/still-request.ts";
import type { ModelProfile, Money, ProviderName } from "../../../shared/models/profile.ts";
import type { StillPlace } from "../../../shared/project/still-place.ts";
import type { Quote } from "../../../shared/rpc/generation-contract.ts";
import { newId } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { freezeCall } from "./freeze-call.ts";
import type { NewJob } from "./job-store.ts";
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

export class StillJobs {
  readonly #options: {
    readonly projects: ProjectService;
    readonly services: Services;
    readonly queue: GenerationQueue;
  };
  readonly #quoteOne: (projectId: string, request: StillRequest, profile: ModelProfile) => Promise<Quote>;

  constructor(
    options: { readonly projects: ProjectService; readonly services: Services; readonly queue: GenerationQueue },
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

  /** Queues the jobs, all or none. `prompt` null is that of the place. Throws as `Generations.start`, and not-found for a place that is gone. */
  async start(
    wanted: WantedStills & { readonly prompt: string | null; readonly expected: Money | null },
  ): Promise<string[]> {
    const { projectId, place, count, expected } = wanted;
    const { projects, services, queue } = this.#options;
    await projects.writableFolder(projectId);
    const view = await projects.view(projectId);
    const request = stillRequest(view.project, place);
    const { pass, elements, owner, passId } = request;
    const profile = requireStills(wanted.profile);
    const provider = profile.provider as ProviderName;
    const asked = wanted.prompt ?? stillPrompt(request);
    const fault = stillPromptFault(asked);
    if (fault) throw new AppError("generation.refused", fault.message, { next: fault.next });
    const judged = { media: view.media, project: { ...view.project, elements: [...elements] } };
    refuseFaults(judged, { pass, retake: null }, profile, asked);
    await services.requireKey(provider);
    const quote = await this.#quoteOne(projectId, request, profile);
    confirmAmount(expected, addQuotes(Array<Quote>(count).fill(quote)).amount);
    const jobs = Array.from({ length: count }, (): NewJob => {
      const id = newId("job");
      const frozen = freezeCall(services, profile, elements, pass, asked, id);
      return {
        ...{ id, passId, passName: owner, output: "still", profile: profile.id, provider, place },
        frozen: { ...frozen, asked },
        ...{ retake: null, estimate: quote.amount },
      };
    });
    await queue.add(projectId, jobs as [NewJob, ...NewJob[]]);
    return jobs.map(({ id }) => id);
  }
}

function requireStills(id: string): ModelProfile {
  const profile = requireService(id);
  if (profile.output === "still") return profile;
  const next = "Choose an image model, such as Nano Banana Pro.";
  throw new AppError("profile.unavailable", `${profile.label} makes videos, not images.`, { next });
}
