/** Owns how the form of a ComfyUI workflow calls what it binds. */
import { nodeTitle, type Place, type Workflow } from "../../../shared/models/comfyui-workflow.ts";
import type { SlotName } from "../../../shared/models/guess-slots.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";

export const slotWords: Readonly<Record<SlotName, string>> = {
  prompt: "Prompt",
  negativePrompt: "Negative prompt",
  startFrame: "Start frame",
  endFrame: "End frame",
  images: "Reference images",
  seed: "Seed",
  width: "Width",
  height: "Height",
  frames: "Number of frames",
  rate: "Frame rate",
};

/** `Size and length · width`. */
export function placeWords(workflow: Workflow, { node, input }: Place): string {
  return `${nodeTitle(workflow, node)} · ${input}`;
}

/** What a value is in a list: its first words. */
export function valueWords(value: string | number | boolean): string {
  const text = String(value).replace(/\s+/g, " ");
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** `Video, 1–10 s, 720p`. */
export function modelSummary({ output, limits }: ModelProfile): string {
  const sizes = limits.resolutions.join(", ");
  return output === "still" ? `Still, ${sizes}` : `Video, ${lengthWords(limits.totalMs)}, ${sizes}`;
}

/** `1–10 s`, or `4 s`. */
export function lengthWords({ min, max }: { readonly min: number; readonly max: number }): string {
  return min === max ? `${max / 1000} s` : `${min / 1000}–${max / 1000} s`;
}
