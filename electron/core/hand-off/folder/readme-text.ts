/** Writes the README of a hand-off folder: what lies in it, at which rate it begins where, and what to import into which suite. */
import { type Cut, startTimecode } from "../../../../shared/cut/out/cut.ts";
import type { EditListFormat } from "../../../../shared/cut/out/hand-off-options.ts";
import { secondsOfFrames, timebaseOf } from "../../../../shared/time/rate.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";
import type { EditList } from "../lists/edit-lists.ts";
import { imagesFolder, type PlanFile } from "./plan-file.ts";

/** The files of a hand-off by what they are; names relative to its folder, absent where that format was not asked for. */
export interface HandOffNames {
  readonly movie?: string;
  readonly review?: string;
  readonly clipsFolder?: string;
  readonly soundsFolder?: string;
  readonly passesFolder?: string;
  readonly stillsFolder?: string;
  readonly lists?: readonly EditList[];
  readonly shotList?: string;
  readonly ale?: string;
  readonly srt?: string;
  readonly vtt?: string;
  /** Subtitles were asked for, and nobody speaks. */
  readonly silent?: boolean;
  readonly plan?: PlanFile;
  readonly board?: { readonly name: string; readonly missingCharacters: number };
}

const listWords: Readonly<Record<EditListFormat, string>> = {
  edl: "the cut as a CMX3600 list (picture)",
  "edl-ax": "the same with AX for every reel, as is written for films that are found by file name",
  otio: "the cut as OpenTimelineIO (picture, sound, notes as markers)",
  "otio-resolve": "the same for DaVinci Resolve, which wants plain paths",
  fcpxml: "the cut as FCPXML (picture, sound with roles, notes and markers)",
  xmeml: "the cut as Final Cut Pro 7 XML (picture, sound, markers)",
  markers: "every shot as a marker of DaVinci Resolve's timeline, with its notes",
};

/** What to do with each list, in the order in which an editor should try them. */
const importWords: Readonly<Record<EditListFormat, string>> = {
  fcpxml: "Final Cut Pro: the .fcpxml file. DaVinci Resolve reads it too.",
  xmeml: "Premiere Pro and OpenShot: the .xml file. DaVinci Resolve reads it too; Premiere Pro does not read .fcpxml.",
  "otio-resolve":
    "DaVinci Resolve 18.5 and later: the _resolve.otio file, which holds good as long as the folder stays here.",
  otio: "Premiere Pro 26 and Kdenlive: the .otio file.",
  edl: "Avid Media Composer, and anything else: link to the clips, then import the .edl; it conforms by reel and timecode.",
  "edl-ax": "Programs that find films by file name, not by reel: the _AX.edl file.",
  markers:
    "DaVinci Resolve: Timelines > Import > Timeline Markers from EDL, with the _markers.edl file, once the timeline is there.",
};

