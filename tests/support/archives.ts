/** Owns projects with stored files for tests of archives, and archives of them, without a program that reads videos. */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { archiveMethods } from "../../electron/core/archive/methods.ts";
import { openDatabase } from "../../electron/core/database/open-database.ts";
import { ProjectRepository } from "../../electron/core/projects/repository.ts";
import { addSound } from "../../electron/core/projects/sound-rows.ts";
import { toErrorData } from "../../electron/core/runtime/error-data.ts";
import { Operations } from "../../electron/core/runtime/operations.ts";
import type { Operation } from "../../shared/rpc/runtime-contract.ts";
import { buildProject, buildTimedPass } from "./builders.ts";
import { now, openService } from "./open-projects.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface ArchiveRig {
  /** Where everything lies. */
  readonly home: string;
  /** The project's own folder. */
  readonly folder: string;
  readonly projectId: string;
  readonly service: ReturnType<typeof openService>["service"];
  readonly methods: ReturnType<typeof archiveMethods>;
  readonly operations: Operations;
  /** Writes an archive beside the project. */
  write(name: string, options?: { videos?: boolean; onStep?: (operation: Operation) => void }): Promise<Operation>;
  /** Opens an archive in `opened`. */
  open(file: string, options?: { withoutDamaged?: boolean; folder?: string }): Promise<Operation>;
}

/** A project with an image, a sound and two takes with a note beside the first; a video has this many bytes. */
export async function openArchiveRig({ home = temporaryFolder(), videoBytes = 5000 } = {}): Promise<ArchiveRig> {
  const folder = join(home, "Night race.shotline");
  mkdirSync(join(folder, "media"), { recursive: true });
  const repository = new ProjectRepository(openDatabase(folder, { create: true }), now);
  repository.transaction(() => repository.create(buildProject([buildTimedPass("1", [4000, 3000])])));
  repository.close();
  mkdirSync(join(home, "data"));
  const { service } = openService(join(home, "data"));
  const projectId = await service.open(folder);
  const stored = (file: string, bytes: Buffer) => {
    const id = createHash("sha256").update(bytes).digest("hex");
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), bytes);
    return { id, file, name: "a", bytes: bytes.length };
  };
  const size = { widthPx: 4, heightPx: 3 };
  const image = stored("media/images/Ünicode picture.png", randomBytes(300));
  await service.addMedia(projectId, { ...image, ...size, kind: "image", format: "png" });
  for (const number of [1, 2]) {
    const film = stored(`media/takes/take ${number}.mp4`, randomBytes(videoBytes));
    const media = { ...film, ...size, kind: "film" as const, format: "mp4" };
    const take = { id: `take_000${number}`, passId: "pass_0001", profile: "import", mediaId: film.id, frames: 24 };
    const about = { createdAt: now().toISOString(), jobId: null, film: null, request: {} };
    await service.addTake(projectId, media, { ...take, ...about });
  }
  writeFileSync(join(folder, "media/takes/take 1.mp4.take.json"), '{"take": 1}\n');
  const database = await service.database(projectId);
  addSound(database, { ...stored("media/sounds/music.wav", randomBytes(400)), samples: 100 }, now().toISOString());

  const changes = new Set<(operation: Operation) => void>();
  const operations = new Operations(
    (operation) => {
      for (const hear of changes) hear(operation);
    },
    (error) => toErrorData(error, () => {}),
  );
  const parts = { projects: service, operations, projectsFolder: join(home, "opened"), version: "1.2.3", now };
  const methods = archiveMethods({ ...parts, onOpened: () => {} });
  return {
    ...{ home, folder, projectId, service, methods, operations },
    async write(name, { videos = true, onStep = () => {} } = {}) {
      changes.add(onStep);
      const { operationId } = await methods["archive.write"]({ projectId, file: join(home, name), videos });
      return operations.wait(operationId).finally(() => changes.delete(onStep));
    },
    async open(file, options = {}) {
      const { operationId } = await methods["archive.open"]({ file, ...options });
      return operations.wait(operationId);
    },
  };
}

/** All rows of a project's database, by table. */
export function rowsOf(folder: string): Record<string, unknown[]> {
  const database = new Database(join(folder, "project.db"), { readonly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
    return Object.fromEntries(
      (tables as string[]).map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all()]),
    );
  } finally {
    database.close();
  }
}

/** The files under a project's `media`, by name, as hashes. */
export function mediaIn(folder: string): Record<string, string> {
  const entries = readdirSync(join(folder, "media"), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    files
      .sort()
      .map((file) => [
        file.slice(folder.length + 1).replaceAll("\\", "/"),
        createHash("sha256").update(readFileSync(file)).digest("hex"),
      ]),
  );
}
