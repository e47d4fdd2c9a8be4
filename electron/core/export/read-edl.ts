/** Reads an edit decision list in the layout of CMX3600, as loosely as suites write it. */
import type { ReadClip, ReadCut } from "../../../shared/cut/read-cut.ts";
import type { Rate } from "../../../shared/time/rate.ts";
import { parseTimecode } from "../../../shared/time/timecode.ts";
import { fileNameOf } from "./file-url.ts";
import { canDropFrames, Ignored, readCutOf, refuseList, refuseLongList } from "./read-list.ts";

const format = "EDL";
/** Longer ones are not looked at: CMX3600 has 80 columns, and patterns are slow on what has no end. */
const lineMaxChars = 1000;
const timecode = String.raw`(\d{2}:\d{2}:\d{2}[:;.]\d{2})`;
const eventLine = new RegExp(
  String.raw`^(\d{3,6})\s+(\S.*?)\s+(V\d*|A\d*|AA|B|NONE|AA/V|A\d*/V|V/A\d*)\s+(C|D|W\d*|KB?|K\s+[BO])\s+(?:\d{1,3}\s+)?${timecode}\s+${timecode}\s+${timecode}\s+${timecode}\s*$`,
);

interface Event extends ReadClip {
  readonly dissolves: boolean;
}

/**
 * `rate` is the project's, as the list does not say its own; whether frames are dropped is read from the list. Several
 * lists of one cut may be given one after another. Errors: `input.invalid` when there is no event in it.
 */
export function readEdl(text: string, rate: Rate): ReadCut {
  refuseLongList(format, text);
  const ignored = new Ignored();
  const events: Event[] = [];
  let counting = rate;
  let startFrame: number | null = null;
  let current: Event | null = null;
  const keep = (changes: Partial<Event>) => {
    if (!current) return;
    current = { ...current, ...changes };
    events[events.length - 1] = current;
  };
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n?|\n/)
    .entries()) {
    if (line.length > lineMaxChars) {
      ignored.add(`A line too long to be one of an EDL (line ${index + 1})`);
      continue;
    }
    const dropMode = /^FCM:\s*(NON[- ]?)?DROP/i.exec(line);
    if (dropMode) counting = { ...rate, dropFrame: canDropFrames(rate) && dropMode[1] === undefined };
    const match = eventLine.exec(line.trim());
    if (!match) {
      keep(remarkOf(line, current, ignored));
      continue;
    }
    current = null;
    const times = match.slice(5).map((label) => parseTimecode(label.replace(".", ";"), counting));
    const [sourceIn = null, sourceOut = null, recordIn = null, recordOut = null] = times;
    if (sourceIn === null || sourceOut === null || recordIn === null || recordOut === null) {
      ignored.add(`Line ${index + 1} has a time that ${counting.num}/${counting.den} frames a second do not count`);
      continue;
    }
    startFrame = Math.min(startFrame ?? recordIn, recordIn);
    const [, , reel = "", channel = "", transition = ""] = match;
    if (!/V|B/.test(channel)) {
      ignored.add("A sound event");
      continue;
    }
    const dissolves = transition !== "C";
    if (dissolves) ignored.add(`A transition is read as a cut (line ${index + 1})`);
    const frames = recordOut - recordIn;
    // A dissolve is written as a cut of no length from the clip before, then the clip that comes in.
    if (frames === 0 || reel === "BL") continue;
    if (sourceOut - sourceIn !== frames) ignored.add(`A clip at another speed is read at its own (line ${index + 1})`);
    current = { name: reel, file: null, reel, sourceIn, recordIn, frames, dissolves };
    events.push(current);
  }
  if (startFrame === null) refuseList(format, "no line of it is an event");
  const clips = events.map(({ dissolves: _, ...clip }) => clip);
  return readCutOf(format, counting, startFrame, clips, ignored);
}

/** What a line below an event tells of its clip. */
function remarkOf(line: string, event: Event | null, ignored: Ignored): Partial<Event> {
  const named = /^\*\s*(FROM|TO) CLIP NAME:\s*(.*?)\s*$/i.exec(line);
  if (named && event) {
    // Below a dissolve the first of the two names is that of the clip before.
    if (event.dissolves !== (named[1]?.toUpperCase() === "TO")) return {};
    const name = named[2] ?? "";
    return { name, ...(event.file === null && /\.\w{2,4}$/.test(name) ? { file: name } : {}) };
  }
  const file = /^\*\s*(?:SOURCE FILE|FROM CLIP|FROM FILE|SOURCE FILE PATH):\s*(.*?)\s*$/i.exec(line)?.[1];
  if (file && event) return { file: fileNameOf(file) === file ? file : file.replaceAll("\\", "/") };
  if (/^M2\s/.test(line)) ignored.add("A change of speed");
  else if (/^\*\s*LOC:/i.test(line)) ignored.add("A marker");
  else if (/^\d{3,6}\s/.test(line)) ignored.add(`An event that cannot be read: “${line.slice(0, 80).trim()}”`);
  return {};
}
