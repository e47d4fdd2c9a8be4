/** Owns the images that clients upload to the simulated fal and Pixio, judging them as Kling does, and the still that both deliver. */
import { randomUUID } from "node:crypto";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import sharp from "sharp";
import type { ImageInput, ModelError, TakenCall } from "./fal-models.ts";
import { makeStill } from "./film.ts";

const usual = { formats: ["jpeg", "png"], bytesMax: 10 * 1024 * 1024, sidePxMax: 16_384 };
const sidePxMin = 300;
const ratioMax = 2.5;

export interface UploadedFile {
  readonly type: string;
  bytes: Buffer | null;
}

export class FalFiles {
  readonly #files = new Map<string, UploadedFile>();

  /** Its name, under which its bytes are expected. */
  expect(type: string): string {
    const name = `${randomUUID()}.${type.slice(type.indexOf("/") + 1)}`;
    this.#files.set(name, { type, bytes: null });
    return name;
  }

  get(name: string): UploadedFile | null {
    return this.#files.get(name) ?? null;
  }

  /** How many were uploaded. */
  get count(): number {
    return [...this.#files.values()].filter(({ bytes }) => bytes !== null).length;
  }

  /** The first fault of the call's images, or null. Images are known by the last part of their address. */
  async check({ images, output, imageLimits = usual }: TakenCall): Promise<ModelError | null> {
    for (const image of images) {
      const problem = await this.#checkOne(image, output, imageLimits);
      if (problem) return problem;
    }
    return null;
  }

  async #checkOne(
    { loc, url }: ImageInput,
    output: TakenCall["output"],
    { formats, bytesMax, sidePxMax }: NonNullable<TakenCall["imageLimits"]>,
  ): Promise<ModelError | null> {
    const bytes = this.get(url.slice(url.lastIndexOf("/") + 1))?.bytes;
    if (!bytes) return { loc, msg: "The file could not be downloaded.", type: "file_download_error" };
    const found = await sharp(bytes)
      .metadata()
      .catch(() => null);
    if (!found) return { loc, msg: "The image could not be read.", type: "image_load_error" };
    if (output === "still") return null;
    if (!formats.includes(found.format)) {
      return { loc, msg: `The format ${found.format} is not supported.`, type: "image_load_error" };
    }
    const megabytes = bytesMax / 1024 / 1024;
    if (bytes.length > bytesMax) {
      return { loc, msg: `The file is larger than ${megabytes} MB.`, type: "file_too_large" };
    }
    const [short = 0, long = 0] = [found.width, found.height].sort((one, other) => one - other);
    if (short < sidePxMin) return { loc, msg: `The image is smaller than ${sidePxMin} px.`, type: "image_too_small" };
    if (long > sidePxMax) return { loc, msg: `The image is larger than ${sidePxMax} px.`, type: "image_too_large" };
    if (long / short > ratioMax) return { loc, msg: "The aspect ratio is beyond 0.40-2.50.", type: "value_error" };
    return null;
  }
}

/** A PNG to deliver, in the folder of the simulator's film. */
export async function stillBeside(filmPath: string): Promise<string> {
  const path = join(dirname(filmPath), "delivered-still.png");
  if (existsSync(path)) return path;
  const { bytes } = await makeStill({ widthPx: 1024, heightPx: 576, format: "png" });
  const part = `${path}.${randomUUID()}.part`;
  writeFileSync(part, bytes);
  renameSync(part, path);
  return path;
}
