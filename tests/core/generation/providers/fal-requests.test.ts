/** What passes become at fal and at Pixio: endpoint, fields, and nothing that an endpoint lacks. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { falProvider } from "../../../../electron/core/generation/providers/fal.ts";
import { pixioProvider } from "../../../../electron/core/generation/providers/pixio.ts";
import { AppError } from "../../../../shared/errors/app-error.ts";
import type { Pass } from "../../../../shared/project/model.ts";
import { fillPlaceholders } from "../../../support/services/adapter-driver.ts";
import { readModelCall } from "../../../support/services/fal-models.ts";
import { carElement, driverElement, endFrame, knownProfile, startFrame, written, writtenStill } from "./fal-rig.ts";

type Prompts = Parameters<typeof written>[1];
type Fields = Record<string, unknown>;

function image(reference: string | undefined): string {
  return `{{image:${reference}}}`;
}

function falCall(profileId: string, prompts: Prompts, pass: Partial<Pass> = {}) {
  const { profile, pass: content } = written(profileId, prompts, pass);
  const call = falProvider.compile(profile, content, "job-1");
  return { ...call, body: call.body as Fields };
}

function pixioCall(profileId: string, prompts: Prompts, pass: Partial<Pass> = {}) {
  const { profile, pass: content } = written(profileId, prompts, pass);
  const call = pixioProvider.compile(profile, content, "job-1");
  return { ...call, body: call.body as { modelId: string; providerId: string; params: Fields } };
}

describe("the endpoint follows from what the pass uses", () => {
  test.each([
    ["kling-v3-pro", "A door opens", {}, "kling-video/v3/pro/text-to-video"],
    ["kling-v3-standard", "A door opens", { startFrame }, "kling-video/v3/standard/image-to-video"],
    ["kling-v3-4k", "@Driver turns", { startFrame }, "kling-video/v3/4k/image-to-video"],
    ["kling-o3-pro", "A door opens", {}, "kling-video/o3/pro/text-to-video"],
    ["kling-o3-standard", "A door opens", { startFrame }, "kling-video/o3/standard/image-to-video"],
    ["kling-o3-pro", "@Driver turns", {}, "kling-video/o3/pro/reference-to-video"],
    ["kling-o3-4k", "@Driver turns", { startFrame }, "kling-video/o3/4k/reference-to-video"],
  ])("%s: %s %o → %s", (model, prompt, pass, endpoint) => {
    expect(falCall(`fal/${model}`, [prompt], pass).path).toBe(`/fal-ai/${endpoint}`);
    expect(pixioCall(`pixio/${model}`, [prompt], pass).body.modelId).toBe(`pixio/${endpoint}`);
  });

  test("refuses elements without a start frame at v3, and an end frame without a start frame anywhere", () => {
    const work = [
      () => falCall("fal/kling-v3-pro", ["@Driver turns"]),
      () => falCall("fal/kling-v3-pro", ["A door opens"], { endFrame }),
      () => pixioCall("pixio/kling-o3-pro", ["A door opens"], { endFrame }),
    ];
    for (const each of work) expect(each).toThrow(AppError);
  });
});

describe("a model of this winter at fal", () => {
  const frames = { startFrame, endFrame };
  test.each([
    ["kling-4.0", ["A door opens"], {}, "/kling/v4/text-to-video"],
    ["kling-4.0", ["A door opens"], frames, "/kling/v4/image-to-video"],
    ["kling-4.0", ["@Driver turns", "@Car rolls off"], {}, "/kling/v4/reference-to-video"],
    ["kling-4.0-flash", ["A door opens"], { startFrame }, "/kling/v4/flash/image-to-video"],
    ["seedance-2.0", ["A door opens"], {}, "/bytedance/seedance-2.0/text-to-video"],
    ["seedance-2.0-fast", ["A door opens", "A hand falls"], frames, "/bytedance/seedance-2.0/fast/image-to-video"],
    ["seedance-2.5", ["@Driver turns", "@Car rolls off"], {}, "/bytedance/seedance-2.5/reference-to-video"],
  ])("%s: %j %o → %s, in fields that its schema names", (model, prompts, pass, path) => {
    const call = falCall(`fal/${model}`, prompts, { resolution: "720p", ...pass });
    expect(call.path).toBe(path);
    const fields = withAddresses(call.body);
    expect(readModelCall("fal", path.slice(1), fields)).toMatchObject({ output: "film" });
    // As strict as the schema: nothing besides.
    expect(readModelCall("fal", path.slice(1), { ...fields, negative_prompt: "blur" })).toMatchObject([
      { type: "extra_forbidden" },
    ]);
  });

  test("Kling 4.0 is told lengths as numbers, whose sum is the video's, and nothing of sound", () => {
    const { body } = falCall(
      "fal/kling-4.0",
      [
        ["A door opens", 12_000],
        ["A hand falls", 18_000],
      ],
      { aspectRatio: "21:9" },
    );
    expect(body).toEqual({
      multi_prompt: [
        { prompt: "A door opens", duration: 12 },
        { prompt: "A hand falls", duration: 18 },
      ],
      resolution: "720p",
      aspect_ratio: "21:9",
    });
  });

  test("Seedance is told all shots in one prompt, its length as text, and numbered images", () => {
    const { body } = falCall(
      "fal/seedance-2.0",
      [
        ["@Driver turns", 6000],
        ["@Car rolls off", 9000],
      ],
      { audio: true },
    );
    const images = [...driverElement.images, ...carElement.images].map(image);
    expect(body).toEqual({
      prompt: "Shot 1 (0–6 s): @Image1 @Image2 @Image3 turns\nCut to: Shot 2 (6–15 s): @Image4 @Image5 rolls off",
      duration: "15",
      resolution: "720p",
      aspect_ratio: "16:9",
      generate_audio: true,
      image_urls: images,
    });
  });

  test("is refused frames beside elements before anything is sent", () => {
    for (const model of ["kling-4.0", "kling-4.0-flash", "seedance-2.0", "seedance-2.5"]) {
      expect(() => falCall(`fal/${model}`, ["@Driver turns"], { startFrame })).toThrow(/frames or elements, not both/);
    }
  });

  test("gets keyframes at the one endpoint that names them", () => {
    const { profile, pass } = written("fal/kling-4.0", ["A door opens"], frames);
    const keyframes = [...carElement.images];
    const call = falProvider.compile(profile, { ...pass, keyframes }, "job-1");
    expect(call).toMatchObject({
      path: "/fal-ai/kling-video/v4/image-to-video",
      body: {
        start_image_url: image(startFrame),
        middle_image_urls: keyframes.map(image),
        end_image_url: image(endFrame),
      },
    });
    expect(readModelCall("fal", "kling-video/v4/image-to-video", withAddresses(call.body as Fields))).toHaveProperty(
      "shots",
    );
  });
});

/** The fields as they leave: an address for each image. */
function withAddresses(fields: Fields): Fields {
  return JSON.parse(JSON.stringify(fields).replaceAll(/\{\{image:(\w+)\}\}/g, "https://fal.test/$1.png")) as Fields;
}

