/** Reads an FCPXML file: the primary storyline of its first project and what is connected above it, whatever program wrote it. */
import type { ReadClip, ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import type { Rate } from "../../../../shared/time/rate.ts";
import { childOf, childrenOf, findOutermost, type XmlNode } from "../../runtime/xml-tree.ts";
import { fileNameOf, pathOfAddress } from "./file-url.ts";
import { Ignored, rateNear, readCutOf, refuseList } from "./read-list.ts";
import { readXml } from "./read-xml.ts";

const format = "FCPXML";

/** Children of a clip that say nothing of where it lies; all others are told as ignored. */
const silent = new Set(["note", "metadata", "adjust-conform", "adjust-colorConform", "audio-channel-source"]);
const compound = new Set(["ref-clip", "sync-clip", "mc-clip"]);
const words: Readonly<Record<string, string>> = {
  marker: "Markers",
  "chapter-marker": "Markers",
  keyword: "Keywords",
  "conform-rate": "A clip at another frame rate is read to the nearest frame",
  timeMap: "A change of speed",
  transition: "A transition is read as a cut",
};

/** Errors: `input.invalid` for what is not FCPXML, has no sequence, or times that cannot be counted. */
export function readFcpxml(text: string): ReadCut {
  const root = readXml(text, format, "fcpxml");
  const [project = root, ...others] = findOutermost(root, "project");
  const [sequence] = findOutermost(project, "sequence");
  const spine = sequence && childOf(sequence, "spine");
  if (!sequence || !spine) refuseList(format, "it contains no sequence");
  const byId = new Map((childOf(root, "resources")?.children ?? []).map((each) => [each.attributes["id"] ?? "", each]));
  const ignored = new Ignored();
  for (const other of others) ignored.add(`Another project, “${other.attributes["name"] ?? ""}”`);
  const rate = rateOfSequence(sequence, byId);
  const reader = new StoryReader(byId, rate, ignored);
  const startFrame = reader.frames(sequence.attributes["tcStart"]) ?? 0;
  const clips = reader.readSpine(spine, startFrame);
  const above = reader.connected.toSorted((left, right) => left.lane - right.lane).map(({ clips }) => clips);
  return readCutOf(format, rate, startFrame, [clips, ...above], ignored);
}

function rateOfSequence(sequence: XmlNode, byId: ReadonlyMap<string, XmlNode>): Rate {
  const duration = fractionOf(byId.get(sequence.attributes["format"] ?? "")?.attributes["frameDuration"]);
  const framesPerSecond = duration ? Number(duration.den) / Number(duration.num) : Number.NaN;
  const rate = rateNear(framesPerSecond, sequence.attributes["tcFormat"] === "DF");
  return rate ?? refuseList(format, "its sequence has no frame duration");
}

class StoryReader {
  readonly #byId: ReadonlyMap<string, XmlNode>;
  readonly #rate: Rate;
  readonly #ignored: Ignored;
  readonly connected: { readonly lane: number; readonly clips: readonly ReadClip[] }[] = [];

  constructor(byId: ReadonlyMap<string, XmlNode>, rate: Rate, ignored: Ignored) {
    this.#byId = byId;
    this.#rate = rate;
    this.#ignored = ignored;
  }

  /** Null when nothing is written. */
  frames(time: string | undefined): number | null {
    if (time === undefined) return null;
    const fraction = fractionOf(time);
    if (!fraction) refuseList(format, `“${time.slice(0, 40)}” is not a time`);
    // To the nearest frame, for media that count at another rate.
    return Math.round(
      Number((fraction.num * BigInt(this.#rate.num * 1000)) / (fraction.den * BigInt(this.#rate.den))) / 1000,
    );
  }

  readSpine(spine: XmlNode, startFrame: number): ReadClip[] {
    return this.#readItems(spine.children, startFrame, 0);
  }

  /** `shift` is what offsets lack to the programme's timecode. */
  #readItems(items: readonly XmlNode[], startFrame: number, shift: number): ReadClip[] {
    const clips: ReadClip[] = [];
    let next = startFrame;
    for (const child of items) {
      const item = this.#pickOf(child);
      if (item.tag === "transition") {
        this.#ignored.add(words["transition"] ?? "");
        continue;
      }
      const { name = "" } = item.attributes;
      const offset = this.frames(item.attributes["offset"]);
      const recordIn = offset === null ? next : offset + shift;
      const film = this.#filmOf(item);
      const frames = this.frames(item.attributes["duration"]) ?? this.frames(film?.asset.attributes["duration"]) ?? 0;
      next = recordIn + frames;
      const local = recordIn - (this.frames(item.attributes["start"]) ?? film?.sourceIn ?? 0);
      for (const child of item.children) {
        if (!this.#connect(child, local)) this.#passOver(child, film?.part ?? null);
      }
      if (item.tag === "gap") continue;
      if (item.attributes["enabled"] === "0") this.#ignored.add(`The clip “${name}”, which is disabled`);
      else if (film) clips.push({ ...mediaOf(item, film.asset), sourceIn: film.sourceIn, frames, recordIn });
      else if (compound.has(item.tag)) this.#ignored.addNested(`“${name}”, which is a compound clip (${item.tag})`);
      else this.#ignored.add(`“${name}”, which is not video (${item.tag})`);
    }
    return clips;
  }

  /** Of an audition its first clip is the one that plays. */
  #pickOf(item: XmlNode): XmlNode {
    const pick = item.tag === "audition" ? item.children[0] : undefined;
    if (!pick) return item;
    this.#ignored.add("Audition clips that are not the pick");
    return { ...pick, attributes: { ...pick.attributes, ...item.attributes } };
  }

  /** The asset behind an `asset-clip`, a `video`, or a `clip` around one; the source's first frame; and the part that was read for it. */
  #filmOf(item: XmlNode): { asset: XmlNode; sourceIn: number; part: XmlNode | null } | null {
    if (item.tag === "clip") {
      const part = childOf(item, "video");
      const film = part && this.#filmOf(part);
      if (!part || !film) return null;
      const into = (this.frames(item.attributes["start"]) ?? 0) - (this.frames(part.attributes["offset"]) ?? 0);
      const length = this.frames(film.asset.attributes["duration"]);
      // Some programs leave out where the part begins, and count the clip by its film's timecode.
      const counted = part.attributes["start"] === undefined && length !== null && into >= length;
      return { ...film, sourceIn: counted ? into : film.sourceIn + into, part };
    }
    if (item.tag !== "asset-clip" && item.tag !== "video") return null;
    const asset = this.#byId.get(item.attributes["ref"] ?? "");
    if (asset?.tag !== "asset") return null;
    const sourceIn = this.frames(item.attributes["start"]) ?? this.frames(asset.attributes["start"]) ?? 0;
    return { asset, sourceIn, part: null };
  }

  /** Whether `child` lies above the clip that it hangs on, alone or in a storyline of its own; `local` is where that clip's time is 0. */
  #connect(child: XmlNode, local: number): boolean {
    const lane = Number(child.attributes["lane"] ?? 0);
    const shows = child.tag !== "spine" && this.#filmOf(this.#pickOf(child)) !== null;
    if (!(lane > 0) || !(shows || child.tag === "spine")) return false;
    const place = local + (this.frames(child.attributes["offset"]) ?? 0);
    const clips =
      child.tag === "spine" ? this.#readItems(child.children, place, place) : this.#readItems([child], place, local);
    this.connected.push({ lane, clips });
    return true;
  }

  #passOver(child: XmlNode, read: XmlNode | null): void {
    if (child === read || silent.has(child.tag)) return;
    if (child.attributes["lane"] !== undefined) this.#ignored.add("A connected clip");
    else this.#ignored.add(words[child.tag] ?? `The settings in <${child.tag}>`);
  }
}

