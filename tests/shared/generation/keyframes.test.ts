import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mapRequest } from "../../../electron/core/generation/map-request.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { isFarFromShot, keyframesOf } from "../../../shared/generation/keyframes.ts";
import { changesSince, madeFrom, writtenPassSchema } from "../../../shared/generation/made-from.ts";
import { requestsOf } from "../../../shared/generation/retake.ts";
import { writePass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { learnProfiles, profileOf } from "../../../shared/models/profiles.ts";
import { imageUses } from "../../../shared/preflight/image-rules.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";
import { keyframed, longModels, single } from "../../support/long-models.ts";

beforeAll(() => learnProfiles(longModels));
afterAll(() => learnProfiles([]));

const pictures = ["a", "b", "c", "d", "e", "f"].map(buildMediaId);

/** A pass with keyframes, of shots with these lengths in seconds; those marked have pictures `a`, `b`, … of their own. */
function framed(shots: readonly (readonly [seconds: number, hasFrame: boolean])[], content: Partial<Pass> = {}): Pass {
  const built = shots.map(([seconds, hasFrame], index) =>
    buildShot(`${index + 1}`, {
      durationMs: seconds * 1000,
      action: "A man walks to the door",
      camera: { size: "WS" },
      ...(hasFrame ? { frame: pictures[index] as string } : {}),
    }),
  );
  return buildPass("1", built, { profile: keyframed.id, resolution: "1080p", keyframes: true, ...content });
}

const thirds = framed([
  [10, true],
  [10, true],
  [10, true],
]);

const { limits } = keyframed;

describe("the keyframes of a pass", () => {
  test("are the frames of the shots after the first, evenly spread; the first shot's is the start frame", () => {
    expect(keyframesOf(limits, thirds)).toEqual({
      sent: [
        { shotIndex: 1, image: pictures[1], fallsAtMs: 10_000, shotStartMs: 10_000 },
        { shotIndex: 2, image: pictures[2], fallsAtMs: 20_000, shotStartMs: 20_000 },
      ],
      leftOut: [],
    });
    const written = writePass(keyframed, [], thirds);
    expect(written).toMatchObject({ startFrame: pictures[0], keyframes: [pictures[1], pictures[2]], endFrame: null });
    expect(writtenPassSchema.parse(JSON.parse(JSON.stringify(written)))).toEqual(written);
  });

  test("lie behind the pass's own start frame, which goes before the first shot's", () => {
    const own = { ...thirds, startFrame: pictures[5] as string, endFrame: pictures[4] as string };
    const written = writePass(keyframed, [], own);
    expect(written).toMatchObject({ startFrame: pictures[5], endFrame: pictures[4] });
    expect(mapRequest(keyframed, written).fields).toMatchObject({
      start_image_url: `{{image:${pictures[5]}}}`,
      middle_image_urls: [`{{image:${pictures[1]}}}`, `{{image:${pictures[2]}}}`],
      end_image_url: `{{image:${pictures[4]}}}`,
    });
  });

  test.each<[string, Pass, ModelProfile]>([
    ["the pass does not ask for them", { ...thirds, keyframes: false }, keyframed],
    ["the model takes none", thirds, profileOf("fal/kling-v3-pro") as ModelProfile],
    [
      "there is no start frame",
      framed([
        [10, false],
        [10, true],
      ]),
      keyframed,
    ],
    [
      "no later shot has a frame",
      framed([
        [10, true],
        [10, false],
      ]),
      keyframed,
    ],
  ])("are none where %s", (_, pass, profile) => {
    expect(writePass(profile, [], pass)).not.toHaveProperty("keyframes");
    expect(mapRequest(profile, writePass(profile, [], pass)).fields).not.toHaveProperty("middle_image_urls");
  });

  test("are never more than the model takes, in the order of the shots, inside the pass and evenly apart", () => {
    const shots = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(shots, fc.nat(4), (list, keyframesMax) => {
        const pass = framed(list, { startFrame: pictures[5] as string });
        const total = list.reduce((sum, [seconds]) => sum + seconds * 1000, 0);
        const { sent, leftOut } = keyframesOf({ startFrame: true, keyframesMax }, pass);
        const have = list.flatMap(([, hasFrame], index) => (hasFrame && index > 0 ? [index] : []));
        expect(sent.length).toBe(Math.min(keyframesMax, have.length));
        if (keyframesMax > 0) expect([...sent.map(({ shotIndex }) => shotIndex), ...leftOut]).toEqual(have);
        sent.forEach(({ fallsAtMs }, index) => {
          expect(fallsAtMs).toBeCloseTo((total * (index + 1)) / (sent.length + 1));
        });
      }),
      { numRuns: 200 },
    );
  });

  test("of a model that makes one shot at a time give each request its own shot's frame to begin with", () => {
    const pass = { ...thirds, profile: single.id };
    const written = requestsOf(pass, single, null).map((each) => writePass(single, [], each.pass));
    expect(written.map(({ startFrame }) => startFrame)).toEqual(pictures.slice(0, 3));
    expect(written.every(({ keyframes }) => keyframes === undefined)).toBe(true);
  });

  test("of a retake are those of its shots, and it begins with the frame of its first one", () => {
    const retake = { shotIds: [thirds.shots[1]?.id ?? "", thirds.shots[2]?.id ?? ""] };
    const [request] = requestsOf({ ...thirds, startFrame: pictures[5] as string }, keyframed, retake);
    const written = writePass(keyframed, [], request?.pass as Pass);
    expect(written).toMatchObject({ startFrame: pictures[1], keyframes: [pictures[2]] });
  });
});

