import { describe, expect, test } from "vitest";
import { projectLimits } from "../../../shared/project/model.ts";
import { parsePlan } from "../../../shared/project/plan.ts";
import { buildPlan, fullPlan } from "../../support/builders.ts";

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
    [["passes", 0, "aspectRatio"], "5:4", "passes[0].aspectRatio"],
    [["passes", 0, "keyframes"], "yes", "passes[0].keyframes"],
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
    [["passes", 0, "shots", 0, "trim"], null, "passes[0].shots[0].trim"],
    [["passes", 0, "shots", 0, "trim", "in"], 1.5, "passes[0].shots[0].trim.in"],
    [["passes", 0, "shots", 0, "trim", "frames"], 0, "passes[0].shots[0].trim.frames"],
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

test("a refusal says in each message where the fault is", () => {
  const read = parsePlan(JSON.stringify(withValue(fullPlan, ["passes", 0, "shots", 0, "durationMs"], "4")));
  expect(read.plan).toBeNull();
  expect(read.plan ? [] : read.problems[0]?.message).toMatch(/^passes\[0\]\.shots\[0\]\.durationMs is not valid: /);
});
