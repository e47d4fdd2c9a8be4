import { describe, expect, test } from "vitest";
import { readXml } from "../../../../electron/core/hand-off/lists/read-xml.ts";
import { writeXmeml } from "../../../../electron/core/hand-off/lists/xmeml.ts";
import {
  childOf,
  childrenOf,
  findOutermost,
  textAt,
  type XmlNode,
} from "../../../../electron/core/runtime/xml-tree.ts";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import type { RateName } from "../../../../shared/time/rate.ts";
import { buildProject, buildTimedPass } from "../../../support/builders.ts";
import { buildMixedCut, filmFile } from "./arbitrary-cut.ts";

function sequenceOf(cut: Cut, mediaFile = filmFile): XmlNode {
  const root = readXml(writeXmeml(cut, mediaFile, "4"), "xmeml", "xmeml");
  return findOutermost(root, "sequence")[0] as XmlNode;
}

function cutAt(rate: RateName, start: string): Cut {
  return assembleCut(buildProject([buildTimedPass("1", [4000, 3000])], { rate, start }), animaticFilm);
}

function tracksOf(sequence: XmlNode, kind: "video" | "audio"): XmlNode[] {
  return childrenOf(childOf(childOf(sequence, "media") as XmlNode, kind) as XmlNode, "track");
}

function allOf(node: XmlNode, tag: string): XmlNode[] {
  return [...(node.tag === tag ? [node] : []), ...node.children.flatMap((child) => allOf(child, tag))];
}

describe("a Final Cut Pro 7 XML file", () => {
  test("counts in and out from the film's first frame, start and end from the sequence's", () => {
    const clips = tracksOf(sequenceOf(buildMixedCut()), "video").flatMap((track) => childrenOf(track, "clipitem"));
    const numbers = clips.map((clip) => ["start", "end", "in", "out", "duration"].map((tag) => textAt(clip, tag)));
    expect(numbers).toEqual([
      ["0", "96", "0", "96", "96"],
      ["168", "288", "12", "132", "144"],
    ]);
    expect(clips.map((clip) => textAt(clip, "file", "timecode", "frame"))).toEqual(["86400", "1000"]);
    expect(clips.map((clip) => textAt(clip, "file", "timecode", "reel", "name"))).toEqual(["S0100010", "S0100030"]);
  });

  test("has what DaVinci Resolve and OpenShot cannot do without: format, length, rates, locks", () => {
    const sequence = sequenceOf(buildMixedCut());
    expect(textAt(sequence, "duration")).toBe("288");
    const format = ["media", "video", "format", "samplecharacteristics"];
    expect([textAt(sequence, ...format, "width"), textAt(sequence, ...format, "height")]).toEqual(["1280", "720"]);
    for (const track of allOf(sequence, "track")) expect(textAt(track, "locked")).toBe("FALSE");
    for (const tag of ["clipitem", "timecode", "samplecharacteristics"]) {
      for (const node of allOf(sequence, tag).filter((each) => findOutermost(each, "samplerate").length === 0)) {
        expect(textAt(node, "rate", "timebase")).toBe("24");
      }
    }
  });

  test("puts each channel of a sounding film on a track of its own, linked to its picture; a silent film has none", () => {
    const sequence = sequenceOf(buildMixedCut());
    const audio = tracksOf(sequence, "audio").map((track) => childrenOf(track, "clipitem"));
    expect(audio.map((clips) => clips.map((clip) => textAt(clip, "sourcetrack", "trackindex")))).toEqual([
      ["1"],
      ["2"],
    ]);
    const ids = new Set(allOf(sequence, "clipitem").map((clip) => clip.attributes["id"]));
    expect(ids.size).toBe(4);
    const members = allOf(sequence, "clipitem").filter((clip) => textAt(clip, "name") === "SC010_SH0010");
    for (const member of members) {
      const links = childrenOf(member, "link");
      expect(links.map((link) => ["mediatype", "trackindex", "clipindex"].map((tag) => textAt(link, tag)))).toEqual([
        ["video", "1", "1"],
        ["audio", "1", "1"],
        ["audio", "2", "1"],
      ]);
      for (const link of links) expect(ids).toContain(textAt(link, "linkclipref"));
    }
    expect(
      allOf(sequence, "clipitem")
        .at(1)
        ?.children.some(({ tag }) => tag === "link"),
    ).toBe(false);
  });

  test("describes a file where it is first used, and only there", () => {
    const sequence = sequenceOf(cutAt("24", "01:00:00:00"), () => "/films/all.mov");
    const files = allOf(sequence, "file");
    expect(files.map((file) => [file.attributes["id"], file.children.length > 0])).toEqual([
      ["file-1", true],
      ...Array.from({ length: 5 }, () => ["file-1", false]),
    ]);
  });

  test("marks notes and missing film on the sequence, and logs notes with the clip", () => {
    const sequence = sequenceOf(buildMixedCut());
    const remarks = (node: XmlNode) =>
      childrenOf(node, "marker").map((each) => [textAt(each, "comment"), textAt(each, "in")]);
    expect(remarks(sequence)).toEqual([
      ["keep the scar", "0"],
      ["Media missing: still to be made", "96"],
    ]);
    expect(textAt(allOf(sequence, "clipitem")[0] as XmlNode, "logginginfo", "lognote")).toBe("keep the scar");
    expect(allOf(sequence, "marker")).toHaveLength(2);
  });

  test.each([
    ["23.976", "01:00:00:00", "24", "TRUE", "86400", "NDF"],
    ["25", "01:00:00:00", "25", "FALSE", "90000", "NDF"],
    ["29.97", "01:00:00:00", "30", "TRUE", "108000", "NDF"],
    ["29.97df", "01:00:00;00", "30", "TRUE", "107892", "DF"],
    ["59.94df", "01:00:00;00", "60", "TRUE", "215784", "DF"],
  ] as const)("counts at %s as that rate does", (rate, start, timebase, ntsc, frame, display) => {
    const sequence = sequenceOf(cutAt(rate, start));
    expect([textAt(sequence, "rate", "timebase"), textAt(sequence, "rate", "ntsc")]).toEqual([timebase, ntsc]);
    const timecode = (tag: string) => textAt(sequence, "timecode", tag);
    expect([timecode("frame"), timecode("string"), timecode("displayformat")]).toEqual([frame, start, display]);
  });
});
