/** Reads an OpenTimelineIO file: the picture tracks of its first timeline, whatever program wrote it. */
import type { ReadClip, ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import { fileNameOf, pathOfAddress } from "./file-url.ts";
import { Ignored, rateNear, readCutOf, refuseList, refuseLongList } from "./read-list.ts";

type Json = Readonly<Record<string, unknown>>;

const format = "OpenTimelineIO";

/** Errors: `input.invalid` for what is not OpenTimelineIO, has no timeline, or times that cannot be counted. */
export function readOtio(text: string): ReadCut {
  refuseLongList(format, text);
  const [timeline, ...others] = findTimelines(parseJson(text));
  if (!timeline) refuseList(format, "it contains no timeline");
  const ignored = new Ignored();
  for (const other of others) ignored.add(`Another timeline, “${nameOf(other)}”`);
  const tracks = listOf(objectOf(timeline["tracks"])["children"]).filter((track) => schemaOf(track) === "Track");
  const pictures = tracks.filter((track) => track["kind"] === "Video" && listOf(track["children"]).length > 0);
  for (const track of tracks) {
    if (track["kind"] !== "Video") ignored.add("An audio track");
  }
  const items = pictures.flatMap((track) => listOf(track["children"]));
  const own = objectOf(objectOf(timeline["metadata"])["shotline"]);
  const start = objectOf(timeline["global_start_time"]);
  const framesPerSecond = numberOf(start["rate"]) ?? items.map(rateOfItem).find((found) => found !== null) ?? 24;
  const rate = rateNear(framesPerSecond, own["drop"] === true);
  if (!rate) refuseList(format, `its rate is ${framesPerSecond} fps`);
  const countTime = (time: unknown) => framesOf(objectOf(time), rate.num / rate.den);
  const startFrame = countTime(start) ?? 0;

  const clips = pictures.map((track) => readTrack(track, startFrame, countTime, ignored));
  return readCutOf(format, rate, startFrame, clips, ignored);
}

function readTrack(
  track: Json,
  startFrame: number,
  countTime: (time: unknown) => number | null,
  ignored: Ignored,
): ReadClip[] {
  let recordIn = startFrame;
  const clips: ReadClip[] = [];
  if (objectOf(track["source_range"])["duration"]) ignored.add("The trimming of a whole track");
  for (const item of listOf(track["children"])) {
    const kind = schemaOf(item);
    if (kind === "Transition") {
      ignored.add("A transition is read as a cut");
      continue;
    }
    const reference = kind === "Clip" ? referenceOf(item) : {};
    const range = rangeOf(item) ?? objectOf(reference["available_range"]);
    const frames = countTime(range["duration"]);
    if (frames === null) refuseList(format, `“${nameOf(item)}” has no length`);
    if (kind === "Clip") {
      if (listOf(item["effects"]).length > 0) ignored.add("An effect on a clip");
      if (listOf(item["markers"]).length > 0) ignored.add("Markers on a clip");
      const sourceIn = countTime(range["start_time"]) ?? 0;
      const clip = { ...mediaOf(item, reference), sourceIn, frames, recordIn };
      if (item["enabled"] === false) ignored.add(`The clip “${clip.name}”, which is disabled`);
      else clips.push(clip);
    } else if (kind !== "Gap") {
      ignored.addNested(`A nested sequence, “${nameOf(item)}”`);
    }
    recordIn += frames;
  }
  return clips;
}

function mediaOf(item: Json, reference: Json): Pick<ReadClip, "name" | "file" | "reel"> {
  const url = reference["target_url"];
  const file = typeof url === "string" && url !== "" ? pathOfAddress(url) : null;
  const reel = objectOf(objectOf(item["metadata"])["shotline"])["reel"];
  return { name: nameOf(item) || (file ? fileNameOf(file) : ""), file, ...(typeof reel === "string" ? { reel } : {}) };
}

/** Clip.2 has several references and a key that picks one, Clip.1 has one. */
function referenceOf(clip: Json): Json {
  const key = clip["active_media_reference_key"];
  const references = objectOf(clip["media_references"]);
  return objectOf(typeof key === "string" ? references[key] : clip["media_reference"]);
}

function rangeOf(item: Json): Json | null {
  const range = objectOf(item["source_range"]);
  return "duration" in range ? range : null;
}

function rateOfItem(item: Json): number | null {
  const range = rangeOf(item) ?? objectOf(referenceOf(item)["available_range"]);
  return numberOf(objectOf(range["duration"])["rate"]);
}

/** A time that counts at another rate is turned into the nearest frame of the timeline's. */
function framesOf(time: Json, framesPerSecond: number): number | null {
  const [value, rate] = [numberOf(time["value"]), numberOf(time["rate"])];
  if (value === null || rate === null || rate <= 0) return null;
  return Math.abs(rate - framesPerSecond) < 0.002 ? Math.round(value) : Math.round((value / rate) * framesPerSecond);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return refuseList(format, "it is not JSON");
  }
}

/** The file itself, or the timelines of a collection. */
function findTimelines(value: unknown): Json[] {
  const object = objectOf(value);
  if (schemaOf(object) === "Timeline") return [object];
  if (schemaOf(object) !== "SerializableCollection") return [];
  return listOf(object["children"]).filter((child) => schemaOf(child) === "Timeline");
}

/** `Clip` of `Clip.2`. */
function schemaOf(object: Json): string {
  const schema = object["OTIO_SCHEMA"];
  return typeof schema === "string" ? (schema.split(".")[0] ?? "") : "";
}

function nameOf(object: Json): string {
  const name = object["name"];
  return typeof name === "string" ? name : "";
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}
