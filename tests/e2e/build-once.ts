/** Owns that browser tests see what the sources say: builds the app before them when something is newer. */
import { resolve } from "node:path";
import { buildIfStale } from "../../electron/host/page-build.ts";

export default async function buildOnce(): Promise<void> {
  await buildIfStale(resolve(import.meta.dirname, "../.."), console.log);
}
