/** Owns guessing where our values go in a ComfyUI workflow, from links, classes and titles; each guess is shown and can be corrected. */
import { isLink, literalAt, nodeTitle, type Place, upstreamOf, type Workflow } from "./comfyui-workflow.ts";
import { consumersOf, imageRole, isTextInput, sourceOf, textsOf } from "./workflow-links.ts";

/** Our values that an input may take, in the order of the form. */
export const slotNames = [
  "prompt",
  "negativePrompt",
  "startFrame",
  "endFrame",
  "images",
  "seed",
  "width",
  "height",
  "frames",
  "rate",
] as const;
export type SlotName = (typeof slotNames)[number];

export type Slots = { readonly [Name in SlotName]?: readonly Place[] | undefined } & { readonly output: string | null };

/** `unsure`: where it was guessed from a name alone, or where links and titles disagree. */
export interface GuessedSlots {
  readonly slots: Slots;
  readonly unsure: readonly (SlotName | "output")[];
}

/** An input that a slot may take. `likely`: by its name. */
export interface Candidate extends Place {
  readonly title: string;
  readonly value: string | number | boolean;
  readonly likely: boolean;
}

const names: Readonly<Record<Exclude<SlotName, "prompt" | "negativePrompt" | ImageSlot>, RegExp>> = {
  seed: /^(?:noise_)?seed(?:_num)?$/i,
  width: /^width$/i,
  height: /^height$/i,
  frames: /^(?:length|num_frames|frames|frames_number|video_frames|frame_count|video_length)$/i,
  rate: /^(?:fps|frame_rate|framerate|video_fps)$/i,
};
const imageSlots = ["startFrame", "endFrame", "images"] as const;
type ImageSlot = (typeof imageSlots)[number];

const candidatesMax = 300;

export function isImageSlot(slot: SlotName): slot is ImageSlot {
  return imageSlots.some((each) => each === slot);
}

/** The inputs that could take the value, those that are likely by their name first. */
export function candidatesFor(workflow: Workflow, slot: SlotName): Candidate[] {
  const found: Candidate[] = [];
  for (const [node, { class_type, inputs, _meta }] of Object.entries(workflow)) {
    for (const input of Object.keys(inputs)) {
      const value = literalAt(workflow, { node, input });
      if (value === undefined || !slotFits(slot, value)) continue;
      if (isImageSlot(slot) && !(loadsImage(class_type) && input === "image")) continue;
      const likely = isLikely(slot, `${_meta?.title ?? ""} ${class_type}`, input);
      found.push({ node, input, title: nodeTitle(workflow, node), value, likely });
    }
  }
  return [...found.filter(({ likely }) => likely), ...found.filter(({ likely }) => !likely)].slice(0, candidatesMax);
}

/** The nodes that may give the result, those that save one first. */
export function outputCandidates(workflow: Workflow): string[] {
  const used = new Set(
    Object.values(workflow).flatMap(({ inputs }) =>
      Object.values(inputs).flatMap((value) => (isLink(value) ? value[0] : [])),
    ),
  );
  const ids = Object.keys(workflow).filter((id) => savingRank(workflow, id) < ranks.length || !used.has(id));
  return ids.sort((a, b) => savingRank(workflow, a) - savingRank(workflow, b));
}

/** What each kind of node makes of a pass. */
export function outputKind(workflow: Workflow, id: string): "film" | "still" {
  return /image/i.test(workflow[id]?.class_type ?? "") ? "still" : "film";
}

export function guessSlots(workflow: Workflow): GuessedSlots {
  const unsure = new Set<SlotName | "output">();
  const [output = null, second] = outputCandidates(workflow);
  if (output !== null) {
    const rank = savingRank(workflow, output);
    if (rank === ranks.length || (second !== undefined && savingRank(workflow, second) === rank)) unsure.add("output");
  }
  // What the result is not made of is never set.
  const parts = output === null ? new Set(Object.keys(workflow)) : upstreamOf(workflow, output);
  const guessed: { [Name in SlotName]?: Place[] } = {
    ...guessTexts(workflow, parts, unsure),
    ...guessImages(workflow, parts, unsure, output !== null && outputKind(workflow, output) === "still"),
  };
  for (const slot of ["seed", "width", "height", "frames", "rate"] as const) {
    guessed[slot] = guessNumbers(workflow, parts, slot, unsure);
  }
  const bound = Object.entries(guessed).filter(([, places]) => places.length > 0);
  return { slots: { ...Object.fromEntries(bound), output }, unsure: [...unsure] };
}

type Unsure = Set<SlotName | "output">;

