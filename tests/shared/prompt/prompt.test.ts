import { describe, expect, test } from "vitest";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { cameraAngles, cameraMoves, shotSizes, transitions } from "../../../shared/project/vocabulary.ts";
import {
  compilePictureText,
  compileShotText,
  defaultNegativePrompt,
  negativePromptOf,
} from "../../../shared/prompt/compile.ts";
import { lintPass } from "../../../shared/prompt/lints.ts";
import { isSeen, referencesIn, referencesOf, renameReferences } from "../../../shared/prompt/references.ts";
import { angleWords, moveWords, sizeWords, transitionWords } from "../../../shared/prompt/vocabulary.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

describe("the text of a shot", () => {
  test("says transition, camera, action, place, light, mood and sound, in this order", () => {
    const text = compileShotText({
      transition: "fade-in",
      slowMotion: true,
      camera: { size: "MCU", angle: "eye", move: "push-in", lens: "50mm", note: "shallow focus" },
      action: "@Driver pulls the zip of her suit up to the collar",
      environment: "concrete garage at night",
      lighting: "one warm work lamp",
      mood: "held breath",
      dialogue: [
        { speaker: "Driver", line: "One lap." },
        { speaker: " ", line: "Go!" },
        { speaker: "Nobody", line: " " },
      ],
      ambience: "rain on a tin roof",
      music: "a low drone",
    });
    expect(text).toBe(
      "Fade in from black. Medium close-up at eye level, the camera pushes in slowly, 50mm lens, shallow focus, slow motion. " +
        "@Driver pulls the zip of her suit up to the collar. Concrete garage at night. Lighting: one warm work lamp. " +
        'Mood: held breath. Driver says: "One lap." A voice says: "Go!" Ambience: rain on a tin roof. Music: a low drone.',
    );
  });

  test.each<[Partial<Shot>, string]>([
    [{}, ""],
    [{ action: "  " }, ""],
    [{ action: "she runs" }, "She runs."],
    [{ action: "Does she run?" }, "Does she run?"],
    [{ action: "élan vital", transition: "cut" }, "Élan vital."],
    [{ action: "she runs", transition: "hard-cut" }, "Hard cut to: She runs."],
    [{ camera: { move: "static" } }, "The camera is locked off."],
    [{ slowMotion: true }, "Slow motion."],
    [{ prompt: "  exactly this  ", action: "not this", transition: "whip" }, "exactly this"],
    [{ prompt: "", action: "not this" }, ""],
    [{ prompt: null, action: "this" }, "This."],
  ])("of %j is %j", (shot, text) => {
    expect(compileShotText(shot)).toBe(text);
  });

  test("has words for everything that a plan may say of the camera", () => {
    for (const size of shotSizes) expect(sizeWords[size]).not.toBe("");
    for (const angle of cameraAngles) expect(angleWords[angle]).not.toBe("");
    for (const move of cameraMoves) expect(moveWords[move]).not.toBe("");
    for (const each of transitions) expect(transitionWords[each] === "").toBe(each === "cut");
  });
});

test("the negative prompt is the default when absent, and nothing when empty", () => {
  expect(negativePromptOf({})).toBe(defaultNegativePrompt);
  expect(negativePromptOf({ negativePrompt: "" })).toBe("");
  expect(negativePromptOf({ negativePrompt: "blur" })).toBe("blur");
  for (const word of ["deformed hands", "morphing face", "watermark", "cartoon look", "duplicated limbs"]) {
    expect(defaultNegativePrompt).toContain(word);
  }
});

