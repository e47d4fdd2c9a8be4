import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { Element } from "../../../shared/project/model.ts";
import type { Blocking } from "../../../shared/project/stage.ts";
import {
  aspectRatios,
  type CameraMove,
  cameraAngles,
  cameraMoves,
  shotSizes,
} from "../../../shared/project/vocabulary.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { awayFrom } from "../../../shared/stage/clear-way.ts";
import { eyesNow } from "../../../shared/stage/figure-track.ts";
import { onSensor } from "../../../shared/stage/keep-framing.ts";
import { eyesOf } from "../../../shared/stage/postures.ts";
import { axesOf } from "../../../shared/stage/project-view.ts";
import { stretchIn } from "../../../shared/stage/prop-box.ts";
import type { BlockedShot, MovingView, SceneFigure } from "../../../shared/stage/scene.ts";
import { sceneAt } from "../../../shared/stage/scene-at.ts";
import { apart, dot, lengthOf, minus, type Point, plus, turned } from "../../../shared/stage/vectors.ts";
import { people } from "../../support/arbitrary-blocking.ts";
import { blockedShot, figureTrack, takeOf, wall } from "../../support/blocked-shot.ts";
import { buildPass, buildShot } from "../../support/builders.ts";

const moments = Array.from({ length: 97 }, (_, frame) => frame / 96);

function viewsOf(move: CameraMove, blocked: BlockedShot = blockedShot(), more = {}): MovingView[] {
  return moments.map((progress) => sceneAt(blocked, takeOf(move, more), progress).view);
}

function endsOf(move: CameraMove, blocked?: BlockedShot, more = {}): readonly [MovingView, MovingView] {
  const views = viewsOf(move, blocked, more);
  return [views[0] as MovingView, views.at(-1) as MovingView];
}

/** How large a meter at `point` is on the sensor, in millimeters. */
function magnification(view: MovingView, point: Point): number {
  return view.lens / dot(minus(point, view.at), axesOf(view).ahead);
}

const target = blockedShot().camera.target;
const { start } = blockedShot().camera;

/** Expects the target where it was on the sensor before the move, to a hundredth of a millimeter. */
function expectFramed(view: MovingView, at: Point = target) {
  const place = onSensor({ ...view, roll: 0 }, at);
  expect([place.right, place.up].map((each) => Math.round(each * 100) / 100 + 0)).toEqual([0, 4]);
}

