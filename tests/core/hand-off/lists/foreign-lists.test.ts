import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { writeFcpxml } from "../../../../electron/core/hand-off/lists/fcpxml.ts";
import { writeOtio } from "../../../../electron/core/hand-off/lists/otio.ts";
import { readEdl } from "../../../../electron/core/hand-off/lists/read-edl.ts";
import { readFcpxml } from "../../../../electron/core/hand-off/lists/read-fcpxml.ts";
import { readOtio } from "../../../../electron/core/hand-off/lists/read-otio.ts";
import { readXmeml } from "../../../../electron/core/hand-off/lists/read-xmeml.ts";
import type { ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import { rateOf } from "../../../../shared/time/rate.ts";
import { buildMixedCut, filmFile } from "./arbitrary-cut.ts";

vi.setConfig({ testTimeout: 60_000 });

const samples = resolve(import.meta.dirname, "../../../../../shared/fixtures/nle-samples");
const sample = (name: string) => readFileSync(join(samples, name), "utf8");
const numbersOf = ({ clips }: ReadCut) => clips.map(({ sourceIn, frames, recordIn }) => [sourceIn, frames, recordIn]);

describe.skipIf(!existsSync(samples))("lists that other programs wrote (skipped where they are absent)", () => {
  test("of OpenTimelineIO: cuts, holes and transitions", () => {
    const simple = readOtio(sample("otio/simple_cut.otio"));
    expect(simple.ignored).toEqual([]);
    expect(simple.clips.map(({ file }) => file)).toContain("/folder/wind-up.mov");
    expect(numbersOf(simple)).toEqual([
      [3, 3, 0],
      [2, 6, 3],
      [0, 4, 9],
      [100, 6, 13],
    ]);
    const dissolved = readOtio(sample("otio/transition.otio"));
    expect(dissolved).toMatchObject({ clips: { length: 4 }, ignored: ["A transition is read as a cut."] });
    const tracks = readOtio(sample("otio/multitrack.otio"));
    expect(numbersOf(tracks)).toEqual([
      [0, 720, 0],
      [0, 722, 803],
      [0, 720, 1957],
    ]);
    expect(tracks.ignored).toEqual([]);
    expect(tracks.above?.length).toBeGreaterThan(1);
    const nested = readOtio(sample("otio/nested_example.otio"));
    expect(numbersOf(nested)[3]).toEqual([135, 238, 398]);
    expect(nested.ignored).toContain("A nested sequence, “Nested Stack 1”.");
    expect(readOtio(sample("otio/premiere_example.otio")).clips[0]).toEqual({
      name: "sc01_sh010_anim.mov",
      file: "D:/media/sc01_sh010_anim.mov",
      sourceIn: 0,
      frames: 100,
      recordIn: 536,
    });
  });

  test("of Final Cut Pro: gaps, drop-frame, media of another rate, auditions, titles", () => {
    const mixed = readFcpxml(sample("fcpxml/24With25Media.fcpxml"));
    expect(mixed.startFrame).toBe(86_400);
    expect(numbersOf(mixed)).toEqual([
      [657, 54, 86_640],
      [0, 3551, 86_760],
    ]);
    expect(mixed.ignored).toContain("A clip at another frame rate is read to the nearest frame (2 times).");
    const drop = readFcpxml(sample("fcpxml/29.97d.fcpxml"));
    expect(drop.rate).toEqual(rateOf("29.97df"));
    expect(numbersOf(drop).slice(0, 3)).toEqual([
      [0, 103, 0],
      [214, 106, 103],
      [427, 100, 317],
    ]);
    expect(drop.ignored).toContain("“29.97_CC”, which is a compound clip (ref-clip).");
    const auditioned = readFcpxml(sample("fcpxml/23.98.fcpxml"));
    expect(auditioned.rate).toEqual(rateOf("23.976"));
    expect(auditioned.clips[1]).toMatchObject({ name: "TestVideo2", recordIn: 760, frames: 646 });
    const titled = readFcpxml(sample("fcpxml/BasicMarkers_1HourProjectStart.fcpxml"));
    expect(titled).toMatchObject({
      startFrame: 108_000,
      clips: [],
      ignored: expect.arrayContaining(["Markers (4 times)."]),
    });
    expect(readFcpxml(sample("fcpxml/24.fcpxml")).clips).toHaveLength(13);
    expect(readFcpxml(sample("fcpxml/CutSample.fcpxml")).clips).toHaveLength(4);
    expect(readFcpxml(sample("fcpxml/RolesList.fcpxml")).ignored).not.toEqual([]);
  });

  test("of Premiere Pro and Hiero: media timecode, Windows drives, files named by id", () => {
    const hiero = readXmeml(sample("xmeml/hiero_xml_export.xml"));
    expect(numbersOf(hiero)).toEqual([
      [1_101_071, 1055, 86_414],
      [326_400, 239, 87_485],
    ]);
    expect(hiero.clips[0]?.file).toBe("/A160R0MN/A160R0MN/A160C005_171213_R0MN.mxf");
    const premiere = readXmeml(sample("xmeml/premiere_example.xml"));
    expect(premiere.clips).toMatchObject([{ file: "D:/media/sc01_sh010_anim.mov", recordIn: 536, frames: 100 }]);
    expect(premiere.above?.map(({ file }) => file)).toContain("D:/media/sc01_sh030_anim.mov");
  });

  test("of Avid, Premiere and others: long reels, names of files, sound, black, speed", () => {
    const avid = readEdl(sample("edl/avid_example.edl"), rateOf("24"));
    expect(avid.clips[0]).toMatchObject({
      name: "take_1",
      file: "S:/path/to/ZZ100_501.take_1.0001.exr",
      reel: "ZZ100_50",
    });
    expect(avid.startFrame).toBe(86_243);
    const premiere = readEdl(sample("edl/premiere_example.edl"), rateOf("24"));
    expect(premiere.clips.map(({ file }) => file)).toEqual(["ZZ100_501.take_1.0001.exr", "ZZ100_502A.take_2.0101.exr"]);
    expect(numbersOf(readEdl(sample("edl/25fps.edl"), rateOf("25")))).toEqual([
      [90_000, 161, 0],
      [90_000, 200, 161],
      [90_000, 86, 361],
      [90_000, 49, 447],
    ]);
    expect(readEdl(sample("edl/TEST.edl"), rateOf("24"))).toMatchObject({
      clips: [],
      ignored: ["An audio event (148 times)."],
    });
    const mixed = readEdl(sample("edl/test_24psf.edl"), rateOf("25")).ignored;
    expect(mixed.some((sentence) => sentence.startsWith("A change of speed"))).toBe(true);
  });
});

describe("reading a list", () => {
  test("reads a transition of Final Cut Pro 7 as a cut in its middle", () => {
    const rate = "<rate><timebase>24</timebase><ntsc>FALSE</ntsc></rate>";
    const clip = (name: string, place: string) =>
      `<clipitem id="${name}"><name>${name}</name>${rate}${place}</clipitem>`;
    const read = readXmeml(`<xmeml version="5"><sequence>${rate}<media><video><track>
      ${clip("a", "<start>0</start><end>-1</end><in>0</in><out>58</out>")}
      <transitionitem><start>42</start><end>58</end><alignment>center</alignment></transitionitem>
      ${clip("b", "<start>-1</start><end>100</end><in>92</in><out>150</out>")}
      </track></video></media></sequence></xmeml>`);
    expect(numbersOf(read)).toEqual([
      [0, 50, 0],
      [100, 50, 50],
    ]);
    expect(read.ignored).toEqual(["A transition is read as a cut."]);
  });

  test("reads a dissolve of an EDL as a cut in its middle, and a fade to black as the end of a clip", () => {
    const read = readEdl(
      [
        "FCM: DROP FRAME",
        "001  A        V     C        00:00:00:00 00:00:02:00 01:00:00;00 01:00:02;00",
        "* FROM CLIP NAME: a.mov",
        "002  A        V     C        00:00:02:00 00:00:02:00 01:00:02;00 01:00:02;00",
        "002  B        V     D    012 00:00:05:00 00:00:07:00 01:00:02;00 01:00:04;00",
        "* FROM CLIP NAME: a.mov",
        "* FROM CLIP: file:///films/a.mov",
        "* TO CLIP NAME: b.mov",
        "* TO CLIP: file:///films/b%20b.mov",
        "003  B        V     C        00:00:07:00 00:00:07:00 01:00:04;00 01:00:04;00",
        "003  BL       V     D    030 00:00:00:00 00:00:01:00 01:00:04;00 01:00:05;00",
      ].join("\n"),
      rateOf("29.97"),
    );
    expect(read).toMatchObject({ rate: rateOf("29.97df"), startFrame: 107_892 });
    expect(read.clips).toEqual([
      { name: "a.mov", file: "a.mov", reel: "A", sourceIn: 0, recordIn: 107_892, frames: 66 },
      { name: "b.mov", file: "/films/b b.mov", reel: "B", sourceIn: 156, recordIn: 107_958, frames: 84 },
    ]);
    expect(read.ignored).toEqual([
      "A transition is read as a cut (line 5).",
      "A transition is read as a cut (line 11).",
    ]);
  });

  const fcpxml = writeFcpxml(buildMixedCut(), filmFile, "1.10");
  const otio = writeOtio(buildMixedCut(), filmFile, "url");
  const entities = `<!DOCTYPE fcpxml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><fcpxml>&b;</fcpxml>`;
  test.each([
    ["entities of its own", () => readFcpxml(entities), "declares its own entities"],
    [
      "a file of the system",
      () => readXmeml(`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xmeml>&f;</xmeml>`),
      "entities",
    ],
    ["half a file", () => readFcpxml(fcpxml.slice(0, 2000)), "not well-formed"],
    ["half of a JSON file", () => readOtio(otio.slice(0, 2000)), "not JSON"],
    ["nothing", () => readXmeml(""), "not well-formed"],
    ["plain text", () => readEdl("shopping list\neggs", rateOf("24")), "it contains no events"],
    ["another format's XML", () => readXmeml(fcpxml), "has no <xmeml>"],
    ["another format's JSON", () => readOtio("[1, 2]"), "no timeline"],
    ["elements without end", () => readXmeml(`${"<a>".repeat(5000)}${"</a>".repeat(5000)}`), "nested too deeply"],
    ["a sequence without rate", () => readXmeml("<xmeml><sequence/></xmeml>"), "no frame rate"],
    ["no sequence", () => readFcpxml("<fcpxml><resources/></fcpxml>"), "no sequence"],
    [
      "a time that is none",
      () => readFcpxml(fcpxml.replace('offset="8640000/2400s"', 'offset="1/0s"')),
      "“1/0s” is not a time",
    ],
    [
      "a time beyond all films",
      () => readFcpxml(fcpxml.replace('offset="8640000/2400s"', `offset="${"9".repeat(25)}s"`)),
      "times that are not valid",
    ],
    [
      "a clip of no length",
      () => readOtio(otio.replaceAll('"value": 96,', '"value": -96,')),
      "times that are not valid",
    ],
    ["more than any list holds", () => readEdl("x".repeat(33 * 1024 * 1024), rateOf("24")), "larger than 32 MB"],
  ])("refuses %s in a sentence", (_, read, sentence) => {
    expect(read).toThrow(
      expect.objectContaining({ code: "input.invalid", message: expect.stringContaining(sentence) }),
    );
  });

  test("keeps what a file spells with an entity, and expands none that it does not know", () => {
    const spelled = fcpxml.replace(
      'name="NightRace_SC010_SH0010_animatic.mov" start',
      'name="&#x65E5;&amp;&lt;&unknown;&#0;" start',
    );
    expect(
      readFcpxml(spelled.replace(/(<asset-clip [^>]*name=")[^"]*/, "$1&#x65E5;&amp;&lt;&unknown;&#0;")).clips[0]?.name,
    ).toBe("日&<&unknown;");
  });
});
