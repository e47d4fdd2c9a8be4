import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { literalAt, type Workflow } from "../../../shared/models/comfyui-workflow.ts";
import {
  candidatesFor,
  guessSlots,
  outputCandidates,
  slotFits,
  slotNames,
} from "../../../shared/models/guess-slots.ts";
import { localFilm, localStill } from "../../support/comfyui-models.ts";
import { exampleWorkflow, smallWorkflow, workflowOf } from "../../support/workflows.ts";

/** What was guessed, an input as `node.input`. */
function guessed(workflow: Workflow) {
  const { slots, unsure } = guessSlots(workflow);
  const named = slotNames.flatMap((slot) => {
    const places = slots[slot]?.map(({ node, input }) => `${node}.${input}`).join(" ");
    return places ? [[slot, places]] : [];
  });
  return { ...Object.fromEntries(named), output: slots.output, unsure };
}

describe("the shipped examples are bound without a question", () => {
  test("LTX-2 from a start frame", () => {
    expect(guessed(exampleWorkflow("ltx-2-image-to-video"))).toEqual({
      prompt: "4.text",
      negativePrompt: "5.text",
      startFrame: "7.image",
      seed: "15.noise_seed",
      width: "9.width",
      height: "9.height",
      frames: "9.length 11.frames_number",
      rate: "6.frame_rate 11.frame_rate 21.fps",
      output: "22",
      unsure: [],
    });
  });

  test("a still", () => {
    expect(guessed(exampleWorkflow("start-frame-still"))).toEqual({
      prompt: "5.text",
      negativePrompt: "6.text",
      seed: "8.seed",
      width: "7.width",
      height: "7.height",
      output: "10",
      unsure: [],
    });
  });
});

test.each([localFilm, localStill])("$label is bound as its maker bound it", ({ request }) => {
  if (request?.way !== "comfyui") throw new Error("It has no workflow.");
  const { slots, unsure } = guessSlots(request.workflow as Workflow);
  expect(slots).toMatchObject(request.slots);
  expect(unsure).toEqual([]);
});

describe("texts are told apart by the inputs that they reach", () => {
  test("and not by the order or the titles of their nodes", () => {
    const swapped = smallWorkflow({
      "1": ["CLIPTextEncode", { text: "blurry", clip: ["9", 1] }, "Positive prompt"],
      "2": ["CLIPTextEncode", { text: "a boat", clip: ["9", 1] }, "Negative prompt"],
      "4": ["KSampler", { seed: 7, positive: ["2", 0], negative: ["1", 0], latent_image: ["3", 0], model: ["9", 0] }],
    });
    // What a title says otherwise is worth a look.
    expect(guessed(swapped)).toMatchObject({
      prompt: "2.text",
      negativePrompt: "1.text",
      unsure: ["prompt", "negativePrompt"],
    });
  });

  test("through nodes that hand both on, and a guider", () => {
    const workflow = smallWorkflow({
      "4": ["SamplerCustomAdvanced", { noise: ["10", 0], guider: ["11", 0], latent_image: ["12", 2] }],
      "10": ["RandomNoise", { noise_seed: 7 }],
      "11": ["CFGGuider", { model: ["9", 0], positive: ["12", 0], negative: ["12", 1], cfg: 3 }],
      "12": [
        "WanImageToVideo",
        {
          positive: ["1", 0],
          negative: ["2", 0],
          vae: ["9", 2],
          start_image: ["13", 0],
          width: 832,
          height: 480,
          length: 81,
        },
      ],
      "13": ["LoadImage", { image: "boat.png" }],
    });
    expect(guessed(workflow)).toMatchObject({
      prompt: "1.text",
      negativePrompt: "2.text",
      startFrame: "13.image",
      seed: "10.noise_seed",
      frames: "12.length",
      unsure: [],
    });
  });

  test("a text may be written in a primitive; one that is zeroed is none", () => {
    const workflow = smallWorkflow({
      "1": ["CLIPTextEncode", { text: ["10", 0], clip: ["9", 1] }],
      "2": ["ConditioningZeroOut", { conditioning: ["1", 0] }],
      "10": ["PrimitiveStringMultiline", { value: "a boat" }],
    });
    const found = guessed(workflow);
    expect(found).toMatchObject({ prompt: "10.value", unsure: [] });
    expect(found).not.toHaveProperty("negativePrompt");
  });

  test("through a switch between a text and a model that rewrites it", () => {
    const workflow = smallWorkflow({
      "1": ["CLIPTextEncode", { text: ["10", 0], clip: ["9", 1] }],
      "10": ["ComfySwitchNode", { switch: true, on_false: ["11", 0], on_true: ["12", 0] }],
      "11": ["PrimitiveStringMultiline", { value: "a boat" }, "Prompt"],
      "12": ["TextGenerate", { prompt: ["11", 0], max_length: 600, thinking: false }],
    });
    expect(guessed(workflow)).toMatchObject({ prompt: "11.value", negativePrompt: "2.text", unsure: [] });
  });

  test("of nodes that take both texts, by the names of the inputs", () => {
    const workflow = workflowOf({
      "1": ["WanVideoTextEncode", { positive_prompt: "a boat", negative_prompt: "blurry", t5: ["4", 0] }],
      "2": ["WanVideoEmptyEmbeds", { width: 832, height: 480, num_frames: 81 }],
      "3": ["WanVideoSampler", { text_embeds: ["1", 0], image_embeds: ["2", 0], seed: 7 }],
      "4": ["LoadWanVideoT5TextEncoder", { model_name: "t5.safetensors" }],
      "5": ["VHS_VideoCombine", { images: ["3", 0], frame_rate: 16, filename_prefix: "video" }],
    });
    expect(guessed(workflow)).toEqual({
      prompt: "1.positive_prompt",
      negativePrompt: "1.negative_prompt",
      seed: "3.seed",
      width: "2.width",
      height: "2.height",
      frames: "2.num_frames",
      rate: "5.frame_rate",
      output: "5",
      unsure: ["prompt", "negativePrompt"],
    });
  });

  test("a text for two encoders is bound twice", () => {
    const workflow = smallWorkflow({
      "1": ["CLIPTextEncodeFlux", { clip: ["9", 1], clip_l: "a boat", t5xxl: "a boat", guidance: 3.5 }],
      "4": ["SamplerCustomAdvanced", { guider: ["10", 0], latent_image: ["3", 0] }],
      "10": ["BasicGuider", { model: ["9", 0], conditioning: ["1", 0] }],
    });
    expect(guessed(workflow)).toMatchObject({ prompt: "1.clip_l 1.t5xxl", unsure: [] });
  });

  test("without a sampler that is known, titles decide, and the user is asked", () => {
    const workflow = workflowOf({
      "1": ["SomeTextNode", { text: "blurry" }, "Negative"],
      "2": ["SomeTextNode", { text: "a boat" }],
      "3": ["SomeVideoMaker", { a: ["1", 0], b: ["2", 0] }],
      "4": ["SaveVideo", { video: ["3", 0] }],
    });
    expect(guessed(workflow)).toMatchObject({
      prompt: "2.text",
      negativePrompt: "1.text",
      unsure: ["prompt", "negativePrompt"],
    });
  });
});

