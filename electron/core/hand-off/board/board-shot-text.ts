/** Owns what is written of a shot on a board: which of its texts, in which order and style, and how they share the room. */
import type { Cut, CutClip } from "../../../../shared/cut/out/cut.ts";
import { timebaseOf } from "../../../../shared/time/rate.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";
import type { Box } from "./board-pdf-layout.ts";
import { fitLine, paragraphsOf, shareLines, shorten, wrapLines } from "./board-pdf-text.ts";
import type { BoardSetting, SetText, TextStyle } from "./board-setting.ts";

const ink = "#16181b";
const quiet = "#62686f";
const spoken = "#1d4f7c";
const lineHeight = 1.34;
const transitionNotes = {
  "fade-in": "fade in from black",
  "hard-cut": "hard cut in",
  "jump-cut": "jump cut in",
  "match-cut": "match cut in",
  dissolve: "dissolve in",
  whip: "whip in",
} as const;

/** A text of a shot; one that `waits` is written where the others leave room. */
interface Block {
  readonly text: string;
  readonly weight?: TextStyle["weight"];
  readonly color?: string;
  readonly waits?: boolean;
}

/** A line of a text that is already broken. */
interface Line {
  readonly text: string;
  readonly set: SetText;
}

/** Every text that may be written of a shot. */
export function textsOf(clip: CutClip): string[] {
  return blocksOf(clip).map(({ text }) => text);
}

/** Writes into `box` as much as it has room for; `sizePt` is that of the running text. */
export function drawShotText(setting: BoardSetting, box: Box, clip: CutClip, cut: Cut, sizePt: number): void {
  const blocks = blocksOf(clip);
  const spacing = sizePt * 0.25;
  let y = drawLabels(setting, box, clip, cut, sizePt) + sizePt * 0.3;
  const height = box.y + box.height - y - spacing * (blocks.length - 1) + 0.01;
  const room = Math.max(0, Math.floor(height / (sizePt * lineHeight)));
  // One line more than there is room for tells that a text goes on.
  const lines = blocks.map((block) => linesOf(setting, block, box.width, sizePt, room + 1));
  const wanted = (late: boolean) =>
    blocks.map(({ waits = false }, index) => (waits === late ? (lines[index] as Line[]).length : 0));
  const first = shareLines(wanted(false), room);
  const then = shareLines(wanted(true), room - first.reduce((sum, count) => sum + count, 0));
  for (const [index, each] of lines.entries()) {
    const count = (first[index] as number) + (then[index] as number);
    for (const [at, { text, set }] of each.slice(0, count).entries()) {
      const isCutOff = at === count - 1 && count < each.length;
      const shown = isCutOff ? shorten(text, box.width, set.widthOf) : text;
      set.draw(shown, set.isLeftward ? box.x + box.width - set.widthOf(shown) : box.x, y + sizePt * 1.02);
      y += sizePt * lineHeight;
    }
    if (count > 0) y += spacing;
  }
}

/** Name and length, and where the shot is in pass and programme; gives where the next text begins. */
function drawLabels(setting: BoardSetting, box: Box, clip: CutClip, cut: Cut, sizePt: number): number {
  const small: TextStyle = { sizePt: sizePt - 0.5, weight: 400, color: quiet };
  const right = box.x + box.width;
  let y = box.y;
  const nextBaseline = (size: number) => {
    y += size * lineHeight;
    return y - size * (lineHeight - 1.02);
  };
  const length = `${Number(secondsOf(clip, cut).toFixed(2))} s`;
  const lengthSet = setting.of(length, { sizePt, weight: 400, color: ink });
  const nameRoom = box.width - lengthSet.widthOf(length) - sizePt;
  const title: TextStyle = { sizePt: sizePt + 2, weight: 600, color: ink };
  // A name is smaller rather than cut off: others refer to the shot by it.
  const tooWide = Math.max(1, setting.of(clip.name, title).widthOf(clip.name) / nameRoom);
  const titleBaseline = nextBaseline(title.sizePt);
  setting.of(clip.name, { ...title, sizePt: title.sizePt / tooWide }).draw(clip.name, box.x, titleBaseline);
  lengthSet.draw(length, right - lengthSet.widthOf(length), titleBaseline);

  const pass = setting.of(clip.pass.name, small);
  const span = `${formatTimecode(clip.recordIn, cut.rate)} – ${formatTimecode(clip.recordIn + clip.frames, cut.rate)}`;
  const spanSet = setting.of(span, small);
  const spanWidth = spanSet.widthOf(span);
  const isShared = box.width - spanWidth > 10 * sizePt;
  const passRoom = isShared ? box.width - spanWidth - sizePt : box.width;
  const passBaseline = nextBaseline(small.sizePt);
  pass.draw(fitLine(clip.pass.name, passRoom, pass.widthOf), box.x, passBaseline);
  if (isShared) spanSet.draw(span, right - spanWidth, passBaseline);
  else spanSet.draw(fitLine(span, box.width, spanSet.widthOf), box.x, nextBaseline(small.sizePt));
  return y;
}

/** Seconds as a timecode counts them: those that were planned, unless the cut plays fewer or more frames. */
function secondsOf({ shot, frames }: CutClip, { rate }: Cut): number {
  const planned = shot.durationMs / 1000;
  const seconds = frames / timebaseOf(rate);
  return Math.abs(planned - seconds) < 1 / timebaseOf(rate) && !shot.trim ? planned : seconds;
}

/** At most `count` lines. */
function linesOf(setting: BoardSetting, block: Block, widthPt: number, sizePt: number, count: number): Line[] {
  const { weight = 400, color = ink } = block;
  const lines: Line[] = [];
  for (const paragraph of paragraphsOf(block.text)) {
    const set = setting.of(paragraph, { sizePt, weight, color });
    for (const text of wrapLines(paragraph, widthPt, set.widthOf)) {
      if (lines.push({ text, set }) === count) return lines;
    }
  }
  return lines;
}

function blocksOf({ shot, media }: CutClip): Block[] {
  const { camera, transition, slowMotion } = shot;
  const into = transition === undefined || transition === "cut" ? "" : transitionNotes[transition];
  const words = [
    camera?.size,
    camera?.angle,
    camera?.move,
    camera?.lens,
    camera?.note,
    slowMotion && "slow motion",
    into,
  ];
  const dialogue = (shot.dialogue ?? []).filter(({ line }) => line.trim());
  const look = shot.prompt ? [] : [shot.environment, shot.lighting, shot.mood];
  const blocks: Block[] = [
    { text: joined(words), weight: 600 },
    { text: shot.prompt ?? shot.action ?? "" },
    {
      text: dialogue.map(({ speaker, line }) => (speaker ? `${speaker}: “${line}”` : `“${line}”`)).join("\n"),
      color: spoken,
    },
    { text: labelled("Note", shot.notes?.trim()), color: quiet },
    { text: labelled("Sound", joined([shot.ambience, shot.music])), color: quiet, waits: true },
    { text: labelled("Look", joined(look)), color: quiet, waits: true },
    { text: labelled(media?.source ?? "", media?.remarks?.join(" ")), color: quiet, waits: true },
  ];
  return blocks.filter(({ text }) => text.trim() !== "");
}

function joined(words: readonly (string | false | undefined)[]): string {
  return words.filter((word) => typeof word === "string" && word.trim() !== "").join("  ·  ");
}

function labelled(label: string, text: string | undefined): string {
  return text ? `${label}: ${text}` : "";
}
