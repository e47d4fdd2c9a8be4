/** Owns a ComfyUI workflow as its user has bound it in the form: what it starts as, what is wrong with it, and the model file it becomes. */
import { type AspectRatio, aspectRatios } from "../project/vocabulary.ts";
import { literalAt, nodeTitle, upstreamOf, type Workflow } from "./comfyui-workflow.ts";
import {
  type GuessedSlots,
  guessSlots,
  outputKind,
  type SlotName,
  type Slots,
  slotFits,
  slotNames,
} from "./guess-slots.ts";
import type { ModelProfile } from "./profile.ts";

/** Short sides of videos and sizes of stills that the form offers. */
export const filmResolutions = ["480p", "540p", "720p", "1080p"] as const;
export const stillResolutions = ["1K", "2K"] as const;

/** Of a still there are no frames. */
const filmSlots: readonly SlotName[] = ["startFrame", "endFrame", "frames", "rate"];

/** The values that a workflow of this output may take. */
export function slotsFor(output: WorkflowBinding["output"]): readonly SlotName[] {
  return output === "film" ? slotNames : slotNames.filter((slot) => !filmSlots.includes(slot));
}

export interface WorkflowBinding {
  readonly name: string;
  /** What the user knows the workflow by. */
  readonly file: string;
  readonly workflow: Workflow;
  readonly output: "film" | "still";
  readonly slots: Slots;
  readonly frames: { readonly step: number; readonly plus: number; readonly max: number };
  readonly rate: number;
  readonly sizeStep: number;
  /** The length in seconds where no input takes the number of frames. */
  readonly seconds: number;
  readonly resolutions: readonly string[];
  readonly aspects: readonly AspectRatio[];
  /** Whether the video has sound. */
  readonly sound: boolean;
}

export interface BindingProblem {
  readonly field:
    | SlotName
    | "name"
    | "output"
    | "frameRule"
    | "fps"
    | "sizeStep"
    | "seconds"
    | "resolutions"
    | "aspects";
  readonly message: string;
}

/** The numbers of frames and the sizes that a model makes, by the classes of its nodes; what ComfyUI's own nodes have as their steps. */
const families = [
  { nodes: /LTXV|LTXAV/, frames: { step: 8, plus: 1, max: 257 }, sizeStep: 32, rate: 25 },
  { nodes: /^Wan22ImageToVideoLatent$/, frames: { step: 4, plus: 1, max: 121 }, sizeStep: 32, rate: 24 },
  { nodes: /^Wan/, frames: { step: 4, plus: 1, max: 81 }, sizeStep: 16, rate: 16 },
  { nodes: /Hunyuan.*Video/, frames: { step: 4, plus: 1, max: 129 }, sizeStep: 16, rate: 24 },
  { nodes: /CosmosPredict2/, frames: { step: 4, plus: 1, max: 93 }, sizeStep: 16, rate: 16 },
  { nodes: /Cosmos.*Video/, frames: { step: 8, plus: 1, max: 121 }, sizeStep: 16, rate: 24 },
  { nodes: /Mochi.*Video/, frames: { step: 6, plus: 1, max: 163 }, sizeStep: 16, rate: 24 },
] as const;
const anyFamily = { frames: { step: 1, plus: 0, max: 121 }, sizeStep: 16, rate: 24 } as const;

/** What the form shows of a workflow that was just read. */
export function startBinding(
  workflow: Workflow,
  file: string,
): { binding: WorkflowBinding; unsure: GuessedSlots["unsure"] } {
  const { slots, unsure } = guessSlots(workflow);
  const parts = slots.output === null ? Object.keys(workflow) : [...upstreamOf(workflow, slots.output)];
  const classes = parts.map((id) => workflow[id]?.class_type ?? "");
  const family = families.find(({ nodes }) => classes.some((each) => nodes.test(each))) ?? anyFamily;
  const output = slots.output === null ? "film" : outputKind(workflow, slots.output);
  const [ratePlace] = slots.rate ?? [];
  const written = ratePlace && literalAt(workflow, ratePlace);
  const rate = typeof written === "number" && written > 0 && written <= 240 ? written : family.rate;
  const binding = {
    name: nameOf(file),
    file,
    workflow,
    output,
    slots,
    frames: family.frames,
    rate,
    sizeStep: family.sizeStep,
    seconds: 5,
    resolutions: output === "still" ? ["1K"] : [nearestResolution(workflow, slots)],
    aspects: slots.width && slots.height ? [...aspectRatios] : ["16:9" as const],
    sound: classes.some((each) => /audio.*decode|decode.*audio/i.test(each)),
  };
  return { binding, unsure };
}

