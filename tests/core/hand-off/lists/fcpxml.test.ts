import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { writeFcpxml } from "../../../../electron/core/hand-off/lists/fcpxml.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import { fcpxmlVersions } from "../../../../shared/cut/out/hand-off-options.ts";
import type { RateName } from "../../../../shared/time/rate.ts";
import { buildPass, buildProject, buildShot, buildTimedPass } from "../../../support/builders.ts";
import { arbitraryCut, buildMixedCut, filmFile, oddName } from "./arbitrary-cut.ts";
import { hasProgram, runProgram } from "./programs.ts";

vi.setConfig({ testTimeout: 60_000 });

const documentTypes = resolve(import.meta.dirname, "../../../../../shared/fixtures/fcpxml-dtd");
const canValidate = existsSync(documentTypes) && hasProgram("xmllint", ["--version"]);

function fcpxmlAt(rate: RateName, start: string): string {
  const project = buildProject([buildTimedPass("1", [4000, 3000])], { rate, start });
  return writeFcpxml(assembleCut(project, animaticFilm), filmFile, "1.10");
}

describe("an FCPXML file", () => {
  test("places clips by timecode, gives media their own, and leaves a named gap where film is missing", () => {
    const text = writeFcpxml(buildMixedCut(), filmFile, "1.10");
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<!DOCTYPE fcpxml>\n<fcpxml version="1.10">\n/);
    const [take] = text.match(/<asset [^>]*take03[^>]*>/) ?? [];
    expect(take).toContain('start="100000/2400s" duration="14400/2400s"');
    expect(take).not.toContain("hasAudio");
    expect(text).toContain('<gap name="SC010_SH0020" offset="8649600/2400s" start="0/2400s" duration="7200/2400s">');
    const [clip] = text.match(/<asset-clip [^>]*take03[^>]*>/) ?? [];
    expect(clip).toContain('offset="8656800/2400s"');
    expect(clip).toContain('start="101200/2400s" duration="12000/2400s"');
    expect(text).toContain('tcStart="8640000/2400s" tcFormat="NDF"');
  });

  test("calls the sound of a shot in which somebody speaks dialogue, and says shot and remarks", () => {
    const text = writeFcpxml(buildMixedCut(), filmFile, "1.10");
    expect(text.match(/audioRole="\w+"/g)).toEqual(['audioRole="dialogue"']);
    expect(text).toContain("<note>Driver: One lap.&#10;keep the scar</note>");
    expect(text).toContain('duration="100/2400s" value="SC010_SH0010" note="keep the scar"/>');
    expect(text).toContain('completed="0" note="Media missing: still to be made"/>');
    expect(fcpxmlAt("24", "01:00:00:00")).toContain('audioRole="effects"');
  });

  test("counts in the rate's own fractions, and starts a drop-frame hour where it is", () => {
    const ntsc = fcpxmlAt("23.976", "01:00:00:00");
    expect(ntsc).toContain('name="FFVideoFormat720p2398" frameDuration="1001/24000s"');
    expect(ntsc).toContain(`tcStart="${86_400 * 1001}/24000s"`);
    const drop = fcpxmlAt("29.97df", "01:00:00;00");
    expect(drop).toContain(`tcStart="${107_892 * 1001}/30000s" tcFormat="DF"`);
    // There is no format of that name, and a wrong one is refused.
    expect(fcpxmlAt("48", "01:00:00:00")).toMatch(/<format id="r1" frameDuration="100\/4800s"/);
  });

  test("has one format a size and one asset a file", () => {
    const passes = [
      buildPass("1", [buildShot("1"), buildShot("2")]),
      buildPass("2", [buildShot("3")], { aspectRatio: "9:16" }),
    ];
    const cut = assembleCut(buildProject(passes), animaticFilm);
    const apart = writeFcpxml(cut, filmFile, "1.10");
    expect([apart.match(/<format /g)?.length, apart.match(/<asset /g)?.length]).toEqual([2, 3]);
    expect(apart).toContain('<format id="r4" frameDuration="100/2400s" width="720" height="1280"');
    const together = writeFcpxml(cut, () => "/films/all.mov", "1.10");
    expect([together.match(/<asset /g)?.length, together.match(/ref="r2"/g)?.length]).toEqual([1, 3]);
  });

  describe.skipIf(!canValidate)("checked by xmllint (skipped without xmllint or the document types)", () => {
    test.each(fcpxmlVersions)("is valid by the document type of %s, whatever it holds", (version) => {
      const dtd = join(documentTypes, `FCPXMLv${version.replace(".", "_")}.dtd`);
      const check = (text: string) => {
        const { code, stderr } = runProgram("xmllint", ["--noout", "--nonet", "--dtdvalid", dtd, "-"], { input: text });
        expect([code, stderr]).toEqual([0, ""]);
      };
      check(writeFcpxml(buildMixedCut(), filmFile, version));
      const odd = buildPass("1", [buildShot("1", { notes: oddName, action: oddName })], {
        scene: oddName.slice(0, 20),
      });
      const project = buildProject([odd], { name: oddName });
      check(
        writeFcpxml(assembleCut(project, animaticFilm), ({ fileStem }) => `C:\\${oddName}\\${fileStem}.mov`, version),
      );
      fc.assert(
        fc.property(arbitraryCut, (cut) => check(writeFcpxml(cut, filmFile, version))),
        { numRuns: 8 },
      );
    });

    test("would not pass by a document type of before there were media representations", () => {
      const dtd = join(documentTypes, "FCPXMLv1_8.dtd");
      const { code } = runProgram("xmllint", ["--noout", "--nonet", "--dtdvalid", dtd, "-"], {
        input: writeFcpxml(buildMixedCut(), filmFile, "1.9"),
      });
      expect(code).not.toBe(0);
    });
  });
});
