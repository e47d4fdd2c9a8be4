/** Owns Kling's legacy API: three kinds of video with flat fields, shots as a list, and keys that sign a token for each request. */
import { createHmac } from "node:crypto";
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
  chargedByDeduction,
  idField,
  type KlingTask,
  listedTaskOf,
  readAnswer,
  stateOf,
  timeField,
} from "./kling-answers.ts";
import { modelOf, only, prepareCall, secondsOf, sendCall } from "./kling-calls.ts";
import { isUnknownTask, klingFaultOf } from "./kling-errors.ts";

const label = "Kling legacy";
const videos = "/v1/videos";
const kinds = ["text2video", "image2video", "omni-video"] as const;
const modes: Readonly<Record<string, string>> = { "720p": "std", "1080p": "pro", "4k": "4k" };

/** How long a signed token is good, and how far a clock may be behind. Source: kling.ai/document-api/api/get-started/authentication. */
const tokenSeconds = 1800;
const tokenEarlySeconds = 5;

const taskSchema = z.object({
  task_id: idField,
  task_status: z.string(),
  task_status_msg: z.string().nullish(),
  task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
  task_result: z.object({ videos: z.array(z.object({ url: z.string().nullish() })).nullish() }).nullish(),
  final_unit_deduction: z.unknown().optional(),
  final_balance_deduction: z.object({ quota: z.unknown().optional() }).nullish(),
  created_at: timeField,
  updated_at: timeField,
});
const oneSchema = z.object({ data: taskSchema });
const listSchema = z.object({ data: z.array(taskSchema) });

function taskOf(task: z.infer<typeof taskSchema>, baseUrl: string): KlingTask {
  return {
    id: task.task_id,
    ourId: task.task_info?.external_task_id || null,
    status: task.task_status,
    message: task.task_status_msg ?? "",
    createdAtMs: task.created_at,
    updatedAtMs: task.updated_at,
    filmUrl: task.task_result?.videos?.find(({ url }) => url)?.url ?? null,
    charged: chargedByDeduction(task.final_unit_deduction, task.final_balance_deduction?.quota, baseUrl),
  };
}

/** Source: kling.ai/document-api/api/video/3-0-omni/text-to-video/legacy, …/image-to-video/legacy, …/video-omni/legacy. */
function compile(profile: ModelProfile, pass: WrittenPass, jobId: string): CompiledCall {
  const model = modelOf(profile);
  const { startFrame, endFrame, negativePrompt, guidance } = pass;
  const omni = model.endsWith("-omni");
  const kind = omni ? "omni-video" : startFrame === null ? "text2video" : "image2video";
  const elements = pass.elements.map(({ name }) => ({ element_id: elementPlaceholder(name) }));
  return {
    method: "POST",
    path: `${videos}/${kind}`,
    headers: { "content-type": "application/json" },
    body: {
      model_name: model,
      ...shotsOf(pass),
      ...only(!omni && negativePrompt !== null, { negative_prompt: negativePrompt }),
      ...only(!omni && guidance !== null, { cfg_scale: guidance }),
      ...framesOf(omni, startFrame, startFrame === null ? null : endFrame),
      ...only(kind !== "text2video" && elements.length > 0, { element_list: elements }),
      duration: String(secondsOf(pass.durationMs)),
      mode: modes[pass.resolution] ?? "std",
      // A start frame decides the picture's shape.
      ...only(startFrame === null, { aspect_ratio: pass.aspectRatio }),
      sound: pass.audio ? "on" : "off",
      watermark_info: { enabled: false },
      external_task_id: jobId,
    },
  };
}

function shotsOf({ shots, prompt }: WrittenPass): Record<string, JsonValue> {
  if (shots.length <= 1) return { prompt, multi_shot: false };
  const list = shots.map(({ text, durationMs }, index) => ({
    index: index + 1,
    prompt: text,
    duration: String(secondsOf(durationMs)),
  }));
  return { multi_shot: true, shot_type: "customize", multi_prompt: list };
}

