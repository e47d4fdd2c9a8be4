import fc from "fast-check";
import { expect, test } from "vitest";
import { cameraAngles, cameraMoves, shotSizes, transitions } from "../../../shared/project/vocabulary.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { parseShotText, type SaidFields } from "../../../shared/prompt/parse-text.ts";

const shot: SaidFields = {
  transition: "dissolve",
  slowMotion: true,
  camera: { size: "MCU", angle: "low", move: "push-in", lens: "85mm", note: "shallow focus" },
  action: "@Mara lifts her eyes",
  environment: "black-green water",
  lighting: "amber lamp from the left",
  mood: "held breath",
  dialogue: [{ speaker: "Mara", line: "There you are." }],
  ambience: "bubbles",
  music: "low pulse",
};

test("a text that was compiled comes back as the fields it was made of", () => {
  expect(parseShotText(compileShotText(shot), shot)).toEqual(shot);
});

test("without the fields it was made of, everything but the place is known again", () => {
  const { action: _, environment: __, ...rest } = shot;
  expect(parseShotText(compileShotText(shot))).toEqual({
    ...rest,
    action: "@Mara lifts her eyes. Black-green water",
  });
});

test("a change of the free text reaches its field, and the rest stays as it was typed", () => {
  const text = compileShotText(shot)
    .replace("amber lamp", "cold lamp")
    .replace("@Mara lifts her eyes", "@Mara closes her eyes");
  expect(parseShotText(text, shot)).toEqual({
    ...shot,
    lighting: "cold lamp from the left",
    action: "@Mara closes her eyes",
  });
});

test("a sentence that was added to a field's own belongs to the action", () => {
  const text = compileShotText(shot).replace("Mood:", "She turns. Mood:");
  expect(parseShotText(text, shot)).toMatchObject({
    lighting: "amber lamp from the left",
    environment: "black-green water",
  });
  expect(parseShotText(text, shot).action).toContain("She turns");
});

test("words that nobody compiled are the action", () => {
  const text = "Neon. A woman runs, she looks back; the lens flares";
  expect(parseShotText(text)).toEqual({ action: text });
  expect(parseShotText("  ", shot)).toEqual({});
});

test("the pacing of a move is read from its words, and kept exactly where the shot had it", () => {
  const camera = { move: "push-in", strength: 50, easing: 90, hold: { start: 20, end: 7 } } as const;
  const text = compileShotText({ camera, action: "She runs" });
  expect(parseShotText(text).camera).toEqual({
    move: "push-in",
    strength: 60,
    easing: 100,
    hold: { start: 25, end: 10 },
  });
  expect(parseShotText(text.replace("She", "He"), { camera, action: "She runs" })).toEqual({
    camera,
    action: "He runs",
  });
  expect(parseShotText(text.replace("After", "Close-up, after"), { camera }).camera).toEqual({ size: "CU", ...camera });
});

const words = fc
  .array(
    fc.constantFrom(
      "lamp",
      "Lighting:",
      "Mood: x.",
      "slow motion",
      "Close-up",
      "lens",
      ", ",
      ".",
      "…",
      '"',
      "says:",
      "Mara",
      "@Mara",
      "Hard cut to:",
      "the camera pans left",
      "in French",
      "\n",
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(" "));
const someOf = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const someWords = fc.option(words, { nil: undefined });
const arbitraryShot = fc.record({
  transition: someOf(transitions),
  slowMotion: someOf([true]),
  camera: fc.option(
    fc.record({
      size: someOf(shotSizes),
      angle: someOf(cameraAngles),
      move: someOf(cameraMoves),
      strength: someOf([20, 60, 150, 200]),
      easing: someOf([0, 70, 100]),
      hold: someOf([
        { start: 10, end: 0 },
        { start: 30, end: 30 },
      ]),
      lens: someOf(["35mm", "100mm macro"]),
      note: someWords,
    }),
    { nil: undefined },
  ),
  action: someWords,
  environment: someWords,
  lighting: someWords,
  mood: someWords,
  dialogue: fc.option(
    fc.array(fc.record({ speaker: words, line: words, language: someOf(["French"]) }), { maxLength: 2 }),
    { nil: undefined },
  ),
  ambience: someWords,
  music: someWords,
}) as fc.Arbitrary<SaidFields>;

test("whatever was compiled, compiled again from its fields it is the same text", () => {
  fc.assert(
    fc.property(arbitraryShot, (made) => {
      const text = compileShotText(made);
      expect(compileShotText(parseShotText(text))).toBe(text);
      expect(compileShotText(parseShotText(text, made))).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test("no word of a free text gets lost", () => {
  const letters = (text: string) =>
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}@]+/gu)
      ?.toSorted() ?? [];
  fc.assert(
    fc.property(words, arbitraryShot, (text, before) => {
      expect(letters(compileShotText(parseShotText(text, before)))).toEqual(letters(text));
    }),
    { numRuns: 500 },
  );
});
