import { describe, expect, test } from "vitest";
import { writePass } from "../../../shared/generation/written-pass.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import type { Camera, Look, Shot } from "../../../shared/project/model.ts";
import { cameraMoves } from "../../../shared/project/vocabulary.ts";
import { compileParts, compilePictureText, compileShotText } from "../../../shared/prompt/compile.ts";
import { describeMove } from "../../../shared/prompt/pacing.ts";
import { namesCalledIn, renameReferences } from "../../../shared/prompt/references.ts";
import { moveWords } from "../../../shared/prompt/vocabulary.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const look: Look = { lighting: "one lamp", mood: "calm", lens: "35mm", palette: "amber and teal" };

describe("the look of a pass", () => {
  test.each<[string, Partial<Shot>, Look, string]>([
    [
      "is said where the shot says nothing itself",
      { camera: { size: "CU", note: "shallow focus" }, action: "she waits", ambience: "rain" },
      look,
      "Close-up, 35mm lens, shallow focus. She waits. Lighting: one lamp. Mood: calm. Palette: amber and teal. Ambience: rain.",
    ],
    [
      "gives way to the shot, except for the palette",
      { camera: { lens: "85mm" }, action: "she waits", lighting: "sun", mood: "joy" },
      look,
      "85mm lens. She waits. Lighting: sun. Mood: joy. Palette: amber and teal.",
    ],
    ["opens the sentence of the camera", { action: "she waits" }, { lens: "35mm" }, "35mm lens. She waits."],
    [
      "follows a free text",
      { prompt: "A car turns" },
      look,
      "A car turns. 35mm lens. Lighting: one lamp. Mood: calm. Palette: amber and teal.",
    ],
    ["leaves a free text alone when it says nothing", { prompt: "A car turns" }, { mood: " " }, "A car turns"],
    ["is no prompt by itself", {}, look, ""],
    ["is no prompt by itself, beside an empty free text either", { prompt: " " }, look, ""],
  ])("%s", (_, shot, said, text) => {
    expect(compileShotText(shot, said)).toBe(text);
  });

  test("is marked as such in the parts of the text, down to the lens", () => {
    const parts = compileParts({ camera: { size: "CU", note: "shallow focus" }, action: "she waits" }, look);
    expect(parts.map(({ field, origin, text }) => [field, origin, text])).toEqual([
      ["camera", "shot", "Close-up,"],
      ["camera", "look", "35mm lens,"],
      ["camera", "shot", "shallow focus."],
      ["action", "shot", "She waits."],
      ["lighting", "look", "Lighting: one lamp."],
      ["mood", "look", "Mood: calm."],
      ["palette", "look", "Palette: amber and teal."],
    ]);
  });

  test("is part of a still, and of every shot that a model reads", () => {
    expect(compilePictureText({ action: "she waits", camera: { move: "push-in" } }, { palette: "amber" })).toBe(
      "She waits. Palette: amber.",
    );
    const kling = profileOf("kling/kling-3.0");
    if (!kling) throw new Error("no such profile");
    const shots = [buildShot("1", { action: "she waits" }), buildShot("2", { action: "she runs", lighting: "sun" })];
    const written = writePass(kling, [], buildPass("A", shots, { look: { lighting: "one lamp" } }));
    expect(written.shots.map(({ text }) => text)).toEqual([
      "She waits. Lighting: one lamp.",
      "She runs. Lighting: sun.",
    ]);
  });

  test("calls elements, which are sent and renamed with it", () => {
    const shots = [buildShot("1", { action: "she waits" })];
    const pass = buildPass("A", shots, { look: { lighting: "light of @Lamp" } });
    expect([...namesCalledIn(pass)]).toEqual(["Lamp"]);
    expect(renameReferences(pass, "Lamp", "Sun").look).toEqual({ lighting: "light of @Sun" });
    const kling = profileOf("kling/kling-3.0-omni");
    if (!kling) throw new Error("no such profile");
    const written = writePass(kling, [buildElement("Lamp")], pass);
    expect(written.elements.map(({ name }) => name)).toEqual(["Lamp"]);
  });
});

test("what is for the crew alone is never sent", () => {
  const sketch = { layers: [{ name: "Ink", marks: [] }] };
  const shot = { action: "she waits", notes: "NOTES", wardrobe: "WARDROBE", props: "PROPS", sketch };
  expect(compileShotText(shot, {})).toBe("She waits.");
  expect(compilePictureText(shot)).toBe("She waits.");
});

test.each<[{ speaker: string; line: string; language?: string }, string]>([
  [{ speaker: "Driver", line: "Oui.", language: "French" }, 'Driver says in French: "Oui."'],
  [{ speaker: "", line: "Oui.", language: "French" }, 'A voice says in French: "Oui."'],
  [{ speaker: "Driver", line: "Yes.", language: " " }, 'Driver says: "Yes."'],
])("the language of a line is said: %j", (spoken, text) => {
  expect(compileShotText({ dialogue: [spoken] })).toBe(text);
});

test("the language of a line stays when its speaker is called, and when an element is renamed", () => {
  const kling = profileOf("kling/kling-3.0-omni");
  if (!kling) throw new Error("no such profile");
  const dialogue = [{ speaker: "Driver", line: "Oui, @Driver.", language: "French" }];
  const pass = buildPass("A", [buildShot("1", { action: "@Driver waits", dialogue })]);
  expect(writePass(kling, [buildElement("Driver")], pass).prompt).toContain("says in French");
  expect(renameReferences(pass, "Driver", "Anna").shots[0]?.dialogue?.[0]?.language).toBe("French");
});

describe("the pacing of a move", () => {
  test.each<[Camera, string]>([
    [{ move: "push-in" }, "the camera pushes in slowly"],
    [{ move: "push-in", strength: 100, easing: 40, hold: { start: 0, end: 4 } }, "the camera pushes in slowly"],
    [{ move: "push-in", strength: 20 }, "the camera pushes in slowly, barely noticeable movement"],
    [{ move: "zoom-in", strength: 60 }, "slow zoom in, subtle zoom"],
    [{ move: "handheld", strength: 150 }, "handheld camera, pronounced shake"],
    [{ move: "whip-pan", strength: 200 }, "whip pan, very strong movement"],
    [{ move: "orbit-left", easing: 0 }, "the camera orbits to the left, at an even speed"],
    [{ move: "orbit-left", easing: 70 }, "the camera orbits to the left, easing in and out"],
    [{ move: "orbit-left", easing: 100 }, "the camera orbits to the left, starting and stopping very softly"],
    [
      { move: "pan-left", hold: { start: 10, end: 30 } },
      "after a still beat, the camera pans left, coming to rest for a long beat",
    ],
    [{ move: "static", strength: 200, easing: 0, hold: { start: 45, end: 45 } }, "the camera is locked off"],
    [{ size: "CU", strength: 200 }, ""],
  ])("%j is “%s”", (camera, words) => {
    expect(describeMove(camera)).toBe(words);
  });

  test("is said in the prompt, and a move without it is said as ever", () => {
    expect(compileShotText({ camera: { size: "CU", move: "push-in", hold: { start: 20, end: 0 } } })).toBe(
      "Close-up, after a long still beat, the camera pushes in slowly.",
    );
    for (const move of cameraMoves) expect(describeMove({ move })).toBe(moveWords[move]);
  });
});