function framesOf(omni: boolean, start: string | null, end: string | null): Record<string, JsonValue> {
  if (start === null) return {};
  const [first, last] = [imagePlaceholder(start), end === null ? null : imagePlaceholder(end)];
  if (!omni) return { image: first, ...only(last !== null, { image_tail: last }) };
  const list: JsonValue[] = [{ image_url: first, type: "first_frame" }];
  if (last !== null) list.push({ image_url: last, type: "end_frame" });
  return { image_list: list };
}

/** A key `access:secret` signs a JSON Web Token; any other is sent as it is. */
function bearerOf(key: string, nowMs: number): string {
  const colon = key.indexOf(":");
  if (colon === -1) return key;
  const now = Math.floor(nowMs / 1000);
  const claims = { iss: key.slice(0, colon), exp: now + tokenSeconds, nbf: now - tokenEarlySeconds };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", key.slice(colon + 1))
    .update(signed)
    .digest("base64url")}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

/** The legacy API writes an element's id as a number. */
function elementNumber(id: string): number {
  const number = Number(id);
  if (Number.isSafeInteger(number)) return number;
  throw new ServiceFault("unclear", label, { detail: `the element id ${id}`, reached: "no" });
}

async function findTask(kind: string, { http, jobId }: ServiceContext): Promise<Found> {
  try {
    const answer = await http.send({ method: "GET", to: `${videos}/${kind}/${encodeURIComponent(jobId)}` });
    const task = taskOf(readAnswer(oneSchema, answer, label).data, http.baseUrl);
    if (task.ourId === jobId || task.ourId === null) return { id: task.id, kind };
  } catch (error) {
    if (isUnknownTask(error)) return "none";
    throw error;
  }
  throw new ServiceFault("unclear", label, { detail: "it answered about a different task" });
}

export const klingLegacyProvider: Provider = {
  name: "kling-legacy",
  label,
  defaultBaseUrl: "https://api-singapore.klingai.com",
  // Depends on the account's package and is told by nobody; a refusal for it costs nothing.
  slots: 20,
  pollEvery: { firstMs: 3000, mostMs: 15_000 },
  compile,

  async authorize(key, nowMs) {
    return { authorization: `Bearer ${bearerOf(key, nowMs)}` };
  },

  faultOf: (answer) => klingFaultOf(label, answer),

  prepare: (frozen, context) => prepareCall(frozen, context, label, elementNumber),

  async submit(frozen, body, context) {
    const kind = kindOf(frozen.call);
    return await sendCall(frozen, body, context, label, {
      read: (answer) => ({ id: readAnswer(oneSchema, answer, label).data.task_id, kind }),
      find: () => findTask(kind, context),
    });
  },

  find: ({ call }, _body, _sentAtMs, context) => findTask(kindOf(call), context),

  async poll({ id, kind = "omni-video" }, { http, now }) {
    try {
      const answer = await http.send({ method: "GET", to: `${videos}/${kind}/${encodeURIComponent(id)}` });
      return stateOf(taskOf(readAnswer(oneSchema, answer, label).data, http.baseUrl), label, now());
    } catch (error) {
      throw isUnknownTask(error) ? new ServiceFault("not-found", label, { cause: error }) : error;
    }
  },

  async list({ http }) {
    const lists = await Promise.all(
      kinds.map(async (kind) => {
        const answer = await http.send({ method: "GET", to: `${videos}/${kind}?pageNum=1&pageSize=100` });
        return readAnswer(listSchema, answer, label).data.map((task) => ({ task: taskOf(task, http.baseUrl), kind }));
      }),
    );
    return lists
      .flat()
      .sort((one, other) => (other.task.createdAtMs ?? 0) - (one.task.createdAtMs ?? 0))
      .map(({ task, kind }) => listedTaskOf(task, { id: task.id, kind }));
  },

  async testKey({ http }) {
    const answer = await http.send({ method: "GET", to: `${videos}/text2video?pageNum=1&pageSize=1` });
    readAnswer(listSchema, answer, label);
    return "Kling accepts the API key.";
  },
};

function kindOf({ path }: CompiledCall): string {
  return path.slice(videos.length + 1);
}
