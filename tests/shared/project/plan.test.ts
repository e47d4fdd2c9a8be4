import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projectLimits, projectSchema } from "../../../shared/project/model.ts";
import { type Plan, parsePlan, planOfProject, planSchema, projectOfPlan } from "../../../shared/project/plan.ts";
import {
  aspectRatios,
  cameraAngles,
  cameraMoves,
  elementKinds,
  shotSizes,
  transitions,
} from "../../../shared/project/vocabulary.ts";
import { rateNames } from "../../../shared/time/rate.ts";
import { buildPlan } from "../../support/builders.ts";

function problemsOf(data: unknown): { code: string; path: string }[] {
  const read = parsePlan(JSON.stringify(data));
  return read.plan ? [] : read.problems.map(({ code, path }) => ({ code, path }));
}

/** A copy of `plan` with the value at `keys` replaced. */
function withValue(plan: unknown, keys: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(plan) as Record<string | number, unknown>;
  let place = copy;
  for (const key of keys.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  place[keys.at(-1) as string] = value;
  return copy;
}

/** To a project and back, with the file of each image remembered by a made-up id. */
function thereAndBack(plan: Plan): Plan {
  const files: string[] = [];
  let ids = 0;
  const newId = (kind: string) => {
    ids += 1;
    return `${kind}_${String(ids).padStart(4, "0")}`;
  };
  const mediaOf = (file: string) => String(files.push(file) - 1).padStart(64, "0");
  const project = projectOfPlan(plan, "project_0001", newId, mediaOf);
  expect(projectSchema.safeParse(project).error).toBeUndefined();
  return planOfProject(project, (id) => files[Number(id)] as string);
}

const fullPlan: Plan = {
  schema: "shotline.plan.1",
  project: { name: "Night race", rate: "29.97df", start: "00:58:00;02" },
  elements: [
    { name: "Driver", kind: "character", description: "Woman of forty", images: ["images/a.png", "b.jpg"] },
    { name: "Vóz_2", kind: "effect", images: ["images/a.png"] },
  ],
  passes: [
    {
      scene: "SC010",
      name: "Pit lane",
      profile: "pixio/kling-v3-pro",
      aspectRatio: "9:16",
      resolution: "1080p",
      guidance: 0,
      audio: false,
      negativePrompt: "",
      startFrame: "images/start.png",
      endFrame: "images/end.png",
      shots: [
        {
          durationMs: 4000,
          transition: "fade-in",
          slowMotion: false,
          camera: { size: "two-shot", angle: "dutch", move: "whip-pan", lens: "", note: "n" },
          action: "",
          environment: "e",
          lighting: "l",
          mood: "m",
          dialogue: [{ speaker: "", line: "One lap." }],
          ambience: "a",
          music: "",
          prompt: null,
          notes: "keep",
        },
        { durationMs: 3000, camera: {}, dialogue: [], prompt: "" },
        { durationMs: 3000 },
      ],
    },
  ],
};

describe("a plan", () => {
  test("is read as it stands, absent keys staying absent and empty texts empty", () => {
    expect(parsePlan(JSON.stringify(fullPlan))).toEqual({ plan: fullPlan });
    expect(parsePlan(`\uFEFF${JSON.stringify(fullPlan)}`)).toEqual({ plan: fullPlan });
  });

  test("comes back from a project just as it was", () => {
    expect(thereAndBack(fullPlan)).toStrictEqual(fullPlan);
  });

  test("loses nothing on the way to a project and back, whatever it says", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 12 });
    const title = fc.stringMatching(/^[A-Za-z0-9 ]{0,8}[A-Za-z]$/);
    const file = fc.stringMatching(/^[a-z]{1,8}\.png$/);
    const shot = fc.record(
      {
        durationMs: fc.integer({ min: 1, max: 3_600_000 }),
        transition: fc.constantFrom(...transitions),
        slowMotion: fc.boolean(),
        camera: fc.record(
          {
            size: fc.constantFrom(...shotSizes),
            angle: fc.constantFrom(...cameraAngles),
            move: fc.constantFrom(...cameraMoves),
            lens: text,
            note: text,
          },
          { requiredKeys: [] },
        ),
        action: text,
        dialogue: fc.array(fc.record({ speaker: text, line: text }), { maxLength: 3 }),
        prompt: fc.option(text),
        notes: text,
      },
      { requiredKeys: ["durationMs"] },
    );
    const pass = fc.record(
      {
        scene: title,
        name: title,
        profile: fc.constantFrom("animatic", "pixio/kling-v3-pro", "acme/dream-1"),
        aspectRatio: fc.constantFrom(...aspectRatios),
        resolution: title,
        guidance: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
        audio: fc.boolean(),
        negativePrompt: text,
        startFrame: file,
        endFrame: file,
        shots: fc.array(shot, { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: ["scene", "name", "profile", "aspectRatio", "resolution", "shots"] },
    );
    const element = fc.record(
      {
        name: fc.stringMatching(/^\w{1,20}$/),
        kind: fc.constantFrom(...elementKinds),
        description: text,
        images: fc.array(file, { maxLength: 4 }),
      },
      { requiredKeys: ["name", "kind", "images"] },
    );
    const plan = fc.record({
      schema: fc.constant("shotline.plan.1" as const),
      project: fc.record({
        name: fc.stringMatching(/^ {0,2}[A-Za-z ]{0,8}[a-z] {0,2}$/),
        rate: fc.constantFrom(...rateNames),
        start: fc.constant("01:00:00:00"),
      }),
      elements: fc.array(element, { maxLength: 3 }),
      passes: fc.array(pass, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(plan, (written) => {
        const read = parsePlan(JSON.stringify(written, null, 2));
        expect(read).toEqual({ plan: written });
        expect(thereAndBack(read.plan as Plan)).toStrictEqual(JSON.parse(JSON.stringify(written)));
      }),
      { numRuns: 60 },
    );
  });

  test("may leave out elements and passes", () => {
    const { schema, project } = fullPlan;
    expect(parsePlan(JSON.stringify({ schema, project }))).toEqual({
      plan: { schema, project, elements: [], passes: [] },
    });
  });
});

describe("reading a plan refuses", () => {
  test.each(["", "{", "not json", "{'a': 1}", '{"schema": "shotline.plan.1",}'])("%j, which is not JSON", (text) => {
    expect(parsePlan(text)).toMatchObject({
      plan: null,
      problems: [{ code: "plan.not-json", severity: "error", path: "" }],
    });
  });

  test.each<[(string | number)[], string]>([
    [["extra"], "extra"],
    [["project", "fps"], "project.fps"],
    [["elements", 1, "color"], "elements[1].color"],
    [["passes", 0, "duration"], "passes[0].duration"],
    [["passes", 0, "shots", 2, "duration"], "passes[0].shots[2].duration"],
    [["passes", 0, "shots", 0, "camera", "zoom"], "passes[0].shots[0].camera.zoom"],
    [["passes", 0, "shots", 0, "dialogue", 0, "voice"], "passes[0].shots[0].dialogue[0].voice"],
    [["passes", 0, "id"], "passes[0].id"],
    [["passes", 0, "shots", 0, "number"], "passes[0].shots[0].number"],
    [["passes", 0, "shots", 0, "frame"], "passes[0].shots[0].frame"],
    [["constructor"], "constructor"],
    [["project", "toString"], "project.toString"],
  ])("the unknown key at %j", (keys, path) => {
    expect(problemsOf(withValue(fullPlan, keys, 1))).toEqual([{ code: "plan.unknown-key", path }]);
  });

  test("a key that JavaScript treats as special", () => {
    const text = JSON.stringify(fullPlan).replace('"project":{', '"project":{"__proto__":{"name":"x"},');
    const read = parsePlan(text);
    expect(read).toMatchObject({ plan: null, problems: [{ code: "plan.unknown-key", path: "project.__proto__" }] });
  });

  test("every unknown key at once, each named with its path", () => {
    const plan = withValue(withValue(fullPlan, ["project", "fps"], 24), ["passes", 0, "shots", 1, "length"], 3);
    expect(problemsOf(plan)).toEqual([
      { code: "plan.unknown-key", path: "project.fps" },
      { code: "plan.unknown-key", path: "passes[0].shots[1].length" },
    ]);
  });

  test.each<[(string | number)[], unknown, string]>([
    [["schema"], "shotline.plan.2", "schema"],
    [["project"], null, "project"],
    [["project", "name"], "", "project.name"],
    [["project", "name"], "   ", "project.name"],
    [["project", "name"], "two\nlines", "project.name"],
    [["project", "rate"], 24, "project.rate"],
    [["project", "rate"], "23.98", "project.rate"],
    [["project", "start"], "1:00:00:00", "project.start"],
    [["project", "start"], "00:01:00;00", "project.start"],
    [["project", "start"], "24:00:00:00", "project.start"],
    [["elements"], {}, "elements"],
    [["elements", 0, "name"], "Night Driver", "elements[0].name"],
    [["elements", 0, "name"], "", "elements[0].name"],
    [["elements", 0, "kind"], "robot", "elements[0].kind"],
    [["elements", 0, "images"], "a.png", "elements[0].images"],
    [["elements", 0, "images", 1], "", "elements[0].images[1]"],
    [["passes", 0, "scene"], "", "passes[0].scene"],
    [["passes", 0, "name"], "\0", "passes[0].name"],
    [["passes", 0, "name"], "\ud800", "passes[0].name"],
    [["passes", 0, "aspectRatio"], "4:3", "passes[0].aspectRatio"],
    [["passes", 0, "guidance"], 1.01, "passes[0].guidance"],
    [["passes", 0, "guidance"], "0.5", "passes[0].guidance"],
    [["passes", 0, "audio"], "yes", "passes[0].audio"],
    [["passes", 0, "startFrame"], null, "passes[0].startFrame"],
    [["passes", 0, "shots"], [], "passes[0].shots"],
    [["passes", 0, "shots", 0, "durationMs"], "4000", "passes[0].shots[0].durationMs"],
    [["passes", 0, "shots", 0, "durationMs"], 4000.5, "passes[0].shots[0].durationMs"],
    [["passes", 0, "shots", 0, "durationMs"], -1000, "passes[0].shots[0].durationMs"],
    [["passes", 0, "shots", 0, "transition"], "wipe", "passes[0].shots[0].transition"],
    [["passes", 0, "shots", 0, "camera", "size"], "mcu", "passes[0].shots[0].camera.size"],
    [["passes", 0, "shots", 0, "camera"], null, "passes[0].shots[0].camera"],
    [["passes", 0, "shots", 0, "action"], null, "passes[0].shots[0].action"],
    [["passes", 0, "shots", 0, "action"], "x".repeat(20_001), "passes[0].shots[0].action"],
    [["passes", 0, "shots", 0, "dialogue", 0, "line"], 7, "passes[0].shots[0].dialogue[0].line"],
  ])("at %j the value %j", (keys, value, path) => {
    expect(problemsOf(withValue(fullPlan, keys, value))).toEqual([{ code: "plan.wrong-type", path }]);
  });

  test.each([[null], [[]], ["plan"], [3]])("%j in place of a plan", (data) => {
    expect(problemsOf(data)).toEqual([{ code: "plan.wrong-type", path: "" }]);
  });

  test("more passes or elements than a project holds", () => {
    const passes = Array.from({ length: projectLimits.passes + 1 }, () => buildPlan().passes[0]);
    const elements = Array.from({ length: projectLimits.elements + 1 }, (_, index) => ({
      name: `E${index}`,
      kind: "other",
      images: ["a.png"],
    }));
    expect(problemsOf({ ...buildPlan(), passes })).toEqual([{ code: "plan.wrong-type", path: "passes" }]);
    expect(problemsOf({ ...buildPlan(), elements })).toEqual([{ code: "plan.wrong-type", path: "elements" }]);
  });

  test.each([
    "/etc/a.png",
    "//server/share/a.png",
    "\\\\server\\share\\a.png",
    "\\a.png",
    "C:\\films\\a.png",
    "c:/films/a.png",
    "C:a.png",
    "..",
    "../a.png",
    "images/../../a.png",
    "images/../a.png",
    "images\\..\\a.png",
    "..\\a.png",
    "images/..",
  ])("the image %j, which lies or may lie outside the plan's folder", (file) => {
    const places: [(string | number)[], string][] = [
      [["elements", 0, "images", 1], "elements[0].images[1]"],
      [["passes", 0, "startFrame"], "passes[0].startFrame"],
      [["passes", 0, "endFrame"], "passes[0].endFrame"],
    ];
    for (const [keys, path] of places) {
      expect(problemsOf(withValue(fullPlan, keys, file))).toEqual([{ code: "path.outside", path }]);
    }
  });

  test.each(["..a.png", "a..b/c.png", "images/...png", "./a.png", "~/a.png"])("not the image %j", (file) => {
    expect(problemsOf(withValue(fullPlan, ["passes", 0, "startFrame"], file))).toEqual([]);
  });
});

describe("the plan schema", () => {
  test("says in each message where the fault is", () => {
    const read = parsePlan(JSON.stringify(withValue(fullPlan, ["passes", 0, "shots", 0, "durationMs"], "4")));
    expect(read.plan).toBeNull();
    expect(read.plan ? [] : read.problems[0]?.message).toMatch(/^passes\[0\]\.shots\[0\]\.durationMs does not fit: /);
  });

  const sample = new URL("../../../resources/sample/sample.plan.json", import.meta.url);
  test.skipIf(!existsSync(sample))("takes the shipped sample", () => {
    expect(planSchema.safeParse(JSON.parse(readFileSync(sample, "utf8"))).error).toBeUndefined();
  });
});
