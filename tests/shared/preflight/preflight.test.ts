import { describe, expect, test } from "vitest";
import { checkStoredImages, imageProblems } from "../../../shared/preflight/image-rules.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import type { Media } from "../../../shared/project/media.ts";
import type { Plan } from "../../../shared/project/plan.ts";
import { buildElement, buildMediaId, buildPass, buildPlan, buildProject, buildShot } from "../../support/builders.ts";

const pixio = "pixio/kling-v3-pro";
type PlanElement = Plan["elements"][number];
type PlanShot = Plan["passes"][number]["shots"][number];

/** `error CODE PATH` of every error, and `advice CODE PATH` where advice is asked for. */
function faultsOf(plan: Plan, severity: "error" | "advice" = "error", profile?: string): string[] {
  return checkPlan(plan, profile)
    .filter((problem) => problem.severity === severity)
    .map(({ code, path }) => `${code} ${path}`);
}

function element(name: string, content: Partial<PlanElement> = {}): PlanElement {
  return { name, kind: "character", images: ["a.png", "b.png"], ...content };
}

function planOf(
  shots: PlanShot[],
  more: { elements?: PlanElement[]; pass?: Partial<Plan["passes"][number]> } = {},
): Plan {
  return {
    ...buildPlan([], { shots, profile: pixio, resolution: "1080p", ...more.pass }),
    elements: more.elements ?? [],
  };
}

const shot = (content: Partial<PlanShot> = {}): PlanShot => ({ durationMs: 4000, action: "A door opens", ...content });

describe("the budget of a plan", () => {
  test.each<[string, number[], string[]]>([
    ["animatic", [4000, 3000, 4000, 4000], []],
    ["animatic", [1000, 1000, 1000], []],
    ["animatic", [1000, 1000], ["budget.total-short passes[0].shots"]],
    ["animatic", [8000, 8000], ["budget.total-exceeded passes[0].shots"]],
    ["animatic", [2000, 2000, 2000, 2000, 2000, 2000, 2000], ["budget.too-many-shots passes[0].shots"]],
    ["animatic", [4000, 3500], ["budget.off-step passes[0].shots[1].durationMs"]],
    [
      "animatic",
      [500, 4000],
      ["budget.shot-too-short passes[0].shots[0].durationMs", "budget.off-step passes[0].shots[0].durationMs"],
    ],
    [
      "animatic",
      [16_000],
      ["budget.total-exceeded passes[0].shots", "budget.shot-too-long passes[0].shots[0].durationMs"],
    ],
    [pixio, [3000, 3000, 3000, 3000, 3000], []],
    [pixio, [5000, 2000], ["budget.shot-too-short passes[0].shots[1].durationMs"]],
    [pixio, [3000], []],
  ])("for %s with %j ms breaks %j", (profile, durations, faults) => {
    expect(faultsOf(buildPlan(durations, { profile, resolution: "1080p" }))).toEqual(faults);
  });

  test("is that of the profile asked about, not of the plan's own", () => {
    const plan = buildPlan([1000, 2000], { resolution: "1080p" });
    expect(faultsOf(plan)).toEqual([]);
    expect(faultsOf(plan, "error", pixio)).toEqual([
      "budget.shot-too-short passes[0].shots[0].durationMs",
      "budget.shot-too-short passes[0].shots[1].durationMs",
    ]);
  });

  test("cannot be judged for a model that nobody knows", () => {
    expect(faultsOf(buildPlan([99], { profile: "acme/dream-1" }))).toEqual(["profile.unknown passes[0].profile"]);
    expect(faultsOf(buildPlan(), "error", "acme/dream-1")).toEqual(["profile.unknown passes[0].profile"]);
  });
});

