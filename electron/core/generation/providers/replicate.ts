/** Owns talking to Replicate: its files and its predictions. */
import { z } from "zod";
import { endpointsOf, type Fields, imagesLeftIn, mapRequest } from "../map-request.ts";
import { imagePlaceholder, type JsonValue, type Provider, type ServiceContext } from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer, ServiceHttp } from "../service-http.ts";
import { replicateFaultOf, replicateLabel } from "./replicate-errors.ts";
import { findPrediction, listRecent, readPrediction, remoteStateOf, remoteTaskOf } from "./replicate-predictions.ts";

const uploadMs = 10 * 60_000;
/** No prediction has this id. */
const madeUpId = "shotline-asks-whether-the-key-is-good";

const fileSchema = z.object({ urls: z.object({ get: z.url() }) });
const accountSchema = z.object({ username: z.string() });

export const replicateProvider: Provider = {
  name: "replicate",
  label: replicateLabel,
  defaultBaseUrl: "https://api.replicate.com",
  slots: 10,
  pollEvery: { firstMs: 3000, mostMs: 15_000 },

  async authorize(key) {
    return { authorization: `Bearer ${key}` };
  },
  faultOf: replicateFaultOf,

  compile(profile, pass) {
    const { endpoint, fields } = mapRequest(profile, pass);
    return { method: "POST", path: `/v1/models/${endpoint}/predictions`, headers: {}, body: { input: fields } };
  },

  async prepare({ call }, context) {
    const values = new Map<string, JsonValue>();
    for (const reference of imagesLeftIn(call.body)) {
      values.set(imagePlaceholder(reference), await upload(context, reference));
    }
    if (values.size > 0) context.log(`Uploaded ${values.size} ${values.size === 1 ? "image" : "images"} to Replicate.`);
    return values;
  },

  async submit({ call }, body, context) {
    try {
      const { path: to, headers } = call;
      const answer = await context.http.send({ method: "POST", to, headers, json: body });
      return { task: remoteTaskOf(readPrediction(answer.body)) };
    } catch (error) {
      if (!isFault(error, "not-found")) throw error;
      throw new ServiceFault("model", replicateLabel, { detail: modelIn(call.path), cause: error });
    }
  },

  async find({ call }, body, sentAtMs, context) {
    try {
      const { input } = body as { input: Fields };
      return await findPrediction(context, modelIn(call.path), input, sentAtMs);
    } catch (error) {
      if (!(error instanceof ServiceFault) || error.again === "later") throw error;
      context.log("Replicate does not list the account's predictions.");
      return "cannot-ask";
    }
  },

  async poll(task, context) {
    const to = addressOf(context.http, task.statusUrl, `/v1/predictions/${encodeURIComponent(task.id)}`);
    return remoteStateOf(readPrediction((await context.http.send({ method: "GET", to })).body), task.resultPaths);
  },

  async cancel(task, context) {
    const path = `/v1/predictions/${encodeURIComponent(task.id)}/cancel`;
    try {
      await context.http.send({ method: "POST", to: addressOf(context.http, task.cancelUrl, path) });
    } catch (error) {
      // Done already, or gone: the next question about the task tells.
      if (!isFault(error, "invalid") && !isFault(error, "not-found")) throw error;
      context.log("Replicate reports that it is too late to cancel.");
    }
  },

  async list(context) {
    return await listRecent(context, endpointsOf("replicate"));
  },

  async testKey({ http }) {
    try {
      const { body } = await http.send({ method: "GET", to: "/v1/account" });
      const username = accountSchema.safeParse(body).data?.username;
      return username ? `Replicate accepts the API token of ${username}.` : "Replicate accepts the API token.";
    } catch (error) {
      if (!isFault(error, "not-found")) throw error;
    }
    try {
      await http.send({ method: "GET", to: `/v1/predictions/${madeUpId}` });
    } catch (error) {
      // A bad key is refused before anything is looked for.
      if (!isFault(error, "not-found")) throw error;
    }
    return "Replicate accepts the API token.";
  },
};

async function upload(context: ServiceContext, reference: string): Promise<string> {
  const { bytes, format } = await context.readImage(reference);
  const body = new FormData();
  body.set("content", new Blob([bytes], { type: `image/${format}` }), `image.${format}`);
  let answer: ServiceAnswer;
  try {
    answer = await context.http.send({ method: "POST", to: "/v1/files", body, timeLimitMs: uploadMs });
  } catch (error) {
    if (!isFault(error, "not-found")) throw error;
    // Where no files are kept, the request itself carries the image, as the service's own client does it.
    return `data:image/${format};base64,${Buffer.from(bytes).toString("base64")}`;
  }
  const parsed = fileSchema.safeParse(answer.body);
  if (!parsed.success) throw new ServiceFault("unclear", replicateLabel, { cause: parsed.error });
  return parsed.data.urls.get;
}

/** The address that Replicate gave where it lies under our base; else the documented one, so that no key goes astray. */
function addressOf(http: ServiceHttp, given: string | undefined, path: string): string {
  return given?.startsWith(`${http.baseUrl}/`) ? given : path;
}

/** `owner/name` in the path of a call. */
function modelIn(path: string): string {
  return path.split("/").slice(3, 5).join("/");
}

function isFault(error: unknown, kind: ServiceFault["kind"]): boolean {
  return error instanceof ServiceFault && error.kind === kind;
}
