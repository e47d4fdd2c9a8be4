/** Writes a cut as a storyboard: 1 to 9 frames a page, each with its picture, its times and what the director wrote. */
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import PDFDocument from "pdfkit";
import { ratioOf } from "../../../../shared/animatic/frame-size.ts";
import type { HanForms } from "../../../../shared/animatic/typefaces.ts";
import { type Cut, type CutClip, startTimecode } from "../../../../shared/cut/out/cut.ts";
import type { BoardOptions } from "../../../../shared/cut/out/hand-off-options.ts";
import type { AspectRatio } from "../../../../shared/project/vocabulary.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";
import { hanFormsOfText } from "../../fonts/shipped-fonts.ts";
import { drawDiagram } from "./board-diagram.ts";
import { type BoardLayout, type Box, layOutBoard, placePlan } from "./board-pdf-layout.ts";
import { fitLine } from "./board-pdf-text.ts";
import { diagramShotOf, drawPlanPage, planPages, textsOfPlans } from "./board-plan-page.ts";
import { BoardSetting, type TextStyle } from "./board-setting.ts";
import { drawShotText, textsOf } from "./board-shot-text.ts";

/** Plain data, as it goes to a worker. */
export interface BoardRequest {
  readonly cut: Cut;
  readonly options: BoardOptions;
  /** A JPEG for each shot that has a picture, by the clip's name. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly madeAt: Date;
}

const ink = "#16181b";
const quiet = "#62686f";

/** Writes the PDF into `file`; gives how many characters were shown as □ because no font has them. */
export async function writeBoardPdf(request: BoardRequest, file: string): Promise<{ missingCharacters: number }> {
  const { cut, options, madeAt } = request;
  const layouts = layOutShapes(cut, options);
  const { width, height } = layOutBoard(options, 16 / 9).page;
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
  const written = pipeline(document, createWriteStream(file));
  const drawn = drawPages(document, layouts, request);
  // Whichever fails first ends the other: a full disk stops the drawing, a fault in drawing the writing.
  drawn.catch((error: Error) => document.destroy(error));
  const [missingCharacters] = await Promise.all([drawn, written]);
  return { missingCharacters };
}

/** Gives how many characters no font has. */
async function drawPages(
  document: PDFKit.PDFDocument,
  layouts: ReadonlyMap<AspectRatio, BoardLayout>,
  request: BoardRequest,
): Promise<number> {
  const { cut, options } = request;
  const setting = new BoardSetting(document, usualForms(cut));
  const plans = options.floorPlans ? planPages(cut) : [];
  for (const text of [...textsOfCut(cut), ...textsOfPlans(plans)]) await setting.prepare(text);
  const blocked = new Set(plans.map(([{ pass }]) => pass));
  const framePages = Math.ceil(cut.clips.length / options.framesPerPage);
  const pageCount = framePages + plans.length;
  for (let page = 0; page < framePages; page += 1) {
    document.addPage();
    const first = page * options.framesPerPage;
    for (const [index, clip] of cut.clips.slice(first, first + options.framesPerPage).entries()) {
      const layout = layouts.get(clip.pass.aspectRatio) as BoardLayout;
      if (index === 0) drawHeader(document, setting, layout, request, `Page ${page + 1} of ${pageCount}`);
      const cell = layout.cells[index] as BoardLayout["cells"][number];
      const { picture, text } = cell;
      if (clip.pass !== cut.clips[first + index - 1]?.pass)
        document.outline.addItem(`${clip.pass.scene} ${clip.pass.name}`);
      drawPicture(document, setting, picture, clip, request.pictures.get(clip.name) ?? null);
      const split = blocked.has(clip.pass) ? placePlan(cell) : null;
      drawShotText(setting, split?.text ?? text, clip, cut, layout.textPt);
      if (split) drawSmallPlan(document, setting, split.plan, clip, cut);
    }
    // Pages are written while the next ones are drawn.
    await nextTurn();
  }
  for (const [index, clips] of plans.entries()) {
    document.addPage();
    const layout = layouts.get(clips[0].pass.aspectRatio) as BoardLayout;
    drawHeader(document, setting, layout, request, `Page ${framePages + index + 1} of ${pageCount}`);
    document.outline.addItem(`${clips[0].pass.scene} ${clips[0].pass.name}: floor plan`);
    drawPlanPage(document, setting, layout, clips);
    await nextTurn();
  }
  document.end();
  return setting.missing;
}

/** The stage of one shot, with the cameras of the other shots of its pass. */
function drawSmallPlan(document: PDFKit.PDFDocument, setting: BoardSetting, box: Box, clip: CutClip, cut: Cut): void {
  const pass = cut.clips.filter((each) => each.pass === clip.pass);
  const textPt = Math.min(7, Math.max(5, Math.min(box.width, box.height) / 15));
  drawDiagram(document, setting, box, pass.map(diagramShotOf), textPt, pass.indexOf(clip));
}

function drawHeader(
  document: PDFKit.PDFDocument,
  setting: BoardSetting,
  { header }: BoardLayout,
  { cut, madeAt }: BoardRequest,
  pageText: string,
): void {
  const small: TextStyle = { sizePt: 8, weight: 400, color: quiet };
  const shots = `${cut.clips.length} ${cut.clips.length === 1 ? "shot" : "shots"}`;
  const rate = `${cut.rateName.replace("df", "")} fps${cut.rate.dropFrame ? " drop-frame" : ""}`;
  const factsText = `Storyboard  ·  ${shots}  ·  ${formatTimecode(cut.frames, cut.rate)} at ${rate}  ·  starts ${startTimecode(cut)}`;
  const dateText = madeAt.toISOString().slice(0, 10);
  const title = setting.of(cut.title, { sizePt: 14, weight: 600, color: ink });
  const [facts, page, date] = [setting.of(factsText, small), setting.of(pageText, small), setting.of(dateText, small)];
  const right = header.x + header.width;
  const asideWidth = Math.max(date.widthOf(dateText), page.widthOf(pageText));
  const room = header.width - asideWidth - 16;
  title.draw(fitLine(cut.title, room, title.widthOf), header.x, header.y + 12);
  facts.draw(fitLine(factsText, room, facts.widthOf), header.x, header.y + 26);
  page.draw(pageText, right - page.widthOf(pageText), header.y + 12);
  date.draw(dateText, right - date.widthOf(dateText), header.y + 26);
  const y = header.y + header.height - 1;
  document.moveTo(header.x, y).lineTo(right, y).lineWidth(0.75).strokeColor("#b9bdc2").stroke();
}

function drawPicture(
  document: PDFKit.PDFDocument,
  setting: BoardSetting,
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
  const words = clip.media === null ? "Media missing" : "No picture";
  const sizePt = Math.min(16, width / 12);
  const label = setting.of(words, { sizePt, weight: 600, color: "#ff8f88" });
  label.draw(words, x + (width - label.widthOf(words)) / 2, y + height / 2 + sizePt * 0.35);
}

/** The cells of a page are the same for all shapes; within a cell each picture has its own. Text is as large everywhere. */
function layOutShapes({ clips }: Cut, options: BoardOptions): ReadonlyMap<AspectRatio, BoardLayout> {
  const shapes = [...new Set(clips.map(({ pass }) => pass.aspectRatio))];
  const layouts = shapes.map((shape) => [shape, layOutBoard(options, ratioOf(shape))] as const);
  const textPt = Math.min(...layouts.map(([, layout]) => layout.textPt));
  return new Map(layouts.map(([shape, layout]) => [shape, { ...layout, textPt }]));
}

/** What most texts want that tell; Japanese where none does. */
function usualForms(cut: Cut): HanForms {
  return mostFrequent(textsOfCut(cut).flatMap((text) => hanFormsOfText(text) ?? [])) ?? "JP";
}

/** All that somebody wrote; what the board says of its own is in Latin letters. */
function textsOfCut({ title, clips }: Cut): string[] {
  return [title, ...clips.flatMap((clip) => [clip.name, clip.pass.name, ...textsOf(clip)])];
}

function mostFrequent<Value>(values: readonly Value[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return values.find((value) => counts.get(value) === most);
}
