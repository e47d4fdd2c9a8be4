/** Owns where everything lies on a board's page: the grid for so many frames, and picture and text within a cell. */
import type { BoardOptions } from "../../../../shared/cut/out/hand-off-options.ts";

/** In points from the top left of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `textPt` is the size of the running text. */
export interface BoardLayout {
  readonly page: { readonly width: number; readonly height: number };
  readonly header: Box;
  readonly cells: readonly { readonly picture: Box; readonly text: Box }[];
  readonly textPt: number;
}

const papers = { a4: [595.28, 841.89], letter: [612, 792] } as const;
const margin = 30;
const headerHeight = 36;
const gap = 16;
const textGap = 7;

/** Columns and rows for 1 to 9 frames on a page that lies. */
const landscapeGrids = [
  [1, 1],
  [2, 1],
  [3, 1],
  [2, 2],
  [3, 2],
  [3, 2],
  [4, 2],
  [4, 2],
  [3, 3],
] as const;

/** `ratio` is the width over the height of the pictures. Header and cells lie at the same place for all of them. */
export function layOutBoard(
  { framesPerPage, paper, orientation }: Omit<BoardOptions, "floorPlans">,
  ratio: number,
): BoardLayout {
  const [short, long] = papers[paper];
  const [width, height] = orientation === "landscape" ? [long, short] : [short, long];
  const grid = landscapeGrids[framesPerPage - 1] as readonly [number, number];
  const [columns, rows] = orientation === "landscape" ? grid : [grid[1], grid[0]];
  const header = { x: margin, y: margin, width: width - 2 * margin, height: headerHeight };
  const top = margin + headerHeight + gap / 2;
  const cellWidth = (header.width - gap * (columns - 1)) / columns;
  const cellHeight = (height - margin - top - gap * (rows - 1)) / rows;
  const { picture, text } = layOutCell(cellWidth, cellHeight, ratio);
  const cells = Array.from({ length: framesPerPage }, (_, index) => {
    const x = margin + (index % columns) * (cellWidth + gap);
    const y = top + Math.floor(index / columns) * (cellHeight + gap);
    const moved = (box: Box): Box => ({ ...box, x: box.x + x, y: box.y + y });
    return { picture: moved(picture), text: moved(text) };
  });
  return {
    page: { width, height },
    header,
    cells,
    textPt: Math.min(11, Math.max(6.8, Math.min(text.width / 32, text.height / 10))),
  };
}

/** The text goes below the picture or beside it, whichever leaves the larger picture. */
function layOutCell(width: number, height: number, ratio: number): { picture: Box; text: Box } {
  const belowHeight = Math.min(width / ratio, height - Math.max(66, height * 0.3));
  const besideWidth = Math.min(height * ratio, width - gap - Math.max(110, width * 0.3));
  if (belowHeight * ratio >= besideWidth) {
    const pictureWidth = belowHeight * ratio;
    const y = belowHeight + textGap;
    // Under a picture that is wide enough the text is as wide, and both stand in the middle.
    const [x, textWidth] = pictureWidth >= 240 ? [(width - pictureWidth) / 2, pictureWidth] : [0, width];
    const picture = { x, y: 0, width: pictureWidth, height: belowHeight };
    return { picture, text: { x, y, width: textWidth, height: height - y } };
  }
  const picture = { x: 0, y: 0, width: besideWidth, height: besideWidth / ratio };
  const x = besideWidth + gap;
  return { picture, text: { x, y: 0, width: width - x, height } };
}

/** What a floor plan is no use below, in points. */
const planMin = 48;

/** A place for a small floor plan in a cell, and what it leaves of the text's; null where there is none. */
export function placePlan({
  picture,
  text,
}: BoardLayout["cells"][number]): { readonly text: Box; readonly plan: Box } | null {
  const right = picture.x + picture.width + textGap;
  const free = text.x + text.width - right;
  // A picture that is narrower than its text has room beside it.
  if (text.y > picture.y && free >= 1.3 * planMin && picture.height >= planMin) {
    return { text, plan: { ...picture, x: right, width: Math.min(free, 1.3 * picture.height) } };
  }
  if (text.width >= text.height) {
    const width = Math.min(0.42 * text.width, 1.3 * text.height);
    if (width < planMin || text.height < planMin) return null;
    const rest = text.width - width;
    const plan = { ...text, x: text.x + rest, width, height: Math.min(text.height, 1.2 * width) };
    return { text: { ...text, width: rest - textGap }, plan };
  }
  const height = Math.min(0.4 * text.height, 0.8 * text.width);
  if (height < planMin || text.width < planMin) return null;
  const rest = text.height - height;
  return { text: { ...text, height: rest - textGap }, plan: { ...text, y: text.y + rest, height } };
}
