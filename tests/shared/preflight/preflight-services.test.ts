import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { learnProfiles, profileOf } from "../../../shared/models/profiles.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import { imageUses } from "../../../shared/preflight/image-rules.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import type { FixableProblem } from "../../../shared/preflight/problem.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { parsePlan } from "../../../shared/project/plan.ts";
import { buildShot } from "../../support/builders.ts";
import { localFilm } from "../../support/comfyui-models.ts";
import { elementsOf, imageA, imageB, projectFor } from "../../support/service-projects.ts";

function shotsCalling(...names: string[]): Shot[] {
  const action = `In a room stand ${names.map((name) => `@${name}`).join(" and ")}`;
  return [buildShot("1", { action, camera: { size: "WS" } })];
}

function faults(project: Project, severity: FixableProblem["severity"] = "error", profile?: string): string[] {
  return checkPlan(project, profile)
    .filter((each) => each.severity === severity)
    .map(({ code, path }) => `${code} ${path.replace("passes[0].", "")}`);
}

describe("elements and frames", () => {
  test.each<[string, Partial<Pass>, string[], string[]]>([
    ["kling/kling-3.0-omni", {}, ["Anna", "Bert", "Cleo", "Dora", "Emil", "Fred", "Gina"], []],
    [
      "kling/kling-3.0-omni",
      {},
      ["Anna", "Bert", "Cleo", "Dora", "Emil", "Fred", "Gina", "Hugo"],
      ["element.too-many shots"],
    ],
    ["kling/kling-3.0-omni", { startFrame: imageA }, ["Anna", "Bert", "Cleo", "Dora"], ["element.too-many shots"]],
    ["kling/kling-3.0-omni", { startFrame: imageA }, ["Anna", "Bert", "Cleo"], []],
    ["kling/kling-3.0", {}, ["Anna"], ["frame.required startFrame"]],
    ["kling/kling-3.0-turbo", {}, ["Anna"], ["element.unsupported profile"]],
    ["replicate/kling-v3", { startFrame: imageA }, ["Anna"], ["element.unsupported profile"]],
    ["replicate/kling-v3-omni", { startFrame: imageA }, ["Anna", "Bert", "Cleo"], []],
    ["replicate/kling-v3-omni", {}, ["Anna", "Bert", "Cleo", "Dora"], ["image.too-many shots"]],
    ["fal/kling-o3-pro", {}, ["Anna", "Bert", "Cleo", "Dora"], []],
    [
      "fal/kling-o3-pro",
      { endFrame: imageA, startFrame: imageB },
      ["Anna", "Bert", "Cleo", "Dora"],
      ["element.too-many shots"],
    ],
    ["fal/kling-v3-pro", { endFrame: imageA }, [], ["frame.required startFrame"]],
    ["animatic", { endFrame: imageA }, [], []],
  ])("at %s with %j and %j give %j", (profile, frames, names, expected) => {
    const shots = names.length > 0 ? { shots: shotsCalling(...names) } : {};
    expect(faults(projectFor(profile, { ...frames, ...shots }))).toEqual(expected);
  });

  test("called in a spoken line or a lens are sent, and so have to be known", () => {
    const dialogue = [{ speaker: "@Nemo", line: "Where is @Nobody?" }];
    const shots = [buildShot("1", { action: "A talk", camera: { lens: "@Glass" }, dialogue })];
    expect(faults(projectFor("fal/kling-o3-pro", { shots }))).toEqual([
      "prompt.unknown-element shots[0].camera.lens",
      "prompt.unknown-element shots[0].dialogue[0].speaker",
      "prompt.unknown-element shots[0].dialogue[0].line",
    ]);
  });

  test("that are unknown are all named, with the one that was meant", () => {
    const shots = [buildShot("1", { action: "@anna and @Nemo" }), buildShot("2", { action: "@Nemo and @Nobody" })];
    const [first, second] = checkPlan(projectFor("animatic", { shots }));
    expect(first).toMatchObject({
      message: expect.stringContaining("@anna, @Nemo"),
      next: expect.stringContaining("@Anna"),
    });
    expect(second?.message).toContain("@Nemo, @Nobody");
  });
});

