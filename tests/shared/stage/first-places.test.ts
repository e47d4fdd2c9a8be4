import { describe, expect, it } from "vitest";
import { castOf, readCast } from "../../../shared/stage/cast.ts";
import { firstPlaces } from "../../../shared/stage/first-places.ts";
import { apart, bearingTo, turned } from "../../../shared/stage/vectors.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Mara"), buildElement("Tom")];

function places(...actions: readonly string[]) {
  const pass = buildPass(
    "a",
    actions.map((action, index) => buildShot(`${index + 1}`, { action })),
  );
  return firstPlaces(
    castOf(pass, elements),
    readCast(pass, elements).shots.map(({ named }) => named),
  );
}

describe("where everybody is before the first shot", () => {
  it("is face to face for two", () => {
    const [mara, tom] = [...places("@Mara and @Tom.").values()];
    expect(apart(mara?.at ?? [0, 0], tom?.at ?? [0, 0])).toBeCloseTo(1.2, 6);
    expect([mara?.facing, tom?.facing]).toEqual([90, -90]);
  });

  it("is near the middle for those whom the shots are about, and around them for a crowd", () => {
    const all = places("A crowd watches @Mara.", "@Mara turns to @Tom.", "Six soldiers march.");
    const [mara, tom] = [all.get("Mara"), all.get("Tom")];
    expect(apart(mara?.at ?? [9, 9], tom?.at ?? [0, 0])).toBeCloseTo(1.2, 6);
    const others = [...all].filter(([id]) => id.startsWith("figure-"));
    expect(others.length).toBe(11);
    for (const [, { at, facing }] of others) {
      expect(apart(at, [0, 0])).toBeGreaterThan(2);
      expect(Math.abs(turned(bearingTo(at, [0, 0]) - facing))).toBeLessThan(1);
    }
  });

  it("leaves everybody room", () => {
    const spots = [...places("A crowd watches @Mara.", "Six soldiers march.").values()].map(({ at }) => at);
    for (const [index, spot] of spots.entries()) {
      for (const other of spots.slice(index + 1)) expect(apart(spot, other)).toBeGreaterThan(0.8);
    }
  });
});
