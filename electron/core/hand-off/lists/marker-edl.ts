/** Writes the shots as a list of timeline markers, which DaVinci Resolve reads from an EDL (Timelines > Import > Timeline Markers from EDL). */
import type { Cut } from "../../../../shared/cut/out/cut.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";
import { edlEvent, edlEventsMax, edlText } from "./edl.ts";

const noteMaxChars = 200;

interface TimelineMarker {
  readonly frame: number;
  readonly name: string;
  readonly texts: readonly string[];
  readonly colour: "Blue" | "Cyan" | "Red";
}

/**
 * A marker on the first frame of every shot, with what is noted there, and one for each note elsewhere; red where film is
 * missing. One list, or several of at most 999 markers each.
 */
export function writeMarkerEdls(cut: Cut): string[] {
  const markers = timelineMarkers(cut);
  const parts: string[] = [];
  for (let first = 0; first < markers.length; first += edlEventsMax) {
    const part = markers.length > edlEventsMax ? ` PART ${parts.length + 1}` : "";
    const head = [
      `TITLE: ${edlText(`${cut.show} MARKERS${part}`)}`,
      `FCM: ${cut.rate.dropFrame ? "DROP FRAME" : "NON-DROP FRAME"}`,
      "",
    ];
    const events = markers.slice(first, first + edlEventsMax).flatMap(({ frame, name, texts, colour }, index) => {
      const [from, to] = [formatTimecode(frame, cut.rate), formatTimecode(frame + 1, cut.rate)];
      // A bar begins the next field.
      const note = edlText(texts.join(" / ")).replaceAll("|", "/").slice(0, noteMaxChars).trimEnd();
      return [edlEvent(index + 1, "001", [from, to, from, to]), `${note} |C:ResolveColor${colour} |M:${name} |D:1`, ""];
    });
    parts.push([...head, ...events].join("\r\n"));
  }
  return parts;
}

/** One a frame: of several on the same frame DaVinci Resolve keeps only one. */
function timelineMarkers(cut: Cut): TimelineMarker[] {
  return cut.clips.flatMap(({ name, markers, recordIn, sourceIn }) => {
    const byFrame = new Map<number, TimelineMarker>([[recordIn, { frame: recordIn, name, texts: [], colour: "Blue" }]]);
    for (const marker of markers) {
      const frame = recordIn + marker.frame - sourceIn;
      const there = byFrame.get(frame);
      const missing = marker.kind === "missing" || there?.colour === "Red";
      byFrame.set(frame, {
        frame,
        name,
        texts: [...(there?.texts ?? []), marker.text],
        colour: missing ? "Red" : "Cyan",
      });
    }
    return [...byFrame.values()].toSorted((left, right) => left.frame - right.frame);
  });
}
