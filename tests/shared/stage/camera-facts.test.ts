import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockingOf, factsOf } from "../../../shared/animatic/shot-blocking.ts";
import type { Shot } from "../../../shared/project/model.ts";
import type { Blocking } from "../../../shared/project/stage.ts";
import { aspectRatios, cameraAngles, cameraMoves, shotSizes } from "../../../shared/project/vocabulary.ts";
import {
  type CameraFacts,
  sayCamera,
  sayLens,
  sayMeters,
  sayMove,
  sayTilt,
} from "../../../shared/stage/camera-facts.ts";
import { buildElement, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Mara"), buildElement("Tom")];

function factsOfShot(content: Partial<Shot>, aspectRatio: (typeof aspectRatios)[number] = "16:9"): CameraFacts {
  const pass = buildPass("1", [buildShot("1", { action: "@Mara waits for @Tom", ...content })], { aspectRatio });
  const blocking = blockingOf(buildProject([pass], { elements }), pass).get("shot_0001");
  if (!blocking) throw new Error("the shot is not blocked");
  return factsOf(blocking);
}

const level: Blocking = {
  camera: { at: [0, -4], height: 1.6, lens: 35, target: { at: [0, 0], height: 1.6 } },
};

describe("the facts of a camera", () => {
  it("are those that were set by hand", () => {
    expect(factsOfShot({ blocking: level })).toMatchObject({ lens: 35, endLens: 35, height: 1.6 });
    const facts = factsOfShot({ blocking: level });
    expect(facts.distance).toBeCloseTo(4);
    expect(facts.tilt).toBeCloseTo(0);
    expect(facts.fieldOfView).toBeCloseTo(54.4, 1);
    expect(facts.moveLength).toBe(0);
  });

  it("follow the words where nothing was set by hand", () => {
    const [near, far] = [factsOfShot({ camera: { size: "CU" } }), factsOfShot({ camera: { size: "WS" } })];
    expect(near.distance).toBeLessThan(far.distance);
    expect(factsOfShot({ camera: { size: "CU", lens: "35mm" } }).lens).toBe(35);
  });

  it("say how far a drawn path is, and what a zoom does to the lens", () => {
    const path: Blocking = {
      camera: {
        ...level.camera,
        path: [
          [0, -3],
          [2, -3],
        ] as [number, number][],
      },
    };
    const drawn = factsOfShot({ blocking: path, camera: { move: "push-in" } });
    expect(drawn.moveLength).toBeGreaterThan(2.8);
    expect(drawn.moveLength).toBeLessThanOrEqual(3.001);
    expect(sayMove(drawn)).toMatch(/^(2\.[89]|3\.0) m move$/);
    const zoom = factsOfShot({ blocking: level, camera: { move: "zoom-in" } });
    expect(zoom.endLens).toBeGreaterThan(40);
    expect(sayMove(zoom)).toBe("");
    expect(sayLens(zoom)).toMatch(/^35 to \d\d mm$/);
  });

  it("count the sway of a hand-held camera as no move", () => {
    expect(factsOfShot({ blocking: level, camera: { move: "handheld" } }).moveLength).toBe(0);
    expect(factsOfShot({ blocking: level, camera: { move: "push-in" } }).moveLength).toBeGreaterThan(0.3);
  });

  it("are said in a few words", () => {
    const facts = { ...factsOfShot({ blocking: level }), distance: 2.41, moveLength: 0.92, moveName: "push-in" };
    expect(sayCamera(facts)).toBe("35 mm · 1.6 m high · 2.4 m away · 0.9 m push-in");
    expect(sayCamera({ ...facts, moveLength: 0, tilt: -12.2 })).toBe("35 mm · 1.6 m high · 2.4 m away · 12° down");
    expect(sayTilt({ tilt: 8 })).toBe("8° up");
    expect([0.15, 0.3, 2.04, 150].map(sayMeters)).toEqual(["0.15 m", "0.3 m", "2.0 m", "150 m"]);
    expect(sayLens({ lens: 12.5, endLens: 12.5 })).toBe("12.5 mm");
    expect(sayLens({ lens: 49.13, endLens: 49.13 })).toBe("49 mm");
  });

  it("are finite for every size, angle, move and shape", () => {
    const word = <Word>(words: readonly Word[]) => fc.constantFrom(...words);
    fc.assert(
      fc.property(
        word(shotSizes),
        word(cameraAngles),
        word(cameraMoves),
        word(aspectRatios),
        fc.integer({ min: 100, max: 15_000 }),
        (size, angle, move, aspectRatio, durationMs) => {
          const facts = factsOfShot({ camera: { size, angle, move }, durationMs }, aspectRatio);
          for (const value of Object.values(facts))
            if (typeof value === "number") expect(value).toSatisfy(Number.isFinite);
          expect(facts.lens).toBeGreaterThan(0);
          expect(facts.height).toBeGreaterThan(0);
        },
      ),
    );
  });
});