describe("the elements of a plan", () => {
  test("have names of their own, whatever the case", () => {
    const elements = [element("Driver"), element("Car"), element("driver")];
    expect(faultsOf(planOf([shot()], { elements }))).toEqual(["element.name-clash elements[2].name"]);
  });

  test("have no name that is part of another's", () => {
    const elements = [element("Car"), element("CarDoor")];
    expect(faultsOf(planOf([shot()], { elements }))).toEqual(["element.name-inside-another elements[0].name"]);
  });

  test("have at most 20 characters in a name and 100 in a description, counted as people count", () => {
    const long = element("N".repeat(21), { description: "d".repeat(101) });
    expect(faultsOf(planOf([shot()], { elements: [long] }))).toEqual([
      "element.name-too-long elements[0].name",
      "element.description-too-long elements[0].description",
    ]);
    const wide = element("𝔸".repeat(20), { description: "🎬".repeat(100) });
    expect(faultsOf(planOf([shot()], { elements: [wide] }))).toEqual([]);
  });

  test("have one to four images, and as many as the model needs where they are used", () => {
    const files = (count: number) => Array.from({ length: count }, (_, index) => `${index}.png`);
    const elements = [
      element("None", { images: [] }),
      element("Five", { images: files(5) }),
      element("One", { images: files(1) }),
    ];
    expect(faultsOf(planOf([shot()], { elements }))).toEqual([
      "element.too-few-images elements[0].images",
      "element.too-many-images elements[1].images",
    ]);
    const used = planOf([shot({ action: "@One waits" })], {
      elements: [element("One", { images: files(1) })],
      pass: { startFrame: "s.png" },
    });
    expect(faultsOf(used)).toEqual(["element.too-few-images elements[0].images"]);
  });

  test("need no image for the animatic, which shows them as they are blocked", () => {
    const elements = [element("None", { images: [] })];
    const drawn = planOf([shot({ action: "@None waits" })], { elements, pass: { profile: "animatic" } });
    expect(faultsOf(drawn)).toEqual([]);
    expect(faultsOf(planOf([shot({ action: "@None waits" })], { elements }))).toContain(
      "element.too-few-images elements[0].images",
    );
  });

  test("need no image where only animatics call them, whatever the other passes are made with", () => {
    const elements = [element("None", { images: [] }), element("Tom")];
    const [drawn] = planOf([shot({ action: "@None waits" })], { pass: { profile: "animatic" } }).passes;
    const rest = { elements, pass: { startFrame: "s.png" } };
    const made = planOf([shot({ action: "@Tom waits" })], rest);
    const also = planOf([shot({ action: "@Tom waits for @None" })], rest);
    const withDrawn = (plan: typeof made) => ({ ...plan, passes: [...plan.passes, ...(drawn ? [drawn] : [])] });
    expect(faultsOf(made)).toEqual(["element.too-few-images elements[0].images"]);
    expect(faultsOf(withDrawn(made))).toEqual([]);
    expect(faultsOf(withDrawn(also))).toEqual(["element.too-few-images elements[0].images"]);
  });

  test("are at most three in a pass for Pixio, and never without a start frame", () => {
    const elements = ["Anna", "Bert", "Cleo", "Dora"].map((name) => element(name));
    const shots = [shot({ action: "@Anna and @Bert meet" }), shot({ environment: "the flat of @Cleo and @Dora" })];
    expect(faultsOf(planOf(shots, { elements }))).toEqual([
      "element.too-many passes[0].shots",
      "frame.required passes[0].startFrame",
    ]);
    expect(faultsOf(planOf(shots.slice(0, 1), { elements, pass: { startFrame: "s.png" } }))).toEqual([]);
    expect(faultsOf(planOf(shots, { elements }), "error", "animatic")).toEqual([]);
  });

  test("are known where a prompt names them, in each field, by their exact name", () => {
    const shots = [
      shot({ action: "@Nobody waits", mood: "like @driver" }),
      shot({ camera: { note: "close on @Nobody" }, environment: "mail to crew@example.com" }),
      shot({ action: "@Nobody", prompt: "free text of @Someone" }),
    ];
    expect(faultsOf(planOf(shots, { elements: [element("Driver")] }))).toEqual([
      "prompt.unknown-element passes[0].shots[0].action",
      "prompt.unknown-element passes[0].shots[0].mood",
      "prompt.unknown-element passes[0].shots[1].camera.note",
      "prompt.unknown-element passes[0].shots[2].prompt",
    ]);
  });
});

