import fc from "fast-check";
import { expect, test } from "vitest";
import { sentPieces } from "../../../renderer/src/shots/sent-pieces.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";

const shot: Shot = { id: "shot_0001", durationMs: 4000, action: "A driver runs", mood: "tense" };
const look = { lighting: "neon rain", palette: "teal" };

test("what the look of the pass adds is marked, where it stands", () => {
  expect(sentPieces(shot, look, null)).toEqual([
    { kind: "same", text: "A driver runs. ", origin: "shot", field: "action" },
    { kind: "same", text: "Lighting: neon rain. ", origin: "look", field: "lighting" },
    { kind: "same", text: "Mood: tense. ", origin: "shot", field: "mood" },
    { kind: "same", text: "Palette: teal.", origin: "look", field: "palette" },
  ]);
});

test("what has changed since a take is marked as well", () => {
  const before = compileShotText({ ...shot, action: "A driver walks" }, { palette: "red" });
  const changed = sentPieces(shot, look, before).filter(({ kind }) => kind !== "same");
  expect(changed.map(({ field: _, ...piece }) => piece)).toEqual([
    { kind: "removed", text: "walks", origin: "shot" },
    { kind: "added", text: "runs", origin: "shot" },
    { kind: "added", text: "Lighting: neon rain. ", origin: "look" },
    { kind: "removed", text: "red", origin: "shot" },
    { kind: "added", text: "teal", origin: "look" },
  ]);
});

test("without what was removed the pieces are the very text that is sent", () => {
  const words = fc.array(fc.constantFrom("lamp", "rain.", "@Mara", " ", "\n", "…")).map((parts) => parts.join(" "));
  const someWords = fc.option(words, { nil: undefined });
  const texts = fc.record({ action: someWords, lighting: someWords, mood: someWords });
  fc.assert(
    fc.property(texts, texts, fc.option(words), (own, shared, before) => {
      const made = { ...shot, ...own } as Shot;
      const kept = sentPieces(made, shared, before).filter(({ kind }) => kind !== "removed");
      expect(kept.map(({ text }) => text).join("")).toBe(compileShotText(made, shared));
    }),
  );
});
