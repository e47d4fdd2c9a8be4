import { describe, expect, test } from "vitest";
import { writeAle } from "../../../../electron/core/hand-off/lists/ale.ts";
import { animaticFilm, assembleCut, type ShotFilm } from "../../../../shared/cut/out/cut.ts";
import type { Project, Shot } from "../../../../shared/project/model.ts";
import { buildPass, buildProject, buildShot } from "../../../support/builders.ts";

/** The sections of a log and its rows by column. */
function readLog(shot: Partial<Shot>, film: Partial<ShotFilm> | null = {}, content: Partial<Project> = {}) {
  const pass = buildPass("1", [buildShot("1", shot)], { resolution: "1080p" });
  const cut = assembleCut(buildProject([pass], content), (placed, recordIn, of) =>
    film === null ? null : { ...animaticFilm(placed, recordIn, of), ...film },
  );
  const text = writeAle(cut, (media) => `clips/${media.fileStem}.mov`);
  const lines = text.split("\r\n").map((line) => line.split("\t"));
  const at = (title: string) => lines.findIndex(([first]) => first === title);
  const heading = Object.fromEntries(lines.slice(at("Heading") + 1, at("Column") - 1));
  const titles = lines[at("Column") + 1] ?? [];
  const rows = lines
    .slice(at("Data") + 1, -1)
    .map((row) => Object.fromEntries(row.map((cell, index) => [titles[index] ?? "", cell])));
  return { text, heading, rows };
}

describe("the Avid log", () => {
  test("says how it is written and has a row a clip", () => {
    const { heading, rows } = readLog({ action: "A lamp swings", notes: "Keep the scar" });
    expect(heading).toEqual({ FIELD_DELIM: "TABS", VIDEO_FORMAT: "1080", AUDIO_FORMAT: "48khz", FPS: "24" });
    expect(rows).toEqual([
      {
        Name: "NightRace_SC010_SH0010_animatic",
        Tracks: "VA1A2",
        Start: "01:00:00:00",
        End: "01:00:04:00",
        Duration: "00:00:04:00",
        "Mark IN": "01:00:00:00",
        "Mark OUT": "01:00:04:00",
        Tape: "S0100010",
        "Source File": "clips/NightRace_SC010_SH0010_animatic.mov",
        Scene: "SC010",
        Shot: "SH0010",
        Take: "animatic",
        Description: "A lamp swings",
        Comments: "Keep the scar",
      },
    ]);
  });

  test("tells the file with its handles from the shot in it", () => {
    const film = { source: "take03", startFrame: 0, frames: 120, inFrame: 12, hasAudio: false };
    expect(readLog({}, film).rows[0]).toMatchObject({
      Tracks: "V",
      Start: "00:00:00:00",
      End: "00:00:05:00",
      "Mark IN": "00:00:00:12",
      "Mark OUT": "00:00:04:12",
      Take: "take03",
    });
  });

  test("counts drop-frame with a semicolon and names the rate as Avid does", () => {
    const { heading, rows } = readLog({}, {}, { rate: "29.97df", start: "00:59:58;00" });
    expect(heading).toMatchObject({ FPS: "29.97" });
    expect(rows[0]).toMatchObject({ Start: "00:59:58;00", End: "01:00:02;00" });
  });

  test("is ASCII on one line a clip, whatever is typed", () => {
    const { text, rows } = readLog({ action: "a\tb\r\nc", notes: "Straße 日本 \u0000ü" });
    expect(rows[0]).toMatchObject({ Description: "a b c", Comments: "Strasse ?? ue" });
    expect(text).toMatch(/^[\x20-\x7e\t\r\n]*$/);
  });

  test("leaves out a shot that has no film, and calls another frame size custom", () => {
    expect(readLog({}, null).rows).toEqual([]);
    expect(readLog({}, { widthPx: 1440, heightPx: 1440 }).heading).toMatchObject({ VIDEO_FORMAT: "CUSTOM" });
  });
});
