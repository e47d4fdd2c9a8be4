import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { writeEdls } from "../../../electron/core/export/edl.ts";
import { writeFcpxml } from "../../../electron/core/export/fcpxml.ts";
import { writeOtio } from "../../../electron/core/export/otio.ts";
import { readEdl } from "../../../electron/core/export/read-edl.ts";
import { readFcpxml } from "../../../electron/core/export/read-fcpxml.ts";
import { readOtio } from "../../../electron/core/export/read-otio.ts";
import { readXmeml } from "../../../electron/core/export/read-xmeml.ts";
import { writeXmeml } from "../../../electron/core/export/xmeml.ts";
import type { Cut } from "../../../shared/cut/cut.ts";
import { diffCut } from "../../../shared/cut/diff.ts";
import type { ReadCut } from "../../../shared/cut/read-cut.ts";
import { fcpxmlVersions, xmemlVersions } from "../../../shared/rpc/contract.ts";
import { arbitraryCut, buildMixedCut, filmFile } from "./arbitrary-cut.ts";

vi.setConfig({ testTimeout: 60_000 });

interface Format {
  readonly name: string;
  readonly readBack: (cut: Cut) => ReadCut;
  /** What the format calls a clip, whose file it knows by its whole path or by name. */
  readonly nameOf: (shot: string, file: string) => string;
  readonly knowsPath: boolean;
  readonly knowsReel: boolean;
}

const fileName = (file: string) => file.split("/").at(-1) ?? "";

const formats: readonly Format[] = [
  ...(["url", "resolve"] as const).map((flavour) => ({
    name: `OTIO (${flavour})`,
    readBack: (cut: Cut) => readOtio(writeOtio(cut, filmFile, flavour)),
    nameOf: (shot: string) => shot,
    knowsPath: true,
    knowsReel: true,
  })),
  ...fcpxmlVersions.map((version) => ({
    name: `FCPXML ${version}`,
    readBack: (cut: Cut) => readFcpxml(writeFcpxml(cut, filmFile, version)),
    nameOf: (_: string, file: string) => fileName(file),
    knowsPath: true,
    knowsReel: true,
  })),
  ...xmemlVersions.map((version) => ({
    name: `xmeml ${version}`,
    readBack: (cut: Cut) => readXmeml(writeXmeml(cut, filmFile, version)),
    nameOf: (shot: string) => shot,
    knowsPath: true,
    knowsReel: true,
  })),
  ...(["short", "AX"] as const).map((reels) => ({
    name: `EDL (${reels})`,
    readBack: (cut: Cut) => readEdl(writeEdls(cut, ".mov", reels).join(""), cut.rate),
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
  test("is read back clip by clip, whatever it holds", () => {
    fc.assert(
      fc.property(arbitraryCut, (cut) => {
        const read = format.readBack(cut);
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

  test("says when the list is of another rate", () => {
    const cut = buildMixedCut();
    const read = { ...format.readBack(cut), rate: { num: 25, den: 1, dropFrame: false } };
    expect(() => diffCut(cut, read)).toThrow("runs at 25/1 frames a second, the cut at 24/1");
  });
});
