import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import type { FixableProblem } from "../../../shared/preflight/problem.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { parsePlan } from "../../../shared/project/plan.ts";
import { lintPass } from "../../../shared/prompt/lints.ts";
import { buildElement, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Driver"), buildElement("Night_Car")];

function projectOf(shots: readonly Partial<Shot>[], pass: Partial<Pass> = {}): Project {
  const built = shots.map((shot, index) => buildShot(`${index}`, shot));
  return buildProject([buildPass("A", built, pass)], { elements });
}

function adviceOn(project: Project, code: string): FixableProblem[] {
  return checkPlan(project).filter((each) => each.code === code);
}

/** The text that a path of the project's only pass names. */
function textAt(project: Project, path: string): string {
  const keys = path
    .replace("passes[0].", "")
    .split(/[.[\]]+/)
    .filter(Boolean);
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], project.passes[0]) as string;
}

const cu = { camera: { size: "CU" as const } };
const line = (words: number) => [{ speaker: "Driver", line: Array(words).fill("word").join(" ") }];

interface Case {
  readonly code: string;
  /** Shots of which one gets the advice, and the words that it is about. */
  readonly bad: readonly Partial<Shot>[];
  readonly words?: string;
  /** What one click on its fix does to the shots; absent: there is no fix. */
  readonly fixed?: readonly Partial<Shot>[];
  /** Near to the bad ones, and right. */
  readonly good: readonly Partial<Shot>[];
  readonly pass?: Partial<Pass>;
  readonly goodPass?: Partial<Pass>;
  readonly fixedPass?: Partial<Pass>;
}

