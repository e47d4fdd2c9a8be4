import { describe, expect, test } from "vitest";
import { writeMarkerEdls } from "../../../../electron/core/hand-off/lists/marker-edl.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import { buildPass, buildProject, buildShot } from "../../../support/builders.ts";
import { buildMixedCut } from "./arbitrary-cut.ts";

describe("a list of markers", () => {
  test("has an event of one frame for every shot, with its notes, red where film is missing", () => {
    expect(writeMarkerEdls(buildMixedCut())).toEqual([
      [
        "TITLE: NightRace MARKERS",
        "FCM: NON-DROP FRAME",
        "",
        "001  001      V     C        01:00:00:00 01:00:00:01 01:00:00:00 01:00:00:01",
        "keep the scar |C:ResolveColorCyan |M:SC010_SH0010 |D:1",
        "",
        "002  001      V     C        01:00:04:00 01:00:04:01 01:00:04:00 01:00:04:01",
        "Media missing: still to be made |C:ResolveColorRed |M:SC010_SH0020 |D:1",
        "",
        "003  001      V     C        01:00:07:00 01:00:07:01 01:00:07:00 01:00:07:01",
        " |C:ResolveColorBlue |M:SC010_SH0030 |D:1",
        "",
      ].join("\r\n"),
    ]);
  });

  test("keeps a note from ending early or beginning an event, and is parted after 999", () => {
    const shots = Array.from({ length: 150 }, (_, index) =>
      buildShot(String(index), { durationMs: 1000, notes: index === 0 ? "100 | people\nü" : "" }),
    );
    const passes = Array.from({ length: 7 }, (_, pass) =>
      buildPass(
        String(pass),
        shots.map((shot) => ({ ...shot, id: `${shot.id}p${pass}` })),
      ),
    );
    const lists = writeMarkerEdls(assembleCut(buildProject(passes), animaticFilm));
    expect(lists).toHaveLength(2);
    expect(lists[0]).toContain("\r\n100-/ people ue |C:ResolveColorCyan |M:");
    expect(lists[1]).toContain("TITLE: NightRace MARKERS PART 2\r\n");
    expect(lists[1]).toContain("\r\n001  001 ");
  });
});
