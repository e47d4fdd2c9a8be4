/** Owns two models of a ComfyUI for tests: a film of one shot from a start frame, and a still, each with its workflow and its slots. */
import type { ModelProfile } from "../../shared/models/profile.ts";
import { profileSchema } from "../../shared/models/profile.ts";
import type { WorkflowRequest } from "../../shared/models/request-way.ts";

type Node = WorkflowRequest["workflow"][string];

function node(class_type: string, title: string, inputs: Record<string, unknown>): Node {
  return { class_type, inputs, _meta: { title } } as Node;
}

const text = (words: string) => ({ text: words, clip: ["1", 1] });
const sampler = { seed: 1, steps: 30, cfg: 3, sampler_name: "euler", scheduler: "simple", denoise: 1 };

const filmWorkflow: WorkflowRequest["workflow"] = {
  "1": node("CheckpointLoaderSimple", "Load Checkpoint", { ckpt_name: "ltx-2-19b-dev.safetensors" }),
  "2": node("CLIPTextEncode", "Positive", text("a sunset")),
  "3": node("CLIPTextEncode", "Negative", text("worst quality")),
  "4": node("LoadImage", "Start frame", { image: "example.png" }),
  "5": node("LTXVImgToVideo", "Image to video", {
    ...{ positive: ["2", 0], negative: ["3", 0], vae: ["1", 2], image: ["4", 0] },
    ...{ width: 768, height: 512, length: 97, batch_size: 1, strength: 0.9 },
  }),
  "6": node("LTXVConditioning", "LTXVConditioning", { positive: ["5", 0], negative: ["5", 1], frame_rate: 24 }),
  "7": node("KSampler", "Sampler", {
    ...{ model: ["1", 0], positive: ["6", 0], negative: ["6", 1], latent_image: ["5", 2] },
    ...sampler,
  }),
  "8": node("VAEDecode", "VAE Decode", { samples: ["7", 0], vae: ["1", 2] }),
  "9": node("CreateVideo", "Create Video", { images: ["8", 0], fps: 24 }),
  "10": node("SaveVideo", "Save Video", {
    video: ["9", 0],
    filename_prefix: "video/shot",
    format: "auto",
    codec: "auto",
  }),
};

const stillWorkflow: WorkflowRequest["workflow"] = {
  "1": node("CheckpointLoaderSimple", "Load Checkpoint", { ckpt_name: "sd_xl_base_1.0.safetensors" }),
  "2": node("CLIPTextEncode", "Positive", text("a sunset")),
  "3": node("CLIPTextEncode", "Negative", text("text, watermark")),
  "4": node("EmptyLatentImage", "Size", { width: 1024, height: 1024, batch_size: 1 }),
  "5": node("KSampler", "Sampler", {
    ...{ model: ["1", 0], positive: ["2", 0], negative: ["3", 0], latent_image: ["4", 0] },
    ...sampler,
  }),
  "6": node("VAEDecode", "VAE Decode", { samples: ["5", 0], vae: ["1", 2] }),
  "7": node("SaveImage", "Save Image", { images: ["6", 0], filename_prefix: "still" }),
};

const limits = {
  ...{ totalMs: { min: 1000, max: 10_000 }, shotMs: { min: 1000, max: 10_000 }, stepMs: 1000, shotsMax: 1 },
  ...{ shotPromptChars: null, promptChars: null, negativePromptChars: null },
  ...{ elementsMax: 0, elementsMaxWithFrame: 0, imagesPerElement: { min: 0, max: 0 }, referenceImagesMax: null },
  image: { formats: ["jpeg", "png", "webp"], bytesMax: 50_000_000, sidePxMin: 16, sidePxMax: 16_384, ratioMax: 4 },
  ...{ aspectRatios: ["16:9", "9:16", "1:1"], startFrameSetsAspect: "never", resolutions: ["720p"] },
  ...{ startFrame: true, startFrameRequired: true, endFrame: false, endFrameNeedsStartFrame: true },
  ...{
    endFrameWithMultiShot: false,
    elementsNeedStartFrame: false,
    negativePrompt: true,
    guidance: false,
    audio: false,
  },
};
const facts = {
  ...{
    provider: "comfyui",
    grammar: { references: "as-typed", shots: "list" },
    price: { kind: "free" },
    quotes: false,
  },
  ...{ source: { text: "A workflow of the tests.", asOf: "2026-11-28" }, uncertain: [] },
};

/** One shot of up to 10 s from a start frame, in lengths of 8n + 1 frames. */
export const localFilm = profileSchema.parse({
  ...{ ...facts, id: "local/test-film", output: "film", label: "Test film · ComfyUI", limits },
  request: {
    ...{ way: "comfyui", workflow: filmWorkflow, rate: 24, sizeStep: 32, frames: { step: 8, plus: 1, max: 257 } },
    slots: {
      prompt: [{ node: "2", input: "text" }],
      negativePrompt: [{ node: "3", input: "text" }],
      seed: [{ node: "7", input: "seed" }],
      width: [{ node: "5", input: "width" }],
      height: [{ node: "5", input: "height" }],
      frames: [{ node: "5", input: "length" }],
      rate: [
        { node: "6", input: "frame_rate" },
        { node: "9", input: "fps" },
      ],
      startFrame: [{ node: "4", input: "image" }],
      output: "10",
    },
  },
}) as ModelProfile;

export const localStill = profileSchema.parse({
  ...{ ...facts, id: "local/test-still", output: "still", label: "Test still · ComfyUI" },
  limits: { ...limits, resolutions: ["1K"], startFrame: false, startFrameRequired: false },
  request: {
    ...{ way: "comfyui", workflow: stillWorkflow, rate: 24, sizeStep: 8 },
    slots: {
      prompt: [{ node: "2", input: "text" }],
      seed: [{ node: "5", input: "seed" }],
      width: [{ node: "4", input: "width" }],
      height: [{ node: "4", input: "height" }],
      output: "7",
    },
  },
}) as ModelProfile;

/** The model with one node of its workflow changed. */
export function withNode(profile: ModelProfile, id: string, inputs: Record<string, unknown>): ModelProfile {
  const changed = structuredClone(profile) as { request: { workflow: Record<string, { inputs: object }> } };
  Object.assign(changed.request.workflow[id]?.inputs ?? {}, inputs);
  return changed as unknown as ModelProfile;
}
