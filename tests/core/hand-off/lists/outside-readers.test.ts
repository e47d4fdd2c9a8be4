import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { writeEdls } from "../../../../electron/core/hand-off/lists/edl.ts";
import { writeOtio } from "../../../../electron/core/hand-off/lists/otio.ts";
import { writeXmeml } from "../../../../electron/core/hand-off/lists/xmeml.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import { rateNames, rateOf, timebaseOf } from "../../../../shared/time/rate.ts";
import { buildProject, buildTimedPass } from "../../../support/builders.ts";
import { foundFfmpeg as ffmpeg } from "../../../support/found-ffmpeg.ts";
import { readFrameNumbers, writeNumberedFilm } from "../clips/numbered-film.ts";
import { arbitraryCut, filmFile } from "./arbitrary-cut.ts";
import { hasProgram, runProgram } from "./programs.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const readers = ["fcp_xml", "cmx_3600", "xges"];
const namesReaders = `import opentimelineio as o\nfor name in ${JSON.stringify(readers)}: o.adapters.from_name(name)`;
const hasTimelineIo = hasProgram("python3", ["-c", namesReaders]);
const hasEditingServices = hasTimelineIo && hasProgram("ges-launch-1.0", ["--help"]);

let room: string;
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), "shotline-readers-"));
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

interface OutsideClip {
  readonly name: string;
  readonly url: string | null;
  readonly sourceIn: number;
  readonly frames: number;
  readonly position: number;
  readonly rate: number;
}

/** The clips of films, as OpenTimelineIO counts them in each of the files. */
function readOutside(files: readonly { name: string; text: string; rate: number }[]): OutsideClip[][] {
  const pairs = files.flatMap(({ name, text, rate }) => {
    writeFileSync(join(room, name), text);
    return [join(room, name), String(rate)];
  });
  const { code, stdout, stderr } = runProgram("python3", [
    join(import.meta.dirname, "read_with_opentimelineio.py"),
    ...pairs,
  ]);
  expect([code, stderr]).toEqual([0, ""]);
  return (JSON.parse(stdout) as { clips: OutsideClip[] }[]).map(({ clips }) => clips);
}

describe.skipIf(!hasTimelineIo)("OpenTimelineIO (skipped where Python has no opentimelineio with its adapters)", () => {
  const takes = rateNames.map((rate) => {
    const start = rate.endsWith("df") ? "01:00:00;00" : "01:00:00:00";
    const passes = [buildTimedPass("1", [4000, 3000, 5000], { name: "A & B < “ü” 日本" })];
    return assembleCut(buildProject(passes, { rate, start, name: "A & B < “ü” 日本" }), (placed, recordIn, pass) => {
      if (placed.index === 1) return null;
      const film = animaticFilm(placed, recordIn, pass);
      return { ...film, source: "take01", startFrame: 2000, inFrame: 2012, frames: film.frames + 24 };
    });
  });
  const cuts: readonly Cut[] = [...takes, ...fc.sample(arbitraryCut, { numRuns: 6, seed: 7 })];

  test.each([
    ["OpenTimelineIO", "otio", (cut: Cut) => writeOtio(cut, filmFile, "url")],
    ["Final Cut Pro 7 XML", "xml", (cut: Cut) => writeXmeml(cut, filmFile, "4")],
    ["EDL", "edl", (cut: Cut) => writeEdls(cut, ".mov").join("")],
  ] as const)("reads the same cut from %s, at every rate", (_, extension, write) => {
    const files = cuts.map((cut, index) => {
      return { name: `${index}.${extension}`, text: write(cut), rate: cut.rate.num / cut.rate.den };
    });
    for (const [index, clips] of readOutside(files).entries()) {
      const cut = cuts[index] as Cut;
      const expected = cut.clips.flatMap(({ name, media, sourceIn, recordIn, frames }) => {
        const withoutFilm = { name: extension === "otio" ? name : expect.any(String), url: null };
        const withFilm = media && {
          name: extension === "edl" ? `${media.fileStem}.mov` : name,
          url: extension === "edl" ? null : expect.stringContaining(media.fileStem),
        };
        // A hole of Final Cut Pro 7 XML is no clip.
        if (!media && extension === "xml") return [];
        const rate = expect.closeTo(cut.rate.num / cut.rate.den, 3);
        return [{ ...(withFilm ?? withoutFilm), sourceIn, frames, position: recordIn - cut.startFrame, rate }];
      });
      expect(clips).toEqual(expected);
    }
  });
});

// Debian's own Python is the one that has it.
const debianPython = "/usr/bin/python3";
const hasOpenShot = hasProgram(debianPython, ["-c", "import openshot, openshot_qt"]);

