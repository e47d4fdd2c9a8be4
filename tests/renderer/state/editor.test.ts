import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { numbersOf, shownProject } from "../../../renderer/src/state/selectors.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit, OneEdit } from "../../../shared/edits/edit.ts";
import { openWindowOnCore, type WindowOnCore } from "../core-for-window.ts";

let opened: WindowOnCore;

beforeEach(async () => {
  opened = await openWindowOnCore();
});
afterEach(() => opened.close());

function project() {
  const shown = shownProject(opened.editor.get());
  if (!shown) throw new Error("no project is open");
  return shown;
}

function firstShot() {
  const shot = project().passes[0]?.shots[0];
  if (!shot) throw new Error("the project has no shot");
  return shot;
}

function lengthen(deltaMs: number): Edit {
  return { type: "shot.resize", shotId: firstShot().id, edge: "end", deltaMs, mode: "ripple" };
}

function describeAction(action: string): Edit {
  return { type: "shot.describe", shotId: firstShot().id, fields: { action } };
}

describe("an edit", () => {
  it("is shown at once, and called saved only when the core has said so", async () => {
    const { editor } = opened;
    const before = firstShot().durationMs;
    const sent = editor.apply(lengthen(1000));
    expect(firstShot().durationMs).toBe(before + 1000);
    expect(editor.get().save.kind).toBe("saving");
    await sent;
    expect(editor.get().save.kind).toBe("saved");
    const truth = await opened.truth();
    expect(truth.project).toEqual(project());
    expect(truth.revision).toBe(editor.get().view?.revision);
    expect(truth.undoLabel).toBe(editor.get().view?.undoLabel);
  });

  it("is sent in the order in which it was made", async () => {
    const { editor } = opened;
    await Promise.all(["one", "two", "three"].map((action) => editor.apply(describeAction(action))));
    expect(opened.problems).toEqual([]);
    expect((await opened.truth()).project.passes[0]?.shots[0]?.action).toBe("three");
    expect(editor.get().save.kind).toBe("saved");
  });

  it("that the rules refuse changes nothing, is not sent, and says why", async () => {
    const { editor } = opened;
    const { revision } = await opened.truth();
    const wall = await editor.apply({ type: "shot.remove", shotId: firstShot().id });
    expect(wall?.code).toBe("last-shot");
    expect(editor.get().wall).toBe(wall);
    expect((await opened.truth()).revision).toBe(revision);
  });

  it("that is stopped short says what stopped it", async () => {
    const wall = await opened.editor.apply(lengthen(60_000));
    expect(wall).toEqual({ code: "pass-full", message: "The pass is full: this model allows at most 15 s." });
    expect(firstShot().durationMs).toBe(15_000);
  });

  it("that changes nothing makes no history", async () => {
    const { revision } = await opened.truth();
    await opened.editor.apply(lengthen(0));
    expect((await opened.truth()).revision).toBe(revision);
  });

  it("on a plan that was changed elsewhere gives way to that plan, and says so", async () => {
    const { editor, client } = opened;
    const { projectId, view } = editor.get();
    if (projectId === null || !view) throw new Error("no project is open");
    await client.call("edits.apply", { projectId, baseRevision: view.revision, edit: describeAction("theirs") });
    await editor.apply(describeAction("mine"));
    expect(firstShot().action).toBe("theirs");
    expect(opened.problems.map((problem) => problem.code)).toEqual(["edit.stale"]);
    expect(editor.get().save.kind).toBe("saved");
  });
});

