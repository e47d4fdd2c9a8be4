/** Owns a storyboard's page of a pass seen from above: its floor plan with all cameras, and the list of their set-ups. */
import { factsOf } from "../../../../shared/animatic/shot-blocking.ts";
import type { Cut, CutClip } from "../../../../shared/cut/out/cut.ts";
import { sayLens, sayMeters, sayMove, sayTilt } from "../../../../shared/stage/camera-facts.ts";
import type { DiagramShot } from "../../../../shared/stage/diagram.ts";
import { drawDiagram } from "./board-diagram.ts";
import type { BoardLayout, Box } from "./board-pdf-layout.ts";
import { fitLine } from "./board-pdf-text.ts";
import type { BoardSetting, TextStyle } from "./board-setting.ts";

/** The clips of one pass that a page has. */
export type PlanPage = readonly [CutClip, ...CutClip[]];

/** More would not be told apart. */
const camerasPerPage = 20;
const ink = "#16181b";
const quiet = "#62686f";
const rowHeight = 15;
const gap = 18;
const tableWidth = 340;

interface Column {
  readonly title: string;
  /** A share of the table. */
  readonly width: number;
  readonly cell: (clip: CutClip) => string;
}

const columns: readonly Column[] = [
  { title: "Shot", width: 0.13, cell: ({ shotLabel }) => shotLabel },
  { title: "Size", width: 0.12, cell: ({ shot }) => shot.camera?.size ?? "" },
  { title: "Lens", width: 0.16, cell: ({ blocking }) => sayLens(factsOf(blocking)) },
  { title: "Height", width: 0.1, cell: ({ blocking }) => sayMeters(factsOf(blocking).height) },
  { title: "Distance", width: 0.12, cell: ({ blocking }) => sayMeters(factsOf(blocking).distance) },
  {
    title: "Tilt and move",
    width: 0.37,
    cell: ({ blocking }) =>
      [sayTilt(factsOf(blocking)), sayMove(factsOf(blocking))].filter((each) => each !== "").join(", "),
  },
];

/**
 * The pages of all passes that are worth one: something was set by hand, or the blocking is what is seen of a shot, and somebody or
 * something stands on the stage.
 */
export function planPages({ clips }: Cut): PlanPage[] {
  const passes = new Set(clips.map(({ pass }) => pass));
  const clipsOf = (pass: CutClip["pass"]) => clips.filter((clip) => clip.pass === pass);
  return [...passes]
    .map(clipsOf)
    .filter(isBlocked)
    .flatMap((all) =>
      Array.from({ length: Math.ceil(all.length / camerasPerPage) }, (_, page) => {
        return all.slice(page * camerasPerPage, (page + 1) * camerasPerPage) as unknown as PlanPage;
      }),
    );
}

function isBlocked(clips: readonly CutClip[]): boolean {
  const isUsed = ({ blocking, media }: CutClip) =>
    !blocking.fromWords || (blocking.isDrawn && media?.source === "animatic");
  const hasStage = ({ blocking: { blocked } }: CutClip) => blocked.figures.length > 0 || blocked.props.length > 0;
  return clips.some(isUsed) && clips.some(hasStage);
}

/** The number of a camera is that of its shot: `10` for `SH0010`. */
export function diagramShotOf({ shotLabel, blocking: { blocked, take } }: CutClip): DiagramShot {
  return { name: shotLabel.replace(/^SH0*(?=\d)/, ""), blocked, take };
}

/** What of a page has to be prepared for setting. */
export function textsOfPlans(pages: readonly PlanPage[]): string[] {
  return pages
    .flat()
    .flatMap(({ pass, blocking: { blocked } }) => [
      pass.scene,
      pass.heading ?? "",
      ...blocked.figures.map(({ cast }) => cast.name),
      ...blocked.props.map(({ name }) => name),
    ]);
}

/** Below the header of its page. */
export function drawPlanPage(
  document: PDFKit.PDFDocument,
  setting: BoardSetting,
  { page, header }: Pick<BoardLayout, "page" | "header">,
  clips: PlanPage,
): void {
  const { pass } = clips[0];
  const top = header.y + header.height + 6;
  const title = [pass.scene, pass.name, pass.heading ?? ""].filter((each) => each.trim() !== "").join("  ·  ");
  const set = setting.of(title, { sizePt: 11, weight: 600, color: ink });
  set.draw(fitLine(title, header.width, set.widthOf), header.x, top + 11);
  const body: Box = { ...header, y: top + 22, height: page.height - header.y - top - 22 };
  const isWide = body.width > body.height;
  const tableHeight = (clips.length + 1) * rowHeight + 12;
  const plan: Box = isWide
    ? { ...body, width: body.width - tableWidth - gap }
    : { ...body, height: body.height - tableHeight - gap };
  const table: Box = isWide
    ? { ...body, x: body.x + plan.width + gap, width: tableWidth }
    : { ...body, y: body.y + plan.height + gap, height: tableHeight };
  drawDiagram(document, setting, plan, clips.map(diagramShotOf), 8);
  drawTable(document, setting, table, clips);
}

function drawTable(document: PDFKit.PDFDocument, setting: BoardSetting, table: Box, clips: PlanPage): void {
  const style = (weight: TextStyle["weight"], color: string): TextStyle => ({ sizePt: 8, weight, color });
  const drawRow = (texts: readonly string[], y: number, styleOf: (column: number) => TextStyle) => {
    let x = table.x;
    for (const [index, { width }] of columns.entries()) {
      const text = texts[index] as string;
      const set = setting.of(text, styleOf(index));
      const room = width * table.width - 6;
      set.draw(fitLine(text, room, set.widthOf), x, y + 10);
      x += width * table.width;
    }
    const line = y + rowHeight - 0.5;
    document
      .moveTo(table.x, line)
      .lineTo(table.x + table.width, line)
      .lineWidth(0.4)
      .strokeColor("#d4d7da")
      .stroke();
  };
  drawRow(
    columns.map(({ title }) => title),
    table.y,
    () => style(400, quiet),
  );
  for (const [index, clip] of clips.entries()) {
    const y = table.y + (index + 1) * rowHeight;
    drawRow(
      columns.map(({ cell }) => cell(clip)),
      y,
      (column) => style(column === 0 ? 600 : 400, ink),
    );
  }
  const note = clips.every(({ blocking }) => blocking.fromWords)
    ? "All of it follows from the words of the shots."
    : "What was not set by hand follows from the words of the shots.";
  const set = setting.of(note, { sizePt: 7, weight: 400, color: quiet });
  set.draw(fitLine(note, table.width, set.widthOf), table.x, table.y + (clips.length + 1) * rowHeight + 10);
}
