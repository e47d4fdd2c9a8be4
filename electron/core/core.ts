/** Owns the composition of the core: opens its rooms from the ground up and joins their methods. One function from Request to Response, and a close. */
import { homedir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../../shared/rpc/app-contract.ts";
import type { InputOf, MethodName, OutputOf } from "../../shared/rpc/contract.ts";
import type { Operation } from "../../shared/rpc/runtime-contract.ts";
import { blockedFrameStore } from "./animatic/blocked-frame.ts";
import { drawnPoster } from "./animatic/drawn-poster.ts";
import { createAnimaticRenderer } from "./animatic/render-animatic.ts";
import { makeDataFolder } from "./app/folders.ts";
import { openIdentity } from "./app/identity.ts";
import { appMethods } from "./app/methods.ts";
import type { PathGrants } from "./app/path-grants.ts";
import { RecentProjects } from "./app/recent-projects.ts";
import { SettingsFile } from "./app/settings-file.ts";
import { StartNotes } from "./app/start-notes.ts";
import { Updates } from "./app/updates.ts";
import { archiveMethods } from "./archive/methods.ts";
import { frameFonts } from "./fonts/frame-fonts.ts";
import { pageFontFile, pageFontSheet } from "./fonts/page-fonts.ts";
import { isReadableJob } from "./generation/job-store.ts";
import type { Vault } from "./generation/keys.ts";
import { openGeneration } from "./generation/methods.ts";
import { type Clock, systemClock } from "./generation/service-context.ts";
import { handOffMethods } from "./hand-off/methods.ts";
import { Library } from "./library/library.ts";
import { libraryMethods } from "./library/methods.ts";
import { encodeFilm } from "./media/encode.ts";
import { createFfmpeg } from "./media/ffmpeg.ts";
import { checkImage } from "./media/images.ts";
import { takeDefaultModel } from "./models/default-model.ts";
import { modelsMethods } from "./models/methods.ts";
import { OwnModels } from "./models/own-models.ts";
import { noticeOfFiles } from "./projects/check-files.ts";
import type { Person } from "./projects/holder-file.ts";
import { Holders } from "./projects/holders.ts";
import { systemSchedule } from "./projects/idle-log.ts";
import { projectsMethods } from "./projects/methods.ts";
import { ProjectService } from "./projects/project-service.ts";
import { ReceivedImages } from "./projects/received-images.ts";
import { placeNotice, sharedPlaceOf } from "./projects/shared-place.ts";
import { writeMissingSidecars } from "./projects/take-sidecars.ts";
import { openTemplates } from "./projects/templates.ts";
import { uploadImage } from "./projects/upload.ts";
import { Backups } from "./recovery/backups.ts";
import { recoveryMethods } from "./recovery/methods.ts";
import { toErrorData } from "./runtime/error-data.ts";
import { EventLog } from "./runtime/events.ts";
import { type LogLine, redactLine } from "./runtime/log.ts";
import { type Methods, runtimeMethods } from "./runtime/methods.ts";
import { Notices } from "./runtime/notices.ts";
import { Operations } from "./runtime/operations.ts";
import { Redaction } from "./runtime/redact.ts";
import { clearLeftovers } from "./runtime/whole-folder.ts";
import { callChecked, createServer } from "./server/server.ts";
import { Films } from "./takes/films.ts";
import { Ingest } from "./takes/ingest.ts";
import { takesMethods } from "./takes/methods.ts";
import { Results } from "./takes/results.ts";
import { Sounds } from "./takes/sounds.ts";
import { stillMethods } from "./takes/still-methods.ts";
import { storageMethods } from "./takes/storage-methods.ts";
import { listsMethods } from "./ways-in/lists/methods.ts";
import { scriptMethods } from "./ways-in/script-methods.ts";

export { type DefaultFolders, defaultFolders } from "./app/folders.ts";
export { PathGrants } from "./app/path-grants.ts";
export { thisPerson } from "./app/person.ts";
export type { Vault } from "./generation/keys.ts";
export { fileLog, type LogLine } from "./runtime/log.ts";
export { pageHeaders } from "./server/server.ts";

export interface CoreOptions {
  /** Where settings, the log and the list of recent projects are kept. */
  readonly dataDir: string;
  /** Where new projects go when nobody says otherwise. */
  readonly projectsFolder: string;
  /** The built page, or null for none. */
  readonly pageFolder: string | null;
  /** The sample project and what else comes with the app. */
  readonly resourcesFolder: string;
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: LogLine) => void;
  /** The system's keychain, or null where the host has none: keys are then kept in a file of this user alone. */
  readonly vault: Vault | null;
  /** Where the host has dialogs of the desktop: which paths a call may name. Null where it has none, and any may be. */
  readonly grants: PathGrants | null;
  /** Who works here, for a host whose windows have projects to themselves; nobody by default. */
  readonly person?: Person | null;
  /** The computer's own by default. */
  readonly clock?: Clock;
  /** The drawing worker as built; the source itself by default. */
  readonly drawWorkerUrl?: URL;
}

