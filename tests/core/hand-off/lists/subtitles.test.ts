import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeSrt, writeVtt } from "../../../../electron/core/hand-off/lists/subtitles.ts";
import { dialogueCues } from "../../../../shared/cut/out/cues.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import type { Project, Shot } from "../../../../shared/project/model.ts";
import { rateNames } from "../../../../shared/time/rate.ts";
import { buildPass, buildProject, buildShot } from "../../../support/builders.ts";

function cutOf(shots: readonly Partial<Shot>[], content: Partial<Project> = {}): Cut {
  const pass = buildPass(
    "1",
    shots.map((shot, index) => buildShot(`${index}`, { durationMs: 2000, ...shot })),
  );
  return assembleCut(buildProject([pass], content), animaticFilm);
}

const said = (...lines: string[]) => ({ dialogue: lines.map((line) => ({ speaker: "", line })) });

describe("subtitles", () => {
  test("stand for the span of the shot that speaks, and other shots have none", () => {
    const cut = cutOf([said("One lap."), {}, { dialogue: [{ speaker: "Driver", line: "Go & win <now>" }] }, said(" ")]);
    expect(writeSrt(cut)).toBe(
      [
        ...["1", "00:00:00,000 --> 00:00:02,000", "One lap.", ""],
        ...["2", "00:00:04,000 --> 00:00:06,000", "Driver: Go & win ‹now›", "", ""],
      ].join("\r\n"),
    );
    expect(writeVtt(cut)).toBe(
      [
        ...["WEBVTT", ""],
        ...["1", "00:00:00.000 --> 00:00:02.000", "One lap.", ""],
        ...["2", "00:00:04.000 --> 00:00:06.000", "<v Driver>Go &amp; win &lt;now&gt;</v>", "", ""],
      ].join("\n"),
    );
  });

  test("count from the start of the cut in real time, which at 29.97 is slower than its timecode", () => {
    const cut = cutOf([{}, said("Late.")], { rate: "29.97df", start: "00:59:58;00" });
    expect(writeSrt(cut)).toContain("00:00:02,002 --> 00:00:04,004");
  });

  test("share a shot among its lines, in order and by their length", () => {
    const [long, short] = dialogueCues(cutOf([said("a".repeat(30), "b".repeat(10))]));
    expect(long).toMatchObject({ startFrame: 0, endFrame: 36, lines: [{ line: "a".repeat(30) }] });
    expect(short).toMatchObject({ startFrame: 36, endFrame: 48 });
  });

  test("are one cue where a shot has fewer frames than lines", () => {
    const cues = dialogueCues(cutOf([{ durationMs: 84, ...said("a", "b", "c") }]));
    expect(cues).toEqual([
      { startFrame: 0, endFrame: 2, lines: ["a", "b", "c"].map((line) => ({ speaker: "", line })) },
    ]);
  });

  test("are nothing when nobody speaks", () => {
    expect(writeSrt(cutOf([{}]))).toBe("");
    expect(writeVtt(cutOf([{}]))).toBe("WEBVTT\n\n");
  });

  test("are in order, apart, within their shots, and readable line by line, whatever is typed at whatever rate", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 30 }), fc.constant("a\r\n\r\n1\r\n00:00 --> 00:01"));
    const dialogue = fc.array(fc.record({ speaker: text, line: text }), { maxLength: 6 });
    const shots = fc.array(fc.record({ durationMs: fc.integer({ min: 42, max: 5000 }), dialogue }), { minLength: 1 });
    fc.assert(
      fc.property(shots, fc.constantFrom(...rateNames), (content, rate) => {
        const cut = cutOf(content, { rate, start: "00:00:00:00" });
        const cues = dialogueCues(cut);
        cues.reduce((end, cue) => {
          expect(cue.startFrame).toBeGreaterThanOrEqual(end);
          expect(cue.endFrame).toBeGreaterThan(cue.startFrame);
          return cue.endFrame;
        }, 0);
        const blocks = writeSrt(cut).split("\r\n\r\n").slice(0, -1);
        expect(blocks).toHaveLength(cues.length);
        for (const [index, block] of blocks.entries()) {
          const [number, span, ...lines] = block.split("\r\n");
          expect(number).toBe(String(index + 1));
          expect(span).toMatch(/^\d{2}:\d{2}:\d{2},\d{3} --> \d{2}:\d{2}:\d{2},\d{3}$/);
          expect(lines).toHaveLength(cues[index]?.lines.length as number);
          expect(lines.join("\n")).not.toMatch(/\r|-->|[<>{}]/);
        }
        expect(writeVtt(cut).split("\n\n").slice(1, -1)).toHaveLength(cues.length);
      }),
      { numRuns: 40 },
    );
  });
});
