import { afterEach, beforeEach, expect, it } from "vitest";
import { holdInViewer } from "../../../renderer/src/camera/hold-in-viewer.ts";
import { shownProject } from "../../../renderer/src/state/selectors.ts";
import { openWindowOnCore, type WindowOnCore } from "../core-for-window.ts";

let opened: WindowOnCore;

beforeEach(async () => {
  opened = await openWindowOnCore();
});
afterEach(() => opened.close());

it("shows and plays the plan that is held, and leaves everything as it was when it is let go", () => {
  const { editor } = opened;
  const project = shownProject(editor.get());
  const shot = project?.passes[0]?.shots[0];
  if (!project || !shot) throw new Error("the project has no shot");
  editor.seek(7);
  editor.setLoop("pass");
  editor.showWorkspace("board");
  const held = { ...project, name: "held" };
  const release = holdInViewer(editor, { project: held, shotId: shot.id, fromBefore: false });
  expect(editor.get()).toMatchObject({
    preview: held,
    playing: true,
    loop: "shot",
    playheadFrame: 0,
    workspace: "edit",
  });
  editor.seek(20);
  release();
  expect(editor.get()).toMatchObject({
    preview: null,
    playing: false,
    loop: "pass",
    playheadFrame: 7,
    workspace: "board",
  });
  editor.seek(3);
  release();
  expect(editor.get().playheadFrame).toBe(3);
});
