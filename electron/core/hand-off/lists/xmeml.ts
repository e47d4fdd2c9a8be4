/** Writes the cut as Final Cut Pro 7 XML, which Premiere Pro and DaVinci Resolve read. */
import type { Cut, CutClip, CutMarker, CutMedia } from "../../../../shared/cut/out/cut.ts";
import type { EditListVersions } from "../../../../shared/cut/out/hand-off-options.ts";
import { type Rate, timebaseOf } from "../../../../shared/time/rate.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";
import { fileNameOf, fileUrlOf } from "./file-url.ts";
import { shotRemarks } from "./shot-remarks.ts";
import { element, type XmlElement, xmlDocument } from "./xml-text.ts";

const channels = [1, 2] as const;

/** A clip with film, with its 1-based place on the picture track and, if it has sound, on both sound tracks. */
interface PlacedClip {
  readonly clip: CutClip;
  readonly media: CutMedia;
  readonly pictureIndex: number;
  readonly soundIndex: number;
}

/** `mediaFile` gives the absolute path of a film. A shot without film is a hole with a marker in the sequence. */
export function writeXmeml(
  cut: Cut,
  mediaFile: (media: CutMedia) => string,
  version: EditListVersions["xmeml"],
): string {
  const placed = placeClips(cut);
  const sounding = placed.filter(({ media }) => media.hasAudio);
  const files = new Files(cut, mediaFile);
  const rate = rateElement(cut.rate);
  const pictures = placed.map((item) => writeClipItem(item, cut, files, null));
  const soundTracks = channels.map((channel) =>
    track(
      sounding.map((item) => writeClipItem(item, cut, files, channel)),
      [element("outputchannelindex", {}, channel)],
    ),
  );
  const video = element("video", {}, [
    element("format", {}, [pictureCharacteristics(cut, cut.rate)]),
    track(pictures, []),
  ]);
  const audio = element("audio", {}, [
    element("numOutputChannels", {}, channels.length),
    element("format", {}, [soundCharacteristics()]),
    ...(sounding.length > 0 ? soundTracks : []),
  ]);
  const sequence = element("sequence", { id: "sequence-1" }, [
    element("name", {}, cut.title),
    element("duration", {}, cut.frames),
    rate,
    timecodeElement(cut.startFrame, cut.rate),
    element("media", {}, [video, audio]),
    ...cut.clips.flatMap((clip) =>
      // On the sequence alone: of a clip's own markers readers disagree whether they count from the film's first frame or by
      // its timecode, and OpenTimelineIO's lie outside of the clip. The clip keeps its notes in its log.
      clip.markers.map((marker) =>
        markerElement(clip, marker, clip.recordIn + marker.frame - clip.sourceIn - cut.startFrame),
      ),
    ),
  ]);
  return xmlDocument(element("xmeml", { version }, [sequence]));
}

function placeClips(cut: Cut): PlacedClip[] {
  const placed: PlacedClip[] = [];
  let soundIndex = 0;
  for (const clip of cut.clips) {
    const { media } = clip;
    if (!media) continue;
    if (media.hasAudio) soundIndex += 1;
    placed.push({ clip, media, pictureIndex: placed.length + 1, soundIndex });
  }
  return placed;
}

/** A file is described where it is first used, and named by its id afterwards: readers lose one that is described twice or too late. */
class Files {
  readonly #cut: Cut;
  readonly #mediaFile: (media: CutMedia) => string;
  readonly #ids = new Map<string, string>();

  constructor(cut: Cut, mediaFile: (media: CutMedia) => string) {
    this.#cut = cut;
    this.#mediaFile = mediaFile;
  }

  /** The element, and the id of the master clip that stands for the file in a suite's bin. */
  write(media: CutMedia): { file: XmlElement; masterId: string } {
    const path = this.#mediaFile(media);
    const known = this.#ids.get(path);
    const id = known ?? `file-${this.#ids.size + 1}`;
    this.#ids.set(path, id);
    const masterId = id.replace("file", "masterclip");
    if (known) return { file: element("file", { id }), masterId };
    const { rate } = this.#cut;
    const sound = element("audio", {}, [soundCharacteristics(), element("channelcount", {}, channels.length)]);
    const file = element("file", { id }, [
      element("name", {}, fileNameOf(path)),
      element("pathurl", {}, fileUrlOf(path)),
      rateElement(rate),
      element("duration", {}, media.frames),
      timecodeElement(media.startFrame, rate, media.reel),
      element("media", {}, [
        element("video", {}, [element("duration", {}, media.frames), pictureCharacteristics(media, rate)]),
        ...(media.hasAudio ? [sound] : []),
      ]),
    ]);
    return { file, masterId };
  }
}