describe("numbers", () => {
  test("are set in the primitive that they come from, once", () => {
    const workflow = smallWorkflow({
      "3": ["EmptyHunyuanLatentVideo", { width: 848, height: 480, length: ["10", 0] }],
      "4": ["KSampler", { seed: ["11", 0], positive: ["1", 0], negative: ["2", 0], latent_image: ["3", 0] }],
      "5": ["VAEDecode", { samples: ["4", 0], length: ["10", 0] }],
      "10": ["PrimitiveInt", { value: 73 }, "Frames"],
      "11": ["PrimitiveInt", { value: 7, control_after_generate: "randomize" }],
    });
    expect(guessed(workflow)).toMatchObject({ frames: "10.value", seed: "11.value" });
  });

  test("are left alone where they are made of several, and set where a first stage has half of one", () => {
    const math = (expression: string, more: object = {}) =>
      ["ComfyMathExpression", { expression, "values.a": ["12", 0], ...more }] as const;
    const workflow = smallWorkflow({
      "3": ["EmptyLTXVLatentVideo", { width: ["10", 1], height: 352, length: ["11", 1], batch_size: 1 }],
      "6": ["CreateVideo", { images: ["5", 0], fps: ["14", 0] }],
      "10": math("a/2"),
      "11": math("a * b + 1", { "values.b": ["13", 0] }),
      "12": ["PrimitiveInt", { value: 1280 }],
      "13": ["PrimitiveInt", { value: 24 }],
      "14": ["ComfyMathExpression", { expression: "a", "values.a": ["13", 0] }],
    });
    const found = guessed(workflow);
    expect(found).toMatchObject({ width: "12.value", rate: "13.value" });
    expect(found).not.toHaveProperty("frames");
  });

  test("a size that follows an image is not set", () => {
    const found = guessed(
      smallWorkflow({
        "3": ["EmptyHunyuanLatentVideo", { width: ["11", 0], height: ["11", 1], length: 73 }],
        "10": ["LoadImage", { image: "boat.png" }],
        "11": ["GetImageSize", { image: ["10", 0] }],
      }),
    );
    expect(found).not.toHaveProperty("width");
    expect(found).toMatchObject({ frames: "3.length" });
  });

  test("of a stage that adds no noise, the seed is left alone", () => {
    const advanced = (add_noise: string, noise_seed: number) =>
      [
        "KSamplerAdvanced",
        { add_noise, noise_seed, positive: ["1", 0], negative: ["2", 0], latent_image: ["3", 0] },
      ] as const;
    const workflow = smallWorkflow({
      "4": ["KSamplerAdvanced", { ...advanced("disable", 0)[1], latent_image: ["10", 0] }],
      "10": advanced("enable", 7),
    });
    expect(guessed(workflow)).toMatchObject({ seed: "10.noise_seed" });
  });
});

