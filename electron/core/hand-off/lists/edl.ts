/** Writes the cut as CMX3600 edit decision lists: exact columns, plain ASCII, CRLF, picture only. */
import type { Cut, CutClip } from "../../../../shared/cut/out/cut.ts";
import { toAscii } from "../../../../shared/cut/out/names.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";

/** What stands in the reel column: the film's own short name, or `AX`, as suites write for a file found by its name. */
export type EdlReels = "short" | "AX";

/** An event has a number of three digits. */
export const edlEventsMax = 999;
const lineMaxChars = 80;
const locatorColours = { note: "CYAN   ", missing: "RED    " } as const;

/**
 * One list, or several of at most 999 events each when there are more clips than that; record times go on from one to the
 * next. `extension` is that of the media, with its dot. Every clip is a straight cut: transitions are in the picture. A shot
 * without film is black (`BL`).
 */
export function writeEdls(cut: Cut, extension: string, reels: EdlReels = "short"): string[] {
  const parts: string[] = [];
  for (let from = 0; from < cut.clips.length; from += edlEventsMax) {
    const clips = cut.clips.slice(from, from + edlEventsMax);
    const part = cut.clips.length > edlEventsMax ? ` PART ${parts.length + 1}` : "";
    const [first = [], ...others] = clips.map((clip, index) => writeClip(clip, index + 1, cut, extension, reels));
    const lines = [
      `TITLE: ${edlText(`${cut.show}${part}`)}`,
      `FCM: ${cut.rate.dropFrame ? "DROP FRAME" : "NON-DROP FRAME"}`,
      ...first,
      // Below the first event, as OpenTimelineIO refuses a remark above it; and no blank after the digits, which some readers
      // would take for the start of an event.
      `* FRAME RATE: ${cut.rate.num}/${cut.rate.den}`,
      ...others.flat(),
    ];
    parts.push(`${lines.join("\r\n")}\r\n`);
  }
  return parts;
}

/** An event of one straight cut in the columns of CMX3600; the four times are timecode. */
export function edlEvent(number: number, reel: string, times: readonly [string, string, string, string]): string {
  const columns = `${String(number).padStart(3, "0")}  ${reel.padEnd(8)} ${"V".padEnd(4)}  ${"C".padEnd(4)} ${"".padEnd(3)}`;
  return `${columns} ${times.join(" ")}`;
}

/** User text that no reader mistakes for the start of an event, which is three digits and a blank. */
export function edlText(text: string): string {
  return toAscii(text).replace(/(\d{3}) /g, "$1-");
}

function writeClip(clip: CutClip, event: number, cut: Cut, extension: string, reels: EdlReels): string[] {
  const label = (frame: number) => formatTimecode(frame, cut.rate);
  const { media, sourceIn, recordIn, frames } = clip;
  const reel = media ? (reels === "AX" ? "AX" : media.reel) : "BL";
  const markers = clip.markers.map(({ kind, frame, text }) => {
    const at = label(recordIn + frame - sourceIn);
    return `* LOC: ${at} ${locatorColours[kind]} ${edlText(text)}`.slice(0, lineMaxChars).trimEnd();
  });
  return [
    edlEvent(event, reel, [label(sourceIn), label(sourceIn + frames), label(recordIn), label(recordIn + frames)]),
    ...(media ? [`* FROM CLIP NAME: ${media.fileStem}${extension}`] : []),
    ...markers,
  ];
}
