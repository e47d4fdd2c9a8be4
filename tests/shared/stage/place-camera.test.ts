import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Element, Pass, Shot } from "../../../shared/project/model.ts";
import type { Spot } from "../../../shared/project/stage.ts";
import {
  type CameraAngle,
  cameraAngles,
  cameraMoves,
  type ShotSize,
  shotSizes,
} from "../../../shared/project/vocabulary.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { canSee, solidsOf } from "../../../shared/stage/clear.ts";
import { crossesLine } from "../../../shared/stage/line-of-action.ts";
import { eyesOf } from "../../../shared/stage/postures.ts";
import { projectionOf } from "../../../shared/stage/project-view.ts";
import type { BlockedShot, FigureTrack, SceneProp } from "../../../shared/stage/scene.ts";
import { sceneAt } from "../../../shared/stage/scene-at.ts";
import { type Point, radians, turned } from "../../../shared/stage/vectors.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements: readonly Element[] = [
  ...["Mara", "Tom", "Ida"].map((name) => buildElement(name)),
  { ...buildElement("Rex"), kind: "animal" },
  { ...buildElement("Letter"), kind: "item" },
];

const frame = { widthPx: 1600, heightPx: 900 };

function block(shots: readonly Partial<Shot>[], more: Partial<Pass> = {}, ratio = 16 / 9): readonly BlockedShot[] {
  const built = shots.map((shot, index) => buildShot(`${index + 1}`, shot));
  return blockPass(buildPass("a", built, more), elements, ratio);
}

/** Where a camera is when its move is done. */
function lastSpot(blocked: BlockedShot, { camera, durationMs = 4000 }: Partial<Shot>): Spot {
  const take = { move: camera?.move ?? "static", durationSeconds: durationMs / 1000, slowMotion: false, seed: 1 };
  const [x, y] = sceneAt(blocked, take, 1).view.at;
  return [x, y];
}

function one(
  size: ShotSize,
  action: string,
  more: { angle?: CameraAngle; ratio?: number; heading?: string } = {},
): BlockedShot {
  const camera = { size, ...(more.angle ? { angle: more.angle } : {}) };
  const heading = more.heading === undefined ? {} : { heading: more.heading };
  return block([{ action, camera }], heading, more.ratio)[0] as BlockedShot;
}

function eyes({ start, cast }: FigureTrack): Point {
  return eyesOf(start, cast.height, cast.kind);
}

function track(blocked: BlockedShot, id: string): FigureTrack {
  return blocked.figures.find(({ cast }) => cast.id === id) as FigureTrack;
}

/** In shares of the frame, from its upper left. */
function seenAt({ camera }: BlockedShot, point: Point, ratio = 16 / 9): readonly [number, number] {
  const projection = projectionOf(camera.start, { widthPx: 900 * ratio, heightPx: 900 });
  const [x, y] = projection.place(projection.see(point));
  return [x / (900 * ratio), y / 900];
}

function isIn(
  { at: [x, y, z] }: { readonly at: Point },
  { at, facing, size, lift = 0 }: ReturnType<typeof solidsOf>[number],
): boolean {
  const [sin, cos] = [Math.sin(radians(facing)), Math.cos(radians(facing))];
  const [right, ahead] = [(x - at[0]) * cos - (y - at[1]) * sin, (x - at[0]) * sin + (y - at[1]) * cos];
  return Math.abs(right) < size[0] / 2 && Math.abs(ahead) < size[1] / 2 && z > lift && z < lift + size[2];
}

