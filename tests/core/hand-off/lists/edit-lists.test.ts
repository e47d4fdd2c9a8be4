import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeReadme } from "../../../../electron/core/hand-off/folder/readme-text.ts";
import { writeEditLists } from "../../../../electron/core/hand-off/lists/edit-lists.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import { defaultEditListVersions } from "../../../../shared/cut/out/hand-off-options.ts";
import { isDeviceName } from "../../../../shared/cut/out/names.ts";
import type { RateName } from "../../../../shared/time/rate.ts";
import { buildProject, buildTimedPass } from "../../../support/builders.ts";
import { filmFile } from "./arbitrary-cut.ts";

function cutAt(rate: RateName, name = "Night race"): Cut {
  const start = rate.endsWith("df") ? "01:00:00;00" : "01:00:00:00";
  return assembleCut(buildProject([buildTimedPass("1", [1000, 2000])], { rate, start, name }), animaticFilm);
}

function listsOf(cut: Cut) {
  return writeEditLists(cut, () => true, { fileOf: filmFile, extension: ".mov" }, defaultEditListVersions);
}

describe("the lists of a cut", () => {
  test("are named after the show, EDLs also after the rate that they do not say", () => {
    expect(listsOf(cutAt("59.94df")).map(({ name }) => name)).toEqual([
      "NightRace_59.94fps_DF.edl",
      "NightRace_59.94fps_DF_AX.edl",
      "NightRace.otio",
      "NightRace_resolve.otio",
      "NightRace.fcpxml",
      "NightRace.xml",
      "NightRace_59.94fps_DF_markers.edl",
    ]);
  });

  test("have names that every file system takes, and no two the same, whatever the project is called", () => {
    const names = fc.oneof(fc.string({ unit: "binary", minLength: 1 }), fc.constantFrom("CON", "nul", "a/b", "日本 ."));
    fc.assert(
      fc.property(names, (name) => {
        const files = listsOf(cutAt("24", name)).map((list) => list.name);
        for (const file of files)
          expect([file, isDeviceName(file)]).toEqual([expect.stringMatching(/^[\w.]+$/), false]);
        expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length);
      }),
    );
  });

  test("have an EDL by reel and one by file name, with the same edits", () => {
    const [byReel, byName] = listsOf(cutAt("24")).map(({ text }) => text);
    expect(byReel).toContain("001  S0100010 V     C        01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\r\n");
    expect(byName).toBe(byReel?.replaceAll(/S01000[12]0/g, "AX      "));
  });

  test("come with a word on EDLs where CMX3600 does not know the rate", () => {
    const readmeAt = (rate: RateName) => {
      const cut = cutAt(rate);
      return writeReadme(cut, { lists: listsOf(cut) }, new Date(0));
    };
    const counts = (frames: number) => `this .edl counts ${frames} frames per second of timecode`;
    expect(readmeAt("24")).not.toContain("this .edl counts");
    expect(readmeAt("29.97df")).not.toContain("this .edl counts");
    for (const rate of ["48", "50", "59.94", "59.94df", "60"] as const) {
      expect(readmeAt(rate)).toContain(counts(Math.round(Number.parseFloat(rate))));
    }
  });
});
