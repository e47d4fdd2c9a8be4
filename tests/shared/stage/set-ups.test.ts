import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { cameraAngles, shotSizes } from "../../../shared/project/vocabulary.ts";
import {
  blockedAt,
  everybodyIn,
  type ShotBlocking,
  type ShotInPass,
  setUpOf,
  withReverseAngle,
  withSetUp,
} from "../../../shared/stage/set-ups.ts";
import { turned } from "../../../shared/stage/vectors.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Mara"), buildElement("Tom")];
const ratio = 16 / 9;

function placeOf(shots: readonly Shot[], index: number, pass: Partial<Pass> = {}): ShotInPass {
  return { pass: buildPass("A", [...shots], pass), index, elements, ratio };
}

function changed(place: ShotInPass, { camera, blocking }: ShotBlocking): ShotInPass {
  const { camera: _, blocking: __, ...rest } = place.pass.shots[place.index] as Shot;
  const shot: Shot = { ...rest, ...(camera ? { camera } : {}), ...(blocking ? { blocking } : {}) };
  return { ...place, pass: { ...place.pass, shots: place.pass.shots.with(place.index, shot) } };
}

const ots = buildShot("1", { action: "@Mara looks at @Tom", camera: { size: "OTS", lens: "65mm", move: "push-in" } });
const plain = buildShot("2", { action: "@Tom answers", camera: { size: "CU", move: "static", note: "Soft" } });

describe("a copied set-up", () => {
  test("gives another shot the same view, and leaves its move and note", () => {
    const place = placeOf([ots, plain], 1);
    const made = withSetUp(place, setUpOf({ ...place, index: 0 }));
    expect(made.camera).toEqual({ size: "OTS", lens: "65mm", move: "static", note: "Soft" });
    const { start } = blockedAt(changed(place, made)).camera;
    const { start: wanted } = blockedAt({ ...place, index: 0 }).camera;
    for (const axis of [0, 1, 2] as const) expect(start.at[axis]).toBeCloseTo(wanted.at[axis], 2);
    expect(start.bearing).toBeCloseTo(wanted.bearing, 0);
    expect(start.lens).toBe(wanted.lens);
  });

  test("sets nothing by hand where the words alone give it", () => {
    const place = placeOf([ots, buildShot("2", { action: "@Mara waits for @Tom" })], 1);
    const made = withSetUp(place, setUpOf({ ...place, index: 0 }));
    expect(made).toEqual({ camera: { size: "OTS", lens: "65mm" }, blocking: null });
  });

  test("brings the figures back to where they stood, and shows those that it showed", () => {
    const walks = buildShot("2", { action: "@Mara goes", blocking: { figures: { Mara: { path: [[3, 3]] } } } });
    const place = placeOf([ots, walks, buildShot("3", { action: "@Mara waits" })], 2);
    const copied = setUpOf({ ...place, index: 0 });
    const after = changed(place, withSetUp(place, copied));
    const stances = Object.fromEntries(blockedAt(after).figures.map(({ cast, start }) => [cast.id, start]));
    expect(stances).toEqual(copied.stances);
  });

  test("looks at a point where its figure is not on the other pass's stage", () => {
    const copied = setUpOf(placeOf([{ ...ots, blocking: { camera: { at: [9, -3], height: 2 } } }], 0));
    const place = { ...placeOf([buildShot("9", { action: "A street" })], 0), elements: [] };
    const made = withSetUp(place, copied);
    expect(made.blocking?.camera?.target).toHaveProperty("at");
    const { start } = blockedAt(changed(place, made)).camera;
    expect(start.bearing).toBeCloseTo(copied.view.bearing, 1);
    expect(start.tilt).toBeCloseTo(copied.view.tilt, 1);
  });

  test("is the same view in any shot of a pass, whatever its size and angle", () => {
    fc.assert(
      fc.property(fc.constantFrom(...shotSizes), fc.constantFrom(...cameraAngles), (size, angle) => {
        const place = placeOf([{ ...ots, camera: { size, angle } }, plain], 1);
        const copied = setUpOf({ ...place, index: 0 });
        const { start } = blockedAt(changed(place, withSetUp(place, copied))).camera;
        for (const axis of [0, 1, 2] as const) expect(start.at[axis]).toBeCloseTo(copied.view.at[axis], 2);
        expect([start.lens, start.roll]).toEqual([copied.view.lens, copied.view.roll]);
        expect(Math.abs(start.bearing - copied.view.bearing)).toBeLessThan(2);
      }),
    );
  });
});

