/** Owns the composition of the core: the only place where its rooms meet. One function from Request to Response, and a close. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError, errorCodes } from "../../shared/errors/app-error.ts";
import { modelProfiles } from "../../shared/models/profiles.ts";
import { checkStoredImages } from "../../shared/preflight/image-rules.ts";
import { checkPlan, errorsFirst, problemsOfPass } from "../../shared/preflight/preflight.ts";
import type { Pass } from "../../shared/project/model.ts";
import type { Plan } from "../../shared/project/plan.ts";
import type { InputOf, MethodName, Operation, OutputOf, Problem } from "../../shared/rpc/contract.ts";
import { createAnimaticRenderer } from "./animatic/render-animatic.ts";
import { browseFolder } from "./app/browse-folder.ts";
import { RecentProjects } from "./app/recent-projects.ts";
import { SettingsFile } from "./app/settings-file.ts";
import type { Vault } from "./generation/keys.ts";
import { composeGeneration } from "./generation/methods.ts";
import { type Clock, systemClock } from "./generation/service-context.ts";
import { composeHandOff } from "./hand-off/methods.ts";
import { encodeFilm } from "./media/encode.ts";
import { createFfmpeg } from "./media/ffmpeg.ts";
import { checkImage } from "./media/images.ts";
import { readPlanFile } from "./projects/plan-file.ts";
import { createEmptyProject, createPlannedProject, freeProjectFolder } from "./projects/project-folder.ts";
import { ProjectService } from "./projects/project-service.ts";
import { uploadImage } from "./projects/upload.ts";
import { verifyProject } from "./projects/verify-project.ts";
import { toErrorData } from "./runtime/error-data.ts";
import { EventLog } from "./runtime/events.ts";
import type { LogLine } from "./runtime/log.ts";
import { Operations } from "./runtime/operations.ts";
import { callChecked, createServer, type Methods } from "./server/server.ts";
import { Films } from "./takes/films.ts";

export { type DefaultFolders, defaultFolders } from "./app/folders.ts";
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
  /** The computer's own by default. */
  readonly clock?: Clock;
  /** The drawing worker as built; the source itself by default. */
  readonly drawWorkerUrl?: URL;
}

export interface Core {
  fetch(request: Request): Promise<Response>;
  /** Calls a method in this process; throws AppError as the method does. */
  call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** Waits until an operation has ended, however it did. */
  waitForOperation(id: string, onProgress: (operation: Operation) => void): Promise<Operation>;
  /** Goes on with every job of the known projects, and of those opened later. For hosts that stay; never throws. */
  resumeJobs(): Promise<void>;
  /** The error as the user should see it. */
  errorData(error: unknown): ReturnType<typeof toErrorData>;
  close(): Promise<void>;
}

