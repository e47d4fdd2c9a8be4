/** Makes random passes that are blocked: by words, and by hand within what a plan allows. */
import fc from "fast-check";
import type { CameraTake } from "../../shared/camera/moment.ts";
import type { Element, Pass, Shot } from "../../shared/project/model.ts";
import type { BlockedCamera, BlockedFigure, Blocking, Spot } from "../../shared/project/stage.ts";
import { blockingPoses, cameraAngles, cameraMoves, shotSizes } from "../../shared/project/vocabulary.ts";
import { buildShot } from "./builders.ts";

/** Whom the passes name. */
export const people: readonly Element[] = ["Mara", "Tom", "Ida"].map(
  (name, index): Element => ({ id: `elm_000${index + 1}`, name, kind: "character", images: [] }),
);

/** To the millimeter, as they are typed and dragged: nearer than that two places look like one. */
const between = (min: number, max: number) =>
  fc
    .double({ min, max, noNaN: true })
    .map((value) => Math.min(max, Math.max(min, Math.round(value * 1000) / 1000 + 0)));
const meters = (most: number) => between(-most, most);
const spots: fc.Arbitrary<Spot> = fc.oneof(
  fc.tuple(meters(8), meters(8)),
  fc.tuple(meters(500), meters(500)),
  fc.constantFrom<Spot>([0, 0], [1, 0]),
);
const bearings = fc.oneof(between(-360, 360), fc.constantFrom(0, 90, 180, -180, 360));
const poses = fc.constantFrom(...blockingPoses);
const paths = fc.array(spots, { minLength: 1, maxLength: 6 });

export const arbitraryBlockedFigure: fc.Arbitrary<BlockedFigure> = fc.record(
  { at: spots, facing: bearings, pose: poses, path: paths, toFacing: bearings, toPose: poses, seen: fc.boolean() },
  { requiredKeys: [] },
);

const heights = between(0.05, 100);
const lenses = between(8, 800);
const targets = fc.oneof(
  fc.record({ figure: fc.constantFrom("Mara", "Tom", "nobody") }),
  fc.record({ at: spots, height: between(-20, 100) }),
);

const cameras: fc.Arbitrary<BlockedCamera> = fc.record(
  {
    at: spots,
    height: heights,
    lens: lenses,
    target: targets,
    roll: between(-45, 45),
    path: paths,
    to: fc.record({ height: heights, lens: lenses, target: targets }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

export const arbitraryBlocking: fc.Arbitrary<Blocking> = fc.record(
  {
    camera: cameras,
    figures: fc.dictionary(fc.constantFrom("Mara", "Tom", "Ida"), arbitraryBlockedFigure, { maxKeys: 3 }),
  },
  { requiredKeys: [] },
);

const texts = fc.constantFrom(
  "@Mara waits.",
  "@Mara and @Tom talk.",
  "Rain.",
  "@Ida walks to @Tom.",
  "@Mara, @Tom, @Ida.",
);

/** Shots by words, and here and there by hand. */
export function arbitraryPass(blocking: fc.Arbitrary<Blocking> = arbitraryBlocking): fc.Arbitrary<Pass> {
  const shots = fc.array(
    fc.record(
      {
        action: texts,
        camera: fc.record({
          size: fc.constantFrom(...shotSizes),
          angle: fc.constantFrom(...cameraAngles),
          move: fc.constantFrom(...cameraMoves),
        }),
        blocking,
      },
      { requiredKeys: ["action", "camera"] },
    ),
    { minLength: 1, maxLength: 4 },
  );
  return fc.record({ shots, heading: fc.constantFrom("INT. KITCHEN - DAY", "EXT. STREET - NIGHT", undefined) }).map(
    ({ shots, heading }): Pass => ({
      id: "pas_0001",
      scene: "SC010",
      name: "Pass",
      profile: "animatic",
      aspectRatio: "16:9",
      resolution: "720p",
      ...(heading === undefined ? {} : { heading }),
      shots: shots.map((shot, index): Shot => buildShot(String(index + 1), shot)),
    }),
  );
}

export const arbitraryTake: fc.Arbitrary<CameraTake> = fc.record(
  {
    move: fc.constantFrom(...cameraMoves),
    durationSeconds: fc.double({ min: 0.04, max: 60, noNaN: true }),
    slowMotion: fc.boolean(),
    seed: fc.integer({ min: 0, max: 100 }),
    strength: fc.constantFrom(10, 60, 100, 150, 200),
    easing: fc.integer({ min: 0, max: 100 }),
    hold: fc.record({ start: fc.integer({ min: 0, max: 45 }), end: fc.integer({ min: 0, max: 45 }) }),
  },
  { requiredKeys: ["move", "durationSeconds", "slowMotion", "seed"] },
);
