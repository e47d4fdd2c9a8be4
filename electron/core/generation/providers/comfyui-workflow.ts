/** Owns putting a pass into a workflow of ComfyUI: our values in the slots that the model's file binds, and nothing else touched. */
import { createHash } from "node:crypto";
import { AppError } from "../../../../shared/errors/app-error.ts";
import type { WrittenPass } from "../../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../../shared/models/profile.ts";
import type { WorkflowRequest } from "../../../../shared/models/request-way.ts";
import { imagePlaceholder, type JsonValue } from "../provider.ts";

type Slots = NonNullable<WorkflowRequest["slots"]["seed"]>;
type SlotName = Exclude<keyof WorkflowRequest["slots"], "output">;

/**
 * The body of `POST /prompt`. `prompt_id`, which newer servers take, must be a UUID; older ones name the task themselves and keep
 * `client_id`, by which it is found again. Throws profile.unavailable for a model without a workflow, and generation.refused.
 */
export function compileWorkflow(profile: ModelProfile, pass: WrittenPass, jobId: string): JsonValue {
  const way = workflowOf(profile);
  const prompt = structuredClone(way.workflow) as Record<string, { inputs: Record<string, JsonValue> }>;
  for (const [name, value] of Object.entries(valuesOf(way, profile, pass, jobId))) {
    const slots: Slots = way.slots[name as SlotName] ?? [];
    slots.forEach((slot, index) => {
      const own = Array.isArray(value) ? value[Math.min(index, value.length - 1)] : value;
      if (own === undefined || own === null) return;
      const inputs = Object.hasOwn(prompt, slot.node) ? prompt[slot.node]?.inputs : undefined;
      if (inputs === undefined || !Object.hasOwn(inputs, slot.input)) {
        const message = `The workflow of ${profile.label} has no input ${slot.input} on node ${slot.node}.`;
        throw new AppError("generation.refused", message, { next: "Bind it again in Settings → Services." });
      }
      inputs[slot.input] = own;
    });
  }
  const ours = taskIdOf(jobId);
  // Servers that know it draw previews for this task; they draw none by default.
  return { prompt, client_id: ours, prompt_id: ours, extra_data: { preview_method: "auto" } };
}

/** What the model's file says of its workflow; throws profile.unavailable where it says nothing. */
export function workflowOf(profile: ModelProfile): WorkflowRequest {
  if (profile.request?.way === "comfyui") return profile.request as WorkflowRequest;
  const next = "Choose another model, or add its workflow again in Settings → Services.";
  throw new AppError("profile.unavailable", `The model file of ${profile.label} has no workflow of ComfyUI.`, { next });
}

/** The UUID by which ComfyUI knows a job of ours, always the same. */
export function taskIdOf(jobId: string): string {
  const hex = createHash("sha256").update(`shotline-comfyui:${jobId}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** Null or an empty list leaves a slot as the workflow has it. */
function valuesOf(
  way: WorkflowRequest,
  { limits, label }: ModelProfile,
  pass: WrittenPass,
  jobId: string,
): Record<SlotName, JsonValue> {
  if (limits.startFrameRequired === true && pass.startFrame === null) {
    const next = "Add a start frame, or choose another model.";
    throw new AppError("generation.refused", `${label} needs a start frame.`, { next });
  }
  // What is bound and not given would be the image that the workflow was exported with.
  const images = pass.elements.flatMap((element) => element.images);
  for (const [bound, given, what] of [
    [way.slots.endFrame, pass.endFrame, "an end frame"],
    [way.slots.images, images[0] ?? null, "an element with an image"],
  ] as const) {
    if (bound === undefined || given !== null) continue;
    const next = `Add ${what}, or choose another model.`;
    throw new AppError("generation.refused", `${label} needs ${what}.`, { next });
  }
  const { widthPx, heightPx } = sizeOf(pass, way.sizeStep ?? 1);
  const image = (reference: string | null) => (reference === null ? null : imagePlaceholder(reference));
  return {
    prompt: pass.prompt,
    negativePrompt: pass.negativePrompt ?? (limits.negativePrompt ? "" : null),
    // 32 bits: the most that every sampler takes.
    seed: Number.parseInt(createHash("sha256").update(`shotline-seed:${jobId}`).digest("hex").slice(0, 8), 16),
    width: widthPx,
    height: heightPx,
    frames: framesOf(way, pass.durationMs),
    rate: way.rate,
    startFrame: image(pass.startFrame),
    endFrame: image(pass.endFrame),
    // Slots left over get the last image again, so that none of the workflow's own is drawn.
    images: images.map(imagePlaceholder),
  };
}

/** As many frames as the length needs, rounded up to a number that the model makes: a take is not shorter than its plan. */
export function framesOf({ frames, rate }: Pick<WorkflowRequest, "frames" | "rate">, durationMs: number): number {
  const wanted = Math.max(1, Math.ceil((durationMs / 1000) * rate - 1e-6));
  if (frames === undefined) return wanted;
  const { step, plus, max } = frames;
  const most = Math.floor((max - plus) / step);
  return Math.max(0, Math.min(most, Math.ceil((wanted - plus) / step))) * step + plus || step;
}

/**
 * `720p` and the like are the shorter side, `2K` and the like a picture of as many pixels as a square of 2,048; each side is the nearest
 * multiple of `step`, the smaller of two.
 */
export function sizeOf(
  { aspectRatio, resolution }: Pick<WrittenPass, "aspectRatio" | "resolution">,
  step: number,
): { widthPx: number; heightPx: number } {
  const [across = 1, down = 1] = aspectRatio.split(":").map(Number);
  const ratio = across / down;
  const thousands = /^(\d+)K$/.exec(resolution)?.[1];
  const lines = resolution === "4k" ? 2160 : Number(/^(\d+)p$/.exec(resolution)?.[1] ?? 720);
  const height =
    thousands === undefined ? (ratio < 1 ? lines / ratio : lines) : (Number(thousands) * 1024) / Math.sqrt(ratio);
  const nearest = (px: number) => Math.max(1, Math.ceil(px / step - 0.5)) * step;
  return { widthPx: nearest(height * ratio), heightPx: nearest(height) };
}
