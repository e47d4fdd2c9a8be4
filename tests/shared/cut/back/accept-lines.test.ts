import { describe, expect, test } from "vitest";
import type { ReadClip } from "../../../../shared/cut/back/read-cut.ts";
import type { Edit } from "../../../../shared/edits/edit.ts";
import { buildProject, buildTimedPass } from "../../../support/builders.ts";
import { accept, applyAll, cutOf, long, one, two } from "./edited-cuts.ts";

describe("lines of a list that came back", () => {
  test("are none when nothing was changed", () => {
    expect(accept(two(), (clips) => clips)).toMatchObject({ lines: [], edits: [], applied: 0 });
  });

  test("say by name which they are, which shot they are about, and what the plan makes of them", () => {
    const { lines } = accept(one(), ([first, second]) => [long(second as ReadClip, 66), first as ReadClip]);
    expect(lines).toEqual([
      {
        ...{ id: "moved:SC010_SH0020", kind: "moved", shotId: "shot_00A2", canAccept: true },
        ...{ doubtful: false, note: "" },
        sentence: "SC010_SH0020 moved from 01:00:04:00 to 01:00:00:00.",
      },
      {
        ...{ id: "trimmed:SC010_SH0020", kind: "trimmed", shotId: "shot_00A2", canAccept: true, doubtful: false },
        sentence: "SC010_SH0020 is 6 frames shorter at its end.",
        note: "The shot plays 66 frames in the cut; the plan keeps 3 s.",
      },
      {
        ...{ id: "removed:SC010_SH0030", kind: "removed", shotId: "shot_00A3", canAccept: true },
        ...{ doubtful: false, note: "" },
        sentence: "SC010_SH0030 was removed.",
      },
    ]);
  });

  test("cannot all be accepted: a plan knows no in points, gaps, second uses or strange films", () => {
    const { lines, edits } = accept(one(), ([first, second, third]) => [
      { ...(first as ReadClip), sourceIn: (first as ReadClip).sourceIn + 5 },
      { ...(second as ReadClip), frames: 24 },
      second as ReadClip,
      { name: "Title.png", file: "/cut/Title.png", sourceIn: 0, frames: 48, recordIn: 0 },
      third as ReadClip,
    ]);
    expect(lines.map(({ kind, canAccept, note }) => [kind, canAccept, note])).toEqual([
      ["trimmed", false, "The plan stays at 4 s: a plan has no in points."],
      ["new", false, "A plan uses each shot once."],
      ["unknown", false, "To use it, import it as a take."],
    ]);
    expect(lines.map(({ shotId }) => shotId)).toEqual(["shot_00A1", "shot_00A2", null]);
    expect(edits).toEqual([]);
    const asked = accept(one(), ([first, ...rest]) => [long(first as ReadClip, 97), ...rest], ["trimmed:SC010_SH0010"]);
    expect(asked).toMatchObject({
      applied: 0,
      sentences: [expect.stringContaining("stays at 4 s, because the edited")],
    });
  });
});

