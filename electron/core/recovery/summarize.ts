/** Owns what a project's database says of the state that it is in: in numbers for the user, and as a mark by which two states are told apart. */
import { pictureOf } from "../../../shared/animatic/picture-of.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Backup, Standing } from "../../../shared/rpc/recovery-contract.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { readTable } from "../database/read-rows.ts";
import { loadPlan } from "../projects/load-plan.ts";

export type Summary = Standing & Pick<Backup, "picture"> & { readonly mark: string };

/** Reads the whole plan through the model. Throws project.damaged. */
export function summarize(database: ProjectDatabase): Summary {
  const { project, revision } = loadPlan(database, "project");
  return {
    name: project.name,
    revision,
    savedAt: savedAt(database),
    passes: project.passes.length,
    shots: project.passes.reduce((sum, { shots }) => sum + shots.length, 0),
    takes: database.prepare("SELECT count(*) FROM take").pluck().get() as number,
    picture: firstPicture(project),
    mark: markOf(database),
  };
}

function savedAt(database: ProjectDatabase): string | null {
  const at = database.prepare("SELECT substr(at, 1, 40) FROM history ORDER BY seq DESC LIMIT 1").pluck().get();
  return typeof at === "string" && !Number.isNaN(Date.parse(at)) ? at : null;
}

/** Of a shot; where all are only blocked, of whom or what the project is about. */
function firstPicture(project: Project): string | null {
  for (const pass of project.passes) {
    for (const shot of pass.shots) {
      const picture = pictureOf(project, pass, shot);
      if (picture !== null) return picture;
    }
  }
  return project.elements.find(({ images }) => images.length > 0)?.images[0] ?? null;
}

/** Another text after every change that a user would miss: of the plan, of takes, jobs, media and the script. */
export function markOf(database: ProjectDatabase): string {
  const sql = `SELECT (SELECT revision FROM project), (SELECT max(seq) FROM history), (SELECT at FROM history ORDER BY seq DESC LIMIT 1),
    (SELECT count(*) FROM take), (SELECT count(binned_at) FROM take), (SELECT max(seq) FROM job_log), (SELECT max(seq) FROM hand_off),
    (SELECT count(*) FROM media), (SELECT count(*) FROM still), (SELECT count(removed_at) FROM still),
    (SELECT count(*) FROM sound_file), (SELECT read_at FROM script)`;
  return readTable("project", () => JSON.stringify(database.prepare(sql).raw().get()));
}
