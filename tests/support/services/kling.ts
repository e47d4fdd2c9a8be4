/** Owns Kling's simulator, current and legacy API on one account: who may ask, tasks and how each generation tells of them. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { readCurrentRequest } from "./kling-current-request.ts";
import { KlingElementLibrary } from "./kling-element-library.ts";
import { readLegacyRequest } from "./kling-legacy-request.ts";
import { KlingRefusal } from "./kling-refusal.ts";
import { type KlingRequest, parseBody } from "./kling-request.ts";
import { type Fault, type SimulatedTask, SimulatorBase, type SimulatorOptions } from "./service-simulator.ts";
import type { SimulatedRequest } from "./simulated-request.ts";

export interface KlingSimulatorOptions extends SimulatorOptions {
  /** Which kind of key `key` is: the current API's, or an access key and its secret; default `current`. */
  readonly generation?: "current" | "legacy";
}

interface KlingDetails {
  readonly request: KlingRequest;
  /** Of the legacy API, as its paths have it; null for the current one. */
  readonly kind: string | null;
  filmUrl: string | null;
}
type Task = SimulatedTask<KlingDetails>;

const apiKey = "kling-api-key-5b1f7a90c3d2";
const access = "AKaccess77b2e4";
const secret = "SKsecret1f0c9d8e7";
const elementsPath = "/v1/general/advanced-custom-elements";
const resultsKeptMs = 30 * 86_400_000;

/** Units a second, without and with sound; a unit is 0.14 dollars. */
const unitsPerSecond: Readonly<Record<string, readonly [silent: number, audio: number]>> = {
  "v3 720p": [0.6, 0.9],
  "v3 1080p": [0.8, 1.2],
  "v3 4k": [3, 3],
  "omni 720p": [0.6, 0.8],
  "omni 1080p": [0.8, 1],
  "omni 4k": [3, 3],
  "turbo 720p": [0.8, 0.8],
  "turbo 1080p": [1, 1],
};

const listSchema = z.strictObject({
  start_time: z.union([z.int(), z.string()]).optional(),
  end_time: z.union([z.int(), z.string()]).optional(),
  cursor: z.string().optional(),
  limit: z.int().min(1).max(500).default(100),
  filters: z.array(z.strictObject({ key: z.enum(["status", "product_type"]), values: z.array(z.string()) })).optional(),
});

export class KlingSimulator extends SimulatorBase<KlingDetails> {
  readonly key: string;
  readonly elementLibrary = new KlingElementLibrary();
  /** Codes and words to refuse the next requests for films with. */
  readonly refusals: KlingRefusal[] = [];
  /** The same for the next questions about tasks of the current API. */
  readonly questionRefusals: KlingRefusal[] = [];
  /** How the account pays. */
  paysBy: "cash" | "unit" = "cash";
  /** False: nothing is said of charges, ever. */
  tellsCharges = true;

  constructor(generation: "current" | "legacy" = "current") {
    super("/kling");
    this.key = generation === "current" ? apiKey : `${access}:${secret}`;
  }

  /** What each task asked for, in order. */
  get taken(): KlingRequest[] {
    return [...this.tasks.values()].map(({ details }) => details.request);
  }

