/** Writes a cut as a storyboard: 1 to 9 frames a page, each with its picture, its times and what the director wrote. */
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import PDFDocument from "pdfkit";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import { type Cut, type CutClip, startTimecode } from "../../../shared/cut/cut.ts";
import type { BoardOptions } from "../../../shared/rpc/export-options.ts";
import { formatTimecode } from "../../../shared/time/timecode.ts";
import { BoardFonts, type TextStyle } from "./board-fonts.ts";
import { type BoardLayout, type Box, layOutBoard } from "./board-pdf-layout.ts";
import { cutLines, fitLine, shareLines, wrapLines } from "./board-pdf-text.ts";

export interface BoardRequest {
  readonly cut: Cut;
  readonly options: BoardOptions;
  /** A JPEG of the shot, or null when there is none. */
  readonly pictureFile: (clip: CutClip) => string | null;
  readonly madeAt: Date;
  readonly signal: AbortSignal;
}

const ink = "#16181b";
const quiet = "#62686f";
const spoken = "#1d4f7c";
const lineHeight = 1.34;
const transitionNotes = {
  "fade-in": "fade in from black",
  "hard-cut": "in by hard cut",
  "jump-cut": "in by jump cut",
  "match-cut": "in by match cut",
  dissolve: "in by dissolve",
  whip: "in by whip",
} as const;

/** Writes the PDF into `file`; gives how many characters were shown as □ because no font has them. */
export async function writeBoardPdf(request: BoardRequest, file: string): Promise<{ missingCharacters: number }> {
  const { cut, options, madeAt, signal } = request;
  const layout = layOutBoard(options, usualRatio(cut));
  const { width, height } = layout.page;
  const document = new PDFDocument({
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: "1.7",
    displayTitle: true,
    info: {
      Title: `${cut.title}: storyboard`,
      Creator: "Shotline",
      Producer: "Shotline",
      CreationDate: madeAt,
      ModDate: madeAt,
    },
  });
  const written = pipeline(document, createWriteStream(file), { signal });
  const drawn = drawPages(document, layout, request);
  // Whichever fails first ends the other: a full disk stops the drawing, a fault in drawing the writing.
  drawn.catch((error: Error) => document.destroy(error));
  const [missingCharacters] = await Promise.all([drawn, written]);
  return { missingCharacters };
}

async function drawPages(document: PDFKit.PDFDocument, layout: BoardLayout, request: BoardRequest): Promise<number> {
  const { cut, options, signal } = request;
  const fonts = new BoardFonts(document);
  const pageCount = Math.ceil(cut.clips.length / options.framesPerPage);
  for (let page = 0; page < pageCount; page += 1) {
    signal.throwIfAborted();
    document.addPage();
    drawHeader(document, fonts, layout, request, `Page ${page + 1} of ${pageCount}`);
    const first = page * options.framesPerPage;
    for (const [index, clip] of cut.clips.slice(first, first + options.framesPerPage).entries()) {
      const { picture, text } = layout.cells[index] as BoardLayout["cells"][number];
      if (clip.pass !== cut.clips[first + index - 1]?.pass)
        document.outline.addItem(`${clip.pass.scene} ${clip.pass.name}`);
      drawPicture(document, fonts, picture, clip, request.pictureFile(clip));
      drawText(fonts, text, clip, cut, layout.textPt);
    }
    // Pages are written while the next ones are drawn.
    await nextTurn();
  }
  document.end();
  return fonts.missing;
}

function drawHeader(
  document: PDFKit.PDFDocument,
  fonts: BoardFonts,
  { header }: BoardLayout,
  { cut, madeAt }: BoardRequest,
  page: string,
): void {
  const title: TextStyle = { sizePt: 14, weight: 600, color: ink };
  const small: TextStyle = { sizePt: 8, weight: 400, color: quiet };
  const shots = `${cut.clips.length} ${cut.clips.length === 1 ? "shot" : "shots"}`;
  const rate = `${cut.rateName.replace("df", "")} fps${cut.rate.dropFrame ? " drop-frame" : ""}`;
  const facts = `Storyboard  ·  ${shots}  ·  ${formatTimecode(cut.frames, cut.rate)} at ${rate}  ·  starts ${startTimecode(cut)}`;
  const date = madeAt.toISOString().slice(0, 10);
  const right = header.x + header.width;
  const asideWidth = Math.max(fonts.widthOf(date, small), fonts.widthOf(page, small));
  const room = header.width - asideWidth - 16;
  fonts.draw(
    fitLine(cut.title, room, (text) => fonts.widthOf(text, title)),
    header.x,
    header.y + 12,
    title,
  );
  fonts.draw(
    fitLine(facts, room, (text) => fonts.widthOf(text, small)),
    header.x,
    header.y + 26,
    small,
  );
  fonts.draw(page, right - fonts.widthOf(page, small), header.y + 12, small);
  fonts.draw(date, right - fonts.widthOf(date, small), header.y + 26, small);
  const y = header.y + header.height - 1;
  document.moveTo(header.x, y).lineTo(right, y).lineWidth(0.75).strokeColor("#b9bdc2").stroke();
}

