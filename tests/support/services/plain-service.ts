/**
 * Owns a service of our own, as simple as one can be, with its adapter: for drills of the queue that no real service's
 * rules should stand in the way of. It makes a task for every request that it takes, also for one that it had before.
 */
import { randomUUID } from "node:crypto";
import type { CompiledCall, Found, JsonValue, Provider } from "../../../electron/core/generation/provider.ts";
import { ServiceFault } from "../../../electron/core/generation/service-fault.ts";
import type { RemoteTask } from "../../../shared/generation/job.ts";
import type { ProviderName } from "../../../shared/models/profile.ts";
import { makeStill } from "./film.ts";
import { type Fault, SimulatorBase } from "./service-simulator.ts";
import type { SimulatedRequest } from "./simulated-request.ts";

const label = "Plain";

export class PlainService extends SimulatorBase {
  readonly key = "plain-key-0123456789";
  /** What it says that a task cost, in millionths of a credit; null when it says nothing. */
  charge: number | null = 5_000_000;
  /** Refuses all tasks with this code, until it is null again. */
  refusal: { readonly status: number; readonly code: string } | null = null;
  /** The most tasks that were at work at once. */
  mostAtOnce = 0;

  constructor() {
    super("/plain");
  }

  protected kindOf(method: string, path: string, query: URLSearchParams): Fault["on"] | null {
    if (path.endsWith("/cancel")) return "cancel";
    if (path === "/uploads") return "upload";
    if (method === "POST") return "submit";
    return query.has("our") ? "find" : "poll";
  }

  protected async respond(request: SimulatedRequest): Promise<Response> {
    if (request.headers.get("authorization") !== `Bearer ${this.key}`) return refusal(401, "key");
    const [, , id = "", action] = request.path.split("/");
    if (request.path === "/uploads") return Response.json({ url: `${this.url}/images/${randomUUID()}` });
    if (request.path === "/images") return this.#answerAtOnce();
    if (request.path !== "/tasks" && !this.tasks.has(id)) return refusal(404, "not-found");
    if (request.method === "POST" && action === "cancel") return this.#cancel(id);
    if (request.method === "POST") return this.#make(request);
    if (id !== "") return this.#tell(id);
    const our = request.query.get("our");
    const tasks = [...this.tasks.values()].filter((task) => our === "" || task.ourId === our);
    return Response.json({ tasks: tasks.map((task) => ({ id: task.id, our: task.ourId, state: task.state })) });
  }

  #make({ json }: SimulatedRequest): Response {
    const { our, prompt } = json as { our: string; prompt: string };
    if (this.refusal) return refusal(this.refusal.status, this.refusal.code);
    if (typeof our !== "string" || typeof prompt !== "string") return refusal(422, "invalid");
    if (this.slotsTaken >= this.slots) return refusal(429, "slots");
    const task = this.makeTask(randomUUID(), our, {});
    this.mostAtOnce = Math.max(this.mostAtOnce, this.slotsTaken);
    return Response.json({ id: task.id }, { status: 201 });
  }

  async #answerAtOnce(): Promise<Response> {
    const id = randomUUID();
    this.makeTask(id, null, {});
    const { bytes, format } = await makeStill({ widthPx: 640, heightPx: 360, format: "png" });
    return Response.json({ format, base64: Buffer.from(bytes).toString("base64") });
  }

  #tell(id: string): Response {
    const task = this.tasks.get(id);
    if (!task) return refusal(404, "not-found");
    this.askTask(task);
    const film = task.state === "succeeded" ? this.publish(this.film.path) : null;
    const charged = task.state === "failed" ? 0 : this.charge;
    return Response.json({ id, state: task.state, polls: task.polls, film, charged, failure: task.failure });
  }

  #cancel(id: string): Response {
    const task = this.tasks.get(id);
    if (task?.state === "working") this.endTask(task, "cancelled");
    return Response.json({});
  }

  protected refuse(status: 429 | 500 | 503): Response {
    return refusal(status, status === 429 ? "rate" : "server");
  }

  protected expired(): Response {
    return new Response("<Error>Request has expired</Error>", { status: 403, headers: { "content-type": "text/xml" } });
  }
}