describe("a pass at fal", () => {
  test("one shot is a prompt at the top level, with its length as text and its sound said", () => {
    const { path: _, ...call } = falCall("fal/kling-v3-pro", [["A door opens", 5000]], {
      aspectRatio: "9:16",
      guidance: 0.65,
      audio: true,
      negativePrompt: "blur",
    });
    expect(call).toEqual({
      method: "POST",
      headers: {},
      body: {
        prompt: "A door opens",
        duration: "5",
        generate_audio: true,
        aspect_ratio: "9:16",
        negative_prompt: "blur",
        cfg_scale: 0.65,
      },
    });
  });

  test("several shots are a list whose lengths are texts too", () => {
    const { body } = falCall("fal/kling-o3-pro", [
      ["A door opens", 2000],
      ["A hand falls", 7000],
    ]);
    expect(body).toEqual({
      multi_prompt: [
        { prompt: "A door opens", duration: "2" },
        { prompt: "A hand falls", duration: "7" },
      ],
      shot_type: "customize",
      duration: "9",
      generate_audio: false,
      aspect_ratio: "16:9",
    });
  });

  test("says that it wants no negative prompt, as one of the service's own would be used", () => {
    expect(falCall("fal/kling-v3-pro", ["A door"], { negativePrompt: "" }).body["negative_prompt"]).toBe("");
    expect(falCall("fal/kling-o3-pro", ["A door"], { negativePrompt: "blur" }).body).not.toHaveProperty(
      "negative_prompt",
    );
  });

  test("elements keep their order and their frontal images, frames have the names of their endpoint", () => {
    const frames = { startFrame, endFrame, negativePrompt: "" };
    expect(falCall("fal/kling-v3-pro", ["@Car passes @Driver"], frames).body).toEqual({
      prompt: "@Element1 passes @Element2",
      duration: "4",
      generate_audio: false,
      negative_prompt: "",
      start_image_url: image(startFrame),
      end_image_url: image(endFrame),
      elements: [carElement, driverElement].map(({ images: [frontal, ...others] }) => ({
        frontal_image_url: image(frontal),
        reference_image_urls: others.map(image),
      })),
    });
    expect(falCall("fal/kling-o3-pro", ["A door"], { startFrame }).body).toEqual({
      prompt: "A door",
      duration: "4",
      generate_audio: false,
      image_url: image(startFrame),
    });
    const references = falCall("fal/kling-o3-pro", ["@Car"], { startFrame }).body;
    expect(references).toMatchObject({ start_image_url: image(startFrame), aspect_ratio: "16:9" });
  });
});

