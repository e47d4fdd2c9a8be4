/** Owns fal's simulator: queue, storage, history of requests, and how each of them refuses. */
import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { FalFiles, stillBeside } from "./fal-files.ts";
import { type MadeUpModel, type ModelError, readMadeUpCall, readModelCall, type TakenCall } from "./fal-models.ts";
import { type Fault, type SimulatedTask, SimulatorBase, type SimulatorOptions } from "./service-simulator.ts";
import { carriesKey, type SimulatedRequest } from "./simulated-request.ts";

interface FalDetails {
  readonly call: TakenCall;
  readonly input: unknown;
  resultUrl: string | null;
}
type Task = SimulatedTask<FalDetails>;

/** An answer as fal words it; also what `failNext` takes for the result of a task that fails. */
export interface FalAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const owner = "fal-ai";
const requestPath = /^\/((?:fal-ai|kling|bytedance)\/[^/]+)\/requests\/([^/]+?)(?:\/(status|cancel))?$/;

/** The whole address of an endpoint; fal's own models are known without their owner. */
function addressOf(endpoint: string): string {
  return /^(kling|bytedance)\//.test(endpoint) ? endpoint : `${owner}/${endpoint}`;
}

export class FalSimulator extends SimulatorBase<FalDetails> {
  readonly key = "5f0e2d1c-fal-key-id:9a8b7c6d5e4f-fal-secret";
  readonly files = new FalFiles();
  /** What the next requests for films and stills are refused with. */
  readonly refusals: FalAnswer[] = [];
  /** By endpoint, such as `dream-1/text-to-video`. */
  readonly madeUp = new Map<string, MadeUpModel>();
  /** False: work that has begun goes on after a cancel, and is delivered. */
  cancelStopsWork = true;
  /** How long answers are kept after the end; the history keeps them on. */
  answerKeptMs = Number.POSITIVE_INFINITY;
  /** False: the history says what was asked and answered no more. */
  keepsPayloads = true;
  /** False: the account has no history to ask. */
  hasHistory = true;
  /** What the addresses of a task begin with, where it is not the simulator's own base. */
  givenBase: string | null = null;
  /** What storage answers to the bytes. */
  storedAnswer = "";

  constructor() {
    super("/fal");
  }

  /** What each task asked for, in order. */
  get taken(): TakenCall[] {
    return [...this.tasks.values()].map(({ details }) => details.call);
  }

  protected kindOf(method: string, path: string): Fault["on"] | null {
    if (path.startsWith("/storage/")) return "upload";
    if (path.startsWith("/models/")) return "find";
    if (requestPath.test(path)) return method === "PUT" ? "cancel" : "poll";
    return method === "POST" ? "submit" : null;
  }

  protected refuse(status: 429 | 500 | 503): Response {
    if (status === 429) return Response.json({ detail: "Too many requests" }, { status });
    const body =
      status === 503
        ? { detail: "No runner available", error_type: "runner_scheduling_failure" }
        : { detail: "Internal Server Error" };
    return Response.json(body, { status, headers: { "x-fal-retryable": "true" } });
  }

  protected expired(): Response {
    return Response.json({ detail: "Not Found" }, { status: 404 });
  }

  protected async respond(request: SimulatedRequest): Promise<Response> {
    const { method, path } = request;
    if (method === "PUT" && path.startsWith("/storage/put/")) return this.#store(request);
    if (!carriesKey(request, "Key", this.key)) {
      const detail = "Authentication is required to access this application.";
      return Response.json({ detail }, { status: 401 });
    }
    if (method === "POST" && path === "/storage/upload/initiate") return this.#startUpload(request);
    if (method === "GET" && path === "/models/requests/by-endpoint" && this.hasHistory) return this.#history(request);
    const [, app, id, action] = requestPath.exec(path) ?? [];
    if (app && id) return await this.#aboutTask(method, app, id, action ?? "result");
    if (method === "POST" && /^\/(fal-ai|kling|bytedance)\//.test(path)) return await this.#submit(request);
    return Response.json({ detail: "Not Found" }, { status: 404 });
  }

  // Storage

  #startUpload({ json, query }: SimulatedRequest): Response {
    const { content_type: type, file_name: name, ...others } = (json ?? {}) as Record<string, unknown>;
    if (query.get("storage_type") !== "fal-cdn-v3") return unprocessable([], ["query", "storage_type"]);
    if (typeof type !== "string" || !/^image\/(jpeg|png|webp)$/.test(type)) return unprocessable(["content_type"]);
    if (typeof name !== "string" || name === "") return unprocessable(["file_name"]);
    if (Object.keys(others).length > 0) return unprocessable(Object.keys(others));
    const file = this.files.expect(type);
    return Response.json({
      upload_url: `${this.url}/storage/put/${file}?signature=${randomUUID()}`,
      file_url: `${this.url}/files/${file}`,
    });
  }

