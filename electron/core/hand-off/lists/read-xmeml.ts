/** Reads Final Cut Pro 7 XML: the picture tracks of its first sequence, whatever program wrote it. */
import type { ReadClip, ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import type { Rate } from "../../../../shared/time/rate.ts";
import { parseTimecode } from "../../../../shared/time/timecode.ts";
import { childOf, childrenOf, findOutermost, textAt, type XmlNode } from "../../runtime/xml-tree.ts";
import { fileNameOf, pathOfAddress } from "./file-url.ts";
import { canDropFrames, Ignored, rateNear, readCutOf, refuseList } from "./read-list.ts";
import { readXml } from "./read-xml.ts";

const format = "Final Cut Pro 7 XML";

/** Errors: `input.invalid` for what is not xmeml, has no sequence, or times that cannot be counted. */
export function readXmeml(text: string): ReadCut {
  const root = readXml(text, format, "xmeml");
  const [sequence, ...others] = findOutermost(root, "sequence");
  if (!sequence) refuseList(format, "it contains no sequence");
  const ignored = new Ignored();
  for (const other of others) ignored.add(`Another sequence, “${textAt(other, "name")}”`);
  const timecode = childOf(sequence, "timecode");
  const rate = rateOfNode(sequence, timecode) ?? refuseList(format, "its sequence has no frame rate");
  const startFrame = timecode ? (frameOfTimecode(timecode, rate) ?? 0) : 0;
  const media = childOf(sequence, "media");
  const tracks = childrenOf((media && childOf(media, "video")) ?? sequence, "track");
  const pictures = tracks.filter((track) => track.children.some(({ tag }) => tag === "clipitem"));
  const audio = media && childOf(media, "audio");
  if (audio && childrenOf(audio, "track").length > 0) ignored.add("The audio tracks");
  if (childOf(sequence, "marker")) ignored.add("Sequence markers");
  const context = { rate, startFrame, files: filesOf(root), ignored };
  const clips = pictures.map((track) => readTrack(track, context));
  return readCutOf(format, rate, startFrame, clips, ignored);
}

interface TrackContext {
  readonly rate: Rate;
  readonly startFrame: number;
  /** Each file's own description; elsewhere it is named by its id alone. */
  readonly files: ReadonlyMap<string, XmlNode>;
  readonly ignored: Ignored;
}

function readTrack(track: XmlNode, context: TrackContext): ReadClip[] {
  const { startFrame, ignored } = context;
  const items = track.children.filter(({ tag }) => ["clipitem", "transitionitem", "generatoritem"].includes(tag));
  return items.flatMap((item, index) => {
    const name = textAt(item, "name");
    if (item.tag === "transitionitem") ignored.add("A transition is read as a cut");
    if (item.tag === "generatoritem") ignored.add(`“${name}”, which is not video`);
    if (item.tag !== "clipitem") return [];
    if (textAt(item, "enabled").toUpperCase() === "FALSE") {
      ignored.add(`The clip “${name}”, which is disabled`);
      return [];
    }
    if (childOf(item, "sequence")) {
      ignored.addNested(`A nested sequence, “${name}”`);
      return [];
    }
    const [from, to] = [wholeAt(item, "start"), wholeAt(item, "end")];
    // Beside a transition a clip says -1, and its in or out point lies in the middle of what both show.
    const cutIn = from === -1 ? cutPointOf(items[index - 1]) : from;
    const cutOut = to === -1 ? cutPointOf(items[index + 1]) : to;
    const into = from === -1 && cutIn !== null ? cutIn - (wholeAt(items[index - 1], "start") ?? cutIn) : 0;
    const sourceFrom = wholeAt(item, "in");
    if (cutIn === null || cutOut === null || sourceFrom === null) {
      ignored.add(`A clip without a position or length, “${name || item.attributes["id"]}”`);
      return [];
    }
    if (childrenOf(item, "filter").length > 0) ignored.add("An effect or a change of speed on a clip");
    if (childOf(item, "marker")) ignored.add("Markers on a clip");
    const film = filmOf(item, context);
    const sourceIn = film.startFrame + sourceFrom + into;
    const place = { sourceIn, frames: cutOut - cutIn, recordIn: startFrame + cutIn };
    return [{ ...film.media, name: name || film.media.name, ...place }];
  });
}

function filmOf(item: XmlNode, { files, rate, ignored }: TrackContext) {
  const mention = childOf(item, "file");
  const file = files.get(mention?.attributes["id"] ?? "") ?? mention;
  const timecode = file && childOf(file, "timecode");
  const own = (file && rateOfNode(file, timecode)) ?? rate;
  if (own.num * rate.den !== rate.num * own.den)
    ignored.add("A clip at another frame rate is read in the sequence's frames");
  const counted = timecode ? (frameOfTimecode(timecode, own) ?? 0) : 0;
  const url = textAt(file, "pathurl");
  const path = url === "" ? null : pathOfAddress(url);
  const reel = textAt(timecode, "reel", "name");
  const name = textAt(file, "name") || (path ? fileNameOf(path) : "");
  return {
    startFrame: Math.round((counted * rate.num * own.den) / (rate.den * own.num)),
    media: { name, file: path, ...(reel ? { reel } : {}) },
  };
}

function filesOf(root: XmlNode): Map<string, XmlNode> {
  const files = new Map<string, XmlNode>();
  const visit = (node: XmlNode) => {
    const id = node.tag === "file" ? node.attributes["id"] : undefined;
    if (id !== undefined && node.children.length > 0 && !files.has(id)) files.set(id, node);
    node.children.forEach(visit);
  };
  visit(root);
  return files;
}

/** Where a transition is read as a cut. */
function cutPointOf(transition: XmlNode | undefined): number | null {
  if (transition?.tag !== "transitionitem") return null;
  const [start, end] = [wholeAt(transition, "start"), wholeAt(transition, "end")];
  if (start === null || end === null) return null;
  const alignment = textAt(transition, "alignment");
  if (/^start/.test(alignment)) return start;
  return /^end/.test(alignment) ? end : Math.floor((start + end) / 2);
}

/** The rate that an element has, or the one of its timecode. */
function rateOfNode(node: XmlNode, timecode: XmlNode | null): Rate | null {
  const rate = childOf(node, "rate") ?? (timecode && childOf(timecode, "rate"));
  const timebase = Number(textAt(rate, "timebase") || Number.NaN);
  const ntsc = textAt(rate, "ntsc").toUpperCase() === "TRUE";
  const drops = textAt(timecode, "displayformat").toUpperCase() === "DF";
  return rateNear(ntsc ? (timebase * 1000) / 1001 : timebase, drops);
}

/** `frame` is the count of `string`; where it is missing the label is counted. */
function frameOfTimecode(timecode: XmlNode, rate: Rate): number | null {
  const frame = wholeAt(timecode, "frame");
  if (frame !== null) return frame;
  const label = textAt(timecode, "string");
  return parseTimecode(label, { ...rate, dropFrame: label.includes(";") && canDropFrames(rate) });
}

/** Some programs write whole numbers with a decimal point. */
function wholeAt(node: XmlNode | undefined, tag: string): number | null {
  const text = textAt(node ?? null, tag);
  const value = Number(text);
  return text === "" || !Number.isFinite(value) ? null : Math.round(value);
}
