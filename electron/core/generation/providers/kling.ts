/** Owns Kling's current API: one path a model, contents and settings, tasks that can be asked about by our own id. */
import { z } from "zod";
import type { WrittenPass } from "../../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../../shared/models/profile.ts";
import {
  type CompiledCall,
  elementPlaceholder,
  type Found,
  imagePlaceholder,
  type JsonValue,
  type Provider,
  type ServiceContext,
} from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import {
  chargedByBilling,
  idField,
  type KlingTask,
  listedTaskOf,
  readAnswer,
  stateOf,
  timeField,
} from "./kling-answers.ts";
import { modelOf, only, prepareCall, secondsOf, sendCall } from "./kling-calls.ts";
import { isRefusedContent, klingFaultOf } from "./kling-errors.ts";

const label = "Kling";

const taskSchema = z
  .object({
    id: idField,
    status: z.string(),
    message: z.string().nullish(),
    external_id: z.string().nullish(),
    create_time: timeField,
    update_time: timeField,
    outputs: z.array(z.object({ type: z.string(), url: z.string().nullish() })).nullish(),
    billing: z.unknown().optional(),
  })
  .transform(
    (task): KlingTask => ({
      id: task.id,
      ourId: task.external_id || null,
      status: task.status,
      message: task.message ?? "",
      createdAtMs: task.create_time,
      updatedAtMs: task.update_time,
      filmUrl: task.outputs?.find(({ type, url }) => type === "video" && url)?.url ?? null,
      charged: chargedByBilling(task.billing, task.status === "failed"),
    }),
  );
const submittedSchema = z.object({ data: z.object({ id: idField }) });
const foundSchema = z.object({ data: z.array(taskSchema) });
const listSchema = z.object({ data: z.object({ result: z.array(taskSchema) }) });

/** Source: kling.ai/document-api/api/video/3-0-omni and …/3-0-turbo. */
function compile(profile: ModelProfile, pass: WrittenPass, jobId: string): CompiledCall {
  const model = modelOf(profile);
  const omni = model.endsWith("-omni");
  const turbo = model.endsWith("-turbo");
  const { startFrame, endFrame } = pass;
  const prompt = turbo ? promptWithoutSwitch(pass) : pass.prompt;
  const operation = omni ? "omni-video" : startFrame === null ? "text-to-video" : "image-to-video";
  // Turbo has neither switch: it always has sound, and several shots where the prompt has them.
  const switches = only(!turbo, {
    audio: pass.audio ? "native" : "off",
    multi_shot: pass.shots.length > 1,
  });
  const settings = {
    resolution: pass.resolution,
    // A start frame decides the picture's shape.
    ...only(startFrame === null, { aspect_ratio: pass.aspectRatio }),
    duration: secondsOf(pass.durationMs),
    ...switches,
  };
  const contents: JsonValue[] = [{ type: "prompt", text: prompt }];
  if (startFrame !== null) contents.push({ type: "first_frame", url: imagePlaceholder(startFrame) });
  if (startFrame !== null && endFrame !== null) contents.push({ type: "last_frame", url: imagePlaceholder(endFrame) });
  for (const { name, id } of pass.elements) {
    contents.push({ type: "element", element_id: elementPlaceholder(name), id });
  }
  return {
    method: "POST",
    path: `/${operation}/${model}`,
    headers: { "content-type": "application/json" },
    body: {
      ...(operation === "text-to-video" ? { prompt } : { contents }),
      settings,
      options: { external_task_id: jobId, watermark_info: { enabled: false } },
    },
  };
}

/** Where nothing says that a text is one shot, one that begins like the grammar of several is put into that grammar. */
function promptWithoutSwitch({ shots, prompt, durationMs }: WrittenPass): string {
  const looksLikeSeveral = shots.length === 1 && /^\s*(shot|镜头)\s*\d+\s*,/i.test(prompt);
  return looksLikeSeveral ? `shot 1, ${secondsOf(durationMs)}, ${prompt.replace(/[;；]/g, ",")};` : prompt;
}

async function findTask({ http, jobId }: ServiceContext): Promise<Found> {
  const to = `/tasks?external_task_ids=${encodeURIComponent(jobId)}`;
  try {
    const { data } = readAnswer(foundSchema, await http.send({ method: "GET", to }), label);
    const task = data.find(({ ourId }) => ourId === jobId);
    if (task) return { id: task.id };
    if (data.length === 0) return "none";
  } catch (error) {
    if (!isRefusedContent(error)) throw error;
    if (error.code === 1203) return "none";
    // Our id is a parameter here, so a code for parameters says nothing of the task; for none the documented answer is an empty list.
    throw new ServiceFault("unclear", label, { detail: error.detail, cause: error });
  }
  throw new ServiceFault("unclear", label, { detail: "it answered about a different task" });
}

export const klingProvider: Provider = {
  name: "kling",
  label,
  defaultBaseUrl: "https://api-singapore.klingai.com",
  // Depends on the account's package and is told by nobody; a refusal for it costs nothing.
  slots: 20,
  pollEvery: { firstMs: 3000, mostMs: 15_000 },
  compile,

  async authorize(key) {
    return { authorization: `Bearer ${key}` };
  },

  faultOf: (answer) => klingFaultOf(label, answer),

  prepare: (frozen, context) => prepareCall(frozen, context, label, (id) => id),

  async submit(frozen, body, context) {
    return await sendCall(frozen, body, context, label, {
      read: (answer) => ({ id: readAnswer(submittedSchema, answer, label).data.id }),
      find: () => findTask(context),
    });
  },

  find: (_frozen, _body, _sentAtMs, context) => findTask(context),

  async poll({ id }, { http, now }) {
    const to = `/tasks?task_ids=${encodeURIComponent(id)}`;
    const { data } = readAnswer(foundSchema, await http.send({ method: "GET", to }), label);
    const task = data.find((each) => each.id === id);
    if (!task) throw new ServiceFault("not-found", label);
    return stateOf(task, label, now());
  },

  async list({ http }) {
    const json = { limit: 100, filters: [{ key: "product_type", values: ["video"] }] };
    const answer = await http.send({ method: "POST", to: "/tasks", json });
    const { result } = readAnswer(listSchema, answer, label).data;
    return result
      .sort((one, other) => (other.createdAtMs ?? 0) - (one.createdAtMs ?? 0))
      .map((task) => listedTaskOf(task, { id: task.id }));
  },

  async testKey({ http }) {
    readAnswer(listSchema, await http.send({ method: "POST", to: "/tasks", json: { limit: 1 } }), label);
    return "Kling accepts the API key.";
  },
};
