/** Makes the files of one hand-off in a folder of work: films first, then every list from the same cut. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dialogueCues } from "../../../../shared/cut/out/cues.ts";
import type { Cut, CutMedia } from "../../../../shared/cut/out/cut.ts";
import {
  defaultBoard,
  defaultEditListVersions,
  type ExportFormat,
  editListFormats,
} from "../../../../shared/cut/out/hand-off-options.ts";
import { makeBoard } from "../board/board-pictures.ts";
import { planPages } from "../board/board-plan-page.ts";
import { findCutSound, writeCutMix } from "../clips/cut-sound.ts";
import { isAllAnimatic, writeMovie } from "../clips/media-movie.ts";
import type { MediaPlan } from "../clips/media-plan.ts";
import { estimateBytes, refuseFullDisk } from "../clips/media-space.ts";
import {
  clipExtension,
  clipFile,
  clipsFolder,
  MediaWork,
  passesFolder,
  soundsFolder,
  stillsFolder,
} from "../clips/media-work.ts";
import { WorkSteps } from "../clips/work-steps.ts";
import type { HandOffRequest, HandOffTools } from "../hand-off-request.ts";
import { writeAle } from "../lists/ale.ts";
import { type EditList, writeEditLists } from "../lists/edit-lists.ts";
import { writeShotListCsv } from "../lists/shot-list-csv.ts";
import { writeSrt, writeVtt } from "../lists/subtitles.ts";
import { type PlanFile, writePlanFile } from "./plan-file.ts";
import { type HandOffNames, writeReadme } from "./readme-text.ts";
import { writeReviewPage } from "./review-page.ts";

/** One hand-off under way in its `.part` folder `part`, which will be named `folder`. */
export class HandOffWork {
  readonly #tools: HandOffTools;
  readonly #request: HandOffRequest;
  readonly #plan: MediaPlan;
  readonly #part: string;
  readonly #folder: string;
  readonly #steps: WorkSteps;
  readonly #media: MediaWork;

