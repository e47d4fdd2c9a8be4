/** Owns which lists of a cut a hand-off has for editing suites, and how their files are named. */
import type { Cut, CutMedia } from "../../../../shared/cut/out/cut.ts";
import {
  type EditListFormat,
  type EditListVersions,
  editListFormats,
} from "../../../../shared/cut/out/hand-off-options.ts";
import { writeEdls } from "./edl.ts";
import { writeFcpxml } from "./fcpxml.ts";
import { writeMarkerEdls } from "./marker-edl.ts";
import { writeOtio } from "./otio.ts";
import { writeXmeml } from "./xmeml.ts";

/** Where a hand-off keeps its films: the absolute path of one, and the extension, with its dot, that all have. */
export interface FilmPlaces {
  readonly fileOf: (media: CutMedia) => string;
  readonly extension: string;
}

export interface EditList {
  readonly format: EditListFormat;
  /** Within the hand-off folder. */
  readonly name: string;
  readonly text: string;
}

/** All lists of the `wanted` formats; a cut too long for one EDL has several. */
export function writeEditLists(
  cut: Cut,
  wanted: (format: EditListFormat) => boolean,
  films: FilmPlaces,
  versions: EditListVersions,
): EditList[] {
  // An EDL nowhere says its rate but in its name.
  const stem = `${cut.show}_${cut.rateName.replace("df", "")}fps${cut.rate.dropFrame ? "_DF" : ""}`;
  const parts = (texts: readonly string[], name: string) =>
    texts.map((text, index) => ({ name: `${name}${texts.length > 1 ? `_part${index + 1}` : ""}.edl`, text }));
  const write: Record<EditListFormat, () => { name: string; text: string }[]> = {
    edl: () => parts(writeEdls(cut, films.extension), stem),
    "edl-ax": () => parts(writeEdls(cut, films.extension, "AX"), `${stem}_AX`),
    otio: () => [{ name: `${cut.show}.otio`, text: writeOtio(cut, films.fileOf, "url") }],
    "otio-resolve": () => [{ name: `${cut.show}_resolve.otio`, text: writeOtio(cut, films.fileOf, "resolve") }],
    fcpxml: () => [{ name: `${cut.show}.fcpxml`, text: writeFcpxml(cut, films.fileOf, versions.fcpxml) }],
    xmeml: () => [{ name: `${cut.show}.xml`, text: writeXmeml(cut, films.fileOf, versions.xmeml) }],
    markers: () => parts(writeMarkerEdls(cut), `${stem}_markers`),
  };
  return editListFormats.filter(wanted).flatMap((format) => write[format]().map((list) => ({ format, ...list })));
}
