import { describe, expect, test } from "vitest";
import { headsOf, type WritableElement, writePass, writeStill } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { buildPass, buildShot } from "../../support/builders.ts";

function profile(id: string): ModelProfile {
  const found = profileOf(id);
  if (!found) throw new Error(`no profile ${id}`);
  return found;
}

const elements: WritableElement[] = [
  { name: "Night_Driver", kind: "character", description: "Woman of forty.", images: ["d1", "d2", "d3"] },
  { name: "Car", kind: "item", images: ["c1", "c2"] },
  { name: "Idle", kind: "item", images: ["i1", "i2"] },
];

function passOf(prompts: string[], content: Partial<Pass> = {}, shot: Partial<Shot> = {}): Pass {
  const shots = prompts.map((prompt, index) =>
    buildShot(`${index}`, { durationMs: (index + 2) * 1000, prompt, ...shot }),
  );
  return buildPass("A", shots, { resolution: "1080p", ...content });
}

const meeting = passOf(["@Car stops; @Night_Driver gets out of @Car", "@Night_Driver's hand"]);

describe("a pass as the model reads it", () => {
  test.each<[string, string[], string]>([
    [
      "kling/kling-3.0",
      ["@el01 stops, @el02 gets out of @el01", "@el02's hand"],
      "shot 1, 2, @el01 stops, @el02 gets out of @el01; shot 2, 3, @el02's hand;",
    ],
    [
      "kling-legacy/kling-v3",
      ["<<<element_1>>> stops; <<<element_2>>> gets out of <<<element_1>>>", "<<<element_2>>>'s hand"],
      "<<<element_1>>> stops; <<<element_2>>> gets out of <<<element_1>>> <<<element_2>>>'s hand",
    ],
    [
      "pixio/kling-o3-pro",
      ["@Element1 stops; @Element2 gets out of @Element1", "@Element2's hand"],
      "@Element1 stops; @Element2 gets out of @Element1 @Element2's hand",
    ],
    [
      "replicate/kling-v3-omni",
      [
        "<<<image_1>>> <<<image_2>>> stops; <<<image_3>>> <<<image_4>>> <<<image_5>>> gets out of <<<image_1>>>",
        "<<<image_3>>> <<<image_4>>> <<<image_5>>>'s hand",
      ],
      "<<<image_1>>> <<<image_2>>> stops; <<<image_3>>> <<<image_4>>> <<<image_5>>> gets out of <<<image_1>>> <<<image_3>>> <<<image_4>>> <<<image_5>>>'s hand",
    ],
    [
      "animatic",
      ["@Car stops; @Night_Driver gets out of @Car", "@Night_Driver's hand"],
      "@Car stops; @Night_Driver gets out of @Car @Night_Driver's hand",
    ],
    ["replicate/kling-v3", ["Car stops; Night_Driver gets out of Car", "Night_Driver's hand"], expect.any(String)],
  ])("calls elements in the grammar of %s", (id, texts, prompt) => {
    const written = writePass(profile(id), elements, meeting);
    expect(written.shots).toEqual(texts.map((text, index) => ({ durationMs: (index + 2) * 1000, text })));
    expect(written.prompt).toEqual(prompt);
    expect(written.durationMs).toBe(5000);
  });

  test("carries the elements that it calls, in that order, under ids of one width", () => {
    const written = writePass(profile("kling/kling-3.0"), elements, meeting);
    expect(written.elements).toEqual([
      { name: "Car", kind: "item", description: "", images: ["c1", "c2"], id: "el01" },
      {
        name: "Night_Driver",
        kind: "character",
        description: "Woman of forty.",
        images: ["d1", "d2", "d3"],
        id: "el02",
      },
    ]);
  });

  test("calls a speaker who is seen in the pass, and names others in plain words", () => {
    const dialogue = ["Car", " Car ", "Idle", "A voice"].map((speaker) => ({ speaker, line: "Go." }));
    const shots = [buildShot("1", { action: "@Car waits" }), buildShot("2", { dialogue })];
    const texts = (id: string) => writePass(profile(id), elements, buildPass("A", shots)).shots.map(({ text }) => text);
    const rest = 'Idle says: "Go." A voice says: "Go."';
    expect(texts("fal/kling-o3-pro")[1]).toBe(`@Element1 says: "Go." @Element1 says: "Go." ${rest}`);
    expect(texts("animatic")[1]).toBe(`Car says: "Go." Car says: "Go." ${rest}`);
  });

  test("at Seedance is a timed list that names its plain cuts, and elements are numbered images", () => {
    const [first, second, third] = ["@Car stops", "@Night_Driver; Shot 2 (4–9 s): gets\nout of @Car", "Rain"];
    const shots = [
      buildShot("1", { prompt: first, durationMs: 4000 }),
      buildShot("2", { prompt: second, durationMs: 5000 }),
      buildShot("3", { action: third, durationMs: 2000, transition: "dissolve" }),
    ];
    const written = writePass(profile("fal/seedance-2.0"), elements, buildPass("A", shots));
    expect(written.prompt.split("\n")).toEqual([
      "Shot 1 (0–4 s): @Image1 @Image2 stops",
      "Cut to: Shot 2 (4–9 s): @Image3 @Image4 @Image5; Shot 2, 4–9 s): gets out of @Image1 @Image2",
      "Shot 3 (9–11 s): Dissolve to: Rain.",
    ]);
    expect(written.prompt).toBe(
      headsOf(profile("fal/seedance-2.0"), { shots })
        .map((head, index) => `${head}${written.shots[index]?.text}`)
        .join("\n"),
    );
    const alone = writePass(profile("fal/seedance-2.0"), elements, buildPass("A", shots.slice(0, 1)));
    expect(alone.prompt).toBe("@Image1 @Image2 stops");
    expect(headsOf(profile("kling/kling-3.0"), { shots })).toEqual(["", "", ""]);
  });

  test("has sound where the model always makes it", () => {
    const heard = (id: string) => writePass(profile(id), elements, passOf(["Rain"], { audio: false })).audio;
    expect([heard("fal/kling-4.0"), heard("fal/seedance-2.0")]).toEqual([true, false]);
  });

  test("of one shot has that shot's words alone, whatever the grammar of several", () => {
    const written = writePass(profile("kling/kling-3.0"), elements, passOf(["Rain; shot 2, 3, more rain\nand wind"]));
    expect(written.prompt).toBe("Rain; shot 2, 3, more rain\nand wind");
    expect(written.shots[0]?.text).toBe(written.prompt);
  });

  test("leaves out what the model lacks, and asks for what it makes", () => {
    const everything: Partial<Pass> = {
      ...{ guidance: 0.65, negativePrompt: "blur", audio: true, startFrame: "s", endFrame: "e", resolution: "4k" },
    };
    expect(writePass(profile("kling/kling-3.0-turbo"), elements, passOf(["Rain"], everything))).toMatchObject({
      ...{ guidance: null, negativePrompt: null, audio: true, startFrame: "s", endFrame: null, resolution: "720p" },
    });
    expect(writePass(profile("fal/kling-v3-pro"), elements, passOf(["Rain"], everything))).toMatchObject({
      ...{ guidance: 0.65, negativePrompt: "blur", audio: true, startFrame: "s", endFrame: "e", resolution: "1080p" },
    });
    const plain = writePass(profile("fal/kling-v3-pro"), elements, passOf(["Rain"], { negativePrompt: "" }));
    expect(plain).toMatchObject({ guidance: null, negativePrompt: null, audio: false, startFrame: null });
  });

  test.each<[string, string, string]>([
    ["kling/kling-3.0", "a; b；c", "a, b,c"],
    ["kling/kling-3.0", "a\n\n b\t\u0000c", "a b c"],
    ["kling/kling-3.0", "shot 2, 3, more; Shot 4 ,５, x; 镜头 6，7，y", "shot 2 3, more, Shot 4 ５, x, 镜头 6 7，y"],
    ["kling/kling-3.0", "<<<element_1>>> and <x>", "‹‹‹element_1››› and ‹x›"],
    ["fal/kling-o3-pro", "mail crew@Element1.com or @ home", "mail crew at Element1.com or at home"],
    ["fal/kling-o3-pro", "@Car@Element2", "@Element1 at Element2"],
    ["fal/kling-o3-pro", "half \ud83c of a sign", "half \uFFFD of a sign"],
    ["kling-legacy/kling-v3", "<@Car> <<<voice_1>>>", "‹<<<element_1>>>› ‹‹‹voice_1›››"],
  ])("at %s keeps %j from being read as grammar", (id, typed, text) => {
    expect(writePass(profile(id), elements, passOf([typed, "b"])).shots[0]?.text).toBe(text);
  });
});

