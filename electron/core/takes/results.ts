/** Owns what becomes of films and stills that come from outside: checked, stored in the project, and made takes or frames of it. */

import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { Edit } from "../../../shared/edits/edit.ts";
import { editForStill } from "../../../shared/edits/still-edit.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { madeFrom } from "../../../shared/generation/made-from.ts";
import type { Money } from "../../../shared/models/profile.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import type { KeptBlocking } from "../../../shared/project/kept-blocking.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { imageAt, type StillPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import { formatOf } from "../media/container.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { checkImage, makeFitting } from "../media/images.ts";
import { type FilmFacts, probeWholeFilm } from "../media/probe.ts";
import { ownFolder } from "../media/project-paths.ts";
import { storeFile, storeImage } from "../projects/media-store.ts";
import { newId } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { addStill } from "../projects/still-rows.ts";
import { hashFile, removeWork } from "../runtime/files.ts";
import type { OperationContext } from "../runtime/operations.ts";
import { workName } from "../runtime/work-name.ts";
import { takeFileOf } from "./take-file.ts";

/** What a finished job says of its result; `request` is what the take keeps of it. */
export interface JobResult {
  readonly jobId: string;
  readonly passId: string;
  readonly passName: string;
  readonly profile: string;
  readonly output: "film" | "still";
  readonly request: unknown;
  /** Where a still goes; null for a film. */
  readonly place: StillPlace | null;
  /** What a still was asked for. */
  readonly prompt: string;
  /** What a picture from blocking was made from; absent for any other. */
  readonly blocking?: KeptBlocking | undefined;
  /** What the service said that it charged, else what was expected. */
  readonly price: Money | null;
}

type Commit = (made: { readonly takeId: string | null; readonly mediaId: string | null }) => void;

export class Results {
  readonly #projects: ProjectService;
  readonly #ffmpeg: Ffmpeg;
  readonly #now: () => Date;
  readonly #onTake: (projectId: string) => void;

  constructor(options: {
    readonly projects: ProjectService;
    readonly ffmpeg: Ffmpeg;
    readonly now: () => Date;
    readonly onTake: (projectId: string) => void;
  }) {
    this.#projects = options.projects;
    this.#ffmpeg = options.ffmpeg;
    this.#now = options.now;
    this.#onTake = options.onTake;
  }

  /**
   * Stores the file of a finished job: a film as a take, a still as an image and a candidate for its place. `commit` runs in the same transaction, so
   * that job, ledger and result are on the disk together. Throws result.unreadable for a file that is neither.
   */
  async storeJobResult(projectId: string, job: JobResult, file: string, signal: AbortSignal, commit: Commit) {
    if (job.output === "film") await this.#storeFilmOfJob(projectId, job, file, signal, commit);
    else await this.#storeStillOfJob(projectId, job, file, commit);
  }

  async #storeFilmOfJob(projectId: string, job: JobResult, file: string, signal: AbortSignal, commit: Commit) {
    const facts = await this.#checkFilm(file, signal).catch((error: unknown) => {
      throw error instanceof AppError && error.code === "film.unreadable" ? unreadableResult(error) : error;
    });
    const name = `${job.passName} ${job.profile.replace("/", " ")}.mp4`;
    const { jobId, passId, profile, request } = job;
    await this.#addTake(projectId, file, facts, { name, passId, profile, jobId, request }, (takeId, mediaId) =>
      commit({ takeId, mediaId }),
    );
  }

  async #storeStillOfJob(projectId: string, job: JobResult, file: string, commit: Commit) {
    const folder = await this.#projects.writableFolder(projectId);
    const place = job.place ?? { kind: "startFrame", passId: job.passId };
    const name = titleOfPlace(place, job.passName);
    const stored = await storeImage(folder, file, name, { checkImage }).catch((error: unknown) => {
      throw error instanceof AppError && error.code.startsWith("image.") ? unreadableResult(error) : error;
    });
    const database = await this.#projects.database(projectId);
    const { jobId, profile, prompt, price, blocking } = job;
    const origin = { by: "job", jobId, profile, prompt, price, ...(blocking ? { blocking } : {}) } as const;
    const createdAt = this.#now().toISOString();
    await this.#projects.addMedia(projectId, stored, () => {
      // Named after its job, so that no job leaves two.
      addStill(database, { id: jobId.replace(/^job_/, "still_"), place, mediaId: stored.id, origin, createdAt });
      commit({ takeId: null, mediaId: stored.id });
    });
    this.#onTake(projectId);
    await this.#fillPlace(projectId, place, stored.id);
  }

  /** A frame's place that is empty gets the new still; one that is filled keeps what it has, and so does an element: the user picks. */
  async #fillPlace(projectId: string, place: StillPlace, mediaId: string) {
    for (let tries = 0; tries < 3; tries += 1) {
      const { project, revision } = await this.#projects.view(projectId);
      const edit = editForStill(project, place, mediaId);
      if (place.kind === "element" || imageAt(project, place) !== null || edit === null) return;
      try {
        await this.#projects.applyEdit(projectId, revision, edit);
        return;
      } catch (error) {
        // Somebody else was quicker with another edit.
        if (!(error instanceof AppError) || error.code !== "edit.stale") throw error;
      }
    }
  }

  /** Takes a film made elsewhere as a take of a pass. Throws film.unreadable. */
  async importFilm(
    projectId: string,
    pass: Pass,
    file: string,
    { signal, report }: OperationContext,
  ): Promise<NonNullable<Operation["result"]>> {
    await this.#projects.writableFolder(projectId);
    report(0.1, "Checking the video");
    if (!(await stat(file).catch(() => null))?.isFile()) {
      throw new AppError("film.unreadable", `File not found: ${file}.`, { next: "Check the path." });
    }
    const facts = await this.#checkFilm(file, signal);
    report(0.5, "Saving the video");
    const name = basename(file);
    const { project } = await this.#projects.view(projectId);
    const request = { source: "import", file: name, madeFrom: madeFrom(project, pass) };
    const about = { name, passId: pass.id, profile: "import", jobId: null, request };
    return this.#addTake(projectId, file, facts, about, () => {});
  }

  /** The same, unless the pass has a take of this very content, which is named instead. For callers that are alone at it. */
  async importFilmOnce(
    projectId: string,
    pass: Pass,
    file: string,
    context: OperationContext,
  ): Promise<NonNullable<Operation["result"]>> {
    // What can't be read is told of by the import itself.
    const mediaId = await hashFile(file).catch(() => null);
    const { folder, project, takes, media } = await this.#projects.view(projectId);
    const take = takes.find((each) => each.passId === pass.id && each.mediaId === mediaId && each.binnedAt === null);
    if (!take || media.find(({ id }) => id === mediaId)?.missing) {
      return this.importFilm(projectId, pass, file, context);
    }
    const { path, bytes } = await this.#projects.mediaFile(projectId, take.mediaId);
    const durationSeconds = secondsOfFrames(take.frames, rateOf(project.rate));
    const { id: takeId, frames } = take;
    return { folder, files: [{ path, bytes, durationSeconds }], takeId, mediaId: take.mediaId, frames, known: true };
  }

  async #checkFilm(file: string, signal: AbortSignal): Promise<FilmFacts> {
    try {
      return await probeWholeFilm(this.#ffmpeg, file, signal, (facts) => refuseTooLong(file, facts));
    } catch (cause) {
      signal.throwIfAborted();
      const isSaid = ["ffmpeg.missing", "ffmpeg.unfit", "film.unreadable"].includes((cause as AppError).code);
      if (!(cause instanceof AppError) || isSaid) throw cause;
      const next = "Choose a complete video file, such as MP4 or MOV.";
      throw new AppError("film.unreadable", `${basename(file)} is not a complete, readable video.`, {
        next,
        cause,
      });
    }
  }

  async #addTake(
    projectId: string,
    file: string,
    facts: FilmFacts,
    about: { name: string; passId: string; profile: string; jobId: string | null; request: unknown },
    commit: (takeId: string, mediaId: string) => void,
  ): Promise<NonNullable<Operation["result"]>> {
    const folder = await this.#projects.writableFolder(projectId);
    const { project } = await this.#projects.view(projectId);
    const { widthPx, heightPx } = facts;
    const { name, passId, profile, jobId, request } = about;
    const format = await formatOf(file, name);
    const media = await storeFile(folder, file, { kind: "film", name, format, widthPx, heightPx });
    const id = newId("take");
    const frames = framesAt(project, facts);
    const createdAt = this.#now().toISOString();
    const film = takeFileOf(facts);
    const take = { id, passId, profile, mediaId: media.id, frames, film, createdAt, jobId, request };
    await this.#projects.addTake(projectId, media, take, () => commit(id, media.id));
    this.#onTake(projectId);
    const durationSeconds = secondsOfFrames(frames, rateOf(project.rate));
    const files = [{ path: join(folder, media.file), bytes: media.bytes, durationSeconds }];
    return { folder, files, takeId: id, mediaId: media.id, frames };
  }

  /** A copy of an image that the profile takes, used wherever the project used the first one. */
  async convertImage(projectId: string, mediaId: string, profile: string): Promise<string> {
    const folder = await this.#projects.writableFolder(projectId);
    const { path, name } = await this.#projects.mediaFile(projectId, mediaId);
    const copy = `${workName(join(ownFolder(folder, "cache"), `converted-${randomUUID()}`))}.jpg`;
    try {
      await makeFitting(path, copy, limitsOf(profile).image);
      const stored = await storeImage(folder, copy, `${basename(name, extname(name))}.jpg`, { checkImage });
      await this.#projects.addMedia(projectId, stored);
      const { project } = await this.#projects.view(projectId);
      for (const edit of editsInstead(project, mediaId, stored.id)) {
        const { revision } = await this.#projects.view(projectId);
        await this.#projects.applyEdit(projectId, revision, edit);
      }
      return stored.id;
    } finally {
      await removeWork(copy);
    }
  }
}

