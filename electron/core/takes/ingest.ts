/**
 * Owns making takes ready, in the background and one at a time: which films lack what is made of them, how far each is, and what came
 * of it. First the keyframes of all, at once; then everything else of each, in one decode.
 */
import { AppError, type ErrorData } from "../../../shared/errors/app-error.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { FilmProducts, TakeProducts, TileSheet } from "../../../shared/takes/products.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { freeBytes } from "../media/disk-space.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { readKeyTiles } from "../media/key-tiles.ts";
import { type FilmFacts, probeFilm, probeKeyframes } from "../media/probe.ts";
import { writeTileSheet } from "../media/tiles.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { OneAtATime } from "../runtime/one-at-a-time.ts";
import type { OperationContext, Operations } from "../runtime/operations.ts";
import { makeProducts, readScan } from "./make-products.ts";
import { cutsOfTake, isUnmeasured, needsScan } from "./measure-take.ts";
import { type Product, ProductFiles } from "./product-files.ts";
import { takeFileOf } from "./take-file.ts";

export interface IngestOptions {
  readonly projects: ProjectService;
  readonly ffmpeg: Ffmpeg;
  readonly operations: Operations;
  readonly toErrorData: (error: unknown) => ErrorData;
  /** Tells the window that something of a project's takes is another. */
  readonly onChanged: (projectId: string) => void;
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** A film that waits, is being made ready, or could not be. */
interface Film {
  readonly projectId: string;
  readonly mediaId: string;
  /** Such as `take 3 of SC010 Pit lane`. */
  readonly name: string;
  state: "waiting" | "making" | "failed";
  progress: number;
  problem: ErrorData | null;
  facts: FilmFacts | null;
  keys: TileSheet | null;
  /** Resolves, by `end`, when it is made ready, or could not be. */
  readonly ended: Promise<void>;
  readonly end: () => void;
}

/** Faults that the next film would have as well. */
const generalFaults = ["disk.full", "disk.denied", "ffmpeg.missing", "ffmpeg.unfit"];

export class Ingest {
  readonly #options: IngestOptions;
  readonly #films = new Map<string, Film>();
  readonly #keysTurn = new OneAtATime();
  readonly #filmTurn = new OneAtATime();
  #goesOn = false;

  constructor(options: IngestOptions) {
    this.#options = options;
  }

  /** From now on takes are made ready by themselves. For hosts that stay. */
  goOn(): void {
    this.#goesOn = true;
  }

  /** A project was opened: what could not be made ready before is tried again. */
  async opened(projectId: string): Promise<void> {
    for (const [key, film] of this.#films) {
      if (film.projectId === projectId && film.state === "failed") this.#films.delete(key);
    }
    await this.changed(projectId);
  }