/** The same model with another file of its workflow: what was bound stays where it still can be. */
export function replaceWorkflow(binding: WorkflowBinding, workflow: Workflow, file: string): WorkflowBinding {
  const { binding: fresh } = startBinding(workflow, file);
  const kept = slotNames.flatMap((slot) => {
    const places = binding.slots[slot]?.filter((place) => slotFits(slot, literalAt(workflow, place))) ?? [];
    const now = places.length > 0 ? places : (fresh.slots[slot] ?? []);
    return now.length > 0 ? [[slot, now] as const] : [];
  });
  const { output } = binding.slots;
  const node = output !== null && Object.hasOwn(workflow, output) ? output : fresh.slots.output;
  return { ...binding, workflow, file, slots: { ...Object.fromEntries(kept), output: node } };
}

/** One sentence for each thing that keeps it from being a model, the first of each field. */
export function problemsOfBinding(binding: WorkflowBinding): BindingProblem[] {
  const { name, workflow, slots, output, frames, rate, sizeStep, seconds, resolutions, aspects } = binding;
  const problems: BindingProblem[] = [];
  const add = (field: BindingProblem["field"], message: string) => void problems.push({ field, message });
  if (modelFileName(name) === "") add("name", "Enter a name with letters or digits.");
  if (slots.output === null || !Object.hasOwn(workflow, slots.output)) {
    add("output", "Choose the node that saves the result.");
  }
  if (!slots.prompt?.length) add("prompt", "Choose the input that takes the prompt.");
  const taken = new Map<string, SlotName>();
  for (const slot of slotsFor(output)) {
    for (const place of slots[slot] ?? []) {
      const called = `${place.input} of “${nodeTitle(workflow, place.node)}”`;
      const key = `${place.node} ${place.input}`;
      const other = taken.get(key);
      if (!slotFits(slot, literalAt(workflow, place))) add(slot, `Choose another input: ${called} can’t take it.`);
      else if (other !== undefined) add(slot, `Choose another input: ${called} is used twice.`);
      taken.set(key, slot);
    }
  }
  if (Boolean(slots.width?.length) !== Boolean(slots.height?.length)) {
    add(slots.width?.length ? "height" : "width", "Choose both a width and a height, or neither.");
  }
  if (output === "film" && !(rate > 0 && rate <= 240)) add("fps", "Enter a frame rate from 1 to 240 fps.");
  if (output === "film" && slots.frames?.length) {
    const { step, plus, max } = frames;
    if (![step, max].every((each) => Number.isInteger(each) && each > 0) || !Number.isInteger(plus) || plus < 0) {
      add("frameRule", "Enter whole numbers of frames.");
    } else if (longestMs(binding) < 1000) {
      add("frameRule", `Allow more frames: ${max} at ${rate} fps are less than a second.`);
    }
  }
  if (output === "film" && !slots.frames?.length && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600)) {
    add("seconds", "Enter the length in whole seconds.");
  }
  if (!Number.isInteger(sizeStep) || sizeStep < 1 || sizeStep > 1024)
    add("sizeStep", "Enter a whole number of pixels.");
  const isSized = Boolean(slots.width?.length);
  const follows = isSized || Boolean(slots.startFrame?.length);
  if (!isSized && resolutions.length > 1) add("resolutions", "Choose one resolution: no input takes the size.");
  if (!follows && aspects.length > 1) add("aspects", "Choose one aspect ratio: no input takes the size.");
  if (resolutions.length === 0) add("resolutions", "Choose at least one resolution.");
  if (aspects.length === 0) add("aspects", "Choose at least one aspect ratio.");
  return problems.filter(({ field }, index) => problems.findIndex((each) => each.field === field) === index);
}

/** What the model is called in its id and its file; empty where the name has nothing to call it by. */
export function modelFileName(name: string): string {
  const letters = name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const plain = letters
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  if (plain !== "") return plain;
  // Other scripts: by the numbers of their letters.
  const others = letters.match(/[\p{L}\p{N}]/gu) ?? [];
  return others.length === 0
    ? ""
    : `model-${others.map((each) => each.codePointAt(0)?.toString(36)).join("")}`.slice(0, 60);
}

