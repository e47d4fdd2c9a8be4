import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Element, Pass, Shot } from "../../../shared/project/model.ts";
import { shotSizes } from "../../../shared/project/vocabulary.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import type { BlockedShot, SceneProp } from "../../../shared/stage/scene.ts";
import { apart, radians } from "../../../shared/stage/vectors.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements: readonly Element[] = [
  buildElement("Mara"),
  buildElement("Tom"),
  { ...buildElement("Red_Key"), kind: "item" },
  { ...buildElement("Map"), kind: "item" },
];

function block(
  heading: string | undefined,
  shots: readonly Partial<Shot>[],
  more: Partial<Pass> = {},
): readonly BlockedShot[] {
  const built = shots.map((shot, index) => buildShot(`${index + 1}`, shot));
  return blockPass(buildPass("a", built, { ...(heading === undefined ? {} : { heading }), ...more }), elements, 16 / 9);
}

function bodies(heading: string | undefined, action: string, more: Partial<Shot> = {}): readonly string[] {
  return block(heading, [{ action, ...more }])[0]?.props.map(({ body }) => body) ?? [];
}

function prop(blocked: BlockedShot | undefined, id: string): SceneProp {
  return blocked?.props.find((each) => each.id === id) as SceneProp;
}

describe("a place in words", () => {
  it("is a room with a door and a window for an interior, by its heading or by what is said of it", () => {
    const room = ["wall", "wall", "wall", "door", "window"];
    expect(bodies("INT. OFFICE - DAY", "@Mara waits.")).toEqual(expect.arrayContaining(room));
    expect(bodies(undefined, "@Mara waits.", { environment: "In a small kitchen" })).toEqual(
      expect.arrayContaining(room),
    );
    expect(block("INT. OFFICE", [{ action: "@Mara waits." }])[0]?.isOutside).toBe(false);
  });

  it("is open for an exterior, and where nothing is said", () => {
    expect(bodies("EXT. DESERT - DAY", "@Mara waits.")).toEqual([]);
    expect(bodies(undefined, "@Mara waits.")).toEqual([]);
    expect(block("EXT. DESERT", [{ action: "@Mara waits." }])[0]?.isOutside).toBe(true);
  });

  it.each([
    ["EXT. FOREST - NIGHT", "@Mara waits.", "tree", 3],
    ["EXT. STREET - DAY", "@Mara waits.", "car", 1],
    ["EXT. PARK", "@Mara waits.", "tree", 2],
    ["INT. BAR", "@Mara waits at the table.", "table", 1],
    ["EXT. ALLEY", "@Mara waits.", "wall", 2],
    ["INT. HOUSE", "@Mara looks at the stairs.", "stairs", 1],
    ["EXT. FIELD", "@Mara leans on a car.", "car", 1],
  ])("%s: “%s” has a %s", (heading, action, body, least) => {
    expect(bodies(heading, action).filter((each) => each === body).length).toBeGreaterThanOrEqual(least);
  });

  it("is one place through the pass", () => {
    const [first, second] = block("INT. OFFICE", [
      { action: "@Mara waits." },
      { action: "@Tom sits down at the table." },
    ]);
    const fixed = (blocked: BlockedShot | undefined) => blocked?.props.filter(({ body }) => body !== "chair");
    expect(fixed(first)).toEqual(fixed(second));
  });
});

describe("what figures use", () => {
  it("is a chair under whoever sits, and a table between two who sit at it", () => {
    const [blocked] = block("INT. BAR", [{ action: "@Mara and @Tom sit at a table." }]);
    for (const { cast, start } of blocked?.figures ?? []) {
      expect(prop(blocked, `chair-${cast.id}`)).toMatchObject({ body: "chair", at: start.at, facing: start.facing });
    }
    const [mara, tom] = blocked?.figures ?? [];
    expect(apart(prop(blocked, "table").at, mara?.start.at ?? [0, 0])).toBeCloseTo(
      apart(prop(blocked, "table").at, tom?.start.at ?? [0, 0]),
      6,
    );
  });

  it("is a thing that an element names: on the table if there is one, in hands that hold it, else on the floor", () => {
    const [table] = block("INT. OFFICE", [{ action: "@Mara finds the red key on the table." }]);
    expect(prop(table, "Red_Key")).toMatchObject({ body: "box", name: "Red Key", lift: 0.75, byHand: false });
    const [held] = block(undefined, [{ action: "@Mara holds @Red_Key." }]);
    expect(prop(held, "Red_Key").lift).toBeGreaterThan(0.8);
    const [floor] = block(undefined, [{ action: "@Mara looks for @Red_Key." }]);
    expect(prop(floor, "Red_Key").lift).toBeUndefined();
  });
});

describe("what the user put on the stage", () => {
  it("takes the place of what the words put there under the same id, and takes it off", () => {
    const shots = [{ action: "@Mara waits at the table." }];
    const own = block("INT. OFFICE", shots, {
      stage: { props: [{ id: "table", body: "table", at: [2, 2], size: [3, 1, 0.7] }] },
    });
    expect(own[0]?.props.filter(({ id }) => id === "table")).toEqual([
      { id: "table", body: "table", name: "table", at: [2, 2], facing: 0, size: [3, 1, 0.7], byHand: true },
    ]);
    const off = block("INT. OFFICE", shots, {
      stage: {
        props: [
          { id: "table", body: "table", at: [0, 0], off: true },
          { id: "wall-left", body: "wall", at: [0, 0], off: true },
        ],
      },
    });
    expect(off[0]?.props.map(({ id }) => id)).not.toContain("table");
    expect(off[0]?.props.map(({ id }) => id)).not.toContain("wall-left");
    expect(off[0]?.props.map(({ id }) => id)).toContain("wall-back");
  });
});

it("props by words are few, have ids of their own, are the same every time, and stand in nobody who stands", () => {
  const headings = fc.constantFrom(
    "INT. KITCHEN",
    "EXT. FOREST",
    "EXT. STREET",
    "INT. CORRIDOR",
    "EXT. ALLEY",
    "INT. CAR",
    undefined,
  );
  const actions = fc.constantFrom(
    "@Mara walks to @Tom.",
    "@Mara sits at the table with @Tom.",
    "A crowd runs past a car.",
    "@Mara finds @Red_Key and @Map on a chair by the window.",
    "@Tom climbs the stairs.",
    "Trees in the wind.",
  );
  const shots = fc.array(fc.record({ action: actions, camera: fc.record({ size: fc.constantFrom(...shotSizes) }) }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(headings, shots, (heading, all) => {
      const blocked = block(heading, all);
      expect(block(heading, all)).toEqual(blocked);
      for (const { props, figures } of blocked) {
        expect(props.length).toBeLessThanOrEqual(12);
        expect(new Set(props.map(({ id }) => id)).size).toBe(props.length);
        for (const each of props.filter(
          ({ body, lift }) => body !== "chair" && body !== "table" && lift === undefined,
        )) {
          for (const { start, cast } of figures) {
            const [dx, dy] = [start.at[0] - each.at[0], start.at[1] - each.at[1]];
            const [sin, cos] = [Math.sin(radians(each.facing)), Math.cos(radians(each.facing))];
            const [right, ahead] = [dx * cos - dy * sin, dx * sin + dy * cos];
            const wide = each.body === "tree" ? 0.3 : each.size[0];
            const isIn = Math.abs(right) < wide / 2 && Math.abs(ahead) < Math.min(wide, each.size[1]) / 2;
            expect([each.id, cast.id, isIn]).toEqual([each.id, cast.id, false]);
          }
        }
      }
    }),
  );
});