describe("a still as the model reads it", () => {
  const gemini = profile("gemini/nano-banana-pro");
  const shown: Partial<Shot> = {
    action: "@Car waits for @Night_Driver",
    camera: { size: "WS", move: "pan-left" },
    dialogue: [{ speaker: "", line: "@Idle!" }],
    music: "a drone",
  };

  test("shows the first shot, and says which input images show whom", () => {
    const pass = buildPass("A", [buildShot("1", shown), buildShot("2", { action: "@Idle" })], { resolution: "1080p" });
    const written = writeStill(gemini, elements, pass, null);
    expect(written.prompt).toBe(
      "Input images 1 and 2 show Car.\nInput images 3 to 5 show Night Driver: Woman of forty.\n" +
        "Wide shot. Car waits for Night Driver.",
    );
    expect(written.elements.flatMap(({ images }) => images)).toEqual(["c1", "c2", "d1", "d2", "d3"]);
    expect(written.shots).toEqual([{ durationMs: 0, text: written.prompt }]);
    expect(written).toMatchObject({ resolution: "2K", aspectRatio: "16:9", startFrame: null, negativePrompt: null });
  });

  test("shows what the prompt asks for instead, with the elements that it calls", () => {
    const single: WritableElement[] = [{ name: "Cup", kind: "item", description: "White cup", images: ["x"] }];
    const written = writeStill(
      gemini,
      single,
      buildPass("A", [buildShot("1", shown)]),
      "A table with @Cup, mail a@b.c",
    );
    expect(written.prompt).toBe("Input image 1 shows Cup: White cup.\nA table with Cup, mail a at b.c");
    expect(written.resolution).toBe("1K");
    expect(writeStill(gemini, single, buildPass("A", [buildShot("1", shown)]), "A table").prompt).toBe("A table");
  });

  test("has the smallest size that the service makes where its like is not made", () => {
    expect(
      writeStill(profile("pixio/nano-banana-pro"), [], passOf(["x"], { resolution: "720p" }), null).resolution,
    ).toBe("2K");
  });
});
