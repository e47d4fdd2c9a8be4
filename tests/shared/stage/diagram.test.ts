import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockingOf } from "../../../shared/animatic/shot-blocking.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import type { Blocking } from "../../../shared/project/stage.ts";
import { cameraAngles, cameraMoves, shotSizes } from "../../../shared/project/vocabulary.ts";
import { type DiagramMark, type DiagramShot, diagram } from "../../../shared/stage/diagram.ts";
import { buildElement, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Mara"), buildElement("Tom")];
const box = { width: 300, height: 200, textSize: 8 };

function shotsOf(shots: readonly Partial<Shot>[], content: Partial<Pass> = {}): DiagramShot[] {
  const built = shots.map((shot, index) => buildShot(`${index}`, { action: "@Mara and @Tom talk", ...shot }));
  const pass = buildPass("1", built, content);
  const blocking = [...blockingOf(buildProject([pass], { elements }), pass).values()];
  return blocking.map((each, index) => ({ ...each, name: String(10 * (index + 1)) }));
}

function cameraAt(x: number, y: number): Blocking {
  return { camera: { at: [x, y], height: 1.6, lens: 35, target: { at: [0, 0], height: 1.6 } } };
}

const textsOf = (marks: readonly DiagramMark[]) => marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
const ofInk = (marks: readonly DiagramMark[], ink: DiagramMark["ink"]) => marks.filter((mark) => mark.ink === ink);
const textOf = (marks: readonly DiagramMark[], text: string) =>
  marks.find((mark) => mark.kind === "text" && mark.text === text) as DiagramMark & { kind: "text" };

describe("an overhead diagram", () => {
  it("has every camera with its number, every figure with its name, and a scale", () => {
    const shots = shotsOf([{ camera: { size: "WS" } }, { camera: { size: "CU" } }, { camera: { size: "OTS" } }]);
    const texts = textsOf(diagram(shots, box));
    expect(texts).toEqual(expect.arrayContaining(["10", "20", "30", "Mara", "Tom"]));
    expect(texts.at(-1)).toMatch(/^[\d.]+ m$/);
  });

  it("shows right what is right on the stage, and up what is up the plan", () => {
    const stage = {
      figures: [
        { id: "Mara", at: [-2, 1] as [number, number] },
        { id: "Tom", at: [2, -1] as [number, number] },
      ],
    };
    const marks = diagram(shotsOf([{ blocking: cameraAt(0, -4) }], { stage }), box);
    const [mara, tom, camera] = [textOf(marks, "Mara").at, textOf(marks, "Tom").at, textOf(marks, "10").at];
    expect(mara[0]).toBeLessThan(tom[0]);
    expect(mara[1]).toBeLessThan(tom[1]);
    expect(camera[1]).toBeGreaterThan(tom[1]);
  });

  it("makes one of cameras that stand and look alike, with all their numbers", () => {
    const shots = shotsOf([
      { blocking: cameraAt(0, -4) },
      { blocking: cameraAt(3, -4) },
      { blocking: cameraAt(0, -4) },
    ]);
    expect(textsOf(diagram(shots, box))).toEqual(expect.arrayContaining(["10, 30", "20"]));
  });

  it("is about one shot among the quiet cameras of the others", () => {
    const shots = shotsOf([{ blocking: cameraAt(0, -4) }, { blocking: cameraAt(2, -3) }]);
    const marks = diagram(shots, box, 0);
    expect(textsOf(ofInk(marks, "camera"))).toEqual(["10"]);
    expect(textsOf(ofInk(marks, "quiet"))).toEqual(["20"]);
    expect(ofInk(marks, "cone")).toHaveLength(1);
  });

  it("draws the ways of camera and figures, with an arrow where they end, and none of what stands", () => {
    const still = diagram(shotsOf([{ blocking: cameraAt(0, -4) }]), box);
    expect([...ofInk(still, "move"), ...ofInk(still, "walk")]).toEqual([]);
    const blocking: Blocking = {
      camera: { ...cameraAt(0, -4).camera, path: [[2, -4]] },
      figures: { Mara: { path: [[0, 2]] } },
    };
    const moving = diagram(shotsOf([{ blocking }]), box);
    expect(ofInk(moving, "move")).toMatchObject([{ kind: "line", arrow: true }]);
    expect(ofInk(moving, "walk")).toMatchObject([{ kind: "line", arrow: true }]);
  });

  it("leaves a camera that stands far beyond the others at the edge, and says how far it is", () => {
    const near = [cameraAt(0, -3), cameraAt(2, -3), cameraAt(-2, -3)].map((blocking) => ({ blocking }));
    const marks = diagram(shotsOf([...near, { blocking: cameraAt(0, -60) }]), box);
    expect(textsOf(marks)).toContain("60.0 m");
    const [x, y] = textOf(marks, "40").at;
    expect(x).toBeGreaterThan(0);
    expect(y).toBeLessThan(box.height);
  });

  it("keeps numbers and names off one another where there is room", () => {
    const shots = shotsOf([
      { blocking: cameraAt(0, -4) },
      { blocking: cameraAt(0.05, -4.1) },
      { blocking: cameraAt(0.1, -4) },
    ]);
    const numbers = ofInk(diagram(shots, box), "camera").filter((mark) => mark.kind === "text");
    for (const [index, { at }] of numbers.entries()) {
      for (const other of numbers.slice(index + 1))
        expect(Math.hypot(at[0] - other.at[0], at[1] - other.at[1])).toBeGreaterThan(box.textSize);
    }
  });

  it("is there for a stage with nobody on it", () => {
    const empty = shotsOf([{ action: "The desert", camera: { size: "EWS" } }]);
    expect(textsOf(diagram(empty, box))).toContain("10");
    expect(diagram([], box).length).toBeGreaterThan(0);
  });

  it("is the same for the same pass, of finite places, with its numbers in the box, whatever is blocked", () => {
    const meters = fc.integer({ min: -500, max: 500 });
    const spot = fc.tuple(meters, meters);
    const blocking = fc.record({
      camera: fc.record(
        {
          at: spot,
          lens: fc.constantFrom(8, 35, 800),
          target: fc.record({ at: spot, height: meters.map((each) => each / 25) }),
          path: fc.array(spot, { minLength: 1, maxLength: 5 }),
        },
        { requiredKeys: [] },
      ),
      figures: fc.record({
        Mara: fc.record({ at: spot, path: fc.array(spot, { minLength: 1, maxLength: 5 }) }, { requiredKeys: [] }),
      }),
    }) as fc.Arbitrary<Blocking>;
    const camera = fc.record({
      size: fc.constantFrom(...shotSizes),
      angle: fc.constantFrom(...cameraAngles),
      move: fc.constantFrom(...cameraMoves),
    });
    const shot = fc.record({ blocking, camera }, { requiredKeys: ["camera"] });
    const sides = fc.integer({ min: 50, max: 500 });
    fc.assert(
      fc.property(fc.array(shot, { minLength: 1, maxLength: 6 }), sides, sides, (content, width, height) => {
        const shots = shotsOf(content);
        for (const about of [undefined, 0]) {
          const marks = diagram(shots, { width, height, textSize: 6 }, about);
          expect(diagram(shots, { width, height, textSize: 6 }, about)).toEqual(marks);
          const places = marks.flatMap((mark) => (mark.kind === "text" ? [mark.at] : mark.points));
          for (const place of places) for (const each of place) expect(each).toSatisfy(Number.isFinite);
          for (const mark of ofInk(marks, "camera")) {
            if (mark.kind !== "text") continue;
            const [x, y] = mark.at;
            expect([x >= 0, x <= width, y >= 0, y <= height]).toEqual([true, true, true, true]);
          }
        }
      }),
    );
  });
});