test("the picture of a shot leaves out movement and sound", () => {
  const shot: Partial<Shot> = {
    transition: "whip",
    slowMotion: true,
    camera: { size: "MCU", angle: "low", move: "push-in", lens: "50mm", note: "shallow focus" },
    action: "@Driver waits",
    lighting: "one lamp",
    dialogue: [{ speaker: "Driver", line: "One lap." }],
    music: "a drone",
  };
  const text = "Medium close-up from a low angle, 50mm lens, shallow focus. @Driver waits. Lighting: one lamp.";
  expect(compilePictureText(shot)).toBe(text);
  expect(compilePictureText({ ...shot, prompt: " as it is " })).toBe("as it is");
  expect(compilePictureText({})).toBe("");
});

describe("references", () => {
  test.each<[string, [string, number][]]>([
    ["@Driver runs", [["Driver", 0]]],
    [
      "(@Driver), @Car_2's door and @Vóz!",
      [
        ["Driver", 1],
        ["Car_2", 11],
        ["Vóz", 29],
      ],
    ],
    [
      "@ネコ and @Δρόμος",
      [
        ["ネコ", 0],
        ["Δρόμος", 8],
      ],
    ],
    ["mail crew@example.com or ü@b", []],
    ["@@Driver", [["Driver", 1]]],
    ["@ Driver, @, @-x", []],
    ["", []],
  ])("in %j are %j", (text, found) => {
    expect(referencesIn(text)).toEqual(found.map(([name, offset]) => ({ name, offset })));
  });

  test("are read from every field that is sent, and from a free text alone where there is one", () => {
    const shot = {
      durationMs: 1000,
      action: "@A",
      environment: "@B",
      lighting: "@C",
      mood: "@D",
      ambience: "@E",
      music: "@F",
    };
    const spoken = { camera: { lens: "@G", note: "@H" }, dialogue: [{ speaker: "@I", line: "Wait, @J!" }] };
    const full = { ...shot, ...spoken, notes: "@Hidden" };
    expect(referencesOf(full).map(({ field, name }) => `${field} ${name}`)).toEqual([
      ...["action A", "environment B", "lighting C", "mood D", "ambience E", "music F", "camera.lens G"],
      ...["camera.note H", "dialogue[0].speaker I", "dialogue[0].line J"],
    ]);
    expect(
      referencesOf(full)
        .filter(isSeen)
        .map(({ name }) => name),
    ).toEqual([..."ABCDGH"]);
    expect(referencesOf({ ...full, prompt: "only @Z" })).toEqual([{ field: "prompt", name: "Z", offset: 5 }]);
    expect(referencesOf({ ...full, prompt: "" })).toEqual([]);
  });

  test("are renamed whole: neither longer names, nor e-mail addresses, nor other cases", () => {
    const rename = (text: string, to = "Max") => {
      const camera = { lens: text, note: text, size: "CU" as const };
      const dialogue = [{ speaker: text, line: text }];
      const pass = buildPass("A", [buildShot("1", { action: text, prompt: text, camera, dialogue })]);
      const shot = renameReferences(pass, "Car", to).shots[0];
      const renamed = shot?.action as string;
      expect(shot?.camera).toEqual({ lens: renamed, note: renamed, size: "CU" });
      expect([shot?.prompt, shot?.dialogue]).toEqual([renamed, [{ speaker: renamed, line: renamed }]]);
      return shot?.action;
    };
    expect(rename("@Car, @CarDoor, @car, x@Car.com and @Car's")).toBe("@Max, @CarDoor, @car, x@Car.com and @Max's");
    expect(rename("@Car", "$&")).toBe("@$&");
  });

  test("leave a pass the very same that calls nobody of the name", () => {
    const pass = buildPass("A", [buildShot("1", { action: "@CarDoor" })]);
    expect(renameReferences(pass, "Car", "Max")).toBe(pass);
  });
});

