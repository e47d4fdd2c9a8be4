/** Owns rendering a pass of an open project as an animatic: its pictures made ready, the film stored as a take, its stills made. */
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { shortSideOf } from "../../../shared/animatic/frame-size.ts";
import { mediaIdsOf, planFrames } from "../../../shared/animatic/plan-frames.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { compileRequest } from "../../../shared/generation/compile-request.ts";
import { madeFrom } from "../../../shared/generation/made-from.ts";
import { placeShots, shotLabel, shotNumbers } from "../../../shared/project/layout.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import type { MediaVariant } from "../../../shared/rpc/contract.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { makeProxy, makeThumbnail } from "../media/images.ts";
import { type FilmFacts, probeFilm } from "../media/probe.ts";
import { ownFolder, ownPath } from "../media/project-paths.ts";
import { makeStills } from "../media/stills.ts";
import { findPass } from "../projects/find-pass.ts";
import { storeFile } from "../projects/media-store.ts";
import { newId } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { copyWhole, removeWork } from "../runtime/files.ts";
import type { OperationContext } from "../runtime/operations.ts";
import { workName } from "../runtime/work-name.ts";
import { takeFileOf } from "./take-file.ts";

const thumbnailWidthPx = 320;

/** Draws a pass as a film: the animatic's renderer, as it is handed in. A picture that is null is drawn as a red slate. */
export type DrawPass = (job: {
  readonly project: Project;
  readonly pass: Pass;
  readonly pictureFile: (mediaId: string) => string | null;
  readonly outputFile: string;
  readonly shortSidePx: number;
  readonly burnIn: boolean;
  readonly matte: null;
  readonly scratchTrack: "silence" | "ticks";
  readonly signal?: AbortSignal;
  readonly onProgress: (frames: number, frameCount: number) => void;
}) => Promise<FilmFacts>;

export interface FilmsOptions {
  readonly projects: ProjectService;
  readonly drawPass: DrawPass;
  readonly ffmpeg: Ffmpeg;
  readonly version: string;
  readonly now: () => Date;
  readonly onTake: (projectId: string) => void;
  /** The file of something that is made of a film. */
  readonly productFile: (
    projectId: string,
    mediaId: string,
    product: Exclude<MediaVariant, "original">,
  ) => Promise<string>;
}

export interface PassFilm {
  readonly projectId: string;
  /** The plan as it stood when the film was asked for; the user may go on editing while it is drawn. */
  readonly project: Project;
  readonly passId: string;
  readonly burnIn: boolean;
  readonly outputFile: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

/** Without what no frame shows. */
function drawnPart({ wardrobe, props, fromScript, ...shot }: Shot): Shot {
  return shot;
}

export class Films {
  readonly #options: FilmsOptions;
  readonly #making = new Map<string, Promise<string>>();

  constructor(options: FilmsOptions) {
    this.#options = options;
  }

  /** The file to show for a stored image or film; smaller pictures of an image are made once and kept in the project's cache. */
  async mediaPath(projectId: string, mediaId: string, variant: MediaVariant): Promise<string> {
    const media = await this.#options.projects.mediaFile(projectId, mediaId);
    if (variant === "original") return media.path;
    if (media.kind === "film") return this.#options.productFile(projectId, mediaId, variant);
    if (variant !== "proxy" && variant !== "thumbnail") {
      throw new AppError("not-found", "An image has no such version.", { next: "Use its proxy or thumbnail." });
    }
    ownFolder(media.workFolder, `cache/${variant}`);
    const file = ownPath(media.workFolder, `cache/${variant}/${mediaId}.jpg`);
    if (existsSync(file)) return file;
    const making = this.#making.get(file) ?? makePicture(media.path, file, variant);
    this.#making.set(file, making);
    try {
      return await making;
    } finally {
      this.#making.delete(file);
    }
  }

  /**
   * Makes the film of one pass as `outputFile`: a copy of the take that was drawn from the very same plan, else drawn anew.
   * Pictures that are missing or damaged are drawn as red slates, as the preview shows them.
   */
  async renderPass(film: PassFilm): Promise<FilmFacts> {
    const { projectId, passId, outputFile, signal } = film;
    const pictures = await this.#pictures(film);
    const drawn = await this.#options.projects.filmDrawnAs(projectId, passId, this.#drawingOf(film, pictures));
    if (drawn === null) return this.#draw(film, pictures);
    await copyWhole(drawn, outputFile);
    return probeFilm(this.#options.ffmpeg, outputFile, signal);
  }

  async #pictures({ projectId, project, passId }: PassFilm): Promise<Map<string, string | null>> {
    const pictures = new Map<string, string | null>();
    for (const id of mediaIdsOf(planFrames(project, findPass(project, passId))))
      pictures.set(id, await this.#pictureFile(projectId, id));
    return pictures;
  }

  /** A fingerprint of all that a film's frames and sound come from; the same plan drawn by the same version is the same film. */
  #drawingOf({ project, passId, burnIn }: PassFilm, pictures: Map<string, string | null>): string {
    const pass = findPass(project, passId);
    const found = [...pictures].map(([id, file]) => [id, file !== null]);
    const { audio, resolution } = pass;
    const plan = planFrames(project, pass);
    const source = {
      version: this.#options.version,
      plan: { ...plan, shots: plan.shots.map((each) => ({ ...each, shot: drawnPart(each.shot) })) },
      found,
      burnIn,
      audio,
      resolution,
    };
    return createHash("sha256").update(JSON.stringify(source)).digest("hex");
  }

