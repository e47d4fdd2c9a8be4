/** Owns finding the stored files that a plan uses and no row tells of any more: by the hash in their names, and by their content. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Project } from "../../../shared/project/model.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { isStored, openAsFile } from "../media/project-paths.ts";
import type { ImageChecker } from "../projects/media-store.ts";
import { hashFile } from "../runtime/files.ts";
import { add, nameOfFile } from "./merge-rows.ts";

/** The ids of images that rows of the plan refer to. */
export function imagesOf(project: Project): Set<string> {
  const ids = new Set<string>();
  for (const { images } of project.elements) for (const id of images) ids.add(id);
  for (const { startFrame, endFrame, shots } of project.passes) {
    for (const id of [startFrame, endFrame, ...shots.map(({ frame }) => frame)]) if (id !== undefined) ids.add(id);
  }
  return ids;
}

/**
 * Adds a row for each of `ids` that has none: of its file, where that is in the project, else one that says it is missing, so that the
 * plan keeps what it refers to and the file can be found again by its content.
 */
export async function findStoredImages(
  folder: string,
  database: ProjectDatabase,
  ids: Iterable<string>,
  { checkImage }: ImageChecker,
  at: string,
): Promise<void> {
  const names = await readdir(join(folder, "media/images")).catch(() => []);
  const has = database.prepare("SELECT 1 FROM media WHERE id = ?");
  for (const id of ids) {
    if (has.get(id) !== undefined) continue;
    const name = names.find((each) => each.includes(`-${id.slice(0, 12)}.`));
    const file = `media/images/${name ?? `missing-${id.slice(0, 12)}.png`}`;
    const facts = name === undefined ? null : await factsOf(folder, file, id, checkImage);
    const { format, widthPx, heightPx, bytes } = facts ?? { format: "png", widthPx: 1, heightPx: 1, bytes: 1 };
    const row = { id, kind: "image", file, name: nameOfFile(file), format, bytes };
    const whole = { ...row, width_px: widthPx, height_px: heightPx, created_at: at };
    // A row of another hash may say that the file is its own: it goes where nothing needs it.
    if (!add(database, "media", whole) && facts) removeMedia(database, file);
    if (!add(database, "media", whole))
      add(database, "media", { ...whole, file: `media/images/missing-${id.slice(0, 12)}.png` });
  }
}

function removeMedia(database: ProjectDatabase, file: string): void {
  const sql =
    "DELETE FROM media WHERE file = ? AND id NOT IN (SELECT media_id FROM take UNION SELECT media_id FROM still)";
  database.prepare(sql).run(file);
}

async function factsOf(folder: string, file: string, id: string, checkImage: ImageChecker["checkImage"]) {
  if (!isStored(folder, file)) return null;
  const path = join(folder, file);
  try {
    if ((await hashFile(path, openAsFile)) !== id) return null;
    const { size: bytes } = await stat(path);
    return { ...(await checkImage(path)), bytes };
  } catch {
    // What is no image any more is as good as missing.
    return null;
  }
}
