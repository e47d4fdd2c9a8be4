import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { animaticFilm, assembleCut, withMeasuredSizes } from "../../../../shared/cut/out/cut.ts";
import { isDeviceName } from "../../../../shared/cut/out/names.ts";
import { frameAtMs, type RateName, rateNames, rateOf } from "../../../../shared/time/rate.ts";
import { buildPass, buildProject, buildShot, buildTimedPass } from "../../../support/builders.ts";

vi.setConfig({ testTimeout: 30_000 });

/** One pass with a shot for each length in milliseconds. */
function buildSimpleProject(durationsMs: number[], rate: RateName = "24", start = "01:00:00:00") {
  return buildProject([buildTimedPass("1", durationsMs)], { rate, start });
}

const anyFilm = { hasAudio: true, widthPx: 1920, heightPx: 1080 };

describe("the cut", () => {
  test("plays the shots of all passes one after another from the programme's start", () => {
    const project = buildProject([
      buildPass("1", [buildShot("1"), buildShot("2", { durationMs: 3000, notes: " keep the scar in frame " })]),
      buildPass("2", [buildShot("3", { durationMs: 5000 })], { scene: "SC020" }),
    ]);
    const cut = assembleCut(project, animaticFilm);
    expect(cut).toMatchObject({ title: "Night race", show: "NightRace", startFrame: 86_400, frames: 288 });
    expect(cut.clips.map(({ name, recordIn, frames }) => [name, recordIn, frames])).toEqual([
      ["SC010_SH0010", 86_400, 96],
      ["SC010_SH0020", 86_496, 72],
      ["SC020_SH0010", 86_568, 120],
    ]);
    expect(cut.clips[1]?.markers).toEqual([{ kind: "note", frame: 86_496, text: "keep the scar in frame" }]);
    expect(cut.clips[1]?.media).toEqual({
      source: "animatic",
      startFrame: 86_496,
      inFrame: 86_496,
      frames: 72,
      cutFrames: 72,
      hasAudio: true,
      widthPx: 1280,
      heightPx: 720,
      fileStem: "NightRace_SC010_SH0020_animatic",
      reel: "S0100020",
    });
  });

  test("keeps the plan's frames at every rate, without holes, whatever the lengths", () => {
    const durations = fc.array(fc.integer({ min: 100, max: 15_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(durations, fc.constantFrom(...rateNames), (durationsMs, rate) => {
        const start = rate.endsWith("df") ? "01:00:00;00" : "01:00:00:00";
        const cut = assembleCut(buildSimpleProject(durationsMs, rate, start), animaticFilm);
        let next = cut.startFrame;
        for (const clip of cut.clips) {
          expect(clip.recordIn).toBe(next);
          next += clip.frames;
        }
        const totalMs = durationsMs.reduce((sum, duration) => sum + duration, 0);
        expect(next - cut.startFrame).toBe(frameAtMs(totalMs, rateOf(rate)));
        expect(cut.frames).toBe(next - cut.startFrame);
      }),
    );
  });

  test("starts at frame 107,892 for an hour of drop-frame and at 108,000 without", () => {
    expect(assembleCut(buildSimpleProject([1000], "29.97df", "01:00:00;00"), animaticFilm).startFrame).toBe(107_892);
    expect(assembleCut(buildSimpleProject([1000], "29.97"), animaticFilm).startFrame).toBe(108_000);
  });

  test("counts from a film's own timecode when it is longer than the shot", () => {
    const film = () => ({ ...anyFilm, source: "take01", startFrame: 1000, frames: 360, inFrame: 1024 });
    const clip = assembleCut(buildSimpleProject([4000]), film).clips[0];
    expect(clip).toMatchObject({ sourceIn: 1024, recordIn: 86_400, frames: 96 });
    expect(clip?.media).toMatchObject({ startFrame: 1000, frames: 360, fileStem: "NightRace_SC010_SH0010_take01" });
  });

  test("begins no file with a name that Windows keeps for a device", () => {
    for (const name of ["CON", " nul. ", "Com1"]) {
      const { show } = assembleCut(buildProject([buildTimedPass("1", [1000])], { name }), animaticFilm);
      expect([name, isDeviceName(`${show}.otio`)]).toEqual([name, false]);
    }
  });

  test("takes a note of control characters alone for none", () => {
    const pass = buildPass("1", [buildShot("1", { notes: " \u0007\n" })]);
    expect(assembleCut(buildProject([pass]), animaticFilm).clips[0]?.markers).toEqual([]);
    expect(assembleCut(buildProject([pass]), () => null).clips[0]?.markers).toMatchObject([{ text: "Media missing" }]);
  });

  test("names every file and reel once, for any scene and project name", () => {
    const names = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, fc.array(names, { minLength: 1, maxLength: 6 }), (name, scenes) => {
        const passes = scenes.map((scene, index) =>
          buildPass(String(index), [buildShot(`${index}1`), buildShot(`${index}2`)], { scene }),
        );
        const { clips } = assembleCut(buildProject(passes, { name }), animaticFilm);
        const stems = clips.map((clip) => clip.media?.fileStem.toLowerCase() ?? "");
        const reels = clips.map((clip) => clip.media?.reel ?? "");
        expect(new Set(stems).size).toBe(clips.length);
        expect(new Set(reels).size).toBe(clips.length);
        for (const stem of stems) expect(stem).toMatch(/^[a-z0-9_]{1,60}$/);
        for (const reel of reels) expect(reel).toMatch(/^[A-Z0-9_]{1,8}$/);
      }),
    );
  });

  test("keeps the place of a shot whose film is missing, and marks it", () => {
    const passes = [buildTimedPass("1", [4000, 3000])];
    const cut = assembleCut(buildProject(passes), (placed, recordIn, pass) =>
      placed.index === 0 ? null : animaticFilm(placed, recordIn, pass),
    );
    expect(cut.clips[0]).toMatchObject({ media: null, sourceIn: 0, recordIn: 86_400, frames: 96 });
    expect(cut.clips[0]?.markers).toEqual([{ kind: "missing", frame: 0, text: "Media missing" }]);
    expect(cut.clips[1]).toMatchObject({ recordIn: 86_496, media: { reel: "S0100020" } });
    expect(cut).toMatchObject({ frames: 168, widthPx: 1280, heightPx: 720 });
  });

  test("leaves as many frames free for a missing film as it is known to have", () => {
    const project = buildProject([buildTimedPass("1", [4000, 3000])]);
    const cut = assembleCut(project, ({ index }) => (index === 0 ? { missingFrames: 90 } : null));
    expect(cut.clips.map(({ media, frames }) => [media, frames])).toEqual([
      [null, 90],
      [null, 72],
    ]);
  });

  test("takes over the sizes that films turned out to have", () => {
    const cut = assembleCut(buildSimpleProject([4000]), animaticFilm);
    const measured = withMeasuredSizes(cut, () => ({ widthPx: 160, heightPx: 90 }));
    expect(measured).toMatchObject({ widthPx: 160, clips: [{ media: { widthPx: 160, heightPx: 90, frames: 96 } }] });
  });

  test("has the size of the first film of the shape that plays longest", () => {
    const passes = [
      buildTimedPass("1", [3000], { aspectRatio: "3:4" }),
      buildTimedPass("2", [2000], { aspectRatio: "21:9" }),
      buildTimedPass("3", [2000], { aspectRatio: "21:9", resolution: "1080p" }),
    ];
    const cut = assembleCut(buildProject(passes), animaticFilm);
    expect(cut).toMatchObject({ widthPx: 1680, heightPx: 720 });
    // What a service rounds is no shape of its own.
    const rounded = withMeasuredSizes(cut, (media) =>
      media.widthPx > 2000 ? { widthPx: 2176, heightPx: 928 } : { widthPx: media.widthPx, heightPx: media.heightPx },
    );
    expect(rounded).toMatchObject({ widthPx: 1680, heightPx: 720 });
    expect(assembleCut(buildProject(passes.slice(0, 2)), animaticFilm)).toMatchObject({ widthPx: 720, heightPx: 960 });
  });

  test("refuses a project without shots", () => {
    expect(() => assembleCut(buildProject([]), animaticFilm)).toThrow("no shots to export");
  });

  test("refuses a start that the rate does not count", () => {
    expect(() => assembleCut(buildSimpleProject([4000], "29.97df", "01:01:00;00"), animaticFilm)).toThrow(
      "01:01:00;00 is not a valid timecode",
    );
  });

  test("refuses to run to midnight, whose label is that of a day's first frame, so that times would go back", () => {
    for (const durationMs of [15_000, 10_000]) {
      const project = buildSimpleProject([durationMs], "24", "23:59:50:00");
      expect(() => assembleCut(project, animaticFilm)).toThrow("runs past midnight");
    }
    expect(assembleCut(buildSimpleProject([9_000], "24", "23:59:50:00"), animaticFilm).frames).toBe(216);
  });
});