describe("the texts and choices of a pass", () => {
  test("are no longer than the model reads: a shot, all shots, the negative prompt", () => {
    const long = shot({ prompt: "x".repeat(513) });
    expect(faultsOf(planOf([shot({ prompt: "🎬".repeat(512) })]))).toEqual([]);
    expect(faultsOf(planOf([shot(), long]))).toEqual(["prompt.too-long passes[0].shots[1]"]);
    const five = Array.from({ length: 5 }, () => shot({ durationMs: 3000, prompt: "x".repeat(501) }));
    expect(faultsOf(planOf(five))).toEqual(["prompt.too-long passes[0].shots"]);
    expect(faultsOf(planOf([shot()], { pass: { negativePrompt: "x".repeat(2501) } }))).toEqual([
      "prompt.too-long passes[0].negativePrompt",
    ]);
    expect(faultsOf(planOf([long]), "error", "animatic")).toEqual([]);
  });

  test("are those that the model offers", () => {
    const asked = planOf([shot()], { pass: { resolution: "720p" } });
    const place = "passes[0].resolution";
    expect([faultsOf(asked), faultsOf(asked, "advice")]).toEqual([
      [],
      expect.arrayContaining([`field.unsupported ${place}`]),
    ]);
    expect(faultsOf(planOf([shot()], { pass: { resolution: "4k" } }), "error", "kling/kling-3.0-turbo")).toEqual([
      `field.not-allowed ${place}`,
    ]);
    expect(faultsOf(planOf([shot()], { pass: { resolution: "8k" } }), "error", "animatic")).toEqual([
      "field.not-allowed passes[0].resolution",
    ]);
  });

  test("have an end frame only with a single shot at Pixio", () => {
    const pass = { startFrame: "s.png", endFrame: "e.png" };
    expect(faultsOf(planOf([shot(), shot()], { pass }))).toEqual(["frame.end-with-multi-shot passes[0].endFrame"]);
    expect(faultsOf(planOf([shot()], { pass }))).toEqual([]);
    expect(faultsOf(planOf([shot(), shot()], { pass }), "error", "animatic")).toEqual([]);
  });

  test("are told as errors first, each place once", () => {
    const problems = checkPlan(planOf([shot({ durationMs: 2000, action: "@X and @Y" }), shot({ action: "" })]));
    const severities = problems.map((problem) => problem.severity);
    expect(severities).toEqual([...severities].sort((left, right) => (left < right ? 1 : left > right ? -1 : 0)));
    expect(new Set(problems.map(({ code, path }) => code + path)).size).toBe(problems.length);
    for (const problem of problems) expect(problem.message).toMatch(/^[^\n]+\.$/);
  });
});

