import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parsePlan } from "../../../shared/project/plan.ts";
import { buildCore } from "../../support/build-core.ts";
import { buildPlan } from "../../support/builders.ts";
import { writePng } from "../../support/open-projects.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const fixtures = join(import.meta.dirname, "../../../../shared/fixtures/plans");
const fixtureNames = existsSync(fixtures) ? readdirSync(fixtures).filter((name) => name.endsWith(".plan.json")) : [];

async function check(planFile: string, profile?: string): Promise<string[]> {
  const { core } = buildCore();
  const { problems } = await core.call("plan.checkFile", { planFile, ...(profile ? { profile } : {}) });
  return problems.filter((problem) => problem.severity === "error").map(({ code, path }) => `${code} ${path}`);
}

/** Writes a plan file beside its images and gives its path. */
function planFileOf(text: string | Uint8Array): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "images"));
  writeFileSync(join(folder, "film.plan.json"), text);
  return join(folder, "film.plan.json");
}

describe.skipIf(fixtureNames.length === 0)("the plans of the fixtures", () => {
  test("launch-morning passes, comes to be a project, and says the same afterwards", async () => {
    const planFile = join(fixtures, "launch-morning.plan.json");
    expect(await check(planFile)).toEqual([]);
    const { core } = buildCore();
    const { projectId } = await core.call("projects.createFromPlan", { planFile });
    const { project, media } = await core.call("project.get", { projectId });
    const { plan } = parsePlan(readFileSync(planFile, "utf8"));
    expect(project.passes.map(({ shots }) => shots.map(({ id: _, ...shot }) => shot))).toStrictEqual(
      plan?.passes.map((pass) => pass.shots),
    );
    expect(media).toHaveLength(6);
    expect((await core.call("project.verify", { projectId })).problems).toEqual([]);
    expect((await core.call("plan.check", { projectId })).filter((problem) => problem.severity === "error")).toEqual(
      [],
    );
  });

  const paths: Record<string, string> = {
    "budget.off-step": "passes[0].shots[0].durationMs",
    "budget.total-exceeded": "passes[0].shots",
    "element.name-clash": "elements[3].name",
    "element.too-many-images": "elements[0].images",
    "image.missing": "passes[0].startFrame",
    "image.unreadable": "passes[0].startFrame",
    "path.outside": "passes[0].startFrame",
    "plan.unknown-key": "passes[0].shots[1].duration",
    "profile.unknown": "passes[0].profile",
    "prompt.unknown-element": "passes[0].shots[2].action",
  };
  const refused = fixtureNames.flatMap((name) => /^refused\.(.+)\.plan\.json$/.exec(name)?.[1] ?? []);

  test.each(refused)("%s is refused with that code and the place of the fault, and nothing is made", async (code) => {
    const planFile = join(fixtures, `refused.${code}.plan.json`);
    const errors = await check(planFile);
    expect(errors[0]).toBe(`${code} ${paths[code]}`);
    const { core, folder } = buildCore();
    await expect(core.call("projects.createFromPlan", { planFile })).rejects.toMatchObject({ path: paths[code] });
    expect(existsSync(join(folder, "projects")) ? readdirSync(join(folder, "projects")) : []).toEqual([]);
  });
});

