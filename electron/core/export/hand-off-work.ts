/** Makes the files of one hand-off in a folder of work: films first, then every list from the same cut. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { dialogueCues } from "../../../shared/cut/cues.ts";
import { type Cut, type CutMedia, withMeasuredSizes } from "../../../shared/cut/cut.ts";
import { type PlacedPass, placeProgramme } from "../../../shared/project/layout.ts";
import {
  type BoardOptions,
  type ClipNames,
  defaultBoard,
  defaultEditListVersions,
  type EditListVersions,
  type ExportFormat,
  editListFormats,
  type ProjectView,
} from "../../../shared/rpc/contract.ts";
import { AppError } from "../../../shared/rpc/errors.ts";
import { type RateName, secondsOfFrames } from "../../../shared/time/rate.ts";
import { formatTimecode } from "../../../shared/time/timecode.ts";
import { writeAle } from "./ale.ts";
import { makeBoard, type TakePictures } from "./board-pictures.ts";
import { type EditList, writeEditLists } from "./edit-lists.ts";
import { clipArguments, type FilmPart, movieArguments } from "./film-arguments.ts";
import { type HandOffNames, writeReadme } from "./readme-text.ts";
import { writeShotListCsv } from "./shot-list-csv.ts";
import { writeSrt, writeVtt } from "./subtitles.ts";

/** What the hand-off needs of the rest of the core. */
export interface HandOffTools {
  /** Makes a pass a film with sound, its timecode as in the programme, of exactly its planned frames at the project's rate; `onProgress` from 0 to 1. */
  renderPass(request: {
    readonly view: ProjectView;
    readonly passId: string;
    readonly burnIn: boolean;
    readonly outputFile: string;
    readonly signal: AbortSignal;
    readonly onProgress: (fraction: number) => void;
  }): Promise<unknown>;
  /** Runs ffmpeg to its end; `onProgress` is told frames done. */
  runFfmpeg(
    argumentList: readonly string[],
    options: { timeLimitMs: number; signal: AbortSignal; onProgress: (frames: number) => void },
  ): Promise<void>;
  probe(file: string, signal: AbortSignal): Promise<FilmFacts>;
  readonly takePictures: TakePictures;
  now(): Date;
}

interface FilmFacts {
  readonly frames: number;
  readonly rateNum: number;
  readonly rateDen: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface HandOffRequest {
  readonly view: ProjectView;
  /** Becomes the hand-off folder itself; must be absent or empty. */
  readonly folder: string;
  /** A list for an editing suite and an Avid log bring the clips that they refer to. */
  readonly formats: readonly ExportFormat[];
  readonly rate?: RateName | undefined;
  readonly board?: BoardOptions | undefined;
  readonly clipNames?: ClipNames | undefined;
  readonly versions?: EditListVersions | undefined;
  readonly signal: AbortSignal;
  /** From 0 to 1, and the step under way. */
  readonly onProgress: (fraction: number, step: string) => void;
}

/** A film of a pass as it was rendered, with its place in the cut. */
interface PassFilm {
  readonly placed: PlacedPass;
  readonly path: string;
}

const joinedAtOnceMax = 24;
const clipsFolder = "clips";
const clipExtension = ".mov";

/** One hand-off under way in its `.part` folder `part`, which will be named `folder`. */
export class HandOffWork {
  readonly #tools: HandOffTools;
  readonly #request: HandOffRequest;
  #cut: Cut;
  readonly #part: string;
  readonly #folder: string;
  readonly #programme: PlacedPass[];
  readonly #made = new Map<string, number | null>();
  readonly #workTotal: number;
  #workDone = 0;