describe("a camera on its way", () => {
  it("rests where nothing moves it", () => {
    for (const view of viewsOf("static")) expect(view).toEqual({ ...start, blur: 0, smear: 0 });
  });

  it.each(["push-in", "crane-up", "steadicam", "fpv"] as const)("starts a %s where it was put, however low", (move) => {
    const [from] = endsOf(move, blockedShot({ at: [0, -3, 0.05] }));
    expect(lengthOf(minus(from.at, [0, -3, 0.05]))).toBeCloseTo(0, 9);
  });

  it("travels toward its target in a push-in, with the same lens, and keeps it where it is in the frame", () => {
    const [from, to] = endsOf("push-in");
    expect(from.at).toEqual(start.at);
    expect(lengthOf(minus(to.at, target))).toBeCloseTo(lengthOf(minus(start.at, target)) / 1.45, 3);
    expect(to.lens).toBe(start.lens);
    for (const view of viewsOf("push-in")) expectFramed(view);
  });

  it("stands in a zoom, which changes the lens", () => {
    for (const view of viewsOf("zoom-in")) {
      expect(view.at).toEqual(start.at);
      expectFramed(view);
    }
    expect(endsOf("zoom-in")[1].lens).toBeCloseTo(80, 6);
    expect(endsOf("zoom-out")[0].lens).toBeCloseTo(80, 6);
  });

  it("makes what is 5 m behind the target grow less by a dolly than by a zoom to the same size of the target", () => {
    const behind: Point = [target[0], target[1] + 5, target[2]];
    const distance = lengthOf(minus(start.at, target));
    const [dolly, zoom] = [
      endsOf("push-in")[1],
      endsOf("zoom-in", blockedShot(), { strength: (100 * Math.log(1.45)) / Math.log(1.6) })[1],
    ];
    const grown = (view: MovingView, point: Point) =>
      magnification(view, point) / magnification({ ...start, blur: 0, smear: 0 }, point);
    expect(grown(dolly, target)).toBeCloseTo(1.45, 1);
    expect(grown(zoom, target)).toBeCloseTo(1.45, 1);
    expect(grown(zoom, behind)).toBeCloseTo(1.45, 1);
    expect(grown(dolly, behind)).toBeCloseTo((distance + 5) / (distance / 1.45 + 5), 1);
    expect(grown(dolly, behind)).toBeLessThan(1.2);
  });

  it.each([
    ["push-in", "pull-out"],
    ["zoom-in", "zoom-out"],
    ["pan-left", "pan-right"],
    ["truck-left", "truck-right"],
    ["pedestal-up", "pedestal-down"],
    ["crane-up", "crane-down"],
    ["orbit-left", "orbit-right"],
  ] as const)("goes backwards in one of %s and %s", (one, other) => {
    const backwards = viewsOf(other).reverse();
    for (const [index, view] of viewsOf(one).entries()) {
      const seen = backwards[index] as MovingView;
      expect(lengthOf(minus(view.at, seen.at))).toBeCloseTo(0, 9);
      expect(turned(view.bearing - seen.bearing)).toBeCloseTo(0, 9);
      expect([view.tilt, view.lens].map((each) => each.toFixed(9))).toEqual(
        [seen.tilt, seen.lens].map((each) => each.toFixed(9)),
      );
    }
  });

  it("circles its target in an orbit, as far away and as high as before, and to its own side", () => {
    for (const view of viewsOf("orbit-right")) {
      expect(apart([view.at[0], view.at[1]], [target[0], target[1]])).toBeCloseTo(3, 9);
      expect(view.at[2]).toBe(1.6);
      expectFramed(view);
    }
    const [from, to] = endsOf("orbit-right");
    expect(from.at[0]).toBeGreaterThan(1);
    expect(to.at[0]).toBeLessThan(-1);
  });

  it.each(["pan-left", "pan-right", "tilt-up", "tilt-down"] as const)("only turns in a %s", (move) => {
    for (const view of viewsOf(move)) expect(view.at).toEqual(start.at);
    const [from, to] = endsOf(move);
    const turns = move.startsWith("pan") ? turned(to.bearing - from.bearing) : to.tilt - from.tilt;
    expect(Math.sign(turns)).toBe(move.endsWith("left") || move.endsWith("down") ? -1 : 1);
    expect(Math.abs(turns)).toBeGreaterThan(5);
  });

  it.each(["truck-left", "truck-right", "pedestal-up", "pedestal-down"] as const)("only travels in a %s", (move) => {
    for (const view of viewsOf(move)) expect([view.bearing, view.tilt]).toEqual([start.bearing, start.tilt]);
    const [from, to] = endsOf(move);
    const travels = move.startsWith("truck") ? to.at[0] - from.at[0] : to.at[2] - from.at[2];
    expect(Math.sign(travels)).toBe(move.endsWith("left") || move.endsWith("down") ? -1 : 1);
    expect(Math.abs(travels)).toBeGreaterThan(0.15);
  });

  it("rises on a crane and looks down at its target", () => {
    const [from, to] = endsOf("crane-up");
    expect(from.at).toEqual(start.at);
    expect(to.at[2]).toBeGreaterThan(2.5);
    expect(to.tilt).toBeLessThan(from.tilt - 10);
    for (const view of viewsOf("crane-up")) expectFramed(view);
  });

  it("pulls the focus to its subject from who is further away, else from what is near", () => {
    const two = blockedShot({ figures: [figureTrack("Mara"), figureTrack("Tom", { at: [1, 4] })] });
    const [from, to] = endsOf("rack-focus", two);
    expect(from.focus).toBeCloseTo(Math.hypot(1, 7), 6);
    expect(to.focus).toBeCloseTo(start.focus, 6);
    expect([from.blur, to.blur]).toEqual([1, 1]);
    expect(endsOf("rack-focus")[0].focus).toBeLessThan(start.focus / 2);
  });

  it("breathes in the hand: a little in place and turn, never far, and the same each time", () => {
    const views = viewsOf("handheld");
    expect(views).toEqual(viewsOf("handheld"));
    expect(viewsOf("handheld", blockedShot(), { seed: 2 })).not.toEqual(views);
    expect(new Set(views.map(({ at, bearing }) => `${at} ${bearing}`)).size).toBeGreaterThan(90);
    for (const view of views) {
      expect(lengthOf(minus(view.at, start.at))).toBeLessThan(0.06);
      expect(Math.abs(view.bearing - start.bearing)).toBeLessThan(1.2);
    }
  });

  it("leans to both sides as it flies, and is level at either end", () => {
    const rolls = viewsOf("fpv").map(({ roll }) => roll);
    expect(Math.max(...rolls)).toBeGreaterThan(3);
    expect(Math.min(...rolls)).toBeLessThan(-1);
    expect(Math.abs(rolls[0] ?? 9)).toBeLessThan(1);
    expect(Math.abs(rolls.at(-1) ?? 9)).toBeLessThan(1);
  });

  it("whips from who stands aside to its subject, smeared on the way only", () => {
    const two = blockedShot({ figures: [figureTrack("Mara"), figureTrack("Tom", { at: [3, 0] })] });
    const views = viewsOf("whip-pan", two);
    expect(views[0]?.bearing).toBeCloseTo(45, 3);
    expect(views.at(-1)?.bearing).toBeCloseTo(start.bearing, 6);
    expect(views.map(({ smear }) => Math.round(Math.abs(smear))).filter((smear) => smear > 0).length).toBeLessThan(10);
    expect(Math.max(...views.map(({ smear }) => Math.abs(smear)))).toBeGreaterThan(3);
  });
});