describe("images", () => {
  const photo = { format: "jpeg", widthPx: 1280, heightPx: 720, bytes: 300_000 };

  test.each<[string, Partial<typeof photo>, string, string[]]>([
    ["of a usual kind", {}, pixio, []],
    ["under 300 pixels a side", { heightPx: 299, widthPx: 500 }, pixio, ["image.too-small"]],
    ["of 300 pixels", { heightPx: 300, widthPx: 300 }, pixio, []],
    ["wider than 2.5:1", { widthPx: 2000, heightPx: 799 }, pixio, ["image.ratio"]],
    ["taller than 1:2.5", { widthPx: 400, heightPx: 1001 }, pixio, ["image.ratio"]],
    ["of more than 10 MB", { bytes: 10 * 1024 * 1024 + 1 }, pixio, ["image.too-large"]],
    ["of a kind that is not taken", { format: "webp" }, pixio, ["image.format"]],
    ["of that kind", { format: "webp" }, "animatic", []],
    ["for a model that nobody knows", { widthPx: 1 }, "acme/dream-1", []],
  ])("%s %j at %s: %j", (_, facts, profile, codes) => {
    const problems = imageProblems(profile, "passes[0].startFrame", "a.jpg", { ...photo, ...facts });
    expect(problems.map((problem) => problem.code)).toEqual(codes);
    for (const problem of problems) expect(problem.path).toBe("passes[0].startFrame");
  });

  test("may be larger as a frame than as a picture of an element, where the service says so", () => {
    const large = { ...photo, bytes: 30 * 1024 * 1024 };
    const codes = (path: string, profile: string) =>
      imageProblems(profile, path, "a.jpg", large).map(({ code }) => code);
    expect(codes("passes[0].startFrame", "kling/kling-3.0")).toEqual([]);
    expect(codes("elements[0].images[0]", "kling/kling-3.0")).toEqual(["image.too-large"]);
    expect(codes("passes[0].startFrame", "kling-legacy/kling-v3")).toEqual(["image.too-large"]);
  });

  test("a byte over the limit are told as more than the limit", () => {
    const facts = { ...photo, bytes: 10 * 1024 * 1024 + 1 };
    const [found] = imageProblems(pixio, "passes[0].startFrame", "a.jpg", facts);
    expect(found?.message).toBe("a.jpg is 10.1 MB; Kling 3.0 Pro · Pixio allows at most 10 MB.");
  });

  test.each<[string, string, string, number, boolean]>([
    ["kling/kling-3.0", "16:9", "", 720, false],
    ["kling/kling-3.0", "16:9", "", 718, false],
    ["kling/kling-3.0", "16:9", "", 960, true],
    ["kling/kling-3.0", "9:16", "", 720, true],
    ["fal/kling-o3-pro", "16:9", "", 960, true],
    ["fal/kling-o3-pro", "16:9", "@Used", 960, false],
    ["pixio/kling-v3-pro", "16:9", "", 960, false],
    ["animatic", "16:9", "", 960, false],
  ])(
    "at %s decide the shape of a film in %s (called: %j, 1280 × %i): %s",
    (profile, aspectRatio, action, heightPx, told) => {
      const id = buildMediaId("a");
      const shots = [buildShot("1", { action: `${action} runs` })];
      const pass = buildPass("A", shots, { profile, startFrame: id, aspectRatio: aspectRatio as "16:9" });
      const media: Media = { ...photo, id, heightPx, missing: false, kind: "image", name: "a.jpg" };
      const project = buildProject([pass], { elements: [buildElement("Used", { images: [id, id] })] });
      const found = checkStoredImages(project, [media]).map(({ code, severity }) => `${severity} ${code}`);
      expect(found).toEqual(told ? ["advice frame.aspect"] : []);
    },
  );

  test("of a live project can be replaced by a copy that fits, unless their shape is the fault", () => {
    const id = buildMediaId("a");
    const pass = buildPass("A", [buildShot("1")], { profile: pixio, startFrame: id });
    const fixes = (facts: Partial<Media>) => {
      const media: Media = { ...photo, id, missing: false, kind: "image", name: "a.jpg", ...facts };
      return checkStoredImages(buildProject([pass]), [media]).map(({ code, fix }) => [
        code,
        fix && "convertImage" in fix,
      ]);
    };
    expect(fixes({ format: "webp", bytes: 20_000_000 })).toEqual([
      ["image.too-large", true],
      ["image.format", undefined],
    ]);
    expect(fixes({ widthPx: 200, heightPx: 200 })).toEqual([["image.too-small", true]]);
    expect(fixes({ widthPx: 5000, heightPx: 500, format: "webp" })).toEqual([
      ["image.ratio", undefined],
      ["image.format", undefined],
    ]);
  });

  test("of a live project are missed, and judged only for the models that use them", () => {
    const [small, gone, unknown] = [buildMediaId("a"), buildMediaId("b"), buildMediaId("c")];
    const stored = (id: string, missing: boolean): Media => ({
      ...photo,
      ...{ id, missing, kind: "image", name: `${id[0]}.jpg`, widthPx: 100, heightPx: 100 },
    });
    const project = buildProject(
      [
        buildPass("A", [buildShot("1", { action: "@Used runs", frame: unknown })], {
          profile: pixio,
          startFrame: gone,
        }),
        buildPass("B", [buildShot("2")]),
      ],
      { elements: [buildElement("Used", { images: [small] }), buildElement("Idle", { images: [small] })] },
    );
    const problems = checkStoredImages(project, [stored(small, false), stored(gone, true)]);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "image.too-small elements[0].images[0]",
      "image.missing passes[0].startFrame",
      "image.missing passes[0].shots[0].frame",
    ]);
  });
});
