/** Makes random stages and blockings, all of them valid: what is usual, and the ends of every limit. */
import fc from "fast-check";
import { type Blocking, type CameraTarget, type Spot, type Stage, stageLimits } from "../../shared/project/stage.ts";
import { blockingPoses, builds, propBodies } from "../../shared/project/vocabulary.ts";

/** Names that elements, figures of the words and the language itself have. */
export const stageIds = ["Driver", "Car", "figure-1", "figure-2", "Ann", "constructor", "toString", "ネコ"] as const;

/** Whole thousandths, now and then the ends. */
function between(min: number, max: number): fc.Arbitrary<number> {
  const any = fc.integer({ min: min * 1000, max: max * 1000 }).map((thousandths) => thousandths / 1000);
  return fc.oneof({ weight: 4, arbitrary: any }, { weight: 1, arbitrary: fc.constantFrom(min, max) });
}

/** Mostly near the middle, where figures meet. */
const meters = fc.oneof(
  { weight: 4, arbitrary: between(-5, 5) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1) },
  { weight: 1, arbitrary: between(-stageLimits.reach, stageLimits.reach) },
);
export const arbitrarySpot: fc.Arbitrary<Spot> = fc.tuple(meters, meters);
const path = fc.oneof(
  { weight: 5, arbitrary: fc.array(arbitrarySpot, { minLength: 1, maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.array(arbitrarySpot, { minLength: stageLimits.pathPoints, maxLength: stageLimits.pathPoints }),
  },
);
const bearing = between(-360, 360);
const cameraHeight = between(stageLimits.cameraHeight.min, stageLimits.cameraHeight.max);
const lens = between(stageLimits.lens.min, stageLimits.lens.max);
const side = between(stageLimits.size.min, stageLimits.size.max);
const pose = fc.constantFrom(...blockingPoses);
const label = fc.constantFrom("Guard", "Mara Vö", "第二人");

const target: fc.Arbitrary<CameraTarget> = fc.oneof(
  fc.record({ figure: fc.constantFrom<string>(...stageIds, "nobody") }),
  fc.record({ at: arbitrarySpot, height: between(-20, 100) }),
);

export const arbitraryStage: fc.Arbitrary<Stage> = optional({
  figures: fc.uniqueArray(
    fc
      .tuple(
        fc.constantFrom<string>(...stageIds),
        optional({
          ...{ element: fc.constantFrom("Driver", "Car", "Gone"), label, at: arbitrarySpot, facing: bearing, pose },
          height: between(stageLimits.height.min, stageLimits.height.max),
          build: fc.constantFrom(...builds),
          off: fc.constant(true as const),
        }),
      )
      .map(([id, fields]) => ({ id, ...fields })),
    { selector: ({ id }) => id, maxLength: 6 },
  ),
  props: fc.uniqueArray(
    fc
      .tuple(
        fc.record({
          id: fc.constantFrom("table", "chair-1", "wall"),
          body: fc.constantFrom(...propBodies),
          at: arbitrarySpot,
        }),
        optional({
          ...{ element: fc.constantFrom("Car", "Gone"), label, facing: bearing },
          size: fc.tuple(side, side, side),
          off: fc.constant(true as const),
        }),
      )
      .map(([must, may]) => ({ ...must, ...may })),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
  floor: fc.record({ width: side, depth: side }),
  light: fc.record({ bearing, elevation: between(5, 90) }),
});

export const arbitraryBlocking: fc.Arbitrary<Blocking> = optional({
  camera: optional({
    ...{ at: arbitrarySpot, height: cameraHeight, lens, target, roll: between(-45, 45), path },
    to: optional({ height: cameraHeight, lens, target }),
  }),
  figures: fc
    .uniqueArray(
      fc.tuple(
        fc.constantFrom<string>(...stageIds),
        optional({
          ...{ at: arbitrarySpot, facing: bearing, pose, path, toFacing: bearing, toPose: pose },
          seen: fc.boolean(),
        }),
      ),
      { selector: ([id]) => id, maxLength: 4 },
    )
    .map((entries) => Object.fromEntries(entries)),
});

/** Any of the fields, each there or absent. */
function optional<Fields>(fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> }): fc.Arbitrary<Partial<Fields>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<Fields>>;
}