describe("a camera as its words put it", () => {
  const begins = ["push-in", "zoom-in", "crane-up"] as const;
  const ends = ["pull-out", "zoom-out", "crane-down", "tilt-up", "tilt-down", "whip-pan"] as const;

  it.each([...begins, ...ends])("is where a %s begins or ends, from every size, angle and aspect", (move) => {
    for (const size of shotSizes) {
      for (const angle of cameraAngles) {
        for (const aspectRatio of aspectRatios) {
          const shots = [buildShot("1", { action: "@Mara and @Tom wait.", camera: { size, angle, move } })];
          const pass = { ...{ id: "pas_0001", scene: "SC010", name: "Pass", profile: "animatic", resolution: "720p" } };
          const [blocked] = blockPass({ ...pass, aspectRatio, shots }, people, ratioOf(aspectRatio));
          const { start } = (blocked as BlockedShot).camera;
          const { view } = sceneAt(blocked as BlockedShot, takeOf(move), begins.some((each) => each === move) ? 0 : 1);
          const away = [...minus(view.at, start.at), turned(view.bearing - start.bearing), view.tilt - start.tilt];
          for (const each of [...away, view.roll - start.roll, view.lens - start.lens]) {
            expect(Math.abs(each), `${size} ${angle} ${aspectRatio}`).toBeLessThan(1e-6);
          }
        }
      }
    }
  });
});

