/** Writes the cut as FCPXML, for Final Cut Pro and DaVinci Resolve, valid by Apple's document types of 1.9 to 1.13. */
import type { Cut, CutClip, CutMarker, CutMedia } from "../../../../shared/cut/out/cut.ts";
import type { EditListVersions } from "../../../../shared/cut/out/hand-off-options.ts";
import { type Rate, type RateName, timebaseOf } from "../../../../shared/time/rate.ts";
import { fileNameOf, fileUrlOf } from "./file-url.ts";
import { shotRemarks, soundRole } from "./shot-remarks.ts";
import { element, type XmlElement, xmlDocument } from "./xml-text.ts";

/** Sizes and rates for which Final Cut Pro has a format of its own name; for all others the name must be left out. */
const namedSizes: Readonly<Record<string, string>> = {
  "1280x720": "720p",
  "1920x1080": "1080p",
  "3840x2160": "3840x2160p",
};
const namedRates: Partial<Readonly<Record<RateName, string>>> = {
  "23.976": "2398",
  "24": "24",
  "25": "25",
  "29.97": "2997",
  "29.97df": "2997",
  "30": "30",
  "50": "50",
  "59.94": "5994",
  "59.94df": "5994",
  "60": "60",
};

/** `mediaFile` gives the absolute path of a film. A shot without film is a gap of its name. */
export function writeFcpxml(
  cut: Cut,
  mediaFile: (media: CutMedia) => string,
  version: EditListVersions["fcpxml"],
): string {
  const resources = new Resources(cut, mediaFile);
  const sequenceFormat = resources.formatOf(cut);
  const story = cut.clips.map((clip) =>
    clip.media ? writeClip(clip, clip.media, cut, resources) : writeGap(clip, cut),
  );
  const sequence = element(
    "sequence",
    {
      format: sequenceFormat,
      duration: timeOf(cut.frames, cut.rate),
      tcStart: timeOf(cut.startFrame, cut.rate),
      tcFormat: timecodeFormat(cut),
      audioLayout: "stereo",
      audioRate: "48k",
    },
    [element("spine", {}, story)],
  );
  const project = element("project", { name: cut.title }, [sequence]);
  const library = element("library", {}, [element("event", { name: cut.title }, [project])]);
  return xmlDocument(element("fcpxml", { version }, [resources.write(), library]));
}

/** Formats once a size and assets once a file, numbered as they are first used. */
class Resources {
  readonly #cut: Cut;
  readonly mediaFile: (media: CutMedia) => string;
  readonly #ids = new Map<string, string>();
  readonly #written: XmlElement[] = [];

  constructor(cut: Cut, mediaFile: (media: CutMedia) => string) {
    this.#cut = cut;
    this.mediaFile = mediaFile;
  }

  formatOf({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): string {
    const size = `${widthPx}x${heightPx}`;
    const { rate, rateName } = this.#cut;
    return this.#once(size, (id) => {
      const [sizeName, rateWord] = [namedSizes[size], namedRates[rateName]];
      const name = sizeName && rateWord ? `FFVideoFormat${sizeName}${rateWord}` : undefined;
      const colorSpace = "1-1-1 (Rec. 709)";
      return element("format", {
        id,
        name,
        frameDuration: timeOf(1, rate),
        width: widthPx,
        height: heightPx,
        colorSpace,
      });
    });
  }

  assetOf(media: CutMedia, clip: CutClip): string {
    const path = this.mediaFile(media);
    const format = this.formatOf(media);
    const { rate } = this.#cut;
    return this.#once(path, (id) => {
      const sound = { hasAudio: 1, audioSources: 1, audioChannels: 2, audioRate: 48_000 };
      const attributes = {
        id,
        name: fileNameOf(path),
        start: timeOf(media.startFrame, rate),
        duration: timeOf(media.frames, rate),
        hasVideo: 1,
        format,
        videoSources: 1,
        ...(media.hasAudio ? sound : {}),
      };
      const fact = (key: string, value: string) => element("md", { key: `com.apple.proapps.studio.${key}`, value });
      return element("asset", attributes, [
        element("media-rep", { kind: "original-media", src: fileUrlOf(path) }),
        element("metadata", {}, [
          fact("reel", media.reel),
          fact("scene", clip.pass.scene),
          fact("shot", clip.shotLabel),
        ]),
      ]);
    });
  }

  write(): XmlElement {
    return element("resources", {}, this.#written);
  }

  #once(key: string, write: (id: string) => XmlElement): string {
    const known = this.#ids.get(key);
    if (known) return known;
    const id = `r${this.#ids.size + 1}`;
    this.#ids.set(key, id);
    this.#written.push(write(id));
    return id;
  }
}

function writeClip(clip: CutClip, media: CutMedia, cut: Cut, resources: Resources): XmlElement {
  const ref = resources.assetOf(media, clip);
  const differs = media.widthPx !== cut.widthPx || media.heightPx !== cut.heightPx;
  return element(
    "asset-clip",
    {
      ref,
      offset: timeOf(clip.recordIn, cut.rate),
      // DaVinci Resolve links by the name, extension and all, of the clip and of the asset.
      name: fileNameOf(resources.mediaFile(media)),
      start: timeOf(clip.sourceIn, cut.rate),
      duration: timeOf(clip.frames, cut.rate),
      format: differs ? resources.formatOf(media) : undefined,
      tcFormat: timecodeFormat(cut),
      audioRole: media.hasAudio ? soundRole(clip) : undefined,
      videoRole: "video",
    },
    remarks(clip, cut.rate),
  );
}

function writeGap(clip: CutClip, { rate }: Cut): XmlElement {
  const [offset, start] = [timeOf(clip.recordIn, rate), timeOf(clip.sourceIn, rate)];
  return element("gap", { name: clip.name, offset, start, duration: timeOf(clip.frames, rate) }, remarks(clip, rate));
}

/** By the document type a clip's note stands before its markers. */
function remarks(clip: CutClip, rate: Rate): XmlElement[] {
  const note = shotRemarks(clip);
  const marker = ({ kind, frame, text }: CutMarker) =>
    element("marker", {
      start: timeOf(frame, rate),
      duration: timeOf(1, rate),
      value: clip.name,
      // A marker that can be ticked off is a task: the film is still to be had.
      completed: kind === "missing" ? 0 : undefined,
      note: text,
    });
  return [...(note ? [element("note", {}, note)] : []), ...clip.markers.map(marker)];
}

/** Frames as the rational seconds of FCPXML, always as a fraction: `(n*1001)/24000s`, and `(n*100)/2400s` at whole rates, as Final Cut Pro writes them. */
function timeOf(frames: number, rate: Rate): string {
  return rate.den === 1 ? `${frames * 100}/${timebaseOf(rate) * 100}s` : `${frames * rate.den}/${rate.num}s`;
}

function timecodeFormat({ rate }: Cut): string {
  return rate.dropFrame ? "DF" : "NDF";
}
