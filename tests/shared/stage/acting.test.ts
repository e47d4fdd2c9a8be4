import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Element, Shot } from "../../../shared/project/model.ts";
import { cameraMoves, shotSizes } from "../../../shared/project/vocabulary.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { eyesNow } from "../../../shared/stage/figure-track.ts";
import { projectionOf } from "../../../shared/stage/project-view.ts";
import type { BlockedShot, FigureTrack, SceneFigure } from "../../../shared/stage/scene.ts";
import { sceneAt } from "../../../shared/stage/scene-at.ts";
import { apart, bearingTo, pathLength, turned } from "../../../shared/stage/vectors.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements: readonly Element[] = ["Mara", "Tom", "Ida"].map((name) => buildElement(name));

function block(...shots: readonly (string | Partial<Shot>)[]): readonly BlockedShot[] {
  const built = shots.map((shot, index) =>
    buildShot(`${index + 1}`, { durationMs: 4000, ...(typeof shot === "string" ? { action: shot } : shot) }),
  );
  return blockPass(buildPass("a", built), elements, 16 / 9);
}

function track(blocked: BlockedShot | undefined, id = "Mara"): FigureTrack {
  return blocked?.figures.find(({ cast }) => cast.id === id) as FigureTrack;
}

/** Whether the eyes of Mara are in the frame. */
function isInFrame(blocked: BlockedShot | undefined, progress: number): boolean {
  const take = { move: "static", durationSeconds: 4, slowMotion: false, seed: 1 } as const;
  const { view, figures } = sceneAt(blocked as BlockedShot, take, progress);
  const { see, place } = projectionOf(view, { widthPx: 1600, heightPx: 900 });
  const seen = see(eyesNow(figures.find(({ id }) => id === "Mara") as SceneFigure));
  const [x, y] = place(seen);
  return seen.depth > 0 && x > 0 && x < 1600 && y > 0 && y < 900;
}

describe("a pose in words", () => {
  it.each([
    ["@Mara sits on the bench.", "sitting", "sitting"],
    ["@Mara is seated.", "sitting", "sitting"],
    ["@Mara sits down.", "standing", "sitting"],
    ["@Mara stands up.", "sitting", "standing"],
    ["@Mara kneels.", "kneeling", "kneeling"],
    ["@Mara drops to her knees.", "standing", "kneeling"],
    ["@Mara lies on the floor.", "lying", "lying"],
    ["@Mara collapses.", "standing", "lying"],
    ["@Mara sleeps.", "lying", "lying"],
    ["@Mara points at the sky.", "pointing", "pointing"],
    ["@Mara holds a lantern.", "holding", "holding"],
    ["@Mara turns away.", "standing", "back-turned"],
    ["@Mara stands with her back to the camera.", "back-turned", "back-turned"],
    ["@Mara smiles.", "standing", "standing"],
  ])("%s", (action, from, to) => {
    const { start, end, path } = track(block(action)[0]);
    expect([start.pose, end.pose, path.length]).toEqual([from, to, 1]);
  });

  it("is of whom it is said", () => {
    const [blocked] = block("@Mara kneels. @Tom points at her.");
    expect([track(blocked).start.pose, track(blocked, "Tom").start.pose]).toEqual(["kneeling", "pointing"]);
    const [both] = block("@Mara and @Tom sit on a bench.");
    expect([track(both).start.pose, track(both, "Tom").start.pose]).toEqual(["sitting", "sitting"]);
  });

  it("lasts, but for a gesture and a back", () => {
    const sits = block("@Mara sits.", "@Mara smiles.");
    expect(track(sits[1]).start.pose).toBe("sitting");
    const points = block("@Mara points at the sky.", "@Mara smiles.");
    expect(track(points[1]).start.pose).toBe("standing");
    const turns = block("@Mara turns away.", "@Mara smiles.");
    expect(track(turns[1]).start.pose).toBe("standing");
  });

  it("is no deed of the camera, and none of a thing that is called like one", () => {
    expect(track(block("The camera follows @Mara.")[0]).path).toHaveLength(1);
    expect(track(block("@Mara ends her run.")[0]).path).toHaveLength(1);
  });

  it("is nobody’s where a thing or a place does it", () => {
    for (const action of ["@Mara holds the letter until it lies in her hand.", "@Mara waits. @Village lies still."]) {
      const village = buildElement("Village", { kind: "scene" });
      const shot = buildShot("1", { durationMs: 4000, action });
      const [blocked] = blockPass(buildPass("a", [shot]), [...elements, village], 16 / 9);
      expect(track(blocked).end.pose).not.toBe("lying");
    }
  });
});

