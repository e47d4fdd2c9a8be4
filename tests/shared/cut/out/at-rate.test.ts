import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projectAtRate } from "../../../../shared/cut/out/at-rate.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import { frameAtMs, rateNames, rateOf } from "../../../../shared/time/rate.ts";
import { formatTimecode, framesPerDay, parseTimecode } from "../../../../shared/time/timecode.ts";
import { buildProject, buildTimedPass } from "../../../support/builders.ts";

describe("a project at another rate", () => {
  test.each([
    ["24", "01:00:00:00", "29.97df", "01:00:00;00"],
    ["29.97df", "00:01:00;02", "25", "00:01:00:02"],
    ["30", "00:01:00:00", "29.97df", "00:01:00;02"],
    ["60", "10:00:00:59", "24", "10:00:00:23"],
    ["59.94", "00:59:00:01", "59.94df", "00:59:00;04"],
    ["25", "01:00:00:00", "25", "01:00:00:00"],
  ] as const)("from %s keeps its start %s at %s as %s", (rate, start, asked, expected) => {
    expect(projectAtRate(buildProject([], { rate, start }), asked)).toMatchObject({ rate: asked, start: expected });
  });

  test("always has a start that its rate counts, and the planned lengths", () => {
    const rate = fc.constantFrom(...rateNames);
    fc.assert(
      fc.property(
        rate,
        rate,
        fc.nat(),
        fc.array(fc.integer({ min: 100, max: 9000 }), { minLength: 1 }),
        (from, to, at, lengths) => {
          const start = formatTimecode(at % (framesPerDay(rateOf(from)) / 2), rateOf(from));
          const project = projectAtRate(buildProject([buildTimedPass("1", lengths)], { rate: from, start }), to);
          expect(parseTimecode(project.start, rateOf(to))).not.toBeNull();
          const total = lengths.reduce((sum, each) => sum + each, 0);
          expect(assembleCut(project, animaticFilm).frames).toBe(frameAtMs(total, rateOf(to)));
        },
      ),
    );
  });

  test("plays trims and the sound for as long as before", () => {
    const pass = buildTimedPass("1", [4000, 3000]);
    const trims = [
      { in: -12, frames: 48 },
      { in: 24, frames: 1 },
    ];
    const shots = pass.shots.map((shot, at) => ({ ...shot, trim: trims[at] as (typeof trims)[number] }));
    const frames = { startFrame: 240, inFrame: 12, fadeInFrames: 6, fadeOutFrames: 0 };
    const sound = { soundId: "a".repeat(64), gainDb: 0, ...frames };
    const project = projectAtRate(buildProject([{ ...pass, shots }], { sound }), "30");
    expect(project.passes[0]?.shots.map(({ trim }) => trim)).toEqual([
      { in: -15, frames: 60 },
      { in: 30, frames: 1 },
    ]);
    expect(project.sound).toEqual({ ...sound, startFrame: 300, inFrame: 15, fadeInFrames: 8, fadeOutFrames: 0 });
    // 24 and 23.976 count the same frames otherwise long: none is lost for a thousandth.
    expect(projectAtRate(buildProject([{ ...pass, shots }]), "23.976").passes[0]?.shots[0]?.trim).toEqual(trims[0]);
  });
});
