/** Owns what the requests of both generations of Kling's API share: their pieces, their placeholders, and sending them. */
import type { RemoteTask } from "../../../../shared/generation/job.ts";
import type { Found, FrozenCall, JsonValue, ServiceContext, Submitted } from "../provider.ts";
import { elementPlaceholder, imagePlaceholder } from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";
import { forgetElements, readImageText, registerElements, uploadLimitMs } from "./kling-elements.ts";
import { isRefusedContent } from "./kling-errors.ts";

/** What Kling calls the model, such as `kling-3.0`; requests frozen before profiles were files say it by their id alone. */
export function modelOf({ id, request }: FrozenCall["profile"]): string {
  return (request?.way === "adapter" && request.model) || id.slice(id.indexOf("/") + 1);
}

/** Whole seconds, as the profiles' step has it. */
export function secondsOf(durationMs: number): number {
  return Math.round(durationMs / 1000);
}

/** Fields that are there only under a condition. */
export function only(condition: boolean, fields: Record<string, JsonValue>): Record<string, JsonValue> {
  return condition ? fields : {};
}

/** Values for the frames' and elements' placeholders; `elementValue` gives an element's id the generation's own type. */
export async function prepareCall(
  frozen: FrozenCall,
  context: ServiceContext,
  label: string,
  elementValue: (id: string) => JsonValue,
): Promise<Map<string, JsonValue>> {
  const values = new Map<string, JsonValue>();
  for (const [name, id] of await registerElements(frozen, context, label)) {
    values.set(elementPlaceholder(name), elementValue(id));
  }
  for (const reference of [frozen.pass.startFrame, frozen.pass.endFrame]) {
    if (reference !== null) values.set(imagePlaceholder(reference), await readImageText(context, reference));
  }
  return values;
}

/**
 * Sends the request that costs money, and gives its task. A refusal may be for our own id, as a task of that id is there by an earlier
 * request: it is asked for by `find` before the refusal is believed.
 */
export async function sendCall(
  frozen: FrozenCall,
  body: JsonValue,
  context: ServiceContext,
  label: string,
  { read, find }: { read: (answer: ServiceAnswer) => RemoteTask; find: () => Promise<Found> },
): Promise<Submitted> {
  const { method, path, headers } = frozen.call;
  try {
    return {
      task: read(await context.http.send({ method, to: path, headers, json: body, timeLimitMs: uploadLimitMs })),
    };
  } catch (error) {
    if (!isRefusedContent(error)) throw error;
    const found = await find().catch((cause: unknown) => {
      throw new ServiceFault("unclear", label, { detail: error.detail, cause });
    });
    if (typeof found === "object") return { task: found };
    await forgetElements(frozen, context);
    // Nothing but the model can be missing for a task that is not made yet and shows no element.
    const isModel = error.kind === "not-found" && frozen.pass.elements.length === 0;
    throw new ServiceFault(isModel ? "model" : "invalid", label, { detail: error.detail, cause: error });
  }
}
