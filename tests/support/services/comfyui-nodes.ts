/**
 * Owns judging a workflow as ComfyUI does before it queues it, for the nodes that tests use: classes, inputs, links and values.
 * Source: github.com/Comfy-Org/ComfyUI at a125cd8, execution.py (validate_prompt, validate_inputs), nodes.py, comfy_extras/, read 2026-11-28.
 */

interface NodeDefinition {
  /** What each input takes: a type that comes over a link, or a widget's value. */
  readonly inputs: Readonly<Record<string, InputDefinition>>;
  readonly outputs: readonly string[];
  /** Which files its run leaves; absent where it is no output node. */
  readonly saves?: "film" | "still";
}
type InputDefinition =
  | { readonly link: string }
  | { readonly type: "INT" | "FLOAT"; readonly min: number; readonly max: number }
  | { readonly type: "STRING" }
  | { readonly options: readonly string[] }
  /** A file in the input folder, which the node itself looks for. */
  | { readonly uploaded: true };

const sideMax = 16_384;
const side = { type: "INT", min: 16, max: sideMax } as const;
const text = { type: "STRING" } as const;
const link = (type: string) => ({ link: type }) as const;

export const checkpoints = ["ltx-2-19b-dev.safetensors", "sd_xl_base_1.0.safetensors"];

const definitions: Readonly<Record<string, NodeDefinition>> = {
  CheckpointLoaderSimple: { inputs: { ckpt_name: { options: checkpoints } }, outputs: ["MODEL", "CLIP", "VAE"] },
  CLIPTextEncode: { inputs: { text, clip: link("CLIP") }, outputs: ["CONDITIONING"] },
  LoadImage: { inputs: { image: { uploaded: true } }, outputs: ["IMAGE", "MASK"] },
  EmptyLatentImage: {
    inputs: { width: side, height: side, batch_size: { type: "INT", min: 1, max: 4096 } },
    outputs: ["LATENT"],
  },
  LTXVImgToVideo: {
    inputs: {
      ...{ positive: link("CONDITIONING"), negative: link("CONDITIONING"), vae: link("VAE"), image: link("IMAGE") },
      ...{ width: { type: "INT", min: 64, max: sideMax }, height: { type: "INT", min: 64, max: sideMax } },
      ...{ length: { type: "INT", min: 9, max: sideMax }, batch_size: { type: "INT", min: 1, max: 4096 } },
      strength: { type: "FLOAT", min: 0, max: 1 },
    },
    outputs: ["CONDITIONING", "CONDITIONING", "LATENT"],
  },
  LTXVConditioning: {
    inputs: {
      ...{ positive: link("CONDITIONING"), negative: link("CONDITIONING") },
      frame_rate: { type: "FLOAT", min: 0, max: 1000 },
    },
    outputs: ["CONDITIONING", "CONDITIONING"],
  },
  KSampler: {
    inputs: {
      model: link("MODEL"),
      seed: { type: "INT", min: 0, max: 2 ** 64 },
      steps: { type: "INT", min: 1, max: 10_000 },
      cfg: { type: "FLOAT", min: 0, max: 100 },
      sampler_name: { options: ["euler", "euler_ancestral", "dpmpp_2m"] },
      scheduler: { options: ["simple", "normal", "karras"] },
      ...{ positive: link("CONDITIONING"), negative: link("CONDITIONING"), latent_image: link("LATENT") },
      denoise: { type: "FLOAT", min: 0, max: 1 },
    },
    outputs: ["LATENT"],
  },
  VAEDecode: { inputs: { samples: link("LATENT"), vae: link("VAE") }, outputs: ["IMAGE"] },
  CreateVideo: { inputs: { images: link("IMAGE"), fps: { type: "FLOAT", min: 1, max: 120 } }, outputs: ["VIDEO"] },
  SaveVideo: {
    inputs: {
      ...{ video: link("VIDEO"), filename_prefix: text },
      ...{ format: { options: ["auto", "mp4"] }, codec: { options: ["auto", "h264"] } },
    },
    outputs: [],
    saves: "film",
  },
  SaveImage: { inputs: { images: link("IMAGE"), filename_prefix: text }, outputs: [], saves: "still" },
};

export type Workflow = Readonly<
  Record<
    string,
    { readonly class_type?: unknown; readonly inputs: Readonly<Record<string, unknown>>; readonly _meta?: unknown }
  >
>;

/** The body of a refusal, or the output nodes that are queued and the errors of those that are not. */
export type Judged =
  | { readonly error: unknown; readonly node_errors: unknown }
  | { readonly outputs: readonly string[]; readonly nodeErrors: unknown };

export interface Judging {
  /** Classes that this machine has not installed. */
  readonly lacks: ReadonlySet<string>;
  readonly hasUpload: (name: string) => boolean;
  /** Words of a server of early 2025. */
  readonly isOld: boolean;
}