const cases: Record<string, Case> = {
  "a shot without action": { code: "advice.no-action", bad: [{ ...cu }], good: [{ action: "Rain", ...cu }] },
  "a shot without camera": { code: "advice.no-camera", bad: [{ action: "Rain" }], good: [{ action: "Rain", ...cu }] },
  "telling “then”": {
    code: "advice.one-action",
    bad: [{ action: "@Driver waits, then looks up", dialogue: line(1), ...cu }],
    words: "then",
    fixed: [
      { action: "@Driver waits", durationMs: 2000 },
      { action: "@Driver looks up", durationMs: 2000 },
    ],
    good: [{ action: "@Driver stands before the door of the strengthened vault" }],
  },
  "telling “then” in a short shot": {
    code: "advice.one-action",
    bad: [{ action: "the door opens and then rain falls", durationMs: 1000 }],
    words: "and then",
    fixed: [
      { action: "the door opens", durationMs: 1000 },
      { action: "rain falls", durationMs: 1000 },
    ],
    good: [{ action: "the door opens on rain" }],
  },
  "several actions": {
    code: "advice.one-action",
    bad: [{ action: "@Driver sits, opens the box, takes the key and leaves" }],
    good: [{ action: "@Driver lifts the cup, drinks once and looks past the lens" }],
  },
  "a movement without an end": {
    code: "advice.end-point",
    bad: [{ action: "slowly @Driver walks" }],
    words: "walks",
    good: [{ action: "@Driver walks to the door" }],
  },
  "a place that is said once": {
    code: "advice.repeat-place",
    bad: [{ action: "Rain", environment: "a pier" }, { action: "Wind" }],
    fixed: [{ environment: "a pier" }, { environment: "a pier" }],
    good: [{ action: "Rain" }, { action: "Wind" }],
  },
  "a light that is said once": {
    code: "advice.repeat-light",
    bad: [{ action: "Rain", lighting: "dusk" }, { action: "Wind" }],
    fixed: [{ lighting: "dusk" }, { lighting: "dusk" }],
    good: [{ action: "Rain", lighting: "dusk" }, { action: "Wind" }],
    goodPass: { look: { lighting: "dusk" } },
  },
  "a subject described differently": {
    code: "advice.described-differently",
    bad: [{ action: "@Driver in a red suit waits" }, { action: "@Driver in a blue suit waits" }],
    words: "blue",
    fixed: [{}, { action: "@Driver in a red suit waits" }],
    good: [{ action: "@Driver in a grey suit waits" }, { action: "@Driver in a gray suit waits" }],
  },
  "a speaker without an element": {
    code: "advice.no-element",
    bad: [{ action: "Rain", dialogue: [{ speaker: "Anna", line: "Go." }] }],
    words: "Anna",
    good: [
      { action: "Rain", dialogue: [{ speaker: "Driver", line: "Go." }] },
      { action: "Rain", dialogue: [{ speaker: "A voice", line: "Go." }] },
    ],
  },
  "a name without an element": {
    code: "advice.no-element",
    bad: [{ action: "the door opens and Anna enters" }],
    words: "Anna",
    good: [{ action: "Steam curls on a Sunday; @Driver enters" }],
  },
  "an element that is not called": {
    code: "advice.name-element",
    bad: [{ action: "in the rain the driver waits" }],
    words: "driver",
    fixed: [{ action: "in the rain @Driver waits" }],
    good: [{ action: "@Driver, a driver, waits among drivers" }],
  },
  "an element of two words that is not called": {
    code: "advice.name-element",
    bad: [{ action: "a night car waits" }],
    words: "night car",
    fixed: [{ action: "@Night_Car waits" }],
    good: [{ action: "a car waits at night" }],
  },
  "a cut that jumps": {
    code: "advice.jump-cut",
    bad: [
      { action: "@Driver waits", ...cu },
      { action: "@Driver looks up", camera: { size: "MCU" } },
    ],
    fixed: [{}, { transition: "jump-cut" }],
    good: [
      { action: "@Driver waits", ...cu },
      { action: "@Driver looks up", ...cu, transition: "match-cut" },
    ],
  },
  "directions that turn": {
    code: "advice.screen-direction",
    bad: [{ action: "@Driver runs to the left" }, { action: "at dusk @Driver runs right" }],
    words: "runs right",
    good: [{ action: "@Driver runs to the left" }, { action: "@Driver raises her right hand" }],
  },
  "a camera that follows the other way": {
    code: "advice.screen-direction",
    bad: [
      { action: "@Driver runs to the car", camera: { move: "truck-left" } },
      { action: "@Driver runs to the car", camera: { move: "truck-right" } },
    ],
    good: [
      { action: "@Driver waits", camera: { move: "truck-left" } },
      { action: "@Driver waits", camera: { move: "truck-right" } },
    ],
  },
  "three moving cameras": {
    code: "advice.many-moves",
    bad: (["push-in", "crane-up", "fpv"] as const).map((move) => ({ action: "Rain", camera: { move } })),
    good: (["push-in", "static", "fpv"] as const).map((move) => ({ action: "Rain", camera: { move } })),
  },
  "two moves at once": {
    code: "advice.two-moves",
    bad: [{ action: "Rain", camera: { move: "push-in", note: "with a zoom on the eyes" } }],
    words: "zoom",
    good: [{ action: "she pushes in the door", camera: { move: "truck-right", note: "steadicam, past the pier" } }],
  },
  "two moves at once, in the action": {
    code: "advice.two-moves",
    bad: [{ action: "Rain while the camera tilts up", camera: { move: "push-in" } }],
    words: "tilts",
    good: [{ action: "Rain while the camera pushes in", camera: { move: "push-in" } }],
  },
  "a lens that no camera has": {
    code: "advice.lens",
    bad: [{ action: "Rain", camera: { size: "MS", lens: "10,000 mm" } }],
    good: [
      { action: "Rain", camera: { size: "MS", lens: "35mm" } },
      { action: "Wind", camera: { size: "MS", lens: "85 mm anamorphic" } },
      { action: "Snow", camera: { size: "MS", lens: "wide" } },
    ],
  },
  "a lens of nothing, in the look": {
    code: "advice.lens",
    bad: [{ action: "Rain" }],
    pass: { look: { lens: "0 mm" } },
    good: [{ action: "Rain" }],
  },
  "a negative": {
    code: "advice.negative",
    bad: [{ action: "an empty street, no people" }],
    words: "no people",
    fixed: [{ action: "an empty street" }],
    fixedPass: { negativePrompt: "blur, people" },
    pass: { negativePrompt: "blur" },
    good: [{ action: "no one comes; she leaves without looking back, and knows no longer why" }],
  },
  "an order of what not to show": {
    code: "advice.negative",
    bad: [{ prompt: "A street. Don’t show faces." }],
    words: "Don’t show",
    good: [{ prompt: "A street. She doesn’t show her face." }],
  },
  "guidance that is too high": {
    code: "advice.guidance-high",
    bad: [{ action: "@Driver waits" }, { action: "Rain" }],
    pass: { guidance: 0.8 },
    fixedPass: { guidance: 0.65 },
    good: [{ action: "Rain" }],
    goodPass: { guidance: 0.79 },
  },
  "guidance that is too low": {
    code: "advice.guidance-low",
    bad: [{ action: "Rain" }],
    pass: { guidance: 0.2 },
    fixedPass: { guidance: 0.5 },
    good: [{ action: "Rain" }],
    goodPass: { guidance: 0.3 },
  },
  "more dialogue than time": {
    code: "advice.dialogue-long",
    bad: [{ action: "Rain", dialogue: line(11), durationMs: 4000 }],
    fixed: [{ durationMs: 5000 }],
    good: [{ action: "Rain", dialogue: line(10), durationMs: 4000 }],
  },
  "dialogue in a script without spaces": {
    code: "advice.dialogue-long",
    bad: [
      {
        action: "Rain",
        dialogue: [{ speaker: "Driver", line: "もう一度だけ走らせてくださいお願いします" }],
        durationMs: 3000,
      },
    ],
    fixed: [{ durationMs: 4000 }],
    good: [{ action: "Rain", dialogue: [{ speaker: "Driver", line: "もう一度だけ" }], durationMs: 3000 }],
  },
  "slow motion late in the pass": {
    code: "advice.slow-motion-late",
    bad: [{ action: "Rain" }, { action: "Wind" }, { action: "Snow", slowMotion: true }],
    fixed: [{}, {}, {}],
    good: [{ action: "Rain", slowMotion: true }],
  },
  "slow motion with dialogue": {
    code: "advice.slow-motion-dialogue",
    bad: [{ action: "Rain", slowMotion: true, dialogue: line(2) }],
    fixed: [{}],
    good: [{ action: "Rain", dialogue: line(2) }],
  },
  "a free text without its transition": {
    code: "advice.transition",
    bad: [{ prompt: "A car turns", transition: "dissolve" }],
    fixed: [{ prompt: "Dissolve to: A car turns" }],
    good: [{ prompt: "It dissolves to a car", transition: "dissolve" }],
  },
  "a wardrobe that changes": {
    code: "advice.wardrobe-changed",
    bad: [
      { action: "@Driver waits", wardrobe: "red suit" },
      { action: "@Driver waits", wardrobe: "blue suit" },
    ],
    words: "blue suit",
    fixed: [{}, { wardrobe: "red suit" }],
    good: [
      { action: "@Driver waits", wardrobe: "red suit" },
      { action: "@Night_Car waits", wardrobe: "blue suit" },
      { action: "@Driver waits", wardrobe: "Red suit." },
    ],
  },
  "props that change": {
    code: "advice.props-changed",
    bad: [
      { action: "@Driver waits", props: "helmet" },
      { action: "@Driver waits", props: "gloves" },
    ],
    words: "gloves",
    fixed: [{}, { props: "helmet" }],
    good: [{ action: "@Driver waits", props: "helmet" }, { action: "@Driver waits" }],
  },
};

