/** Owns how a workflow of ComfyUI comes into the window: a file of the user's, or one of the shipped examples. */
import { AppError } from "../../../shared/errors/app-error.ts";
import { readWorkflow, type Workflow, workflowBytesMax } from "../../../shared/models/comfyui-workflow.ts";
import { startBinding } from "../../../shared/models/workflow-binding.ts";
import type { OpenWorkflow } from "./WorkflowDialog.tsx";

export interface Example {
  readonly name: string;
  readonly file: string;
  /** The files that ComfyUI needs for it. */
  readonly note: string;
  readonly load: () => Promise<unknown>;
}

const untried = "This example was not run on a GPU by us.";

/** Fetched when one is chosen. */
export const examples: readonly Example[] = [
  {
    name: "LTX-2, image to video",
    file: "ltx-2-image-to-video.json",
    note: `${untried} It expects ltx-2-19b-dev-fp8.safetensors in checkpoints and gemma_3_12B_it_fp4_mixed.safetensors in text_encoders.`,
    load: () => import("../../../resources/examples/comfyui/ltx-2-image-to-video.json"),
  },
  {
    name: "Qwen Image, still for a start frame",
    file: "start-frame-still.json",
    note: `${untried} It expects qwen_image_fp8_e4m3fn.safetensors in diffusion_models, qwen_2.5_vl_7b_fp8_scaled.safetensors in text_encoders and qwen_image_vae.safetensors in vae.`,
    load: () => import("../../../resources/examples/comfyui/start-frame-still.json"),
  },
];

/** Throws input.invalid for what is too large, without reading it, and for what is no workflow that can be sent. */
export async function readWorkflowFile(file: File): Promise<Workflow> {
  if (file.size > workflowBytesMax) {
    throw new AppError(
      "input.invalid",
      `${file.name} is larger than ${workflowBytesMax / 1000} KB. Nothing was added.`,
      {
        next: "Choose a file that ComfyUI wrote with Workflow → Export (API).",
      },
    );
  }
  return readWorkflow(await file.text(), file.name);
}

/** The form for a workflow that was just read. */
export function openWorkflow(workflow: Workflow, file: string, note: string | null = null): OpenWorkflow {
  const { binding, unsure } = startBinding(workflow, file);
  const { output: _, ...slots } = binding.slots;
  const guessed = Object.keys(slots) as (keyof typeof slots)[];
  return { id: null, binding, guesses: new Set([...guessed, "output"]), unsure: new Set(unsure), note };
}

export async function openExample({ load, file, name, note }: Example): Promise<OpenWorkflow> {
  const { default: workflow } = (await load()) as { readonly default: unknown };
  const opened = openWorkflow(readWorkflow(JSON.stringify(workflow), file), file, note);
  return { ...opened, binding: { ...opened.binding, name: `${name} (example)` } };
}
