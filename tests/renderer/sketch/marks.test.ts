import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  bendOf,
  boundsOf,
  handlesOf,
  markAt,
  moveHandle,
  moveMark,
  type Point,
  pointAt,
  simplify,
} from "../../../renderer/src/sketch/marks.ts";
import { beginMove, beginStroke, isSlip, markOf, moveTo, type Stroke } from "../../../renderer/src/sketch/pen.ts";
import { type Mark, markSchema, type Sketch } from "../../../shared/project/sketch.ts";

const wide = 16 / 9;
const looks = { thickness: 65, color: "#e5342b" };
const red = { color: "#e5342b", thickness: 1 } as const;

function draw(tool: "pencil" | "arrow" | "box", way: readonly Point[], isStraight = false): Mark | null {
  const [first, ...others] = way as [Point, ...Point[]];
  const begun: Stroke = beginStroke(tool, red, first, isStraight);
  return markOf(
    others.reduce((stroke, point) => moveTo(stroke, point, isStraight), begun),
    wide,
  );
}

const arc = Array.from(
  { length: 41 },
  (_, at): Point => [2000 + at * 100, Math.round(6000 - Math.sin((at / 40) * Math.PI) * 3000)],
);

describe("the hand's way", () => {
  it("as a pencil's line keeps its ends and its shape with fewer points", () => {
    const mark = draw("pencil", arc);
    expect(mark).toMatchObject({ kind: "pencil", ...looks });
    const points = (mark as Extract<Mark, { kind: "pencil" }>).points;
    expect(points.length).toBeLessThan(arc.length);
    expect([points[0], points.at(-1)]).toEqual([arc[0], arc.at(-1)]);
    expect(Math.min(...points.map(([, y]) => y))).toBeLessThan(3050);
  });

  it("bends an arrow that was drawn bent, and leaves one alone that was not", () => {
    const bent = draw("arrow", arc) as Extract<Mark, { kind: "arrow" }>;
    expect(bent.by?.[1]).toBeLessThan(3500);
    const straight = arc.map(([x]): Point => [x, 6000]);
    expect(draw("arrow", straight)).toEqual({ kind: "arrow", from: [2000, 6000], to: [6000, 6000], ...looks });
    expect(draw("arrow", arc, true)).toEqual({ kind: "arrow", from: [2000, 6000], to: [6000, 6000], ...looks });
    expect(bendOf([], wide)).toBeUndefined();
  });

  it("of no length is a dot of the pencil, and neither box nor arrow", () => {
    expect(draw("pencil", [[10, 10]])).toMatchObject({ points: [[10, 10]] });
    expect(draw("box", [[10, 10]])).toBeNull();
    expect(
      isSlip(
        draw("box", [
          [10, 10],
          [40, 50],
        ]) as Mark,
      ),
    ).toBe(true);
    expect(
      isSlip(
        draw("box", [
          [10, 10],
          [400, 50],
        ]) as Mark,
      ),
    ).toBe(false);
  });

  test("is always a mark that a plan can hold, however long it is and wherever it goes", () => {
    const share = fc.double({ min: -3, max: 4, noNaN: true });
    const way = fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(way, fc.constantFrom("pencil", "arrow", "box"), (shares, tool) => {
        const mark = draw(
          tool,
          shares.map(([x, y]) => pointAt(x, y)),
        );
        if (mark) expect(markSchema.safeParse(mark).success).toBe(true);
      }),
    );
    const scribble = Array.from({ length: 9000 }, (_, at): Point => [at % 2 ? 0 : 9000, at % 10_000]);
    expect(simplify(scribble, wide).length).toBeLessThanOrEqual(2000);
  });
});

describe("a mark", () => {
  const arrow: Mark = { kind: "arrow", from: [1000, 5000], to: [5000, 5000], ...looks };
  const box: Mark = { kind: "box", from: [6000, 2000], to: [8000, 8000], ...looks };
  const text: Mark = { kind: "text", at: [1000, 1000], text: "Rain", thickness: 400, color: "#ffffff" };
  const sketch: Sketch = {
    layers: [
      { name: "Back", marks: [arrow, box] },
      { name: "Front", marks: [text] },
    ],
  };

  it("is found by what is seen of it", () => {
    const at = (x: number, y: number) => markAt(sketch, [x, y], wide, 100);
    expect(at(3000, 5050)).toEqual({ layer: 0, mark: 0 });
    expect(at(3000, 5500)).toBeNull();
    expect(at(6000, 4000)).toEqual({ layer: 0, mark: 1 });
    expect(at(7000, 5000)).toBeNull();
    expect(at(1100, 1200)).toEqual({ layer: 1, mark: 0 });
    expect(markAt(undefined, [0, 0], wide, 100)).toBeNull();
  });

  it("in the middle of its box only when that has a label", () => {
    const labeled: Sketch = { layers: [{ name: "Back", marks: [{ ...box, label: "Mara" } as Mark] }] };
    expect(markAt(labeled, [7000, 5000], wide, 100)).toEqual({ layer: 0, mark: 0 });
  });

  it("is the one in front, and none of a hidden layer", () => {
    const over: Sketch = {
      layers: [
        { name: "Back", marks: [arrow] },
        { name: "Front", marks: [arrow] },
      ],
    };
    expect(markAt(over, [3000, 5000], wide, 100)).toEqual({ layer: 1, mark: 0 });
    const hidden: Sketch = { layers: over.layers.map((layer, at) => (at === 1 ? { ...layer, hidden: true } : layer)) };
    expect(markAt(hidden, [3000, 5000], wide, 100)).toEqual({ layer: 0, mark: 0 });
  });

  it("moves as a whole or by one of its handles", () => {
    expect(moveMark(arrow, [100, -200])).toMatchObject({ from: [1100, 4800], to: [5100, 4800] });
    expect(moveMark(text, [-2e4, 0])).toMatchObject({ at: [-5000, 1000] });
    expect(handlesOf(arrow).map(([handle]) => handle)).toEqual(["from", "by", "to"]);
    expect(moveHandle(arrow, "by", [3000, 2000])).toEqual({ ...arrow, by: [3000, 2000] });
    expect(moveHandle(box, "to", [9000, 9000])).toEqual({ ...box, to: [9000, 9000] });
    const moved = moveTo(beginMove({ layer: 0, mark: 0 }, arrow, [2000, 5000]), [2100, 5100]);
    expect(markOf(moved, wide)).toMatchObject({ from: [1100, 5100], to: [5100, 5100] });
  });

  it("has a box around it, a bent arrow's around its bend", () => {
    expect(boundsOf(box, wide)).toEqual({ left: 6000, top: 2000, right: 8000, bottom: 8000 });
    expect(boundsOf({ ...arrow, by: [3000, 2000] } as Mark, wide).top).toBeCloseTo(2000, -2);
  });
});
