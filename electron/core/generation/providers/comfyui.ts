/** Owns talking to a ComfyUI, a machine of the user's own: no key, no price, and results from nowhere else. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { RemoteTask } from "../../../../shared/generation/job.ts";
import { imagesLeftIn } from "../map-request.ts";
import {
  type FrozenCall,
  imagePlaceholder,
  type JsonValue,
  type Provider,
  type RemoteState,
  type ServiceContext,
} from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer, ServiceRequest } from "../service-http.ts";
import {
  comfyuiLabel,
  describeMachine,
  endOf,
  read,
  readAccepted,
  readHistory,
  readQueue,
  vanished,
} from "./comfyui-answers.ts";
import { comfyuiFaultOf, faultOfRefusal, RefusedWorkflow } from "./comfyui-refusals.ts";
import { ComfyuiWatch } from "./comfyui-watch.ts";
import { compileWorkflow, taskIdOf, workflowOf } from "./comfyui-workflow.ts";
import { placeInLine } from "./place-in-line.ts";

/** Where our images lie in its input folder. */
const subfolder = "shotline";
const uploadMs = 10 * 60_000;
/** Models that are checked for the first time are looked for on slow disks. */
const submitMs = 5 * 60_000;
/** A few minutes of uncompressed video. */
const resultBytesMax = 64 * 1024 ** 3;
/** Of servers that name tasks themselves: how far back ours is looked for. */
const historyMost = 200;

const uploadedSchema = z.object({ name: z.string().min(1).max(500), subfolder: z.string().max(500).catch("") });

export function createComfyuiProvider(): Provider {
  /** By our own id; what each has heard. */
  const watches = new Map<string, ComfyuiWatch>();
  /** Tasks that we took out of the queue, or whose machine is away: gone from it, they are canceled. */
  const withdrawn = new Set<string>();

  const unwatch = (clientId: string) => {
    watches.get(clientId)?.close();
    watches.delete(clientId);
  };

  return {
    name: "comfyui",
    label: comfyuiLabel,
    defaultBaseUrl: "http://127.0.0.1:8188",
    resultBytesMax,
    // One graphics card does one thing at a time; what is not sent yet survives its restart.
    slots: 1,
    pollEvery: { firstMs: 1000, mostMs: 2000 },

    async authorize() {
      return {};
    },
    faultOf: comfyuiFaultOf,

    compile(profile, pass, jobId) {
      return { method: "POST", path: "/prompt", headers: {}, body: compileWorkflow(profile, pass, jobId) };
    },

    async prepare({ call, pass }, context) {
      const values = new Map<string, JsonValue>();
      const { startFrame, endFrame, elements } = pass;
      const own = new Set([startFrame, endFrame, ...elements.flatMap(({ images }) => images)]);
      // A prompt or the workflow's file may hold words that look like a place for an image.
      for (const reference of imagesLeftIn(call.body).filter((each) => own.has(each))) {
        values.set(imagePlaceholder(reference), await upload(context, reference));
      }
      if (values.size > 0) context.log(`Uploaded ${values.size} ${values.size === 1 ? "image" : "images"} to ComfyUI.`);
      return values;
    },

    async submit({ call, profile }, body, context) {
      const { workflow, slots } = workflowOf(profile);
      let answer: ServiceAnswer;
      try {
        answer = await ask(context, { method: "POST", to: call.path, json: body, timeLimitMs: submitMs });
      } catch (error) {
        throw error instanceof RefusedWorkflow ? faultOfRefusal(error.body, workflow) : error;
      }
      const { id, leavesOut } = readAccepted(answer.body, slots.output);
      if (!leavesOut) return { task: { id, kind: context.http.baseUrl } };
      // It would run the rest of the workflow for nothing.
      await takeBack(id, context);
      throw faultOfRefusal(answer.body, workflow);
    },

    async find(_frozen, _body, _sentAtMs, context) {
      const ours = taskIdOf(context.jobId);
      const { running, pending } = readQueue((await ask(context, { method: "GET", to: "/queue" })).body);
      const isOurs = ({ id, client }: { id: string; client: unknown }) => id === ours || client === ours;
      const waiting = [...running, ...pending].find(isOurs);
      if (waiting) return { id: waiting.id, kind: context.http.baseUrl };
      const own = await history(context, `/${ours}`);
      const found = Object.hasOwn(own, ours) ? own[ours] : undefined;
      const all = found ? [found] : Object.values(await history(context, `?max_items=${historyMost}`));
      const ended = all.map(({ prompt }) => prompt).find(isOurs);
      return ended ? { id: ended.id, kind: context.http.baseUrl } : "none";
    },

    async poll(task, context, frozen) {
      const clientId = taskIdOf(context.jobId);
      try {
        const state = await stateOf(task, context, frozen);
        if (state.state !== "working") unwatch(clientId);
        return state;
      } catch (error) {
        unwatch(clientId);
        const isAway = error instanceof ServiceFault && (error.kind === "unreachable" || error.kind === "stranger");
        if (isAway && withdrawn.has(task.id)) return { state: "cancelled", charged: null };
        throw error;
      }
    },

    /** One that runs is interrupted only where it is ours: the machine may have begun another's meanwhile. */
    async cancel(task, context) {
      withdrawn.add(task.id);
      try {
        requireSameMachine(task, context);
        await takeBack(task.id, context);
      } catch (error) {
        // A machine that is away works on nothing that anybody waits for.
        if (!(error instanceof ServiceFault && error.again === "later")) throw error;
        context.log(`ComfyUI was not told: ${error.message}`);
      }
    },

    async testKey(context) {
      return describeMachine((await ask(context, { method: "GET", to: "/system_stats" })).body);
    },
  };

  async function stateOf(task: RemoteTask, context: ServiceContext, { profile }: FrozenCall): Promise<RemoteState> {
    requireSameMachine(task, context);
    // The queue is asked first: what leaves it is in the history at the same moment.
    const { running, pending } = readQueue((await ask(context, { method: "GET", to: "/queue" })).body);
    const waiting = pending.find(({ id }) => id === task.id);
    if (waiting) {
      const ahead = running.length + pending.filter(({ order }) => order < waiting.order).length;
      return { state: "working", progress: null, note: placeInLine(ahead) };
    }
    const atWork = running.find(({ id }) => id === task.id);
    if (atWork) {
      const { progress, note } = watch(task, atWork.nodes, context);
      return { state: "working", progress, note };
    }
    const entries = await history(context, `/${encodeURIComponent(task.id)}`);
    const entry = Object.hasOwn(entries, task.id) ? entries[task.id] : undefined;
    if (entry === undefined) {
      return withdrawn.has(task.id)
        ? { state: "cancelled", charged: null }
        : { state: "failed", problem: vanished, charged: null };
    }
    const end = endOf(entry, workflowOf(profile).slots.output, profile.output);
    if (end === "interrupted") return { state: "cancelled", charged: null };
    if ("problem" in end) return { state: "failed", problem: end.problem, charged: null };
    const url = `${context.http.baseUrl}/view?${end.file}`;
    return { state: "succeeded", result: { url, expiresAt: null }, charged: null };
  }

  /** What is heard of a task at work; begun again where it broke off. */
  function watch(task: RemoteTask, nodes: Record<string, unknown>, context: ServiceContext): ComfyuiWatch {
    const { http, signal, jobId, showPreview } = context;
    const clientId = taskIdOf(jobId);
    const known = watches.get(clientId);
    if (known?.isOpen) return known;
    const begun = new ComfyuiWatch({
      ...{ baseUrl: http.baseUrl, clientId, taskId: task.id, nodes, signal },
      onPreview: (bytes) => showPreview?.(bytes),
    });
    watches.set(clientId, begun);
    return begun;
  }
}

