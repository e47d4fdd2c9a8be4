/** Reads an edit decision list in the layout of CMX3600, as loosely as suites write it. */
import type { ReadClip, ReadCut } from "../../../../shared/cut/back/read-cut.ts";
import type { Rate } from "../../../../shared/time/rate.ts";
import { parseTimecode } from "../../../../shared/time/timecode.ts";
import { pathOfAddress } from "./file-url.ts";
import { canDropFrames, Ignored, readCutOf, refuseList, refuseLongList } from "./read-list.ts";

const format = "EDL";
/** Longer ones are not looked at: CMX3600 has 80 columns, and patterns are slow on what has no end. */
const lineMaxChars = 1000;
const timecode = String.raw`(\d{2}:\d{2}:\d{2}[:;.]\d{2})`;
const eventLine = new RegExp(
  String.raw`^(\d{3,6})\s+(\S.*?)\s+(V\d*|A\d*|AA|B|NONE|AA/V|A\d*/V|V/A\d*)\s+(C|D|W\d*|KB?|K\s+[BO])\s+(?:(\d{1,3})\s+)?${timecode}\s+${timecode}\s+${timecode}\s+${timecode}\s*$`,
);

interface Event extends ReadClip {
  readonly dissolves: boolean;
}

/** How the labels of a line are counted: as the list says above them, and by their own `;` where they have one. */
class Counting {
  readonly #rate: Rate;
  /** What the list says; null until it does. */
  #drops: boolean | null = null;
  /** As the first event is recorded. */
  recorded: Rate | null = null;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  say(drops: boolean): void {
    this.#drops = drops;
  }

  /** Source in and out, record in and out; null where a label is none of this rate. */
  framesOf(labels: readonly string[]): (number | null)[] {
    const marked = labels.some((label) => /[;.]/.test(label));
    const rates = labels.map((label) => {
      const drops = marked ? /[;.]/.test(label) : (this.#drops ?? this.#rate.dropFrame);
      return { ...this.#rate, dropFrame: drops && canDropFrames(this.#rate) };
    });
    this.recorded ??= rates[2] ?? null;
    return labels.map((label, index) => parseTimecode(label.replace(".", ";"), rates[index] ?? this.#rate));
  }
}

/**
 * `rate` is the project's, as the list does not say its own; whether frames are dropped is read from the list. Several
 * lists of one cut may be given one after another. Errors: `input.invalid` when there is no event in it.
 */
export function readEdl(text: string, rate: Rate): ReadCut {
  refuseLongList(format, text);
  const ignored = new Ignored();
  const events: Event[] = [];
  const counting = new Counting(rate);
  const partsOf = new Set<string>();
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
      ignored.add(`A line that is too long for an EDL (line ${index + 1})`);
      continue;
    }
    const dropMode = /^FCM:\s*(NON[- ]?)?DROP/i.exec(line);
    if (dropMode) counting.say(dropMode[1] === undefined);
    const part = /^TITLE:.* PART (\d+)\s*$/.exec(line);
    if (part) partsOf.add(part[1] ?? "");
    const match = eventLine.exec(line.trim());
    if (current && / \|C:ResolveColor\w+ \|M:/.test(line)) {
      // DaVinci Resolve takes markers from events of a frame each.
      events.pop();
      current = null;
      ignored.add("A marker");
    }
    if (!match) {
      keep(remarkOf(line, current, ignored));
      continue;
    }
    current = null;
    const times = counting.framesOf(match.slice(6));
    const [sourceIn = null, sourceOut = null, recordIn = null, recordOut = null] = times;
    if (sourceIn === null || sourceOut === null || recordIn === null || recordOut === null) {
      ignored.add(`Line ${index + 1} has a timecode that is not valid at ${rate.num}/${rate.den} fps`);
      continue;
    }
    startFrame = Math.min(startFrame ?? recordIn, recordIn);
    const [, , reel = "", channel = "", transition = "", length = "0"] = match;
    if (!/V|B/.test(channel)) {
      ignored.add("An audio event");
      continue;
    }
    const dissolves = transition !== "C";
    if (dissolves) ignored.add(`A transition is read as a cut (line ${index + 1})`);
    const frames = recordOut - recordIn;
    // A dissolve is written as a cut of no length from the clip before, then the clip that comes in.
    if (frames === 0) continue;
    if (sourceOut - sourceIn !== frames) ignored.add(`A retimed clip is read at its normal speed (line ${index + 1})`);
    const into = dissolves ? cutInto(events, recordIn, Math.min(Number(length), frames), reel) : 0;
    if (reel === "BL" || into === frames) continue;
    current = {
      ...{ name: reel, file: null, reel, dissolves },
      ...{ sourceIn: sourceIn + into, recordIn: recordIn + into, frames: frames - into },
    };
    events.push(current);
  }
  // A cut of more than 999 clips is handed off in several lists.
  if (partsOf.size === 1) ignored.addNested("The other parts of the cut, which are in separate lists");
  if (startFrame === null) refuseList(format, "it contains no events");
  const clips = events.map(({ dissolves: _, ...clip }) => clip);
  return readCutOf(format, counting.recorded ?? rate, startFrame, [clips], ignored);
}

/**
 * How many frames of a transition belong to the clip before it, which becomes longer by them: half, as in the other formats,
 * where the clip goes on into it; all when nothing but black follows.
 */
function cutInto(events: Event[], recordIn: number, frames: number, reel: string): number {
  const before = events.at(-1);
  if (!before || before.recordIn + before.frames !== recordIn) return 0;
  const into = reel === "BL" ? frames : Math.floor(frames / 2);
  events[events.length - 1] = { ...before, frames: before.frames + into };
  return into;
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
  const filed = /^\*\s*(SOURCE FILE|FROM CLIP|FROM FILE|SOURCE FILE PATH|TO CLIP|TO FILE):\s*(.*?)\s*$/i.exec(line);
  if (filed && event) {
    const [, words = "", file = ""] = filed;
    const other = event.dissolves ? /^FROM/i : /^TO/i;
    return other.test(words) || file === "" ? {} : { file: pathOfAddress(file) };
  }
  if (/^M2\s/.test(line)) ignored.add("A change of speed");
  else if (/^\*\s*LOC:/i.test(line)) ignored.add("A marker");
  else if (/^\d{3,6}\s/.test(line)) ignored.add(`An event that can't be read: “${line.slice(0, 80).trim()}”`);
  return {};
}
