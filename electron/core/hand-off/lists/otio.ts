/** Writes the cut as an OpenTimelineIO file of the released schemas. */
import type { Cut, CutClip, CutMarker, CutMedia } from "../../../../shared/cut/out/cut.ts";
import { cleanText } from "../../../../shared/cut/out/names.ts";
import { blockingFacts } from "./blocking-facts.ts";
import { fileNameOf, fileUrlOf, slashPathOf } from "./file-url.ts";

/** How media are addressed: by file URL, as most readers want, or by bare path, as DaVinci Resolve does. */
export type OtioFlavour = "url" | "resolve";

const markerColours = { note: "CYAN", missing: "RED" } as const;

/** `mediaFile` gives the absolute path of a film. Every time in the file has the one exact rate of the cut. */
export function writeOtio(cut: Cut, mediaFile: (media: CutMedia) => string, flavour: OtioFlavour): string {
  const rate = cut.rate.num / cut.rate.den;
  const time = (frames: number) => ({ OTIO_SCHEMA: "RationalTime.1", value: frames, rate });
  const range = (start: number, frames: number) => ({
    OTIO_SCHEMA: "TimeRange.1",
    start_time: time(start),
    duration: time(frames),
  });

  const referenceTo = (media: CutMedia | null) => {
    if (!media) return { OTIO_SCHEMA: "MissingReference.1", name: "", available_range: null, metadata: {} };
    const path = mediaFile(media);
    return {
      OTIO_SCHEMA: "ExternalReference.1",
      name: fileNameOf(path),
      target_url: flavour === "url" ? fileUrlOf(path) : slashPathOf(path),
      available_range: range(media.startFrame, media.frames),
      metadata: {},
    };
  };
  const markerOf = ({ kind, text, frame }: CutMarker) => ({
    OTIO_SCHEMA: "Marker.2",
    name: kind === "missing" ? "Missing" : "Note",
    comment: cleanText(text),
    color: markerColours[kind],
    marked_range: range(frame, 0),
    metadata: {},
  });
  const clipOf = (clip: CutClip, markers: readonly CutMarker[]) => ({
    OTIO_SCHEMA: "Clip.2",
    name: clip.name,
    source_range: range(clip.sourceIn, clip.frames),
    effects: [],
    markers: markers.map(markerOf),
    enabled: true,
    media_references: { DEFAULT_MEDIA: referenceTo(clip.media) },
    active_media_reference_key: "DEFAULT_MEDIA",
    metadata: { shotline: shotFacts(clip) },
  });
  const gapOf = (clip: CutClip) => ({
    OTIO_SCHEMA: "Gap.1",
    name: "",
    source_range: range(0, clip.frames),
    effects: [],
    markers: [],
    enabled: true,
    metadata: {},
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
  const tracks = [
    track(
      "V1",
      "Video",
      cut.clips.map((clip) => clipOf(clip, clip.markers)),
    ),
  ];
  if (cut.clips.some(({ media }) => media?.hasAudio)) {
    const sound = cut.clips.map((clip) => (clip.media?.hasAudio ? clipOf(clip, []) : gapOf(clip)));
    tracks.push(track("A1", "Audio", sound));
  }

  const timeline = {
    OTIO_SCHEMA: "Timeline.1",
    name: cleanText(cut.title),
    global_start_time: time(cut.startFrame),
    tracks: {
      OTIO_SCHEMA: "Stack.1",
      name: "tracks",
      source_range: null,
      effects: [],
      markers: [],
      enabled: true,
      children: tracks,
      metadata: {},
    },
    metadata: { shotline: { schema: 1, rate: cut.rateName, drop: cut.rate.dropFrame } },
  };
  return `${JSON.stringify(timeline, null, 2)}\n`;
}

/** Readers drop foreign metadata, so nothing here is needed for the cut itself. */
function shotFacts({ pass, shot, shotLabel, media, blocking }: CutClip): object {
  return {
    schema: 1,
    scene: cleanText(pass.scene),
    pass: cleanText(pass.name),
    shot: shotLabel,
    source: media?.source ?? "missing",
    ...(media ? { reel: media.reel } : {}),
    action: cleanText(shot.action ?? ""),
    dialogue: (shot.dialogue ?? []).map(({ speaker, line }) => ({
      speaker: cleanText(speaker),
      line: cleanText(line),
    })),
    notes: cleanText(shot.notes ?? ""),
    blocking: blockingFacts(blocking),
  };
}
