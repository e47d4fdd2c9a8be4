/** Makes a storyboard from the films of the passes: a picture of each shot from its middle, then the pages. */
import { join } from "node:path";
import type { Cut } from "../../../shared/cut/cut.ts";
import type { PlacedPass } from "../../../shared/project/layout.ts";
import type { BoardOptions } from "../../../shared/rpc/contract.ts";

/** Takes frames out of a film, numbered from its first, as JPEG files of at most `widthPx`. */
export type TakePictures = (request: {
  readonly film: string;
  readonly pictures: readonly { readonly frame: number; readonly outputFile: string }[];
  readonly widthPx: number;
  readonly signal: AbortSignal;
}) => Promise<void>;

export interface BoardWork {
  readonly cut: Cut;
  /** The film of each pass, without handles. */
  readonly passes: readonly { readonly placed: PlacedPass; readonly path: string }[];
  readonly options: BoardOptions;
  readonly takePictures: TakePictures;
  readonly picturesFolder: string;
  readonly file: string;
  readonly madeAt: Date;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

/** As sharp as a board needs that is one frame a page. */
const pictureWidthPx = 1280;

/** Writes the PDF; gives how many characters no font has. Shots without a film have no picture. */
export async function makeBoard(work: BoardWork): Promise<{ missingCharacters: number }> {
  const { cut, options, madeAt, signal } = work;
  const files = new Map<string, string>();
  for (const { placed, path } of work.passes) {
    const clips = cut.clips.filter(({ pass, media }) => pass.id === placed.pass.id && media);
    if (clips.length === 0) continue;
    const pictures = clips.map((clip) => {
      const outputFile = join(work.picturesFolder, `${clip.name}.jpg`);
      files.set(clip.name, outputFile);
      const firstFrame = clip.recordIn - cut.startFrame - placed.startFrame;
      return { frame: firstFrame + Math.floor(clip.frames / 2), outputFile };
    });
    work.onStep(`Taking pictures of ${placed.pass.scene} ${placed.pass.name}`);
    await work.takePictures({ film: path, pictures, widthPx: pictureWidthPx, signal });
  }
  work.onStep("Setting the storyboard");
  // The PDF library and its fonts take a while to load, so only who wants a board waits for them.
  const { writeBoardPdf } = await import("./board-pdf.ts");
  const pictureFile = ({ name }: { readonly name: string }) => files.get(name) ?? null;
  return writeBoardPdf({ cut, options, pictureFile, madeAt, signal }, work.file);
}
