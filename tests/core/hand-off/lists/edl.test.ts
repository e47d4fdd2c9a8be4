import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { writeEdls } from "../../../../electron/core/hand-off/lists/edl.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import type { RateName } from "../../../../shared/time/rate.ts";
import { buildPass, buildProject, buildShot, buildTimedPass } from "../../../support/builders.ts";

vi.setConfig({ testTimeout: 30_000 });

// It has no types of its own.
const Timecode = createRequire(import.meta.url)("smpte-timecode") as new (
  label: string,
  rate: number,
  dropFrame: boolean,
) => { frameCount: number };

const eventLine =
  /^(\d{3}) {2}([A-Z0-9_ ]{8}) V {5}C {8}(\d\d:\d\d:\d\d[:;]\d\d) (\d\d:\d\d:\d\d[:;]\d\d) (\d\d:\d\d:\d\d[:;]\d\d) (\d\d:\d\d:\d\d[:;]\d\d)$/;

function edlOf(project: Parameters<typeof assembleCut>[0]): string[] {
  return writeEdls(assembleCut(project, animaticFilm), ".mov");
}

/** One pass with a shot for each length in milliseconds. */
function buildSimpleProject(durationsMs: number[], rate: RateName = "24", start = "01:00:00:00") {
  return buildProject([buildTimedPass("1", durationsMs)], { rate, start });
}

describe("an edit decision list", () => {
  test("reads to the letter as CMX3600 lays it out", () => {
    const notes = "Ärger – keep 100 people out";
    const shots = [buildShot("1"), buildShot("2", { durationMs: 3000, notes })];
    expect(edlOf(buildProject([buildPass("1", shots)]))).toEqual([
      [
        "TITLE: NightRace",
        "FCM: NON-DROP FRAME",
        "001  S0100010 V     C        01:00:00:00 01:00:04:00 01:00:00:00 01:00:04:00",
        "* FROM CLIP NAME: NightRace_SC010_SH0010_animatic.mov",
        "* FRAME RATE: 24/1",
        "002  S0100020 V     C        01:00:04:00 01:00:07:00 01:00:04:00 01:00:07:00",
        "* FROM CLIP NAME: NightRace_SC010_SH0020_animatic.mov",
        "* LOC: 01:00:04:00 CYAN    Aerger - keep 100-people out",
        "",
      ].join("\r\n"),
    ]);
  });

  test.each([
    ["29.97df", "00:58:00;02", 29.97, 450],
    ["59.94df", "00:58:00;04", 59.94, 900],
  ] as const)("counts drop-frame at %s as an outside reader does", (rate, start, speed, frames) => {
    const [text = ""] = edlOf(buildSimpleProject(Array(20).fill(15_000), rate, start));
    expect(text).toContain("FCM: DROP FRAME\r\n");
    let expected = new Timecode(start, speed, true).frameCount;
    for (const line of text.split("\r\n").filter((each) => /^\d{3} /.test(each))) {
      const [recordIn = "", recordOut = ""] = eventLine.exec(line)?.slice(5) ?? [];
      expect(new Timecode(recordIn, speed, true).frameCount).toBe(expected);
      expected += frames;
      expect(new Timecode(recordOut, speed, true).frameCount).toBe(expected);
    }
  });

  test("says non-drop-frame at 23.976, with 24 frames to the second of timecode", () => {
    const [text = ""] = edlOf(buildSimpleProject([15_000, 1000], "23.976"));
    expect(text).toMatch(/FCM: NON-DROP FRAME\r\n001 .*\r\n.*\r\n\* FRAME RATE: 24000\/1001\r\n/);
    expect(text).toContain("01:00:15:00 01:00:16:00 01:00:15:00 01:00:16:00");
  });

  test("is cut into lists of 999 events, whose record times go on", () => {
    const passes = Array.from({ length: 11 }, (_, pass) =>
      buildPass(
        String(pass),
        Array.from({ length: 100 }, (_, shot) => buildShot(`${pass}x${shot}`, { durationMs: 1000 })),
      ),
    );
    const lists = edlOf(buildProject(passes, { name: "Race 100" }));
    expect(lists).toHaveLength(2);
    const events = lists.map((text) => text.split("\r\n").flatMap((line) => eventLine.exec(line) ?? []));
    // Digits and a blank would begin an event.
    expect(lists[0]).toContain("TITLE: Race100-PART 1\r\n");
    expect(lists[0]?.match(/^999 .*$/m)?.[0]).toContain("01:16:38:00 01:16:39:00");
    expect(lists[1]?.match(/^001 .*$/m)?.[0]).toContain("01:16:39:00 01:16:40:00");
    expect(events[1]?.[1]).toBe("001");
  });

  test("is plain ASCII of short lines, and no note can pass for an event, whatever is typed", () => {
    const content = fc.record({
      name: fc.string({ unit: "binary", minLength: 1 }),
      notes: fc.string({ unit: "binary" }),
    });
    fc.assert(
      fc.property(content, ({ name, notes }) => {
        const [text = ""] = edlOf(buildProject([buildPass("1", [buildShot("1", { notes })])], { name }));
        expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
        const lines = text.split("\r\n");
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
        expect(lines.filter((line) => /\d{3} /.test(line))).toHaveLength(1);
        expect(lines.filter((line) => eventLine.test(line))).toHaveLength(1);
      }),
    );
  });
});