describe("the reverse angle of a shot", () => {
  test("frames the other figure as large, and turned around again is the view that it was", () => {
    fc.assert(
      fc.property(fc.constantFrom(...shotSizes), (size) => {
        const place = placeOf([{ ...ots, camera: { size } }], 0);
        const { camera } = blockedAt(place);
        const blocking = withReverseAngle(place)?.blocking ?? null;
        const reverse = changed(place, { camera: { size }, blocking });
        const { camera: turned } = blockedAt(reverse);
        expect(turned.start.lens).toBe(camera.start.lens);
        expect(turned.start.focus).toBeCloseTo(camera.start.focus, 1);
        if (camera.partner === undefined) expect(turned.subject).not.toBe(camera.subject);
        const back = changed(reverse, { camera: { size }, blocking: withReverseAngle(reverse)?.blocking ?? null });
        const { start } = blockedAt(back).camera;
        for (const axis of [0, 1, 2] as const) expect(start.at[axis]).toBeCloseTo(camera.start.at[axis], 1);
      }),
    );
  });

  test("is the nearest other figure's where the words name nobody else", () => {
    const alone = buildShot("2", { action: "@Mara thinks", camera: { size: "MCU" } });
    expect(withReverseAngle(placeOf([ots, alone], 1))?.blocking?.camera?.target).toEqual({ figure: "Tom" });
  });

  test("is not there for one who is alone", () => {
    expect(withReverseAngle(placeOf([buildShot("1", { action: "@Mara thinks" })], 0))).toBeNull();
  });
});

describe("in passes of all that is written", () => {
  const actions = [
    "@Mara walks to @Tom",
    "@Tom sits down at the table",
    "@Mara enters",
    "two men argue",
    "A street",
    "",
  ];
  const shot = fc.record({
    action: fc.constantFrom(...actions, "A man runs past @Mara", "@Mara and @Tom talk", "She leaves"),
    size: fc.constantFrom(...shotSizes),
    // Straight down, a millimeter aside turns the frame.
    angle: fc.constantFrom(...cameraAngles.filter((angle) => angle !== "overhead")),
  });
  const places = fc
    .tuple(
      fc.array(shot, { minLength: 2, maxLength: 4 }),
      fc.constantFrom("INT. KITCHEN", "EXT. STREET"),
      fc.nat(),
      fc.nat(),
    )
    .map(([written, heading, from, to]) => {
      const shots = written.map(({ action, size, angle }, index) =>
        buildShot(`${index}`, { ...(action ? { action } : {}), camera: { size, angle } }),
      );
      return { from: placeOf(shots, from % shots.length, { heading }), to: to % shots.length };
    });

  test("a pasted set-up is the same view", () => {
    fc.assert(
      fc.property(places, ({ from, to }) => {
        const { view } = setUpOf(from);
        const place = { ...from, index: to };
        const { start } = blockedAt(changed(place, withSetUp(place, setUpOf(from)))).camera;
        for (const axis of [0, 1, 2] as const) expect(start.at[axis]).toBeCloseTo(view.at[axis], 2);
        expect(Math.abs(turned(start.bearing - view.bearing))).toBeLessThan(2);
        expect(Math.abs(start.tilt - view.tilt)).toBeLessThan(2);
        expect(start.lens).toBeCloseTo(view.lens, 1);
      }),
      { numRuns: 40 },
    );
  });

  test("a reverse angle has the same lens, and its figure about as far away", () => {
    fc.assert(
      fc.property(places, ({ from }) => {
        const camera = from.pass.shots[from.index]?.camera ?? null;
        const { camera: before } = blockedAt(from);
        const reverse = withReverseAngle(from);
        // Two in one frame, and what hands hold, are framed by more than eyes.
        if (!reverse || before.partner !== undefined || camera?.size === "insert") return;
        const { camera: after } = blockedAt(changed(from, { camera, ...reverse }));
        expect(after.start.lens).toBeCloseTo(before.start.lens, 1);
        expect(after.start.focus / before.start.focus).toBeGreaterThan(0.7);
        expect(after.start.focus / before.start.focus).toBeLessThan(1.4);
      }),
      { numRuns: 40 },
    );
  });
});

test("everybody on the stage is told where they stand, also who looks through the camera", () => {
  const pov = buildShot("2", { action: "@Mara looks up at @Tom", camera: { size: "POV" } });
  const place = placeOf([ots, pov], 1);
  expect(blockedAt(place).figures).toHaveLength(1);
  expect(everybodyIn(place).map(({ cast, byHand }) => [cast.id, byHand])).toEqual([
    ["Mara", false],
    ["Tom", false],
  ]);
});