describe("texts", () => {
  const long = (characters: number, start = "") => start.padEnd(characters, "x");

  test("are counted as the service reads them, references and what stands around the shots included", () => {
    const elements = elementsOf(["A"]);
    const at = (profile: string, prompts: string[], more: Partial<Pass> = {}) => {
      const shots = prompts.map((prompt, index) => buildShot(`${index}`, { prompt, durationMs: 2000 }));
      return faults(projectFor(profile, { shots, startFrame: imageA, ...more }, elements));
    };
    // @A is one token of 5, 15 or 9 characters.
    expect(at("kling/kling-3.0", [long(511, "@A "), "b"])).toEqual(["prompt.too-long shots[0]"]);
    expect(at("kling/kling-3.0", [long(509, "@A "), "b"])).toEqual([]);
    expect(at("kling-legacy/kling-v3", [long(500, "@A "), "b"])).toEqual(["prompt.too-long shots[0]"]);
    expect(at("kling-legacy/kling-v3", [long(499, "@A "), "b"])).toEqual([]);
    expect(at("fal/kling-v3-pro", [long(505, "@A "), "b"])).toEqual([]);
    expect(at("fal/kling-v3-pro", [long(506, "@A "), "b"])).toEqual(["prompt.too-long shots[0]"]);
    // Six shots of 499 have 2994 characters, and 77 more around and between them in the inline grammar, in all 3071.
    const six = Array.from({ length: 6 }, () => long(499));
    expect(at("kling/kling-3.0", six)).toEqual([]);
    expect(at("kling/kling-3.0", [...six.slice(1), long(501)])).toEqual(["prompt.too-long shots"]);
    expect(at("kling/kling-3.0-turbo", six)).toEqual(["prompt.too-long shots"]);
    expect(at("animatic", [long(5000), "b"])).toEqual([]);
  });

  test("of a model that is not confirmed to have that limit say so", () => {
    const shots = [buildShot("1", { prompt: long(600) })];
    const nextAt = (profile: string) =>
      checkPlan(projectFor(profile, { shots })).find(({ code }) => code === "prompt.too-long")?.next;
    expect(nextAt("fal/kling-v3-pro")).toBe("Shorten it by 88. (The service has not confirmed this limit.)");
    expect(nextAt("kling/kling-3.0")).toBe("Shorten it by 88.");
  });

  test("that say nothing at all are refused by every service, not by the animatic", () => {
    const shots = [
      buildShot("1", { action: "It rains" }),
      buildShot("2", { notes: "to do" }),
      buildShot("3", { prompt: " \n" }),
    ];
    expect(faults(projectFor("kling/kling-3.0", { shots }))).toEqual([
      "prompt.empty shots[1]",
      "prompt.empty shots[2]",
    ]);
    expect(faults(projectFor("animatic", { shots }))).toEqual([]);
  });

  test("that a service does not take are not counted", () => {
    expect(faults(projectFor("fal/kling-v3-pro", { negativePrompt: long(2501) }))).toEqual([
      "prompt.too-long negativePrompt",
    ]);
    expect(faults(projectFor("fal/kling-o3-pro", { negativePrompt: long(2501) }))).toEqual([]);
  });
});

describe("what a switch of service drops", () => {
  const rich: Partial<Pass> = {
    guidance: 0.5,
    negativePrompt: "blur",
    audio: true,
    startFrame: imageA,
    endFrame: imageB,
  };
  test.each<[string, string[]]>([
    ["animatic", []],
    ["fal/kling-v3-pro", []],
    ["fal/kling-v3-standard", ["resolution"]],
    ["fal/kling-o3-pro", ["guidance", "negativePrompt"]],
    ["kling/kling-3.0", ["guidance", "negativePrompt"]],
    ["kling/kling-3.0-turbo", ["endFrame", "guidance", "negativePrompt"]],
    ["replicate/kling-v3", ["guidance"]],
  ])("is told for %s: %j", (profile, fields) => {
    const project = projectFor("animatic", rich);
    expect(faults(project, "error", profile)).toEqual([]);
    const dropped = faults(project, "advice", profile).filter((each) => each.startsWith("field.unsupported"));
    expect(dropped).toEqual(fields.map((field) => `field.unsupported ${field}`));
  });

  test("is no fault where several resolutions are made, but the asked one is not: that is one", () => {
    expect(faults(projectFor("kling/kling-3.0-turbo", { resolution: "4k" }))).toEqual(["field.not-allowed resolution"]);
  });
});