describe.skipIf(!hasOpenShot)("OpenShot (skipped where it is not installed)", () => {
  test.each(["24", "25", "30", "23.976", "29.97"] as const)("imports the same cut at %s", async (rateName) => {
    const passes = [buildTimedPass("1", [1000, 2000, 1000])];
    const cut = assembleCut(
      buildProject(passes, { rate: rateName, start: "00:00:00:00" }),
      (placed, recordIn, pass) => {
        if (placed.index === 1) return null;
        const film = animaticFilm(placed, recordIn, pass);
        return { ...film, startFrame: 0, inFrame: 12, frames: film.frames + 24, widthPx: 160, heightPx: 90 };
      },
    );
    const folder = mkdtempSync(join(room, "openshot-"));
    for (const { media } of cut.clips) {
      if (media)
        await writeNumberedFilm(ffmpeg, join(folder, `${media.fileStem}.mov`), {
          rate: cut.rate,
          frames: media.frames,
        });
    }
    writeFileSync(
      join(folder, "cut.xml"),
      writeXmeml(cut, ({ fileStem }) => join(folder, `${fileStem}.mov`), "4"),
    );
    writeFileSync(join(folder, "cut.edl"), writeEdls(cut, ".mov", "AX").join(""));
    const { num, den } = cut.rate;
    const script = join(import.meta.dirname, "read_with_openshot.py");
    const { code, stdout, stderr } = runProgram(debianPython, [
      script,
      `${num}/${den}`,
      join(folder, "cut.xml"),
      join(folder, "cut.edl"),
    ]);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    interface ImportedClip {
      readonly title: string;
      readonly position: number;
      readonly start: number;
      readonly end: number;
    }
    const [xml = [], edl = []] = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as ImportedClip[][];
    const seconds = (frames: number) => expect.closeTo((frames * den) / num, 6);
    // It takes a label's hours, minutes and seconds for real ones.
    const labelSeconds = (frames: number) => {
      const timebase = timebaseOf(cut.rate);
      return expect.closeTo(Math.floor(frames / timebase) + ((frames % timebase) * den) / num, 6);
    };
    const films = cut.clips.filter(({ media }) => media);
    expect(xml).toEqual(
      films.map(({ name, recordIn, frames }) => {
        return { title: name, position: seconds(recordIn), start: seconds(12), end: seconds(12 + frames) };
      }),
    );
    expect(edl).toEqual(
      films.map(({ media, recordIn, frames }) => ({
        title: `${media?.fileStem}.mov`,
        position: labelSeconds(recordIn),
        start: labelSeconds(12),
        end: labelSeconds(12 + frames),
      })),
    );
  });
});

describe.skipIf(!hasEditingServices)("GStreamer Editing Services (skipped without them or OpenTimelineIO)", () => {
  test.each([
    ["otio", (cut: Cut, fileOf: typeof filmFile) => writeOtio(cut, fileOf, "url")],
    ["xml", (cut: Cut, fileOf: typeof filmFile) => writeXmeml(cut, fileOf, "4")],
  ] as const)("plays the planned frames of every film from an .%s file", async (extension, write) => {
    const notes = "keep & hold";
    const pass = buildTimedPass("1", [1000, 2000, 1000]);
    const shots = pass.shots.map((shot) => ({ ...shot, notes }));
    const cut = assembleCut(buildProject([{ ...pass, shots }]), (placed, recordIn, own) => {
      const film = animaticFilm(placed, recordIn, own);
      // Its OpenTimelineIO reader takes no heed of a film's own timecode, so these films have none.
      const handles = { startFrame: 0, inFrame: 12, frames: film.frames + 24 };
      return { ...film, ...handles, widthPx: 320, heightPx: 180 };
    });
    const fileOf = ({ fileStem }: { fileStem: string }) => join(room, `${fileStem}.mp4`);
    for (const { media } of cut.clips) {
      if (!media) continue;
      const film = { rate: rateOf("24"), frames: media.frames, widthPx: 320, heightPx: 180 };
      await writeNumberedFilm(ffmpeg, fileOf(media), film);
    }
    const list = join(room, `cut.${extension}`);
    writeFileSync(list, write(cut, fileOf));
    const rendered = join(room, `${extension}.mkv`);
    const shape = "video/x-raw,framerate=24/1,width=320,height=180";
    const { code, stdout, stderr } = runProgram(
      "ges-launch-1.0",
      ["--load", list, "-o", rendered, "--format", `video/x-matroska:${shape}->video/x-h264`, "--track-types", "video"],
      { timeLimitMs: 120_000 },
    );
    expect([code, `${stdout}${stderr}`.includes("ERROR")]).toEqual([0, false]);
    const expected = cut.clips.flatMap(({ frames }) => Array.from({ length: frames }, (_, index) => 12 + index));
    const shown = await readFrameNumbers(ffmpeg, rendered);
    expect(shown).toHaveLength(expected.length);
    // It counts in nanoseconds, and may show the frame beside a cut on the wrong side of it.
    const wrong = shown.filter((frame, index) => frame !== expected[index]);
    expect(wrong.length).toBeLessThan(cut.clips.length);
  });
});