/** Far more than any pass: what is longer would be decoded for hours before anything of it is seen. */
const takeSecondsMax = 3600;

function refuseTooLong(file: string, { frames, rateNum, rateDen }: FilmFacts): void {
  if ((frames * rateDen) / rateNum <= takeSecondsMax) return;
  const message = `${basename(file)} is more than ${takeSecondsMax / 3600} hour long, the limit for a take.`;
  throw new AppError("film.unreadable", message, { next: "Export the part you need, then import that." });
}

function framesAt(project: Project, { frames, rateNum, rateDen }: FilmFacts): number {
  const rate = rateOf(project.rate);
  return Math.max(1, Math.round((frames * rateDen * rate.num) / (rateNum * rate.den)));
}

/** One edit for each element, pass and shot that uses `from`. */
function editsInstead(project: Project, from: string, to: string): Edit[] {
  const elements = project.elements
    .filter((element) => element.images.includes(from))
    .map(({ id, images }): Edit => {
      const fields = { images: images.map((image) => (image === from ? to : image)) };
      return { type: "element.describe", elementId: id, fields };
    });
  const passes = project.passes
    .filter((pass) => pass.startFrame === from || pass.endFrame === from)
    .map(({ id, startFrame, endFrame, continues }): Edit => {
      const fields = {
        ...(startFrame === from ? { startFrame: to, ...(continues ? { continues } : {}) } : {}),
        ...(endFrame === from ? { endFrame: to } : {}),
      };
      return { type: "pass.describe", passId: id, fields };
    });
  const shots = project.passes
    .flatMap((pass) => pass.shots)
    .filter((shot) => shot.frame === from)
    .map(({ id }): Edit => ({ type: "shot.describe", shotId: id, fields: { frame: to } }));
  return [...elements, ...passes, ...shots];
}

function unreadableResult(cause: AppError): AppError {
  const next = "See the job's log. The downloaded file is kept in the project's cache.";
  return new AppError("result.unreadable", "The service delivered a file that can't be read.", { next, cause });
}