function guessTexts(workflow: Workflow, parts: ReadonlySet<string>, unsure: Unsure) {
  const positive: Place[] = [];
  const negative: Place[] = [];
  // What one sampler has led to need not be looked at again for the next.
  const seen = { positive: new Set<string>(), negative: new Set<string>() };
  for (const id of parts) {
    const inputs = workflow[id]?.inputs ?? {};
    if (isLink(inputs["positive"])) {
      positive.push(...textsOf(workflow, inputs["positive"], seen.positive));
      negative.push(...textsOf(workflow, inputs["negative"], seen.negative));
    } else if (/guider/i.test(workflow[id]?.class_type ?? "")) {
      positive.push(
        ...textsOf(workflow, inputs["conditioning"], seen.positive),
        ...textsOf(workflow, inputs["cond1"], seen.positive),
      );
      negative.push(...textsOf(workflow, inputs["negative"], seen.negative));
    }
  }
  let prompt = distinct(positive);
  let negativePrompt = distinct(negative).filter((place) => !has(prompt, place));
  if (prompt.length === 0) {
    const texts = candidatesFor(workflow, "prompt").filter(({ node, likely }) => likely && parts.has(node));
    const titled = texts.filter(({ title, input }) => /negative/i.test(`${title} ${input}`)).slice(0, 1);
    if (negativePrompt.length === 0) negativePrompt = titled;
    prompt = texts.filter((place) => !has(negativePrompt, place) && !has(titled, place)).slice(0, 1);
    for (const slot of ["prompt", "negativePrompt"] as const) unsure.add(slot);
  }
  if (prompt.length > 1 && new Set(prompt.map(({ node }) => node)).size > 1) unsure.add("prompt");
  if (prompt.some(({ node }) => /negative/i.test(nodeTitle(workflow, node)))) unsure.add("prompt");
  if (negativePrompt.some(({ node }) => /positive/i.test(nodeTitle(workflow, node)))) unsure.add("negativePrompt");
  return { prompt: bare(prompt), negativePrompt: bare(negativePrompt) };
}

function guessImages(workflow: Workflow, parts: ReadonlySet<string>, unsure: Unsure, isStill: boolean) {
  const guessed: { [Name in ImageSlot]: Place[] } = { startFrame: [], endFrame: [], images: [] };
  const consumers = consumersOf(workflow);
  const loaded = candidatesFor(workflow, "images").filter(({ node }) => parts.has(node));
  for (const { node, input, title } of loaded.slice(0, 20)) {
    const said = sayUse(title);
    const used = imageRole(consumers, node);
    let slot = used ?? said ?? (isStill ? "images" : "startFrame");
    if (isStill) slot = "images";
    if (slot !== "images" && guessed[slot].length > 0) slot = slot === "startFrame" ? "endFrame" : "images";
    if (slot === "endFrame" && guessed.endFrame.length > 0) slot = "images";
    guessed[slot].push({ node, input });
    if (used === null || (said !== null && said !== slot)) unsure.add(slot);
  }
  return guessed;
}

function sayUse(title: string): ImageSlot | null {
  if (/\b(?:start|first)\b/i.test(title)) return "startFrame";
  if (/\b(?:end|last)\b/i.test(title)) return "endFrame";
  return /\bref/i.test(title) ? "images" : null;
}

function guessNumbers(workflow: Workflow, parts: ReadonlySet<string>, slot: keyof typeof names, unsure: Unsure) {
  const found: Place[] = [];
  for (const node of Object.keys(workflow).filter((id) => parts.has(id))) {
    const { class_type, inputs } = workflow[node] ?? { class_type: "", inputs: {} };
    if ((slot === "width" || slot === "height") && !setsSize(class_type, inputs)) continue;
    if (slot === "seed" && inputs["add_noise"] === "disable") continue;
    for (const input of Object.keys(inputs)) {
      if (!names[slot].test(input) || (slot === "frames" && input === "length" && !/video|latent/i.test(class_type)))
        continue;
      const place = sourceOf(
        workflow,
        { node, input },
        (value) => slotFits(slot, value),
        slot === "width" || slot === "height",
      );
      if (place) found.push(place);
    }
  }
  const places = distinct(found);
  if (places.length > 0) return places.slice(0, 20);
  // A number with nothing but its title to go by.
  const titled = candidatesFor(workflow, slot).find(({ node, input, title }) => {
    return parts.has(node) && input === "value" && names[slot].test(title.trim().replace(/\s+/g, "_"));
  });
  if (!titled) return [];
  unsure.add(slot);
  return bare([titled]);
}

/** Whether the node decides how large the result is, as an empty latent does, and not how an image is scaled. */
function setsSize(classType: string, inputs: object): boolean {
  if (!("width" in inputs && "height" in inputs)) return false;
  return /latent|tovideo|i2v|t2v|embeds/i.test(classType) && !/upscale|crop|composite/i.test(classType);
}

const ranks = [
  /^SaveVideo$/,
  /^VHS_VideoCombine$/,
  /^Save(?:WEBM|Animated)/,
  /^Save.*Video/i,
  /^SaveImage/,
  /preview.*video/i,
  /^PreviewImage$/,
];

function savingRank(workflow: Workflow, id: string): number {
  const rank = ranks.findIndex((pattern) => pattern.test(workflow[id]?.class_type ?? ""));
  return rank === -1 ? ranks.length : rank;
}

function loadsImage(classType: string): boolean {
  return /load.*image/i.test(classType) && !/output|mask/i.test(classType);
}

function isLikely(slot: SlotName, about: string, input: string): boolean {
  if (isImageSlot(slot)) return true;
  if (slot === "prompt" || slot === "negativePrompt")
    return isTextInput(input) && /text|prompt|string|encode|conditioning/i.test(about);
  return names[slot].test(input) || (input === "value" && new RegExp(slot, "i").test(about));
}

/** Whether a value may stand in the place of this one. */
export function slotFits(slot: SlotName, value: unknown): boolean {
  if (slot === "prompt" || slot === "negativePrompt" || isImageSlot(slot)) return typeof value === "string";
  return typeof value === "number" && (slot === "rate" || Number.isInteger(value));
}

function has(places: readonly Place[], { node, input }: Place): boolean {
  return places.some((each) => each.node === node && each.input === input);
}

function distinct(places: readonly Place[]): Place[] {
  return places.filter((place, index) => places.findIndex((each) => has([each], place)) === index);
}

function bare(places: readonly Place[]): Place[] {
  return places.map(({ node, input }) => ({ node, input }));
}
