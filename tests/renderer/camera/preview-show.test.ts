import { describe, expect, it } from "vitest";
import { cameraEntries } from "../../../renderer/src/camera/camera-entries.ts";
import { showOf, withEntry } from "../../../renderer/src/camera/preview-show.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { pass, project, shot } from "../../shared/animatic/sample-project.ts";

const entry = (id: string) => cameraEntries.find((each) => each.id === id) ?? null;

function show(id: string, fields: Partial<Shot> = {}) {
  const [before, own] = [shot("1"), shot("2", { durationMs: 2000, ...fields })];
  const whole = project([pass([before, own])]);
  const shown = showOf(withEntry(whole, own, entry(id), null), own.id, entry(id));
  if (!shown) throw new Error("nothing is shown");
  return shown;
}

describe("what the palette plays", () => {
  it("is the shot alone under the move, in its own time but for long shots", () => {
    const { frameAt, lengthMs, moves } = show("move-push-in");
    expect([frameAt(0.25).current.progress, frameAt(0.25).transition]).toEqual([0.25, null]);
    expect(frameAt(0).current.shot.take.move).toBe("push-in");
    expect([lengthMs, moves]).toEqual([2000, true]);
    expect(show("move-push-in", { durationMs: 10_000 }).lengthMs).toBe(3000);
    expect(show("move-static").moves).toBe(false);
  });

  it("is twice as long in slow motion", () => {
    expect(show("speed-slow").lengthMs).toBe(4000);
  });

  it("is the cut from the shot before for a transition", () => {
    const { frameAt } = show("transition-dissolve");
    expect(frameAt(0).current.shot.index).toBe(0);
    expect(frameAt(0.5).transition?.kind).toBe("dissolve");
    expect(frameAt(0.5).transition?.from?.shot.index).toBe(0);
    expect(frameAt(1).current.shot.index).toBe(1);
    expect(frameAt(1).transition).toBeNull();
  });

  it("is the animatic whatever take the shot has, and leaves the project as it is", () => {
    const own = shot("1", { take: "tak_0001" });
    const whole = project([pass([own])]);
    const shown = withEntry(whole, own, entry("size-CU"), { strength: 50 });
    expect(shown.passes[0]?.shots[0]).toMatchObject({ take: "animatic", camera: { size: "CU", strength: 50 } });
    expect(whole.passes[0]?.shots[0]).toBe(own);
  });

  it("is nothing of a shot that is gone", () => {
    expect(showOf(project([pass([shot("1")])]), "sht_9999", null)).toBeNull();
  });
});