describe("images", () => {
  test("are start and end frame by where they go", () => {
    const workflow = smallWorkflow({
      "3": [
        "WanFirstLastFrameToVideo",
        {
          positive: ["1", 0],
          negative: ["2", 0],
          start_image: ["11", 0],
          end_image: ["10", 0],
          width: 832,
          height: 480,
          length: 81,
        },
      ],
      "4": ["KSampler", { seed: 7, positive: ["3", 0], negative: ["3", 1], latent_image: ["3", 2] }],
      "10": ["LoadImage", { image: "b.png" }],
      "11": ["LoadImage", { image: "a.png" }],
    });
    expect(guessed(workflow)).toMatchObject({ startFrame: "11.image", endFrame: "10.image", unsure: [] });
  });

  test("guides of LTXV count from either end", () => {
    const guide = (image: string, frame_idx: number, latent: string) =>
      [
        "LTXVAddGuide",
        { positive: ["1", 0], negative: ["2", 0], latent: [latent, 0], image: [image, 0], frame_idx, strength: 1 },
      ] as const;
    const workflow = smallWorkflow({
      "4": ["KSampler", { seed: 7, positive: ["13", 0], negative: ["13", 1], latent_image: ["13", 2] }],
      "10": ["LoadImage", { image: "a.png" }],
      "11": ["LoadImage", { image: "b.png" }],
      "12": guide("10", 0, "3"),
      "13": guide("11", -1, "12"),
    });
    expect(guessed(workflow)).toMatchObject({ startFrame: "10.image", endFrame: "11.image", unsure: [] });
  });

  test("of a still are references", () => {
    const workflow = smallWorkflow({
      "1": ["TextEncodeQwenImageEdit", { clip: ["9", 1], prompt: "a boat", image: ["10", 0] }],
      "7": ["SaveImage", { images: ["5", 0], filename_prefix: "still" }],
      "10": ["LoadImage", { image: "a.png" }],
    });
    expect(guessed(workflow)).toMatchObject({ prompt: "1.prompt", images: "10.image", output: "7", unsure: [] });
  });
});

describe("the node of the result", () => {
  test("is the one that saves a video, before those that show one", () => {
    const workflow = smallWorkflow({ "10": ["PreviewImage", { images: ["5", 0] }] });
    expect(outputCandidates(workflow)).toEqual(["7", "10"]);
    expect(guessed(workflow)).toMatchObject({ output: "7", unsure: [] });
  });

  test("of two that save one, the user is asked", () => {
    const workflow = smallWorkflow({ "10": ["SaveVideo", { video: ["6", 0] }] });
    expect(guessed(workflow).unsure).toContain("output");
  });

  test("is one that nothing follows, where none is known to save", () => {
    const { "7": _, ...nodes } = smallWorkflow();
    expect(guessed(nodes)).toMatchObject({ output: "6", unsure: ["output"] });
  });

  test("what it is not made of is never bound", () => {
    const workflow = smallWorkflow({
      "10": ["KSampler", { seed: 9, positive: ["11", 0], negative: ["11", 0], latent_image: ["3", 0] }],
      "11": ["CLIPTextEncode", { text: "a left-over" }],
    });
    expect(guessed(workflow)).toMatchObject({ prompt: "1.text", seed: "4.seed" });
  });
});

const classes = [
  ...["CLIPTextEncode", "KSampler", "RandomNoise", "LoadImage", "WanImageToVideo", "EmptyLatentVideo", "SaveVideo"],
  ...["PrimitiveInt", "CFGGuider", "ConditioningCombine", "Anything", "SaveImage", "LTXVAddGuide", "GetImageSize"],
];
const inputs = [
  ...["text", "seed", "noise_seed", "positive", "negative", "image", "width", "height", "length", "fps", "frame_idx"],
  ...["value", "conditioning", "latent_image", "video", "images", "start_image", "end_image", "guider"],
];
const size = 10;
const link = fc.tuple(fc.nat(size - 1).map(String), fc.nat(2));
const value = fc.oneof(
  { weight: 3, arbitrary: link },
  fc.oneof(
    fc.nat(999),
    fc.double({ noNaN: true }),
    fc.string(),
    fc.boolean(),
    fc.constantFrom(null, ["0"], { deep: [1] }),
  ),
);
const node = fc.tuple(fc.constantFrom(...classes), fc.dictionary(fc.constantFrom(...inputs), value, { maxKeys: 7 }));

test("whatever the workflow, a guess is an input that is there, with a value that the slot takes", () => {
  fc.assert(
    fc.property(fc.array(node, { minLength: size, maxLength: size }), (nodes) => {
      const workflow = workflowOf(Object.fromEntries(nodes.map((each, id) => [String(id), each])));
      const { slots } = guessSlots(workflow);
      if (slots.output !== null) expect(workflow).toHaveProperty([slots.output]);
      for (const slot of slotNames) {
        for (const place of slots[slot] ?? []) {
          expect(slotFits(slot, literalAt(workflow, place))).toBe(true);
          expect(candidatesFor(workflow, slot)).toContainEqual(expect.objectContaining(place));
        }
      }
    }),
    { numRuns: 200 },
  );
});
