/** Owns cutting a part out of a stored image, at its full size. */
import sharp from "sharp";
import { checkImage } from "./images.ts";
import { writeThroughPart } from "./part-file.ts";

/** In pixels of the image as it is shown. */
export interface ImagePart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Writes a part as PNG. Errors as of `checkImage`, and `disk.full`, `disk.denied`. */
export async function cutImage(file: string, { x, y, width, height }: ImagePart, outputFile: string): Promise<void> {
  await checkImage(file);
  await writeThroughPart(outputFile, async (partFile) => {
    await sharp(file).autoOrient().extract({ left: x, top: y, width, height }).png().toFile(partFile);
  });
}