describe("a camera whose subject moves", () => {
  const walks = blockedShot({ figures: [figureTrack("Mara", { at: [-1.5, 0], facing: 90, path: [[1.5, 0]] })] });
  /** Where what is looked at has come with her eyes. */
  const eyes = (progress: number): Point => {
    const [from, now] = [0, progress].map((at) => eyesNow(sceneAt(walks, takeOf("static"), at).figures[0]!));
    return plus(walks.camera.target, minus(now as Point, from as Point));
  };

  it("stays where it is static", () => {
    expect(new Set(viewsOf("static", walks).map((view) => JSON.stringify(view))).size).toBe(1);
  });

  it.each(["pan-left", "tilt-up", "zoom-in", "crane-up"] as const)("turns after it in a %s", (move) => {
    for (const progress of moments) {
      const { view } = sceneAt(walks, takeOf(move), progress);
      expectFramed(view, eyes(progress));
    }
  });

  it("is carried along in the hand", () => {
    const [from, to] = endsOf("handheld", walks);
    expect(to.at[0] - from.at[0]).toBeGreaterThan(2.8);
  });

  it.each(["truck-left", "push-in", "orbit-left", "fpv"] as const)("goes along with it in a %s", (move) => {
    for (const progress of moments) {
      const { view } = sceneAt(walks, takeOf(move), progress);
      expectFramed(view, eyes(progress));
    }
    const [from, to] = endsOf(move, walks);
    expect(to.at[0] - from.at[0]).toBeGreaterThan(move === "orbit-left" ? 0.5 : 1.5);
  });

  it("tilts after who sits down, and trucks past who does", () => {
    const sits = blockedShot({ figures: [figureTrack("Mara", { toPose: "sitting" })] });
    const [from, to] = endsOf("tilt-up", sits);
    expect(from.tilt).toBeCloseTo(start.tilt, 6);
    expect(to.tilt).toBeLessThan(from.tilt - 5);
    const [left, right] = endsOf("truck-right", sits);
    expect(right.at[0] - left.at[0]).toBeGreaterThan(0.5);
  });

  it("goes beside it evenly in a truck", () => {
    const [from, to] = endsOf("truck-right", walks);
    expect(minus(to.at, from.at).map((each) => Math.round(each * 1e6) / 1e6 + 0)).toEqual([3, 0, 0]);
  });

  it("goes along as far as a wall lets it, and turns after it", () => {
    const walled = { ...walks, props: [wall([0.5, -3], [0.2, 4, 3])] };
    const rights = viewsOf("truck-right", walled).map(({ at }) => at[0]);
    expect(Math.max(...rights)).toBeLessThanOrEqual(0.2);
    expect(Math.max(...rights)).toBeGreaterThan(0.1);
    expectFramed(endsOf("truck-right", walled)[1], eyes(1));
  });

  it("looks at the middle of two who share the frame", () => {
    const two = blockedShot({
      figures: [figureTrack("Mara", { facing: 90, path: [[2, 0]] }), figureTrack("Tom", { at: [-1, 0] })],
      camera: { partner: "Tom" },
    });
    expectFramed(endsOf("pan-left", two)[1], [target[0] + 1, target[1], target[2]]);
  });

  it("is where the eyes are that it looks through", () => {
    const through = figureTrack("Tom", { at: [0, -3], facing: 0, path: [[0, -2]] });
    const [from, to] = endsOf("static", blockedShot({ camera: { through } }));
    expect(to.at[1] - from.at[1]).toBeCloseTo(1, 6);
  });
});

describe("a camera that is led by hand", () => {
  const path = [
    [0, -3],
    [4, -3],
  ] as const;
  const led = (more: Partial<BlockedShot["camera"]>, figures = [figureTrack("Mara")]) =>
    blockedShot({ figures, camera: { path: path.map(([x, y]) => [x, y]), ...more } });

  it("goes its path with a soft start and stop, and keeps its target where it was in the frame", () => {
    const views = viewsOf("static", led({}));
    expect(views.at(-1)?.at).toEqual([4, -3, 1.6]);
    expect(Math.abs((views[1]?.at[0] ?? 9) - 0)).toBeLessThan(0.01);
    for (const view of views) expectFramed(view);
  });

  it("goes evenly where its easing is none", () => {
    const views = viewsOf("static", led({}), { easing: 0 });
    expect(views[48]?.at[0]).toBeCloseTo(2, 6);
    expect(views[24]?.at[0]).toBeCloseTo(1, 6);
  });

  it("keeps looking at who walks, and in the end at whom it is to look at then", () => {
    const walks = [
      figureTrack("Mara", { facing: 0, path: [[0, 2]] }),
      figureTrack("Tom", { at: [5, 0], facing: 90, path: [[6, 0]] }),
    ];
    expectFramed(endsOf("static", led({}, walks))[1], [0, 2, target[2]]);
    const end = { target: [5, 0, target[2]] as const, subject: "Tom", height: 2, lens: 85 };
    const { view: to, figures } = sceneAt(led({ end }, walks), takeOf("static"), 1);
    expectFramed(to, eyesNow(figures[1]!));
    expect([to.at[2], to.lens]).toEqual([2, 85]);
  });

  it("ends at the eyes of an animal as it is then", () => {
    const rex: Element = { id: "elm_0009", name: "Rex", kind: "animal", images: [] };
    const blocking: Blocking = {
      camera: { target: { at: [0, 0], height: 1.6 }, to: { target: { figure: "Rex" } } },
      figures: { Rex: { at: [2, 1], facing: 90 } },
    };
    const shot = buildShot("1", { action: "@Rex waits.", blocking });
    const [blocked] = blockPass(buildPass("a", [shot]), [rex], 16 / 9);
    const { view, figures } = sceneAt(blocked as BlockedShot, takeOf("static"), 1);
    const [figure] = figures as [SceneFigure];
    const place = onSensor(view, eyesOf(figure, figure.height, "animal"));
    expect([place.right, place.up].map((each) => Math.round(each * 100) / 100 + 0)).toEqual([0, 0]);
  });

  it("sways where the move is one of the hand", () => {
    const [still, held] = [viewsOf("static", led({})), viewsOf("handheld", led({}))];
    expect(held.some((view, index) => Math.abs(view.bearing - (still[index]?.bearing ?? 0)) > 0.2)).toBe(true);
    expect(held.every((view, index) => lengthOf(minus(view.at, (still[index] as MovingView).at)) < 0.06)).toBe(true);
  });
});