  constructor(tools: HandOffTools, request: HandOffRequest, plan: MediaPlan, part: string, folder: string) {
    this.#tools = tools;
    this.#request = request;
    this.#plan = plan;
    this.#part = part;
    this.#folder = folder;
    // Encoding a drawn film again takes about as long as drawing it.
    const rounds = (this.#wantsMovie() ? 2 : 0) + (this.#wantsFilms() ? 1 : 0) + (this.#wantsClips() ? 1 : 0);
    this.#steps = new WorkSteps(tools, request, plan.cut.rate, part, plan.cut.frames * rounds);
    this.#media = new MediaWork(tools, request, plan, part, this.#steps);
  }

  /** Gives every file's name within the folder, with the seconds that a film lasts. Throws `disk.full` before any work. */
  async writeAll(): Promise<ReadonlyMap<string, number | null>> {
    const films = join(this.#part, "films");
    await mkdir(films);
    await this.#refuseFullDisk();
    const names: { -readonly [Key in keyof HandOffNames]: HandOffNames[Key] } = {};
    const { clips } = this.#plan.cut;
    const missing = clips.filter(({ media }) => !media).length;
    // A step, because these are kept in the log of the work.
    if (missing > 0)
      this.#steps.report(0, `Media missing for ${missing} of ${clips.length} shots: the file is gone or incomplete`);
    await this.#writeFilms(films, names);
    await rm(films, { recursive: true });
    const { cut } = this.#media;
    names.lists = await this.#writeEditLists(cut);
    if (this.#wants("csv")) {
      names.shotList = `${cut.show}_shots.csv`;
      await this.#writeText(names.shotList, writeShotListCsv(cut, this.#wantsClips() ? clipFile : undefined));
    }
    const { show } = cut;
    if (this.#wants("ale")) names.ale = await this.#writeText(`${show}.ale`, writeAle(cut, clipFile));
    const speaks = dialogueCues(cut).length > 0;
    if (this.#wants("srt") && speaks) names.srt = await this.#writeText(`${show}.srt`, writeSrt(cut));
    if (this.#wants("vtt") && speaks) names.vtt = await this.#writeText(`${show}.vtt`, writeVtt(cut));
    names.silent = !speaks && (this.#wants("srt") || this.#wants("vtt"));
    if (this.#wants("plan")) names.plan = await this.#writePlan(show);
    if (this.#wants("review") && names.movie) {
      const page = await writeReviewPage(cut, names.movie, this.#tools.now(), this.#tools.reviewFolder);
      names.review = await this.#writeText("Review.html", page);
    }
    await this.#writeText("README.txt", writeReadme(cut, names, this.#tools.now()));
    this.#request.onProgress(1, "Writing edit lists");
    return this.#steps.made;
  }

  async #writeFilms(films: string, names: { -readonly [Key in keyof HandOffNames]: HandOffNames[Key] }): Promise<void> {
    const media = this.#media;
    const { signal } = this.#request;
    const hasSound = this.#wantsMovie() || this.#wants("wav");
    const sound = hasSound ? await findCutSound(this.#tools, this.#request, this.#plan, this.#steps) : null;
    const labelled = this.#wantsMovie() && !isAllAnimatic(this.#plan);
    const movie = () =>
      writeMovie({
        ...{ tools: this.#tools, request: this.#request, plan: this.#plan },
        ...{ media, steps: this.#steps, part: this.#part, films, sound },
      });
    if (this.#wantsMovie() && !labelled) names.movie = await movie();
    if (this.#wantsFilms() || labelled) {
      await media.renderAnimatics(films, false, this.#wantsClips() ? "the clips" : "the hand-off");
    }
    if (labelled) names.movie = await movie();
    if (this.#wantsClips()) {
      await media.writeClips();
      names.clipsFolder = clipsFolder;
    }
    if (this.#wants("wav")) {
      await media.writeSounds();
      names.soundsFolder = soundsFolder;
      names.mix = await writeCutMix(this.#part, this.#plan, sound, this.#steps, signal);
      if (sound) names.sound = sound.name;
    }
    if (this.#wants("passes")) {
      await media.writePasses();
      names.passesFolder = passesFolder;
    }
    if (this.#wants("stills")) {
      await media.writeStills();
      names.stillsFolder = stillsFolder;
    }
    if (this.#wants("board")) names.board = await this.#writeBoard(films);
  }

  #wants(format: ExportFormat): boolean {
    return this.#request.formats.includes(format);
  }

  /** The review page plays it. */
  #wantsMovie(): boolean {
    return this.#wants("movie") || this.#wants("review");
  }

  #wantsClips(): boolean {
    const linked = editListFormats.some((format) => format !== "markers" && this.#wants(format));
    return this.#wants("clips") || this.#wants("ale") || this.#wants("wav") || linked;
  }

  /** Whether anything is cut or taken from the films of the shots. */
  #wantsFilms(): boolean {
    return this.#wantsClips() || this.#wants("board") || this.#wants("passes") || this.#wants("stills");
  }

  async #refuseFullDisk(): Promise<void> {
    const wanted = {
      movie: this.#wantsMovie(),
      clips: this.#wantsClips(),
      sounds: this.#wants("wav"),
      passes: this.#wants("passes"),
      pictures: this.#wants("stills") || this.#wants("board"),
    };
    if (!wanted.movie && !this.#wantsFilms()) return;
    refuseFullDisk(await estimateBytes(this.#plan, wanted), await this.#tools.freeBytes(this.#part));
  }

  async #writeBoard(films: string): Promise<NonNullable<HandOffNames["board"]>> {
    const { signal, board = defaultBoard } = this.#request;
    const { cut } = this.#media;
    const name = `${cut.show}_storyboard.pdf`;
    const { missingCharacters } = await makeBoard({
      cut,
      placeOf: (clip) => this.#media.middleOf(clip),
      options: board,
      takePictures: this.#tools.takePictures,
      picturesFolder: films,
      file: join(this.#part, name),
      madeAt: this.#tools.now(),
      signal,
      onStep: (step) => this.#steps.report(0, step),
    });
    this.#steps.made.set(name, null);
    return { name, missingCharacters, hasFloorPlans: board.floorPlans && planPages(cut).length > 0 };
  }

  async #writePlan(show: string): Promise<PlanFile> {
    const { view, signal } = this.#request;
    const imageFile = (mediaId: string) => this.#tools.imageFile(mediaId);
    const file = await writePlanFile({ project: view.project, show, imageFile, folder: this.#part, signal });
    for (const name of [file.name, ...file.images]) this.#steps.made.set(name, null);
    return file;
  }

  async #writeEditLists(cut: Cut): Promise<EditList[]> {
    const films = { fileOf: (media: CutMedia) => join(this.#folder, clipFile(media)), extension: clipExtension };
    const { versions = defaultEditListVersions } = this.#request;
    const lists = writeEditLists(cut, (format) => this.#wants(format), films, versions);
    for (const { name, text } of lists) await this.#writeText(name, text);
    return lists;
  }

  async #writeText(name: string, text: string): Promise<string> {
    this.#request.signal.throwIfAborted();
    await writeFile(join(this.#part, name), text);
    this.#steps.made.set(name, null);
    return name;
  }
}
