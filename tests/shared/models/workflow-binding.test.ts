import { describe, expect, test } from "vitest";
import { readWorkflow } from "../../../shared/models/comfyui-workflow.ts";
import { profileSchema } from "../../../shared/models/profile.ts";
import {
  bindingOfProfile,
  modelFileName,
  problemsOfBinding,
  profileOfBinding,
  replaceWorkflow,
  startBinding,
  type WorkflowBinding,
} from "../../../shared/models/workflow-binding.ts";
import { exampleWorkflow, smallWorkflow } from "../../support/workflows.ts";

const today = "2026-11-28";
const ltx = startBinding(exampleWorkflow("ltx-2-image-to-video"), "ltx-2-image-to-video.json").binding;
const still = startBinding(exampleWorkflow("start-frame-still"), "start-frame-still.json").binding;

describe("what the form starts with", () => {
  test("the frames, the rate and the sizes of the model's family, and a name from the file", () => {
    expect(ltx).toMatchObject({
      name: "ltx 2 image to video",
      output: "film",
      frames: { step: 8, plus: 1, max: 257 },
      rate: 25,
      sizeStep: 32,
      resolutions: ["720p"],
      sound: true,
    });
    expect(still).toMatchObject({ output: "still", resolutions: ["1K"], sizeStep: 16, sound: false });
    expect(problemsOfBinding(ltx)).toEqual([]);
    expect(problemsOfBinding(still)).toEqual([]);
  });

  test("of an unknown family any number of frames, at the rate that the workflow has", () => {
    const { binding } = startBinding(smallWorkflow({ "3": ["EmptyLatentThing", { length: 73 }] }), "boat (API).json");
    expect(binding).toMatchObject({ name: "boat", frames: { step: 1, plus: 0 }, rate: 24, aspects: ["16:9"] });
  });
});

describe("the model that it becomes", () => {
  test("has a valid file, its limits in whole seconds that the frames allow, and no price", () => {
    const profile = profileOfBinding(ltx, today);
    expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
    expect(profile).toMatchObject({
      id: "local/ltx-2-image-to-video",
      provider: "comfyui",
      label: "ltx 2 image to video · ComfyUI",
      price: { kind: "free" },
      limits: {
        // 257 frames at 25 fps are 10.28 s.
        totalMs: { min: 1000, max: 10_000 },
        shotsMax: 1,
        startFrameRequired: true,
        startFrameSetsAspect: "never",
        endFrame: false,
        negativePrompt: true,
        audioAlways: true,
        elementsMax: 0,
      },
      request: { way: "comfyui", frames: { step: 8, plus: 1, max: 257 }, rate: 25, sizeStep: 32 },
    });
    expect(bindingOfProfile(profile)).toEqual({ ...ltx, seconds: 10 });
  });

  test("of stills is one", () => {
    const profile = profileOfBinding(still, today);
    expect(profileSchema.parse(profile)).toEqual(profile);
    expect(profile).toMatchObject({
      output: "still",
      limits: { startFrame: false, audio: false, resolutions: ["1K"] },
    });
    expect(profile.request).not.toHaveProperty("frames");
    expect(bindingOfProfile(profile)).toMatchObject({ name: still.name, slots: still.slots });
  });

  test("of stills has none of a video's values, though they were bound before", () => {
    const { request } = profileOfBinding({ ...ltx, output: "still", resolutions: ["1K"] }, today);
    const slots = request?.way === "comfyui" ? Object.keys(request.slots) : [];
    expect(slots).toEqual(["prompt", "negativePrompt", "seed", "width", "height", "output"]);
  });

  test("with no input for the number of frames has one length", () => {
    const { frames: _, ...slots } = ltx.slots;
    const { limits, request } = profileOfBinding({ ...ltx, slots, seconds: 4 }, today);
    expect(limits.totalMs).toEqual({ min: 4000, max: 4000 });
    expect(request).not.toHaveProperty("frames");
  });

  test("with inputs for reference images takes as many, and calls them by number", () => {
    const images = [{ node: "7", input: "image" }];
    const { startFrame: _, ...slots } = ltx.slots;
    const { limits, grammar } = profileOfBinding({ ...ltx, slots: { ...slots, images } }, today);
    expect(limits).toMatchObject({ elementsMax: 1, referenceImagesMax: 1, startFrame: false });
    expect(grammar.references).toBe("Image-index");
  });

  test.each([
    ["LTX-2 (fast)", "ltx-2-fast"],
    ["  Été  ", "ete"],
    ["夜", "model-hlo"],
    ["…", ""],
    ["../../etc/passwd", "etc-passwd"],
    ["a".repeat(200), "a".repeat(60)],
  ])("%s is called %s in its file", (name, expected) => {
    expect(modelFileName(name)).toBe(expected);
  });
});

