/** Owns a project's stored media: files named by their content under `media/`, never changed and never deleted by the app. */
import { readdir, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { isStored, openAsFile, ownFolder, storedPath } from "../media/project-paths.ts";
import { copyWhole, hashFile, safeFileName } from "../runtime/files.ts";
import type { ProjectRepository } from "./repository.ts";
import type { StoredMedia } from "./stored-rows.ts";

/** What checking an image tells: its true format and its size as it is shown. */
export interface ImageFacts {
  readonly format: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface ImageChecker {
  /** Decodes the whole image; throws image.missing, image.unreadable or image.too-large. */
  checkImage(file: string): Promise<ImageFacts>;
}

/** Copies an image into `folder`/media and says what to store of it; nothing is written when it is not a whole image. */
export async function storeImage(
  folder: string,
  source: string,
  name: string,
  images: ImageChecker,
): Promise<StoredMedia> {
  const { format, widthPx, heightPx } = await images.checkImage(source);
  return storeFile(folder, source, { kind: "image", name, format, widthPx, heightPx });
}

/**
 * Copies any checked file into `folder`/media under its name and the start of its hash. The same content is kept once,
 * under the name that it came with first; a stored file that has been damaged since is made whole again.
 */
export async function storeFile(
  folder: string,
  source: string,
  about: Pick<StoredMedia, "kind" | "name" | "format" | "widthPx" | "heightPx">,
): Promise<StoredMedia> {
  const extension = about.format === "jpeg" ? "jpg" : about.format;
  const subfolder = about.kind === "image" ? "images" : "takes";
  return { ...about, ...(await storeContent(folder, source, subfolder, about.name, extension)) };
}

/** The same of any content: where it is, by which id and name. */
export async function storeContent(
  folder: string,
  source: string,
  subfolder: "images" | "takes" | "sounds",
  ownName: string,
  extension: string,
): Promise<Pick<StoredMedia, "id" | "file" | "name" | "bytes">> {
  const id = await hashFile(source);
  const { size: bytes } = await stat(source);
  const name = basename(ownName);
  const ending = `-${id.slice(0, 12)}.${extension}`;
  const held = (await readdir(ownFolder(folder, `media/${subfolder}`))).find((each) => each.endsWith(ending));
  const file = `media/${subfolder}/${held ?? `${safeFileName(basename(name, extname(name)))}${ending}`}`;
  const path = join(folder, file);
  const isWhole = isStored(folder, file) && (await hashFile(path, openAsFile)) === id;
  if (!isWhole) await copyWhole(source, path);
  return { id, file, name, bytes };
}

/** The path of a stored file; throws not-found for an id that the project does not know, project.damaged for what is no file of its own. */
export function mediaFile(folder: string, repository: ProjectRepository, id: string): StoredMedia & { path: string } {
  const media = repository.findMedia(id);
  if (!media) throw new AppError("not-found", "This file is not in the project.", { next: "Reload the project." });
  return { ...media, path: storedPath(folder, media.file) };
}
