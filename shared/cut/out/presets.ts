/** Owns the presets of a hand-off: what each editing suite is given, and what its editor should know before importing it. */
import {
  type ClipMedia,
  type EditListVersions,
  type ExportFormat,
  exportFormats,
  xmemlVersions,
} from "./hand-off-options.ts";
import { defaultNameTemplate } from "./name-template.ts";

export const presetIds = ["resolve", "premiere", "final-cut", "avid", "storyboard", "everything"] as const;
export type PresetId = (typeof presetIds)[number];

/** What a preset decides. Everything else of a hand-off is chosen beside it. */
export interface PresetChoice {
  readonly formats: readonly ExportFormat[];
  readonly versions: EditListVersions;
  readonly codec: ClipMedia["codec"];
  readonly nameTemplate: string;
}

export interface Preset extends PresetChoice {
  readonly label: string;
  /** What to import first, and what the suite is known to reject: a sentence each. */
  readonly help: readonly string[];
}

const [premiereXmeml, resolveXmeml] = xmemlVersions;
const common = {
  versions: { fcpxml: "1.10", xmeml: premiereXmeml },
  codec: "h264",
  nameTemplate: defaultNameTemplate,
} as const;
const films = ["movie", "review", "clips", "wav", "passes"] as const;

export const presets: Readonly<Record<PresetId, Preset>> = {
  resolve: {
    ...common,
    label: "Resolve",
    formats: [...films, "otio-resolve", "fcpxml", "xmeml", "markers", "csv", "srt"],
    versions: { fcpxml: "1.10", xmeml: resolveXmeml },
    codec: "dnxhr",
    help: [
      "Import the .fcpxml or the .xml. The OpenTimelineIO file uses plain paths because Resolve does not link file URLs.",
      "Resolve rejects FCPXML newer than it knows; 18.5 reads up to 1.10. Import timeline markers from the marker EDL.",
    ],
  },
  premiere: {
    ...common,
    label: "Premiere",
    formats: [...films, "xmeml", "otio", "csv", "srt"],
    codec: "prores",
    help: [
      "Import the .xml; Premiere 26 also reads the .otio.",
      "Premiere does not read FCPXML, so this preset leaves it out.",
    ],
  },
  "final-cut": {
    ...common,
    label: "Final Cut",
    formats: [...films, "fcpxml", "csv", "srt"],
    codec: "prores",
    help: [
      "Import the .fcpxml. Final Cut Pro 10.6 and later read 1.10; earlier releases reject it.",
      "Final Cut Pro does not read the older .xml. Keep the folder where it is until the import is done, or relink by name.",
    ],
  },
  avid: {
    ...common,
    label: "Avid",
    formats: [...films, "edl", "ale", "csv"],
    codec: "dnxhr",
    help: [
      "Create a bin from the .ale, link the clips, then import the .edl. There is no AAF.",
      "An EDL is ASCII only, with reel names of up to 8 characters and 999 events; longer cuts are split into several files.",
    ],
  },
  storyboard: {
    ...common,
    label: "Storyboard",
    formats: ["board", "stills", "csv"],
    help: ["A PDF to print or send, the middle frame of each shot, and the shot list. No video."],
  },
  everything: {
    ...common,
    label: "Everything",
    formats: exportFormats,
    help: ["Every format, with clips in H.264. The README in the folder lists what to import in each app."],
  },
};

/** The preset whose choices these are; null when something was changed. */
export function presetOf(choice: PresetChoice): PresetId | null {
  const isSame = ({ formats, versions, codec, nameTemplate }: Preset) =>
    formats.length === choice.formats.length &&
    formats.every((format) => choice.formats.includes(format)) &&
    versions.fcpxml === choice.versions.fcpxml &&
    versions.xmeml === choice.versions.xmeml &&
    codec === choice.codec &&
    nameTemplate === choice.nameTemplate;
  return presetIds.find((id) => isSame(presets[id])) ?? null;
}