describe.each(Object.entries(cases))("advice on %s", (_, { code, bad, words, fixed, good, ...passes }) => {
  const project = projectOf(bad, passes.pass);
  const [found, ...more] = adviceOn(project, code);

  test("is given once, says why and what to do, and never blocks", () => {
    expect(found).toMatchObject({ severity: "advice" });
    expect(more).toEqual([]);
    for (const sentence of [found?.message, found?.next]) expect(sentence).toMatch(/^[\p{L}\p{N}@“].*\.$/u);
  });

  test("names its words", () => {
    const { path = "", range } = found ?? {};
    expect(range && textAt(project, path).slice(range.from, range.to)).toBe(words);
  });

  test("is not given where nothing is wrong", () => {
    expect(adviceOn(projectOf(good, passes.goodPass), code)).toEqual([]);
  });

  test("goes by one click where one is offered, and gives no edit in a plan file", () => {
    const isFixable = fixed !== undefined || passes.fixedPass !== undefined;
    if (!found?.fix || !("edit" in found.fix)) return expect(isFixable).toBe(false);
    const result = applyEdit(project, found.fix.edit);
    if (!result.ok) throw new Error(result.refusal.message);
    const [pass] = result.project.passes;
    if (fixed) expect(pass?.shots).toMatchObject(fixed);
    expect(pass).toMatchObject(passes.fixedPass ?? {});
    expect(adviceOn(result.project, code)).toEqual([]);
    const [{ id: _id, ...file }] = project.passes as [Pass];
    for (const { fix } of checkPlan({ elements, passes: [file] })) expect(fix).toBeUndefined();
  });
});

