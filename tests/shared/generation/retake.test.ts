import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceOfWhole } from "../../../shared/generation/price.ts";
import { type Retake, requestsOf, retakenPass, retakeShortage } from "../../../shared/generation/retake.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { limitsOf, profileOf } from "../../../shared/models/profiles.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import { buildMediaId, buildPass, buildShot } from "../../support/builders.ts";
import { projectFor } from "../../support/service-projects.ts";

const pixio = profileOf("pixio/kling-v3-pro") as ModelProfile;
const kling = profileOf("kling/kling-3.0") as ModelProfile;
const [start, end, own] = [buildMediaId("a"), buildMediaId("b"), buildMediaId("c")];
const pass = buildPass(
  "A",
  [
    buildShot("1", { durationMs: 4000 }),
    buildShot("2", { durationMs: 3000, transition: "match-cut" }),
    buildShot("3", { durationMs: 2000, transition: "fade-in" }),
    buildShot("4", { durationMs: 1000 }),
  ],
  { startFrame: start, endFrame: end, negativePrompt: "rain", profile: pixio.id },
);
const [one, two, three, four] = pass.shots.map(({ id }) => id) as [string, string, string, string];
const retaken = (retake: Retake) => retakenPass(pass, retake, kling.limits);
/** As if the model made one shot at a time. */
const oneShot: ModelProfile = { ...pixio, limits: { ...pixio.limits, shotsMax: 1 } };

describe("a retake", () => {
  test("is the pass with these shots alone, in the pass's order, and its choices", () => {
    const { shots, negativePrompt } = retaken({ shotIds: [three, two] });
    expect(shots.map(({ id }) => id)).toEqual([two, three]);
    expect(negativePrompt).toBe("rain");
  });

  test("begins and ends with the pass's frames only where it has the pass's first and last shot", () => {
    expect(retaken({ shotIds: [one, two] })).toMatchObject({ startFrame: start });
    expect(retaken({ shotIds: [one, two] }).endFrame).toBeUndefined();
    expect(retaken({ shotIds: [four] })).toMatchObject({ endFrame: end });
    expect(retaken({ shotIds: [four] }).startFrame).toBeUndefined();
    expect(retaken({ shotIds: [one], startFrame: own })).toMatchObject({ startFrame: own });
  });

  test("does not come from a shot that it does not show, but may fade in", () => {
    expect(retaken({ shotIds: [two] }).shots[0]?.transition).toBeUndefined();
    expect(retaken({ shotIds: [one, two] }).shots[1]?.transition).toBe("match-cut");
    expect(retaken({ shotIds: [three] }).shots[0]?.transition).toBe("fade-in");
  });

  test("is refused for a shot that is not in the pass", () => {
    expect(() => retaken({ shotIds: [one, "shot_gone0001"] })).toThrow("no longer in this pass");
  });

  test("that is too short for its model says so, and may be asked for longer", () => {
    expect(retakeShortage(pass, { shotIds: [two] }, pixio.limits)).toBeNull();
    expect(retakeShortage(pass, { shotIds: [three] }, pixio.limits)).toEqual({
      message: "The shots total 2 s; this model needs at least 3 s.",
      canLengthen: true,
    });
    expect(retakeShortage(pass, { shotIds: [three], lengthen: true }, pixio.limits)).toBeNull();
    const [lengthened] = retakenPass(pass, { shotIds: [three], lengthen: true }, pixio.limits).shots;
    expect(lengthened?.durationMs).toBe(3000);
  });

  test("never asks for a shot shorter than planned", () => {
    const some = fc.subarray(
      pass.shots.map(({ id }) => id),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(some, fc.constantFrom(pixio, kling), (shotIds, { limits }) => {
        for (const shot of retakenPass(pass, { shotIds, lengthen: true }, limits).shots) {
          expect(shot.durationMs).toBeGreaterThanOrEqual(pass.shots.find(({ id }) => id === shot.id)?.durationMs ?? 0);
        }
      }),
    );
  });
});