const actions = fc.constantFrom(
  "@Mara waits.",
  "@Mara and @Tom talk.",
  "@Tom listens to @Mara.",
  "@Mara walks to @Tom.",
  "@Mara sits at the table.",
  "@Ida enters.",
  "@Mara chases @Tom.",
  "@Tom leaves.",
  "@Rex runs to @Ida.",
  "@Mara, @Tom and @Ida argue.",
  "Two men sit at a table.",
  "A crowd watches @Mara.",
  "@Mara lies on the floor. @Tom kneels.",
  "@Ida holds @Letter.",
  "Rain on an empty street.",
);
const headings = fc.constantFrom(
  "INT. KITCHEN - DAY",
  "EXT. STREET - NIGHT",
  "EXT. FOREST",
  "INT. CORRIDOR",
  undefined,
);
const passes = fc
  .record({
    heading: headings,
    shots: fc.array(
      fc.record({
        action: actions,
        camera: fc.record({
          size: fc.constantFrom(...shotSizes),
          angle: fc.constantFrom(...cameraAngles),
          move: fc.constantFrom(...cameraMoves),
        }),
        durationMs: fc.constantFrom(1000, 4000, 10_000),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ heading, shots }) => ({ shots, more: heading === undefined ? {} : { heading } }));
const ratios = fc.constantFrom(16 / 9, 9 / 16, 1, 21 / 9);

describe("a camera that the words place", () => {
  it("is in no head, in no prop, behind no wall, and above the floor", () => {
    fc.assert(
      fc.property(passes, ratios, ({ shots, more }, ratio) => {
        for (const blocked of block(shots, more, ratio)) {
          const { at } = blocked.camera.start;
          expect(at[2]).toBeGreaterThanOrEqual(0.1);
          for (const figure of blocked.figures) {
            const [x, y, z] = eyes(figure);
            expect(Math.hypot(at[0] - x, at[1] - y, at[2] - z)).toBeGreaterThanOrEqual(0.35);
          }
          for (const prop of blocked.props)
            expect([prop.id, solidsOf(prop).some((solid) => isIn(blocked.camera.start, solid))]).toEqual([
              prop.id,
              false,
            ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("crosses no line at a cut from another that they place", () => {
    fc.assert(
      fc.property(passes, ratios, ({ shots, more }, ratio) => {
        const blocked = block(shots, more, ratio);
        for (const [index, each] of blocked.slice(1).entries()) {
          const leaves = lastSpot(blocked[index] as BlockedShot, shots[index] as Partial<Shot>);
          const [x, y] = each.camera.start.at;
          const crossed = crossesLine(blocked[index] as BlockedShot, each, { leaves, arrives: [x, y] });
          expect(crossed?.map(({ id }) => id) ?? null).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps to the same side after a move that a free text says as after one of the fields", () => {
    const camera = { size: "OTS", move: "orbit-left", angle: "eye" } as const;
    const turning = { action: "@Mara talks to @Tom.", camera, durationMs: 12_000 };
    const next = { action: "@Tom listens to @Mara.", camera: { size: "MS" } } as const;
    const written = { durationMs: 12_000, prompt: compileShotText(turning) };
    expect(block([written, next])[1]?.camera.start).toEqual(block([turning, next])[1]?.camera.start);
  });

  it("sees who is looked at, with nobody and nothing between", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shotSizes.filter((size) => size !== "POV" && size !== "insert")),
        fc.constantFrom(...cameraAngles),
        fc.constantFrom("@Mara waits.", "@Tom listens to @Mara.", "@Mara, @Tom and @Ida argue.", "@Mara sits."),
        headings,
        ratios,
        (size, angle, action, heading, ratio) => {
          const blocked = one(size, action, { angle, ratio, ...(heading === undefined ? {} : { heading }) });
          const subject = track(blocked, blocked.camera.subject as string);
          const [x, y] = seenAt(blocked, eyes(subject), ratio);
          expect(x).toBeGreaterThan(0.04);
          expect(x).toBeLessThan(0.96);
          expect(y).toBeGreaterThan(0.03);
          expect(y).toBeLessThan(0.85);
          const others = blocked.figures.filter((each) => each !== subject && size !== "OTS");
          expect(canSee(blocked.camera.start.at, eyes(subject), others, blocked.props)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("leaves room on the side that a figure looks to", () => {
    const blocked = one("MCU", "@Mara waits.");
    const { facing } = track(blocked, "Mara").start;
    const looksRight = turned(facing - blocked.camera.start.bearing) > 0;
    const [x] = seenAt(blocked, eyes(track(blocked, "Mara")));
    expect(looksRight ? x : 1 - x).toBeLessThan(0.49);
    expect(looksRight ? x : 1 - x).toBeGreaterThan(0.3);
  });

  it("shows both of a two-shot whole, in a narrow frame, too", () => {
    for (const ratio of [16 / 9, 9 / 16, 1, 21 / 9]) {
      for (const angle of cameraAngles) {
        const blocked = one("two-shot", "@Mara and @Tom talk.", { ratio, angle });
        for (const id of ["Mara", "Tom"]) {
          const [x, y] = seenAt(blocked, eyes(track(blocked, id)), ratio);
          expect([ratio, angle, x > 0.1 && x < 0.9, (y > 0 && y < 0.75) || angle === "overhead"]).toEqual([
            ratio,
            angle,
            true,
            true,
          ]);
        }
      }
    }
  });

  it("looks over a shoulder so that the near head fills one side and the face the other", () => {
    for (const ratio of [16 / 9, 1, 21 / 9]) {
      const blocked = one("OTS", "@Mara listens to @Tom.", { ratio });
      const [far] = seenAt(blocked, eyes(track(blocked, "Mara")), ratio);
      const head = { ...track(blocked, "Tom").start };
      const [near, y] = seenAt(blocked, [head.at[0], head.at[1], 1.63], ratio);
      expect(Math.abs(far - near)).toBeGreaterThan(0.3);
      expect(Math.abs(far - 0.5)).toBeLessThan(0.22);
      expect(Math.abs(near - 0.5)).toBeLessThan(0.55);
      expect(y).toBeGreaterThan(0.1);
      const depth = (id: string) => projectionOf(blocked.camera.start, frame).see(eyes(track(blocked, id))).depth;
      expect(depth("Tom")).toBeLessThan(0.85 * depth("Mara"));
    }
  });

  it("looks past whom the words say, else past the other of the two", () => {
    expect(one("OTS", "Over @Mara's shoulder @Tom smiles.").camera.subject).toBe("Tom");
    expect(one("OTS", "@Mara listens to @Tom.").camera.subject).toBe("Mara");
    const blocked = block([
      { action: "@Mara waits.", camera: { size: "CU" } },
      { action: "@Tom answers.", camera: { size: "OTS" } },
    ])[1] as BlockedShot;
    expect(blocked.camera.subject).toBe("Tom");
    expect(blocked.figures.map(({ cast }) => cast.id).toSorted()).toEqual(["Mara", "Tom"]);
  });

  it("looks through the eyes of whom the shot before was about, who is not seen", () => {
    const blocked = block([
      { action: "@Mara looks up.", camera: { size: "CU" } },
      { action: "@Tom waves.", camera: { size: "POV" } },
    ])[1] as BlockedShot;
    expect(blocked.camera.subject).toBe("Tom");
    expect(blocked.figures.map(({ cast }) => cast.id)).toEqual(["Tom"]);
    expect(blocked.camera.through?.cast.id).toBe("Mara");
    const through = blocked.camera.through as FigureTrack;
    expect(blocked.camera.start.at).toEqual(eyes(through));
  });

  it("looks from where the eyes are when the shot starts, also of somebody who goes", () => {
    const blocked = one("POV", "@Mara sees @Tom. She walks to @Tom.");
    expect(blocked.camera.through?.cast.id).toBe("Mara");
    expect(blocked.camera.start.at).toEqual(eyes(blocked.camera.through as FigureTrack));
  });

  it("looks at what lies on the table in an insert, or at what is held", () => {
    for (const action of ["@Letter lies on the table.", "@Mara holds @Letter."]) {
      const blocked = one("insert", action, { heading: "INT. OFFICE" });
      const thing = blocked.props.find(({ id }) => id === "Letter") as SceneProp;
      const [x, y] = seenAt(blocked, [thing.at[0], thing.at[1], thing.lift ?? 0]);
      expect(Math.hypot(x - 0.5, y - 0.5)).toBeLessThan(0.3);
      expect(blocked.camera.start.tilt).toBeLessThan(-20);
    }
  });

  it("shows an empty place from the height of one who stands there", () => {
    const blocked = one("WS", "An empty street at dawn.", { heading: "EXT. STREET - DAY" });
    expect(blocked.figures).toEqual([]);
    expect(blocked.camera.start.at[2]).toBeCloseTo(1.6, 2);
    expect(blocked.props.length).toBeGreaterThan(0);
  });

  it("wears the lens of the shot, else that of the look, else what is usual for its size", () => {
    const lenses = (lens: string | undefined, look: string | undefined) =>
      block(
        [{ action: "@Mara waits.", camera: { size: "MS", ...(lens === undefined ? {} : { lens }) } }],
        look === undefined ? {} : { look: { lens: look } },
      )[0]?.camera.start.lens;
    expect(lenses("35mm", "85 mm")).toBe(35);
    expect(lenses(undefined, "85 mm anamorphic")).toBe(85);
    expect(lenses(undefined, undefined)).toBe(50);
    expect(lenses("0 mm", undefined)).toBe(50);
    expect(lenses("10,000 mm", undefined)).toBe(50);
  });

  it("follows the words, but for what was set by hand", () => {
    const camera = { at: [2, -6] as [number, number], height: 1.2 };
    const [words, hand] = block([
      { action: "@Mara waits.", camera: { size: "MS" } },
      { action: "@Mara waits.", camera: { size: "MS" }, blocking: { camera } },
    ]);
    expect(hand?.camera.byHand).toBe(true);
    expect(hand?.camera.start.at).toEqual([2, -6, 1.2]);
    expect(words?.camera.byHand).toBe(false);
    // The figure stays where it was in the frame.
    const [one, other] = [words, hand].map((each) =>
      seenAt(each as BlockedShot, eyes(track(each as BlockedShot, "Mara"))),
    );
    expect(other?.[0]).toBeCloseTo(one?.[0] as number, 1);
    expect(other?.[1]).toBeCloseTo(one?.[1] as number, 1);
  });
});
