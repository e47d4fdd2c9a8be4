/** Owns what the window asks of this installation: what it is, its settings, the projects that it knows, its folders. */
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { appContract } from "../../../shared/rpc/app-contract.ts";
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";
import { sayAge } from "../media/binaries.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import type { LogLine } from "../runtime/log.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { browseFolder } from "./browse-folder.ts";
import { readLicenses } from "./licenses.ts";
import type { RecentProjects } from "./recent-projects.ts";
import { type ReportParts, writeReport } from "./report.ts";
import type { SettingsFile } from "./settings-file.ts";
import type { Updates } from "./updates.ts";

export interface AppParts extends Omit<ReportParts, "programs" | "recent"> {
  readonly projectsFolder: string;
  readonly settings: SettingsFile;
  readonly updates: Updates;
  readonly onSettings: () => void;
  readonly resourcesFolder: string;
  readonly recent: RecentProjects;
  /** Brings up to date what the list tells of the projects that are open. */
  readonly describeOpened: () => Promise<void>;
  readonly ffmpeg: Ffmpeg;
  readonly emit: (event: AppEvent) => void;
  readonly errorData: (error: unknown) => ErrorData;
  readonly log: (line: LogLine) => void;
}

export function appMethods(parts: AppParts): MethodsOf<typeof appContract> {
  const {
    version,
    projectsFolder,
    settings,
    updates,
    onSettings,
    resourcesFolder,
    recent,
    describeOpened,
    ffmpeg,
    now,
    emit,
    errorData,
    log,
  } = parts;
  return {
    "app.info": async () => {
      const about = { version, projectsFolder };
      try {
        const binaries = await ffmpeg.binaries();
        const age = sayAge(binaries, now().getFullYear());
        return { ...about, ffmpeg: { path: binaries.ffmpeg, version: binaries.version, age }, ffmpegError: null };
      } catch (error) {
        return { ...about, ffmpeg: null, ffmpegError: errorData(error) };
      }
    },
    "app.report": async ({ window }) => {
      const programs = ffmpeg.binaries().then(
        (binaries) => `${binaries.ffmpeg}, version ${binaries.version}`,
        (error: unknown) => errorData(error).code,
      );
      return { text: await writeReport({ ...parts, programs: await programs }, window) };
    },
    "app.crashed": ({ message, stack }) => {
      log({ level: "error", room: "window", message: `The window stopped: ${message}`, error: stack });
      return {};
    },
    "settings.get": () => settings.current,
    "settings.set": async (input) => {
      const kept = await settings.set(input);
      onSettings();
      return kept;
    },
    "app.checkForUpdates": () => updates.check(),
    "app.licenses": () => readLicenses(resourcesFolder),
    "projects.list": async () => {
      await describeOpened();
      return recent.list();
    },
    "projects.forget": async ({ folder }) => {
      await recent.forget(folder);
      emit({ type: "projects.changed" });
      return {};
    },
    "files.browse": ({ folder }) => browseFolder(folder, projectsFolder),
  };
}