describe("a still", () => {
  const still = "gemini/nano-banana-pro";

  test("is judged by the first shot's picture alone: no lengths, frames or later shots", () => {
    const shots = [
      buildShot("1", { durationMs: 500, action: "@Anna waits", music: "the song of @Nobody" }),
      buildShot("2", { durationMs: 60_000, action: "@Nobody comes", prompt: "x".repeat(9000) }),
    ];
    expect(faults(projectFor("kling/kling-3.0", { shots, endFrame: imageA }), "error", still)).toEqual([]);
    expect(checkPlan(projectFor("kling/kling-3.0", { shots }), still)).toEqual([]);
  });

  test("needs words, known names, and no more images than the model looks at", () => {
    expect(faults(projectFor(still, { shots: [buildShot("1", { music: "a drone" })] }))).toEqual([
      "prompt.empty shots[0]",
    ]);
    expect(faults(projectFor(still, { shots: shotsCalling("Nobody") }))).toEqual([
      "prompt.unknown-element shots[0].action",
    ]);
    const four = elementsOf(["Anna", "Bert", "Cleo", "Dora"], [imageA, imageB, imageA, imageB]);
    expect(faults(projectFor(still, { shots: shotsCalling("Anna", "Bert", "Cleo") }, four))).toEqual([]);
    expect(faults(projectFor(still, { shots: shotsCalling("Anna", "Bert", "Cleo", "Dora") }, four))).toEqual([
      "image.too-many shots",
    ]);
  });

  test("sends the images of the elements that it shows, and no frames", () => {
    const shots = [...shotsCalling("Anna"), buildShot("2", { action: "@Bert" })];
    const uses = imageUses(projectFor("animatic", { shots, startFrame: imageA }, elementsOf(["Anna", "Bert"])), still);
    expect(uses.filter(({ profiles }) => profiles.length > 0).map(({ path }) => path)).toEqual([
      "elements[0].images[0]",
      "elements[0].images[1]",
    ]);
  });
});

