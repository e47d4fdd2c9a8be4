/** Owns following the links of a ComfyUI workflow: to the value that an input is made of, to the texts of a conditioning, to what an image is used as. */
import { isLink, type Json, literalAt, type Place, type Workflow, type WorkflowNode } from "./comfyui-workflow.ts";

/** Inputs that hold what a person wrote, in nodes that encode a text or hand one on. */
const textInputs =
  /^(?:text|text_[a-z0-9]+|prompt|positive|negative|positive_prompt|negative_prompt|value|string|string_[a-z]|clip_[lg]|t5xxl|llama|bert|mt5xl)$/i;

/** Inputs of a node that only hands a value on: a primitive, a reroute, arithmetic with one operand. */
const valueInputs = /^(?:value|int|float|number|text|string|(?:values\.)?[a-d])$/i;

/** Inputs of a node that makes a text of texts, or of one of them: a switch, a chain of words, a model that rewrites a prompt. */
const textSources = /^(?:on_(?:true|false)|input\d*|any_?\d*|source|text\d*|words)$/i;

/** Whether an input of this name may hold a prompt. */
export function isTextInput(input: string): boolean {
  return textInputs.test(input);
}

/**
 * Where the value of an input is written: there, or in the node that it comes from; null where it is made of something else. `isScaled`:
 * whether it may be calculated from one number, as the size of a first stage is.
 */
export function sourceOf(
  workflow: Workflow,
  place: Place,
  fits: (value: unknown) => boolean,
  isScaled: boolean,
): Place | null {
  let at = place;
  // No value comes from further away than this, and no circle goes on.
  for (let steps = 0; steps < 20; steps += 1) {
    const node = Object.hasOwn(workflow, at.node) ? workflow[at.node] : undefined;
    const value = node && Object.hasOwn(node.inputs, at.input) ? node.inputs[at.input] : undefined;
    if (!isLink(value)) return fits(literalAt(workflow, at)) ? at : null;
    const [from] = value;
    const source = workflow[from];
    // The size of an image, or the length of a video that is there, is no value that can be set.
    if (!source || /size|count|info|components|duration/i.test(source.class_type)) return null;
    const { expression } = source.inputs;
    if (typeof expression === "string" && expression.trim() !== "a" && !isScaled) return null;
    const inputs = Object.keys(source.inputs).filter((input) => valueInputs.test(input));
    const [input] = inputs;
    if (input === undefined || inputs.length > 1) return null;
    at = { node: from, input };
  }
  return null;
}

/** Where the texts are written that a conditioning is made of. `link`: the value of an input such as `positive`. */
export function textsOf(workflow: Workflow, link: Json | undefined, seen: Set<string> = new Set()): Place[] {
  if (!isLink(link)) return [];
  const [id, output] = link;
  const key = `${id} ${output}`;
  const node = workflow[id];
  // What is zeroed has no words.
  if (!node || seen.has(key) || /zero/i.test(node.class_type)) return [];
  seen.add(key);
  const { inputs } = node;
  // Nodes that hand both on give the positive one first.
  if (isLink(inputs["positive"]) && isLink(inputs["negative"])) {
    return textsOf(workflow, inputs[output === 1 ? "negative" : "positive"], seen);
  }
  const own = Object.keys(inputs)
    .filter(isTextInput)
    .flatMap((input) => textAt(workflow, { node: id, input }, seen));
  if (own.length > 0) return own;
  return Object.entries(inputs)
    .filter(([input]) => /cond|positive|negative/i.test(input))
    .flatMap(([, value]) => textsOf(workflow, value, seen));
}

/** Where an input's text is written: there, or in the nodes that it is put together from. */
function textAt(workflow: Workflow, place: Place, seen: Set<string>): Place[] {
  const value = workflow[place.node]?.inputs[place.input];
  if (typeof value === "string") return [place];
  if (!isLink(value)) return [];
  const key = `${value[0]} ${value[1]}`;
  if (seen.has(key)) return [];
  seen.add(key);
  const inputs = Object.keys(workflow[value[0]]?.inputs ?? {});
  return inputs
    .filter((input) => isTextInput(input) || textSources.test(input))
    .flatMap((input) => textAt(workflow, { node: value[0], input }, seen));
}

export type ImageRole = "startFrame" | "endFrame" | "images";

/** An input that takes what a node gives. */
interface Consumer {
  readonly node: string;
  readonly input: string;
  readonly classType: string;
  readonly inputs: WorkflowNode["inputs"];
}

/** By node, the inputs that take what it gives. */
export function consumersOf(workflow: Workflow): ReadonlyMap<string, readonly Consumer[]> {
  const consumers = new Map<string, Consumer[]>();
  for (const [node, { class_type, inputs }] of Object.entries(workflow)) {
    for (const [input, value] of Object.entries(inputs)) {
      if (!isLink(value)) continue;
      const known = consumers.get(value[0]) ?? [];
      known.push({ node, input, classType: class_type, inputs });
      consumers.set(value[0], known);
    }
  }
  return consumers;
}

/** What the images that a node loads are used as, by the inputs that they reach; null where none tells. */
export function imageRole(consumers: ReadonlyMap<string, readonly Consumer[]>, id: string): ImageRole | null {
  const reached = new Set([id]);
  let weak: ImageRole | null = null;
  for (const each of reached) {
    for (const { node, input, classType, inputs } of consumers.get(each) ?? []) {
      const role = roleAt(classType, input, inputs);
      // How an image is understood says less than where it stands in the video.
      if (role !== null && !/vision/i.test(`${classType} ${input}`)) return role;
      weak ??= role;
      if (!/sampler|guider/i.test(classType)) reached.add(node);
    }
  }
  return weak;
}

function roleAt(classType: string, input: string, inputs: Readonly<Record<string, Json>>): ImageRole | null {
  if (/end|last/i.test(input)) return "endFrame";
  if (/start|first/i.test(input)) return "startFrame";
  if (/ref/i.test(`${classType} ${input}`) || /ImageEdit|IPAdapter|Redux|Kontext/i.test(classType)) return "images";
  if (/AddGuide/.test(classType) && input === "image") {
    const at = inputs["frame_idx"];
    return typeof at === "number" && at < 0 ? "endFrame" : at === 0 ? "startFrame" : null;
  }
  return /Im(?:g|age)ToVideo|I2V/i.test(classType) && /image/i.test(input) ? "startFrame" : null;
}