  #draw(film: PassFilm, pictures: Map<string, string | null>): Promise<FilmFacts> {
    const { project, passId, burnIn, outputFile, signal, onProgress } = film;
    const pass = findPass(project, passId);
    return this.#options.drawPass({
      project,
      pass,
      pictureFile: (id) => pictures.get(id) ?? null,
      outputFile,
      shortSidePx: shortSideOf(pass.resolution),
      burnIn,
      matte: null,
      scratchTrack: pass.audio ? "ticks" : "silence",
      ...(signal ? { signal } : {}),
      onProgress: (frames, frameCount) => onProgress?.(frames / frameCount),
    });
  }

  async #pictureFile(projectId: string, mediaId: string): Promise<string | null> {
    try {
      return await this.mediaPath(projectId, mediaId, "proxy");
    } catch (error) {
      const broken = error instanceof AppError && error.code.startsWith("image.");
      if (broken) return null;
      throw error;
    }
  }

  /** Renders a pass as a take of the animatic profile, with a thumbnail a shot and a filmstrip. */
  async makeTake(
    projectId: string,
    project: Project,
    passId: string,
    burnIn: boolean,
    { signal, report }: OperationContext,
  ): Promise<NonNullable<Operation["result"]>> {
    const { projects, now, onTake } = this.#options;
    const folder = await projects.writableFolder(projectId);
    const pass = findPass(project, passId);
    const film = `${workName(join(ownFolder(folder, "cache"), `animatic-${randomUUID()}`))}.mp4`;
    try {
      const onProgress = (done: number) => report(done * 0.9, "Rendering frames");
      const passFilm = { projectId, project, passId, burnIn, outputFile: film, signal, onProgress };
      const pictures = await this.#pictures(passFilm);
      const facts = await this.#draw(passFilm, pictures);
      report(0.9, "Saving the video");
      const name = `${pass.scene} ${pass.name} animatic.mp4`;
      const { widthPx, heightPx, frames } = facts;
      const media = await storeFile(folder, film, { kind: "film", name, format: "mp4", widthPx, heightPx });
      const id = newId("take");
      const take = {
        id,
        passId,
        profile: "animatic",
        mediaId: media.id,
        frames,
        film: takeFileOf(facts),
        createdAt: now().toISOString(),
        jobId: null,
      };
      await projects.addTake(projectId, media, {
        ...take,
        request: {
          ...compileRequest(project.elements, pass, "animatic"),
          drawing: this.#drawingOf(passFilm, pictures),
          madeFrom: madeFrom(project, pass),
        },
      });
      onTake(projectId);
      // The take stands before its stills are made, so that a fault there costs no result.
      report(0.95, "Exporting stills");
      const stills = await this.#makeStills(
        project,
        pass,
        join(folder, media.file),
        ownFolder(folder, `cache/takes/${id}`),
        signal,
      );
      const seconds = secondsOfFrames(frames, rateOf(project.rate));
      const files = [{ path: join(folder, media.file), bytes: media.bytes, durationSeconds: seconds }, ...stills];
      return { folder, files, takeId: id, mediaId: media.id, frames };
    } finally {
      await removeWork(film);
    }
  }

  /** The same, unless a take that is there was drawn from the very same plan, which is named instead. For callers that are alone at it. */
  async makeTakeOnce(
    projectId: string,
    project: Project,
    passId: string,
    burnIn: boolean,
    context: OperationContext,
  ): Promise<NonNullable<Operation["result"]>> {
    const { projects } = this.#options;
    const passFilm = { projectId, project, passId, burnIn, outputFile: "" };
    const drawing = this.#drawingOf(passFilm, await this.#pictures(passFilm));
    const path = await projects.filmDrawnAs(projectId, passId, drawing);
    const { folder, takes } = await projects.view(projectId);
    for (const take of path === null ? [] : takes.toReversed()) {
      if (take.passId !== passId || take.binnedAt !== null) continue;
      const film = await projects.mediaFile(projectId, take.mediaId);
      const isWhole = film.path === path && (await stat(path)).size === film.bytes;
      if (!isWhole) continue;
      const cache = ownFolder(folder, `cache/takes/${take.id}`);
      // A run that was ended before it had made the stills has left that to this one.
      const stills = await this.#makeStills(project, findPass(project, passId), path, cache, context.signal, true);
      const durationSeconds = secondsOfFrames(take.frames, rateOf(project.rate));
      const files = [{ path, bytes: film.bytes, durationSeconds }, ...stills];
      return { folder, files, takeId: take.id, mediaId: take.mediaId, frames: take.frames, known: true };
    }
    return this.makeTake(projectId, project, passId, burnIn, context);
  }

  async #makeStills(
    project: Project,
    pass: Pass,
    film: string,
    folder: string,
    signal: AbortSignal,
    onlyMissing = false,
  ) {
    const numbers = shotNumbers(project.passes);
    const thumbnails = placeShots(pass, rateOf(project.rate)).map(({ shot, startFrame, endFrame }) => ({
      frame: Math.floor((startFrame + endFrame) / 2),
      outputFile: join(folder, `${shotLabel(numbers.get(shot.id) ?? 0)}.jpg`),
    }));
    const filmstrip = { tiles: 20, tileHeightPx: 90, outputFile: join(folder, "filmstrip.jpg") };
    const made = [filmstrip.outputFile, ...thumbnails.map((thumbnail) => thumbnail.outputFile)];
    if (!onlyMissing || !made.every((file) => existsSync(file))) {
      await makeStills(this.#options.ffmpeg, { film, thumbnails, thumbnailWidthPx, filmstrip, signal });
    }
    return Promise.all(made.map(async (path) => ({ path, bytes: (await stat(path)).size })));
  }
}

async function makePicture(source: string, file: string, variant: "proxy" | "thumbnail"): Promise<string> {
  await (variant === "proxy" ? makeProxy(source, file) : makeThumbnail(source, file, thumbnailWidthPx));
  return file;
}
