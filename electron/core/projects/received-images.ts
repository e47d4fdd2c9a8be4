/**
 * Owns images that are received before there is a project to hold them: each is checked and kept in the data folder until a project is made
 * of it, it is discarded, or the app is closed. What a dead process leaves of them goes at the next start, by its name.
 */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { newProjectImagesMax } from "../../../shared/rpc/projects-contract.ts";
import { removeWork } from "../runtime/files.ts";
import { workName } from "../runtime/work-name.ts";
import type { ImageChecker } from "./media-store.ts";
import { type NewImage, newId } from "./project-folder.ts";
import { receive } from "./upload.ts";

export class ReceivedImages {
  readonly #folder: string;
  readonly #images: ImageChecker;
  /** Oldest first. */
  readonly #held = new Map<string, NewImage>();

  constructor(folder: string, images: ImageChecker) {
    this.#folder = folder;
    this.#images = images;
  }

  /** Receives one image; its id. Those of a page that went away make room for new ones. Throws as `checkImage` does. */
  async receive(name: string, body: ReadableStream<Uint8Array>): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    const id = newId("image");
    const path = workName(join(this.#folder, id));
    const image = await receive(path, name, body, async (ownName) => {
      const { format, widthPx, heightPx } = await this.#images.checkImage(path);
      return { path, name: ownName, format, widthPx, heightPx };
    });
    this.#held.set(id, image);
    await this.discard([...this.#held.keys()].slice(0, -newProjectImagesMax));
    return id;
  }

  /** Throws not-found for an image that is no longer held. */
  get(ids: readonly string[]): NewImage[] {
    return ids.map((id) => {
      const image = this.#held.get(id);
      if (!image) throw new AppError("not-found", "An image is no longer there.", { next: "Drop the images again." });
      return image;
    });
  }

  async discard(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const image = this.#held.get(id);
      this.#held.delete(id);
      if (image) await removeWork(image.path);
    }
  }

  close(): Promise<void> {
    return this.discard([...this.#held.keys()]);
  }
}