describe("a model of this winter", () => {
  const dark = "fal/seedance-2.0";
  const two = [buildShot("1", { action: "@Anna waits" }), buildShot("2", { action: "@Bert comes" })];

  test.each<[string, Partial<Pass>, string[]]>([
    [dark, { startFrame: imageA, shots: two }, ["element.with-frame startFrame", "element.with-frame shots"]],
    [
      dark,
      { startFrame: imageA, shots: shotsCalling("Anna") },
      ["element.with-frame shots", "element.with-frame startFrame"],
    ],
    [
      "fal/kling-4.0",
      { startFrame: imageA, shots: two },
      ["element.with-frame startFrame", "element.with-frame shots"],
    ],
    [dark, { startFrame: imageA }, []],
    [dark, { shots: two }, []],
    [dark, { shots: shotsCalling("Anna", "Bert", "Cleo", "Dora", "Emil") }, ["image.too-many shots"]],
    ["fal/seedance-2.5", { shots: shotsCalling("Anna", "Bert", "Cleo", "Dora", "Emil"), resolution: "720p" }, []],
    // No field for a frame is known there: it is left out, and the elements are sent.
    ["replicate/seedance-2.0", { startFrame: imageA, shots: two }, []],
    [dark, { shots: [buildShot("1", { durationMs: 3000, action: "It rains" })] }, ["budget.total-short shots"]],
    ["kling/kling-4.0", {}, ["profile.unavailable profile"]],
  ])("at %s with %j gives %j", (profile, content, expected) => {
    expect(faults(projectFor(profile, content))).toEqual(expected);
  });

  test("that reads all shots in one prompt counts the whole list, times and cuts included", () => {
    const long = (chars: number) =>
      projectFor(dark, {
        shots: [1, 2].map((name) => buildShot(`${name}`, { prompt: "x".repeat(chars), camera: { size: "WS" } })),
      });
    const around = "Shot 1 (0–4 s): \nCut to: Shot 2 (4–8 s): ".length;
    expect(faults(long((4000 - around) / 2))).toEqual([]);
    expect(faults(long((4000 - around) / 2 + 1))).toEqual(["prompt.too-long shots"]);
  });

  test("that always makes sound says so of a pass without, and of no other", () => {
    const heard = (audio: boolean) =>
      faults(projectFor("fal/kling-4.0", { audio }), "advice").filter((each) => each.endsWith(" audio"));
    expect([heard(false), heard(true)]).toEqual([["field.unsupported audio"], []]);
  });

  test("that begins with a frame refuses a pass without", () => {
    const own = profileOf("fal/seedance-2.0") as ModelProfile;
    onTestFinished(() => learnProfiles([]));
    learnProfiles([{ ...own, id: "fal/own", limits: { ...own.limits, startFrameRequired: true } }]);
    expect(faults(projectFor("fal/own", {}))).toEqual(["frame.required startFrame"]);
    expect(faults(projectFor("fal/own", { startFrame: imageA }))).toEqual([]);
  });

  test("that makes one shot from a frame asks for one of each shot", () => {
    onTestFinished(() => learnProfiles([]));
    learnProfiles([localFilm]);
    const shots = ["1", "2", "3"].map((name) => buildShot(name, { prompt: "A car waits.", camera: { size: "WS" } }));
    const framed = (...own: number[]) =>
      shots.map((shot, index) => ({ ...shot, ...(own.includes(index) ? { frame: imageB } : {}) }));
    const asked = (startFrame: string | undefined, ...own: number[]) =>
      faults(
        projectFor(localFilm.id, { ...(startFrame ? { startFrame } : {}), resolution: "720p", shots: framed(...own) }),
      );
    expect(asked(undefined)).toEqual([0, 1, 2].map((index) => `frame.required shots[${index}].frame`));
    expect(asked(imageA, 2)).toEqual(["frame.required shots[1].frame"]);
    expect(asked(undefined, 0, 1, 2)).toEqual([]);
  });
});

function fieldOf(code: string): string {
  return code === "field.not-allowed" ? "resolution" : "profile";
}

const fixture = resolve(import.meta.dirname, "../../../../shared/fixtures/plans/launch-morning.plan.json");

describe.skipIf(!existsSync(fixture))("the sample plan of a launch", () => {
  const read = existsSync(fixture) ? parsePlan(readFileSync(fixture, "utf8")) : { plan: null };

  test.each(shippedProfiles.map(({ id }) => id))("is in order for %s, or lacks only an input that it needs", (id) => {
    if (!read.plan) throw new Error("the plan is not one");
    const { limits, off, output } = profileOf(id) as ModelProfile;
    const errors = checkPlan(read.plan, id).filter(({ severity }) => severity === "error");
    const inBoth = (code: string) => [`${code} passes[0].${fieldOf(code)}`, `${code} passes[1].${fieldOf(code)}`];
    const isFilm = output === "film";
    const expected = [
      ...(off === undefined ? [] : inBoth("profile.unavailable")),
      ...(limits.elementsMax === 0 ? inBoth("element.unsupported") : []),
      ...(limits.elementsNeedStartFrame ? ["frame.required passes[1].startFrame"] : []),
      // The first pass begins with a frame and calls elements.
      ...(limits.framesOrElements
        ? ["element.with-frame passes[0].startFrame", "element.with-frame passes[0].shots"]
        : []),
      ...(isFilm && limits.resolutions.length > 1 && !limits.resolutions.includes("1080p")
        ? inBoth("field.not-allowed")
        : []),
    ];
    expect(errors.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual(expected.toSorted());
  });
});