describe("advice", () => {
  const adviceOn = (shots: Partial<Shot>[], pass: Partial<Pass> = {}) => {
    const built = buildPass(
      "A",
      shots.map((shot, index) => buildShot(`${index}`, shot)),
      pass,
    );
    const found = lintPass([buildElement("Driver"), buildElement("Car")], built, "passes[0]");
    for (const { severity, next } of found) expect([severity, next]).toEqual(["advice", expect.stringMatching(/\.$/)]);
    return found.map(({ code, path }) => `${code} ${path}`);
  };
  const good: Partial<Shot> = { action: "@Driver waits", camera: { size: "CU" } };
  const wide: Partial<Shot> = { ...good, camera: { size: "WS" } };

  test.each<[string, Partial<Shot>[], string[]]>([
    ["nothing on a good shot", [good], []],
    ["an action", [{ camera: { size: "CU" } }], ["advice.no-action passes[0].shots[0].action"]],
    ["camera language", [{ action: "Rain" }], ["advice.no-camera passes[0].shots[0].camera"]],
    [
      "one action a shot",
      [{ ...good, action: "She kneels, then stops" }],
      ["advice.one-action passes[0].shots[0].action"],
    ],
    [
      "early slow motion",
      [good, wide, { ...good, slowMotion: true }],
      ["advice.slow-motion-late passes[0].shots[2].slowMotion"],
    ],
    ["nothing on slow motion at first", [{ ...good, slowMotion: true }], []],
    [
      "calling an element",
      [{ ...good, action: "the driver waits" }],
      ["advice.name-element passes[0].shots[0].action"],
    ],
    ["nothing on a longer word", [{ ...good, action: "drivers in carts" }], []],
    ["nothing on one that is called too", [{ ...good, action: "@Driver, a driver" }], []],
    ["calling one in a free text", [{ prompt: "a car" }], ["advice.name-element passes[0].shots[0].prompt"]],
  ])("asks for %s", (_, shots, codes) => {
    expect(adviceOn(shots)).toEqual(codes);
  });

  test.each<[string, Partial<Shot>[], string[]]>([
    [
      "a free text without its transition",
      [good, { prompt: "A car turns", transition: "dissolve" }],
      ["advice.transition passes[0].shots[1].prompt"],
    ],
    ["nothing on one that says it", [good, { prompt: "It dissolves to a road", transition: "dissolve" }], []],
    ["nothing on a cut", [good, { prompt: "A road", transition: "hard-cut" }], []],
    [
      "a match cut of nothing in common",
      [good, { ...good, action: "A wheel turns", transition: "match-cut" }],
      ["advice.transition passes[0].shots[1].action"],
    ],
    [
      "nothing on one that says what stays",
      [good, { ...good, action: "The same circle", transition: "match-cut" }],
      [],
    ],
    ["nothing on a whip in its own field", [good, { ...good, transition: "whip" }], []],
  ])("asks to describe %s", (_, shots, codes) => {
    const left = adviceOn(shots).filter((each) => each.startsWith("advice.transition"));
    expect(left).toEqual(codes);
  });

  test.each<[string[], string[]]>([
    [["@Driver in a red suit runs", "@Driver in a blue suit stops"], ["passes[0].shots[1].action"]],
    [["the woman with long grey hair", "the old woman has black hair"], ["passes[0].shots[1].action"]],
    [["@Driver in a grey suit", "@Driver in a gray suit"], []],
    [["@Driver in a red suit", "@Driver with a blue bag"], []],
    [["@Driver in a red suit", "@Car in a blue suit"], []],
    [["@Driver in a red room", "the driver leaves"], []],
    [["a red car", "a blue car"], []],
  ])("finds a subject described differently in %j: %j", (actions, places) => {
    const shots = actions.map((action) => ({ ...good, action }));
    const found = adviceOn(shots).filter((each) => each.startsWith("advice.described-differently"));
    expect(found).toEqual(places.map((place) => `advice.described-differently ${place}`));
  });

  test("warns of guidance of 0.8 and over", () => {
    expect(adviceOn([good], { guidance: 0.8 })).toEqual(["advice.guidance-high passes[0].guidance"]);
    expect(adviceOn([good], { guidance: 0.65 })).toEqual([]);
  });
});
