/** Writes the clips of a cut as an Avid Log Exchange: tab separated, ASCII, CRLF; a row for each clip file that is there. */
import type { Cut, CutClip, CutMedia } from "../../../../shared/cut/out/cut.ts";
import { toAscii } from "../../../../shared/cut/out/names.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";

/** A clip that has a film. */
interface LoggedClip extends CutClip {
  readonly media: CutMedia;
}

interface Column {
  readonly title: string;
  readonly cell: (clip: LoggedClip, cut: Cut, clipFile: (media: CutMedia) => string) => string;
}

/** Frame sizes that Avid has names for; every other one is custom. */
const videoFormats = new Map([
  ["1920x1080", "1080"],
  ["1280x720", "720"],
]);

/** Start and End are those of the whole file with its handles, Mark IN and Mark OUT those of the shot; ends are exclusive. */
const columns: readonly Column[] = [
  { title: "Name", cell: ({ media }) => media.fileStem },
  { title: "Tracks", cell: ({ media }) => (media.hasAudio ? "VA1A2" : "V") },
  { title: "Start", cell: ({ media }, { rate }) => formatTimecode(media.startFrame, rate) },
  { title: "End", cell: ({ media }, { rate }) => formatTimecode(media.startFrame + media.frames, rate) },
  { title: "Duration", cell: ({ media }, { rate }) => formatTimecode(media.frames, rate) },
  { title: "Mark IN", cell: ({ sourceIn }, { rate }) => formatTimecode(sourceIn, rate) },
  { title: "Mark OUT", cell: ({ sourceIn, frames }, { rate }) => formatTimecode(sourceIn + frames, rate) },
  { title: "Tape", cell: ({ media }) => media.reel },
  { title: "Source File", cell: ({ media }, _, clipFile) => clipFile(media) },
  { title: "Scene", cell: ({ pass }) => pass.scene },
  { title: "Shot", cell: ({ shotLabel }) => shotLabel },
  { title: "Take", cell: ({ media }) => media.source },
  { title: "Description", cell: ({ shot }) => shot.action ?? shot.prompt ?? "" },
  { title: "Comments", cell: ({ shot }) => shot.notes ?? "" },
];

/** `clipFile` names a clip's file. Shots without a film have nothing to log and are left out. */
export function writeAle(cut: Cut, clipFile: (media: CutMedia) => string): string {
  const logged = cut.clips.filter((clip): clip is LoggedClip => clip.media !== null);
  const rows = [
    ["Heading"],
    ["FIELD_DELIM", "TABS"],
    ["VIDEO_FORMAT", videoFormats.get(`${cut.widthPx}x${cut.heightPx}`) ?? "CUSTOM"],
    ["AUDIO_FORMAT", "48khz"],
    ["FPS", cut.rateName.replace("df", "")],
    [],
    ["Column"],
    columns.map(({ title }) => title),
    [],
    ["Data"],
    ...logged.map((clip) => columns.map(({ cell }) => toAscii(cell(clip, cut, clipFile)))),
  ];
  return rows.map((row) => `${row.join("\t")}\r\n`).join("");
}