describe("an edit of a plan that was changed elsewhere in other fields, as when an image gets its place", () => {
  it("is made all the same, and so are those after it", async () => {
    const { editor, client, truth } = opened;
    const { projectId, view } = editor.get();
    if (projectId === null || !view) throw new Error("no project is open");
    const theirs: Edit = { type: "shot.describe", shotId: firstShot().id, fields: { mood: "calm" } };
    await client.call("edits.apply", { projectId, baseRevision: view.revision, edit: theirs });
    const label = "Both";
    await Promise.all([
      editor.apply({ type: "batch", label, edits: [describeAction("mine") as OneEdit] }),
      editor.apply({ type: "shot.describe", shotId: firstShot().id, fields: { notes: "later" } }),
    ]);
    expect(firstShot()).toMatchObject({ mood: "calm", action: "mine", notes: "later" });
    expect((await truth()).project).toEqual(project());
    expect(opened.problems).toEqual([]);
    expect(editor.get().save.kind).toBe("saved");
  });

  it("gives way when what it changes is gone, or it is more than fields", async () => {
    const { editor, client } = opened;
    const { projectId, view } = editor.get();
    if (projectId === null || !view) throw new Error("no project is open");
    const theirs: Edit = { type: "shot.describe", shotId: firstShot().id, fields: { mood: "calm" } };
    const before = firstShot().durationMs;
    await client.call("edits.apply", { projectId, baseRevision: view.revision, edit: theirs });
    await editor.apply(lengthen(1000));
    expect(firstShot()).toMatchObject({ mood: "calm", durationMs: before });
    expect(opened.problems.map((problem) => problem.code)).toEqual(["edit.stale"]);
  });
});

describe("while the core cannot be reached", () => {
  it("edits stay shown, are not called saved, and are sent in order on retry", async () => {
    const { editor } = opened;
    opened.line = "cut";
    await editor.apply(describeAction("one"));
    expect(editor.get().save.kind).toBe("failed");
    expect(firstShot().action).toBe("one");
    opened.line = "open";
    expect((await opened.truth()).project.passes[0]?.shots[0]?.action).toBeUndefined();
    await editor.apply(lengthen(1000));
    expect(editor.get().save.kind).toBe("saved");
    expect((await opened.truth()).project).toEqual(project());
    expect(opened.problems).toEqual([]);
  });

  it("an edit whose answer was lost is not made twice", async () => {
    const { editor } = opened;
    const before = firstShot().durationMs;
    opened.line = "deaf";
    await editor.apply(lengthen(1000));
    expect(editor.get().save.kind).toBe("failed");
    opened.line = "open";
    await editor.retrySave();
    expect(firstShot().durationMs).toBe(before + 1000);
    expect((await opened.truth()).project).toEqual(project());
    expect(editor.get().save.kind).toBe("saved");
    expect(opened.problems).toEqual([]);
  });

  it("its return sends what waited", async () => {
    const { editor } = opened;
    opened.line = "cut";
    editor.onReachable(false);
    await editor.apply(describeAction("kept"));
    opened.line = "open";
    editor.onReachable(true);
    await editor.retrySave();
    expect((await opened.truth()).project.passes[0]?.shots[0]?.action).toBe("kept");
  });
});

describe("undo and redo", () => {
  it("wait for edits under way and name what they do", async () => {
    const { editor } = opened;
    const before = project();
    void editor.apply(describeAction("one"));
    await editor.undo();
    expect(project()).toEqual(before);
    expect(editor.get().view?.redoLabel).toMatch(/action/);
    await editor.redo();
    expect(firstShot().action).toBe("one");
    expect(await opened.truth()).toEqual(editor.get().view);
  });

  it("drop the selection of a shot that is gone", async () => {
    const { editor } = opened;
    const passId = project().passes[0]?.id ?? "";
    await editor.apply({ type: "shot.add", passId, index: 1, shot: { id: "shot_added", durationMs: 3000 } });
    editor.select({ passId, shotId: "shot_added" });
    await editor.undo();
    expect(editor.get().selection).toEqual({ passId, shotId: null });
  });
});