describe("a plan file", () => {
  test("that is not there, or a folder, is refused with what to do", async () => {
    const { core, folder } = buildCore();
    const gone = core.call("plan.checkFile", { planFile: join(folder, "gone.plan.json") });
    await expect(gone).rejects.toMatchObject({ code: "not-found", next: "Check the path." });
    await expect(core.call("plan.checkFile", { planFile: folder })).rejects.toMatchObject({ code: "input.invalid" });
  });

  test("of 50 MB is refused before it is read", async () => {
    const planFile = planFileOf("{}");
    truncateSync(planFile, 50 * 1024 * 1024);
    expect(await check(planFile)).toEqual(["plan.too-large "]);
  });

  test.each<[string, Uint8Array]>([
    ["UTF-16", Buffer.from(JSON.stringify(buildPlan()), "utf16le")],
    ["Latin-1", Buffer.from(JSON.stringify(buildPlan()).replace("Night", "Nächte"), "latin1")],
    ["an image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ])("in %s is refused, not read with other letters in it", async (_, bytes) => {
    expect(await check(planFileOf(bytes))).toEqual(["plan.not-json "]);
  });

  test("may begin with a byte order mark", async () => {
    expect(await check(planFileOf(`\uFEFF${JSON.stringify(buildPlan())}`))).toEqual([]);
  });

  test("has every image read to its end, and each fault named at its place", async () => {
    const elements = ["gone", "cut", "text", "empty", "small", "good"].map((name) => ({
      ...{ name: `The${name}`, kind: "item" as const, images: [`images/${name}.png`] },
    }));
    const planFile = planFileOf(JSON.stringify({ ...buildPlan([4000], { startFrame: "images" }), elements }));
    const image = (name: string) => join(planFile, "../images", `${name}.png`);
    await writePng(image("good"), "#123456");
    await writePng(image("small"), "#123456", 8, 8);
    writeFileSync(image("cut"), readFileSync(image("good")).subarray(0, 90));
    writeFileSync(image("text"), "not an image");
    writeFileSync(image("empty"), "");
    expect(await check(planFile)).toEqual([
      "image.missing elements[0].images[0]",
      "image.unreadable elements[1].images[0]",
      "image.unreadable elements[2].images[0]",
      "image.unreadable elements[3].images[0]",
      "image.unreadable passes[0].startFrame",
    ]);
    const used = buildPlan([4000], { resolution: "1080p" });
    const shots = used.passes[0]?.shots.map((shot) => ({ ...shot, action: "@Thesmall waits" }));
    const passes = [{ ...used.passes[0], shots }];
    writeFileSync(planFile, JSON.stringify({ ...used, passes, elements: elements.slice(4) }));
    expect(await check(planFile)).toEqual(["image.too-small elements[0].images[0]"]);
  });

  test("of an open project is checked with its images: errors first, then advice", async () => {
    const { core } = buildCore();
    const planFile = planFileOf(JSON.stringify(buildPlan([4000], { startFrame: "images/start.png" })));
    await writePng(join(planFile, "../images/start.png"), "#123456", 200, 100);
    const { projectId } = await core.call("projects.createFromPlan", { planFile });
    expect(await core.call("plan.check", { projectId })).toEqual([]);
    const { project } = await core.call("project.get", { projectId });
    const passId = project.passes[0]?.id as string;
    const fields = { profile: "pixio/kling-v3-pro", resolution: "1080p", guidance: 0.9 };
    await core.call("edits.apply", { projectId, baseRevision: 0, edit: { type: "pass.describe", passId, fields } });
    const problems = await core.call("plan.check", { projectId });
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "image.too-small passes[0].startFrame",
      "advice.guidance-high passes[0].guidance",
    ]);
  });

  test("is judged for the model asked about", async () => {
    const planFile = planFileOf(JSON.stringify(buildPlan([1000, 2000], { resolution: "1080p" })));
    expect(await check(planFile)).toEqual([]);
    expect(await check(planFile, "pixio/kling-v3-pro")).toHaveLength(2);
  });

  test("compiles to what each pass would send", async () => {
    const { core } = buildCore();
    const planFile = planFileOf(JSON.stringify(buildPlan()));
    const { requests } = await core.call("plan.compileFile", { planFile, pass: 1 });
    expect(requests).toMatchObject([
      { pass: "SC010 Pit lane", profile: "animatic", method: "LOCAL", body: { shots: [{ durationMs: 4000 }, {}] } },
    ]);
    await expect(core.call("plan.compileFile", { planFile, pass: 2 })).rejects.toMatchObject({ code: "not-found" });
    const [long, brief] = [buildPlan([4000]), buildPlan([2000, 4000])];
    const short = planFileOf(JSON.stringify({ ...long, passes: [...long.passes, ...brief.passes] }));
    const profile = "pixio/kling-v3-pro";
    await expect(core.call("plan.compileFile", { planFile: short, profile, pass: 1 })).resolves.toMatchObject({
      requests: [{ profile, method: "POST" }],
    });
    await expect(core.call("plan.compileFile", { planFile: short, profile })).rejects.toMatchObject({
      code: "plan.refused",
    });
  });
});
