/** Owns what a model file of the user's own must keep besides its schema: that its parts agree, and that whatever its limits promise can be sent. */
import { formatPath } from "../project/json-path.ts";
import { faultsOfMapping } from "./mapping-rules.ts";
import { inherited, type ModelFault } from "./model-fault.ts";
import { idPrefixOf, type ModelProfile } from "./profile.ts";
import type { RequestMapping, WorkflowRequest } from "./request-way.ts";
import { faultsOfWorkflow } from "./workflow-rules.ts";

/** The services that a file of the user's own may be of: each has one fixed host, or is a machine of the user's own. */
export const ownServices: readonly ModelProfile["provider"][] = ["fal", "replicate", "comfyui"];

/** The faults of a file that has the right shape. */
export function faultsInProfile(profile: ModelProfile): ModelFault[] {
  return [...faultsOfService(profile), ...faultsOfContent(profile)];
}

/** Those that any model may have, whichever service it is of. */
export function faultsOfContent(profile: ModelProfile): ModelFault[] {
  const { request } = profile;
  const ofLimits = [...faultsOfLimits(profile), ...faultsOfPrice(profile)];
  if (request?.way === "comfyui") return [...ofLimits, ...faultsOfWorkflow(request as WorkflowRequest)];
  return request?.way === "mapped" ? [...ofLimits, ...faultsOfMapping(profile, request as RequestMapping)] : ofLimits;
}

function faultsOfService({ id, provider, label, price, request, off }: ModelProfile): ModelFault[] {
  const faults: ModelFault[] = [];
  const add = (path: string, message: string) => void faults.push({ path, message });
  if (!ownServices.includes(provider)) {
    const known = ownServices.join(", ");
    return [{ path: "provider", message: `Write one of ${known}: files of your own can be for no other service.` }];
  }
  const prefix = idPrefixOf(provider);
  if (!id.startsWith(`${prefix}/`)) add("id", `Begin it with ${prefix}/, as the model is of ${provider}.`);
  if (/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(label)) add("label", "Remove its control characters.");
  const isLocal = provider === "comfyui";
  const way = isLocal ? "comfyui" : "mapped";
  if (request === undefined) {
    if (off === undefined) add("request", `Add it, with the way ${way}: it says how a request is made.`);
  } else if (request.way !== way) add("request.way", `Write ${way}.`);
  if (price.kind === "free" && !isLocal) {
    add("price.kind", "Write unknown, with a note, where the price is not known: the service is not free.");
  }
  if ("currency" in price && price.currency !== "USD") add("price.currency", "Write USD.");
  return faults;
}

function faultsOfLimits({ limits, uncertain }: ModelProfile): ModelFault[] {
  const faults: ModelFault[] = [];
  const add = (path: string, message: string) => void faults.push({ path: `limits.${path}`, message });
  const { totalMs, shotMs, stepMs, shotsMax, imagesPerElement, image } = limits;
  for (const [path, { min, max }] of Object.entries({ totalMs, shotMs, imagesPerElement })) {
    if (min > max) add(`${path}.min`, `Write at most ${max}, which is ${path}.max.`);
  }
  for (const [path, range] of Object.entries({ totalMs, shotMs })) {
    for (const end of ["min", "max"] as const) {
      if (range[end] % stepMs !== 0) add(`${path}.${end}`, `Write a multiple of ${stepMs}, which is stepMs.`);
    }
  }
  if (shotMs.min > totalMs.max) add("shotMs.min", `Write at most ${totalMs.max}: a shot is no longer than its video.`);
  if (shotMs.max * shotsMax < totalMs.min) {
    add("shotMs.max", `Write more: ${shotsMax} of them are shorter than the shortest video, ${totalMs.min}.`);
  }
  if (image.sidePxMin >= image.sidePxMax) add("image.sidePxMin", `Write less than ${image.sidePxMax}, sidePxMax.`);
  if (limits.elementsMaxWithFrame > limits.elementsMax) {
    add("elementsMaxWithFrame", `Write at most ${limits.elementsMax}, which is elementsMax.`);
  }
  for (const name of ["aspectRatios", "resolutions"] as const) {
    limits[name].forEach((value, index) => {
      if (limits[name].indexOf(value as never) < index) add(`${name}[${index}]`, "Remove it: it is there already.");
      if (inherited.has(value)) add(`${name}[${index}]`, "Use another name.");
    });
  }
  uncertain.forEach((key, index) => {
    const path = `uncertain[${index}]`;
    if (limits[key] === undefined) faults.push({ path, message: `Remove it, or add limits.${key}.` });
    if (uncertain.indexOf(key) < index) faults.push({ path, message: "Remove it: it is there already." });
  });
  return faults;
}

function faultsOfPrice({ limits, price, output }: ModelProfile): ModelFault[] {
  const tables = { perSecond: {}, perImage: {}, pixels: {}, withVideoReference: {}, ...price };
  const names = ["perSecond", "perImage", "pixels", "withVideoReference"] as const;
  const faults = names.flatMap((name) =>
    Object.keys(tables[name] ?? {})
      .filter((resolution) => !limits.resolutions.includes(resolution))
      .map((resolution) => ({
        path: formatPath(["price", name, resolution]),
        message: `Remove it, or add ${resolution} to limits.resolutions.`,
      })),
  );
  const kinds = output === "still" ? ["per-second", "per-token"] : ["per-image"];
  if (!kinds.includes(price.kind)) return faults;
  return [...faults, { path: "price.kind", message: `Write another kind: this one is not for a ${output}.` }];
}
