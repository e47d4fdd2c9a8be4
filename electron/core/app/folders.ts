/** Owns where the app keeps its own data and puts new projects when nobody says otherwise. */
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";

export interface DefaultFolders {
  readonly dataDir: string;
  readonly projectsFolder: string;
}

/** `SHOTLINE_DATA` and `SHOTLINE_PROJECTS` win; else the places that each system has for them. */
export function defaultFolders(env: NodeJS.ProcessEnv = process.env, platform = process.platform): DefaultFolders {
  const home = homedir();
  const data = {
    darwin: join(home, "Library", "Application Support", "Shotline"),
    win32: join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Shotline"),
  };
  const elsewhere = join(env["XDG_DATA_HOME"] ?? join(home, ".local", "share"), "shotline");
  const films = ["Movies", "Videos"].map((name) => join(home, name)).find((folder) => existsSync(folder)) ?? home;
  return {
    dataDir: env["SHOTLINE_DATA"] ? resolve(env["SHOTLINE_DATA"]) : (data[platform as keyof typeof data] ?? elsewhere),
    projectsFolder: env["SHOTLINE_PROJECTS"] ? resolve(env["SHOTLINE_PROJECTS"]) : join(films, "Shotline"),
  };
}

/**
 * Makes the app's own folder. Throws disk.denied where a file stands in its place; one that cannot be made or written otherwise is told
 * of where something is to be written there.
 */
export function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    if (!["EEXIST", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "")) return;
    const next = "Move the file, or set SHOTLINE_DATA to another folder.";
    throw new AppError("disk.denied", `Can't create the data folder ${dataDir}: a file is in its place.`, {
      next,
      cause,
    });
  }
}