export interface Core {
  fetch(request: Request): Promise<Response>;
  /** Calls a method in this process; throws AppError as the method does. */
  call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /**
   * Names the programs that make and read films; empty paths let Shotline choose. Never by a call of the page: by the command, or after a
   * native dialog. Throws ffmpeg.missing or ffmpeg.unfit for what does not answer as they do, and nothing is kept.
   */
  choosePrograms(programs: Partial<Pick<Settings, "ffmpegPath" | "ffprobePath">>): Promise<Settings>;
  /** Waits until an operation has ended, however it did. */
  waitForOperation(id: string, onProgress: (operation: Operation) => void): Promise<Operation>;
  /** Goes on with every job of the known projects, and of those opened later, makes takes ready and backups, and looks for a newer version if that is on. For hosts that stay; never throws. */
  resumeJobs(): Promise<void>;
  /** The error as the user should see it. */
  errorData(error: unknown): ReturnType<typeof toErrorData>;
  close(): Promise<void>;
}

/** Throws disk.denied where a file stands in the place of the data folder. */
export function createCore(options: CoreOptions): Core {
  const { env, version, dataDir, projectsFolder, resourcesFolder } = options;
  const redaction = new Redaction({ home: homedir(), env });
  const log = (line: LogLine) => options.log(redactLine(line, redaction));
  const clock = options.clock ?? systemClock;
  const now = () => new Date(clock.now());
  const errorData = (error: unknown) => toErrorData(error, log);
  const events = new EventLog(now());
  const emit: EventLog["emit"] = (event) => events.emit(event);
  const watchers = new Set<(operation: Operation) => void>();
  const operations = new Operations((operation) => {
    emit({ type: "operation.changed", operation });
    for (const watcher of watchers) watcher(operation);
  }, errorData);

  const notices = new Notices(() => emit({ type: "notices.changed" }));
  makeDataFolder(dataDir);
  const settings = new SettingsFile(dataDir, notices);
  const onModels = () => {
    takeDefaultModel(settings.current.defaultProfile, notices);
    emit({ type: "models.changed" });
  };
  const ownModels = new OwnModels({ dataDir, notices, onChanged: onModels });
  takeDefaultModel(settings.current.defaultProfile, notices);
  const updates = new Updates({ version, settings, notices });
  const recent = new RecentProjects(dataDir, notices);
  const starts = new StartNotes(dataDir);
  const { identity } = openIdentity(dataDir, notices);
  void clearLeftovers(dataDir);
  const ffmpeg = createFfmpeg({
    settings: () => settings.current,
    environment: env,
    cacheFolder: join(dataDir, "binaries"),
    log: (line) => log({ level: "info", room: "ffmpeg", message: line }),
  });
  const images = { checkImage };
  const projects = new ProjectService({
    ...{ recent, now, dataDir, version },
    onFailed: (error) => log({ level: "warn", message: "Couldn't finish what follows saving.", error }),
    onChanged: (projectId, revision) => {
      emit({ type: "project.changed", projectId, revision });
      backups.changed(projectId);
    },
    onWritten: (projectId, revision) => {
      emit({ type: "takes.changed", projectId });
      emit({ type: "jobs.changed", projectId });
      emit({ type: "project.changed", projectId, revision });
    },
    onForgotten: (error) => {
      const { message, next } = errorData(error);
      notices.say("recent", {
        code: "disk.failed",
        message: `Couldn't save the list of recent projects: ${message}`,
        next: next ?? "Check the data folder.",
      });
    },
    onLeft: (error) => log({ level: "warn", message: "Couldn't remove files left by an earlier run.", error }),
  });
  const backups = new Backups({
    ...{ projects, notices, log, toErrorData: errorData, now },
    sleep: (ms, signal) => clock.sleep(ms, signal),
  });

  const holders = new Holders({
    ...{ person: options.person ?? null, now, schedule: systemSchedule },
    folderOf: (projectId) => projects.holdableFolder(projectId),
    look: (projectId) => projects.look(projectId),
    onChanged: (projectId) => emit({ type: "holder.changed", projectId }),
    onFailed: (error) => log({ level: "warn", message: "Couldn't tell who has a project open.", error }),
  });
  const received = new ReceivedImages(dataDir, images);

  const animatic = createAnimaticRenderer({
    encodeFilm: (job) => encodeFilm(ffmpeg, job),
    workerUrl: options.drawWorkerUrl ?? new URL("./animatic/draw-worker.ts", import.meta.url),
    fonts: frameFonts,
  });
  const onTakesChanged = (projectId: string) => emit({ type: "takes.changed", projectId });
  const ingest = new Ingest({ projects, ffmpeg, operations, toErrorData: errorData, onChanged: onTakesChanged });
  const notPrepared = (error: unknown) => log({ level: "warn", message: "Couldn't look for takes to prepare.", error });
  const onTake = (projectId: string) => {
    onTakesChanged(projectId);
    backups.changed(projectId);
    void ingest.changed(projectId).catch(notPrepared);
  };
  const films = new Films({
    ...{ projects, version, ffmpeg, now, onTake },
    drawPass: (job) => animatic.render(job),
    productFile: (projectId, mediaId, product) => ingest.file(projectId, mediaId, product),
  });
  const results = new Results({ projects, ffmpeg, now, onTake });
  const sounds = new Sounds({ projects, ffmpeg, now });
  const library = new Library({ dataDir, projects, now });

  const drawBlocking = blockedFrameStore({ projects, images });

  const generation = openGeneration({
    drawBlocking,
    ...{ dataDir, env, settings, identity, starts, notices, projects, images, results, operations, emit, log, now },
    vault: options.vault,
    clock,
    hideKey: (key) => redaction.hide(key),
  });

  /** Those that the user opened in this run; jobs that go on open others. */
  const opened = new Set<string>();
  const describeOpened = async () => {
    for (const id of opened) {
      try {
        const outline = projects.outline(id);
        if (outline) await recent.describe(outline, drawnPoster(outline.project, frameFonts));
      } catch (error) {
        log({ level: "warn", message: "Couldn't update a project in the list of recent projects.", error });
      }
    }
  };

  /** Takes of an older version have nothing beside them that says what they are. */
  let stays = false;
  const writeSidecars = async (projectId: string) => {
    try {
      await writeMissingSidecars(await projects.writableFolder(projectId), await projects.database(projectId));
    } catch (error) {
      log({ level: "warn", message: "Couldn't write what takes are beside them.", error });
    }
  };

  const onOpened = (projectId: string) => {
    opened.add(projectId);
    void describeOpened();
    emit({ type: "projects.changed" });
    const outline = projects.outline(projectId);
    const place = outline && sharedPlaceOf(outline.folder);
    if (outline && place) notices.say(`place.${projectId}`, placeNotice(outline.name, place));
    noticeOfFiles(projects, projectId).then(
      (notice) => (notice ? notices.say(`files.${projectId}`, notice) : notices.clear(`files.${projectId}`)),
      (error: unknown) => log({ level: "warn", message: "Couldn't look at the files of a project.", error }),
    );
    generation.opened(projectId);
    backups.opened(projectId);
    if (stays) void writeSidecars(projectId);
    void ingest.opened(projectId).catch(notPrepared);
  };

  const methods: Methods = {
    ...runtimeMethods(operations, events, notices, (window) => holders.waits(window)),
    ...appMethods({
      ...{
        version,
        projectsFolder,
        dataDir,
        settings,
        onSettings: onModels,
        updates,
        resourcesFolder,
        recent,
        describeOpened,
        ffmpeg,
        notices,
        now,
        emit,
        errorData,
        log,
      },
      openProjects: () => [...opened].flatMap((id) => projects.outline(id)?.project ?? []),
      redact: (text) => redaction.text(text),
    }),
    ...projectsMethods({
      ...{ projects, holders, images, received, projectsFolder, now },
      samplePlan: join(resourcesFolder, "sample", "sample.plan.json"),
      templates: openTemplates(join(resourcesFolder, "templates"), images),
      onOpened,
    }),
    ...scriptMethods({ projects, projectsFolder, now, onOpened }),
    ...takesMethods({ projects, films, results, ingest, operations, ffmpeg }),
    ...stillMethods({ projects, ffmpeg, drawBlocking, now, onTake }),
    ...storageMethods({ projects, sounds, ffmpeg, operations, now, onTake }),
    ...libraryMethods({ library, projects }),
    ...listsMethods(),
    ...recoveryMethods({ projects, backups, operations, dataDir, images, isReadableJob, now, onOpened }),
    ...archiveMethods({ projects, operations, projectsFolder, version, now, onOpened }),
    ...generation.methods,
    ...modelsMethods(ownModels, () => settings.current.defaultProfile),
    ...handOffMethods({
      ...{ projects, films, ffmpeg, operations, resourcesFolder, version, fonts: frameFonts, now },
      measured: (projectId, signal) => ingest.measured(projectId, signal),
    }),
  };

  const fetch = createServer({
    methods,
    mediaPath: async (projectId, id, variant) =>
      (await sounds.filePath(projectId, id, variant)) ?? films.mediaPath(projectId, id, variant),
    posterPath: (poster) => recent.posterFile(poster),
    libraryPath: (mediaId) => library.picture(mediaId),
    receive: (name, body) => received.receive(name, body),
    upload: (projectId, name, body) => uploadImage(projects, images, projectId, name, body),
    pageFolder: options.pageFolder,
    fonts: { sheet: pageFontSheet, file: pageFontFile },
    toErrorData: errorData,
    guardCall: async (method, input, window) => {
      await holders.guard(window, method, (input as { projectId?: unknown } | null)?.projectId);
      const projectFolders = options.grants ? (await recent.list()).map(({ folder }) => folder) : [];
      options.grants?.require(method, input, { projectsFolder, projectFolders });
    },
  });

  return {
    fetch,
    call: (name, input) => callChecked(methods, name, input),
    async choosePrograms(programs) {
      await ffmpeg.judge({ ...settings.current, ...programs });
      return settings.setPrograms(programs);
    },
    async waitForOperation(id, onProgress) {
      const watcher = (operation: Operation) => operation.id === id && onProgress(operation);
      watchers.add(watcher);
      try {
        return await operations.wait(id);
      } finally {
        watchers.delete(watcher);
      }
    },
    errorData,
    resumeJobs: () => {
      void updates.checkIfOn();
      stays = true;
      ingest.goOn();
      backups.goOn();
      return generation.resumeAll();
    },
    async close() {
      await generation.close();
      await operations.close();
      await describeOpened();
      await backups.close();
      await received.close();
      events.close();
      holders.close();
      projects.close({ remembers: stays });
    },
  };
}
