import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Pass, passSchema, type Shot } from "../../../shared/project/model.ts";
import type { Spot } from "../../../shared/project/stage.ts";
import { crossesLine } from "../../../shared/stage/line-of-action.ts";
import { applyPreset, type PresetId, presetIds, presets } from "../../../shared/stage/presets.ts";
import { blockedAt, everybodyIn, type ShotInPass } from "../../../shared/stage/set-ups.ts";
import { apart, pathLength } from "../../../shared/stage/vectors.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Mara"), buildElement("Tom")];
const both = buildShot("1", { action: "@Mara and @Tom talk", camera: { lens: "50mm", note: "Soft" } });
const talk = buildPass("A", [
  both,
  buildShot("2", { action: "@Tom answers @Mara" }),
  buildShot("3", { action: "@Mara leaves @Tom" }),
]);

function placeOf(pass: Pass, index = 0): ShotInPass {
  return { pass, index, elements, ratio: 16 / 9 };
}

function withPreset(id: PresetId, place: ShotInPass): ShotInPass {
  const { stage, shots } = applyPreset(id, place);
  const { stage: _, ...pass } = place.pass;
  const changed = pass.shots.map((shot): Shot => {
    const change = shots.find(({ shotId }) => shotId === shot.id);
    if (!change) return shot;
    const { camera: __, blocking: ___, ...rest } = shot;
    const { camera, blocking } = change;
    return { ...rest, ...(camera ? { camera } : {}), ...(blocking ? { blocking } : {}) };
  });
  return { ...place, pass: { ...pass, ...(stage ? { stage } : {}), shots: changed } };
}

function trackIn(place: ShotInPass, id: string) {
  const track = everybodyIn(place).find(({ cast }) => cast.id === id);
  if (!track) throw new Error(`no ${id}`);
  return track;
}

describe("a two-hander", () => {
  test("puts the two whom the shot names before each other, and keeps lens and note", () => {
    const place = withPreset("two-hander", placeOf(talk));
    const [mara, tom] = [trackIn(place, "Mara").start, trackIn(place, "Tom").start];
    expect(apart(mara.at, tom.at)).toBeCloseTo(1.2, 2);
    expect(Math.abs(mara.facing - tom.facing)).toBeCloseTo(180, 5);
    expect(place.pass.shots[0]?.camera).toEqual({ size: "two-shot", lens: "50mm", note: "Soft" });
    expect(place.pass.shots.slice(1)).toEqual(talk.shots.slice(1));
  });

  test("takes figures of nobody where the pass has no characters", () => {
    const place = withPreset("two-hander", placeOf(buildPass("A", [buildShot("1")])));
    expect(blockedAt(place).figures.map(({ cast }) => cast.name)).toEqual(["Figure 1", "Figure 2"]);
  });
});

test("an over-the-shoulder pair looks at one and then at the other, from one side of their line", () => {
  const place = withPreset("ots-pair", placeOf(talk));
  const [one, other] = [blockedAt(place).camera, blockedAt({ ...place, index: 1 }).camera];
  expect([one.subject, other.subject]).toEqual(["Mara", "Tom"]);
  expect(other.start.focus).toBeCloseTo(one.start.focus, 1);
  expect(other.start.lens).toBe(one.start.lens);
  const [a, b] = [trackIn(place, "Mara").start.at, trackIn(place, "Tom").start.at];
  const side = (at: readonly number[]) =>
    Math.sign((b[0] - a[0]) * ((at[1] ?? 0) - a[1]) - (b[1] - a[1]) * ((at[0] ?? 0) - a[0]));
  expect(side(other.start.at)).toBe(side(one.start.at));
});