describe("prose of a script", () => {
  const names = ["Driver", "Night_Car", "Will"].map((name) => buildElement(name));
  const proseOf = (action: string, code: string) => {
    const project = { ...projectOf([{ action, durationMs: 2000, ...cu }]), elements: names };
    const found = adviceOn(project, code);
    const [fix] = found.flatMap((each) => (each.fix && "edit" in each.fix ? [each.fix.edit] : []));
    const result = fix && applyEdit(project, fix);
    return {
      count: found.length,
      after: result?.ok ? result.project.passes[0]?.shots.map((shot) => shot.action) : null,
    };
  };

  test.each([
    ["advice.negative", "Ping has no idea what is happening."],
    ["advice.negative", "There’s no answer."],
    ["advice.negative", "There are no I.V.’s here."],
    ["advice.negative", "For no good reason, she looks back."],
    ["advice.negative", "There is no way she can stop."],
    ["advice.negative", "Without another moment’s hesitation, she jumps."],
    ["advice.negative", "She makes no move to defend herself, but it is no use."],
    ["advice.end-point", "@Driver thumbs for a ride."],
    ["advice.end-point", "The crack of a bat tells of the home run."],
    ["advice.end-point", "@Driver stops the park ride."],
    ["advice.name-element", "The music begins that will carry on."],
    ["advice.no-element", "A key to the City gets lost."],
  ])("gets no %s for “%s”", (code, text) => {
    expect(proseOf(text, code).count).toBe(0);
  });

  test.each<[string, string, string[] | null]>([
    ["advice.negative", "There are no cars in the street.", null],
    ["advice.negative", "A road with no cars on it.", null],
    ["advice.negative", "Quiet in the house, no television. She waits.", ["Quiet in the house. She waits."]],
    ["advice.negative", "A street. No people. Rain.", ["A street. Rain."]],
    ["advice.negative", "A street without any people", ["A street"]],
    ["advice.one-action", "A beat, then @Driver turns.", null],
    ["advice.one-action", "A long beat. Then, deadpan.", null],
    ["advice.one-action", "The music builds to a climax, then...", null],
    ["advice.one-action", "He dances. Even then, he twitches.", null],
    ["advice.one-action", "It’s then that a woman comes.", null],
    ["advice.one-action", "@Driver smiles, but then it fades.", null],
    [
      "advice.one-action",
      "Rain. @Driver looks around. He then leans in.",
      ["Rain. @Driver looks around.", "He leans in."],
    ],
    ["advice.one-action", "The door holds, then falls in.", ["The door holds", "The door falls in."]],
    ["advice.end-point", "The two women start to walk.", null],
    ["advice.end-point", "@Driver runs.", null],
    ["advice.name-element", "She sees Will smile.", ["She sees @Will smile."]],
  ])("gets %s for “%s”, and a fix that can be read or none", (code, text, after) => {
    expect(proseOf(text, code)).toEqual({ count: 1, after });
  });
});

test("a split is offered only where the pass has room for one more shot", () => {
  const told = { action: "@Driver waits, then looks up", durationMs: 1000 };
  const six = (each: Partial<Shot>) => [told, ...Array(5).fill(each)];
  expect(adviceOn(projectOf(six({ action: "Rain", durationMs: 1000 })), "advice.one-action")[0]?.fix).toBeUndefined();
  expect(adviceOn(projectOf([told]), "advice.one-action")[0]?.fix).toBeDefined();
});

test("a plan without any element hears nothing of names that have none", () => {
  const shots = [
    buildShot("1", { action: "the door opens and Anna enters", dialogue: [{ speaker: "Tom", line: "Go." }] }),
  ];
  expect(adviceOn(buildProject([buildPass("A", shots)]), "advice.no-element")).toEqual([]);
});

test("two negatives in two fields are both shown, each with its words", () => {
  const found = adviceOn(projectOf([{ action: "a street, no people", lighting: "dusk, no lamps" }]), "advice.negative");
  expect(found.map(({ path }) => path)).toEqual(["passes[0].shots[0].action", "passes[0].shots[0].lighting"]);
});

test("a model without a negative prompt gets no advice to use it", () => {
  const project = projectOf([{ action: "a street, no people" }], { profile: "kling/kling-3.0" });
  expect(profileOf("kling/kling-3.0")?.limits.negativePrompt).toBe(false);
  expect(adviceOn(project, "advice.negative")).toEqual([]);
});

test("the shipped sample gets advice on its four moves alone", () => {
  const file = readFileSync(new URL("../../../resources/sample/sample.plan.json", import.meta.url), "utf8");
  const { plan } = parsePlan(file);
  const found = lintPass(plan?.elements ?? [], plan?.passes[0] as Pass, "passes[0]", profileOf("animatic")?.limits);
  expect(found.map(({ code }) => code)).toEqual(["advice.many-moves"]);
});

test.each([" ", "\t", "; ", "the a ", "walks ", "no a-", "a; Anna ", "@a in a "])(
  "a text as long as texts may be is read at once, made of %j alone too",
  (words) => {
    const text = words.repeat(20_000 / words.length);
    const shots = Array(6).fill({
      action: text,
      environment: text,
      lighting: text,
      camera: { move: "fpv", note: text },
    });
    expect(() => adviceOn(projectOf(shots), "advice.negative")).not.toThrow();
  },
);

test("a lens that no camera has is said with its number, and that its size has one", () => {
  const project = projectOf([{ action: "Rain", camera: { size: "MS", lens: "10000mm" } }]);
  expect(adviceOn(project, "advice.lens")).toMatchObject([
    {
      path: "passes[0].shots[0].camera.lens",
      message: "10,000 mm is not a lens that a camera has: the shot is blocked with the usual lens for the size.",
      next: "Enter a lens from 8 to 800 mm, such as “35 mm”.",
    },
  ]);
});
