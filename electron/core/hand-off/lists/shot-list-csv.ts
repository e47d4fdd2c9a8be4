/** Writes the cut as a shot list for a spreadsheet: UTF-8 with BOM, CRLF, quoted by RFC 4180, safe from formulas in user text. */
import { factsOf } from "../../../../shared/animatic/shot-blocking.ts";
import type { Cut, CutClip, CutMedia } from "../../../../shared/cut/out/cut.ts";
import { cleanText } from "../../../../shared/cut/out/names.ts";
import { referencesOf } from "../../../../shared/prompt/references.ts";
import { frameAtMs, secondsOfFrames } from "../../../../shared/time/rate.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";
import { formatAspect } from "../../../../shared/ways-in/list-aspect.ts";
import { formatDialogue, formatLanguages, neutralize } from "../../../../shared/ways-in/list-values.ts";

interface Column {
  readonly title: string;
  readonly cell: (clip: CutClip, cut: Cut) => string;
}

const columns: readonly Column[] = [
  { title: "Scene", cell: ({ pass }) => userText(pass.scene) },
  { title: "Pass", cell: ({ pass }) => userText(pass.name) },
  { title: "Shot", cell: ({ shotLabel }) => shotLabel },
  { title: "Start", cell: ({ recordIn }, { rate }) => formatTimecode(recordIn, rate) },
  { title: "End", cell: ({ recordIn, frames }, { rate }) => formatTimecode(recordIn + frames, rate) },
  { title: "Length", cell: ({ frames }, { rate }) => formatTimecode(frames, rate) },
  { title: "Frames", cell: ({ frames }) => String(frames) },
  { title: "Planned frames", cell: ({ shot }, { rate }) => String(frameAtMs(shot.durationMs, rate)) },
  { title: "Seconds", cell: ({ frames }, { rate }) => secondsOfFrames(frames, rate).toFixed(3) },
  { title: "Size", cell: ({ shot }) => shot.camera?.size ?? "" },
  { title: "Angle", cell: ({ shot }) => shot.camera?.angle ?? "" },
  { title: "Move", cell: ({ shot }) => shot.camera?.move ?? "" },
  { title: "Lens", cell: ({ shot }) => userText(shot.camera?.lens) },
  { title: "Camera note", cell: ({ shot }) => userText(shot.camera?.note) },
  { title: "Transition in", cell: ({ shot }) => shot.transition ?? "cut" },
  { title: "Slow motion", cell: ({ shot }) => (shot.slowMotion ? "yes" : "") },
  { title: "Action", cell: ({ shot }) => userText(shot.action) },
  { title: "Environment", cell: ({ shot }) => userText(shot.environment) },
  { title: "Lighting", cell: ({ shot }) => userText(shot.lighting) },
  { title: "Mood", cell: ({ shot }) => userText(shot.mood) },
  { title: "Dialogue", cell: ({ shot }) => userText(formatDialogue(shot.dialogue ?? [])) },
  { title: "Ambience", cell: ({ shot }) => userText(shot.ambience) },
  { title: "Music", cell: ({ shot }) => userText(shot.music) },
  { title: "Free prompt", cell: ({ shot }) => userText(shot.prompt) },
  { title: "Elements", cell: ({ shot }) => [...new Set(referencesOf(shot).map(({ name }) => name))].join(", ") },
  { title: "Notes", cell: ({ shot }) => userText(shot.notes) },
  { title: "Source", cell: ({ media }) => media?.source ?? "missing" },
  { title: "Source in", cell: ({ media, sourceIn }, { rate }) => (media ? formatTimecode(sourceIn, rate) : "") },
  {
    title: "Source out",
    cell: ({ media, sourceIn, frames }, { rate }) => (media ? formatTimecode(sourceIn + frames, rate) : ""),
  },
  { title: "Source frames", cell: ({ media }) => frameRange(media?.filmFrames) },
  { title: "Video file", cell: ({ media }) => (media?.remarks ?? []).join(" ") },
  // What a list needs besides to become the same shots again when it is imported.
  { title: "Planned seconds", cell: ({ shot }) => String(shot.durationMs / 1000) },
  { title: "Strength", cell: ({ shot }) => percent(shot.camera?.strength) },
  { title: "Easing", cell: ({ shot }) => percent(shot.camera?.easing) },
  { title: "Hold start", cell: ({ shot }) => percent(shot.camera?.hold?.start) },
  { title: "Hold end", cell: ({ shot }) => percent(shot.camera?.hold?.end) },
  { title: "Language", cell: ({ shot }) => userText(formatLanguages(shot.dialogue ?? [])) },
  { title: "Wardrobe", cell: ({ shot }) => userText(shot.wardrobe) },
  { title: "Props", cell: ({ shot }) => userText(shot.props) },
  { title: "Scene heading", cell: ({ pass }) => userText(pass.heading) },
  { title: "Model", cell: ({ pass }) => userText(pass.profile) },
  { title: "Aspect ratio", cell: ({ pass }) => formatAspect(pass.aspectRatio) },
  // Worked out of the blocking, and not read back: a list that is imported has the words alone.
  { title: "Blocked lens (mm)", cell: ({ blocking }) => rounded(factsOf(blocking).lens, 1) },
  { title: "Blocked end lens (mm)", cell: ({ blocking }) => rounded(factsOf(blocking).endLens, 1) },
  { title: "Blocked camera height (m)", cell: ({ blocking }) => rounded(factsOf(blocking).height, 2) },
  { title: "Blocked distance (m)", cell: ({ blocking }) => rounded(factsOf(blocking).distance, 2) },
  { title: "Blocked move length (m)", cell: ({ blocking }) => rounded(factsOf(blocking).moveLength, 2) },
  { title: "Blocked from", cell: ({ blocking }) => (blocking.fromWords ? "words" : "hand") },
];

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** A row a shot, in the order of the cut. `clipFile` names a film's file; absent when no clips are handed off. */
export function writeShotListCsv(cut: Cut, clipFile?: (media: CutMedia) => string): string {
  const shown: Column[] = [...columns];
  if (clipFile) {
    shown.push(
      { title: "Reel", cell: ({ media }) => media?.reel ?? "" },
      { title: "Clip", cell: ({ media }) => (media ? clipFile(media) : "") },
    );
  }
  const rows = [shown.map(({ title }) => title), ...cut.clips.map((clip) => shown.map(({ cell }) => cell(clip, cut)))];
  return `\uFEFF${rows.map((row) => `${row.map(quote).join(",")}\r\n`).join("")}`;
}

/** The first and the last frame that the cut plays, counted in the take's own file from 0. */
function frameRange(range: CutMedia["filmFrames"]): string {
  return range ? `${range.first}-${range.last}` : "";
}

function percent(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}

/** Text of the user's, which a spreadsheet must not run as a formula. */
function userText(text: string | null | undefined): string {
  return neutralize(cleanText(text ?? ""));
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