test("who walks and talks goes at a walker's pace, with a camera that travels by its words", () => {
  const place = withPreset("walk-and-talk", placeOf(talk));
  const { figures } = blockedAt(place);
  expect(figures.map(({ path }) => pathLength(path))).toEqual([expect.closeTo(5.2, 2), expect.closeTo(5.2, 2)]);
  expect(place.pass.shots[0]?.camera).toMatchObject({ size: "two-shot", move: "steadicam" });
  expect(place.pass.shots[0]?.blocking).not.toHaveProperty("camera");
});

test("the shot after a walk and talk is seen from the same side of the two, where they have come to", () => {
  const place = withPreset("walk-and-talk", placeOf(talk));
  const [walked, next] = [blockedAt(place), blockedAt({ ...place, index: 1 })];
  const way = trackIn(place, "Mara").end.at[1] - trackIn(place, "Mara").start.at[1];
  const [x, y] = walked.camera.start.at;
  const arrives: Spot = [next.camera.start.at[0], next.camera.start.at[1]];
  expect(crossesLine(walked, next, { leaves: [x, y + way], arrives })).toBeNull();
});

test("who enters comes by a door, and ends where the others wait for them", () => {
  const place = withPreset("entrance", placeOf(talk));
  const { start, end, path } = trackIn(place, "Mara");
  expect(start.pose).toBe("walking");
  expect(end).toEqual(trackIn(placeOf(talk), "Mara").end);
  expect(pathLength(path)).toBeCloseTo(3, 2);
  expect(place.pass.stage?.props?.map(({ body }) => body)).toEqual(["door"]);
});

test("in a chase the second stays 3 m behind the first, and the camera travels by its words", () => {
  const place = withPreset("chase", placeOf(talk));
  const [mara, tom] = [trackIn(place, "Mara"), trackIn(place, "Tom")];
  expect(apart(mara.start.at, tom.start.at)).toBeCloseTo(3, 2);
  expect(apart(mara.end.at, tom.end.at)).toBeCloseTo(3, 2);
  expect(pathLength(mara.path)).toBeCloseTo(16, 1);
  expect(place.pass.shots[0]?.camera).toMatchObject({ size: "WS", move: "truck-right" });
  expect(place.pass.shots[0]?.blocking).not.toHaveProperty("camera");
});

test("a table of four seats the pass's characters first, then figures of nobody", () => {
  const place = withPreset("table-of-four", placeOf(talk));
  expect(blockedAt(place).figures.map(({ cast, start }) => [cast.id, start.pose])).toEqual([
    ["Mara", "sitting"],
    ["Tom", "sitting"],
    ["figure-1", "sitting"],
    ["figure-2", "sitting"],
  ]);
  expect(place.pass.stage?.props?.map(({ body }) => body)).toEqual(["table", "chair", "chair", "chair", "chair"]);
});

test.each(presetIds)("%s says in a line what it does, and put on twice is as put on once", (id) => {
  expect(presets[id].about).toMatch(/^[A-Z].{20,90}\.$/);
  const once = withPreset(id, placeOf(talk));
  expect(withPreset(id, once).pass).toEqual(once.pass);
});

test("any preset leaves a valid pass, whose earlier shots are seen as before", () => {
  const words = fc.constantFrom("@Mara waits", "@Tom and @Mara", "A man runs", undefined);
  fc.assert(
    fc.property(
      fc.constantFrom(...presetIds),
      fc.array(words, { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      (id, actions, at) => {
        const shots = actions.map((action, index) => buildShot(`${index}`, action ? { action } : {}));
        const place = placeOf(buildPass("A", shots), Math.min(at, shots.length - 1));
        const after = withPreset(id, place);
        expect(passSchema.safeParse(after.pass).error).toBeUndefined();
        for (let index = 0; index < place.index; index++) {
          const idsIn = (each: ShotInPass) => blockedAt({ ...each, index }).figures.map(({ cast }) => cast.id);
          expect(idsIn(after)).toEqual(idsIn(place));
          expect(after.pass.shots[index]?.camera).toEqual(place.pass.shots[index]?.camera);
        }
      },
    ),
  );
});
