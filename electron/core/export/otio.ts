/** Writes the cut as an OpenTimelineIO file of the released schemas, its media as file URLs. */
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { Cut, CutClip } from "../../../shared/cut/cut.ts";

/** `mediaFile` gives the absolute path of a clip's film. Every time in the file has the one exact rate of the cut. */
export function writeOtio(cut: Cut, mediaFile: (clip: CutClip) => string): string {
  const rate = cut.rate.num / cut.rate.den;
  const time = (frames: number) => ({ OTIO_SCHEMA: "RationalTime.1", value: frames, rate });
  const range = (start: number, frames: number) => ({
    OTIO_SCHEMA: "TimeRange.1",
    start_time: time(start),
    duration: time(frames),
  });

  const clipOf = (clip: CutClip, withNotes: boolean) => ({
    OTIO_SCHEMA: "Clip.2",
    name: clip.name,
    source_range: range(clip.sourceIn, clip.frames),
    effects: [],
    markers: withNotes ? clip.markers.map((marker) => markerOf(marker.text, range(marker.frame, 0))) : [],
    enabled: true,
    media_references: {
      DEFAULT_MEDIA: {
        OTIO_SCHEMA: "ExternalReference.1",
        name: basename(mediaFile(clip)),
        target_url: fileUrl(mediaFile(clip)),
        available_range: range(clip.media.startFrame, clip.media.frames),
        metadata: {},
      },
    },
    active_media_reference_key: "DEFAULT_MEDIA",
    metadata: { shotline: shotFacts(clip) },
  });
  const track = (name: string, kind: "Video" | "Audio", children: object[]) => ({
    OTIO_SCHEMA: "Track.1",
    name,
    kind,
    source_range: null,
    effects: [],
    markers: [],
    enabled: true,
    children,
    metadata: {},
  });
  const picture = cut.clips.map((clip) => clipOf(clip, true));
  const sound = cut.clips.map((clip) => clipOf(clip, false));

  const timeline = {
    OTIO_SCHEMA: "Timeline.1",
    name: cut.title,
    global_start_time: time(cut.startFrame),
    tracks: {
      OTIO_SCHEMA: "Stack.1",
      name: "tracks",
      source_range: null,
      effects: [],
      markers: [],
      enabled: true,
      children: [track("V1", "Video", picture), track("A1", "Audio", sound)],
      metadata: {},
    },
    metadata: { shotline: { schema: 1, rate: cut.rateName, drop: cut.rate.dropFrame } },
  };
  return `${JSON.stringify(timeline, null, 2)}\n`;
}

/** Readers drop foreign metadata, so nothing here is needed for the cut itself. */
function shotFacts({ pass, shot, shotLabel, media }: CutClip): object {
  return {
    schema: 1,
    scene: pass.scene,
    pass: pass.name,
    shot: shotLabel,
    source: media.source,
    reel: media.reel,
    action: shot.action ?? "",
    dialogue: shot.dialogue ?? [],
    notes: shot.notes ?? "",
  };
}

function markerOf(text: string, markedRange: object): object {
  return {
    OTIO_SCHEMA: "Marker.2",
    name: "Note",
    comment: text,
    color: "CYAN",
    marked_range: markedRange,
    metadata: {},
  };
}

/** `file:///…`, percent-encoded; brackets, quotes and parentheses too, which some readers take literally. */
function fileUrl(path: string): string {
  return pathToFileURL(path).href.replace(
    /['()[\]]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