  /** Takes were added, or something of them is missing. */
  async changed(projectId: string): Promise<void> {
    if (!this.#goesOn) return;
    const view = await this.#options.projects.view(projectId);
    const films = this.#begin(await this.#lacking(view, (take) => take.binnedAt === null));
    if (films.length > 0) this.#start(projectId, films, []);
  }

  /** Makes ready what is not, of the project or one take, also what failed before; the operation ends with the last of it. */
  async prepare(projectId: string, takeId: string | undefined): Promise<string> {
    const view = await this.#options.projects.view(projectId);
    const wanted = view.takes.filter(({ id }) => takeId === undefined || id === takeId);
    if (takeId !== undefined && wanted.length === 0) {
      throw new AppError("not-found", "This take is not in the project.", { next: "Reload the project." });
    }
    for (const { mediaId } of wanted) {
      if (this.#films.get(keyOf(projectId, mediaId))?.state === "failed") this.#films.delete(keyOf(projectId, mediaId));
    }
    const films = this.#begin(await this.#lacking(view, (take) => wanted.includes(take)));
    const others = new Set(wanted.flatMap(({ mediaId }) => this.#films.get(keyOf(projectId, mediaId)) ?? []));
    for (const film of films) others.delete(film);
    return this.#start(projectId, films, [...others]);
  }

  /** Returns when the cuts of all takes in use are known, or can't be: a take that can't be read is as it was planned. */
  async measured(projectId: string, signal: AbortSignal): Promise<void> {
    const { takes } = await this.#options.projects.view(projectId);
    if (!takes.some((take) => take.binnedAt === null && needsScan(take) && isUnmeasured(take))) return;
    const operationId = await this.prepare(projectId, undefined);
    const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    await Promise.race([this.#options.operations.wait(operationId), stopped]);
    signal.throwIfAborted();
  }

  async products(projectId: string): Promise<TakeProducts[]> {
    const { takes, media } = await this.#options.projects.view(projectId);
    const missing = new Set(media.filter((each) => each.missing).map(({ id }) => id));
    const made = new Map<string, Promise<FilmProducts | null>>();
    // Takes of one film are of the same products, which are looked at once.
    const madeOf = (mediaId: string) => {
      const known = made.get(mediaId) ?? this.#madeOf(projectId, mediaId);
      made.set(mediaId, known);
      return known;
    };
    return Promise.all(
      takes.map((take) => this.#productsOf(projectId, take, missing.has(take.mediaId) ? null : madeOf)),
    );
  }

  /** The file of something made of a film. Throws busy while it is not there yet, and what kept it from being made. */
  async file(projectId: string, mediaId: string, product: Product): Promise<string> {
    const { workFolder } = await this.#options.projects.mediaFile(projectId, mediaId);
    const path = new ProductFiles(workFolder, mediaId).find(product);
    if (path !== null) return path;
    const problem = this.#films.get(keyOf(projectId, mediaId))?.problem;
    if (problem) throw asError(problem, problem.message);
    await this.changed(projectId);
    throw new AppError("busy", "The preview of this video is not ready yet.", { next: "Wait until it is." });
  }

  async #madeOf(projectId: string, mediaId: string): Promise<FilmProducts | null> {
    const { workFolder } = await this.#options.projects.mediaFile(projectId, mediaId);
    return new ProductFiles(workFolder, mediaId).read();
  }

  /** `madeOf` looks at what is made of a film; null where the film is missing. */
  async #productsOf(
    projectId: string,
    { id, mediaId, film }: Take,
    madeOf: ((mediaId: string) => Promise<FilmProducts | null>) | null,
  ): Promise<TakeProducts> {
    const under = this.#films.get(keyOf(projectId, mediaId));
    const known = {
      takeId: id,
      problem: under?.problem ?? null,
      note: null,
      ...{ rateNum: film?.rateNum ?? null, rateDen: film?.rateDen ?? null, frames: film?.frames ?? null },
      hasAudio: film?.hasAudio ?? false,
      ...{ strip: null, keys: under?.keys ?? null, peaksPerSecond: null },
    };
    if (!madeOf) return { ...known, state: "missing", progress: 0 };
    const made = await madeOf(mediaId);
    // What is made is shown, also while its cuts are measured anew.
    if (made) return { ...known, ...made, keys: null, problem: null, state: "ready", progress: 1 };
    return { ...known, state: under?.state ?? "waiting", progress: under?.progress ?? 0 };
  }

  /** The films that lack anything and that nobody is at, under the name of their first take. */
  async #lacking({ project, takes, media }: ProjectView, isWanted: (take: Take) => boolean): Promise<Film[]> {
    const missing = new Set(media.filter((each) => each.missing).map(({ id }) => id));
    const films = new Map<string, Film>();
    const unmeasured = new Set(takes.filter(isUnmeasured).map(({ mediaId }) => mediaId));
    const whole = new Set<string>();
    for (const take of takes.filter(isWanted)) {
      const { mediaId, passId, number } = take;
      const key = keyOf(project.id, mediaId);
      if (missing.has(mediaId) || this.#films.has(key) || films.has(key) || whole.has(mediaId)) continue;
      if ((await this.#madeOf(project.id, mediaId)) !== null && !unmeasured.has(mediaId)) {
        whole.add(mediaId);
        continue;
      }
      const pass = project.passes.find(({ id }) => id === passId);
      const name = `take ${number}${pass ? ` of ${pass.scene} ${pass.name}` : ""}`;
      films.set(key, newFilm({ projectId: project.id, mediaId, name }));
    }
    return [...films.values()];
  }

  /** Those that nobody else began with while the files were looked at. */
  #begin(lacking: Film[]): Film[] {
    const films = lacking.filter(({ projectId, mediaId }) => !this.#films.has(keyOf(projectId, mediaId)));
    for (const film of films) this.#films.set(keyOf(film.projectId, film.mediaId), film);
    return films;
  }

  /** `others` are under way already, and waited for. */
  #start(projectId: string, films: Film[], others: Film[]): string {
    const [only, ...more] = [...films, ...others];
    const title =
      only && more.length === 0 ? `Preparing ${only.name}` : `Preparing ${films.length + others.length} takes`;
    const run = async (context: OperationContext) => {
      await this.#run(films, context);
      for (const film of others) {
        await untilAborted(film.ended, context.signal);
        if (film.problem) throw problemOf(film.name, film.problem);
      }
      return {};
    };
    return this.#options.operations.start({ kind: "ingest", projectId, title, run });
  }

  async #run(films: readonly Film[], { signal, report }: OperationContext): Promise<void> {
    const { onChanged, toErrorData } = this.#options;
    let fault: unknown = null;
    const fail = (film: Film, error: unknown) => {
      film.problem = toErrorData(error);
      film.state = "failed";
      film.end();
      fault ??= problemOf(film.name, film.problem);
    };
    try {
      for (const film of films) await this.#keysTurn.do(() => this.#makeKeys(film, signal), signal);
      if (films.length > 0) onChanged((films[0] as Film).projectId);
      for (const [index, film] of films.entries()) {
        const tell = (done: number) => {
          film.progress = done;
          report((index + done) / films.length, `Decoding ${film.name}`);
        };
        try {
          await this.#filmTurn.do(() => this.#makeFilm(film, signal, tell), signal);
          this.#films.delete(keyOf(film.projectId, film.mediaId));
          film.end();
        } catch (error) {
          fail(film, error);
          if (signal.aborted || generalFaults.includes(film.problem?.code ?? "")) throw error;
        } finally {
          onChanged(film.projectId);
        }
      }
    } catch (error) {
      for (const film of films) if (film.state === "waiting") fail(film, error);
    }
    if (fault) throw fault;
  }

  /** Tiles of the keyframes; a film that has none to show, or a fault, is dealt with when all of it is made. */
  async #makeKeys(film: Film, signal: AbortSignal): Promise<void> {
    const { projects, ffmpeg } = this.#options;
    const { path, workFolder } = await projects.mediaFile(film.projectId, film.mediaId);
    const files = new ProductFiles(workFolder, film.mediaId);
    if ((await files.read()) !== null) return;
    try {
      const { facts, keyframes } = await probeKeyframes(ffmpeg, path, signal);
      film.facts = facts;
      const tiles = await readKeyTiles(ffmpeg, path, facts, keyframes, signal);
      if (tiles.length === 0) return;
      files.begin();
      const keys = await writeTileSheet(files.workFile("keys"), tiles);
      await files.keepOne("keys");
      film.keys = keys;
    } catch {
      signal.throwIfAborted();
    } finally {
      await files.discard();
    }
  }

  async #makeFilm(film: Film, signal: AbortSignal, onProgress: (done: number) => void): Promise<void> {
    const { projects, ffmpeg } = this.#options;
    const { projectId, mediaId } = film;
    film.state = "making";
    onProgress(0);
    const { path, workFolder } = await projects.mediaFile(projectId, mediaId);
    const files = new ProductFiles(workFolder, mediaId);
    const facts = film.facts ?? (await probeFilm(ffmpeg, path, signal));
    const job = { film: path, facts, signal, onProgress };
    const isWhole = (await files.read()) !== null;
    const isAsked = (await this.#unmeasured(film)).takes.some(needsScan);
    const scan = isWhole
      ? isAsked
        ? await readScan(ffmpeg, job)
        : null
      : await makeProducts(ffmpeg, files, this.#options.freeBytes ?? freeBytes, job);
    // Asked again: another take of the same film may have come meanwhile.
    const { takes, project } = await this.#unmeasured(film);
    for (const take of takes) {
      if (needsScan(take) && !scan) continue;
      const pass = project.passes.find(({ id }) => id === take.passId);
      const cuts = cutsOfTake(take, facts, pass, needsScan(take) ? scan : null);
      await projects.measureTake(projectId, take.id, takeFileOf(facts), cuts);
    }
  }

  async #unmeasured({ projectId, mediaId }: Film) {
    const { takes, project } = await this.#options.projects.view(projectId);
    return { project, takes: takes.filter((take) => take.mediaId === mediaId && isUnmeasured(take)) };
  }
}

function newFilm(about: Pick<Film, "projectId" | "mediaId" | "name">): Film {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ...about, state: "waiting", progress: 0, problem: null, facts: null, keys: null, ended, end };
}

function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    void work.then(resolve).finally(() => signal.removeEventListener("abort", abort));
  });
}

function problemOf(name: string, problem: ErrorData): AppError {
  return asError(problem, `Couldn't prepare ${name}: ${problem.message}`);
}

function asError({ code, next }: ErrorData, message: string): AppError {
  return new AppError(code, message, next === undefined ? {} : { next });
}

function keyOf(projectId: string, mediaId: string): string {
  return `${projectId} ${mediaId}`;
}
