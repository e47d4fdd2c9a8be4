/** Owns projects that somebody has tampered with: made by the app, closed, changed by hand, and opened as if nothing had been. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { buildCore } from "./build-core.ts";
import { makeStill } from "./services/film.ts";

const plan = {
  schema: "shotline.plan.1",
  project: { name: "Night race", rate: "24", start: "01:00:00:00" },
  elements: [{ name: "Driver", kind: "character", images: ["front.jpg"] }],
  passes: [
    {
      ...{
        scene: "SC010",
        name: "Pit lane",
        profile: "animatic",
        aspectRatio: "16:9",
        resolution: "720p",
        audio: false,
      },
      ...{ startFrame: "front.jpg", shots: [{ durationMs: 3000, action: "@Driver waits" }] },
    },
  ],
};

export interface Tampered {
  /** Of the project. */
  readonly folder: string;
  /** Holds the project, the app's data, and whatever lies around it. */
  readonly home: string;
  /** The stored image, inside the project. */
  readonly image: string;
  readonly mediaId: string;
}

/** A project with one image, one element, one pass of one shot; closed. */
export async function makeProject(): Promise<Tampered> {
  const { core, folder: home } = buildCore();
  writeFileSync(join(home, "race.plan.json"), JSON.stringify(plan));
  writeFileSync(join(home, "front.jpg"), (await makeStill()).bytes);
  const { projectId } = await core.call("projects.createFromPlan", { planFile: join(home, "race.plan.json") });
  const { folder, media } = await core.call("project.get", { projectId });
  await core.close();
  const [name = ""] = readdirSync(join(folder, "media", "images"));
  return { folder, home, image: `media/images/${name}`, mediaId: media[0]?.id ?? "" };
}

/** Writes to a project's database as a person with a text editor would: no check of ours, nor of SQLite's, holds. */
export function writeRaw(folder: string, sql: string): void {
  const database = new Database(join(folder, "project.db"));
  database.unsafeMode(true);
  database.pragma("ignore_check_constraints = ON");
  database.pragma("foreign_keys = OFF");
  database.pragma("writable_schema = ON");
  database.exec(sql);
  database.close();
}

/** Everything under a folder with its content, links as links: what was there before must be there after. */
export function inventory(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    found[path] = entry.isFile()
      ? `${statSync(path).size} ${readFileSync(path).subarray(0, 4096).toString("base64")}`
      : "";
  }
  return found;
}