describe("each problem is a sentence at its field", () => {
  const { prompt: _, ...withoutPrompt } = ltx.slots;
  const place = { node: "9", input: "width" };
  test.each<[string, Partial<WorkflowBinding>, string, string]>([
    ["no name", { name: "…" }, "name", "Enter a name with letters or digits."],
    ["no output", { slots: { ...ltx.slots, output: null } }, "output", "Choose the node that saves the result."],
    ["no prompt", { slots: withoutPrompt }, "prompt", "Choose the input that takes the prompt."],
    [
      "an input of another kind",
      { slots: { ...ltx.slots, seed: [{ node: "4", input: "text" }] } },
      "seed",
      "Choose another input: text of “Prompt” can’t take it.",
    ],
    [
      "one input for two values",
      { slots: { ...ltx.slots, height: [place] } },
      "height",
      "Choose another input: width of “Size and length” is used twice.",
    ],
    [
      "a width alone",
      { slots: { ...ltx.slots, height: [] } },
      "height",
      "Choose both a width and a height, or neither.",
    ],
    ["no rate", { rate: 0 }, "fps", "Enter a frame rate from 1 to 240 fps."],
    [
      "too few frames",
      { frames: { step: 8, plus: 1, max: 17 } },
      "frameRule",
      "Allow more frames: 17 at 25 fps are less than a second.",
    ],
    ["half a frame", { frames: { step: 0.5, plus: 1, max: 17 } }, "frameRule", "Enter whole numbers of frames."],
    ["no size", { resolutions: [] }, "resolutions", "Choose at least one resolution."],
    ["no aspect ratio", { aspects: [] }, "aspects", "Choose at least one aspect ratio."],
  ])("%s", (_name, change, field, message) => {
    expect(problemsOfBinding({ ...ltx, ...change })).toEqual([{ field, message }]);
  });

  test("without an input for the size, one size is all there is", () => {
    const { width: _w, height: _h, startFrame: _s, ...slots } = ltx.slots;
    const sizes = { resolutions: ["720p", "1080p"], aspects: ["16:9", "9:16"] } as const;
    expect(problemsOfBinding({ ...ltx, ...sizes, slots }).map(({ field }) => field)).toEqual([
      "resolutions",
      "aspects",
    ]);
  });
});

test("another file of the same workflow keeps what was bound where it still can be, and is guessed for the rest", () => {
  const chosen = { ...ltx, name: "Mine", slots: { ...ltx.slots, prompt: [{ node: "5", input: "text" }] } };
  const text = JSON.stringify(exampleWorkflow("ltx-2-image-to-video")).replaceAll('"noise_seed"', '"seed"');
  const { slots, name, file } = replaceWorkflow(chosen, readWorkflow(text, "new.json"), "new.json");
  expect({ name, file }).toEqual({ name: "Mine", file: "new.json" });
  expect(slots).toMatchObject({ prompt: [{ node: "5", input: "text" }], seed: [{ node: "15", input: "seed" }] });
});
