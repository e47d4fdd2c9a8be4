/**
 * Owns what ComfyUI's answers mean: its queue, its history, and its refusals in words with the node's name.
 * Source: github.com/Comfy-Org/ComfyUI at 002c3fb and a125cd8, server.py, execution.py, comfy_execution/, read 2026-11-28.
 */
import { z } from "zod";
import type { ErrorData } from "../../../../shared/errors/app-error.ts";
import { ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";

export const comfyuiLabel = "ComfyUI";

/** A workflow as an answer repeats it, or as the model's file has it: only what names a node is read. */
export type NamedNodes = Readonly<Record<string, unknown>>;

const nodeSchema = z.object({
  class_type: z.string().optional().catch(undefined),
  _meta: z
    .object({ title: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** `“Load Checkpoint” (CheckpointLoaderSimple)`: a node as its user knows it. */
export function nodeName(nodes: NamedNodes, id: string): string {
  const node = nodeSchema.safeParse(Object.hasOwn(nodes, id) ? nodes[id] : null).data;
  const kind = shown(node?.class_type ?? "");
  const title = shown(node?._meta?.title ?? "");
  if (kind === "") return title === "" ? `node ${shown(id)}` : `“${title}”`;
  return title !== "" && title !== kind ? `“${title}” (${kind})` : `“${kind}”`;
}

/** Words of the service's own, as short as a name. */
function shown(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 80);
}

// The queue and the history

/** `[number, prompt_id, prompt, extra_data, outputs]`. */
const entrySchema = z
  .tuple([
    z.number(),
    z.string(),
    z.record(z.string(), z.unknown()),
    z.looseObject({ client_id: z.unknown().optional() }),
  ])
  .rest(z.unknown())
  .transform(([order, id, nodes, { client_id: client }]) => ({ order, id, nodes, client }));
export type QueueEntry = z.infer<typeof entrySchema>;
const queueSchema = z.object({ queue_running: z.array(z.unknown()), queue_pending: z.array(z.unknown()) });

/** What runs and what waits; the waiting ones come in no order. */
export function readQueue(body: unknown): { readonly running: QueueEntry[]; readonly pending: QueueEntry[] } {
  const { queue_running, queue_pending } = read(queueSchema, body);
  return { running: readable(entrySchema, queue_running), pending: readable(entrySchema, queue_pending) };
}

/** Those that are as they should be. */
function readable<Shape>(schema: z.ZodType<Shape>, all: readonly unknown[]): Shape[] {
  return all.map((each) => schema.safeParse(each)).flatMap(({ data, success }) => (success ? [data as Shape] : []));
}

const messageSchema = z
  .tuple([z.string(), z.looseObject({})])
  .rest(z.unknown())
  .transform(([type, about]) => ({ type, about }));
const historySchema = z.record(
  z.string(),
  z.object({
    prompt: entrySchema,
    outputs: z.record(z.string(), z.unknown()).catch({}),
    status: z
      .object({
        status_str: z.string().optional().catch(undefined),
        messages: z.array(z.unknown()).catch([]),
      })
      .nullish()
      .catch(null),
  }),
);
export type HistoryEntry = z.infer<typeof historySchema>[string];

export function readHistory(body: unknown): Record<string, HistoryEntry> {
  return read(historySchema, body);
}

/** How a task ended that is in the history. `output` is the node whose files count. */
export function endOf(
  { prompt, outputs, status }: HistoryEntry,
  output: string,
  kind: "film" | "still",
): { readonly file: URLSearchParams } | { readonly problem: ErrorData } | "interrupted" {
  const messages = readable(messageSchema, status?.messages ?? []);
  if (messages.some(({ type }) => type === "execution_interrupted")) return "interrupted";
  const failure = messages.find(({ type }) => type === "execution_error")?.about;
  if (failure !== undefined) return { problem: problemOfFailure(failure, prompt.nodes) };
  if (status?.status_str === "error") return { problem: failed("It gave no reason") };
  return fileOf(Object.hasOwn(outputs, output) ? outputs[output] : null, kind, nodeName(prompt.nodes, output));
}

const fileSchema = z.object({
  filename: z.string().min(1).max(500),
  subfolder: z.string().max(1000).catch(""),
  type: z.enum(["output", "temp"]).catch("output"),
});
const endings = { film: /\.(mp4|m4v|webm|mov|mkv|avi)$/i, still: /\.(png|jpe?g|webp)$/i } as const;

/** Nodes give their files under names of their own: `images`, `gifs`, `video`, `videos`. */
function fileOf(
  given: unknown,
  kind: "film" | "still",
  node: string,
): { file: URLSearchParams } | { problem: ErrorData } {
  const lists = Object.values(z.record(z.string(), z.unknown()).safeParse(given).data ?? {});
  const files = lists.flatMap((list) => (Array.isArray(list) ? readable(fileSchema, list.slice(0, 10_000)) : []));
  const fit = files.filter(({ filename }) => endings[kind].test(filename));
  const file = fit.find(({ type }) => type === "output") ?? fit[0];
  if (file !== undefined) return { file: new URLSearchParams(file) };
  const wanted = kind === "film" ? "a video" : "an image";
  const message =
    files.length === 0
      ? `ComfyUI finished, but its node ${node} gave no file.`
      : `ComfyUI finished, but its node ${node} gave ${shown(files[0]?.filename ?? "")}, not ${wanted}.`;
  const next = `Choose the node that saves ${wanted} as the output, in Settings → Services, then generate again.`;
  return { problem: { code: "service.failed", message, next } };
}

// What went wrong

/** A task that is neither in the queue nor in the history. */
export const vanished: ErrorData = {
  code: "service.failed",
  message: "ComfyUI no longer has this job: it was restarted, or its queue was cleared.",
  next: "Generate again. If it had finished before, its file is in ComfyUI's output folder: import it as a take.",
};

function failed(reason: string): ErrorData {
  const next = "Fix the cause it gives, then generate again.";
  return { code: "service.failed", message: `ComfyUI couldn't generate this: ${reason}.`, next };
}

const failureSchema = z.object({
  node_id: z.string().catch(""),
  node_type: z.string().catch(""),
  exception_type: z.string().catch(""),
  exception_message: z.string().catch(""),
});

function problemOfFailure(failure: unknown, nodes: NamedNodes): ErrorData {
  const told = failureSchema.parse(failure);
  const isKnown = Object.hasOwn(nodes, told.node_id);
  const node = isKnown ? nodeName(nodes, told.node_id) : `“${shown(told.node_type) || told.node_id}”`;
  if (/OutOfMemory/i.test(told.exception_type) || /out of memory/i.test(told.exception_message)) {
    return {
      code: "service.failed",
      message: `ComfyUI ran out of memory at the node ${node}.`,
      next: "Choose a lower resolution or a shorter shot, or close other programs that use the graphics card, then generate again.",
    };
  }
  // The first line is the reason; tips and traces follow.
  const [line = ""] = told.exception_message.trim().split("\n");
  const reason = [
    shown(told.exception_type),
    line
      .replace(/\s+/g, " ")
      .slice(0, 250)
      .replace(/[.\s]+$/, ""),
  ];
  return failed(`its node ${node} stopped with ${reason.filter(Boolean).join(": ") || "an error"}`);
}

/** The fault that an answer tells of by its status; what it says of a workflow is read where that is known. */
export function comfyuiFaultOf({ status, body }: ServiceAnswer): ServiceFault | null {
  if (status < 300) return null;
  if (status < 400) return new ServiceFault("stranger", comfyuiLabel, { detail: "it redirects elsewhere" });
  if (status === 401 || status === 403) {
    const next = "Shotline sends no password: use an address of ComfyUI that needs none.";
    return new ServiceFault("permission", comfyuiLabel, { detail: `status ${status}`, next });
  }
  if (status === 400) return new RefusedWorkflow(body);
  if (status === 404) return new ServiceFault("stranger", comfyuiLabel, { reached: "no" });
  return null;
}

/** `POST /prompt` answered 400: nothing was queued. */
export class RefusedWorkflow extends ServiceFault {
  readonly body: unknown;

  constructor(body: unknown) {
    super("invalid", comfyuiLabel, { detail: refusalSchema.safeParse(body).data?.error?.message ?? "" });
    this.body = body;
  }
}

const nodeErrorSchema = z.object({
  type: z.string().catch(""),
  message: z.string().catch(""),
  details: z.string().catch(""),
  extra_info: z
    .object({ input_name: z.string().optional().catch(undefined), received_value: z.unknown().optional() })
    .nullish()
    .catch(null),
});
const refusalSchema = z.object({
  error: z
    .object({
      type: z.string().catch(""),
      message: z.string().catch(""),
      details: z.string().catch(""),
      extra_info: z
        .object({ node_id: z.string().optional().catch(undefined) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  node_errors: z
    .record(
      z.string(),
      z.object({ errors: z.array(nodeErrorSchema).catch([]), dependent_outputs: z.unknown().optional() }),
    )
    .catch({}),
});
type Refusal = z.infer<typeof refusalSchema>;

/** What a refused workflow lacks, with the node's name. */
export function faultOfRefusal(body: unknown, nodes: NamedNodes): ServiceFault {
  const { error, node_errors }: Refusal = refusalSchema.safeParse(body).data ?? { error: null, node_errors: {} };
  const lacking = lackingNode(error, nodes);
  if (lacking !== null) {
    const next = `Install it there, for example with ComfyUI-Manager, or update ComfyUI; then generate again.`;
    return new ServiceFault("invalid", comfyuiLabel, { detail: `it lacks the node ${lacking}`, next });
  }
  const [first] = Object.entries(node_errors).flatMap(([id, { errors }]) => errors.map((each) => ({ id, ...each })));
  if (first === undefined) {
    const detail = [error?.message, error?.details].filter(Boolean).join(": ");
    return new ServiceFault("invalid", comfyuiLabel, { detail });
  }
  const node = nodeName(nodes, first.id);
  const input = first.extra_info?.input_name;
  const value = first.extra_info?.received_value;
  if (first.type === "value_not_in_list" && typeof value === "string") return notOffered(node, input ?? "", value);
  const detail = `its node ${node}: ${[first.message, first.details].filter(Boolean).join(": ")}`;
  return new ServiceFault("invalid", comfyuiLabel, { detail });
}

const modelFile = /\.(safetensors|sft|ckpt|pth?|bin|gguf|onnx|vae)$/i;

function notOffered(node: string, input: string, value: string): ServiceFault {
  if (modelFile.test(value)) {
    const next = "Put the file in ComfyUI's models folder, or choose another one in the workflow; then generate again.";
    const detail = `it has no file ${shown(value)} for the node ${node}, ${shown(input)}`;
    return new ServiceFault("invalid", comfyuiLabel, { detail, next });
  }
  const next = "Export the workflow again from this ComfyUI, then bind it in Settings → Services.";
  return new ServiceFault("invalid", comfyuiLabel, { detail: `its node ${node} does not offer ${shown(value)}`, next });
}

/** Newer servers name the node, older ones say it in a sentence alone. */
function lackingNode(error: Refusal["error"], nodes: NamedNodes): string | null {
  const told = /node (\S+) does not exist/.exec(error?.message ?? "")?.[1];
  if (error?.type !== "missing_node_type" && told === undefined) return null;
  const id = error?.extra_info?.node_id ?? /#([^']+)'/.exec(error?.details ?? "")?.[1] ?? "";
  return Object.hasOwn(nodes, id) ? nodeName(nodes, id) : `“${shown(told ?? id)}”`;
}

const acceptedSchema = z.object({
  prompt_id: z.string().min(1).max(200),
  node_errors: z.record(z.string(), z.object({ dependent_outputs: z.array(z.unknown()).catch([]) })).catch({}),
});

/** The task that was queued, and whether `output` is among the nodes that it leaves out. */
export function readAccepted(body: unknown, output: string): { readonly id: string; readonly leavesOut: boolean } {
  const { prompt_id: id, node_errors } = read(acceptedSchema, body);
  const without = Object.values(node_errors).flatMap((each) => each.dependent_outputs);
  return { id, leavesOut: without.includes(output) };
}

const statsSchema = z.object({
  system: z.object({ comfyui_version: z.string().max(40).catch("") }),
  devices: z
    .array(z.object({ name: z.string(), vram_total: z.number().catch(0), vram_free: z.number().catch(0) }))
    .catch([]),
});

/** `ComfyUI 0.3.64 on NVIDIA GeForce RTX 4090, 22.1 of 24.0 GB free.` */
export function describeMachine(body: unknown): string {
  const { system, devices } = read(statsSchema, body);
  const version = shown(system.comfyui_version);
  const [device] = devices;
  // Such as `cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync`.
  const name = shown(device?.name.replace(/^\w+:\d+\s+/, "").replace(/\s+:\s+\S+$/, "") ?? "");
  const gigabytes = (bytes: number) => (bytes / 1024 ** 3).toFixed(1);
  const free =
    device && device.vram_total > 0
      ? `, ${gigabytes(device.vram_free)} of ${gigabytes(device.vram_total)} GB free`
      : "";
  return `ComfyUI${version && ` ${version}`}${name && ` on ${name}`}${free}.`;
}

/** Throws ServiceFault `stranger` for what ComfyUI does not answer. */
export function read<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ServiceFault("stranger", comfyuiLabel, { cause: parsed.error });
}
