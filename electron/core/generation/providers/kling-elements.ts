/** Owns registering elements at Kling, which takes them under ids of its own: once for a content and account, then from memory. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { WrittenElement } from "../../../../shared/generation/written-pass.ts";
import type { ElementKind } from "../../../../shared/project/vocabulary.ts";
import type { FrozenCall, JsonValue, ServiceContext } from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import { idField, readAnswer } from "./kling-answers.ts";
import { isRefusedContent, isUnknownTask, saysContentRefused } from "./kling-errors.ts";

/** Source for all of this: kling.ai/document-api/api/video/3-0-omni/elements. */
const path = "/v1/general/advanced-custom-elements";
const nameCharsMax = 20;
const descriptionCharsMax = 100;
const tags: Readonly<Record<ElementKind, string>> = {
  character: "o_102",
  animal: "o_103",
  item: "o_104",
  costume: "o_105",
  scene: "o_106",
  effect: "o_107",
  other: "o_108",
};

/** A request carries its images as text. */
export const uploadLimitMs = 180_000;
const waitMs = 3000;
/** Ten minutes; an element takes seconds. */
const questionsMax = 200;

const madeSchema = z.object({ data: z.object({ task_id: idField }) });
const registrationSchema = z.object({
  data: z.object({
    task_status: z.string(),
    task_status_msg: z.string().nullish(),
    task_result: z
      .object({ elements: z.array(z.object({ element_id: idField, status: z.string().nullish() })).nullish() })
      .nullish(),
  }),
});

/** Kling's id for each element that the pass calls, by the element's name. Registers those that this account does not have yet. */
export async function registerElements(
  { pass }: FrozenCall,
  context: ServiceContext,
  label: string,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const element of pass.elements) {
    const hash = await hashContent(element, context);
    const known = context.registered.get(hash);
    const id = known ?? (await register(element, hash, context, label));
    if (known === null) context.registered.set(hash, id);
    ids.set(element.name, id);
  }
  return ids;
}

/** After a refusal that may be for an element which is gone there: the next job registers it anew, and does not take the lost one for it. */
export async function forgetElements({ pass }: FrozenCall, context: ServiceContext): Promise<void> {
  for (const element of pass.elements) {
    const hash = await hashContent(element, context);
    const lost = context.registered.get(hash);
    if (lost === null) continue;
    context.registered.set(lostKey(hash), lost);
    context.registered.forget(hash);
  }
}

/** How many ids of ours are sent anew at a time, and how many of those sent before are asked for. */
const idsTriedMax = 2;
const idsAskedMax = 4;

function begunKey(hash: string): string {
  return `begun:${hash}`;
}

function lostKey(hash: string): string {
  return `lost:${hash}`;
}

async function hashContent({ kind, name, description, images }: WrittenElement, context: ServiceContext) {
  const hashes: string[] = [];
  // One after the other: large images at once would hold up everything else.
  for (const reference of images) {
    hashes.push(
      createHash("sha256")
        .update((await context.readImage(reference)).bytes)
        .digest("hex"),
    );
  }
  return createHash("sha256")
    .update(JSON.stringify([kind, name, description, hashes]))
    .digest("hex");
}

async function register(
  element: WrittenElement,
  hash: string,
  context: ServiceContext,
  label: string,
): Promise<string> {
  const lost = context.registered.get(lostKey(hash));
  const images: string[] = [];
  for (const reference of element.images) images.push(await readImageText(context, reference));
  const contentId = hash.slice(0, 40);
  // The id made from the content alone finds what another job, or a lost answer, registered before. Where that came to nothing its id
  // is spent, and the next one is taken; how many are is kept, as a run may end between sending and hearing of it.
  const begun = Number(context.registered.get(begunKey(hash)) ?? 0);
  let refusal: ServiceFault | null = null;
  for (let count = Math.max(0, begun - idsAskedMax); count < begun + idsTriedMax; count += 1) {
    const ourId = count === 0 ? contentId : `${contentId}-${count}`;
    const isNew = count >= begun;
    if (isNew) context.registered.set(begunKey(hash), String(count + 1));
    const registered = await registerAs(ourId, isNew, element, images, context, label).catch((error: unknown) => {
      // The id is as good as before where it certainly did not arrive.
      const isUnused = error instanceof ServiceFault && error.reached === "no" && !isRefusedContent(error);
      if (isNew && isUnused) context.registered.set(begunKey(hash), String(count));
      throw error;
    });
    if (registered instanceof ServiceFault) refusal = registered;
    else if (registered !== null && registered !== lost) return registered;
  }
  throw refusal ?? new ServiceFault("invalid", label, { detail: `the element ${element.name} can't be registered` });
}