export function createCore(options: CoreOptions): Core {
  const { log, env } = options;
  const now = () => new Date();
  mkdirSync(options.dataDir, { recursive: true });
  const errorData = (error: unknown) => toErrorData(error, log);
  const events = new EventLog(now());
  const watchers = new Set<(operation: Operation) => void>();
  const operations = new Operations((operation) => {
    events.emit({ type: "operation.changed", operation });
    for (const watcher of watchers) watcher(operation);
  }, errorData);
  const settings = new SettingsFile(options.dataDir);
  const recent = new RecentProjects(options.dataDir);
  const projects = new ProjectService({
    recent,
    now,
    onChanged: (projectId, revision) => events.emit({ type: "project.changed", projectId, revision }),
  });
  const ffmpeg = createFfmpeg({
    settings: () => settings.current,
    environment: env,
    cacheFolder: join(options.dataDir, "binaries"),
    log: (line) => log({ level: "info", message: line }),
  });
  const films = new Films({
    projects,
    version: options.version,
    ffmpeg,
    now,
    renderer: createAnimaticRenderer({
      encodeFilm: (job) => encodeFilm(ffmpeg, job),
      workerUrl: options.drawWorkerUrl ?? new URL("./animatic/draw-worker.ts", import.meta.url),
      fonts: shippedFonts(),
    }),
    onTake: (projectId) => events.emit({ type: "takes.changed", projectId }),
  });
  const images = { checkImage };
  const generation = composeGeneration({
    dataDir: options.dataDir,
    env,
    vault: options.vault,
    clock: options.clock ?? systemClock,
    settings,
    projects,
    ffmpeg,
    operations,
    emit: (event) => events.emit(event),
    log,
    now,
    passOf,
  });

  async function createFromPlan(planFile: string, folderFor: (plan: Plan) => string): Promise<{ projectId: string }> {
    const { plan, problems } = await readPlanFile(planFile, images);
    // A plan may be unfinished: shots that say nothing yet only keep a service from it.
    const [first] = problems.filter(({ code, severity }) => severity === "error" && code !== "prompt.empty");
    if (!plan || first) throw planRefused(planFile, problems);
    const folder = folderFor(plan);
    await createPlannedProject(folder, plan, planFile, images, now);
    return opened(folder);
  }

  async function opened(folder: string): Promise<{ projectId: string }> {
    const projectId = await projects.open(folder);
    events.emit({ type: "projects.changed" });
    generation.opened(projectId);
    return { projectId };
  }

  async function passOf(projectId: string, passId: string): Promise<Pass> {
    const { project } = await projects.view(projectId);
    const pass = project.passes.find((each) => each.id === passId);
    if (!pass) throw new AppError("not-found", "This pass is no longer in the project.");
    return pass;
  }

  const methods: Methods = {
    "app.info": async () => {
      const about = { version: options.version, projectsFolder: options.projectsFolder };
      try {
        const { ffmpeg: path, version } = await ffmpeg.binaries();
        return { ...about, ffmpeg: { path, version }, ffmpegError: null };
      } catch (error) {
        return { ...about, ffmpeg: null, ffmpegError: errorData(error) };
      }
    },
    "settings.get": () => settings.current,
    "settings.set": (input) => settings.set(input),
    "models.list": () => [...modelProfiles],
    "projects.list": () => recent.list(),
    "projects.create": async ({ name, parent, folder }) => {
      const target = folder ?? freeProjectFolder(parent ?? options.projectsFolder, name);
      await createEmptyProject(target, name, now);
      return opened(target);
    },
    "projects.createFromPlan": ({ planFile, parent, folder }) =>
      createFromPlan(
        planFile,
        (plan) => folder ?? freeProjectFolder(parent ?? options.projectsFolder, plan.project.name),
      ),
    "projects.createSample": () =>
      createFromPlan(join(options.resourcesFolder, "sample", "sample.plan.json"), (plan) =>
        freeProjectFolder(options.projectsFolder, plan.project.name),
      ),
    "projects.open": ({ folder }) => opened(folder),
    "projects.forget": async ({ folder }) => {
      await recent.forget(folder);
      events.emit({ type: "projects.changed" });
      return {};
    },
    "files.browse": ({ folder }) => browseFolder(folder, options.projectsFolder),
    "project.get": ({ projectId }) => projects.view(projectId),
    "project.verify": async ({ projectId }) =>
      verifyProject(
        await projects.folderOf(projectId),
        await projects.storedMedia(projectId),
        await projects.integrity(projectId),
      ),
    "edits.apply": ({ projectId, baseRevision, edit }) => projects.applyEdit(projectId, baseRevision, edit),
    "history.undo": ({ projectId, baseRevision }) => projects.undo(projectId, baseRevision),
    "history.redo": ({ projectId, baseRevision }) => projects.redo(projectId, baseRevision),
    "history.list": ({ projectId }) => projects.history(projectId),
    "plan.check": async ({ projectId }) => {
      const { project, media } = await projects.view(projectId);
      return errorsFirst([...checkPlan(project), ...checkStoredImages(project, media)]);
    },
    "plan.checkFile": async ({ planFile, profile }) => {
      const { problems } = await readPlanFile(planFile, images, profile);
      return { problems: [...problems] };
    },
    "plan.compileFile": async ({ planFile, profile, pass }) => {
      const { plan, problems: all } = await readPlanFile(planFile, images, profile);
      // The faults of another pass do not matter to the one that was asked for.
      const own = pass === undefined ? "passes[" : `passes[${pass - 1}]`;
      const problems = all.filter(({ path }) => !path.startsWith("passes[") || path.startsWith(own));
      const judged = pass === undefined ? problems : problemsOfPass(problems, pass - 1);
      if (!plan || judged.some(({ severity }) => severity === "error")) throw planRefused(planFile, judged);
      if (pass !== undefined && !plan.passes[pass - 1]) {
        throw new AppError("not-found", `The plan has ${plan.passes.length} passes; there is no pass ${pass}.`);
      }
      const passes = pass === undefined ? plan.passes : plan.passes.slice(pass - 1, pass);
      return { requests: passes.map((each) => generation.compile(plan.elements, each, profile)) };
    },
    "plan.compile": async ({ projectId, passId }) => {
      const { project } = await projects.view(projectId);
      const pass = await passOf(projectId, passId);
      return generation.compile(project.elements, pass);
    },
    "animatic.render": async ({ projectId, passId, burnIn }) => {
      const { project } = await projects.view(projectId);
      const pass = await passOf(projectId, passId);
      const title = `Animatic of ${pass.scene} ${pass.name}`;
      const run: Parameters<Operations["start"]>[0]["run"] = (context) =>
        films.makeTake(projectId, project, passId, burnIn, context);
      return { operationId: operations.start({ kind: "animatic", projectId, title, run }) };
    },
    ...composeHandOff({
      ...{ projects, films, ffmpeg, operations, now },
      resourcesFolder: options.resourcesFolder,
      fonts: shippedFonts(),
    }),
    ...generation.methods,
    "operations.list": () => operations.list(),
    "operations.cancel": ({ operationId }) => {
      operations.cancel(operationId);
      return {};
    },
    "events.after": ({ cursor }, signal) => events.after(cursor, signal),
  };

  const fetch = createServer({
    methods,
    mediaPath: (projectId, mediaId, variant) => films.mediaPath(projectId, mediaId, variant),
    upload: (projectId, name, body) => uploadImage(projects, images, projectId, name, body),
    pageFolder: options.pageFolder,
    toErrorData: errorData,
  });

  return {
    fetch,
    call: (name, input) => callChecked(methods, name, input),
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
    resumeJobs: () => generation.resumeAll(),
    async close() {
      await generation.close();
      await operations.close();
      events.close();
      projects.close();
    },
  };
}

/** The refusal of a plan: its first fault, with the count of the others. */
function planRefused(planFile: string, problems: readonly Problem[]): AppError {
  const errors = problems.filter((problem) => problem.severity === "error");
  const [first] = errors;
  const code = errorCodes.find((each) => each === first?.code) ?? "plan.refused";
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const next = `Correct the plan; \`plan check ${planFile}\` lists every fault.`;
  return new AppError(code, `${first?.message ?? "The plan cannot be read."}${more}`, {
    next,
    ...(first?.path ? { path: first.path } : {}),
  });
}

/** The fonts that frames are drawn with, as the package ships them: one file for each group of scripts. */
function shippedFonts() {
  const scripts = { "": "latin", " Extended": "latin-ext", " Cyrillic": "cyrillic", " Greek": "greek" };
  return Object.entries(scripts).map(([suffix, script]) => {
    const file = `@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`;
    // Skia reads files by itself and sees nothing inside an archive.
    const path = fileURLToPath(import.meta.resolve(file)).replace("app.asar", "app.asar.unpacked");
    return { family: `Shotline Sans${suffix}`, path };
  });
}