/** Throws for what ComfyUI would let pass, but no request of ours may have. */
export function judgeWorkflow(workflow: Workflow, judging: Judging): Judged {
  for (const [id, node] of Object.entries(workflow)) {
    const kind = String(node.class_type);
    if (definitions[kind] === undefined || judging.lacks.has(kind))
      return { error: lackingNode(id, node, judging.isOld), node_errors: {} };
    const extra = Object.keys(node.inputs).filter((name) => definitions[kind]?.inputs[name] === undefined);
    if (extra.length > 0) throw new Error(`Node ${id} has inputs that ${kind} does not name: ${extra.join(", ")}.`);
  }
  const outputs = Object.keys(workflow).filter((id) => savesOf(workflow, id) !== undefined);
  if (outputs.length === 0) return { error: says("prompt_no_outputs", "Prompt has no outputs", ""), node_errors: {} };
  const nodeErrors: Record<string, { errors: unknown[]; dependent_outputs: string[]; class_type: unknown }> = {};
  const good = outputs.filter((output) => {
    const found = errorsBehind(workflow, output, judging, new Set());
    for (const [id, errors] of found) {
      nodeErrors[id] ??= { errors, dependent_outputs: [], class_type: workflow[id]?.class_type };
      nodeErrors[id].dependent_outputs.push(output);
    }
    return found.size === 0;
  });
  if (good.length > 0) return { outputs: good, nodeErrors };
  const details = Object.values(nodeErrors)
    .flatMap(({ errors }) => errors as { message: string; details: string }[])
    .map((each) => `${each.message}: ${each.details}`)
    .join("\n");
  return {
    error: says("prompt_outputs_failed_validation", "Prompt outputs failed validation", details),
    node_errors: nodeErrors,
  };
}

export function savesOf(workflow: Workflow, id: string): "film" | "still" | undefined {
  return definitions[String(workflow[id]?.class_type)]?.saves;
}

function lackingNode(id: string, node: Workflow[string], isOld: boolean): unknown {
  const kind = String(node.class_type);
  const details = `Node ID '#${id}'`;
  if (isOld) return says("invalid_prompt", `Cannot execute because node ${kind} does not exist.`, details);
  const title = (node._meta as { title?: string } | undefined)?.title ?? kind;
  const message = `Node '${title}' not found. The custom node may not be installed.`;
  return says("missing_node_type", message, details, { node_id: id, class_type: kind, node_title: title });
}

/** The faults of a node and of all that it needs. */
function errorsBehind(workflow: Workflow, id: string, judging: Judging, seen: Set<string>): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  if (seen.has(id)) return found;
  seen.add(id);
  const node = workflow[id] as Workflow[string];
  const errors: unknown[] = [];
  for (const [name, input] of Object.entries(definitions[String(node.class_type)]?.inputs ?? {})) {
    const value = node.inputs[name];
    if (value === undefined)
      errors.push(says("required_input_missing", "Required input is missing", name, { input_name: name }));
    else if (Array.isArray(value)) {
      const [source, place] = value as [string, number];
      const given = definitions[String(workflow[source]?.class_type)]?.outputs[place];
      const wanted = "link" in input ? input.link : "type" in input ? input.type : "COMBO";
      if (given !== wanted) {
        const details = `${name}, received_type(${given}) mismatch input_type(${wanted})`;
        errors.push(
          says("return_type_mismatch", "Return type mismatch between linked nodes", details, { input_name: name }),
        );
      } else for (const [at, behind] of errorsBehind(workflow, source, judging, seen)) found.set(at, behind);
    } else errors.push(...faultOfValue(name, value, input, judging));
  }
  if (errors.length > 0) found.set(id, errors);
  return found;
}

function faultOfValue(name: string, value: unknown, input: InputDefinition, judging: Judging): unknown[] {
  const info = { input_name: name, received_value: value };
  if ("link" in input) return [says("return_type_mismatch", "Return type mismatch between linked nodes", name, info)];
  if ("options" in input) {
    if (input.options.includes(value as string)) return [];
    const details = `${name}: '${value}' not in ${JSON.stringify(input.options)}`;
    return [says("value_not_in_list", "Value not in list", details, { ...info, input_config: [input.options, {}] })];
  }
  if ("uploaded" in input) {
    if (typeof value === "string" && judging.hasUpload(value)) return [];
    const details = `${name} - Invalid image file: ${value}`;
    return [says("custom_validation_failed", "Custom validation failed for node", details, { input_name: name })];
  }
  if (input.type === "STRING") {
    if (typeof value !== "string") throw new Error(`${name} is not a text.`);
    return [];
  }
  if (typeof value !== "number" || (input.type === "INT" && !Number.isInteger(value)))
    throw new Error(`${name} is no ${input.type}.`);
  if (value < input.min)
    return [says("value_smaller_than_min", `Value ${value} smaller than min of ${input.min}`, name, info)];
  if (value > input.max)
    return [says("value_bigger_than_max", `Value ${value} bigger than max of ${input.max}`, name, info)];
  return [];
}

function says(type: string, message: string, details: string, extra_info: unknown = {}): unknown {
  return { type, message, details, extra_info };
}

/** What `GET /system_stats` tells. */
export const machineStats = {
  system: {
    ...{ os: "linux", ram_total: 67_430_055_936, ram_free: 51_539_607_552, comfyui_version: "0.3.64" },
    ...{ required_frontend_version: "1.27.10", python_version: "3.12.3", pytorch_version: "2.8.0+cu128" },
    ...{ embedded_python: false, argv: ["main.py"] },
  },
  devices: [
    {
      ...{ name: "cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync", type: "cuda", index: 0 },
      ...{ vram_total: 25_769_803_776, vram_free: 24_696_061_952, torch_vram_total: 0, torch_vram_free: 0 },
    },
  ],
};
