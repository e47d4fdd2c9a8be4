import { describe, expect, it } from "vitest";
import type { Blocking, Spot } from "../../../shared/project/stage.ts";
import { sayCamera, sayFigure, sayMeters, sayPathPoint, sayProp, sayTarget } from "../../../shared/stage/say-stage.ts";
import type { BlockedShot, FigureTrack, SceneProp } from "../../../shared/stage/scene.ts";
import { twoHander } from "./two-hander.ts";

const table: SceneProp = {
  id: "table-1",
  body: "table",
  name: "table",
  at: [-1, 1.2],
  facing: 0,
  size: [1.6, 0.8, 0.75],
  byHand: true,
};

function seenFrom(camera: Spot, figures?: Blocking["figures"]): BlockedShot {
  return twoHander([camera], figures)[0] as BlockedShot;
}

function said(blocked: BlockedShot, id: string): string {
  return sayFigure(blocked.figures.find(({ cast }) => cast.id === id) as FigureTrack, blocked);
}

describe("what is said of a figure", () => {
  it("is where it stands by the nearest other, as the camera sees it, and whom it faces", () => {
    expect(said(seenFrom([-1, -4]), "Mara")).toBe("Mara, 2 m left of Tom, facing Tom");
    expect(said(seenFrom([-1, 4]), "Mara")).toBe("Mara, 2 m right of Tom, facing Tom");
    expect(said(seenFrom([-6, 0]), "Tom")).toBe("Tom, 2 m behind Mara, facing Mara");
  });

  it("is how it is held and how far it moves", () => {
    const moves = seenFrom([-1, -4], { Mara: { pose: "sitting", path: [[-1, 2]] } });
    expect(said(moves, "Mara")).toBe("Mara, sitting, 2 m left of Tom, facing Tom, moving 2 m");
  });

  it("is that its back is to the camera, whichever way it was turned", () => {
    const turned = seenFrom([-1, -4], { Mara: { pose: "back-turned" } });
    expect(said(turned, "Mara")).toBe("Mara, 2 m left of Tom, with the back to the camera");
  });

  it("is which way it faces where it faces nobody", () => {
    const facing = (degrees: number) =>
      said(seenFrom([-1, -4], { Mara: { facing: degrees } }), "Mara")
        .split(", ")
        .at(-1);
    expect([0, 180, -150, -90, 60].map(facing)).toEqual([
      "facing away from the camera",
      "facing the camera",
      "facing toward the camera",
      "facing left",
      "facing right",
    ]);
  });
});

describe("what is said of the rest", () => {
  it("is a prop's size and place, and the camera's lens, height, distance and tilt", () => {
    const blocked = seenFrom([-1, -4]);
    expect(sayProp(table, blocked)).toBe("Table, 1.6 by 0.8 m, 1.2 m behind Mara");
    expect(sayCamera(blocked)).toMatch(/^Camera, 50 mm, 1\.6 m high, 4 m from Mara, looking down \d+°$/);
    expect(sayTarget(blocked)).toBe("Camera target, on Mara");
  });

  it("is a target that is nobody, and a point of a path", () => {
    const blocked = seenFrom([-1, -4]);
    const aside: BlockedShot = { ...blocked, camera: { ...blocked.camera, target: [0, 0, 1.2] } };
    expect(sayTarget(aside)).toBe("Camera target, 1.2 m high, 1 m right of Mara");
    expect(
      sayPathPoint(
        "Mara",
        [
          [0, 0],
          [0, 1.5],
          [2, 1.5],
        ],
        2,
      ),
    ).toBe("Mara, path point 2 of 2, 2 m on");
  });

  it("has meters with at most one decimal", () => {
    expect([0, 0.04, 1, 2.25, 12.96].map(sayMeters)).toEqual(["0 m", "0 m", "1 m", "2.3 m", "13 m"]);
  });
});