describe("a pass at Pixio", () => {
  test("carries the job as its idempotency key, and shots as JSON text", () => {
    const call = pixioCall("pixio/kling-v3-pro", ["A door opens", "A hand falls"], { startFrame, negativePrompt: "x" });
    expect(call).toEqual({
      method: "POST",
      path: "/generate",
      headers: { "idempotency-key": "job-1" },
      body: {
        modelId: "pixio/kling-video/v3/pro/image-to-video",
        providerId: "pixio",
        params: {
          multi_prompt: '[{"prompt":"A door opens","duration":"4"},{"prompt":"A hand falls","duration":"4"}]',
          shot_type: "customize",
          duration: "8",
          generate_audio: false,
          aspect_ratio: "16:9",
          negative_prompt: "x",
          start_image_url: image(startFrame),
        },
      },
    });
  });
});

describe("a still", () => {
  test("without elements is drawn from words alone, with them from all their images in order", () => {
    const words = writtenStill("fal/nano-banana-pro", "A garage at night", "2K");
    expect(falProvider.compile(words.profile, words.pass, "job-1")).toMatchObject({
      path: "/fal-ai/nano-banana-pro",
      body: {
        prompt: "A garage at night",
        aspect_ratio: "16:9",
        resolution: "2K",
        num_images: 1,
        output_format: "png",
      },
    });
    const called = writtenStill("fal/nano-banana-pro", "@Driver beside @Car", "4K");
    const { path, body } = falProvider.compile(called.profile, called.pass, "job-1");
    expect(path).toBe("/fal-ai/nano-banana-pro/edit");
    expect(body).toMatchObject({ image_urls: [...driverElement.images, ...carElement.images].map(image) });
  });

  test("at Pixio asks for what it has", () => {
    const { profile, pass } = writtenStill("pixio/nano-banana-pro", "@Car in rain", "2K");
    expect(pixioProvider.compile(profile, pass, "job-1").body).toEqual({
      modelId: "pixio/nano-banana-pro/edit",
      providerId: "pixio",
      params: {
        prompt: pass.prompt,
        aspect_ratio: "16:9",
        resolution: "2K",
        image_urls: carElement.images.map(image),
      },
    });
  });
});

// A word first: an empty text, or one of spaces alone, is for the preflight.
const prompts = fc
  .tuple(fc.constantFrom("Rain", "@Driver turns", "@Car and @Driver"), fc.string({ unit: "grapheme", maxLength: 60 }))
  .map(([first, rest]) => `${first} ${rest}`.trim());

function passes(shortestSeconds: number) {
  return fc.record({
    shots: fc
      .array(fc.tuple(prompts, fc.integer({ min: shortestSeconds, max: 5 })), { minLength: 1, maxLength: 6 })
      .map((shots) => shots.map(([text, seconds]): [string, number] => [text, seconds * 1000]))
      .filter((shots) => {
        const totalMs = shots.reduce((sum, [, durationMs]) => sum + durationMs, 0);
        return totalMs >= 3000 && totalMs <= 15_000;
      }),
    audio: fc.boolean(),
    negativePrompt: fc.constantFrom("", "blur, flicker"),
    aspectRatio: fc.constantFrom("16:9" as const, "9:16" as const, "1:1" as const),
    hasEndFrame: fc.boolean(),
  });
}

describe("whatever the pass, the service reads the same shots, lengths, order and sound", () => {
  test.each(["fal/kling-v3-pro", "fal/kling-o3-standard", "pixio/kling-v3-4k", "pixio/kling-o3-pro"])("%s", (id) => {
    const profile = knownProfile(id);
    const dialect = profile.provider === "fal" ? "fal" : "pixio";
    fc.assert(
      fc.property(passes(profile.limits.shotMs.min / 1000), ({ shots, hasEndFrame, ...content }) => {
        const frames = { startFrame, ...(hasEndFrame && shots.length === 1 ? { endFrame } : {}) };
        const { pass } = written(id, shots, { ...content, ...frames });
        const { path, body } = (dialect === "fal" ? falProvider : pixioProvider).compile(profile, pass, "job-1");
        const prepared = new Map(
          [startFrame, endFrame, ...driverElement.images, ...carElement.images].map((reference) => [
            image(reference),
            `https://files.example/${reference}.png`,
          ]),
        );
        const filled = fillPlaceholders(body, prepared) as Fields;
        const endpoint = dialect === "fal" ? path.slice("/fal-ai/".length) : String(filled["modelId"]).slice(6);
        const taken = readModelCall(dialect, endpoint, dialect === "fal" ? filled : filled["params"]);
        expect(taken).toMatchObject({
          output: "film",
          durationSeconds: pass.durationMs / 1000,
          shots: pass.shots.map(({ text, durationMs }) => ({ text, seconds: durationMs / 1000 })),
          audio: content.audio,
        });
      }),
      { numRuns: 150 },
    );
  });
});
