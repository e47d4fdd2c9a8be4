/**
 * Owns ComfyUI's simulator: uploads, the queue and the history in memory, files by name, and what it tells over its WebSocket.
 * Source: github.com/Comfy-Org/ComfyUI at 002c3fb and a125cd8, server.py, execution.py, main.py, comfy_execution/, read 2026-11-28.
 */
import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { sendFile } from "../../../electron/core/server/send-file.ts";
import { judgeWorkflow, machineStats, savesOf, type Workflow } from "./comfyui-nodes.ts";
import { ServerSocket } from "./comfyui-socket.ts";
import { makeStillFile } from "./film.ts";
import { type Fault, type SimulatedTask, SimulatorBase, type SimulatorOptions } from "./service-simulator.ts";
import type { SimulatedRequest } from "./simulated-request.ts";

interface Details {
  readonly number: number;
  readonly prompt: Workflow;
  readonly extraData: Record<string, unknown>;
  readonly outputs: readonly string[];
}
type Task = SimulatedTask<Details>;

/** `execution_error`'s own fields; the node is named by its id in the workflow. */
export interface Failure {
  readonly node: string;
  readonly type: string;
  readonly message: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const promptFields = ["prompt", "client_id", "prompt_id", "extra_data"];
const uploadFields = ["image", "type", "subfolder", "overwrite"];

export class ComfyuiSimulator extends SimulatorBase<Details> {
  /** It has none, and refuses whoever sends one. */
  readonly key = "comfyui-takes-no-key";
  /** Classes of nodes that are not installed. */
  readonly lacks = new Set<string>();
  /** A server of early 2025: it names tasks itself, and interrupts whatever runs. */
  isOld = false;
  /** Until this is true no task begins. */
  isBusy = false;
  /** What is saved where the output node saves images; else the film. */
  still = "";
  /** A file that nodes of films leave in place of a video. */
  savesInstead: { readonly filename: string } | null = null;
  readonly #uploads = new Map<string, string>();
  #sockets: ServerSocket[] = [];
  #listeners: (() => void)[] = [];
  #counter = 0;

  constructor() {
    super("/comfy");
  }

  override async start(options: SimulatorOptions = {}): Promise<this> {
    await super.start(options);
    this.still = await makeStillFile({ widthPx: 1344, heightPx: 768, format: "png", tone: 90 });
    return this;
  }

  override async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await super.close();
  }

  // For tests

  /** The workflows that were queued, in order. */
  get taken(): Workflow[] {
    return [...this.tasks.values()].map(({ details }) => details.prompt);
  }

