/**
 * Owns what all simulated services share: a real HTTP server, the faults to play, tasks and what they cost, result files
 * with Range. A service's own file holds only that service's rules.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { sendFile } from "../../../electron/core/server/send-file.ts";
import { type FilmOptions, makeFilm } from "./film.ts";
import { type RecordedRequest, readRequest, recordRequest, type SimulatedRequest } from "./simulated-request.ts";

/**
 * `on`: which request. `do`: what goes wrong. `drop-before`: cut before anything is done; `drop-after`: done, then cut
 * without an answer; `html`: 200 with a page, nothing done; `delay`: done at once, answered after `ms`; for films,
 * `truncate`: cut at half under its full length, `wrong-type`: a page in its place, `expired`: as the service says it.
 */
export interface Fault {
  readonly on: "submit" | "poll" | "find" | "film" | "upload" | "register" | "cancel";
  readonly do:
    | "drop-before"
    | "drop-after"
    | "500-before"
    | "500-after"
    | "503"
    | "html"
    | "html-after"
    | "delay"
    | "truncate"
    | "wrong-type"
    | "expired"
    | "429";
  readonly ms?: number;
  readonly times?: number;
}

export interface Charge {
  readonly taskId: string;
  readonly ourId: string | null;
  readonly at: number;
}

/** What drills and tests of adapters use of any simulator. */
export interface ServiceSimulator {
  /** The base URL, with a path; goes into SHOTLINE_<PROVIDER>_URL. */
  readonly url: string;
  /** A key that it accepts. */
  readonly key: string;
  /** One entry for each task made, in order: this is what would have been paid. */
  readonly charges: readonly Charge[];
  /** All that came, without the headers. */
  readonly requests: readonly RecordedRequest[];
  /** Faults to play, the first that fits taken by the next request of its kind. */
  play(...faults: Fault[]): void;
  /** The how manieth question about a task says that it is done; default 1. */
  pollsUntilDone: number;
  /** Tasks of the account at work at once; default 20. */
  slots: number;
  /** How far the service's clock is ahead of ours: its Date headers, times and expiries follow it. */
  skewMs: number;
  readonly film: { readonly path: string };
  close(): Promise<void>;
}

/** A task as a service keeps it; `details` is the service's own. */
export interface SimulatedTask<Details> {
  readonly id: string;
  readonly ourId: string | null;
  /** By the service's clock. */
  readonly createdAtMs: number;
  endedAtMs: number | null;
  state: "working" | "succeeded" | "failed" | "cancelled";
  /** What the service says of its failure. */
  failure: unknown;
  polls: number;
  readonly details: Details;
}

export interface SimulatorOptions {
  readonly film?: FilmOptions;
}

const smallFilm: FilmOptions = { seconds: 5, widthPx: 320, heightPx: 180, audio: true };
const page = "<!doctype html><title>Sign in</title><p>Welcome to the guest network.</p>";

/**
 * `start` once, then `close`. A service says: what kind each request is (`kindOf`), its answers (`respond`), and its own
 * shape of refusals (`refuse`, for 429, 500 and 503) and of a result that is gone (`expired`).
 */
export abstract class SimulatorBase<Details = unknown> implements ServiceSimulator {
  abstract readonly key: string;
  readonly charges: Charge[] = [];
  readonly requests: RecordedRequest[] = [];
  readonly tasks = new Map<string, SimulatedTask<Details>>();
  pollsUntilDone = 1;
  slots = 20;
  skewMs = 0;
  readonly film = { path: "" };
  readonly #basePath: string;
  readonly #faults: { -readonly [Key in keyof Fault]: Fault[Key] }[] = [];
  readonly #failures: unknown[] = [];
  readonly #results = new Map<string, { readonly path: string; readonly expiresAtMs: number }>();
  readonly #server: Server;
  #origin = "";