/**
 * Kling's id; null when an earlier registration under this id of ours came to nothing, and the refusal when there is none and Kling
 * takes none. Asks alone where the id was sent before.
 */
async function registerAs(
  ourId: string,
  isNew: boolean,
  element: WrittenElement,
  images: readonly string[],
  context: ServiceContext,
  label: string,
): Promise<string | ServiceFault | null> {
  let taskId = ourId;
  let isOurs = false;
  let doubt: ServiceFault | null = null;
  if (isNew) {
    context.log(`Registering element ${element.name} with ${label}.`);
    try {
      const json = requestFor(element, images, ourId, context, label);
      const answer = await context.http.send({ method: "POST", to: path, json, timeLimitMs: uploadLimitMs });
      taskId = readAnswer(madeSchema, answer, label).data.task_id;
      isOurs = true;
    } catch (error) {
      // After any refusal the id is asked for: it may be refused as it is there already.
      const isAsked = error instanceof ServiceFault && (error.reached === "perhaps" || isRefusedContent(error));
      if (!isAsked) throw error;
      doubt = error;
    }
  }
  for (let asked = 0; asked < questionsMax; asked += 1) {
    const registration = await ask(taskId, context, label);
    if (registration === null) {
      // Whether a request without an answer came through is told later; a refused one did not.
      if (doubt?.reached === "perhaps") throw doubt;
      if (isOurs) throw new ServiceFault("server", label, { detail: `the element ${element.name} is not there yet` });
      return doubt;
    }
    const { task_status, task_status_msg, task_result } = registration.data;
    if (task_status === "succeed" || task_status === "succeeded") {
      const [made] = task_result?.elements ?? [];
      return made === undefined || made.status === "deleted" ? null : made.element_id;
    }
    if (task_status === "failed") {
      if (!isOurs) return null;
      const words = task_status_msg ?? "";
      const detail = `the element ${element.name}${words === "" ? "" : `: ${words}`}`;
      throw new ServiceFault(saysContentRefused(words) ? "content" : "invalid", label, { detail });
    }
    await context.sleep(waitMs);
  }
  throw new ServiceFault("server", label, { detail: `the element ${element.name} is not ready`, reached: "no" });
}

/** Null for a registration that Kling does not know. */
async function ask(taskId: string, context: ServiceContext, label: string) {
  try {
    const answer = await context.http.send({ method: "GET", to: `${path}/${encodeURIComponent(taskId)}` });
    return readAnswer(registrationSchema, answer, label);
  } catch (error) {
    if (isUnknownTask(error)) return null;
    throw error;
  }
}

function requestFor(
  { name, kind, description }: WrittenElement,
  [frontal = "", ...others]: readonly string[],
  ourId: string,
  context: ServiceContext,
  label: string,
): JsonValue {
  const words = description.trim() === "" ? name : description.trim();
  if (words.length > descriptionCharsMax) {
    context.log(`Only the first ${descriptionCharsMax} characters of the description of ${name} are sent to ${label}.`);
  }
  return {
    element_name: firstChars(name, nameCharsMax),
    element_description: firstChars(words, descriptionCharsMax),
    reference_type: "image_refer",
    element_image_list: { frontal_image: frontal, refer_images: others.map((image) => ({ image_url: image })) },
    tag_list: [{ tag_id: tags[kind] }],
    external_task_id: ourId,
  };
}

/** An image as both generations take it: base64 without anything before it. */
export async function readImageText(context: ServiceContext, reference: string): Promise<string> {
  const { buffer, byteOffset, byteLength } = (await context.readImage(reference)).bytes;
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

/** As many whole characters as fit; those of two code units count as two, since nobody says how Kling counts them. */
function firstChars(text: string, charsMax: number): string {
  let kept = "";
  for (const char of text) {
    if (kept.length + char.length > charsMax) break;
    kept += char;
  }
  return kept;
}