function mediaOf(item: XmlNode, asset: XmlNode): Pick<ReadClip, "name" | "file" | "reel"> {
  // Up to 1.8 the address stands on the asset itself.
  const url = childOf(asset, "media-rep")?.attributes["src"] ?? asset.attributes["src"] ?? "";
  const file = url === "" ? null : pathOfAddress(url);
  const facts = childrenOf(childOf(asset, "metadata") ?? asset, "md");
  const reel = facts.find((fact) => fact.attributes["key"] === "com.apple.proapps.studio.reel")?.attributes["value"];
  const name = item.attributes["name"] ?? asset.attributes["name"] ?? (file ? fileNameOf(file) : "");
  return { name, file, ...(reel ? { reel } : {}) };
}

/** Seconds of `N/Ds`, `Ns`, or the decimals that Final Cut Pro itself never writes; null for anything else. */
function fractionOf(time: string | undefined): { num: bigint; den: bigint } | null {
  const match = /^\s*(-?\d{1,30})(?:\/(\d{1,20})|\.(\d{1,20}))?s\s*$/.exec(time ?? "");
  if (!match) return null;
  const [, whole = "0", den, decimals = ""] = match;
  if (den !== undefined) return BigInt(den) === 0n ? null : { num: BigInt(whole), den: BigInt(den) };
  return { num: BigInt(whole + decimals), den: 10n ** BigInt(decimals.length) };
}
