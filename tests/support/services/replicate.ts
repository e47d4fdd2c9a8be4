/** Owns Replicate's simulator: files, predictions of the official models, the account's list, and data that goes after an hour. */
import { randomBytes } from "node:crypto";
import { makeStillFile } from "./film.ts";
import { type ReplicateOrder, ReplicateRefusal, readOrder } from "./replicate-input.ts";
import { type Fault, type SimulatedTask, SimulatorBase, type SimulatorOptions } from "./service-simulator.ts";
import { carriesKey, type SimulatedRequest } from "./simulated-request.ts";

interface ReplicateDetails {
  readonly order: ReplicateOrder;
  outputUrl: string | null;
}
type Task = SimulatedTask<ReplicateDetails>;

const dataKeptMs = 3600_000;
const filesKeptMs = 24 * 3600_000;
const fileBytesMax = 100 * 1024 * 1024;
const statuses = { working: "processing", succeeded: "succeeded", failed: "failed", cancelled: "canceled" } as const;

export class ReplicateSimulator extends SimulatorBase<ReplicateDetails> {
  readonly key = "r8_simulated_5f0c1d9e7a42";
  /** Refuses the next predictions, each with one of these. */
  readonly refusals: ReplicateRefusal[] = [];
  /** False: answers 404 to the list. */
  lists = true;
  /** False: the list and the predictions leave out what was asked. */
  showsInput = true;
  pageSize = 100;
  /** False: answers 404 for the account. */
  hasAccount = true;
  /** What the log of a prediction at work says. */
  logs = "";
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly expiresAtMs: number }>();
  #still = "";

  constructor() {
    super("/replicate");
  }

  override async start(options: SimulatorOptions = {}): Promise<this> {
    await super.start(options);
    this.#still = await makeStillFile({ widthPx: 1376, heightPx: 768, format: "png", tone: 60 });
    return this;
  }

  get still() {
    return { path: this.#still };
  }

  /** What each task asked for, in order. */
  get taken(): ReplicateOrder[] {
    return [...this.tasks.values()].map(({ details }) => details.order);
  }

  /** Ends a task as a deadline does. */
  abort(taskId: string): void {
    const task = this.tasks.get(taskId);
    if (task) this.endTask(task, "cancelled");
  }

  /** What was uploaded under an address that it gave. */
  bytesAt(url: string): Uint8Array | undefined {
    return this.#files.get(url)?.bytes;
  }

  protected kindOf(method: string, path: string): Fault["on"] | null {
    if (method === "POST" && path.endsWith("/cancel")) return "cancel";
    if (method === "POST") return path === "/v1/files" ? "upload" : "submit";
    if (path === "/v1/predictions") return "find";
    return path.startsWith("/v1/predictions/") ? "poll" : null;
  }

  protected async respond(request: SimulatedRequest): Promise<Response> {
    try {
      return await this.#answer(request);
    } catch (error) {
      if (error instanceof ReplicateRefusal) return error.toResponse();
      throw error;
    }
  }

  protected refuse(status: 429 | 500 | 503): Response {
    if (status !== 429) return Response.json({ detail: "Internal server error", status }, { status });
    const detail = "Request was throttled. Your rate limit resets in ~1s.";
    return Response.json({ detail, status, retry_after: 1 }, { status, headers: { "retry-after": "1" } });
  }

  protected expired(): Response {
    return new Response("Not found", { status: 404, headers: { "content-type": "text/plain" } });
  }

  async #answer(request: SimulatedRequest): Promise<Response> {
    const { method, path, query } = request;
    if (!carriesKey(request, "Bearer", this.key)) {
      throw new ReplicateRefusal(401, "Unauthenticated", "You did not pass a valid authentication token");
    }
    if (method === "POST" && path === "/v1/files") return await this.#takeFile(request);
    const model = /^\/v1\/models\/([\w.-]+\/[\w.-]+)\/predictions$/.exec(path)?.[1];
    if (method === "POST" && model !== undefined) return await this.#create(model, request);
    if (method === "GET" && path === "/v1/account" && this.hasAccount) {
      return Response.json({ type: "user", username: "previs", name: "Previs" });
    }
    if (method === "GET" && path === "/v1/predictions" && this.lists) return this.#list(query);
    const [, id, cancel] = /^\/v1\/predictions\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
    const task = this.tasks.get(id ?? "");
    if (task && method === "GET" && !cancel) {
      this.askTask(task);
      if (task.state === "succeeded") this.#deliver(task);
      return Response.json(this.#show(task));
    }
    if (task && method === "POST" && cancel) {
      if (task.state === "working") this.endTask(task, "cancelled");
      return Response.json(this.#show(task));
    }
    throw new ReplicateRefusal(404, "Not found", "The requested resource could not be found.");
  }

  async #create(model: string, request: SimulatedRequest): Promise<Response> {
    if (request.json === undefined) throw new ReplicateRefusal(400, "Bad request", "The body must be JSON.");
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    const order = await readOrder(model, request.json, (url) => this.#fileAt(url));
    if (this.slotsTaken >= this.slots) return this.refuse(429);
    const id = randomBytes(13).toString("hex");
    const task = this.makeTask(id, null, { order, outputUrl: null });
    return Response.json(this.#show(task), { status: 201 });
  }

  async #takeFile({ form }: SimulatedRequest): Promise<Response> {
    const content = form?.get("content");
    if (!(content instanceof File) || content.name === "") {
      throw new ReplicateRefusal(400, "Bad request", "content is required, with a file name");
    }
    if (content.size > fileBytesMax) {
      throw new ReplicateRefusal(413, "Content too large", "Files must be less than 100MB in size");
    }
    const id = randomBytes(13).toString("hex");
    const url = `${this.url}/v1/files/${id}`;
    const expiresAtMs = this.nowMs() + filesKeptMs;
    this.#files.set(url, { bytes: new Uint8Array(await content.arrayBuffer()), expiresAtMs });
    const times = { created_at: new Date(this.nowMs()).toISOString(), expires_at: new Date(expiresAtMs).toISOString() };
    const { size, type: content_type } = content;
    return Response.json({ id, size, content_type, metadata: {}, ...times, urls: { get: url } }, { status: 201 });
  }

  #fileAt(url: string): Uint8Array | null {
    const file = this.#files.get(url);
    return file && this.nowMs() <= file.expiresAtMs ? file.bytes : null;
  }

  #list(query: URLSearchParams): Response {
    const all = [...this.tasks.values()].reverse();
    const from = Number(query.get("cursor") ?? 0);
    const results = all.slice(from, from + this.pageSize).map((task) => this.#show(task));
    const end = from + this.pageSize;
    const next = end < all.length ? `${this.url}/v1/predictions?cursor=${end}` : null;
    return Response.json({ previous: null, next, results });
  }

  #deliver(task: Task): void {
    const { details } = task;
    const path = details.order.output === "film" ? this.film.path : this.#still;
    details.outputUrl ??= this.publish(path, (task.endedAtMs ?? this.nowMs()) + dataKeptMs);
  }

  #show(task: Task): Record<string, unknown> {
    const { id, state, details, createdAtMs, endedAtMs } = task;
    const removed = endedAtMs !== null && this.nowMs() > endedAtMs + dataKeptMs;
    const input = removed ? {} : details.order.input;
    return {
      id,
      model: details.order.model,
      version: "hidden",
      ...(this.showsInput ? { input } : {}),
      logs: removed ? "" : this.logs,
      output: removed ? null : details.outputUrl,
      data_removed: removed,
      error: task.failure !== null && state === "failed" ? task.failure : null,
      source: "api",
      status: state === "working" && task.polls === 0 ? "starting" : statuses[state],
      created_at: new Date(createdAtMs).toISOString(),
      ...(endedAtMs === null ? {} : { completed_at: new Date(endedAtMs).toISOString() }),
      urls: {
        get: `${this.url}/v1/predictions/${id}`,
        cancel: `${this.url}/v1/predictions/${id}/cancel`,
        web: `${this.url}/p/${id}`,
      },
    };
  }
}

export async function startReplicate(options: SimulatorOptions = {}): Promise<ReplicateSimulator> {
  return await new ReplicateSimulator().start(options);
}
