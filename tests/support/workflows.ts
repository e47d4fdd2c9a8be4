/** Owns workflows of ComfyUI as tests use them: the two that ship, and small ones put together node by node. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readWorkflow, type Workflow } from "../../shared/models/comfyui-workflow.ts";

const examples = join(import.meta.dirname, "../../resources/examples/comfyui");

export function exampleText(name: "ltx-2-image-to-video" | "start-frame-still"): string {
  return readFileSync(join(examples, `${name}.json`), "utf8");
}

export function exampleWorkflow(name: "ltx-2-image-to-video" | "start-frame-still"): Workflow {
  return readWorkflow(exampleText(name), `${name}.json`);
}

type Inputs = Readonly<Record<string, unknown>>;

/** Nodes as `[class, inputs]` or `[class, inputs, title]`, by their number. */
export function workflowOf(nodes: Readonly<Record<string, readonly [string, Inputs, string?]>>): Workflow {
  const made = Object.entries(nodes).map(([id, [class_type, inputs, title]]) => [
    id,
    { class_type, inputs, ...(title === undefined ? {} : { _meta: { title } }) },
  ]);
  return readWorkflow(JSON.stringify(Object.fromEntries(made)), "workflow.json");
}

/** A video from two texts; more nodes, or others in their place, by their number. */
export function smallWorkflow(more: Readonly<Record<string, readonly [string, Inputs, string?]>> = {}): Workflow {
  return workflowOf({
    "1": ["CLIPTextEncode", { text: "a boat", clip: ["9", 1] }],
    "2": ["CLIPTextEncode", { text: "blurry", clip: ["9", 1] }],
    "3": ["EmptyHunyuanLatentVideo", { width: 848, height: 480, length: 73, batch_size: 1 }],
    "4": [
      "KSampler",
      { seed: 7, steps: 20, cfg: 6, model: ["9", 0], positive: ["1", 0], negative: ["2", 0], latent_image: ["3", 0] },
    ],
    "5": ["VAEDecode", { samples: ["4", 0], vae: ["9", 2] }],
    "6": ["CreateVideo", { images: ["5", 0], fps: 24 }],
    "7": ["SaveVideo", { video: ["6", 0], filename_prefix: "video", format: "auto", codec: "auto" }],
    "9": ["CheckpointLoaderSimple", { ckpt_name: "video.safetensors" }],
    ...more,
  });
}
