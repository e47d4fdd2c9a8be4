/** Owns what the requests of both generations of Kling's API share: their pieces, their placeholders, and sending them. */
import type { FrozenCall, JsonValue, ServiceContext } from "../provider.ts";
import { elementPlaceholder, imagePlaceholder } from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import type { ServiceAnswer } from "../service-http.ts";
import { forgetElements, readImageText, registerElements, uploadLimitMs } from "./kling-elements.ts";

/** `kling-3.0` of `kling/kling-3.0`. */
export function modelOf({ id }: FrozenCall["profile"]): string {
  return id.slice(id.indexOf("/") + 1);
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

/** Sends the request that costs money. */
export async function sendCall(
  frozen: FrozenCall,
  body: JsonValue,
  context: ServiceContext,
  label: string,
): Promise<ServiceAnswer> {
  const { method, path, headers } = frozen.call;
  try {
    return await context.http.send({ method, to: path, headers, json: body, timeLimitMs: uploadLimitMs });
  } catch (error) {
    if (!(error instanceof ServiceFault) || (error.kind !== "invalid" && error.kind !== "not-found")) throw error;
    if (/\belement/i.test(error.message)) await forgetElements(frozen, context);
    // Nothing but the model can be missing for a task that is not made yet.
    else if (error.kind === "not-found") throw new ServiceFault("model", label, { cause: error });
    throw error;
  }
}