  constructor(tools: HandOffTools, request: HandOffRequest, cut: Cut, part: string, folder: string) {
    this.#tools = tools;
    this.#request = request;
    this.#cut = cut;
    this.#part = part;
    this.#folder = folder;
    this.#programme = placeProgramme(request.view.project);
    // In frames handled; encoding a drawn film again takes about as long as drawing it.
    const rounds = (this.#wants("movie") ? 2 : 0) + (this.#wantsPasses() ? 1 : 0) + (this.#wantsClips() ? 1 : 0);
    this.#workTotal = cut.frames * rounds || 1;
  }

  /** Gives every file's name within the folder, with the seconds that a film lasts. */
  async writeAll(): Promise<ReadonlyMap<string, number | null>> {
    const films = join(this.#part, "films");
    await mkdir(films);
    const names: { -readonly [Key in keyof HandOffNames]: HandOffNames[Key] } = {};
    if (this.#wants("movie")) names.movie = await this.#writeMovie(films);
    const passes = this.#wantsPasses() ? await this.#renderPasses(films, false) : [];
    if (this.#wantsClips()) {
      await this.#writeClips(passes);
      names.clipsFolder = clipsFolder;
    }
    if (this.#wants("board")) names.board = await this.#writeBoard(passes, films);
    await rm(films, { recursive: true });
    names.lists = await this.#writeEditLists();
    if (this.#wants("csv")) {
      names.shotList = `${this.#cut.show}_shots.csv`;
      await this.#writeText(names.shotList, writeShotListCsv(this.#cut, this.#wantsClips() ? clipFile : undefined));
    }
    const { show } = this.#cut;
    if (this.#wants("ale")) names.ale = await this.#writeText(`${show}.ale`, writeAle(this.#cut, clipFile));
    const speaks = dialogueCues(this.#cut).length > 0;
    if (this.#wants("srt") && speaks) names.srt = await this.#writeText(`${show}.srt`, writeSrt(this.#cut));
    if (this.#wants("vtt") && speaks) names.vtt = await this.#writeText(`${show}.vtt`, writeVtt(this.#cut));
    names.silent = !speaks && (this.#wants("srt") || this.#wants("vtt"));
    await this.#writeText("README.txt", writeReadme(this.#cut, names, this.#tools.now()));
    return this.#made;
  }

  #wants(format: ExportFormat): boolean {
    return this.#request.formats.includes(format);
  }

  #wantsClips(): boolean {
    const linked = editListFormats.some((format) => format !== "markers" && this.#wants(format));
    return this.#wants("clips") || this.#wants("ale") || linked;
  }

  #wantsPasses(): boolean {
    return this.#wantsClips() || this.#wants("board");
  }

  async #writeMovie(films: string): Promise<string> {
    const name = `${this.#cut.show}_reference.mp4`;
    const passes = await this.#renderPasses(films, true);
    const [first, ...others] = passes;
    if (first && others.length === 0) {
      await rename(first.path, join(this.#part, name));
      this.#advance(this.#cut.frames, "Storing the reference movie");
    } else if (first) {
      await this.#joinMovie(first, passes, join(this.#part, name), films);
    }
    await this.#checkFilm(name, this.#cut.frames);
    for (const film of passes) await rm(film.path, { force: true });
    return name;
  }

  async #joinMovie(first: PassFilm, passes: PassFilm[], output: string, films: string): Promise<void> {
    const { rate, startFrame } = this.#cut;
    const { widthPx, heightPx } = await this.#tools.probe(first.path, this.#request.signal);
    const timecode = formatTimecode(startFrame, rate);
    const joinParts = async (parts: readonly FilmPart[], file: string): Promise<FilmPart> => {
      const frames = parts.reduce((sum, part) => sum + part.frames, 0);
      const argumentList = movieArguments({ parts, rate, widthPx, heightPx, timecode, output: file });
      await this.#encode(argumentList, frames, "Joining the reference movie");
      return { path: file, frames };
    };
    let parts: FilmPart[] = passes.map(({ path, placed }) => ({ path, frames: placed.endFrame - placed.startFrame }));
    // Every film joined at once is an open decoder; a long programme is joined in groups, and these again.
    while (parts.length > joinedAtOnceMax) {
      const groups: FilmPart[] = [];
      for (let from = 0; from < parts.length; from += joinedAtOnceMax) {
        const file = join(films, `group-${parts.length}-${from}.mp4`);
        groups.push(await joinParts(parts.slice(from, from + joinedAtOnceMax), file));
      }
      parts = groups;
    }
    await joinParts(parts, output);
  }

  async #writeClips(films: readonly PassFilm[]): Promise<void> {
    await mkdir(join(this.#part, clipsFolder));
    const passes = new Map(films.map((film) => [film.placed.pass.id, film]));
    const sizes = new Map<CutMedia, FilmFacts>();
    for (const clip of this.#cut.clips) {
      const { media } = clip;
      if (!media) continue;
      const film = passes.get(clip.pass.id) as PassFilm;
      const { rate, startFrame } = this.#cut;
      const name = clipFile(media);
      const job = {
        film: film.path,
        firstFrame: clip.recordIn - startFrame - film.placed.startFrame,
        frames: media.frames,
        rate,
        timecode: formatTimecode(media.startFrame, rate),
        reel: media.reel,
        output: join(this.#part, name),
      };
      await this.#encode(clipArguments(job), job.frames, `Cutting ${clip.name}`);
      sizes.set(media, await this.#checkFilm(name, job.frames));
    }
    this.#cut = withMeasuredSizes(this.#cut, (media) => sizes.get(media) ?? media);
  }

  async #writeBoard(passes: readonly PassFilm[], films: string): Promise<{ name: string; missingCharacters: number }> {
    const { signal, board = defaultBoard } = this.#request;
    const name = `${this.#cut.show}_storyboard.pdf`;
    const { missingCharacters } = await makeBoard({
      cut: this.#cut,
      placeOf: ({ pass, media, recordIn }) => {
        const film = passes.find(({ placed }) => placed.pass.id === pass.id);
        if (!media || !film) return null;
        return { film: film.path, firstFrame: recordIn - this.#cut.startFrame - film.placed.startFrame };
      },
      options: board,
      takePictures: this.#tools.takePictures,
      picturesFolder: films,
      file: join(this.#part, name),
      madeAt: this.#tools.now(),
      signal,
      onStep: (step) => this.#report(0, step),
    });
    this.#made.set(name, null);
    return { name, missingCharacters };
  }

  async #renderPasses(films: string, burnIn: boolean): Promise<PassFilm[]> {
    const rendered: PassFilm[] = [];
    const { signal, view } = this.#request;
    for (const placed of this.#programme) {
      const frames = placed.endFrame - placed.startFrame;
      const what = burnIn ? "the reference movie" : this.#wantsClips() ? "the clips" : "the storyboard";
      const step = `Preparing ${placed.pass.scene} ${placed.pass.name} for ${what}`;
      const path = join(films, `${burnIn ? "movie" : "clips"}-${placed.index + 1}.mp4`);
      const onProgress = (fraction: number) => this.#report(frames * fraction, step);
      const passId = placed.pass.id;
      signal.throwIfAborted();
      await this.#tools.renderPass({ view, passId, burnIn, outputFile: path, signal, onProgress });
      this.#advance(frames, step);
      rendered.push({ placed, path });
    }
    return rendered;
  }

  async #encode(argumentList: string[], frames: number, step: string): Promise<void> {
    const timeLimitMs = 120_000 + 20_000 * secondsOfFrames(frames, this.#cut.rate);
    const onProgress = (done: number) => this.#report(Math.min(done, frames), step);
    await this.#tools.runFfmpeg(argumentList, { timeLimitMs, signal: this.#request.signal, onProgress });
    this.#advance(frames, step);
  }

  /** No film is handed off whose length is not to the frame what the lists say of it. */
  async #checkFilm(name: string, frames: number): Promise<FilmFacts> {
    const { rate } = this.#cut;
    const facts = await this.#tools.probe(join(this.#part, name), this.#request.signal);
    if (facts.frames !== frames || facts.rateNum * rate.den !== facts.rateDen * rate.num) {
      const found = `${facts.frames} frames at ${facts.rateNum}/${facts.rateDen}`;
      const message = `${basename(name)} came out with ${found} instead of ${frames} at ${rate.num}/${rate.den}.`;
      throw new AppError("ffmpeg.failed", message, { next: "Try again, or name another ffmpeg under Settings." });
    }
    this.#made.set(name, secondsOfFrames(frames, rate));
    return facts;
  }

  async #writeEditLists(): Promise<EditList[]> {
    const films = { fileOf: (media: CutMedia) => join(this.#folder, clipFile(media)), extension: clipExtension };
    const { versions = defaultEditListVersions } = this.#request;
    const lists = writeEditLists(this.#cut, (format) => this.#wants(format), films, versions);
    for (const { name, text } of lists) await this.#writeText(name, text);
    return lists;
  }

  async #writeText(name: string, text: string): Promise<string> {
    this.#request.signal.throwIfAborted();
    await writeFile(join(this.#part, name), text);
    this.#made.set(name, null);
    return name;
  }

  #report(frames: number, step: string): void {
    this.#request.onProgress(Math.min(1, (this.#workDone + frames) / this.#workTotal), step);
  }

  #advance(frames: number, step: string): void {
    this.#report(frames, step);
    this.#workDone += frames;
  }
}

/** Within the hand-off folder, with `/` as in the lists. */
function clipFile({ fileStem }: CutMedia): string {
  return `${clipsFolder}/${fileStem}${clipExtension}`;
}