describe("the requests of a pass", () => {
  test("are one, and one a shot where the model makes one shot at a time", () => {
    expect(requestsOf(pass, pixio, null)).toEqual([{ pass, retake: null }]);
    const requests = requestsOf(pass, oneShot, null);
    expect(requests.map((each) => each.pass.shots.map(({ id }) => id))).toEqual([[one], [two], [three], [four]]);
    expect(requests.map((each) => each.pass.startFrame)).toEqual([start, undefined, undefined, undefined]);
    expect(requests.map((each) => each.pass.endFrame)).toEqual([undefined, undefined, undefined, end]);
  });

  test("begin with each shot's own frame where the model makes nothing without one", () => {
    const needing = { ...oneShot, limits: { ...oneShot.limits, startFrameRequired: true } };
    const framed = { ...pass, shots: pass.shots.map((shot) => (shot.id === three ? { ...shot, frame: own } : shot)) };
    const begins = (model: typeof oneShot, of: typeof pass) =>
      requestsOf(of, model, null).map((each) => each.pass.startFrame);
    expect(begins(needing, framed)).toEqual([start, undefined, own, undefined]);
    expect(begins(oneShot, framed)).toEqual([start, undefined, undefined, undefined]);
    const alone = { ...framed, startFrame: undefined, shots: framed.shots.filter(({ id }) => id === three) };
    expect(begins(needing, alone as unknown as typeof pass)).toEqual([own]);
  });

  test("of a retake begin with its start frame, the first alone", () => {
    const retake = { shotIds: [two, three], startFrame: own, lengthen: true };
    expect(requestsOf(pass, pixio, retake)).toHaveLength(1);
    const requests = requestsOf(pass, oneShot, retake);
    expect(requests.map((each) => each.retake)).toEqual([
      { shotIds: [two], startFrame: own, lengthen: true },
      { shotIds: [three], lengthen: true },
    ]);
    expect(requests.map((each) => each.pass.shots[0]?.durationMs)).toEqual([3000, 3000]);
  });
});

describe("a model that makes one shot at a time", () => {
  const { limits } = pixio;
  const before = limits.shotsMax;
  const during = <Result>(work: () => Result): Result => {
    Object.assign(limits, { shotsMax: 1 });
    try {
      return work();
    } finally {
      Object.assign(limits, { shotsMax: before });
    }
  };

  test("is paid by the shot, also where a run has one price", () => {
    const perRun: ModelProfile = {
      ...oneShot,
      price: { kind: "per-run", currency: "credits", amount: 175, source: "A list", asOf: "2026-11-22" },
    };
    expect(priceOfWhole(perRun, pass)).toEqual({ currency: "credits", micros: 700_000_000 });
    expect(priceOfWhole({ ...perRun, limits: kling.limits }, pass)).toEqual({
      currency: "credits",
      micros: 175_000_000,
    });
  });

  test("has passes of several shots, each within its limits", () => {
    during(() => {
      expect(limitsOf(pixio.id)).toMatchObject({
        shotsMax: 6,
        shotMs: { min: 3000, max: 15_000 },
        totalMs: { min: 3000, max: 90_000 },
      });
      const shots = [8000, 9000].map((durationMs, index) =>
        buildShot(String(index), { durationMs, action: "Rain falls", camera: { size: "WS" } }),
      );
      const errors = checkPlan(projectFor(pixio.id, { shots })).filter(({ severity }) => severity === "error");
      expect(errors).toEqual([]);
      const long = checkPlan(projectFor(pixio.id, { shots: [...shots, buildShot("3", { durationMs: 16_000 })] }));
      expect(long.filter(({ severity }) => severity === "error").map(({ code, path }) => [code, path])).toEqual([
        ["budget.shot-too-long", "passes[0].shots[2].durationMs"],
        ["prompt.empty", "passes[0].shots[2]"],
      ]);
    });
  });
});
