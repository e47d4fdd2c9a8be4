import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { writeEdls } from "../../../../electron/core/hand-off/lists/edl.ts";
import { writeFcpxml } from "../../../../electron/core/hand-off/lists/fcpxml.ts";
import { writeOtio } from "../../../../electron/core/hand-off/lists/otio.ts";
import { readEditList } from "../../../../electron/core/hand-off/lists/read-edit-list.ts";
import { readEdl } from "../../../../electron/core/hand-off/lists/read-edl.ts";
import { readFcpxml } from "../../../../electron/core/hand-off/lists/read-fcpxml.ts";
import { readOtio } from "../../../../electron/core/hand-off/lists/read-otio.ts";
import { readXmeml } from "../../../../electron/core/hand-off/lists/read-xmeml.ts";
import { writeXmeml } from "../../../../electron/core/hand-off/lists/xmeml.ts";
import { diffCut } from "../../../../shared/cut/back/diff.ts";
import type { ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import type { Cut } from "../../../../shared/cut/out/cut.ts";
import { fcpxmlVersions, xmemlVersions } from "../../../../shared/cut/out/hand-off-options.ts";
import type { Rate } from "../../../../shared/time/rate.ts";
import { arbitraryCut, buildMixedCut, filmFile } from "./arbitrary-cut.ts";

vi.setConfig({ testTimeout: 60_000 });

interface Format {
  readonly name: string;
  readonly write: (cut: Cut) => string;
  readonly read: (text: string, rate: Rate) => ReadCut;
  /** What the format calls a clip, whose file it knows by its whole path or by name. */
  readonly nameOf: (shot: string, file: string) => string;
  readonly knowsPath: boolean;
  readonly knowsReel: boolean;
}

const fileName = (file: string) => file.split("/").at(-1) ?? "";

const formats: readonly Format[] = [
  ...(["url", "resolve"] as const).map((flavour) => ({
    name: `OTIO (${flavour})`,
    write: (cut: Cut) => writeOtio(cut, filmFile, flavour),
    read: readOtio,
    nameOf: (shot: string) => shot,
    knowsPath: true,
    knowsReel: true,
  })),
  ...fcpxmlVersions.map((version) => ({
    name: `FCPXML ${version}`,
    write: (cut: Cut) => writeFcpxml(cut, filmFile, version),
    read: readFcpxml,
    nameOf: (_: string, file: string) => fileName(file),
    knowsPath: true,
    knowsReel: true,
  })),
  ...xmemlVersions.map((version) => ({
    name: `xmeml ${version}`,
    write: (cut: Cut) => writeXmeml(cut, filmFile, version),
    read: readXmeml,
    nameOf: (shot: string) => shot,
    knowsPath: true,
    knowsReel: true,
  })),
  ...(["short", "AX"] as const).map((reels) => ({
    name: `EDL (${reels})`,
    write: (cut: Cut) => writeEdls(cut, ".mov", reels).join(""),
    read: readEdl,
    nameOf: (_: string, file: string) => fileName(file),
    knowsPath: false,
    knowsReel: reels === "short",
  })),
];

/** What must come back, as far as the format can say it; shots without film are holes in all but OTIO. */
function expected(cut: Cut, { nameOf, knowsPath, knowsReel }: Format) {
  return cut.clips.flatMap(({ name, media, sourceIn, recordIn, frames }) => {
    if (!media) return [];
    const file = filmFile(media);
    return [
      {
        name: nameOf(name, file),
        file: knowsPath ? file : fileName(file),
        ...(knowsReel ? { reel: media.reel } : {}),
        sourceIn,
        recordIn,
        frames,
      },
    ];
  });
}

describe.each(formats)("a cut written as $name", (format) => {
  const readBack = (cut: Cut) => format.read(format.write(cut), cut.rate);

  test("is read back clip by clip, whatever it holds", () => {
    fc.assert(
      fc.property(arbitraryCut, (cut) => {
        const read = readBack(cut);
        expect(read.rate).toEqual(cut.rate);
        expect(read.startFrame).toBe(cut.startFrame);
        const clips = read.clips.filter(({ file }) => file !== null);
        if (!format.knowsReel) for (const clip of clips) Reflect.deleteProperty(clip, "reel");
        expect(clips).toEqual(expected(cut, format));
        expect(diffCut(cut, read)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("is known for what it is", () => {
    const cut = buildMixedCut();
    expect(readEditList(format.write(cut), cut.rate)).toEqual(readBack(cut));
    expect(readEditList(`\uFEFF\n${format.write(cut)}`, cut.rate).clips.length).toBeGreaterThan(1);
  });

  test("says when the list is of another rate", () => {
    const cut = buildMixedCut();
    const read = { ...readBack(cut), rate: { num: 25, den: 1, dropFrame: false } };
    expect(() => diffCut(cut, read)).toThrow("at 25 fps; the cut is at 24 fps.");
  });
});
