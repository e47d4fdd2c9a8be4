/** Owns hearing of a task while ComfyUI works on it: how far it is, at which node, and previews. Without it the queue is asked all the same. */
import { type NamedNodes, nodeName } from "./comfyui-answers.ts";

/** More than this in one message is no news of a task. */
const messageCharsMax = 1_000_000;
const previewBytesMax = 8 * 1024 * 1024;
/** Of a preview's message: which event it is, and how long what is said of the image is or of which kind it is. */
const headerBytes = 8;
const previewEvents = { plain: 1, withMetadata: 4 } as const;
/** A sampler takes longer than all other nodes together. */
const samplerWeight = 20;

export interface WatchOptions {
  /** Of the service, without a slash at its end. */
  readonly baseUrl: string;
  /** Our own id at the service, which is also that of the task where the server takes ids. */
  readonly clientId: string;
  readonly taskId: string;
  readonly nodes: NamedNodes;
  readonly signal: AbortSignal;
  readonly onPreview: (bytes: Uint8Array) => void;
}

export class ComfyuiWatch {
  readonly #options: WatchOptions;
  readonly #socket: WebSocket;
  readonly #finished = new Set<string>();
  readonly #running = new Map<string, number>();
  #at: string | null = null;
  #best: number | null = null;

  constructor(options: WatchOptions) {
    this.#options = options;
    const address = new URL(`${options.baseUrl.replace(/^http/, "ws")}/ws`);
    address.searchParams.set("clientId", options.clientId);
    this.#socket = new WebSocket(address);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("message", ({ data }) => this.#hear(data));
    // What cannot be heard is asked.
    this.#socket.addEventListener("error", () => this.close());
    options.signal.addEventListener("abort", () => this.close(), { once: true });
  }

  /** False once nothing more is heard. */
  get isOpen(): boolean {
    return this.#socket.readyState < WebSocket.CLOSING;
  }

  /** 0 to 1, never less than before; null before the first news. */
  get progress(): number | null {
    return this.#best;
  }

  /** Such as `running “KSampler”`; null between nodes. */
  get note(): string | null {
    return this.#at === null ? null : `running ${nodeName(this.#options.nodes, this.#at)}`;
  }

  close(): void {
    if (this.isOpen) this.#socket.close();
  }

  #hear(data: unknown): void {
    if (data instanceof ArrayBuffer) this.#hearPreview(data);
    if (typeof data !== "string" || data.length > messageCharsMax) return;
    const message = parse(data);
    const about = asRecord(message?.["data"]);
    if (about === null || about["prompt_id"] !== this.#options.taskId) return;
    switch (message?.["type"]) {
      case "execution_cached":
        for (const id of asList(about["nodes"])) this.#finish(id);
        break;
      case "executing":
        this.#enter(about["node"]);
        break;
      case "progress":
        this.#advance(about["node"], about["value"], about["max"]);
        break;
      case "progress_state":
        for (const [id, state] of Object.entries(asRecord(about["nodes"]) ?? {})) this.#see(id, asRecord(state));
        break;
      case "execution_success":
        for (const id of Object.keys(this.#options.nodes)) this.#finish(id);
        break;
    }
    this.#count();
  }

  #hearPreview(message: ArrayBuffer): void {
    if (message.byteLength <= headerBytes || message.byteLength > previewBytesMax) return;
    const view = new DataView(message);
    const event = view.getUint32(0);
    const skipped = event === previewEvents.withMetadata ? view.getUint32(4) : 0;
    if (event !== previewEvents.plain && event !== previewEvents.withMetadata) return;
    if (headerBytes + skipped >= message.byteLength) return;
    this.#options.onPreview(new Uint8Array(message, headerBytes + skipped));
  }

  /** A node begins, so that the one before is done; null tells that all are. */
  #enter(node: unknown): void {
    if (this.#at !== null && node !== this.#at) this.#finish(this.#at);
    this.#at = typeof node === "string" && this.#isOurs(node) ? node : null;
    if (node === null) for (const id of Object.keys(this.#options.nodes)) this.#finish(id);
  }

  #see(id: string, state: Record<string, unknown> | null): void {
    if (state?.["state"] === "finished") this.#finish(id);
    else this.#advance(id, state?.["value"], state?.["max"]);
  }

  #advance(node: unknown, value: unknown, max: unknown): void {
    if (typeof node !== "string" || !this.#isOurs(node) || this.#finished.has(node)) return;
    if (typeof value !== "number" || typeof max !== "number" || !(max > 0)) return;
    this.#running.set(node, Math.min(1, Math.max(0, value / max)));
  }

  #finish(id: unknown): void {
    if (typeof id !== "string" || !this.#isOurs(id)) return;
    this.#finished.add(id);
    this.#running.delete(id);
  }

  /** Nodes that others make while they run are not ours to count. */
  #isOurs(id: string): boolean {
    return Object.hasOwn(this.#options.nodes, id);
  }

  #count(): void {
    let whole = 0;
    let done = 0;
    for (const [id, node] of Object.entries(this.#options.nodes)) {
      const weight = /sampler/i.test(String(asRecord(node)?.["class_type"])) ? samplerWeight : 1;
      whole += weight;
      done += weight * (this.#finished.has(id) ? 1 : (this.#running.get(id) ?? 0));
    }
    if (whole > 0) this.#best = Math.max(this.#best ?? 0, done / whole);
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return null;
  }
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
