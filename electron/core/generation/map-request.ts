/** Owns making a request of a pass as the file of its model says: which endpoint takes it, and each of our fields under the service's name. */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { WrittenElement, WrittenPass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile, ProviderName } from "../../../shared/models/profile.ts";
import { modelProfiles } from "../../../shared/models/profiles.ts";
import type { Condition, FieldMapping } from "../../../shared/models/request-way.ts";
import { imagePlaceholder, type JsonValue } from "./provider.ts";

export type Fields = { [name: string]: JsonValue };

/** `endpoint` as the file has it, such as `fal-ai/kling-video/v3/pro/image-to-video`; images stand in the fields as placeholders. */
export interface MappedCall {
  readonly endpoint: string;
  readonly fields: Fields;
}

/** Throws generation.refused for what no endpoint takes, and profile.unavailable for a model whose file says nothing of requests. */
export function mapRequest(profile: ModelProfile, pass: WrittenPass): MappedCall {
  const way = profile.request;
  if (way?.way !== "mapped") {
    const next = "Choose another model for the pass.";
    throw new AppError("profile.unavailable", `This version can't send to ${profile.label}.`, { next });
  }
  refuseUnsendable(profile, pass);
  const endpoint = way.endpoints.find(({ when }) => holds(when, pass))?.path;
  if (endpoint === undefined) {
    const next = "Add or remove a start frame or elements, or choose another model for the pass.";
    throw new AppError("generation.refused", `${profile.label} has no way to make what this pass holds.`, { next });
  }
  const fields = way.fields
    .filter(({ when }) => holds(when, pass))
    .map((field): [string, JsonValue | undefined] => [field.name, sentValue(field as FieldMapping, profile, pass)]);
  return {
    endpoint,
    fields: Object.fromEntries(fields.filter((field): field is [string, JsonValue] => field[1] !== undefined)),
  };
}

/** The endpoints of all models of a service, each once; of its models of films alone. */
export function endpointsOf(provider: ProviderName, output?: ModelProfile["output"]): string[] {
  const ways = modelProfiles().flatMap((profile) =>
    profile.provider === provider && (output === undefined || profile.output === output) ? (profile.request ?? []) : [],
  );
  return [...new Set(ways.flatMap((way) => (way.way === "mapped" ? way.endpoints.map(({ path }) => path) : [])))];
}

export function filmEndpoints(provider: ProviderName): string[] {
  return endpointsOf(provider, "film");
}

/** The images that a request still has as placeholders, each once, in their order. */
export function imagesLeftIn(value: JsonValue): string[] {
  if (typeof value === "string") return /^\{\{image:(.*)\}\}$/.exec(value)?.slice(1) ?? [];
  if (value === null || typeof value !== "object") return [];
  return [...new Set(Object.values(value).flatMap(imagesLeftIn))];
}

/** The preflight says so before; what is sent is judged once more. */
function refuseUnsendable({ label, limits }: ModelProfile, pass: WrittenPass): void {
  if (pass.endFrame !== null && pass.startFrame === null && limits.endFrameNeedsStartFrame) {
    const next = "Add a start frame, or remove the end frame.";
    throw new AppError("generation.refused", `${label} accepts an end frame only with a start frame.`, { next });
  }
  if (pass.elements.length > 0 && pass.startFrame === null && limits.elementsNeedStartFrame) {
    const next = "Add a start frame, or choose a model that accepts elements alone.";
    throw new AppError("generation.refused", `${label} accepts elements only with a start frame.`, { next });
  }
  const framed = pass.startFrame !== null || pass.endFrame !== null || (pass.keyframes ?? []).length > 0;
  if (pass.elements.length > 0 && framed && limits.framesOrElements) {
    const next = "Remove the frames, or write the names of the elements without the @.";
    throw new AppError("generation.refused", `${label} accepts frames or elements, not both.`, { next });
  }
  if (pass.startFrame === null && limits.startFrameRequired) {
    const next = "Add a start frame, or choose another model for the pass.";
    throw new AppError("generation.refused", `${label} needs a start frame.`, { next });
  }
}

function holds(condition: Partial<Condition> | undefined, pass: WrittenPass): boolean {
  const held: Required<Condition> = {
    shots: pass.shots.length > 1 ? "several" : "one",
    startFrame: pass.startFrame !== null,
    endFrame: pass.endFrame !== null,
    keyframes: (pass.keyframes ?? []).length > 0,
    elements: pass.elements.length > 0,
    images: pass.elements.some(({ images }) => images.length > 0),
  };
  return Object.entries(condition ?? {}).every(
    ([key, wanted]) => wanted === undefined || held[key as keyof Condition] === wanted,
  );
}

/** Undefined for what is not sent. */
function sentValue(field: FieldMapping, { limits, label }: ModelProfile, pass: WrittenPass): JsonValue | undefined {
  if ("value" in field) return field.value;
  switch (field.from) {
    case "prompt":
      return field.cut ? cutAtWord(pass.prompt, limits.promptChars ?? Number.POSITIVE_INFINITY) : pass.prompt;
    case "shots": {
      const shots = pass.shots.map(({ text, durationMs }) =>
        mapItem(field.item, { text, seconds: durationMs / 1000, "seconds-text": String(durationMs / 1000) }),
      );
      return field.as === "json-text" ? JSON.stringify(shots) : shots;
    }
    case "duration":
      return field.as === "seconds" ? pass.durationMs / 1000 : String(pass.durationMs / 1000);
    case "aspectRatio":
    case "resolution":
    case "audio":
      return named(field.values, pass[field.from], label);
    case "guidance":
      return pass.guidance ?? undefined;
    case "negativePrompt":
      return pass.negativePrompt ?? field.otherwise;
    case "startFrame":
    case "endFrame": {
      const reference = pass[field.from];
      return reference === null ? undefined : imagePlaceholder(reference);
    }
    case "keyframes":
      return listOf(pass.keyframes ?? []);
    case "images":
      return listOf(pass.elements.flatMap(({ images }) => images));
    case "elements":
      return pass.elements.length === 0
        ? undefined
        : pass.elements.map((element) => mapItem(field.item, partsOf(element, limits.imagesPerElement.min)));
  }
}

function listOf(references: readonly string[]): JsonValue | undefined {
  return references.length === 0 ? undefined : references.map(imagePlaceholder);
}

function mapItem<Part extends string>(
  item: Readonly<Record<string, Part>>,
  parts: Readonly<Record<Part, JsonValue>>,
): Fields {
  return Object.fromEntries(Object.entries(item).map(([name, part]) => [name, parts[part]]));
}

function partsOf({ name, description, images }: WrittenElement, imagesMin: number) {
  const [frontal, ...others] = images.map(imagePlaceholder);
  if (frontal === undefined || images.length < imagesMin) {
    const next = imagesMin > 1 ? "Add a frontal image and one to three others." : "Add a frontal image.";
    throw new AppError("generation.refused", `The element ${name} has too few images.`, { next });
  }
  return { frontal, others, images: [frontal, ...others], name, description };
}

function named(names: FieldValues, value: string | boolean, label: string): JsonValue {
  if (names === undefined) return value;
  const given = names[String(value)];
  if (given !== undefined) return given;
  const next = "Choose another one for the pass, or another model.";
  throw new AppError("generation.refused", `${label} has no word for “${value}”.`, { next });
}

type FieldValues = Readonly<Record<string, string | number | boolean>> | undefined;

function cutAtWord(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const cut = text.slice(0, charsMax);
  const end = cut.lastIndexOf(" ");
  return (end > 0 ? cut.slice(0, end) : cut).trimEnd();
}
