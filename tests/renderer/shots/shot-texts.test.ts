import { describe, expect, test } from "vitest";
import { paceOf } from "../../../renderer/src/shots/dialogue-pace.ts";
import { fieldsWith, textOf, withShot } from "../../../renderer/src/shots/live-shot.ts";
import { showJudged, watchField } from "../../../renderer/src/shots/shot-problems.ts";
import { fieldsOfFreeText } from "../../../renderer/src/shots/switch-prompt.ts";
import type { TextProblem } from "../../../renderer/src/shots/text-problems.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { buildTimedPass } from "../../support/builders.ts";

const shot: Shot = {
  id: "shot_0001",
  durationMs: 4000,
  action: "A driver runs",
  camera: { size: "CU", note: "shallow focus" },
  dialogue: [{ speaker: "Mara", line: "There you are." }],
};

describe("a text of a shot", () => {
  test("is found and changed under the name that problems give it", () => {
    expect(textOf(shot, "camera.note")).toBe("shallow focus");
    expect(textOf(shot, "dialogue[0].line")).toBe("There you are.");
    expect(textOf(shot, "mood")).toBe("");
    expect(fieldsWith(shot, "action", "She walks")).toEqual({ action: "She walks" });
    expect(fieldsWith(shot, "dialogue[0].line", "Stop.")).toEqual({ dialogue: [{ speaker: "Mara", line: "Stop." }] });
  });

  test("that is empty goes, but a free text stays one", () => {
    expect(fieldsWith(shot, "action", "  ")).toEqual({ action: null });
    expect(fieldsWith(shot, "camera.note", "")).toEqual({ camera: { size: "CU" } });
    expect(fieldsWith({ ...shot, camera: { note: "x" } }, "camera.note", "")).toEqual({ camera: null });
    expect(fieldsWith(shot, "prompt", "")).toEqual({ prompt: "" });
    expect(fieldsWith(shot, "dialogue[3].line", "nobody")).toEqual({});
  });

  test("in a pass changes that pass alone", () => {
    const pass = buildTimedPass("A", [3000]);
    const [own] = pass.shots as [Shot];
    expect(withShot(pass, own)).toBe(pass);
    expect(withShot(pass, { ...own, mood: "calm" }).shots[0]?.mood).toBe("calm");
  });
});

test("a free text read back changes only the fields that it says otherwise", () => {
  expect(fieldsOfFreeText({ ...shot, prompt: "Close-up, shallow focus. A driver walks." })).toEqual({
    action: "A driver walks",
    dialogue: null,
    prompt: null,
  });
});

describe("a field is told", () => {
  const elements = [{ id: "element_0001", name: "Driver", kind: "character", images: [] } as const];
  /** What the field of `action` is told. */
  function told(action: string, problems: readonly object[]): readonly TextProblem[] {
    const seen: (readonly TextProblem[])[] = [];
    const judged = { shot: { ...shot, action }, elements: [...elements], problems };
    showJudged(judged as unknown as Parameters<typeof showJudged>[0]);
    watchField(shot.id, "action", (_, found) => seen.push(found))();
    return seen.at(-1) ?? [];
  }
  const at = "passes[0].shots[0]";

  test("of its own problems that name words, and of no others", () => {
    const problem = { severity: "advice", message: "Too much.", range: { from: 0, to: 3 } };
    const found = told("and then", [
      { ...problem, path: `${at}.action` },
      { ...problem, path: `${at}.mood` },
      { severity: "advice", message: "No camera.", path: `${at}.action` },
    ]);
    expect(found.map(({ from, to, message }) => [from, to, message])).toEqual([[0, 3, "Too much."]]);
  });

  test("of each unknown name where it stands: the one that is meant, or a new element", () => {
    const found = told("@Driver meets @driver and @Nobody", [
      { code: "prompt.unknown-element", severity: "error", path: `${at}.action`, message: "" },
    ]);
    expect(found.map(({ from, to, fix }) => [from, to, fix?.label])).toEqual([
      [14, 21, "Write @Driver"],
      [26, 33, "Add @Nobody"],
    ]);
  });
});

test("spoken lines say how long they take, also in a language without spaces", () => {
  const lines = (line: string) => ({ dialogue: [{ speaker: "", line }], durationMs: 4000 });
  expect(paceOf(lines("We never should have come here at night, you and I"))).toEqual({
    words: "11 words, 4.4 s at 2.5 words/s, shot 4 s",
    tooMuch: true,
  });
  expect(paceOf(lines("Stop"))).toEqual({ words: "1 word, 0.4 s at 2.5 words/s, shot 4 s", tooMuch: false });
  expect(paceOf(lines("これは長い台詞です"))?.words).toMatch(/^5 words/);
  expect(paceOf(lines(" "))).toBeNull();
});
