/**
 * Owns that the shipped workflows are made of nodes as ComfyUI has them: classes, inputs, and what links carry.
 * Source: github.com/Comfy-Org/ComfyUI, nodes.py and comfy_extras/ (nodes_custom_sampler, nodes_model_advanced, nodes_sd3, nodes_video,
 * nodes_lt at 8258cfe, nodes_lt_audio at 1362d61), read 2026-11-28.
 */
import { expect, test } from "vitest";
import { isLink } from "../../../shared/models/comfyui-workflow.ts";
import { exampleWorkflow } from "../../support/workflows.ts";

interface Definition {
  /** By input what it takes: a type of ComfyUI over a link, or what JavaScript calls the value's. */
  readonly needs: Readonly<Record<string, string>>;
  readonly may?: Readonly<Record<string, string>>;
  readonly gives: readonly string[];
}

const both = { positive: "CONDITIONING", negative: "CONDITIONING" };
const size = { width: "number", height: "number", batch_size: "number" };

const definitions: Readonly<Record<string, Definition>> = {
  CheckpointLoaderSimple: { needs: { ckpt_name: "string" }, gives: ["MODEL", "CLIP", "VAE"] },
  UNETLoader: { needs: { unet_name: "string", weight_dtype: "string" }, gives: ["MODEL"] },
  CLIPLoader: { needs: { clip_name: "string", type: "string" }, may: { device: "string" }, gives: ["CLIP"] },
  VAELoader: { needs: { vae_name: "string" }, gives: ["VAE"] },
  ModelSamplingAuraFlow: { needs: { model: "MODEL", shift: "number" }, gives: ["MODEL"] },
  LTXAVTextEncoderLoader: { needs: { text_encoder: "string", ckpt_name: "string", device: "string" }, gives: ["CLIP"] },
  LTXVAudioVAELoader: { needs: { ckpt_name: "string" }, gives: ["VAE"] },
  CLIPTextEncode: { needs: { text: "string", clip: "CLIP" }, gives: ["CONDITIONING"] },
  LTXVConditioning: { needs: { ...both, frame_rate: "number" }, gives: ["CONDITIONING", "CONDITIONING"] },
  LoadImage: { needs: { image: "string" }, gives: ["IMAGE", "MASK"] },
  LTXVPreprocess: { needs: { image: "IMAGE", img_compression: "number" }, gives: ["IMAGE"] },
  EmptyLTXVLatentVideo: { needs: { ...size, length: "number" }, gives: ["LATENT"] },
  EmptySD3LatentImage: { needs: size, gives: ["LATENT"] },
  LTXVImgToVideoInplace: {
    needs: { vae: "VAE", image: "IMAGE", latent: "LATENT", strength: "number", bypass: "boolean" },
    gives: ["LATENT"],
  },
  LTXVEmptyLatentAudio: {
    needs: { frames_number: "number", frame_rate: "number", batch_size: "number", audio_vae: "VAE" },
    gives: ["LATENT"],
  },
  LTXVConcatAVLatent: { needs: { video_latent: "LATENT", audio_latent: "LATENT" }, gives: ["LATENT"] },
  LTXVSeparateAVLatent: { needs: { av_latent: "LATENT" }, gives: ["LATENT", "LATENT"] },
  LTXVScheduler: {
    needs: { steps: "number", max_shift: "number", base_shift: "number", stretch: "boolean", terminal: "number" },
    may: { latent: "LATENT" },
    gives: ["SIGMAS"],
  },
  KSamplerSelect: { needs: { sampler_name: "string" }, gives: ["SAMPLER"] },
  RandomNoise: { needs: { noise_seed: "number" }, gives: ["NOISE"] },
  CFGGuider: { needs: { model: "MODEL", ...both, cfg: "number" }, gives: ["GUIDER"] },
  SamplerCustomAdvanced: {
    needs: { noise: "NOISE", guider: "GUIDER", sampler: "SAMPLER", sigmas: "SIGMAS", latent_image: "LATENT" },
    gives: ["LATENT", "LATENT"],
  },
  KSampler: {
    needs: {
      ...{ model: "MODEL", ...both, latent_image: "LATENT", seed: "number", steps: "number", cfg: "number" },
      ...{ sampler_name: "string", scheduler: "string", denoise: "number" },
    },
    gives: ["LATENT"],
  },
  VAEDecode: { needs: { samples: "LATENT", vae: "VAE" }, gives: ["IMAGE"] },
  VAEDecodeTiled: {
    needs: {
      ...{ samples: "LATENT", vae: "VAE", tile_size: "number", overlap: "number" },
      ...{ temporal_size: "number", temporal_overlap: "number" },
    },
    gives: ["IMAGE"],
  },
  LTXVAudioVAEDecode: { needs: { samples: "LATENT", audio_vae: "VAE" }, gives: ["AUDIO"] },
  CreateVideo: { needs: { images: "IMAGE", fps: "number" }, may: { audio: "AUDIO" }, gives: ["VIDEO"] },
  // The codec is an input of its own in older versions, and one of the format in newer ones.
  SaveVideo: {
    needs: { video: "VIDEO", filename_prefix: "string", format: "string", "format.codec": "string", codec: "string" },
    gives: [],
  },
  SaveImage: { needs: { images: "IMAGE", filename_prefix: "string" }, gives: [] },
};

test.each(["ltx-2-image-to-video", "start-frame-still"] as const)("%s is made of ComfyUI's own nodes", (name) => {
  const workflow = exampleWorkflow(name);
  for (const [id, { class_type, inputs }] of Object.entries(workflow)) {
    const definition = definitions[class_type];
    expect(definition, class_type).toBeDefined();
    const known = { ...definition?.needs, ...definition?.may };
    expect(Object.keys(inputs), class_type).toEqual(expect.arrayContaining(Object.keys(definition?.needs ?? {})));
    const given = Object.entries(inputs).map(([input, value]) => [
      input,
      isLink(value) ? definitions[workflow[value[0]]?.class_type ?? ""]?.gives[value[1]] : typeof value,
    ]);
    for (const [input, type] of given) expect(`${input} ${type}`, `node ${id}`).toBe(`${input} ${known[input ?? ""]}`);
  }
});