/** The picture of a clip, or one `channel` of its sound. */
function writeClipItem(item: PlacedClip, cut: Cut, files: Files, channel: number | null): XmlElement {
  const { clip, media } = item;
  const { file, masterId } = files.write(media);
  const start = clip.recordIn - cut.startFrame;
  const sourceIn = clip.sourceIn - media.startFrame;
  const remarks = channel === null ? shotRemarks(clip) : "";
  return element("clipitem", { id: clipItemId(item, channel) }, [
    element("masterclipid", {}, masterId),
    element("name", {}, clip.name),
    element("enabled", {}, "TRUE"),
    element("duration", {}, media.frames),
    rateElement(cut.rate),
    element("start", {}, start),
    element("end", {}, start + clip.frames),
    element("in", {}, sourceIn),
    element("out", {}, sourceIn + clip.frames),
    file,
    ...(channel === null ? [] : [sourceTrack(channel)]),
    ...(remarks ? [logging(clip, remarks)] : []),
    ...(media.hasAudio ? links(item) : []),
  ]);
}

function logging({ pass, shotLabel, shot }: CutClip, remarks: string): XmlElement {
  return element("logginginfo", {}, [
    element("description", {}, remarks),
    element("scene", {}, pass.scene),
    element("shottake", {}, shotLabel),
    element("lognote", {}, shot.notes ?? ""),
  ]);
}

/** The same set in every member of a clip: its picture and each channel of its sound. */
function links(item: PlacedClip): XmlElement[] {
  const link = (channel: number | null) =>
    element("link", {}, [
      element("linkclipref", {}, clipItemId(item, channel)),
      element("mediatype", {}, channel === null ? "video" : "audio"),
      element("trackindex", {}, channel ?? 1),
      element("clipindex", {}, channel === null ? item.pictureIndex : item.soundIndex),
      ...(channel === null ? [] : [element("groupindex", {}, 1)]),
    ]);
  return [null, ...channels].map(link);
}

function clipItemId({ pictureIndex }: PlacedClip, channel: number | null): string {
  return `clipitem-${pictureIndex}${channel === null ? "" : `-a${channel}`}`;
}

/** OpenShot stops at a track that does not say whether it is locked. */
function track(items: readonly XmlElement[], rest: readonly XmlElement[]): XmlElement {
  return element("track", {}, [...items, element("enabled", {}, "TRUE"), element("locked", {}, "FALSE"), ...rest]);
}

function sourceTrack(channel: number): XmlElement {
  return element("sourcetrack", {}, [element("mediatype", {}, "audio"), element("trackindex", {}, channel)]);
}

/** `frame` counts from the sequence's first; -1 makes it a point. */
function markerElement(clip: CutClip, { text }: CutMarker, frame: number): XmlElement {
  return element("marker", {}, [
    element("name", {}, clip.name),
    element("comment", {}, text),
    element("in", {}, frame),
    element("out", {}, -1),
  ]);
}

function rateElement(rate: Rate): XmlElement {
  return element("rate", {}, [
    element("timebase", {}, timebaseOf(rate)),
    element("ntsc", {}, rate.den === 1 ? "FALSE" : "TRUE"),
  ]);
}

function timecodeElement(frame: number, rate: Rate, reel?: string): XmlElement {
  return element("timecode", {}, [
    rateElement(rate),
    element("string", {}, formatTimecode(frame, rate)),
    element("frame", {}, frame),
    element("displayformat", {}, rate.dropFrame ? "DF" : "NDF"),
    ...(reel === undefined ? [] : [element("reel", {}, [element("name", {}, reel)])]),
  ]);
}

/** Without these DaVinci Resolve imports nothing, and says nothing. */
function pictureCharacteristics(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  rate: Rate,
): XmlElement {
  return element("samplecharacteristics", {}, [
    rateElement(rate),
    element("width", {}, widthPx),
    element("height", {}, heightPx),
    element("anamorphic", {}, "FALSE"),
    element("pixelaspectratio", {}, "square"),
    element("fielddominance", {}, "none"),
  ]);
}

function soundCharacteristics(): XmlElement {
  return element("samplecharacteristics", {}, [element("depth", {}, 16), element("samplerate", {}, 48_000)]);
}
