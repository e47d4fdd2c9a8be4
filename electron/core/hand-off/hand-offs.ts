/** Owns the cuts that were handed off, in a project's database: an edited list is compared with the one that it was made from. */
import { z } from "zod";
import type { ComparedClip, ComparedCut } from "../../../shared/cut/back/match-clips.ts";
import type { ReadCut } from "../../../shared/cut/back/read-cut.ts";
import type { Cut, CutMedia } from "../../../shared/cut/out/cut.ts";
import { idSchema, projectLimits, trimSchema } from "../../../shared/project/model.ts";
import { type RateName, rateNames, rateOf } from "../../../shared/time/rate.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { readJsonColumn, readRow, readTable } from "../database/read-rows.ts";
import { writeAtOnce } from "../database/write-at-once.ts";

const frames = z.int().min(-1_000_000_000).max(1_000_000_000);
const text = z.string().max(2000);
/** A cut as its lists say it. */
const handedOffSchema = z.object({
  rateName: z.enum(rateNames),
  startFrame: frames,
  clips: z
    .array(
      z.object({
        pass: z.object({ id: idSchema, profile: text }),
        shot: z.object({ id: idSchema, durationMs: z.int().positive(), trim: trimSchema.optional() }),
        media: z.object({ fileStem: text, reel: text, startFrame: frames, frames, source: text.optional() }).nullable(),
        ...{ name: text, sourceIn: frames, recordIn: frames, frames },
      }),
    )
    .max(projectLimits.passes * projectLimits.shotsPerPass),
});
type HandedOffCut = z.infer<typeof handedOffSchema>;
const keptSchema = z.object({
  seq: z.int(),
  folder: z.string().max(8192),
  at: z.string().max(40),
  rateName: z.enum(rateNames),
});

/** `id` is unique in its project; `folder` is absolute, `at` ISO. */
export interface KeptHandOff {
  readonly id: string;
  readonly folder: string;
  readonly at: string;
  readonly rateName: RateName;
}

/** Older ones are forgotten; each is some hundred bytes a shot. */
const keptMax = 100;

export function keepHandOff(database: ProjectDatabase, folder: string, at: Date, cut: Cut): void {
  const clips = cut.clips.map(({ pass, shot, name, media, sourceIn, recordIn, frames }): ComparedClip => {
    return {
      pass: { id: pass.id, profile: pass.profile },
      shot: { id: shot.id, durationMs: shot.durationMs, ...(shot.trim ? { trim: shot.trim } : {}) },
      media: media && comparedMedia(media),
      ...{ name, sourceIn, recordIn, frames },
    };
  });
  const kept: HandedOffCut = { rateName: cut.rateName, startFrame: cut.startFrame, clips };
  writeAtOnce(database, () => {
    const insert = database.prepare("INSERT INTO hand_off (folder, at, cut) VALUES (?, ?, ?)");
    const { lastInsertRowid } = insert.run(folder, at.toISOString(), JSON.stringify(kept));
    database.prepare("DELETE FROM hand_off WHERE seq <= ?").run(Number(lastInsertRowid) - keptMax);
  });
}

function comparedMedia({ fileStem, reel, startFrame, frames, source }: CutMedia): ComparedClip["media"] {
  return { fileStem, reel, startFrame, frames, source };
}

/** The newest first. */
export function listHandOffs(database: ProjectDatabase): KeptHandOff[] {
  const newestFirst = "SELECT seq, folder, at, cut ->> '$.rateName' AS rateName FROM hand_off ORDER BY seq DESC";
  const rows = readTable("hand_off", () => database.prepare(newestFirst).all());
  return rows.map((row) => {
    const { seq, ...kept } = readRow("hand_off", (row as { seq: unknown }).seq, keptSchema, row);
    return { id: String(seq), ...kept };
  });
}

/** `id` is one of those that are kept. */
export function readHandOff(database: ProjectDatabase, id: string): ComparedCut {
  const row = database.prepare("SELECT cut FROM hand_off WHERE seq = ?").get(Number(id)) as { cut: string };
  const { rateName, ...cut } = readRow("hand_off", id, handedOffSchema, readJsonColumn("hand_off", id, row.cut));
  return { ...cut, rate: rateOf(rateName) };
}

/**
 * The hand-off that a list was made from, of those given newest first: the one whose folder its films lie in, or lay in
 * before it was copied elsewhere; where the list does not say, the newest that runs as fast. Null when it can be none.
 */
export function handOffOf(
  kept: readonly KeptHandOff[],
  { clips, above = [] }: Pick<ReadCut, "clips" | "above">,
  runsAsFast: (rateName: RateName) => boolean,
): KeptHandOff | null {
  const files = [...clips, ...above].flatMap(({ file }) => file ?? []);
  const holds = (folder: string) => files.some((file) => `/${file}`.includes(`/${folder}/`));
  const slashed = (folder: string) => folder.replaceAll("\\", "/").replace(/^\/+|\/+$/g, "");
  const nameOf = (folder: string) => slashed(folder).split("/").at(-1) ?? "";
  return (
    kept.find(({ folder }) => holds(slashed(folder))) ??
    kept.find(({ folder }) => holds(nameOf(folder))) ??
    kept.find(({ rateName }) => runsAsFast(rateName)) ??
    null
  );
}