describe("accepted lines", () => {
  test("make a shot as long as it was edited, on the model's step where its animatic has no more frames", () => {
    const { edits, sentences, partly, shown } = accept(one(), ([first, second, third]) => [
      long(first as ReadClip, 118),
      second as ReadClip,
      long(third as ReadClip, 120),
    ]);
    expect(shown).toBe("A1:5 A2:3 A3:5");
    expect(partly).toEqual([]);
    expect(edits).toHaveLength(2);
    expect(sentences).toEqual([
      "SC010_SH0010 goes from 4 s to 5 s, because the edited 4.917 s is not a multiple of 1 s.",
      "SC010_SH0030 goes from 4 s to 5 s.",
    ]);
  });

  test("trim by frames where no whole length says what was edited: the plan stays, and the cut is the edited one", () => {
    const { after, edits, sentences, partly, shown } = accept(one(), ([first, second, third]) => [
      long(first as ReadClip, 94),
      { ...(second as ReadClip), sourceIn: (second as ReadClip).sourceIn + 24, frames: 48 },
      third as ReadClip,
    ]);
    expect(edits).toEqual([
      { type: "shot.describe", shotId: "shot_00A1", fields: { trim: { in: 0, frames: 94 } } },
      { type: "shot.describe", shotId: "shot_00A2", fields: { trim: { in: 24, frames: 48 } } },
    ]);
    expect([shown, partly, cutOf(after).clips.map(({ frames }) => frames)]).toEqual([
      "A1:4 A2:3 A3:4",
      [],
      [94, 48, 96],
    ]);
    expect(sentences).toEqual([
      "SC010_SH0010 plays 94 frames in the cut; the plan keeps 4 s.",
      "SC010_SH0020 plays 48 frames in the cut, from 24 frames into the shot; the plan keeps 3 s.",
    ]);
    // What was trimmed comes back as it was handed off, and a shot that plays as planned again is no longer trimmed.
    expect(accept(after, (clips) => clips).lines).toEqual([]);
    const whole = accept(after, ([first, second, third]) => [long(first as ReadClip, 96), second, third] as ReadClip[]);
    expect(whole.after.passes[0]?.shots[0]?.trim).toBeUndefined();
    expect(whole.sentences).toEqual(["SC010_SH0010 plays as planned again."]);
  });

  test("trim a take by frames whatever its length: slipped, longer, or whole seconds shorter", () => {
    const edit = ([first, second, third]: ReadClip[]) =>
      [
        long(first as ReadClip, 72),
        { ...(second as ReadClip), sourceIn: (second as ReadClip).sourceIn - 2 },
        long(third as ReadClip, 98),
      ] as ReadClip[];
    const { after, lines, shown } = accept(one(), edit, undefined, one(), "take01");
    expect(shown).toBe("A1:4 A2:3 A3:4");
    expect(lines.map(({ canAccept, note }) => [canAccept, note])).toEqual([
      [true, "The shot plays 72 frames in the cut; the plan keeps 4 s."],
      [true, "The shot plays 72 frames in the cut, from 2 frames before it; the plan keeps 3 s."],
      [true, "The shot plays 98 frames in the cut; the plan keeps 4 s."],
    ]);
    expect(after.passes[0]?.shots.map(({ trim }) => trim)).toEqual([
      { in: 0, frames: 72 },
      { in: -2, frames: 72 },
      { in: 0, frames: 98 },
    ]);
    const [line] = accept(after, edit, [], one(), "take01").lines;
    expect(line).toMatchObject({ canAccept: false, note: "The plan already has this change." });
    // Trimmed here to something else since: only as it is asked for.
    const trim = { in: 3, frames: 30 };
    const since = applyAll(one(), [{ type: "shot.describe", shotId: "shot_00A1", fields: { trim } }]);
    expect(accept(since, edit, [], one(), "take01").lines[0]).toMatchObject({ canAccept: true, doubtful: true });
  });

  test("stop at the budget, and say so", () => {
    const { sentences, partly, shown, applied } = accept(one(), ([first, ...rest]) => [
      long(first as ReadClip, 240),
      ...rest,
    ]);
    expect(shown).toBe("A1:8 A2:3 A3:4");
    expect(sentences).toEqual(["SC010_SH0010 goes from 4 s to 8 s. The pass is full: this model allows at most 15 s."]);
    expect(applied).toBe(1);
    expect(partly).toEqual(sentences);
    const full = buildProject([buildTimedPass("A", [8000, 7000])]);
    const none = accept(full, ([first, ...rest]) => [long(first as ReadClip, 240), ...rest]);
    expect(none).toMatchObject({ applied: 0, edits: [], shown: "A1:8 A2:7" });
    expect(none.sentences).toEqual(["SC010_SH0010 stays at 8 s. The pass is full: this model allows at most 15 s."]);
  });

  test("make room for each other, in whatever order they stand", () => {
    const full = () => buildProject([buildTimedPass("A", [5000, 5000, 5000])]);
    const grown = accept(full(), ([first, second, third]) => [
      long(first as ReadClip, 192),
      long(second as ReadClip, 96),
      long(third as ReadClip, 72),
    ]);
    expect(grown.shown).toBe("A1:8 A2:4 A3:3");
    const removed = accept(full(), ([first, second]) => [long(first as ReadClip, 192), second as ReadClip]);
    expect(removed.shown).toBe("A1:8 A2:5");
  });

  test("put a shot where it was put, in its own pass where that is the same", () => {
    expect(accept(one(), ([a, b, c]) => [c, a, b] as ReadClip[]).shown).toBe("A3:4 A1:4 A2:3");
    expect(accept(two(), ([a1, a2, b1, b2, b3]) => [a1, a2, b3, b1, b2] as ReadClip[]).shown).toBe(
      "A1:4 A2:3 | B3:3 B1:5 B2:2",
    );
    const across = accept(two(), ([a1, a2, b1, b2, b3]) => [a1, b2, a2, b1, b3] as ReadClip[]);
    expect([across.shown, across.edits.length]).toEqual(["A1:4 B2:2 A2:3 | B1:5 B3:3", 1]);
  });

  test("leave a shot where there is no room for it, with the reason", () => {
    const project = buildProject([buildTimedPass("A", [7000, 6000]), buildTimedPass("B", [5000, 3000, 3000])]);
    const { shown, sentences, applied } = accept(project, ([a1, a2, b1, b2, b3]) => [a1, b2, a2, b1, b3] as ReadClip[]);
    expect(shown).toBe("A1:7 A2:6 | B1:5 B2:3 B3:3");
    expect(sentences).toEqual(["SC010_SH0040 was not moved. The pass has 2 s left; the shot needs 3 s."]);
    expect(applied).toBe(0);
  });

  test("move and remove a whole pass in one piece", () => {
    const swapped = accept(two(), ([a1, a2, b1, b2, b3]) => [b1, b2, b3, a1, a2] as ReadClip[]);
    expect([swapped.shown, swapped.edits]).toEqual([
      "B1:5 B2:2 B3:3 | A1:4 A2:3",
      [{ type: "pass.move", passId: "pass_000A", index: 1 }],
    ]);
    expect(swapped.applied).toBe(2);
    const gone = accept(two(), ([a1, a2]) => [a1, a2] as ReadClip[]);
    expect([gone.shown, gone.edits.length, gone.applied]).toEqual(["A1:4 A2:3", 1, 3]);
  });

  test("keep the least length of a pass, and say which shot became longer", () => {
    const short = buildProject([buildTimedPass("A", [2000, 1000])]);
    const { shown, sentences } = accept(short, ([first]) => [first as ReadClip]);
    expect(shown).toBe("A1:3");
    expect(sentences).toEqual([
      "SC010_SH0020 was removed. SC010_SH0010 was lengthened to keep its pass at the model's minimum.",
    ]);
  });

  test("are only those that were chosen", () => {
    const { shown } = accept(one(), ([first, second]) => [long(first as ReadClip, 72), second as ReadClip], [
      "removed:SC010_SH0030",
    ]);
    expect(shown).toBe("A1:4 A2:3");
  });
});

