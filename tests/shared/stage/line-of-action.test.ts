import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spot } from "../../../shared/project/stage.ts";
import { crossesLine, lineOfAction, sideOfLine } from "../../../shared/stage/line-of-action.ts";
import type { BlockedShot } from "../../../shared/stage/scene.ts";
import { toward } from "../../../shared/stage/vectors.ts";
import { twoHander } from "./two-hander.ts";

const south: Spot = [0, -3];
const north: Spot = [0, 3];

function crossing(...cameras: [Spot, Spot]): string[] | undefined {
  const [previous, blocked] = twoHander(cameras) as [BlockedShot, BlockedShot];
  return crossesLine(previous, blocked)?.map(({ name }) => name);
}

describe("the line of action", () => {
  it("goes from who is looked at to who is looked at in turn, and needs two who stand apart", () => {
    const [blocked] = twoHander([south]) as [BlockedShot];
    expect(lineOfAction(blocked)?.map(({ cast }) => cast.id)).toEqual(["Mara", "Tom"]);
    expect(lineOfAction({ ...blocked, figures: blocked.figures.slice(0, 1) })).toBeNull();
    const [together] = twoHander([south], { Tom: { at: [-1, 0] } }) as [BlockedShot];
    expect(lineOfAction(together)).toBeNull();
  });

  it("has the camera on one side, which turns with the direction in which it is followed", () => {
    expect(sideOfLine([-1, 0], [1, 0], north)).toBe("left");
    expect(sideOfLine([-1, 0], [1, 0], south)).toBe("right");
    expect(sideOfLine([1, 0], [-1, 0], south)).toBe("left");
    expect(sideOfLine([-1, 0], [1, 0], [0, 0])).toBeNull();
  });

  it("has a camera within 8° of it on neither side", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        (b, d) => {
          const off = Math.min(Math.abs(90 - Math.abs(b)), 90);
          fc.pre(Math.abs(off - 8) > 0.01);
          const side = sideOfLine([-1, 0], [1, 0], toward([0, 0], b, d));
          expect(side).toBe(off < 8 ? null : Math.abs(b) < 90 ? "left" : "right");
        },
      ),
    );
  });
});

describe("a cut", () => {
  it("crosses the line when the camera jumps to its other side", () => {
    expect(crossing(south, north)).toEqual(["Mara", "Tom"]);
    expect(crossing([-2, -1], [2, 1])).toEqual(["Mara", "Tom"]);
  });

  it("does not while the cameras keep to one side, or one of them is on the line", () => {
    expect(crossing(south, [2, -1])).toBeUndefined();
    expect(crossing(south, [4, 0.2])).toBeUndefined();
    expect(crossing([-4, 0.2], south)).toBeUndefined();
  });

  it("does not from or to a camera that looks straight down", () => {
    const [previous, blocked] = twoHander([south, north]) as [BlockedShot, BlockedShot];
    const above: BlockedShot = {
      ...blocked,
      camera: { ...blocked.camera, start: { ...blocked.camera.start, tilt: -84 } },
    };
    expect(crossesLine(previous, above)).toBeNull();
    expect(crossesLine(above, previous)).toBeNull();
  });

  it("does not where only one of the two is in both shots", () => {
    const [previous, blocked] = twoHander([south, north]) as [BlockedShot, BlockedShot];
    expect(crossesLine({ ...previous, figures: previous.figures.slice(0, 1) }, blocked)).toBeNull();
  });

  it("looks at where the camera before has come by its path, and where the figures have gone", () => {
    const [previous, blocked] = twoHander([south, north]) as [BlockedShot, BlockedShot];
    const travels: BlockedShot = { ...previous, camera: { ...previous.camera, path: [south, [-4, 0], north] } };
    expect(crossesLine(travels, blocked)).toBeNull();
    const swapped = twoHander([south, south], { Mara: { at: [1, 0] }, Tom: { at: [-1, 0] } });
    expect(crossesLine(...(swapped as [BlockedShot, BlockedShot]))).toBeNull();
    const [still] = twoHander([south]) as [BlockedShot];
    expect(crossesLine(still, swapped[1] as BlockedShot)).not.toBeNull();
  });

  it("crosses the same way seen from either shot, wherever the cameras stand", () => {
    const spot = fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true }));
    fc.assert(
      fc.property(spot, spot, (one, other) => {
        expect(crossing(one, other) === undefined).toBe(crossing(other, one) === undefined);
      }),
    );
  });
});
