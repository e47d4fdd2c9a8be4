/** Owns what the mapping of a model file must keep: each kind of pass that the limits allow has an endpoint, and all that it holds is sent, once. */
import { formatPath } from "../project/json-path.ts";
import { inherited, type ModelFault } from "./model-fault.ts";
import { keptKinds, type PassKind } from "./pass-kinds.ts";
import type { ModelProfile } from "./profile.ts";
import type { Condition, FieldMapping, RequestMapping } from "./request-way.ts";

/** The faults of how a request is made of a pass. */
export function faultsOfMapping(profile: ModelProfile, request: RequestMapping): ModelFault[] {
  return [
    ...faultsOfEndpoints(profile, request),
    ...request.fields.flatMap((field, index) => faultsOfField(profile, field, `request.fields[${index}]`)),
    ...faultsOfPromises(profile, request.fields),
    ...faultsOfKinds(profile, request),
  ];
}

function faultsOfEndpoints({ provider }: ModelProfile, { endpoints }: RequestMapping): ModelFault[] {
  if (provider !== "replicate") return [];
  return endpoints.flatMap(({ path }, index) =>
    path.split("/").length === 2
      ? []
      : [{ path: `request.endpoints[${index}].path`, message: "Write it as OWNER/NAME, the model's address." }],
  );
}

function faultsOfField({ limits, grammar }: ModelProfile, field: FieldMapping, path: string): ModelFault[] {
  if (inherited.has(field.name)) return [{ path: `${path}.name`, message: "Use another name." }];
  if (!("from" in field)) return [];
  if (field.from === "shots" && grammar.shots !== field.as) {
    return [{ path: `${path}.as`, message: `Write ${grammar.shots}, or change grammar.shots to ${field.as}.` }];
  }
  if (!("values" in field) || field.values === undefined) return [];
  const { values } = field;
  const sent = {
    aspectRatio: limits.aspectRatios,
    resolution: limits.resolutions,
    audio: limits.audioAlways ? ["true"] : ["true", "false"],
  }[field.from];
  return sent
    .filter((value) => !Object.hasOwn(values, value))
    .map((value) => ({
      path: formatPath(["request", "fields", Number(/\d+/.exec(path)?.[0]), "values", value]),
      message: "Add it: the limits allow it.",
    }));
}

/** What the limits leave to choose must be sent by some field. */
function faultsOfPromises({ limits, grammar, output }: ModelProfile, fields: readonly FieldMapping[]): ModelFault[] {
  const has = (from: string) => fields.some((field) => "from" in field && field.from === from);
  const faults: ModelFault[] = [];
  const need = (from: string, path: string) => {
    if (!has(from)) faults.push({ path, message: `Add a field from ${from} to request.fields, or allow less.` });
  };
  const isList = grammar.shots === "list" || grammar.shots === "json-text";
  if (isList && limits.shotsMax > 1 && output === "film") need("shots", "grammar.shots");
  if (!isList) need("prompt", "grammar.shots");
  if (limits.negativePrompt) need("negativePrompt", "limits.negativePrompt");
  if (limits.guidance) need("guidance", "limits.guidance");
  if (limits.audio && limits.audioAlways !== true && output === "film") need("audio", "limits.audio");
  if (limits.resolutions.length > 1) need("resolution", "limits.resolutions");
  if (limits.aspectRatios.length > 1 && limits.startFrameSetsAspect !== "always") {
    need("aspectRatio", "limits.aspectRatios");
  }
  if (limits.totalMs.min < limits.totalMs.max && output === "film" && !has("shots")) need("duration", "limits.totalMs");
  return faults;
}

function faultsOfKinds({ limits }: ModelProfile, { endpoints, fields }: RequestMapping): ModelFault[] {
  const faults = new Map<string, string>();
  const add = (path: string, message: string) => void (faults.has(path) || faults.set(path, message));
  for (const { kind, words } of keptKinds(limits)) {
    const holds = (when: Condition | undefined) =>
      Object.entries(when ?? {}).every(([key, value]) => value === undefined || kind[key as keyof PassKind] === value);
    if (!endpoints.some(({ when }) => holds(when))) add("request.endpoints", `Add one for a pass with ${words}.`);
    const sent = fields.map((field, index) => ({ field, index })).filter(({ field }) => holds(field.when));
    const carries = (...from: string[]) => sent.some(({ field }) => "from" in field && from.includes(field.from));
    const need = (is: boolean, ...from: [string, ...string[]]) => {
      if (is && !carries(...from)) {
        add("request.fields", `Add one from ${from.join(" or ")} that is sent for a pass with ${words}.`);
      }
    };
    need(true, "prompt", "shots");
    need(kind.startFrame, "startFrame");
    need(kind.endFrame, "endFrame");
    need(kind.keyframes, "keyframes");
    need(kind.images, "elements", "images");
    for (const [at, { field, index }] of sent.entries()) {
      if (!sent.slice(0, at).some((other) => other.field.name === field.name)) continue;
      add(`request.fields[${index}].name`, `Send ${field.name} once: for a pass with ${words}, it is sent twice.`);
    }
  }
  return [...faults].map(([path, message]) => ({ path, message }));
}
