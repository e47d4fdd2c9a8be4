/**
 * Owns contact sheets of blocked shots, to look at and for docs/: every size from every angle, and every move at its start, in its middle and
 * at its end. `node tests/support/contact-sheet.ts sizes|moves FILE.png [ASPECT]`
 */
import { writeFileSync } from "node:fs";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import sharp from "sharp";
import { drawMoment } from "../../shared/animatic/draw-moment.ts";
import { ratioOf } from "../../shared/animatic/frame-size.ts";
import { type PlannedShot, planFrames } from "../../shared/animatic/plan-frames.ts";
import type { Camera, Pass } from "../../shared/project/model.ts";
import {
  type AspectRatio,
  aspectRatios,
  cameraAngles,
  cameraMoves,
  type ShotSize,
  shotSizes,
} from "../../shared/project/vocabulary.ts";

interface Sheet {
  /** Above the columns. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly Cell[] }[];
}

interface Cell {
  readonly shot: PlannedShot;
  readonly progress: number;
}

const cellWidthPx = 236;
/** Drawn larger and made small: as sharp as what one sees on a screen. */
const finer = 2;
const gapPx = 4;
const headPx = 24;
const nameWidthPx = 100;

function plannedShot(camera: Camera, action: string, aspectRatio: AspectRatio): PlannedShot {
  const shot = { id: "sht_0001", durationMs: 4000, camera, action };
  const pass: Pass = {
    ...{ id: "pas_0001", scene: "SC010", name: "Sheet", profile: "animatic", resolution: "720p" },
    ...{ aspectRatio, heading: "INT. KITCHEN - DAY", shots: [shot] },
  };
  const elements = ["Mara", "Tom"].map((name) => ({
    ...{ id: `elm_${name}`, name, kind: "character" as const, description: "", images: [], tags: [] },
  }));
  const project = {
    id: "prj_0001",
    name: "Sheet",
    rate: "24" as const,
    start: "01:00:00:00",
    elements,
    passes: [pass],
  };
  return planFrames(project as unknown as Parameters<typeof planFrames>[0], pass).shots[0]!;
}

const alone = "@Mara waits.";
const together = "@Mara talks to @Tom.";
const needTwo: readonly ShotSize[] = ["OTS", "POV", "two-shot"];

function sizesSheet(aspectRatio: AspectRatio): Sheet {
  const cell = (size: ShotSize, angle: (typeof cameraAngles)[number]): Cell => ({
    shot: plannedShot({ size, angle }, needTwo.includes(size) ? together : alone, aspectRatio),
    progress: 0,
  });
  return {
    columns: cameraAngles,
    rows: shotSizes.map((size) => ({ name: size, cells: cameraAngles.map((angle) => cell(size, angle)) })),
  };
}

function movesSheet(aspectRatio: AspectRatio): Sheet {
  const moments = [
    ["start", 0],
    ["middle", 0.5],
    ["end", 1],
  ] as const;
  return {
    columns: moments.map(([name]) => name),
    rows: cameraMoves.map((move) => {
      const shot = plannedShot({ size: "MS", move }, together, aspectRatio);
      return { name: move, cells: moments.map(([, progress]) => ({ shot, progress })) };
    }),
  };
}

/** As a PNG of few colors. Sheets of many rows are set in two blocks side by side. */
async function drawSheet({ columns, rows }: Sheet, ratio: number): Promise<Buffer> {
  const cellHeightPx = Math.round(cellWidthPx / ratio);
  const blocks = rows.length > 2 * shotSizes.length - 4 ? 2 : 1;
  const perBlock = Math.ceil(rows.length / blocks);
  const blockWidthPx = nameWidthPx + columns.length * (cellWidthPx + gapPx);
  const canvas = createCanvas(blocks * blockWidthPx, headPx + perBlock * (cellHeightPx + gapPx));
  const surface = canvas.getContext("2d");
  surface.fillStyle = "#17181a";
  surface.fillRect(0, 0, canvas.width, canvas.height);
  surface.imageSmoothingQuality = "high";
  surface.textBaseline = "middle";
  surface.font = "500 12px Inter";
  const write = (text: string, x: number, y: number) => {
    surface.fillStyle = "#c9c9c6";
    surface.fillText(text, x, y);
  };
  const frame = { widthPx: finer * cellWidthPx, heightPx: finer * cellHeightPx };
  for (const [index, { name, cells }] of rows.entries()) {
    const left = Math.floor(index / perBlock) * blockWidthPx;
    const top = headPx + (index % perBlock) * (cellHeightPx + gapPx);
    write(name, left + 8, top + cellHeightPx / 2);
    for (const [column, { shot, progress }] of cells.entries()) {
      const x = left + nameWidthPx + column * (cellWidthPx + gapPx);
      if (index % perBlock === 0) write(columns[column]!, x, headPx / 2);
      const cell = createCanvas(frame.widthPx, frame.heightPx);
      if (shot.blocked) drawMoment(cell.getContext("2d"), shot.blocked, shot.take, progress, { frame, alpha: 1 });
      surface.drawImage(cell, x, top, cellWidthPx, cellHeightPx);
    }
  }
  return await sharp(canvas.toBuffer("image/png"))
    .png({ palette: true, colours: 72, dither: 0.1, effort: 10 })
    .toBuffer();
}

const [kind = "", file = "", aspect = "16:9"] = process.argv.slice(2);
const sheets = { sizes: sizesSheet, moves: movesSheet };
const aspectRatio = aspectRatios.find((each) => each === aspect);
if (!(kind in sheets) || file === "" || !aspectRatio) {
  console.error("node tests/support/contact-sheet.ts sizes|moves FILE.png [16:9]");
  process.exit(2);
}
const font = new URL("../../node_modules/@fontsource/inter/files/inter-latin-500-normal.woff2", import.meta.url);
GlobalFonts.registerFromPath(font.pathname, "Inter");
writeFileSync(file, await drawSheet(sheets[kind as keyof typeof sheets](aspectRatio), ratioOf(aspectRatio)));