describe("a way in words", () => {
  it("is walked or run at a believable speed", () => {
    for (const [action, most] of [
      ["@Mara walks.", 1.4],
      ["@Mara runs.", 4],
    ] as const) {
      for (const size of shotSizes) {
        for (const move of ["static", "truck-left", "steadicam"] as const) {
          const [blocked] = block({ action, durationMs: 3000, camera: { size, move } });
          const moved = pathLength(track(blocked).path);
          expect(moved).toBeGreaterThan(0.5);
          expect(moved).toBeLessThanOrEqual(3 * most);
        }
      }
    }
  });

  it("is longer where the camera goes along", () => {
    const meters = (move: "static" | "steadicam") =>
      pathLength(track(block({ action: "@Mara walks.", camera: { size: "MCU", move } })[0]).path);
    expect(meters("steadicam")).toBeGreaterThan(2 * meters("static"));
  });

  it("leads to whom it is said, and stops short of them", () => {
    const [blocked] = block({ action: "@Mara walks to @Tom.", durationMs: 8000 });
    const [mara, tom] = [track(blocked), track(blocked, "Tom")];
    expect(apart(mara.end.at, tom.start.at)).toBeCloseTo(0.8, 6);
    expect(pathLength(mara.path)).toBeGreaterThan(1);
    expect(Math.abs(turned(mara.end.facing - bearingTo(mara.end.at, tom.end.at)))).toBeLessThan(1);
  });

  it("begins outside the frame for who enters, and ends outside for who leaves", () => {
    const [enters] = block({ action: "@Mara enters.", camera: { size: "MS" } });
    expect(pathLength(track(enters).path)).toBeGreaterThan(1);
    expect(track(enters).start.pose).toBe("walking");
    expect(track(enters).end.pose).toBe("standing");
    const [talk, leaves] = block("@Mara and @Tom talk.", { action: "@Mara leaves.", camera: { size: "MS" } });
    const from = track(talk, "Tom").end.at;
    expect(apart(from, track(leaves).end.at)).toBeGreaterThan(apart(from, track(leaves).start.at) + 0.8);
  });

  it("is the same one for who is chased, at the same distance", () => {
    const [blocked] = block({ action: "@Mara chases @Tom.", camera: { size: "WS" } });
    const [mara, tom] = [track(blocked), track(blocked, "Tom")];
    expect([mara.start.pose, tom.start.pose]).toEqual(["running", "running"]);
    expect(apart(mara.end.at, tom.end.at)).toBeCloseTo(apart(mara.start.at, tom.start.at), 6);
  });

  it("is gone abreast by several who walk together", () => {
    const [blocked] = block({ action: "@Mara and @Tom walk.", camera: { size: "WS", move: "steadicam" } });
    const [mara, tom] = [track(blocked), track(blocked, "Tom")];
    expect(apart(mara.end.at, tom.end.at)).toBeCloseTo(apart(mara.start.at, tom.start.at), 6);
    expect(mara.end.facing).toBeCloseTo(tom.end.facing, 6);
  });

  it("goes to the side of the frame that is said", () => {
    for (const [action, sign] of [
      ["@Mara runs to the left.", -1],
      ["@Mara walks from left to right.", 1],
    ] as const) {
      const [blocked] = block({ action, camera: { size: "WS" } });
      const { start, end } = track(blocked);
      const across = turned(bearingTo(start.at, end.at) - (blocked?.camera.start.bearing ?? 0));
      expect(Math.sign(across)).toBe(sign);
      expect(Math.abs(across)).toBeGreaterThan(50);
    }
  });

  it.each(["@Mara walks.", "@Mara runs.", "@Mara and @Tom walk."])(
    "ends in the frame of a camera that stands, and is in it half way, whatever size and angle it has: %s",
    (action) => {
      for (const size of ["MS", "MLS", "LS", "WS", "EWS"] as const) {
        for (const angle of ["eye", "low", "high"] as const) {
          const [blocked] = block({ action, camera: { size, angle, move: "static" } });
          expect([size, angle, [0.5, 1].map((progress) => isInFrame(blocked, progress))]).toEqual([
            size,
            angle,
            [true, true],
          ]);
        }
      }
    },
  );

  it("is seen from behind, and in the frame to its end, where it leads away from the camera", () => {
    for (const size of ["MCU", "MS", "LS", "WS"] as const) {
      for (const action of [
        "@Mara walks away from the camera.",
        "@Mara runs away from us.",
        "@Mara walks from camera.",
      ]) {
        const [blocked] = block({ action, camera: { size, move: "static" } });
        const { start, end } = track(blocked);
        const bearing = blocked?.camera.start.bearing ?? 0;
        expect(Math.abs(turned(bearingTo(start.at, end.at) - bearing))).toBeLessThan(30);
        expect([0, 0.5, 1].map((progress) => isInFrame(blocked, progress))).toEqual([true, true, true]);
      }
    }
  });

  it("is set by hand if it was, and then not by the words", () => {
    const path: [number, number][] = [[3, 3]];
    const [blocked] = block({ action: "@Mara walks to @Tom.", blocking: { figures: { Mara: { path } } } });
    expect(track(blocked).path.slice(1)).toEqual(path);
    expect(track(blocked).byHand).toBe(true);
    expect(track(blocked, "Tom").byHand).toBe(false);
  });
});

