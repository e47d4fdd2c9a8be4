import { expect, it } from "vitest";
import { createCameraWatch } from "../../../renderer/src/viewer/camera-look.ts";
import { type PlannedShot, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { pass, project, shot } from "../../shared/animatic/sample-project.ts";

function planned(fields: Partial<Shot>, id = "1"): PlannedShot {
  const one = pass([shot(id, { durationMs: 2000, ...fields })]);
  return planFrames(project([one]), one).shots[0] as PlannedShot;
}

const nothing = { progress: null, says: null };

it("a new move plays once, in the time that it will take, and is said meanwhile", () => {
  const watch = createCameraWatch();
  expect(watch.look(planned({}), true, 0)).toEqual(nothing);
  const moving = planned({ camera: { move: "push-in" } });
  expect(watch.look(moving, true, 1000)).toEqual({ progress: 0, says: "push-in" });
  expect(watch.look(moving, true, 2000)).toEqual({ progress: 0.5, says: "push-in" });
  expect(watch.look(moving, true, 3000)).toEqual({ progress: null, says: "push-in" });
  expect(watch.look(moving, true, 4000)).toEqual(nothing);
});

it.each([{ strength: 150 }, { easing: 80 }, { hold: { start: 20, end: 0 } }])(
  "the move plays anew when it goes another way: %o",
  (pace) => {
    const watch = createCameraWatch();
    watch.look(planned({ camera: { move: "push-in" } }), true, 0);
    expect(watch.look(planned({ camera: { move: "push-in", ...pace } }), true, 5000).progress).toBe(0);
  },
);

it("a long move is shown in three seconds", () => {
  const watch = createCameraWatch();
  watch.look(planned({ durationMs: 15_000 }), true, 0);
  const moving = planned({ durationMs: 15_000, camera: { move: "push-in" } });
  watch.look(moving, true, 0);
  expect(watch.look(moving, true, 1500).progress).toBe(0.5);
});

it("a size or an angle is said, and plays no move", () => {
  const watch = createCameraWatch();
  watch.look(planned({ camera: { move: "push-in" } }), true, 0);
  const sized = planned({ camera: { size: "MCU", move: "push-in" } });
  expect(watch.look(sized, true, 10)).toEqual({ progress: null, says: "MCU  ·  push-in" });
});

it("taking the move away shows the still at once", () => {
  const watch = createCameraWatch();
  watch.look(planned({}), true, 0);
  watch.look(planned({ camera: { move: "push-in" } }), true, 10);
  expect(watch.look(planned({}), true, 20)).toEqual(nothing);
});

it("another shot, a moved playhead or playing ends it", () => {
  const watch = createCameraWatch();
  const moving = planned({ camera: { move: "push-in" } });
  const start = () => {
    watch.look(planned({}), true, 0);
    watch.look(moving, true, 10);
  };
  start();
  expect(watch.look(moving, false, 20)).toEqual(nothing);
  expect(watch.look(moving, true, 30)).toEqual(nothing);
  start();
  expect(watch.look(planned({ camera: { move: "pull-out" } }, "2"), true, 20)).toEqual(nothing);
});
