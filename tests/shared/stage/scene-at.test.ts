import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cameraMoves } from "../../../shared/project/vocabulary.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import type { BlockedShot, Scene } from "../../../shared/stage/scene.ts";
import { isStill, sceneAt } from "../../../shared/stage/scene-at.ts";
import { turned } from "../../../shared/stage/vectors.ts";
import { arbitraryBlockedFigure, arbitraryPass, arbitraryTake, people } from "../../support/arbitrary-blocking.ts";
import { blockedShot, figureTrack, takeOf } from "../../support/blocked-shot.ts";

const progresses = fc.double({ min: 0, max: 1, noNaN: true });

function numbersOf({ figures, view }: Scene): number[] {
  const { at, bearing, tilt, roll, lens, focus, blur, smear } = view;
  return [
    ...[...at, bearing, tilt, roll, lens, focus, blur, smear],
    ...figures.flatMap((figure) => [...figure.at, figure.facing, figure.blend, figure.stride]),
  ];
}

describe("a blocked pass over time", () => {
  it("has only finite numbers, and none below the floor, for all that a plan allows", () => {
    fc.assert(
      fc.property(arbitraryPass(), arbitraryTake, progresses, (pass, take, progress) => {
        for (const blocked of blockPass(pass, people, 16 / 9)) {
          const scene = sceneAt(blocked, { ...take, move: take.move }, progress);
          for (const number of numbersOf(scene)) expect(Number.isFinite(number)).toBe(true);
          expect(scene.view.at[2]).toBeGreaterThanOrEqual(0);
          expect(scene.view.lens).toBeGreaterThan(7.99);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is the same scene for the same input, also from a copy that crossed to another thread", () => {
    fc.assert(
      fc.property(arbitraryPass(), arbitraryTake, progresses, (pass, take, progress) => {
        for (const blocked of blockPass(pass, people, 16 / 9)) {
          const copied = structuredClone(blocked);
          expect(sceneAt(copied, structuredClone(take), progress)).toEqual(sceneAt(blocked, take, progress));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("begins each shot as the one before ended, where nothing else is said of a figure", () => {
    const goesOn = arbitraryBlockedFigure.map(({ at: _, facing: __, pose: ___, seen: ____, ...goes }) => goes);
    const blockings = fc.record({ figures: fc.record({ Mara: goesOn, Tom: goesOn }) });
    fc.assert(
      fc.property(arbitraryPass(blockings), arbitraryTake, (pass, take) => {
        const shots = blockPass(pass, people, 16 / 9);
        for (const [index, blocked] of shots.slice(1).entries()) {
          const before = sceneAt(shots[index] as BlockedShot, take, 1).figures;
          for (const figure of sceneAt(blocked, take, 0).figures) {
            const was = before.find(({ id }) => id === figure.id);
            if (!was) continue;
            expect(figure.at).toEqual(was.at);
            expect(figure.pose).toBe(was.toPose);
            if (figure.pose !== "back-turned") expect(turned(figure.facing - was.facing)).toBeCloseTo(0, 6);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is still exactly where every moment under a static camera is the same", () => {
    fc.assert(
      fc.property(arbitraryPass(), (pass) => {
        for (const blocked of blockPass(pass, people, 16 / 9)) {
          const scenes = [0, 0.2, 0.5, 0.8, 1].map((at) => JSON.stringify(sceneAt(blocked, takeOf("static"), at)));
          if (isStill(blocked)) expect(new Set(scenes).size).toBe(1);
          else expect(new Set(scenes).size).toBeGreaterThan(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is still where a path leads nowhere and where a turn is a whole one", () => {
    const stays = figureTrack("Mara", { path: [[0, 0]], facing: 180, toFacing: -180 });
    expect(isStill(blockedShot({ figures: [stays], camera: { path: [[0, -3]], end: { lens: 50 } } }))).toBe(true);
    expect(isStill(blockedShot({ figures: [figureTrack("Mara", { toPose: "sitting" })] }))).toBe(false);
    expect(
      isStill(
        blockedShot({
          camera: {
            path: [
              [0, -3],
              [1, -3],
            ],
          },
        }),
      ),
    ).toBe(false);
  });

  it.each(cameraMoves)("rests before and after a hold in a %s", (move) => {
    if (move === "handheld" || move === "static") return;
    const held = takeOf(move, { hold: { start: 30, end: 30 } });
    const scenes = (from: number) =>
      [0, 0.1, 0.2].map((into) => JSON.stringify(sceneAt(blockedShot(), held, from + into)));
    expect(new Set(scenes(0)).size).toBe(1);
    expect(new Set(scenes(0.8)).size).toBe(1);
  });
});
