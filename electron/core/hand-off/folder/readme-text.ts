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
  readonly mix?: string;
  /** What lies under the cut in mix and movie. */
  readonly sound?: string;
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
  readonly board?: { readonly name: string; readonly missingCharacters: number; readonly hasFloorPlans: boolean };
}

const listWords: Readonly<Record<EditListFormat, string>> = {
  edl: "the cut as a CMX3600 list (picture)",
  "edl-ax": "the same with reel AX throughout, for apps that find media by file name",
  otio: "the cut as OpenTimelineIO (picture, sound, notes as markers)",
  "otio-resolve": "the same for DaVinci Resolve, with plain paths",
  fcpxml: "the cut as FCPXML (picture, sound with roles, notes and markers)",
  xmeml: "the cut as Final Cut Pro 7 XML (picture, sound, markers)",
  markers: "every shot as a DaVinci Resolve timeline marker, with its notes",
};

/** What to do with each list, in the order in which an editor should try them. */
const importWords: Readonly<Record<EditListFormat, string>> = {
  fcpxml: "Final Cut Pro: the .fcpxml file. DaVinci Resolve reads it too.",
  xmeml: "Premiere Pro and OpenShot: the .xml file. DaVinci Resolve reads it too. Premiere Pro does not read .fcpxml.",
  "otio-resolve":
    "DaVinci Resolve 18.5 and later: the _resolve.otio file. It works only while the folder stays where it is.",
  otio: "Premiere Pro 26 and Kdenlive: the .otio file.",
  edl: "Avid Media Composer and other apps: link to the clips, then import the .edl; it conforms by reel and timecode.",
  "edl-ax": "Apps that find media by file name instead of reel: the _AX.edl file.",
  markers:
    "DaVinci Resolve: after importing the timeline, choose Timelines > Import > Timeline Markers from EDL and select the _markers.edl file.",
};

export function writeReadme(cut: Cut, names: HandOffNames, madeAt: Date): string {
  const { rate, frames } = cut;
  const counting = rate.dropFrame ? "drop-frame" : "non-drop-frame";
  const seconds = secondsOfFrames(frames, rate).toFixed(3);
  const passes = new Set(cut.clips.map((clip) => clip.pass)).size;
  const lines = [
    `${cut.title}`,
    `Shotline hand-off, ${madeAt.toISOString().slice(0, 10)}`,
    "",
    `Frame rate       ${cut.rateName.replace("df", "")} (${rate.num}/${rate.den} frames per second), ${counting} timecode`,
    `Start timecode   ${startTimecode(cut)}`,
    `End timecode     ${formatTimecode(cut.startFrame + frames, rate)} (exclusive)`,
    `Length           ${frames} frames, ${seconds} s`,
    `Shots            ${cut.clips.length}, in ${passes} ${passes === 1 ? "pass" : "passes"}`,
    "",
    "Contents",
    ...(names.movie
      ? [`  ${names.movie}: the whole cut with shot and timecode burned in, for reference under your edit`]
      : []),
    ...(names.review
      ? [
          `  ${names.review}: open it in any browser to play the movie and write comments; Shotline imports them as notes`,
        ]
      : []),
    ...(names.clipsFolder ? [`  ${names.clipsFolder}/: one clip per shot, with timecode and reel name`] : []),
    ...(names.soundsFolder ? [`  ${names.soundsFolder}/: the audio of each clip as 48 kHz WAV, time-stamped`] : []),
    ...(names.mix
      ? [
          `  ${names.mix}: the sound of the whole cut${names.sound ? `, with ${names.sound} under it` : ""}, from its first frame`,
        ]
      : []),
    ...(names.passesFolder
      ? [`  ${names.passesFolder}/: every take and animatic used in the cut, full length and unchanged`]
      : []),
    ...(names.stillsFolder ? [`  ${names.stillsFolder}/: the middle frame of each shot`] : []),
    ...(names.lists ?? []).map(({ format, name }) => `  ${name}: ${listWords[format]}`),
    ...(names.shotList ? [`  ${names.shotList}: the shot list, for a spreadsheet`] : []),
    ...(names.ale ? [`  ${names.ale}: the clips as an Avid log; create a bin from it before importing the EDL`] : []),
    ...(names.srt ? [`  ${names.srt}: the dialogue as SubRip subtitles, counted from the first frame`] : []),
    ...(names.vtt ? [`  ${names.vtt}: the dialogue as WebVTT, for web players`] : []),
    ...(names.silent ? ["  No subtitles: no shot has dialogue."] : []),
    ...(names.board
      ? [
          `  ${names.board.name}: the storyboard${names.board.hasFloorPlans ? " with floor plans" : ""}, to print or send${missingNote(names.board)}`,
        ]
      : []),
    ...(names.plan ? planLines(names.plan) : []),
    "",
    ...importLines(cut, names),
    "The source timecode of each clip is its position in the cut. Every edit is a straight cut: fades, dissolves and whips",
    "are baked into the incoming shot.",
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
      ? ["Shots with missing or incomplete media: the cut has a marked gap for each", ...missing, ""]
      : []),
    handled === 0
      ? "No handles: an animatic ends where its shot ends."
      : `${handled} of ${clips.length} clips have handles, where their takes are long enough; an animatic ends where its shot ends.`,
    ...(remarks.length > 0 ? ["", "Notes on the media", ...remarks] : []),
  ];
}

function planLines({ name, images, missingImages }: PlanFile): string[] {
  const beside = images.length === 0 ? "" : `, with its images in ${imagesFolder}/`;
  const lost = missingImages === 1 ? "One image is" : `${missingImages} images are`;
  return [
    `  ${name}: the plan${beside}; to create a project from it, choose New from plan… in Shotline`,
    "    A plan does not include takes, locked shot numbers or the frames of single shots.",
    ...(missingImages === 0 ? [] : [`    ${lost} missing from the project and from the plan.`]),
  ];
}

function missingNote({ missingCharacters }: { readonly missingCharacters: number }): string {
  if (missingCharacters === 0) return "";
  const count = missingCharacters === 1 ? "one character is" : `${missingCharacters} characters are`;
  return ` (${count} shown as a box: Shotline's fonts do not include them)`;
}

function importLines(cut: Cut, { lists = [] }: HandOffNames): string[] {
  const formats = new Set(lists.map(({ format }) => format));
  if (formats.size === 0) return [];
  const start = `${cut.rateName.replace("df", "")} fps${cut.rate.dropFrame ? ", drop-frame" : ""}`;
  return [
    `What to import (first set your project to ${start})`,
    ...Object.entries(importWords).flatMap(([format, words]) =>
      formats.has(format as EditListFormat) ? [`  ${words}`] : [],
    ),
    "  If the folder has moved, relink by file name; every name is unique.",
    ...(countsBeyondCmx(cut, formats) ? [cmxNote(cut)] : []),
    "",
  ];
}

/** CMX3600 is of a time when no picture had more than 30 frames a second. */
function countsBeyondCmx({ rate }: Cut, formats: ReadonlySet<EditListFormat>): boolean {
  return timebaseOf(rate) > 30 && (formats.has("edl") || formats.has("edl-ax"));
}

function cmxNote({ rate }: Cut): string {
  return `  CMX3600 defines only 24, 25 and 30 fps; this .edl counts ${timebaseOf(rate)} frames per second of timecode.`;
}
