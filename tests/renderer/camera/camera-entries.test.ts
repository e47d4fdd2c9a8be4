import { describe, expect, it } from "vitest";
import {
  cameraEntries,
  editOf,
  findCameraEntries,
  isCurrent,
  withPace,
  wordsOf,
} from "../../../renderer/src/camera/camera-entries.ts";
import { cameraAngles, cameraMoves, shotSizes, transitions } from "../../../shared/project/vocabulary.ts";
import { moveWords } from "../../../shared/prompt/vocabulary.ts";
import { shot } from "../../shared/animatic/sample-project.ts";

function entry(id: string) {
  const found = cameraEntries.find((each) => each.id === id);
  if (!found) throw new Error(`no entry ${id}`);
  return found;
}

describe("the camera palette", () => {
  it("offers every size, angle, move and transition of a plan, each once", () => {
    const groups = (group: string) => cameraEntries.filter((each) => each.group === group).length;
    expect([groups("Size"), groups("Angle"), groups("Move"), groups("Transition")]).toEqual(
      [shotSizes, cameraAngles, cameraMoves, transitions].map(({ length }) => length),
    );
    expect(new Set(cameraEntries.map(({ id }) => id)).size).toBe(cameraEntries.length);
  });

  it.each([
    ["pu", "move-push-in"],
    ["ecu", "size-ECU"],
    ["dolly in", "move-push-in"],
    ["drone", "move-fpv"],
    ["85", "lens-85mm"],
    ["slow", "speed-slow"],
    ["diss", "transition-dissolve"],
    ["ots", "size-OTS"],
  ])("finds by %s first %s", (typed, id) => {
    expect(findCameraEntries(typed)[0]?.id).toBe(id);
  });

  it("finds nothing by nonsense, and everything by nothing", () => {
    expect(findCameraEntries("qqqqzz")).toEqual([]);
    expect(findCameraEntries("  ")).toBe(cameraEntries);
  });

  it("says of a move what the prompt says, with the shot's own pace", () => {
    const soft = shot("1", { camera: { move: "static", strength: 200 } });
    expect(wordsOf(entry("move-push-in"), shot("1"))).toBe(moveWords["push-in"]);
    expect(wordsOf(entry("move-push-in"), soft)).toBe(`${moveWords["push-in"]}, very strong movement`);
    expect(wordsOf(entry("transition-cut"), soft)).toBe("");
  });

  it("changes one thing of the camera and keeps the rest; what is usual is left unsaid", () => {
    const one = shot("1", { camera: { size: "CU", move: "static" } });
    expect(editOf(entry("move-push-in"), one)).toMatchObject({ fields: { camera: { size: "CU", move: "push-in" } } });
    expect(editOf(entry("transition-cut"), one)).toMatchObject({ fields: { transition: null } });
    expect(editOf(entry("speed-normal"), one)).toMatchObject({ fields: { slowMotion: null } });
    expect(editOf(entry("speed-slow"), one)).toMatchObject({ fields: { slowMotion: true } });
  });

  it("knows what the shot has", () => {
    const one = shot("1", { camera: { size: "CU" } });
    const current = cameraEntries.filter((each) => isCurrent(each, one)).map(({ id }) => id);
    expect(current).toEqual(["size-CU", "transition-cut", "speed-normal"]);
  });

  it("writes the pace of a move only where it is not the usual one", () => {
    const camera = { move: "push-in", strength: 150, hold: { start: 5, end: 0 } } as const;
    expect(withPace(camera, { strength: 100, hold: { start: 0, end: 0 } })).toEqual({ move: "push-in" });
    expect(withPace(camera, { easing: 0 })).toEqual({ move: "push-in", easing: 0 });
  });
});
