/** Owns receiving an uploaded image: streamed to a file of work, checked, then stored; nothing stays of one that fails. */

import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { basename, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { AppError } from "../../../shared/errors/app-error.ts";
import { imageBytesMax, type Media } from "../../../shared/project/media.ts";
import { ownFolder } from "../media/project-paths.ts";
import { removeWork } from "../runtime/files.ts";
import { workName } from "../runtime/work-name.ts";
import { type ImageChecker, storeImage } from "./media-store.ts";
import type { ProjectService } from "./project-service.ts";

export async function uploadImage(
  projects: ProjectService,
  images: ImageChecker,
  projectId: string,
  name: string,
  body: ReadableStream<Uint8Array>,
): Promise<Media> {
  const folder = await projects.writableFolder(projectId);
  const incoming = workName(join(ownFolder(folder, "cache"), `incoming-${randomUUID()}`));
  try {
    return await receive(incoming, name, body, async (ownName) => {
      const stored = await storeImage(folder, incoming, ownName, images);
      const { file: _, ...media } = await projects.addMedia(projectId, stored);
      return { ...media, missing: false };
    });
  } finally {
    await removeWork(incoming);
  }
}

/** Writes the body to `incoming`, and has it checked by `work` under the name that the user knows; that is removed when anything fails. */
export async function receive<Result>(
  incoming: string,
  name: string,
  body: ReadableStream<Uint8Array>,
  work: (ownName: string) => Promise<Result>,
): Promise<Result> {
  const ownName = basename(name) || "image";
  try {
    await pipeline(
      Readable.fromWeb(body as NodeReadableStream),
      limitBytes(imageBytesMax),
      createWriteStream(incoming, { flags: "wx", mode: 0o600 }),
    );
    return await work(ownName);
  } catch (error) {
    await removeWork(incoming);
    throw named(error, incoming, ownName);
  }
}

/** The error in the words of the user, who knows the file by its name and not by where it was received. */
function named(error: unknown, incoming: string, name: string): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, message, next } = error;
  return new AppError(code, message.replaceAll(basename(incoming), name), { ...(next ? { next } : {}), cause: error });
}

function limitBytes(most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes <= most) return done(null, chunk);
      const next = "Choose a smaller file, or save it as JPEG.";
      done(new AppError("image.too-large", `The image is larger than ${most / 1024 / 1024} MB.`, { next }));
    },
  });
}