describe("the room that a camera needs", () => {
  it("ends a push-in half a meter before who is looked at", () => {
    const near = blockedShot({ at: [0, -0.8, 1.6] });
    const [, to] = endsOf("push-in", near, { strength: 200, durationSeconds: 10 });
    expect(-to.at[1]).toBeGreaterThanOrEqual(0.5);
    expect(-to.at[1]).toBeLessThan(0.55);
  });

  it("stops before a wall", () => {
    const walled = blockedShot({ props: [wall([-0.3, -3], [0.1, 4, 3])] });
    expect(Math.min(...viewsOf("truck-left", walled).map(({ at }) => at[0]))).toBeGreaterThanOrEqual(-0.06);
  });

  it("is in nobody’s head, in no thing and never below the floor, for every size, angle, move and aspect", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shotSizes),
        fc.constantFrom(...cameraAngles),
        fc.constantFrom(...cameraMoves),
        fc.constantFrom(...aspectRatios),
        fc.constantFrom("@Mara waits.", "@Mara and @Tom talk.", "@Mara, @Tom and @Ida stand there."),
        fc.constantFrom(1, 4, 15),
        fc.constantFrom(50, 100, 200),
        fc.constantFrom("INT. KITCHEN - DAY", "EXT. FOREST - DAY", "EXT. STREET - NIGHT"),
        (size, angle, move, aspectRatio, action, durationSeconds, strength, heading) => {
          const shot = buildShot("1", { action, camera: { size, angle, move } });
          const pass = { ...{ id: "pas_0001", scene: "SC010", name: "Pass", profile: "animatic", resolution: "720p" } };
          const [blocked] = blockPass({ ...pass, heading, aspectRatio, shots: [shot] }, people, ratioOf(aspectRatio));
          const take = takeOf(move, { durationSeconds, strength });
          for (let progress = 0; progress <= 1; progress += 1 / 48) {
            const { view, figures, props } = sceneAt(blocked as BlockedShot, take, progress);
            expect(view.at[2]).toBeGreaterThanOrEqual(0.05);
            const without = (blocked as BlockedShot).camera.start.at;
            for (const figure of figures) {
              const least = Math.min(0.45, awayFrom(figure, without) - 0.06);
              expect(awayFrom(figure, view.at)).toBeGreaterThanOrEqual(least);
            }
            for (const prop of props) {
              if (stretchIn(prop, without, without)) continue;
              expect(stretchIn(prop, view.at, view.at)).toBeNull();
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("is left at the speed of a crew: 1.2 m/s at most on wheels, 7 m/s in the air", () => {
    for (const move of cameraMoves) {
      for (const [at, lens] of [
        [[0, -3, 1.6], 50],
        [[0, -40, 1.6], 24],
      ] as const) {
        const views = viewsOf(move, blockedShot({ at, lens }));
        const speeds = views
          .slice(1)
          .map((view, index) => lengthOf(minus(view.at, (views[index] as MovingView).at)) * 24);
        expect(Math.max(...speeds)).toBeLessThanOrEqual(move === "fpv" ? 7 : 1.2);
      }
    }
  });
});
