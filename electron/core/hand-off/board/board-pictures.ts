/** Makes a storyboard from the films of the shots: a picture of each from its middle, then the pages. */
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Cut, CutClip } from "../../../../shared/cut/out/cut.ts";
import type { BoardOptions } from "../../../../shared/cut/out/hand-off-options.ts";
import type { BoardRequest } from "./board-pdf.ts";

/** Takes frames out of a film, numbered from its first, as JPEG files of at most `widthPx`. */
export type TakePictures = (request: {
  readonly film: string;
  readonly pictures: readonly { readonly frame: number; readonly outputFile: string }[];
  readonly widthPx: number;
  readonly signal: AbortSignal;
}) => Promise<void>;

export interface BoardWork {
  readonly cut: Cut;
  /** The film in which a clip is seen, and the number of the frame there to show; null when there is none. */
  readonly placeOf: (clip: CutClip) => { readonly film: string; readonly frame: number } | null;
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
  const pictures = new Map<string, string>();
  const wanted = new Map<string, { frame: number; outputFile: string }[]>();
  for (const clip of cut.clips) {
    const place = work.placeOf(clip);
    if (place === null) continue;
    const outputFile = join(work.picturesFolder, `${clip.name}.jpg`);
    pictures.set(clip.name, outputFile);
    const picture = { frame: place.frame, outputFile };
    wanted.set(place.film, [...(wanted.get(place.film) ?? []), picture]);
  }
  for (const [film, frames] of wanted) {
    work.onStep("Rendering frames for the storyboard");
    await work.takePictures({ film, pictures: frames, widthPx: pictureWidthPx, signal });
  }
  work.onStep("Laying out the storyboard");
  return await setInWorker({ cut, options, pictures, madeAt }, work.file, signal);
}

/** The worker's source, or what the bundler made of it beside the bundle that this is in. */
const workerUrl = new URL(import.meta.url.endsWith(".ts") ? "board-worker.ts" : "board-worker.js", import.meta.url);

/** Making a font ready and embedding it takes up to a second in one go, for which the main loop would stand still. */
async function setInWorker(
  request: BoardRequest,
  file: string,
  signal: AbortSignal,
): Promise<{ missingCharacters: number }> {
  signal.throwIfAborted();
  const worker = new Worker(workerUrl, { workerData: { request, file } });
  try {
    const [result] = await once(worker, "message", { signal });
    return result;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await worker.terminate();
  }
}
