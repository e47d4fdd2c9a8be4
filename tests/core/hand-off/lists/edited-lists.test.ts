import { describe, expect, test } from "vitest";
import { writeEdls } from "../../../../electron/core/hand-off/lists/edl.ts";
import { writeFcpxml } from "../../../../electron/core/hand-off/lists/fcpxml.ts";
import { writeMarkerEdls } from "../../../../electron/core/hand-off/lists/marker-edl.ts";
import { writeOtio } from "../../../../electron/core/hand-off/lists/otio.ts";
import { readEdl } from "../../../../electron/core/hand-off/lists/read-edl.ts";
import { readFcpxml } from "../../../../electron/core/hand-off/lists/read-fcpxml.ts";
import { readOtio } from "../../../../electron/core/hand-off/lists/read-otio.ts";
import { readXmeml } from "../../../../electron/core/hand-off/lists/read-xmeml.ts";
import { writeXmeml } from "../../../../electron/core/hand-off/lists/xmeml.ts";
import { compareCut } from "../../../../shared/cut/back/accept-lines.ts";
import type { ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import { rateOf } from "../../../../shared/time/rate.ts";
import { buildPass, buildProject, buildShot, buildTimedPass } from "../../../support/builders.ts";
import { filmFile } from "./arbitrary-cut.ts";

/** Three shots of 4, 3 and 5 s with a second of handle on both sides. */
const cut = assembleCut(buildProject([buildTimedPass("1", [4000, 3000, 5000])]), (placed, recordIn, pass) => {
  const film = animaticFilm(placed, recordIn, pass);
  return { ...film, startFrame: recordIn - 24, frames: film.frames + 48 };
});
const sentences = (read: ReadCut) => compareCut(cut, read).changes.map(({ change }) => change.sentence);
const ignored = (read: ReadCut) => compareCut(cut, read).read.ignored;

/** As other programs leave our lists, what they say of the cut is the same. */
describe("an EDL that was rewritten", () => {
  const edl = writeEdls(cut, ".mov").join("").replaceAll("\r\n", "\n");
  const event = /^(\d{3}) {2}(\S+) +V {5}C {8}(.*)$/gm;
  const eventsOnly = edl.replace(/^\*.*\n/gm, "");

  test.each([
    ["with the line ends of an old Macintosh", edl.replaceAll("\n", "\r")],
    ["with the reel AX and names of films", edl.replace(event, "$1  AX       V     C        $3")],
    ["with reels and no names", eventsOnly],
    ["with no more than timecode", eventsOnly.replace(event, "$1  AX       V     C        $3")],
    ["with tabs and six digits", edl.replace(event, "000$1\t$2\tV\tC\t$3")],
    ["with sound beside the picture", edl.replace(event, "$&\n$1  $2 AA    C        $3")],
    ["without the way of counting", edl.replace(/^FCM.*\n/m, "")],
    ["by Avid", edl.replaceAll(".mov", ".new.01").toUpperCase()],
  ])("%s says the same", (_, text) => {
    expect(sentences(readEdl(text, cut.rate))).toEqual([]);
  });

  test("counts each label as it is written, whatever stands above", () => {
    const rate = rateOf("29.97df");
    const line = (separator: string, source: string) =>
      `001  A  V  C  00:01:00${source}02 00:01:01${source}02 01:00:00${separator}00 01:00:01${separator}00`;
    expect(readEdl(line(";", ";"), rateOf("29.97"))).toMatchObject({ rate, startFrame: 107_892 });
    expect(readEdl(line(":", ":"), rate).startFrame).toBe(107_892);
    expect(readEdl(`FCM: NON-DROP FRAME\n${line(":", ":")}`, rate).startFrame).toBe(108_000);
    expect(readEdl(`FCM: NON-DROP FRAME\n${line(":", ";")}`, rate)).toMatchObject({
      startFrame: 108_000,
      clips: [{ sourceIn: 1800 }],
    });
  });

  test("of markers has no clips", () => {
    const noted = assembleCut(
      buildProject([buildPass("1", [buildShot("1", { notes: "keep the scar" })])]),
      animaticFilm,
    );
    const [markers] = writeMarkerEdls(noted);
    expect(readEdl(markers ?? "", noted.rate)).toMatchObject({ clips: [], ignored: ["A marker."] });
  });

  test("with a dissolve in it says the same cut, wherever the dissolve begins", () => {
    const [first, second, third] = [...edl.matchAll(event)].map(([whole]) => whole) as [string, string, string];
    const shorter = first.replace("01:00:04:00 01:00:00:00 01:00:04:00", "01:00:03:18 01:00:00:00 01:00:03:18");
    const dissolve = second
      .replace("C        01:00:04:00", "D    012 01:00:03:18")
      .replace("01:00:04:00 01:00:07:00", "01:00:03:18 01:00:07:00");
    const lines = [
      shorter,
      "002  S0100010 V     C        01:00:03:18 01:00:03:18 01:00:03:18 01:00:03:18",
      dissolve,
      third,
    ];
    expect(sentences(readEdl(lines.join("\n"), cut.rate))).toEqual([]);
  });
});

describe("an FCPXML that was edited", () => {
  const text = writeFcpxml(cut, filmFile, "1.10");
  const clips = [...text.matchAll(/<asset-clip .*?(?:\/>|<\/asset-clip>)/gs)].map(([whole]) => whole);
  const second = clips[1] as string;
  const [offset, duration] = ["offset", "duration"].map((name) => new RegExp(`${name}="([^"]*)"`).exec(second)?.[1]);
  const gap = (inside: string) =>
    `<gap name="Gap" offset="${offset}" start="3600s" duration="${duration}">${inside}</gap>`;
  const at = (place: string, lane = "") => second.replace(`offset="${offset}"`, `${lane}offset="${place}"`);

  test("has a clip that was lifted out of the storyline, alone or in a storyline of its own", () => {
    const lifted = text.replace(second, gap(at("3600s", 'lane="1" ')));
    expect(sentences(readFcpxml(lifted))).toEqual([]);
    const storyline = text.replace(second, gap(`<spine lane="1" offset="3600s">${at("0s")}</spine>`));
    expect(sentences(readFcpxml(storyline))).toEqual([]);
  });

  test("says what is connected below or has no picture, and that clips in one are not looked into", () => {
    const below = text.replace(second, gap(at("3600s", 'lane="-1" ')));
    expect(sentences(readFcpxml(below))).toEqual(["SC010_SH0020 was removed."]);
    expect(ignored(readFcpxml(below))).toEqual(["A connected clip."]);
    const compound = readFcpxml(text.replace(second, second.replaceAll("asset-clip", "ref-clip")));
    expect(compound).toMatchObject({ holdsMore: true, clips: { length: 2 } });
  });

  test("may count a clip around a film by the film's timecode", () => {
    const inside = `<video offset="0s" ref="${/ref="([^"]*)"/.exec(second)?.[1]}" duration="5s"/>`;
    const wrapped = `<clip name="x" offset="${offset}" start="3604s" duration="3s">${inside}</clip>`;
    expect(sentences(readFcpxml(text.replace(second, wrapped)))).toEqual([]);
  });

  test("is the first of several projects, and names the others", () => {
    const project = /<project .*<\/project>/s.exec(text)?.[0] as string;
    const two = text.replace(project, project + project.replace(/name="[^"]*"/, 'name="Trailer"'));
    expect(sentences(readFcpxml(two))).toEqual([]);
    expect(readFcpxml(two).ignored).toEqual(["Another project, “Trailer”."]);
  });
});

describe("a Final Cut Pro 7 XML that was edited", () => {
  const text = writeXmeml(cut, filmFile, "4");
  const second = /<clipitem id="clipitem-2">.*?<\/clipitem>/s.exec(text)?.[0] as string;
  const track = (items: string) => `<track>${items}<enabled>TRUE</enabled></track>`;

  test("shows a clip on whichever track it lies", () => {
    const upper = text.replace(second, "").replace("</track>", `</track>${track(second)}`);
    expect(sentences(readXmeml(upper))).toEqual([]);
    expect(ignored(readXmeml(upper))).toEqual(["The audio tracks."]);
  });

  test("is read on without a clip that has no place, and the first of several sequences in bins", () => {
    const placeless = text.replace(second, '<clipitem id="clipitem-2"/>');
    expect(sentences(readXmeml(placeless))).toEqual(["SC010_SH0020 was removed."]);
    expect(readXmeml(placeless).ignored).toContain("A clip without a position or length, “clipitem-2”.");
    const sequence = /<sequence .*<\/sequence>/s.exec(text)?.[0] as string;
    const other = '<sequence id="s2"><name>Trailer</name></sequence>';
    const bins = `<project><children><bin><children>${sequence}</children></bin>${other}</children></project>`;
    const binned = readXmeml(text.replace(sequence, bins));
    expect(sentences(binned)).toEqual([]);
    expect(binned.ignored).toContain("Another sequence, “Trailer”.");
  });
});

describe("an OpenTimelineIO that was edited", () => {
  test("shows a clip on whichever track it lies, and is the first of a collection", () => {
    const timeline = JSON.parse(writeOtio(cut, filmFile, "url"));
    const [pictures] = timeline.tracks.children;
    const [first, second, third] = pictures.children;
    const gap = ({ source_range }: { source_range: object }) => ({ OTIO_SCHEMA: "Gap.1", source_range });
    pictures.children = [first, gap(second), third];
    timeline.tracks.children.splice(1, 0, { ...pictures, children: [gap(first), second] });
    const trailer = { ...timeline, name: "Trailer" };
    const collection = { OTIO_SCHEMA: "SerializableCollection.1", children: [timeline, trailer] };
    const read = readOtio(JSON.stringify(collection));
    expect(sentences(read)).toEqual([]);
    expect(read.ignored).toEqual(["Another timeline, “Trailer”.", "An audio track."]);
  });
});

describe("a list without end", () => {
  test.each([
    ["tags", () => readXmeml(`<xmeml>${"<a/>".repeat(1_000_001)}</xmeml>`), "more than 1,000,000 tags"],
    ["attributes", () => readXmeml(`<xmeml ${'a="1" '.repeat(20_000)}/>`), "never closes"],
    [
      "events",
      () => readEdl("001  A  V  C  00:00:00:00 00:00:00:01 00:00:00:00 00:00:00:01\n".repeat(20_001), cut.rate),
      "it has 20001 clips",
    ],
  ])("of %s is refused in a sentence", (_, read, sentence) => {
    expect(read).toThrow(
      expect.objectContaining({ code: "input.invalid", message: expect.stringContaining(sentence) }),
    );
  });

  test("tells no more of what was passed over than anybody reads", () => {
    const line = "001  A  V  C  00:00:00:00 00:00:00:02 00:00:00:00 00:00:00:01\n";
    const { ignored } = readEdl(line.repeat(500), cut.rate);
    expect(ignored).toHaveLength(101);
    expect(ignored.at(-1)).toBe("And 400 more like it.");
  });
});