  protected kindOf(method: string, path: string, query: URLSearchParams): Fault["on"] | null {
    if (method === "POST") {
      if (path === elementsPath) return "register";
      return path === "/tasks" ? null : "submit";
    }
    if (path === "/tasks") return query.has("external_task_ids") ? "find" : "poll";
    const id = /^\/v1\/videos\/[^/]+\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined) return null;
    return this.tasks.has(id) ? "poll" : "find";
  }

  protected async respond(request: SimulatedRequest): Promise<Response> {
    try {
      this.#authorize(request);
      if (request.method === "POST" && request.json === undefined) throw new KlingRefusal(1200, "the body is no JSON");
      return await this.#route(request);
    } catch (error) {
      if (error instanceof KlingRefusal) return error.toResponse();
      throw error;
    }
  }

  protected refuse(status: 429 | 500 | 503): Response {
    const [code, words] = (
      { 429: [1302, "rate limited"], 500: [5000, "internal"], 503: [5001, "maintenance"] } as const
    )[status];
    return new KlingRefusal(code, words).toResponse();
  }

  protected expired(): Response {
    return new Response("This link is no longer valid.", { status: 403, headers: { "content-type": "text/plain" } });
  }

  // Who may ask

  #authorize({ headers, path }: SimulatedRequest): void {
    const given = headers.get("authorization");
    if (given === null) throw new KlingRefusal(1001, "Authorization is empty");
    const token = /^Bearer (\S+)$/.exec(given)?.[1];
    if (token === apiKey) return;
    if (token === undefined || !path.startsWith("/v1/")) throw new KlingRefusal(1002, "Authorization is invalid");
    this.#checkSignedToken(token);
  }

  #checkSignedToken(token: string): void {
    const [header = "", claims = "", signature = ""] = token.split(".");
    const expected = createHmac("sha256", secret).update(`${header}.${claims}`).digest();
    const given = Buffer.from(signature, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new KlingRefusal(1002, "Authorization is invalid");
    }
    const { alg, typ } = readPart(header);
    const { iss, exp, nbf } = readPart(claims);
    if (alg !== "HS256" || typ !== "JWT" || iss !== access) throw new KlingRefusal(1002, "Authorization is invalid");
    if (typeof exp !== "number" || typeof nbf !== "number") throw new KlingRefusal(1002, "Authorization is invalid");
    const now = this.nowMs() / 1000;
    if (nbf > now) throw new KlingRefusal(1003, "Authorization is not yet valid");
    if (exp <= now) throw new KlingRefusal(1004, "Authorization has expired");
  }

  // What is asked

  async #route(request: SimulatedRequest): Promise<Response> {
    const { method, path, query, json } = request;
    if (path === elementsPath && method === "POST") return await this.elementLibrary.register(json);
    const elementTask = path.startsWith(`${elementsPath}/`) ? path.slice(elementsPath.length + 1) : null;
    if (elementTask !== null && method === "GET") return this.elementLibrary.query(elementTask);
    const [kind, id, ...more] = path.startsWith("/v1/videos/") ? path.slice("/v1/videos/".length).split("/") : [];
    if (kind !== undefined && more.length === 0) {
      if (method === "POST" && id === undefined) return await this.#submit(kind, readLegacyRequest(kind, json));
      if (method === "GET") return id === undefined ? this.#legacyList(kind, query) : this.#legacyQuery(kind, id);
    }
    if (path === "/tasks") return method === "GET" ? this.#query(query) : this.#list(json);
    if (method === "POST" && !path.startsWith("/v1/")) return await this.#submit(null, readCurrentRequest(path, json));
    throw new KlingRefusal(1202, "the requested method or path does not exist");
  }

  async #submit(kind: string | null, reading: Promise<KlingRequest>): Promise<Response> {
    const request = await reading;
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    this.elementLibrary.checkKnown(request.elementIds);
    const { ourId } = request;
    if (ourId !== null && [...this.tasks.values()].some((task) => task.ourId === ourId)) {
      throw new KlingRefusal(1201, `external_task_id ${ourId} was used before on this account`);
    }
    if (this.slotsTaken >= this.slots) throw new KlingRefusal(1303, "parallel task over resource pack limit");
    const id = `8936${String(this.tasks.size + 1).padStart(14, "0")}`;
    const task = this.makeTask(id, ourId, { request, kind, filmUrl: null });
    return good(kind === null ? this.#currentTask(task) : this.#legacyTask(task));
  }

  #query(query: URLSearchParams): Response {
    const refusal = this.questionRefusals.shift();
    if (refusal) throw refusal;
    const [ids, ourIds] = [query.get("task_ids"), query.get("external_task_ids")];
    if ((ids === null) === (ourIds === null)) throw new KlingRefusal(1201, "one of task_ids and external_task_ids");
    const wanted = new Set((ids ?? ourIds ?? "").split(","));
    const found = [...this.tasks.values()].filter(
      (task) => task.details.kind === null && wanted.has((ids === null ? task.ourId : task.id) ?? ""),
    );
    if (ids !== null) for (const task of found) this.#ask(task);
    return good(found.map((task) => this.#currentTask(task)));
  }

  #list(json: unknown): Response {
    const { limit, filters = [] } = parseBody(listSchema, json);
    const states = filters.find(({ key }) => key === "status")?.values;
    const all = [...this.tasks.values()].filter(({ details }) => details.kind === null).reverse();
    const result = all
      .map((task) => this.#currentTask(task))
      .filter(({ status }) => states?.includes(status) ?? true)
      .slice(0, limit);
    return good({ result, count: result.length, next_cursor: "", has_more: false });
  }

  #legacyQuery(kind: string, id: string): Response {
    const task = [...this.tasks.values()].find(
      (each) => each.details.kind === kind && (each.id === id || each.ourId === id),
    );
    if (!task) throw new KlingRefusal(1201, "nothing is known under this id");
    if (task.id === id) this.#ask(task);
    return good(this.#legacyTask(task));
  }

  #legacyList(kind: string, query: URLSearchParams): Response {
    const page = z.coerce
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .parse(query.get("pageNum") ?? undefined);
    const size = z.coerce
      .number()
      .int()
      .min(1)
      .max(500)
      .default(30)
      .parse(query.get("pageSize") ?? undefined);
    const all = [...this.tasks.values()].filter(({ details }) => details.kind === kind).reverse();
    return good(all.slice((page - 1) * size, page * size).map((task) => this.#legacyTask(task)));
  }

  #ask(task: Task): void {
    this.askTask(task);
    if (task.state !== "succeeded" || task.details.filmUrl !== null) return;
    task.details.filmUrl = this.publish(this.film.path, (task.endedAtMs ?? 0) + resultsKeptMs);
  }

  // How it is told

  #currentTask(task: Task) {
    const { id, ourId, createdAtMs, endedAtMs, details, failure } = task;
    const status = task.state === "working" ? (task.polls === 0 ? "submitted" : "processing") : task.state;
    const film = { type: "video", id: `film-${id}`, url: details.filmUrl, duration: "5.041" };
    const paid =
      this.paysBy === "cash"
        ? { charge_type: "cash", cash_type: "balance", currency: "USD" }
        : { charge_type: "unit", package_type: "video" };
    const billing = task.state === "succeeded" ? [{ ...paid, amount: this.#amountOf(task) }] : [];
    return {
      id,
      status,
      message: typeof failure === "string" && task.state === "failed" ? failure : "",
      create_time: createdAtMs,
      update_time: endedAtMs ?? createdAtMs,
      external_id: ourId ?? "",
      ...(details.filmUrl === null ? {} : { outputs: [film] }),
      ...(this.tellsCharges && endedAtMs !== null ? { billing } : {}),
    };
  }

  #legacyTask(task: Task) {
    const { id, ourId, createdAtMs, endedAtMs, details, failure } = task;
    const names = {
      working: task.polls === 0 ? "submitted" : "processing",
      succeeded: "succeed",
      failed: "failed",
      cancelled: "failed",
    };
    const videos = [{ id: `film-${id}`, url: details.filmUrl, duration: "5.041" }];
    const amount = task.state === "succeeded" ? this.#amountOf(task) : "0";
    const byUnit = this.paysBy === "unit";
    const charged = {
      final_unit_deduction: byUnit ? amount : "0",
      final_balance_deduction: { quota: byUnit ? "0" : amount, list_price: byUnit ? "0" : amount },
    };
    return {
      task_id: id,
      task_info: { external_task_id: ourId ?? "" },
      task_status: names[task.state],
      task_status_msg: typeof failure === "string" && task.state === "failed" ? failure : "",
      ...(details.filmUrl === null ? {} : { task_result: { videos } }),
      ...(this.tellsCharges && endedAtMs !== null ? charged : {}),
      created_at: createdAtMs,
      updated_at: endedAtMs ?? createdAtMs,
    };
  }

  #amountOf({ details: { request } }: Task): string {
    const family = /turbo|omni/.exec(request.model)?.[0] ?? "v3";
    const [silent, audio] = unitsPerSecond[`${family} ${request.resolution}`] ?? [0, 0];
    const units = (request.audio ? audio : silent) * request.seconds;
    return (this.paysBy === "unit" ? units : units * 0.14).toFixed(4);
  }
}

export async function startKlingSimulator({ generation, ...options }: KlingSimulatorOptions = {}) {
  return await new KlingSimulator(generation).start(options);
}

function good(data: unknown): Response {
  return Response.json({ code: 0, message: "SUCCEED", request_id: "simulated", data });
}

function readPart(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}