  /** Names of the uploaded images as `LoadImage` takes them. */
  get uploads(): string[] {
    return [...this.#uploads.keys()];
  }

  /** The process ends and begins again: all that was in memory is gone, files stay. */
  restart(): void {
    this.tasks.clear();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets = [];
  }

  /** Another user's task, which waits or runs until it is ended. */
  queueOther(): Task {
    const details = { number: this.#counter++, prompt: {}, extraData: {}, outputs: [] };
    const task = this.makeTask(randomUUID(), null, details);
    this.charges.pop();
    return task;
  }

  endOther(task: Task): void {
    this.endTask(task, "succeeded");
  }

  /** Waits for a client that listens. */
  async listener(): Promise<ServerSocket> {
    for (;;) {
      const open = this.#sockets.find((socket) => socket.isOpen && socket.clientId !== "");
      if (open) return open;
      await new Promise<void>((resolve) => this.#listeners.push(resolve));
    }
  }

  protected kindOf(method: string, path: string): Fault["on"] | null {
    if (method === "POST") {
      return path === "/prompt" ? "submit" : path === "/upload/image" ? "upload" : "cancel";
    }
    if (path === "/view") return "film";
    return path === "/queue" || path.startsWith("/history") ? "poll" : null;
  }

  protected override upgrade(incoming: IncomingMessage, stream: Duplex): void {
    const address = new URL(incoming.url ?? "/", "http://comfyui");
    const clientId = address.searchParams.get("clientId") ?? "";
    if (address.pathname !== "/comfy/ws" || clientId === "") return void stream.destroy();
    refuseKeys(new Headers(incoming.headers as Record<string, string>));
    const socket = new ServerSocket(incoming, stream, clientId);
    this.#sockets.push(socket);
    socket.text({ type: "status", data: { status: this.#queueInfo(), sid: clientId } });
    for (const tell of this.#listeners.splice(0)) tell();
  }

  protected async respond(request: SimulatedRequest): Promise<Response> {
    refuseKeys(request.headers);
    const { method, path } = request;
    if (method === "POST" && path === "/upload/image") return await this.#takeImage(request);
    if (method === "POST" && path === "/prompt") return this.#takePrompt(request);
    if (method === "POST" && path === "/queue") return this.#changeQueue(request);
    if (method === "POST" && path === "/interrupt") return this.#interrupt(request);
    if (method === "GET" && path === "/queue") return this.#tellQueue();
    if (method === "GET" && path.startsWith("/history")) return this.#tellHistory(request);
    if (method === "GET" && path === "/view") return await this.#view(request);
    if (method === "GET" && path === "/system_stats") return Response.json(machineStats);
    return notFound();
  }

  /** aiohttp's own page; ComfyUI limits no rates. */
  protected refuse(status: 429 | 500 | 503): Response {
    const text = "500 Internal Server Error\n\nServer got itself in trouble";
    return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
  }

  protected expired(): Response {
    return new Response(null, { status: 404 });
  }

  async #takeImage({ form }: SimulatedRequest): Promise<Response> {
    requireOnly(form === null ? [] : [...form.keys()], uploadFields);
    const image = form?.get("image");
    if (!(image instanceof File) || image.name === "") return new Response(null, { status: 400 });
    const subfolder = String(form?.get("subfolder") ?? "");
    const type = String(form?.get("type") ?? "input");
    if (type !== "input" || form?.get("overwrite") !== "true")
      throw new Error("Our images replace their like in the input folder.");
    if (/(^|\/)\.\.(\/|$)|^\//.test(`${subfolder}/${image.name}`)) return new Response(null, { status: 400 });
    const hash = createHash("sha256")
      .update(new Uint8Array(await image.arrayBuffer()))
      .digest("hex");
    this.#uploads.set(subfolder === "" ? image.name : `${subfolder}/${image.name}`, hash);
    return Response.json({ name: image.name, subfolder, type });
  }

  #takePrompt({ json }: SimulatedRequest): Response {
    const body = json as Record<string, unknown>;
    requireOnly(Object.keys(body), promptFields);
    const given = body["prompt_id"];
    if (!this.isOld && given !== undefined && !(typeof given === "string" && uuid.test(given))) {
      const error = {
        type: "invalid_prompt_id",
        message: "prompt_id must be a valid UUID",
        details:
          "prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one",
        extra_info: {},
      };
      return Response.json({ error, node_errors: {} }, { status: 400 });
    }
    const { lacks, isOld } = this;
    const prompt = body["prompt"] as Workflow;
    const judged = judgeWorkflow(prompt, { lacks, isOld, hasUpload: (name) => this.#uploads.has(name) });
    if ("error" in judged) return Response.json(judged, { status: 400 });
    const id = this.isOld || given === undefined ? randomUUID() : String(given);
    if (this.tasks.has(id)) throw new Error("A task was sent twice.");
    const extraData = { ...(body["extra_data"] as object), client_id: body["client_id"], create_time: this.nowMs() };
    const details = { number: this.#counter++, prompt, extraData, outputs: judged.outputs };
    this.makeTask(id, String(body["client_id"]), details);
    return Response.json({ prompt_id: id, number: details.number, node_errors: judged.nodeErrors });
  }

  #changeQueue({ json }: SimulatedRequest): Response {
    const body = json as { readonly delete?: readonly string[] };
    requireOnly(Object.keys(body), ["delete"]);
    for (const id of body.delete ?? []) if (this.#pending().some((task) => task.id === id)) this.tasks.delete(id);
    return new Response(null, { status: 200 });
  }

  #interrupt({ json }: SimulatedRequest): Response {
    const body = json as { readonly prompt_id?: string };
    requireOnly(Object.keys(body), ["prompt_id"]);
    const running = this.#running();
    if (running && (this.isOld || running.id === body.prompt_id)) {
      if (running.ourId === null) throw new Error("Another user's task was interrupted.");
      this.endTask(running, "cancelled");
    }
    return new Response(null, { status: 200 });
  }

  /** Each question is a moment in which the task at work goes on. */
  #tellQueue(): Response {
    const running = this.#running();
    if (running && running.ourId !== null) this.askTask(running);
    const [atWork, pending] = [this.#running(), this.#pending()];
    // A heap, so that what waits comes in no order.
    return Response.json({
      queue_running: atWork ? [queueItem(atWork)] : [],
      queue_pending: pending.map(queueItem).reverse(),
    });
  }

  #tellHistory({ path, query }: SimulatedRequest): Response {
    const id = path.split("/")[2];
    const ended = [...this.tasks.values()].filter((task) => task.state !== "working" && task.ourId !== null);
    const asked =
      id === undefined
        ? ended.slice(-Number(query.get("max_items") ?? ended.length))
        : ended.filter((task) => task.id === id);
    return Response.json(Object.fromEntries(asked.map((task) => [task.id, this.#historyOf(task)])));
  }

  #historyOf(task: Task) {
    const { details, state } = task;
    const outputs = Object.fromEntries(
      state === "succeeded" ? details.outputs.map((node) => [node, this.#savedBy(details.prompt, node)]) : [],
    );
    const isGood = state === "succeeded";
    const status = { status_str: isGood ? "success" : "error", completed: isGood, messages: this.#messagesOf(task) };
    return { prompt: queueItem(task), outputs, status, meta: {} };
  }

  #messagesOf({ id, state, failure, details }: Task): [string, unknown][] {
    const begun: [string, unknown] = ["execution_start", { prompt_id: id, timestamp: 1 }];
    if (state === "succeeded") return [begun, ["execution_success", { prompt_id: id, timestamp: 2 }]];
    const { node = "1", type = "", message = "" } = (failure ?? {}) as Partial<Failure>;
    const about = {
      prompt_id: id,
      node_id: node,
      node_type: details.prompt[node]?.class_type,
      executed: [],
      timestamp: 2,
    };
    if (state === "cancelled") return [begun, ["execution_interrupted", about]];
    const error = {
      exception_message: message,
      exception_type: type,
      traceback: ["File …\n"],
      current_inputs: {},
      current_outputs: [],
    };
    return [begun, ["execution_error", { ...about, ...error }]];
  }

  #savedBy(prompt: Workflow, node: string) {
    const prefix = String(prompt[node]?.inputs["filename_prefix"]);
    const [subfolder, name] = prefix.includes("/") ? prefix.split("/") : ["", prefix];
    const isFilm = savesOf(prompt, node) === "film";
    const filename = isFilm ? (this.savesInstead?.filename ?? `${name}_00001_.mp4`) : `${name}_00001_.png`;
    return { images: [{ filename, subfolder, type: "output" }], ...(isFilm ? { animated: [true] } : {}) };
  }

  async #view({ method, headers, query }: SimulatedRequest): Promise<Response> {
    requireOnly([...query.keys()], ["filename", "subfolder", "type"]);
    const filename = query.get("filename") ?? "";
    if (filename.startsWith("/") || filename.includes("..")) return new Response(null, { status: 400 });
    const path = filename.endsWith(".png") ? this.still : this.film.path;
    const named = { "content-disposition": `filename="${filename}"` };
    return (await sendFile(new Request(this.url, { method, headers }), path, named)) ?? this.expired();
  }

  #working(): Task[] {
    return [...this.tasks.values()].filter(({ state }) => state === "working");
  }

  #running(): Task | undefined {
    return this.isBusy ? undefined : this.#working()[0];
  }

  #pending(): Task[] {
    return this.isBusy ? this.#working() : this.#working().slice(1);
  }

  #queueInfo() {
    return { exec_info: { queue_remaining: this.#working().length } };
  }
}

function queueItem({ id, details }: Task) {
  return [details.number, id, details.prompt, details.extraData, details.outputs];
}

function requireOnly(names: readonly string[], known: readonly string[]): void {
  const extra = names.filter((name) => !known.includes(name));
  if (extra.length > 0) throw new Error(`The source names no ${extra.join(", ")}.`);
}

function refuseKeys(headers: Headers): void {
  for (const name of ["authorization", "cookie", "x-api-key", "origin"])
    if (headers.has(name)) throw new Error(`${name} has no business at a machine of the user's own.`);
}

/** aiohttp's own page. */
function notFound(): Response {
  return new Response("404: Not Found", { status: 404, headers: { "content-type": "text/plain; charset=utf-8" } });
}

export async function startComfyui(options: SimulatorOptions = {}): Promise<ComfyuiSimulator> {
  return await new ComfyuiSimulator().start(options);
}
