/** Drives one adapter against a service as the queue would, but a step at a time, so that tests can look between the steps. */
import { fillCall } from "../../../electron/core/generation/fill-call.ts";
import type {
  FrozenCall,
  ImageBytes,
  JsonValue,
  Provider,
  RemoteState,
  ServiceContext,
  Submitted,
} from "../../../electron/core/generation/provider.ts";
import { serviceContext } from "../../../electron/core/generation/service-context.ts";
import { ServiceFault } from "../../../electron/core/generation/service-fault.ts";
import type { RemoteTask } from "../../../shared/generation/job.ts";
import type { WrittenPass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";

export interface DriverOptions {
  /** Default: the simulator's own. */
  readonly key?: string;
  readonly jobId?: string;
  /** By the reference that the written pass has. */
  readonly images?: Readonly<Record<string, ImageBytes>>;
  /** Default: Date.now. */
  readonly now?: () => number;
}

export interface Sent {
  readonly frozen: FrozenCall;
  readonly body: JsonValue;
  readonly sentAtMs: number;
}

/** What an adapter logged is in `lines`; its waits are over at once. */
export class AdapterDriver {
  readonly provider: Provider;
  readonly context: ServiceContext;
  readonly lines: string[] = [];
  readonly previews: Uint8Array[] = [];
  readonly registered = new Map<string, string>();
  readonly #stop = new AbortController();
  /** What was frozen last is what a poll is about. */
  #frozen: FrozenCall | null = null;

  constructor(
    provider: Provider,
    simulator: { readonly url: string; readonly key: string },
    options: DriverOptions = {},
  ) {
    const { key = simulator.key, jobId = "job-1", images = {}, now = Date.now } = options;
    const { signal } = this.#stop;
    this.provider = provider;
    this.context = serviceContext({
      ...{ provider, baseUrl: simulator.url, key, jobId, signal },
      clock: { now, random: Math.random, sleep: async () => signal.throwIfAborted() },
      log: (message) => void this.lines.push(message),
      showPreview: (bytes) => void this.previews.push(bytes),
      async readImage(reference) {
        const image = images[reference];
        if (!image) throw new Error(`The test gave no image for ${reference}.`);
        return image;
      },
      registered: {
        get: (hash) => this.registered.get(hash) ?? null,
        set: (hash, id) => void this.registered.set(hash, id),
        forget: (hash) => void this.registered.delete(hash),
      },
    });
  }

  freeze(profile: ModelProfile, pass: WrittenPass): FrozenCall {
    const frozen = { profile, pass, call: this.provider.compile(profile, pass, this.context.jobId) };
    this.#frozen = frozen;
    return frozen;
  }

  /** Uploads what is needed; gives the request as it would leave. */
  async prepare(profile: ModelProfile, pass: WrittenPass): Promise<Sent> {
    const frozen = this.freeze(profile, pass);
    const values = await this.provider.prepare(frozen, this.context);
    return { frozen, body: fillPlaceholders(frozen.call.body, values), sentAtMs: this.context.now() };
  }

  async send(sent: Sent): Promise<Submitted> {
    return await this.provider.submit(sent.frozen, sent.body, this.context);
  }

  async submit(profile: ModelProfile, pass: WrittenPass): Promise<RemoteTask> {
    return taskOf(await this.send(await this.prepare(profile, pass)));
  }

  async find(sent: Sent) {
    return await this.provider.find(sent.frozen, sent.body, sent.sentAtMs, this.context);
  }

  async poll(task: RemoteTask): Promise<RemoteState> {
    return await this.provider.poll(task, this.context, this.#frozen as FrozenCall);
  }

  /** Asks until the task has ended; a task that is at work after 50 questions fails the test. */
  async pollToEnd(task: RemoteTask): Promise<Exclude<RemoteState, { state: "working" }>> {
    for (let asked = 0; asked < 50; asked += 1) {
      const state = await this.poll(task);
      if (state.state !== "working") return state;
    }
    throw new Error("The task does not end.");
  }

  /** The result's bytes, without any key, as the download asks for them. */
  async download(state: RemoteState): Promise<Buffer> {
    if (state.state !== "succeeded") throw new Error(`The task has ${state.state}.`);
    const answer = await fetch(state.result.url);
    if (!answer.ok) throw new Error(`The result's address answers ${answer.status}.`);
    return Buffer.from(await answer.arrayBuffer());
  }

  stop(): void {
    this.#stop.abort(new Error("The test stopped the job."));
  }
}

export function taskOf(submitted: Submitted): RemoteTask {
  if (!("task" in submitted)) throw new Error("The service answered with an image.");
  return submitted.task;
}

/** Puts the prepared values in; a placeholder that is left over fails the test. */
export function fillPlaceholders(body: JsonValue, values: ReadonlyMap<string, JsonValue>): JsonValue {
  const filled = fillCall(body, values);
  const left = /"\{\{(?:image|element):[^"]*"/.exec(JSON.stringify(filled));
  if (left) throw new Error(`Nothing was prepared for ${left[0]}.`);
  return filled;
}

/** The fault that the work ends with; anything else fails the test. */
export async function faultOf(work: Promise<unknown>): Promise<ServiceFault> {
  const outcome: unknown = await work.then(
    () => "success",
    (error: unknown) => error,
  );
  if (outcome instanceof ServiceFault) return outcome;
  throw new Error("A ServiceFault was expected.", { cause: outcome });
}