  /** The address carries its own permission; a key beside it is refused, as signed addresses do. */
  #store({ path, query, headers, bytes }: SimulatedRequest): Response {
    const file = this.files.get(path.slice("/storage/put/".length));
    if (!file || !query.has("signature")) return new Response("no such upload", { status: 404 });
    if (headers.has("authorization")) return new Response("one permission only", { status: 400 });
    if (headers.get("content-type") !== file.type) return new Response("signature mismatch", { status: 403 });
    file.bytes = bytes;
    return new Response(this.storedAnswer);
  }

  // Queue

  async #submit({ path, json, query }: SimulatedRequest): Promise<Response> {
    const refusal = this.refusals.shift();
    if (refusal) return asResponse(refusal);
    const endpoint = path.slice(1).replace(/^fal-ai\//, "");
    if (query.size > 0 && !query.has("fal_webhook")) return unprocessable([...query.keys()], ["query"]);
    if (typeof json !== "object" || json === null) return unprocessable([[]]);
    const madeUp = this.madeUp.get(endpoint);
    const call = madeUp ? readMadeUpCall(endpoint, madeUp, json) : readModelCall("fal", endpoint, json);
    if (call === null) return Response.json({ detail: `Application '${endpoint}' not found` }, { status: 404 });
    if (Array.isArray(call)) return refuseInput(call);
    const problem = await this.files.check(call);
    if (problem) return refuseInput([problem]);
    const details = { call, input: json, resultUrl: null };
    const task = this.makeTask(randomUUID(), null, details);
    return Response.json({ status: "IN_QUEUE", queue_position: this.#ahead(task), ...this.#addresses(task) });
  }

  async #aboutTask(method: string, app: string, id: string, action: string): Promise<Response> {
    const task = this.tasks.get(id);
    if (!task || !`${addressOf(task.details.call.endpoint)}/`.startsWith(`${app}/`)) {
      const body = action === "cancel" ? { status: "NOT_FOUND" } : { detail: "Request not found" };
      return Response.json(body, { status: 404 });
    }
    if (method === "PUT" && action === "cancel") return this.#cancel(task);
    if (method !== "GET" || action === "cancel")
      return Response.json({ detail: "Method Not Allowed" }, { status: 405 });
    return action === "status" ? this.#status(task) : await this.#result(task);
  }

  #status(task: Task): Response {
    const addresses = this.#addresses(task);
    if (task.state === "working" && this.#ahead(task) > 0) {
      const body = { status: "IN_QUEUE", queue_position: this.#ahead(task), ...addresses };
      return Response.json(body, { status: 202 });
    }
    this.askTask(task);
    if (task.state === "working")
      return Response.json({ status: "IN_PROGRESS", logs: null, ...addresses }, { status: 202 });
    return Response.json({ status: "COMPLETED", metrics: { inference_time: 61.5 }, ...addresses });
  }

  async #result(task: Task): Promise<Response> {
    if (task.state === "working") return Response.json({ detail: "Request is still in progress" }, { status: 400 });
    if (task.state === "failed") return asResponse(task.failure as FalAnswer);
    if (task.state === "cancelled") {
      return Response.json({ detail: "Request was cancelled", error_type: "client_cancelled" }, { status: 499 });
    }
    if (this.nowMs() - (task.endedAtMs ?? 0) > this.answerKeptMs) {
      return Response.json({ detail: "Request not found" }, { status: 404 });
    }
    return Response.json(await this.#answerOf(task));
  }

  /** Null where the task made nothing. */
  async #answerOf(task: Task): Promise<unknown> {
    if (task.state !== "succeeded") return null;
    const still = task.details.call.output === "still";
    const path = still ? await stillBeside(this.film.path) : this.film.path;
    task.details.resultUrl ??= this.publish(path);
    const file = { url: task.details.resultUrl, file_name: `output.${still ? "png" : "mp4"}` };
    const madeUp = this.madeUp.get(task.details.call.endpoint);
    if (madeUp) return madeUp.answer(file);
    const described = { ...file, file_size: statSync(path).size };
    return still
      ? { images: [{ ...described, content_type: "image/png" }], description: "" }
      : { video: { ...described, content_type: "video/mp4" } };
  }

  #cancel(task: Task): Response {
    if (task.state !== "working") return Response.json({ status: "ALREADY_COMPLETED" }, { status: 400 });
    if (this.cancelStopsWork || this.#ahead(task) > 0) this.endTask(task, "cancelled");
    return Response.json({ status: "CANCELLATION_REQUESTED" }, { status: 202 });
  }

  /** Requests before this one in the line: those that are not at work yet. */
  #ahead(task: Task): number {
    const working = [...this.tasks.values()].filter(({ state }) => state === "working");
    return Math.max(0, working.indexOf(task) - this.slots + 1);
  }

  #addresses(task: Task) {
    const app = addressOf(task.details.call.endpoint).split("/").slice(0, 2).join("/");
    const base = `${this.givenBase ?? this.url}/${app}/requests/${task.id}`;
    return { request_id: task.id, response_url: base, status_url: `${base}/status`, cancel_url: `${base}/cancel` };
  }

  // History

  async #history({ query }: SimulatedRequest): Promise<Response> {
    const endpoints = (query.get("endpoint_id") ?? "").split(",").filter((each) => each !== "");
    const limit = Number(query.get("limit") ?? 50);
    const start = query.get("start");
    const startMs = start === null ? this.nowMs() - 86_400_000 : Date.parse(start);
    if (endpoints.length < 1 || endpoints.length > 50) return unprocessable(["endpoint_id"], ["query"]);
    if (!(limit >= 1 && limit <= 100)) return unprocessable(["limit"], ["query"]);
    if (Number.isNaN(startMs)) return unprocessable(["start"], ["query"]);
    const payloads = query.get("expand") === "payloads";
    const tasks = [...this.tasks.values()]
      .filter(({ endedAtMs, createdAtMs }) => endedAtMs !== null && createdAtMs >= startMs)
      .filter(({ details }) => endpoints.includes(addressOf(details.call.endpoint)))
      .reverse();
    const items = await Promise.all(
      tasks.map(async (task) => ({
        request_id: task.id,
        endpoint_id: addressOf(task.details.call.endpoint),
        sent_at: new Date(task.createdAtMs).toISOString(),
        ended_at: new Date(task.endedAtMs ?? 0).toISOString(),
        status_code:
          task.state === "succeeded" ? 200 : task.state === "failed" ? (task.failure as FalAnswer).status : 499,
        ...(payloads && this.keepsPayloads
          ? {
              json_input: { ...(task.details.input as object), filled_in: "a default" },
              json_output: await this.#answerOf(task),
            }
          : {}),
      })),
    );
    return Response.json({ items: items.slice(0, limit), next_cursor: null, has_more: items.length > limit });
  }
}

export async function startFal(options: SimulatorOptions = {}): Promise<FalSimulator> {
  return await new FalSimulator().start(options);
}

function asResponse({ status, body, headers = {} }: FalAnswer): Response {
  return Response.json(body, { status, headers });
}

function refuseInput(errors: readonly ModelError[]): Response {
  const detail = errors.map(({ loc, msg, type }) => ({ loc: ["body", ...loc], msg, type }));
  const status = errors[0]?.status ?? 422;
  return Response.json({ detail }, { status, headers: { "x-fal-retryable": "false" } });
}

/** Wrong or missing fields, by their places under `at`. */
function unprocessable(fields: readonly (string | readonly string[])[], at: readonly string[] = ["body"]): Response {
  const detail = fields.map((field) => ({
    loc: [...at, ...[field].flat()],
    msg: "Field invalid",
    type: "value_error",
  }));
  return Response.json({ detail }, { status: 422 });
}