async function takeBack(id: string, context: ServiceContext): Promise<void> {
  await ask(context, { method: "POST", to: "/queue", json: { delete: [id] } });
  const { running } = readQueue((await ask(context, { method: "GET", to: "/queue" })).body);
  // Older servers do not read the id, and interrupt whatever runs.
  if (running.some((each) => each.id === id))
    await ask(context, { method: "POST", to: "/interrupt", json: { prompt_id: id } });
}

/** The name of the uploaded image in the input folder; the same image has the same name, so that repeating is harmless. */
async function upload(context: ServiceContext, reference: string): Promise<string> {
  const { bytes, format } = await context.readImage(reference);
  const form = new FormData();
  const name = `${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}.${format}`;
  form.set("image", new Blob([bytes], { type: `image/${format}` }), name);
  form.set("type", "input");
  form.set("subfolder", subfolder);
  form.set("overwrite", "true");
  const answer = await ask(context, { method: "POST", to: "/upload/image", body: form, timeLimitMs: uploadMs });
  const made = read(uploadedSchema, answer.body);
  return made.subfolder === "" ? made.name : `${made.subfolder}/${made.name}`;
}

async function history(context: ServiceContext, more: string) {
  return readHistory((await ask(context, { method: "GET", to: `/history${more}` })).body);
}

/** A job is at the machine that it was sent to. */
function requireSameMachine({ kind }: RemoteTask, { http }: ServiceContext): void {
  if (kind === undefined || kind === http.baseUrl) return;
  const next = "Set that address again in Settings → Services, or cancel this job.";
  throw new ServiceFault("unreachable", comfyuiLabel, { detail: `this job was sent to ${kind}`, next });
}

/** Says of a machine that it is off, or not one of ComfyUI's, instead of blaming the network. */
async function ask({ http }: ServiceContext, request: ServiceRequest): Promise<ServiceAnswer> {
  try {
    return await http.send(request);
  } catch (cause) {
    if (!(cause instanceof ServiceFault)) throw cause;
    const detail = http.baseUrl;
    if (cause.kind === "offline") throw new ServiceFault("unreachable", comfyuiLabel, { detail, cause });
    if (cause.kind !== "unclear") throw cause;
    throw new ServiceFault("stranger", comfyuiLabel, {
      detail: `${detail}, ${cause.detail}`,
      reached: cause.reached,
      cause,
    });
  }
}