describe("a list of a plan that was changed since it was handed off", () => {
  const [A, B, C] = ["shot_00A1", "shot_00A2", "shot_00A3"] as const;
  const resize = (shotId: string, deltaMs: number): Edit => {
    return { type: "shot.resize", shotId, edge: "end", deltaMs, mode: "ripple" };
  };
  const since = (edits: readonly Edit[], edit: (clips: ReadClip[]) => ReadClip[], ids?: readonly string[]) =>
    accept(applyAll(one(), edits), edit, ids, one());

  test("has no line for what was changed here", () => {
    const inserted: Edit = { type: "shot.remove", shotId: B };
    expect(since([resize(A, -1000), inserted], (clips) => clips)).toMatchObject({ lines: [], shown: "A1:3 A3:4" });
  });

  test("adds what was edited there to what was changed here", () => {
    const { lines, shown } = since([resize(A, 1000)], ([a, b, c]) => [a, b, long(c as ReadClip, 120)] as ReadClip[]);
    expect(lines).toMatchObject([{ id: "trimmed:SC010_SH0030", canAccept: true, doubtful: false }]);
    expect(shown).toBe("A1:5 A2:3 A3:5");
    const moved = since([resize(A, 1000)], ([a, b, c]) => [b, a, c] as ReadClip[]);
    expect([moved.lines.length, moved.shown]).toEqual([1, "A2:3 A1:5 A3:4"]);
  });

  test("doubts what was changed on both sides, and takes it only as it is asked to", () => {
    const { lines, shown } = since([resize(C, -1000)], ([a, b, c]) => [a, b, long(c as ReadClip, 120)] as ReadClip[]);
    expect(lines).toMatchObject([{ canAccept: true, doubtful: true }]);
    expect(lines[0]?.note).toBe("From 3 s to 5 s. It was 4 s at hand-off and has changed here since.");
    expect(shown).toBe("A1:4 A2:3 A3:5");
    const removed = since([resize(C, -1000)], ([a, b]) => [a, b] as ReadClip[]);
    expect(removed.lines).toMatchObject([{ doubtful: true, note: "It has changed here since the hand-off." }]);
    const move: Edit = { type: "shot.move", shotId: C, passId: "pass_000A", index: 0 };
    const moved = since([move], ([a, b, c]) => [b, a, c] as ReadClip[]);
    expect(moved.lines).toMatchObject([
      { doubtful: true, note: "Shots have also been moved here since the hand-off." },
    ]);
  });

  test("says what the plan has already, and which shots it no longer has", () => {
    const done = "The plan already has this change.";
    const same = since([resize(A, -1000)], ([a, b, c]) => [long(a as ReadClip, 72), b, c] as ReadClip[]);
    expect(same).toMatchObject({ lines: [{ canAccept: false, note: done }], edits: [] });
    const gone: Edit = { type: "shot.remove", shotId: C };
    expect(since([gone], ([a, b]) => [a, b] as ReadClip[]).lines).toMatchObject([{ canAccept: false, note: done }]);
    const longer = since([gone], ([a, b, c]) => [a, b, long(c as ReadClip, 120)] as ReadClip[]);
    expect(longer.lines).toMatchObject([{ canAccept: false, note: "This shot is no longer in the plan." }]);
    const move: Edit = { type: "shot.move", shotId: C, passId: "pass_000A", index: 0 };
    expect(since([move], ([a, b, c]) => [c, a, b] as ReadClip[]).lines).toMatchObject([
      { canAccept: false, note: done },
    ]);
  });

  test("finds a shot in the pass that it was moved to", () => {
    const move: Edit = { type: "shot.move", shotId: "shot_00B2", passId: "pass_000A", index: 2 };
    const planned = applyAll(two(), [move]);
    const edit = (clips: ReadClip[]) => clips.map((clip, index) => (index === 3 ? long(clip, 72) : clip));
    expect(accept(planned, edit, undefined, two()).shown).toBe("A1:4 A2:3 B2:3 | B1:5 B3:3");
  });
});
