/** Writes the dialogue of a cut as subtitles: SubRip and WebVTT, with times from whole frames only. */
import { type Cue, dialogueCues } from "../../../../shared/cut/out/cues.ts";
import type { Cut } from "../../../../shared/cut/out/cut.ts";
import type { Rate } from "../../../../shared/time/rate.ts";

/** SubRip, CRLF, counted from the cut's zero; empty when nobody speaks. */
export function writeSrt(cut: Cut): string {
  const cues = dialogueCues(cut).map((cue, index) => {
    const lines = cue.lines.map(({ speaker, line }) => plain(speaker ? `${speaker}: ${line}` : line));
    return [String(index + 1), span(cue, cut.rate, ","), ...lines, "", ""].join("\r\n");
  });
  return cues.join("");
}

/** WebVTT with its speakers as voices, counted from the cut's zero. */
export function writeVtt(cut: Cut): string {
  const cues = dialogueCues(cut).map((cue, index) => {
    const lines = cue.lines.map(({ speaker, line }) =>
      speaker ? `<v ${escaped(speaker)}>${escaped(line)}</v>` : escaped(line),
    );
    return [String(index + 1), span(cue, cut.rate, "."), ...lines, "", ""].join("\n");
  });
  return ["WEBVTT", "", ""].join("\n") + cues.join("");
}

function span({ startFrame, endFrame }: Cue, rate: Rate, point: string): string {
  return `${clock(startFrame, rate, point)} --> ${clock(endFrame, rate, point)}`;
}

function clock(frame: number, { num, den }: Rate, point: string): string {
  const ms = Math.round((frame * 1000 * den) / num);
  const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1000) % 60,
  ];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}${point}${pad(ms % 1000, 3)}`;
}

/** SubRip has no escapes: what would be read as a time or as a style is written with look-alikes. */
function plain(text: string): string {
  return text.replaceAll("<", "‹").replaceAll(">", "›").replaceAll("{", "(").replaceAll("}", ")");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
