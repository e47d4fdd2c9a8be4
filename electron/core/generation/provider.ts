/** Owns the interface that every service's adapter has, and what an adapter may use: one file a service, in providers/. */

import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { JobResult, RemoteTask } from "../../../shared/generation/job.ts";
import type { MadeFrom } from "../../../shared/generation/made-from.ts";
import type { WrittenPass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile, Money, ProviderName } from "../../../shared/models/profile.ts";
import type { KeptBlocking } from "../../../shared/project/kept-blocking.ts";
import type { ServiceFault } from "./service-fault.ts";
import type { ServiceAnswer, ServiceHttp } from "./service-http.ts";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * A request ready to be frozen: plain JSON, without the key. Images and registered elements stand in it as placeholders,
 * whole strings such as `{{image:REF}}` and `{{element:NAME}}`, which `prepare` gives values for.
 */
export interface CompiledCall {
  readonly method: "POST";
  /** Under the service's base URL; begins with `/`. */
  readonly path: string;
  /** Without the authorization. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

export function imagePlaceholder(reference: string): string {
  return `{{image:${reference}}}`;
}

export function elementPlaceholder(name: string): string {
  return `{{element:${name}}}`;
}

/** What a request is made from, frozen with it. */
export interface FrozenCall {
  readonly profile: ModelProfile;
  readonly pass: WrittenPass;
  /** Which shots of the plan the written ones are, in order; absent for a plan file and a still. */
  readonly shotIds?: readonly string[];
  /** The plan that it was written from; absent where `shotIds` is. */
  readonly madeFrom?: MadeFrom;
  /** What the user wrote for a still, `@Name` references as typed; absent for a film, and for a still of an older version. */
  readonly asked?: string;
  /** What a picture from blocking is made from, as it was when it was asked for; absent for any other. */
  readonly blocking?: KeptBlocking;
  readonly call: CompiledCall;
}

/** An image as bytes, with its true format (`jpeg`, `png`, `webp`). */
export interface ImageBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly format: string;
}

/** What an adapter may use while it talks to its service. */
export interface ServiceContext {
  readonly http: ServiceHttp;
  /** Our own id: what the service is asked about when an answer was lost. */
  readonly jobId: string;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; throws when the job is stopped meanwhile. */
  sleep(ms: number): Promise<void>;
  /** A line in the job's own log. */
  log(message: string): void;
  /** Shows an image of the work so far, as the service sent it; one that is none is not shown. Absent where nobody looks. */
  readonly showPreview?: (bytes: Uint8Array) => void;
  /** `reference` as the written pass has it. */
  readImage(reference: string): Promise<ImageBytes>;
  /** What this account registered for a content before (by a hash of that content). */
  readonly registered: {
    get(contentHash: string): string | null;
    set(contentHash: string, id: string): void;
    forget(contentHash: string): void;
  };
}

/** A task that the service took, or, from a service that answers at once, the image itself. */
export type Submitted = { readonly task: RemoteTask } | { readonly image: ImageBytes; readonly charged: Money | null };

/** Where a result waits at the service; `expiresAt` (ISO time) is when it will be gone there, null when nobody says. */
export type RemoteResult = Omit<Extract<JobResult, { kind: "remote" }>, "kind">;

/** What the service says of a task. A state that is not known counts as `working`. */
export type RemoteState =
  | { readonly state: "working"; readonly progress: number | null; readonly note: string | null }
  | { readonly state: "succeeded"; readonly result: RemoteResult; readonly charged: Money | null }
  /** `charged`: what the service says, zero micros if it says that it charged nothing, null if it says nothing. */
  | { readonly state: "failed"; readonly problem: ErrorData; readonly charged: Money | null }
  | { readonly state: "cancelled"; readonly charged: Money | null };

/** Our task, the definite news that there is none, or the news that nobody can be asked. */
export type Found = RemoteTask | "none" | "cannot-ask";

/** A task in the service's own list, for finding those that a project does not know. */
export interface ListedTask {
  readonly remote: RemoteTask;
  /** Our own id, where the service carries it. */
  readonly jobId: string | null;
  /** ISO time. */
  readonly createdAt: string | null;
  readonly state: "working" | "succeeded" | "failed";
}

/**
 * Every method throws ServiceFault for what the service or the network did. None tries again by itself, except inside
 * `prepare`, whose requests cost nothing: the queue alone knows what may be repeated.
 */
export interface Provider {
  readonly name: ProviderName;
  /** Such as `Kling` or `fal.ai`, for sentences. */
  readonly label: string;
  readonly defaultBaseUrl: string;
  /** Hosts besides that of the base URL that may see the key, such as `rest.fal.ai`; where the base is overridden, none may. */
  readonly trustedHosts?: readonly string[];
  /** The most bytes of a result; default 2 GiB. */
  readonly resultBytesMax?: number;
  /** Tasks at work at once for one account, where it does not say more. */
  readonly slots: number;
  /** Milliseconds until the first question about a task, and the most between two. */
  readonly pollEvery: { readonly firstMs: number; readonly mostMs: number };
  /** The headers that carry the key; made for each request anew, as signed tokens run out. */
  authorize(key: string, nowMs: number): Promise<Record<string, string>>;
  /** The fault that an answer tells of, or null when it is a good one. Called for every answer, whatever its status. */
  faultOf(answer: ServiceAnswer): ServiceFault | null;
  /** Pure: the request for a pass that the preflight has passed. */
  compile(profile: ModelProfile, pass: WrittenPass, jobId: string): CompiledCall;
  /** Uploads images and registers elements: a value for every placeholder of the call. Costs nothing and may be repeated. */
  prepare(frozen: FrozenCall, context: ServiceContext): Promise<Map<string, JsonValue>>;
  /** Sends the call, its placeholders filled in `body`. The one request that costs money. */
  submit(frozen: FrozenCall, body: JsonValue, context: ServiceContext): Promise<Submitted>;
  /**
   * True where `find` can only repeat the request under the same id: known, it makes no second task; unknown, it makes one.
   * So it must not be asked with another account's key, nor for a job that the user wants to end.
   */
  readonly findsByResending?: boolean;
  /** Asks about our own id after an answer was lost; `sentAtMs` is when the request first left, `body` what it said. */
  find(frozen: FrozenCall, body: JsonValue, sentAtMs: number, context: ServiceContext): Promise<Found>;
  /** `frozen` is what the task was made of; of an adopted one, what it is taken for. */
  poll(task: RemoteTask, context: ServiceContext, frozen: FrozenCall): Promise<RemoteState>;
  /** Absent where the service cannot be told to stop. What became of it is then seen by `poll`. */
  cancel?(task: RemoteTask, context: ServiceContext): Promise<void>;
  /** The account's recent tasks, newest first; absent where the service has no such list. */
  list?(context: ServiceContext): Promise<ListedTask[]>;
  /** The service's own price for this call; absent where it does not quote. */
  quote?(frozen: FrozenCall, context: ServiceContext): Promise<Money>;
  /** Asks something that costs nothing and needs a good key; the answer is one sentence, such as the credit left. */
  testKey(context: ServiceContext): Promise<string>;
}
