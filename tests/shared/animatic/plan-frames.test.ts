import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstSeenFrame, frameAt, planFrames } from "../../../shared/animatic/plan-frames.ts";
import { framingOf } from "../../../shared/camera/framing.ts";
import { transitions } from "../../../shared/project/vocabulary.ts";
import { rateNames } from "../../../shared/time/rate.ts";
import { mediaId, pass, project, shot } from "./sample-project.ts";

const shotsOf = fc
  .array(
    fc.record({
      durationMs: fc.integer({ min: 1, max: 15 }).map((s) => s * 1000),
      transition: fc.constantFrom(...transitions),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.map((fields, index) => shot(String(index), fields)));

describe("the frames of an animatic", () => {
  it("are as many as planned at every rate, each showing the shot that lies there", () => {
    fc.assert(
      fc.property(
        shotsOf,
        fc.constantFrom(...rateNames),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (shots, rate, at) => {
          const one = pass(shots);
          const plan = planFrames(project([one], { rate }), one);
          expect(plan.frameCount).toBe(plan.shots.at(-1)!.endFrame);
          const planned = frameAt(plan, Math.floor(at * plan.frameCount));
          expect(planned.frame).toBeGreaterThanOrEqual(planned.current.shot.startFrame);
          expect(planned.frame).toBeLessThan(planned.current.shot.endFrame);
          expect(planned.current.progress).toBeGreaterThanOrEqual(0);
          expect(planned.current.progress).toBeLessThanOrEqual(1);
          if (planned.transition) expect(planned.transition.share).toBeLessThan(1);
        },
      ),
    );
  });

  it("are 360 for 15 s at 24 and at 23.976", () => {
    const one = pass([shot("1", { durationMs: 15_000 })]);
    expect(planFrames(project([one]), one).frameCount).toBe(360);
    expect(planFrames(project([one], { rate: "23.976" }), one).frameCount).toBe(360);
  });

  it("begin on black in a fade, which lives inside its shot", () => {
    const one = pass([shot("1", { transition: "fade-in" })]);
    const plan = planFrames(project([one]), one);
    expect(frameAt(plan, 0).transition).toEqual({ kind: "fade-in", share: 0, from: null });
    expect(frameAt(plan, 12).transition?.share).toBe(0.5);
    expect(frameAt(plan, 24).transition).toBeNull();
  });

  it("show a shot alone from its first seen frame on, whatever it comes in by", () => {
    fc.assert(
      fc.property(shotsOf, fc.constantFrom(...rateNames), (shots, rate) => {
        const one = pass(shots);
        const plan = planFrames(project([one], { rate }), one);
        for (const placed of plan.shots) {
          const first = firstSeenFrame(placed, plan.rate);
          expect(frameAt(plan, first)).toMatchObject({ current: { shot: { index: placed.index } }, transition: null });
          if (first > placed.startFrame) expect(frameAt(plan, first - 1).transition).not.toBeNull();
        }
      }),
    );
  });

  it("show both shots in a dissolve, and the outgoing one keeps moving until it is gone", () => {
    const one = pass([shot("1", { camera: { move: "push-in" } }), shot("2", { transition: "dissolve" })]);
    const plan = planFrames(project([one]), one);
    expect(frameAt(plan, 71).transition).toBeNull();
    const [first, last] = [frameAt(plan, 72), frameAt(plan, 89)];
    expect(first.current.shot.index).toBe(1);
    expect(first.transition?.from?.shot.index).toBe(0);
    expect(first.transition!.from!.progress).toBeGreaterThan(frameAt(plan, 71).current.progress);
    expect(last.transition?.from?.progress).toBe(1);
    expect(frameAt(plan, 90).transition).toBeNull();
  });

  it.each(["cut", "hard-cut", "jump-cut", "match-cut"] as const)("change at once in a %s", (transition) => {
    const one = pass([shot("1"), shot("2", { transition })]);
    const plan = planFrames(project([one]), one);
    expect(frameAt(plan, 71).current.shot.index).toBe(0);
    expect(frameAt(plan, 72)).toMatchObject({ transition: null, current: { shot: { index: 1 }, progress: 0 } });
  });

  it("take a dissolve without a shot before it as a fade from black, and a whip as a cut", () => {
    const dissolve = pass([shot("1", { transition: "dissolve" })]);
    expect(frameAt(planFrames(project([dissolve]), dissolve), 0).transition?.kind).toBe("fade-in");
    const whip = pass([shot("1", { transition: "whip" })]);
    expect(frameAt(planFrames(project([whip]), whip), 0).transition).toBeNull();
  });

  it("carry the record timecode of where the pass lies in the programme, or of where it is told to begin", () => {
    const [one, two] = [pass([shot("1")]), pass([shot("2")], { id: "pas_0002" })];
    const both = project([one, two]);
    expect(frameAt(planFrames(both, two), 0).timecodeFrame).toBe(86_400 + 72);
    expect(frameAt(planFrames(both, two, "00:00:01:00"), 5).timecodeFrame).toBe(29);
  });

  it("say number, text, camera and lines of their shot", () => {
    const spoken = [
      { speaker: "Driver", line: "One lap." },
      { speaker: "", line: " " },
    ];
    const camera = { size: "MCU", move: "push-in" } as const;
    const one = pass([shot("1", { action: " She waits. ", camera, dialogue: spoken })]);
    expect(planFrames(project([one]), one).shots[0]!.card).toEqual({
      scene: "SC010",
      label: "SH0010",
      text: "She waits.",
      camera: "MCU  ·  push-in",
      dialogue: ["Driver: One lap."],
    });
  });

  it("are framed by the size only where the picture is of an element, as others are framed already", () => {
    const elements = [{ id: "elm_0001", name: "Car", kind: "item" as const, images: [mediaId("d")] }];
    const camera = { size: "CU" } as const;
    const shots = [
      shot("1", { action: "@Car", camera }),
      shot("2", { action: "@Car", camera, frame: mediaId("a") }),
      shot("3", { action: "@Car", camera: { size: "WS" } }),
      shot("4", { action: "@Car", camera }),
    ];
    const one = pass(shots, { endFrame: mediaId("e") });
    const planned = planFrames(project([one], { elements }), one).shots;
    expect(planned.map(({ framing }) => framing)).toEqual([framingOf("CU"), undefined, undefined, undefined]);
  });

  it("carry how a move goes, and nothing where nothing is said", () => {
    const pace = { strength: 150, easing: 80, hold: { start: 10, end: 20 } };
    const one = pass([shot("1", { camera: { move: "push-in", ...pace } }), shot("2", { camera: { move: "push-in" } })]);
    const [paced, plain] = planFrames(project([one]), one).shots;
    expect(paced!.take).toMatchObject(pace);
    expect(Object.keys(plain!.take)).toEqual(["move", "durationSeconds", "slowMotion", "seed"]);
  });

  it("shake alike when the same plan is read twice under other ids", () => {
    const read = (id: string) => {
      const one = pass([shot(id, { camera: { move: "handheld" } })]);
      return planFrames(project([one]), one).shots[0]!.take;
    };
    expect(read("11")).toEqual(read("22"));
  });
});
