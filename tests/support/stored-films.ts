/** Owns what films a project's folder has, by the names in it. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Names of the films in `place`, a folder of the project, without what says beside each what it is. */
export function storedFilms(folder: string, place = "media/takes"): string[] {
  const path = join(folder, place);
  return existsSync(path) ? readdirSync(path).filter((name) => !name.endsWith(".take.json")) : [];
}
