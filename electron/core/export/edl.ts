/** Writes the cut as CMX3600 edit decision lists: exact columns, plain ASCII, CRLF, picture only. */
import type { Cut, CutClip } from "../../../shared/cut/cut.ts";
import { toAscii } from "../../../shared/cut/names.ts";
import { formatTimecode } from "../../../shared/time/timecode.ts";

/** An event has a number of three digits. */
const eventsMax = 999;
const lineMaxChars = 80;

/**
 * One list, or several of at most 999 events each when there are more clips than that; record times go on from one to the
 * next. `extension` is that of the media, with its dot. Every clip is a straight cut: transitions are in the picture.
 */
export function writeEdls(cut: Cut, extension: string): string[] {
  const parts: string[] = [];
  for (let first = 0; first < cut.clips.length; first += eventsMax) {
    const clips = cut.clips.slice(first, first + eventsMax);
    const part = cut.clips.length > eventsMax ? ` PART ${parts.length + 1}` : "";
    const lines = [
      `TITLE: ${cut.show}${part}`,
      `FCM: ${cut.rate.dropFrame ? "DROP FRAME" : "NON-DROP FRAME"}`,
      // No blank after the digits: some readers take three digits and a blank for the start of an event.
      `* FRAME RATE: ${cut.rate.num}/${cut.rate.den}`,
      ...clips.flatMap((clip, index) => writeEvent(clip, index + 1, cut, extension)),
    ];
    parts.push(`${lines.join("\r\n")}\r\n`);
  }
  return parts;
}

function writeEvent(clip: CutClip, event: number, cut: Cut, extension: string): string[] {
  const label = (frame: number) => formatTimecode(frame, cut.rate);
  const number = String(event).padStart(3, "0");
  const columns = `${number}  ${clip.media.reel.padEnd(8)} ${"V".padEnd(4)}  ${"C".padEnd(4)} ${"".padEnd(3)}`;
  const source = `${label(clip.sourceIn)} ${label(clip.sourceIn + clip.frames)}`;
  const record = `${label(clip.recordIn)} ${label(clip.recordIn + clip.frames)}`;
  const markers = clip.markers.map((marker) => {
    const at = label(clip.recordIn + marker.frame - clip.sourceIn);
    return `* LOC: ${at} CYAN    ${commentText(marker.text)}`.slice(0, lineMaxChars).trimEnd();
  });
  return [`${columns} ${source} ${record}`, `* FROM CLIP NAME: ${clip.media.fileStem}${extension}`, ...markers];
}

/** User text that no reader mistakes for the start of an event, which is three digits and a blank. */
function commentText(text: string): string {
  return toAscii(text).replace(/(\d{3}) /g, "$1-");
}
