/**
 * Owns the small file beside each take's film that says what it is, so that takes are found again when the database is gone. It is data
 * like all in a project's folder: read within bounds and through a schema, and never believed over the film's own hash.
 */
import { existsSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { madeFromSchema } from "../../../shared/generation/made-from.ts";
import { namedProfileSchema } from "../../../shared/models/profile.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { isStored, openAsFile, ownFolder, ownPath } from "../media/project-paths.ts";
import { writeJson } from "../runtime/files.ts";
import { storedMediaSchema, takeRowSchema } from "./stored-rows.ts";

const ending = ".take.json";
const bytesMax = 8_000_000;
const filesMax = 100_000;
/** Takes of one film: each import of the same file is one. */
const takesMax = 100;

/** What a take remembers of how it was made, and nothing else that a request may hold. */
const memorySchema = z.object({
  source: z.string().max(100).optional(),
  file: z.string().max(1000).optional(),
  drawing: z.string().max(1000).optional(),
  shotIds: z.array(z.string().max(100)).max(1000).optional(),
  madeFrom: madeFromSchema.optional(),
  pass: z.record(z.string(), z.unknown()).optional(),
  // What its model was called, where nobody else may know.
  profile: namedProfileSchema.shape.profile.optional().catch(undefined),
});
const sidecarTakeSchema = takeRowSchema
  .omit({ cuts: true, binnedAt: true })
  .extend({ number: z.int().positive(), frames: z.int().positive(), request: memorySchema });
export type SidecarTake = z.infer<typeof sidecarTakeSchema>;

const sidecarSchema = z.object({
  format: z.literal("shotline.take.1"),
  media: storedMediaSchema.omit({ file: true }),
  takes: z.array(sidecarTakeSchema).min(1).max(takesMax),
});

/** A sidecar as it was read; `file` is the film that it lies beside, inside the project's folder. */
export interface Sidecar extends Pick<z.infer<typeof sidecarSchema>, "media" | "takes"> {
  readonly file: string;
}

/** The film that a file in `media` is the sidecar of, as its path in the project; null for any other file. */
export function filmOfSidecar(file: string): string | null {
  return file.endsWith(ending) ? file.slice(0, -ending.length) : null;
}

/** What stands beside the films in `media/takes`, each as far as it is one; what is anything else is passed over. */
export async function readSidecars(folder: string): Promise<Sidecar[]> {
  const takes = join(folder, "media/takes");
  const names = (await readdir(takes).catch(() => [])).filter((name) => name.endsWith(ending)).slice(0, filesMax);
  const sidecars: Sidecar[] = [];
  for (const name of names) {
    const sidecar = await readSidecar(folder, `media/takes/${name}`);
    if (sidecar) sidecars.push(sidecar);
  }
  return sidecars;
}

async function readSidecar(folder: string, path: string): Promise<Sidecar | null> {
  if (!isStored(folder, path)) return null;
  try {
    const file = await open(join(folder, path), openAsFile);
    try {
      if ((await file.stat()).size > bytesMax) return null;
      const read = sidecarSchema.safeParse(JSON.parse(await file.readFile("utf8")));
      const film = filmOfSidecar(path);
      if (!read.success || film === null) return null;
      const { media, takes } = read.data;
      // A film is named after its hash: what says that it is beside another one is mistaken.
      const isBeside = media.kind === "film" && film.includes(`-${media.id.slice(0, 12)}.`);
      return isBeside && takes.every(({ mediaId }) => mediaId === media.id) ? { file: film, media, takes } : null;
    } finally {
      await file.close();
    }
  } catch {
    // One that cannot be read says nothing.
    return null;
  }
}

/** Writes what the rows say of a film's takes beside it; nothing for a film of none. Throws what the file system does. */
export async function writeSidecar(folder: string, database: ProjectDatabase, mediaId: string): Promise<void> {
  const media = database.prepare(mediaSql).get(mediaId);
  const stored = storedMediaSchema.safeParse(media);
  if (!stored.success || !stored.data.file.startsWith("media/takes/")) return;
  const { file, ...about } = stored.data;
  const rows = database.prepare(takesSql).all(mediaId) as { film: string | null; request: string }[];
  const takes = rows.flatMap((row) => {
    const read = sidecarTakeSchema.safeParse({ ...row, film: parse(row.film), request: parse(row.request) });
    return read.success ? [read.data] : [];
  });
  if (takes.length === 0 || takes.length > takesMax) return;
  const sidecar = { format: "shotline.take.1", media: about, takes };
  // What nobody could read again is not written.
  if (Buffer.byteLength(JSON.stringify(sidecar, null, 2)) >= bytesMax) return;
  ownFolder(folder, "media/takes");
  await writeJson(ownPath(folder, `${file}${ending}`), sidecar);
}

/** Writes those that are missing beside films that are there; how many. One that cannot be written ends it with what the file system throws. */
export async function writeMissingSidecars(folder: string, database: ProjectDatabase): Promise<number> {
  const sql = "SELECT DISTINCT media.id, media.file FROM take JOIN media ON media.id = take.media_id";
  let written = 0;
  for (const { id, file } of database.prepare(sql).all() as { id: string; file: string }[]) {
    if (!isStored(folder, file) || existsSync(join(folder, `${file}${ending}`))) continue;
    await writeSidecar(folder, database, id);
    written += existsSync(join(folder, `media/takes/${basename(file)}${ending}`)) ? 1 : 0;
  }
  return written;
}

const mediaSql = `SELECT id, kind, file, name, format, bytes, width_px AS widthPx, height_px AS heightPx FROM media
  WHERE id = ?`;
const takesSql = `SELECT id, pass_id AS passId, number, profile, media_id AS mediaId, frames, created_at AS createdAt,
    job_id AS jobId, film, request FROM take WHERE media_id = ? ORDER BY created_at LIMIT ${takesMax + 1}`;

function parse(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return undefined;
  }
}
