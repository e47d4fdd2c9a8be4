import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyWithin } from "../../../renderer/src/timeline/gesture.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { body, drag, edge, trim } from "./drag.ts";
import { lengthsOf, makeProject, makeProjectAt, makeTake, shotId } from "./make-project.ts";

describe("pressing", () => {
  it("is no drag before three pixels, and letting go does nothing", () => {
    drag(edge("A"), makeProject([4, 3]))
      .by(+2)
      .expectPhase("pressing")
      .release()
      .expectNothing();
  });

  it("becomes a drag at three pixels", () => {
    drag(edge("A"), makeProject([4, 3]))
      .by(-3)
      .expectPhase("resizing");
  });
});

describe("dragging an edge", () => {
  it("ripples: the shot grows and the later ones move on", () => {
    drag(edge("A"), makeProject([4, 3]))
      .by(+120)
      .expectLengths("6+3")
      .release()
      .expectCommit({
        type: "shot.resize",
        shotId: shotId("A"),
        edge: "end",
        deltaMs: 2000,
        mode: "ripple",
      });
  });

  it("shortens from its start when the start edge goes right", () => {
    drag(edge("B", "start"), makeProject([4, 3]))
      .by(+60)
      .expectLengths("4+2")
      .release()
      .expectCommit({
        edge: "start",
        deltaMs: 1000,
      });
  });

  it("rolls while Alt is held, and ripples again when it is let go, from the same start", () => {
    drag(edge("A"), makeProject([4, 3]))
      .by(+60)
      .expectLengths("5+3")
      .holding({ alt: true })
      .expectLengths("5+2")
      .holding({})
      .expectLengths("5+3")
      .release()
      .expectCommit({ mode: "ripple", deltaMs: 1000 });
  });

  it("squeezes later shots while Shift is held in a full pass, largest first", () => {
    drag(edge("A"), makeProject([5, 4, 6]))
      .holding({ shift: true })
      .by(+120)
      .expectLengths("7+4+4")
      .expectWall(null)
      .release()
      .expectCommit({ mode: "squeeze" });
  });

  it("stops at 15 s and says why; at the wall nothing is sent", () => {
    drag(edge("A"), makeProject([5, 4, 6]))
      .by(+200)
      .expectLengths("5+4+6")
      .expectWall("pass-full")
      .release()
      .expectNothing();
  });

  it("goes as far as the wall lets it", () => {
    drag(edge("A"), makeProject([5, 4, 4]))
      .by(+600)
      .expectLengths("7+4+4")
      .expectWall("pass-full")
      .release()
      .expectCommit({ deltaMs: 10_000 });
  });

  it("counts from where it began: back and forth adds up to nothing", () => {
    drag(edge("A"), makeProject([4, 3]))
      .by(+600)
      .by(-900)
      .by(+300)
      .expectLengths("4+3")
      .release()
      .expectNothing();
  });

  it("leaves other passes the very same objects", () => {
    const project = makeProject([4, 3], [5]);
    const preview = drag(edge("A"), project).by(+60).preview();
    expect(preview?.passes[1]).toBe(project.passes[1]);
  });

  it("keeps the same preview while the pointer stays within one step", () => {
    const dragging = drag(edge("A"), makeProject([4, 3])).by(+60);
    const first = dragging.preview();
    expect(dragging.by(+4).preview()).toBe(first);
    expect(dragging.by(+60).preview()).not.toBe(first);
  });

  it("never makes a pass worse that breaks its limits already", () => {
    drag(edge("A"), makeProjectAt("24", "pixio/kling-v3-pro", [[2, 8, 8]]))
      .by(+300)
      .expectLengths("2+8+8")
      .expectWall("pass-full");
  });
});

describe("ending a drag", () => {
  it("cancel leaves no trace", () => {
    drag(edge("A"), makeProject([4, 3]))
      .by(+120)
      .cancel()
      .expectNothing()
      .expectLengths("4+3");
  });

  it("an edit on its way is not cancelled, and settles", () => {
    drag(edge("A"), makeProject([4, 3]))
      .by(+120)
      .release()
      .cancel()
      .expectPhase("committing")
      .settle()
      .expectNothing();
  });

  it("moves after the end are not heard", () => {
    drag(edge("A"), makeProject([4, 3]))
      .by(+120)
      .cancel()
      .by(+60)
      .expectNothing();
  });
});