describe("a turn in words", () => {
  it("is toward whom it is said, before our eyes if they are in the shot before", () => {
    const [, blocked] = block("@Mara walks.", "@Mara turns to @Tom.");
    const [mara, tom] = [track(blocked), track(blocked, "Tom")];
    expect(Math.abs(turned(mara.end.facing - bearingTo(mara.end.at, tom.start.at)))).toBeLessThan(1);
  });

  it("is toward one another for those who talk", () => {
    const [, blocked] = block("@Mara walks away from @Tom.", {
      action: "@Mara and @Tom.",
      dialogue: [{ speaker: "Mara", line: "Wait." }],
    });
    const [mara, tom] = [track(blocked), track(blocked, "Tom")];
    expect(Math.abs(turned(mara.end.facing - bearingTo(mara.end.at, tom.end.at)))).toBeLessThan(51);
  });
});

it("every way by words is finite, within the stage, and into nobody who stands", () => {
  const verbs = [
    "walks",
    "runs to @Tom",
    "enters",
    "leaves",
    "chases @Tom",
    "approaches @Ida",
    "walks left",
    "backs away",
  ];
  const actions = fc.tuple(fc.constantFrom("@Mara", "@Tom", "@Ida", "A man"), fc.constantFrom(...verbs));
  const shots = fc.array(
    fc.record({
      action: actions.map((words) => `${words.join(" ")}.`),
      durationMs: fc.integer({ min: 200, max: 20_000 }),
      camera: fc.record({ size: fc.constantFrom(...shotSizes), move: fc.constantFrom(...cameraMoves) }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(shots, (all) => {
      for (const [index, blocked] of block(...all).entries()) {
        const seconds = (all[index]?.durationMs as number) / 1000;
        for (const { path, start, end } of blocked.figures) {
          for (const [x, y] of path) expect(Math.hypot(x, y)).toBeLessThan(200);
          expect(path.at(-1)).toEqual(end.at);
          expect(path[0]).toEqual(start.at);
          expect(pathLength(path)).toBeLessThanOrEqual(Math.max(0.75, 4 * seconds));
        }
      }
    }),
  );
});
