/**
 * Owns what ComfyUI's answers mean: its queue, its history and how a task ended there, in words with the node's name.
 * Source: github.com/Comfy-Org/ComfyUI at 002c3fb and a125cd8, server.py, execution.py, comfy_execution/, read 2026-11-28.
 */
import { z } from "zod";
import type { ErrorData } from "../../../../shared/errors/app-error.ts";
import { ServiceFault } from "../service-fault.ts";

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
export function shown(text: string): string {
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