function drawPicture(
  document: PDFKit.PDFDocument,
  fonts: BoardFonts,
  { x, y, width, height }: Box,
  clip: CutClip,
  picture: string | null,
): void {
  document.rect(x, y, width, height).fill(picture === null ? "#4a1a1c" : "#111214");
  if (picture !== null) {
    document.image(picture, x, y, { fit: [width, height], align: "center", valign: "center" });
    document.rect(x, y, width, height).lineWidth(0.5).strokeColor("#8a8f95").stroke();
    return;
  }
  const words = clip.media === null ? "Film missing" : "No picture";
  const style: TextStyle = { sizePt: Math.min(16, width / 12), weight: 600, color: "#ff8f88" };
  fonts.draw(words, x + (width - fonts.widthOf(words, style)) / 2, y + height / 2 + style.sizePt * 0.35, style);
}

/** A text of a shot, with how it is set. */
interface Block {
  readonly text: string;
  readonly style: TextStyle;
}

function drawText(fonts: BoardFonts, box: Box, clip: CutClip, cut: Cut, sizePt: number): void {
  const title: TextStyle = { sizePt: sizePt + 2, weight: 600, color: ink };
  const small: TextStyle = { sizePt: sizePt - 0.5, weight: 400, color: quiet };
  const bottom = box.y + box.height;
  let y = box.y;
  /** The baseline of a next line, which `y` then lies under; null when there is no room for it. */
  const nextBaseline = (style: TextStyle): number | null => {
    const under = y + style.sizePt * lineHeight;
    if (under > bottom + 0.01) return null;
    const baseline = y + style.sizePt * 1.02;
    y = under;
    return baseline;
  };
  const drawPair = (left: string, right: string, leftStyle: TextStyle, rightStyle: TextStyle) => {
    const baseline = nextBaseline(leftStyle);
    if (baseline === null) return;
    const rightWidth = fonts.widthOf(right, rightStyle);
    const room = box.width - (right === "" ? 0 : rightWidth + sizePt);
    fonts.draw(
      fitLine(left, room, (text) => fonts.widthOf(text, leftStyle)),
      box.x,
      baseline,
      leftStyle,
    );
    fonts.draw(right, box.x + box.width - rightWidth, baseline, rightStyle);
  };
  const { recordIn, frames } = clip;
  drawPair(clip.name, `${Number((clip.shot.durationMs / 1000).toFixed(2))} s`, title, { ...small, sizePt, color: ink });
  const span = `${formatTimecode(recordIn, cut.rate)} – ${formatTimecode(recordIn + frames, cut.rate)}`;
  if (box.width - fonts.widthOf(span, small) > 10 * sizePt) {
    drawPair(clip.pass.name, span, small, small);
  } else {
    drawPair(clip.pass.name, "", small, small);
    drawPair(span, "", small, small);
  }
  y += sizePt * 0.3;

  const blocks = blocksOf(clip, sizePt);
  const lines = blocks.map(({ text, style }) => wrapLines(text, box.width, (part) => fonts.widthOf(part, style)));
  const spacing = sizePt * 0.25;
  const room = Math.floor((bottom - y - spacing * Math.max(0, blocks.length - 1) + 0.01) / (sizePt * lineHeight));
  const shares = shareLines(
    lines.map(({ length }) => length),
    Math.max(0, room),
  );
  for (const [index, { style }] of blocks.entries()) {
    const measure = (part: string) => fonts.widthOf(part, style);
    for (const line of cutLines(lines[index] as string[], shares[index] as number, box.width, measure)) {
      const baseline = nextBaseline(style);
      if (baseline !== null) fonts.draw(line, box.x, baseline, style);
    }
    y += spacing;
  }
}

function blocksOf({ shot }: CutClip, sizePt: number): Block[] {
  const { camera, transition, slowMotion } = shot;
  const words = [camera?.size, camera?.angle, camera?.move, camera?.lens, camera?.note, slowMotion && "slow motion"];
  const joined = words.filter((word) => typeof word === "string" && word.trim() !== "").join("  ·  ");
  const into = transition === undefined || transition === "cut" ? "" : transitionNotes[transition];
  const dialogue = (shot.dialogue ?? []).filter(({ line }) => line.trim());
  const style = (color: string, weight: TextStyle["weight"] = 400): TextStyle => ({ sizePt, weight, color });
  const blocks: Block[] = [
    { text: [joined, into].filter(Boolean).join("  ·  "), style: style(ink, 600) },
    { text: shot.prompt ?? shot.action ?? "", style: style(ink) },
    {
      text: dialogue.map(({ speaker, line }) => (speaker ? `${speaker}: “${line}”` : `“${line}”`)).join("\n"),
      style: style(spoken),
    },
    { text: shot.notes?.trim() ? `Note: ${shot.notes.trim()}` : "", style: style(quiet) },
  ];
  return blocks.filter(({ text }) => text.trim() !== "");
}

/** The shape that most shots have. */
function usualRatio({ clips }: Cut): number {
  const counts = new Map<number, number>();
  for (const { pass } of clips) counts.set(ratioOf(pass.aspectRatio), (counts.get(ratioOf(pass.aspectRatio)) ?? 0) + 1);
  return [...counts].reduce((usual, next) => (next[1] > usual[1] ? next : usual))[0];
}