describe("what the preflight says of keyframes", () => {
  const said = (pass: Pass) =>
    checkPlan({ elements: [], passes: [pass] })
      .filter(({ code, path }) => /keyframe|frame/.test(`${code} ${path}`))
      .map(({ severity, code, path, message }) => `${severity} ${code} ${path.slice("passes[0].".length)}: ${message}`);

  test("is nothing where each falls on the start of its shot", () => {
    expect(said(thirds)).toEqual([]);
  });

  test("is which shots begin far from where the model puts their frames, as advice", () => {
    const pass = framed([
      [4, true],
      [4, true],
      [16, false],
    ]);
    expect(said(pass)).toEqual([
      "advice frame.uneven shots[1].frame: fal/made-up-keyframed spreads keyframes evenly: this shot's frame falls at 12 s, 8 s after the shot begins.",
    ]);
  });

  test("counts half a second of a short pass and a tenth of a long one as far", () => {
    const at = (fallsAtMs: number) => ({ shotIndex: 1, image: "", fallsAtMs, shotStartMs: 2000 });
    expect([2500, 2501, 1499].map((ms) => isFarFromShot(at(ms), 4000))).toEqual([false, true, true]);
    expect([5000, 5001].map((ms) => isFarFromShot(at(ms), 30_000))).toEqual([false, true]);
  });

  test("is which frames are more than the model takes", () => {
    const pass = framed([
      [6, true],
      [6, true],
      [6, true],
      [6, true],
      [6, true],
    ]);
    expect(said(pass)).toContain(
      "advice field.unsupported shots[4].frame: fal/made-up-keyframed allows at most 3 keyframes; this shot's frame will not be sent.",
    );
  });

  test("is that nothing of them is sent without a start frame, or at a model without keyframes", () => {
    const noStart = framed([
      [10, false],
      [10, true],
    ]);
    expect(said(noStart)).toEqual([
      "advice field.unsupported keyframes: fal/made-up-keyframed accepts keyframes only with a start frame; the shots' own frames will not be sent.",
    ]);
    const elsewhere = checkPlan({ elements: [], passes: [{ ...thirds, profile: "fal/kling-v3-pro" }] });
    expect(elsewhere.find(({ path }) => path.endsWith("keyframes"))).toMatchObject({
      severity: "advice",
      message: expect.stringContaining("does not support keyframes"),
      fix: { edit: { type: "pass.describe", passId: thirds.id, fields: { keyframes: null } } },
    });
    expect(said({ ...thirds, profile: "animatic" })).toEqual([]);
  });

  test("counts elements as beside a start frame where that is the first shot's own", () => {
    const elements = ["Anna", "Bert"].map((name) => ({
      ...{ name, kind: "character" as const },
      images: pictures.slice(0, 2),
    }));
    const shots = thirds.shots.map((shot) => ({ ...shot, action: "@Anna meets @Bert" }));
    const codes = (pass: Pass) => checkPlan({ elements, passes: [pass] }).map(({ code }) => code);
    expect(codes({ ...thirds, shots })).toContain("element.too-many");
    expect(codes({ ...thirds, shots, keyframes: false })).toContain("frame.required");
  });

  test("offers to keep the elements without any frame at a model that takes one or the other", () => {
    const elements = [{ name: "Anna", kind: "character" as const, images: pictures.slice(0, 2) }];
    const shots = thirds.shots.map((shot) => ({ ...shot, action: "@Anna waits" }));
    const pass = { ...thirds, profile: "fal/kling-4.0", shots };
    const [problem] = checkPlan({ elements, passes: [pass] }).filter(({ code }) => code === "element.with-frame");
    const edit = problem?.fix && "edit" in problem.fix ? problem.fix.edit : null;
    expect(edit).toMatchObject({ type: "pass.describe", fields: { keyframes: null } });
    const after = edit && applyEdit(buildProject([pass]), edit);
    const kept = after?.ok ? after.project.passes : [];
    expect(checkPlan({ elements, passes: kept }).map(({ code }) => code)).not.toContain("element.with-frame");
  });

  test("sends each frame that goes along through the image rules of the model, and no other", () => {
    const pass = framed([
      [6, true],
      [6, true],
      [6, true],
      [6, true],
      [6, true],
    ]);
    const profilesOf = (passes: Pass[]) => imageUses({ elements: [], passes }).map(({ profiles }) => profiles[0]);
    expect(profilesOf([pass])).toEqual([...Array.from({ length: 4 }, () => keyframed.id), "animatic"]);
    expect(profilesOf([{ ...pass, keyframes: false }])).toEqual(Array.from({ length: 5 }, () => "animatic"));
    expect(imageUses({ elements: [], passes: [pass] })[0]).toMatchObject({ aspectRatio: "16:9" });
  });
});

describe("a take that was made with keyframes no longer matches the plan", () => {
  const project = buildProject([thirds]);
  const made = madeFrom(project, thirds);
  const changes = (now: Pass, shotIds = thirds.shots.map(({ id }) => id)) =>
    changesSince({ profile: keyframed.id, passId: thirds.id, shotIds, madeFrom: made }, buildProject([now]));
  const other = thirds.shots.map((shot, index) => (index === 1 ? { ...shot, frame: pictures[4] as string } : shot));

  test("after another frame of a shot that it shows", () => {
    expect(changes(thirds)).toEqual([]);
    expect(changes({ ...thirds, shots: other })).toEqual(["SH0020: picture"]);
    expect(changes({ ...thirds, shots: other }, [thirds.shots[2]?.id ?? ""])).toEqual([]);
  });

  test("after keyframes were turned off", () => {
    expect(changes({ ...thirds, keyframes: false })).toEqual(["start frame", "keyframes"]);
  });
});
