import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePlan } from "../../../shared/project/plan.ts";
import { blockingSchema, stageSchema } from "../../../shared/project/stage.ts";
import { arbitraryBlocking, arbitraryStage } from "../../support/arbitrary-stage.ts";
import { buildPlan } from "../../support/builders.ts";

/** Problems of a plan in which the shot's blocking, or the pass's stage, is this JSON. */
function problemsOf(json: string, key: "blocking" | "stage" = "blocking") {
  const plan = buildPlan([3000]);
  const [pass] = plan.passes;
  Object.assign((key === "stage" ? pass : pass?.shots[0]) as object, { [key]: "here" });
  const read = parsePlan(JSON.stringify(plan).replace('"here"', json));
  return read.plan ? [] : read.problems;
}

const spots = (count: number) => JSON.stringify(Array.from({ length: count }, () => [1, 2]));
const figures = (count: number) => JSON.stringify(Array.from({ length: count }, (_, at) => ({ id: `figure-${at}` })));

describe("a blocking is refused in a plan, with its path and what to do, for", () => {
  test.each([
    ["a lens of no length", '{"camera":{"lens":0}}', ".camera.lens", "Enter at least 8 mm."],
    ["a lens of ten meters", '{"camera":{"lens":10000}}', ".camera.lens", "Enter at most 800 mm."],
    ["a lens without end", '{"camera":{"lens":1e999}}', ".camera.lens", "Enter a number from 8 to 800 mm."],
    ["no lens at all", '{"camera":{"lens":null}}', ".camera.lens", "Enter a number from 8 to 800 mm."],
    ["a lens in words", '{"camera":{"lens":"35 mm"}}', ".camera.lens", "Enter a number from 8 to 800 mm."],
    ["a lens to be reached", '{"camera":{"to":{"lens":7}}}', ".camera.to.lens", "Enter at least 8 mm."],
    ["a camera in the cellar", '{"camera":{"height":-1}}', ".camera.height", "Enter at least 0.05 m."],
    ["a camera far away", '{"camera":{"at":[1e9,0]}}', ".camera.at[0]", "Enter at most 500 m."],
    ["half a place", '{"camera":{"at":[1]}}', ".camera.at", "Enter two numbers of meters, such as [1.5, -2]."],
    ["a place with a height", '{"camera":{"at":[1,2,3]}}', ".camera.at", "Enter two numbers of meters"],
    ["a path to nowhere", '{"camera":{"path":[]}}', ".camera.path", "A path needs at least one point."],
    ["a target that is none", '{"camera":{"target":{}}}', ".camera.target", 'Enter either {"figure": NAME} or'],
    ["a figure far away", '{"figures":{"Mara":{"at":[0,-1e9]}}}', ".figures.Mara.at[1]", "Enter at least -500 m."],
    ["a figure nowhere", '{"figures":{"Mara":{"at":[0,null]}}}', ".figures.Mara.at[1]", "Enter a number from -500"],
    ["a name of two words", '{"figures":{"Mara B":{}}}', ".figures.Mara B", "Use only letters, digits, - and _"],
    ["a list of figures", '{"figures":[]}', ".figures", "Enter figures by their names on the stage."],
    [
      "a pose that there is not",
      '{"figures":{"Mara":{"pose":"flying"}}}',
      ".figures.Mara.pose",
      '"standing"|"walking"',
    ],
    ["too long a path", `{"figures":{"Mara":{"path":${spots(10_000)}}}}`, ".figures.Mara.path", "at most 100 points"],
    [
      "too many figures",
      JSON.stringify({ figures: Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`figure-${at}`, {}])) }),
      ".figures",
      "A shot blocks at most 40 figures.",
    ],
  ])("%s", (_, json, path, message) => {
    expect(problemsOf(json)).toMatchObject([
      {
        severity: "error",
        path: `passes[0].shots[0].blocking${path}`,
        message: expect.stringContaining(message.replace(/\.$/, "")),
        next: expect.stringMatching(/^Correct the value/),
      },
    ]);
  });
});

describe("a stage is refused in a plan, with its path and what to do, for", () => {
  test.each([
    ["too many figures", `{"figures":${figures(500)}}`, ".figures", "A stage holds at most 40 figures."],
    ["one name twice", '{"figures":[{"id":"Mara"},{"id":"Mara"}]}', ".figures", "Two figures of a stage have the same"],
    ["the language's own name", '{"figures":[{"id":"__proto__"}]}', ".figures[0].id", "Use only letters, digits"],
    ["a giant", '{"figures":[{"id":"Mara","height":40}]}', ".figures[0].height", "Enter at most 3 m."],
    ["a sofa", '{"props":[{"id":"a","body":"sofa","at":[0,0]}]}', ".props[0].body", '"box"|"table"|"chair"'],
    ["a prop nowhere", '{"props":[{"id":"a","body":"box"}]}', ".props[0].at", "Enter two numbers of meters"],
    [
      "a flat prop",
      '{"props":[{"id":"a","body":"box","at":[0,0],"size":[1,1]}]}',
      ".props[0].size",
      "Enter width, depth and height",
    ],
    ["a light in the floor", '{"light":{"bearing":0,"elevation":0}}', ".light.elevation", "Enter at least 5°."],
  ])("%s", (_, json, path, message) => {
    expect(problemsOf(json, "stage")).toMatchObject([
      {
        severity: "error",
        path: `passes[0].stage${path}`,
        message: expect.stringContaining(message.replace(/\.$/, "")),
        next: expect.stringMatching(/^Correct the value/),
      },
    ]);
  });
});

test("names that JavaScript has for itself are names like any other, but for the one that no record keeps", () => {
  const figures = JSON.parse('{"constructor":{"at":[1,2]},"toString":{},"__proto__":{"at":[3,4]}}');
  const read = blockingSchema.parse({ figures });
  expect(Object.entries(read.figures ?? {})).toEqual([
    ["constructor", { at: [1, 2] }],
    ["toString", {}],
  ]);
  expect(Object.getPrototypeOf(read.figures)).toBe(Object.prototype);
});

test("what is random and valid is read as it is", () => {
  fc.assert(
    fc.property(arbitraryStage, arbitraryBlocking, (stage, blocking) => {
      expect(stageSchema.parse(stage)).toEqual(stage);
      expect(blockingSchema.parse(blocking)).toEqual(blocking);
    }),
  );
});