function refusal(status: number, code: string): Response {
  return Response.json({ error: code }, { status });
}

export interface PlainProviderOptions {
  /** The name that it goes under, as the set of names is closed. */
  readonly name?: ProviderName;
  /** Whether the service can be asked about our own id; default true. `by-input`: only about what was sent. */
  readonly looksUp?: boolean | "by-input";
  /** Whether the service can be told to stop; default false. */
  readonly cancels?: boolean;
  readonly slots?: number;
  /** Answers with the image itself; default false. */
  readonly answersAtOnce?: boolean;
}

export function plainProvider(options: PlainProviderOptions = {}): Provider {
  const { name = "kling", looksUp = true, cancels = false, slots = 5, answersAtOnce = false } = options;
  return {
    ...{ name, label, slots, defaultBaseUrl: "http://127.0.0.1:9", pollEvery: { firstMs: 2000, mostMs: 10_000 } },
    async authorize(key) {
      return { authorization: `Bearer ${key}` };
    },
    faultOf({ status, body, retryAfterMs }) {
      if (status < 400) return null;
      const code = (body as { error?: string } | null)?.error;
      const kinds = ["key", "credit", "content", "invalid", "rate", "slots", "not-found"] as const;
      const kind = kinds.find((each) => each === code);
      return kind ? new ServiceFault(kind, label, { againAfterMs: retryAfterMs }) : null;
    },
    compile(_profile, pass, jobId): CompiledCall {
      const images = pass.startFrame === null ? [] : [`{{image:${pass.startFrame}}}`];
      return {
        ...{ method: "POST", path: answersAtOnce ? "/images" : "/tasks", headers: {} },
        body: { our: jobId, prompt: pass.prompt, images },
      };
    },
    async prepare({ pass }, { http, readImage }) {
      const values = new Map<string, JsonValue>();
      if (pass.startFrame === null) return values;
      const { bytes } = await readImage(pass.startFrame);
      const { body } = await http.send({ method: "POST", to: "/uploads", body: bytes });
      return values.set(`{{image:${pass.startFrame}}}`, (body as { url: string }).url);
    },
    async submit({ call }, body, { http }) {
      const answer = (await http.send({ method: "POST", to: call.path, json: body })).body as Record<string, string>;
      if (answersAtOnce) {
        const bytes = new Uint8Array(Buffer.from(answer["base64"] ?? "", "base64"));
        return { image: { bytes, format: answer["format"] ?? "" }, charged: null };
      }
      return { task: { id: String(answer["id"]) } };
    },
    async find(_frozen, _body, _sentAtMs, { http, jobId }): Promise<Found> {
      if (!looksUp) return "cannot-ask";
      const { body } = await http.send({ method: "GET", to: `/tasks?our=${looksUp === "by-input" ? "" : jobId}` });
      const [task] = (body as { tasks: RemoteTask[] }).tasks;
      return task ? { id: task.id } : "none";
    },
    async poll({ id }, { http }) {
      const { body } = await http.send({ method: "GET", to: `/tasks/${id}` });
      const told = body as { state: string; polls: number; film: string; charged: number | null; failure: string };
      const charged = told.charged === null ? null : ({ currency: "credits", micros: told.charged } as const);
      switch (told.state) {
        case "succeeded":
          return { state: "succeeded", result: { url: told.film, expiresAt: null }, charged };
        case "failed":
          return { state: "failed", problem: new ServiceFault("content", label).problem, charged };
        case "cancelled":
          return { state: "cancelled", charged: { currency: "credits", micros: 0 } };
        default:
          return { state: "working", progress: null, note: `asked ${told.polls} times` };
      }
    },
    async testKey({ http }) {
      await http.send({ method: "GET", to: "/tasks?our=nobody" });
      return "The key is good.";
    },
    ...(cancels
      ? { cancel: async ({ id }, { http }) => void (await http.send({ method: "POST", to: `/tasks/${id}/cancel` })) }
      : {}),
  };
}