export function writeReadme(cut: Cut, names: HandOffNames, madeAt: Date): string {
  const { rate, frames } = cut;
  const counting = rate.dropFrame ? "drop-frame" : "non-drop-frame";
  const seconds = secondsOfFrames(frames, rate).toFixed(3);
  const passes = new Set(cut.clips.map((clip) => clip.pass)).size;
  const lines = [
    `${cut.title}`,
    `Hand-off made with Shotline, ${madeAt.toISOString().slice(0, 10)}`,
    "",
    `Frame rate       ${cut.rateName.replace("df", "")} (${rate.num}/${rate.den} frames a second), ${counting} timecode`,
    `Start timecode   ${startTimecode(cut)}`,
    `End timecode     ${formatTimecode(cut.startFrame + frames, rate)} (exclusive)`,
    `Length           ${frames} frames, ${seconds} s`,
    `Shots            ${cut.clips.length}, in ${passes} ${passes === 1 ? "pass" : "passes"}`,
    "",
    "What is here",
    ...(names.movie
      ? [`  ${names.movie}: the whole cut with shot and timecode burnt in, to look at and lay under your edit`]
      : []),
    ...(names.review
      ? [`  ${names.review}: opens in any browser, plays the movie and takes comments that Shotline imports as notes`]
      : []),
    ...(names.clipsFolder ? [`  ${names.clipsFolder}/: one clip a shot, with timecode and reel name`] : []),
    ...(names.soundsFolder
      ? [`  ${names.soundsFolder}/: the sound of each clip as WAV, 48 kHz, stamped with its time`]
      : []),
    ...(names.passesFolder
      ? [`  ${names.passesFolder}/: every take and animatic that the cut uses, whole and as it came`]
      : []),
    ...(names.stillsFolder ? [`  ${names.stillsFolder}/: the middle frame of each shot`] : []),
    ...(names.lists ?? []).map(({ format, name }) => `  ${name}: ${listWords[format]}`),
    ...(names.shotList ? [`  ${names.shotList}: the shot list for a spreadsheet`] : []),
    ...(names.ale ? [`  ${names.ale}: the clips as an Avid log, to make a bin from before the list is imported`] : []),
    ...(names.srt ? [`  ${names.srt}: the dialogue as SubRip subtitles, counted from the first frame`] : []),
    ...(names.vtt ? [`  ${names.vtt}: the dialogue as WebVTT, for a player on the web`] : []),
    ...(names.silent ? ["  There are no subtitles, because no shot has dialogue."] : []),
    ...(names.board ? [`  ${names.board.name}: the storyboard, to print or send${missingNote(names.board)}`] : []),
    ...(names.plan ? planLines(names.plan) : []),
    "",
    ...importLines(cut, names),
    "The source timecode of each clip is its place in the programme. Every edit is a straight cut: fades, dissolves and whips",
    "are in the picture of the shot that comes in.",
    ...filmLines(cut),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** What an editor has to know of the films: their handles, and what is not as planned or not as it came. */
function filmLines({ clips }: Cut): string[] {
  const handled = clips.filter(({ media, frames }) => media && media.frames > frames).length;
  const remarks = clips.flatMap(({ name, media }) => (media?.remarks ?? []).map((remark) => `  ${name}: ${remark}`));
  const missing = clips.filter(({ media }) => !media).map(({ name }) => `  ${name}`);
  return [
    ...(missing.length > 0
      ? ["Shots without film, as theirs is gone or cut off: their places are left free and marked", ...missing, ""]
      : []),
    handled === 0
      ? "There are no handles: an animatic ends where its shot ends."
      : `${handled} of ${clips.length} clips have handles, as far as their takes go on; an animatic ends where its shot ends.`,
    ...(remarks.length > 0 ? ["", "What is to be known of the films", ...remarks] : []),
  ];
}

function planLines({ name, images, missingImages }: PlanFile): string[] {
  const beside = images.length === 0 ? "" : `, with its images in ${imagesFolder}/`;
  const lost = missingImages === 1 ? "One image is" : `${missingImages} images are`;
  return [
    `  ${name}: the plan${beside}; Shotline makes a new project from it (New from plan…)`,
    "    Takes, locked shot numbers and the frames of single shots have no place in a plan.",
    ...(missingImages === 0 ? [] : [`    ${lost} missing from the project, and from the plan.`]),
  ];
}

function missingNote({ missingCharacters }: { readonly missingCharacters: number }): string {
  if (missingCharacters === 0) return "";
  const count = missingCharacters === 1 ? "one character is" : `${missingCharacters} characters are`;
  return ` (${count} shown as a box, because no font of the app has them)`;
}

function importLines(cut: Cut, { lists = [] }: HandOffNames): string[] {
  const formats = new Set(lists.map(({ format }) => format));
  if (formats.size === 0) return [];
  const start = `${cut.rateName.replace("df", "")} frames a second${cut.rate.dropFrame ? ", drop-frame" : ""}`;
  return [
    `What to import (set the project to ${start} first)`,
    ...Object.entries(importWords).flatMap(([format, words]) =>
      formats.has(format as EditListFormat) ? [`  ${words}`] : [],
    ),
    "  If the folder has moved since: relink by file name; every name is unique.",
    ...(countsBeyondCmx(cut, formats) ? [cmxNote(cut)] : []),
    "",
  ];
}

/** CMX3600 is of a time when no picture had more than 30 frames a second. */
function countsBeyondCmx({ rate }: Cut, formats: ReadonlySet<EditListFormat>): boolean {
  return timebaseOf(rate) > 30 && (formats.has("edl") || formats.has("edl-ax"));
}

function cmxNote({ rate }: Cut): string {
  return `  CMX3600 knows 24, 25 and 30 frames only; this .edl counts ${timebaseOf(rate)} frames in a second of timecode.`;
}
