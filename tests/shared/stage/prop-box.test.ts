import { describe, expect, it } from "vitest";
import { stretchIn } from "../../../shared/stage/prop-box.ts";
import { wall } from "../../support/blocked-shot.ts";

const box = wall([0, 2], [2, 1, 1]);

describe("the stretch of a way in a prop", () => {
  it("is where it goes in and comes out", () => {
    expect(stretchIn(box, [0, 0, 0.5], [0, 4, 0.5])).toEqual({ enters: 0.375, leaves: 0.625 });
    expect(stretchIn(box, [0, 2, 0.5], [0, 4, 0.5])).toEqual({ enters: 0, leaves: 0.25 });
  });

  it("is none beside it, above it and before it, but within the room around it", () => {
    expect(stretchIn(box, [1.1, 0, 0.5], [1.1, 4, 0.5])).toBeNull();
    expect(stretchIn(box, [0, 0, 1.1], [0, 4, 1.1])).toBeNull();
    expect(stretchIn(box, [0, 0, 0.5], [0, 1, 0.5])).toBeNull();
    expect(stretchIn(box, [1.1, 0, 0.5], [1.1, 4, 0.5], 0.2)).not.toBeNull();
    expect(stretchIn(box, [0, 1.4, 0.5], [0, 1.4, 0.5], 0.2)).not.toBeNull();
  });

  it("goes by how the prop is turned and how high it stands", () => {
    expect(stretchIn({ ...box, facing: 90 }, [0, 0, 0.5], [0, 4, 0.5])).toEqual({ enters: 0.25, leaves: 0.75 });
    expect(stretchIn({ ...box, lift: 0.8 }, [0, 0, 0.5], [0, 4, 0.5])).toBeNull();
  });
});