/** The model file of a binding without problems. `today`: such as 2026-11-28. */
export function profileOfBinding(binding: WorkflowBinding, today: string): ModelProfile {
  const { name, file, workflow, output, slots, frames, rate, sizeStep, resolutions, aspects, sound } = binding;
  const isFilm = output === "film";
  const has = (slot: SlotName) => Boolean(slots[slot]?.length);
  const images = slots.images?.length ?? 0;
  const setsSize = has("width");
  const lengths = lengthsOf(binding);
  const bound = slotsFor(output)
    .filter(has)
    .map((slot) => [slot, slots[slot]] as const);
  return {
    id: `local/${modelFileName(name)}`,
    provider: "comfyui",
    output,
    label: `${name.trim().slice(0, 80)} · ComfyUI`,
    limits: {
      totalMs: lengths,
      shotMs: lengths,
      stepMs: 1000,
      shotsMax: 1,
      shotPromptChars: null,
      promptChars: null,
      negativePromptChars: null,
      elementsMax: images,
      elementsMaxWithFrame: images,
      imagesPerElement: { min: images > 0 ? 1 : 0, max: Math.max(images, 1) },
      referenceImagesMax: images > 0 ? images : null,
      image: {
        formats: ["jpeg", "png", "webp"],
        bytesMax: 50 * 1024 * 1024,
        sidePxMin: 16,
        sidePxMax: 16_384,
        ratioMax: 8,
      },
      aspectRatios: aspects,
      startFrameSetsAspect: setsSize ? "never" : "always",
      resolutions,
      startFrame: isFilm && has("startFrame"),
      ...(isFilm && has("startFrame") ? { startFrameRequired: true } : {}),
      endFrame: isFilm && has("endFrame"),
      endFrameNeedsStartFrame: isFilm && has("endFrame") && has("startFrame"),
      endFrameWithMultiShot: false,
      elementsNeedStartFrame: false,
      negativePrompt: has("negativePrompt"),
      guidance: false,
      audio: isFilm && sound,
      ...(isFilm && sound ? { audioAlways: true } : {}),
    },
    grammar: { references: images > 0 ? "Image-index" : "as-typed", shots: "list" },
    price: { kind: "free" },
    quotes: false,
    source: { text: `Made from the ComfyUI workflow ${file.slice(0, 200)}.`, asOf: today },
    uncertain: [],
    request: {
      way: "comfyui",
      workflow,
      slots: { ...Object.fromEntries(bound), prompt: slots.prompt ?? [], output: slots.output ?? "" },
      ...(isFilm && has("frames") ? { frames } : {}),
      rate,
      ...(setsSize ? { sizeStep } : {}),
    },
  };
}

/** The lengths of its videos in milliseconds; of stills, those of the passes that they may be for. */
export function lengthsOf(binding: WorkflowBinding): { readonly min: number; readonly max: number } {
  if (binding.output === "still") return { min: 1000, max: 15_000 };
  if (binding.slots.frames?.length) return { min: 1000, max: longestMs(binding) };
  return { min: binding.seconds * 1000, max: binding.seconds * 1000 };
}

/** The binding that a model file was made of; null for a model of another kind. */
export function bindingOfProfile({ label, output, limits, source, request }: ModelProfile): WorkflowBinding | null {
  if (request?.way !== "comfyui") return null;
  const { workflow, slots, rate } = request;
  return {
    name: label.replace(/ · ComfyUI$/, ""),
    file: /^Made from the ComfyUI workflow (.*)\.$/s.exec(source.text)?.[1] ?? label,
    workflow: workflow as Workflow,
    output,
    slots,
    frames: request.frames ?? anyFamily.frames,
    rate,
    sizeStep: request.sizeStep ?? anyFamily.sizeStep,
    seconds: Math.round(limits.totalMs.max / 1000),
    resolutions: limits.resolutions,
    aspects: limits.aspectRatios,
    sound: limits.audio,
  };
}

/** The longest video in whole seconds that the frames allow. */
function longestMs({ frames: { step, plus, max }, rate }: WorkflowBinding): number {
  const most = Math.floor((max - plus) / step) * step + plus;
  return Math.max(0, Math.min(3600, Math.floor(most / rate))) * 1000;
}

function nearestResolution(workflow: Workflow, slots: Slots): string {
  const sides = [slots.width?.[0], slots.height?.[0]].flatMap((place) => {
    const value = place && literalAt(workflow, place);
    return typeof value === "number" ? [value] : [];
  });
  if (sides.length < 2) return "720p";
  const short = Math.min(...sides);
  const distance = (resolution: string) => Math.abs(Number.parseInt(resolution, 10) - short);
  return filmResolutions.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}

function nameOf(file: string): string {
  const words = file
    .replace(/\.json$/i, "")
    .replace(/[-_]+/g, " ")
    .replace(/\s*\(?\bapi\)?$/i, "")
    .trim();
  return (words === "" ? "ComfyUI model" : words).slice(0, 80);
}