  /** `basePath` such as `/kling`. */
  protected constructor(basePath: string) {
    this.#basePath = basePath;
    this.#server = createServer((incoming, outgoing) => {
      this.#serve(incoming, outgoing).catch((error: unknown) => {
        // A fault of the simulator's own must be seen, not be taken for one of the service.
        outgoing.writeHead(599, { "content-type": "text/plain" }).end(String(error));
      });
    });
    this.#server.on("upgrade", (incoming, stream) => this.upgrade(incoming, stream));
  }

  protected abstract kindOf(method: string, path: string, query: URLSearchParams): Fault["on"] | null;
  protected abstract respond(request: SimulatedRequest): Response | Promise<Response>;
  protected abstract refuse(status: 429 | 500 | 503): Response;
  protected abstract expired(): Response;

  /** Few services have a WebSocket. */
  protected upgrade(_incoming: IncomingMessage, stream: Duplex): void {
    stream.destroy();
  }

  async start({ film = smallFilm }: SimulatorOptions = {}): Promise<this> {
    this.film.path = await makeFilm(film);
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  get url(): string {
    return `${this.#origin}${this.#basePath}`;
  }

  play(...faults: Fault[]): void {
    this.#faults.push(...faults.map((fault) => ({ ...fault })));
  }

  /** The next task that is made will fail, with this in the service's own words. */
  failNext(failure: unknown): void {
    this.#failures.push(failure);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  // For the services

  /** The service's clock. */
  nowMs(): number {
    return Date.now() + this.skewMs;
  }

  /** Makes a task and charges for it. */
  protected makeTask(id: string, ourId: string | null, details: Details): SimulatedTask<Details> {
    const createdAtMs = this.nowMs();
    const task: SimulatedTask<Details> = {
      ...{ id, ourId, createdAtMs, endedAtMs: null, details },
      ...{ state: "working", failure: this.#failures.shift() ?? null, polls: 0 },
    };
    this.tasks.set(id, task);
    this.charges.push({ taskId: id, ourId, at: createdAtMs });
    return task;
  }

  protected get slotsTaken(): number {
    return [...this.tasks.values()].filter((task) => task.state === "working").length;
  }

  /** Counts a question about a task, which may be the one that finds it done. */
  protected askTask(task: SimulatedTask<Details>): void {
    if (task.state !== "working") return;
    task.polls += 1;
    if (task.polls < this.pollsUntilDone) return;
    this.endTask(task, task.failure === null ? "succeeded" : "failed");
  }

  protected endTask(task: SimulatedTask<Details>, state: "succeeded" | "failed" | "cancelled"): void {
    task.state = state;
    task.endedAtMs = this.nowMs();
  }

  /** A new address for a file, good until then by the service's clock; the ending of `path` gives its type. */
  protected publish(path: string, expiresAtMs = Number.POSITIVE_INFINITY): string {
    const name = `${randomUUID()}${path.slice(path.lastIndexOf("."))}`;
    this.#results.set(name, { path, expiresAtMs });
    return `${this.url}/results/${name}`;
  }

  // Plumbing

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, this.#basePath);
    if (request === "gone") return;
    if (request === "elsewhere") {
      outgoing.writeHead(404).end("outside the service");
      return;
    }
    this.requests.push(recordRequest(request));
    const isResult = request.path.startsWith("/results/");
    const kind = isResult ? "film" : this.kindOf(request.method, request.path, request.query);
    const fault = kind === null ? null : this.#takeFault(kind);
    const respond = () => (isResult ? this.#respondResult(request) : this.respond(request));
    const played = await this.#playFault(fault, respond);
    if (fault?.do === "drop-before") incoming.socket.destroy();
    else if (played !== null) await this.#write(outgoing, played, fault);
    else incoming.socket.destroy();
  }

  async #playFault(
    fault: Fault | null,
    respond: () => Response | Promise<Response | null> | null,
  ): Promise<Response | null> {
    switch (fault?.do) {
      case "drop-before":
        return null;
      case "drop-after":
        await respond();
        return null;
      case "500-before":
        return this.refuse(500);
      case "500-after":
        await respond();
        return this.refuse(500);
      case "503":
        return this.refuse(503);
      case "429":
        return withRetryAfter(this.refuse(429));
      case "html":
      case "wrong-type":
        return htmlPage();
      case "html-after":
        await respond();
        return htmlPage();
      case "expired":
        return this.expired();
      case "delay": {
        const answer = await respond();
        await wait(fault.ms ?? 1000);
        return answer;
      }
      default:
        return await respond();
    }
  }

  #takeFault(kind: Fault["on"]): Fault | null {
    const index = this.#faults.findIndex((fault) => fault.on === kind);
    const fault = this.#faults[index];
    if (!fault) return null;
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) this.#faults.splice(index, 1);
    return { ...fault };
  }

  async #respondResult(request: SimulatedRequest): Promise<Response> {
    // Signed addresses refuse a second permission, and no key has any business here.
    if (request.headers.has("authorization") || request.headers.has("x-goog-api-key")) {
      return new Response("Only one auth mechanism is allowed.", { status: 400 });
    }
    const result = this.#results.get(request.path.slice("/results/".length));
    if (!result || this.nowMs() > result.expiresAtMs) return this.expired();
    const { method, headers } = request;
    return (await sendFile(new Request(this.url, { method, headers }), result.path, {})) ?? this.expired();
  }

  async #write(outgoing: ServerResponse, answer: Response, fault: Fault | null): Promise<void> {
    const bytes = Buffer.from(await answer.arrayBuffer());
    const headers = { date: new Date(this.nowMs()).toUTCString(), ...Object.fromEntries(answer.headers) };
    if (!("content-length" in headers)) Object.assign(headers, { "content-length": String(bytes.length) });
    outgoing.writeHead(answer.status, headers);
    if (fault?.do !== "truncate") return void outgoing.end(bytes);
    outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.socket?.destroy());
  }
}

function withRetryAfter(answer: Response): Response {
  if (!answer.headers.has("retry-after")) answer.headers.set("retry-after", "1");
  return answer;
}

function htmlPage(): Response {
  return new Response(page, { headers: { "content-type": "text/html" } });
}