describe("selecting", () => {
  const passOf = (id: string, transition?: "fade-in" | "dissolve"): Edit => ({
    type: "pass.add",
    index: 1,
    pass: {
      id: `pass_${id}`,
      scene: "SC020",
      name: id,
      profile: "animatic",
      aspectRatio: "16:9",
      resolution: "1080p",
      shots: [
        { id: `shot_${id}1`, durationMs: 4000, ...(transition ? { transition } : {}) },
        { id: `shot_${id}2`, durationMs: 4000, transition: "dissolve" },
      ],
    },
  });
  const frames = (seconds: number) => seconds * 24;

  beforeEach(async () => {
    // After the first pass, of 3 s: 3 to 7 s and 7 to 11 s.
    await opened.editor.apply(passOf("fading", "fade-in"));
  });

  it("a shot brings the playhead to where it alone is seen: past a fade from black, past a dissolve", () => {
    const { editor } = opened;
    editor.select({ shotId: "shot_fading1" });
    expect(editor.get().playheadFrame).toBe(frames(4));
    editor.select({ shotId: "shot_fading2" });
    expect(editor.get().playheadFrame).toBe(frames(7.75));
  });

  it("a shot that is seen already leaves the playhead, also when it is selected again", () => {
    const { editor } = opened;
    editor.seek(frames(5));
    editor.select({ shotId: "shot_fading1" });
    expect(editor.get().playheadFrame).toBe(frames(5));
    editor.seek(frames(9));
    editor.select({ shotId: "shot_fading1" });
    expect(editor.get().playheadFrame).toBe(frames(4));
  });

  it("a pass brings the playhead to its first shot, unless it is in the pass", () => {
    const { editor } = opened;
    editor.select({ passId: "pass_fading", shotId: null });
    expect(editor.get().playheadFrame).toBe(frames(4));
    editor.seek(frames(3));
    editor.select({ passId: "pass_fading", shotId: null });
    expect(editor.get().playheadFrame).toBe(frames(3));
  });

  it("moves nothing while something plays, or where the user does not want it", () => {
    const { editor } = opened;
    editor.play();
    editor.select({ shotId: "shot_fading2" });
    expect(editor.get().playheadFrame).toBe(0);
    editor.pause();
    opened.showsSelected = false;
    editor.select({ shotId: "shot_fading1" });
    expect(editor.get()).toMatchObject({ playheadFrame: 0, selection: { shotId: "shot_fading1" } });
  });
});

describe("what is shown", () => {
  it("is the drag's plan while one is under way, and the saved one after it", async () => {
    const { editor } = opened;
    const saved = project();
    const dragged = applyEdit(saved, lengthen(2000));
    if (!dragged.ok) throw new Error("refused");
    editor.setPreview(dragged.project);
    expect(project()).toBe(dragged.project);
    await editor.apply(lengthen(2000));
    expect(editor.get().preview).toBeNull();
    expect(project()).toEqual(dragged.project);
  });

  it("follows changes made elsewhere, keeping what did not change as the same objects", async () => {
    const { editor, client } = opened;
    const index = project().passes.length;
    const shot = { id: "shot_other", durationMs: 5000 };
    const [first] = project().passes;
    if (!first) throw new Error("the project has no pass");
    await editor.apply({
      type: "pass.add",
      index,
      pass: { ...first, id: "pass_other", name: "Other", shots: [shot] },
    });
    const { projectId, view } = editor.get();
    if (projectId === null || !view) throw new Error("no project is open");
    const untouched = view.project.passes[1];
    const edit = describeAction("theirs");
    const { revision } = await client.call("edits.apply", { projectId, baseRevision: view.revision, edit });
    editor.onEvents([{ type: "project.changed", projectId, revision }]);
    await editor.undo();
    expect(project().passes[1]).toBe(untouched);
    expect(firstShot().action).toBeUndefined();
    expect(opened.problems).toEqual([]);
  });

  it("has the same numbers, as the same map, while only durations change", async () => {
    const before = numbersOf(project());
    await opened.editor.apply(lengthen(1000));
    expect(numbersOf(project())).toBe(before);
  });

  it("keeps the playhead inside the programme", async () => {
    const { editor } = opened;
    await editor.apply(lengthen(60_000));
    editor.seek(1e9);
    expect(editor.get().playheadFrame).toBe(15 * 24 - 1);
    await editor.undo();
    expect(editor.get().playheadFrame).toBeLessThan(15 * 24 - 1);
    editor.seek(-5);
    expect(editor.get().playheadFrame).toBe(0);
  });
});