describe("dragging a shot", () => {
  it("drops before the shot whose left half it is over", () => {
    drag(body("C"), makeProject([4, 3, 4]))
      .to(20)
      .release()
      .expectCommit({
        type: "shot.move",
        shotId: shotId("C"),
        passId: "pass_0001",
        index: 0,
      });
  });

  it("drops after the shot whose right half it is over, counting without itself", () => {
    drag(body("A"), makeProject([4, 3, 4]))
      .to(24 * 6)
      .release()
      .expectCommit({ index: 1 });
  });

  it("does nothing over itself and at its own cuts", () => {
    const project = makeProject([4, 3, 4]);
    drag(body("B"), project)
      .to(24 * 5)
      .release()
      .expectNothing();
    drag(body("B"), project)
      .to(24 * 3)
      .release()
      .expectNothing();
    drag(body("B"), project)
      .to(24 * 8)
      .release()
      .expectNothing();
  });

  it("drops into another pass where it has room", () => {
    drag(body("A"), makeProject([4, 3], [5]))
      .to(24 * 11)
      .release()
      .expectCommit({
        passId: "pass_0002",
        index: 1,
      });
  });

  it("says why it cannot drop into a full pass", () => {
    drag(body("A"), makeProject([4, 3], [15]))
      .to(24 * 12)
      .expectWall("pass-full")
      .release()
      .expectNothing();
  });

  it("says why the last shot of a pass stays", () => {
    drag(body("A"), makeProject([4], [5]))
      .to(24 * 8)
      .expectWall("last-shot")
      .release()
      .expectNothing();
  });

  it("drops at the end when it is held past the end", () => {
    drag(body("A"), makeProject([4, 3]))
      .to(24 * 100)
      .release()
      .expectCommit({ index: 1 });
  });
});

describe("previewing within the touched passes", () => {
  it("shows exactly what the whole edit will do, for any drag", () => {
    const seconds = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 });
    const anyEdit = fc.record({
      passes: fc.array(seconds, { minLength: 1, maxLength: 4 }),
      shot: fc.nat(),
      pass: fc.nat(),
      index: fc.nat({ max: 6 }),
      deltaMs: fc.integer({ min: -20_000, max: 20_000 }),
      edge: fc.constantFrom("start" as const, "end" as const),
      mode: fc.constantFrom("ripple" as const, "roll" as const, "squeeze" as const),
      moves: fc.boolean(),
    });
    fc.assert(
      fc.property(anyEdit, (drawn) => {
        const project = makeProject(...drawn.passes);
        const shots = project.passes.flatMap((pass) => pass.shots);
        const id = shots[drawn.shot % shots.length]?.id as string;
        const passId = project.passes[drawn.pass % project.passes.length]?.id as string;
        const edit: Edit = drawn.moves
          ? { type: "shot.move", shotId: id, passId, index: drawn.index }
          : { type: "shot.resize", shotId: id, edge: drawn.edge, deltaMs: drawn.deltaMs, mode: drawn.mode };
        const shown = applyWithin(project, edit, [id], drawn.moves ? passId : null);
        const whole = applyEdit(project, edit);
        const truth = whole.ok ? whole.project : project;
        expect(lengthsOf(shown.project)).toBe(lengthsOf(truth));
        expect(shown.project === project).toBe(truth === project);
        expect(shown.stoppedBy).toEqual(whole.ok ? whole.stoppedBy : whole.refusal);
      }),
    );
  });
});

describe("trimming by frames", () => {
  const project = makeProject([4, 3]);
  const takes = [makeTake(project, 169)];

  it("moves the end of what a take shows, and leaves the plan alone", () => {
    drag(trim("A", "end", project, takes), project)
      .by(-5)
      .expectPhase("trimming")
      .expectLengths("4+3")
      .release()
      .expectCommit({ type: "shot.describe", shotId: shotId("A"), fields: { trim: { in: 0, frames: 94 } } });
  });

  it("takes frames from the start", () => {
    drag(trim("B", "start", project, takes), project)
      .by(+10)
      .release()
      .expectCommit({ fields: { trim: { in: 4, frames: 68 } } });
  });

  it("slips the film along with the hand: to the right, an earlier part is seen", () => {
    drag(trim("B", "slip", project, takes), project)
      .by(+25)
      .release()
      .expectCommit({ fields: { trim: { in: -10, frames: 72 } } });
  });

  it("stops where the film ends, and says so for as long as it is pulled", () => {
    const held = drag(trim("B", "end", project, takes), project)
      .by(+25)
      .expectWall("film-end");
    const { stoppedBy } = held.gesture() as { stoppedBy: unknown };
    held.by(+2);
    expect((held.gesture() as { stoppedBy: unknown }).stoppedBy).toBe(stoppedBy);
    held.by(-27).expectWall(null).release().expectNothing();
  });

  it("keeps the preview while a move stays within a frame", () => {
    const held = drag(trim("A", "end", project, takes), project).by(-10);
    const preview = held.preview();
    expect(preview?.passes[0]?.shots[0]?.trim).toEqual({ in: 0, frames: 92 });
    expect(held.by(-1).preview()).toBe(preview);
  });
});
