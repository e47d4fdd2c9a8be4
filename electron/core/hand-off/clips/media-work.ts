/** Makes the films of a hand-off: clips with handles, their sound, whole passes and stills, from takes and animatics. */
import { copyFile, mkdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import {
  type Cut,
  type CutClip,
  type CutMedia,
  partOfAnimatic,
  withMeasuredSizes,
} from "../../../../shared/cut/out/cut.ts";
import { claimName, nameStem } from "../../../../shared/cut/out/names.ts";
import { filmFrameAt } from "../../../../shared/cut/out/programme.ts";
import { takeLabel } from "../../../../shared/cut/out/take-film.ts";
import { AppError } from "../../../../shared/errors/app-error.ts";
import { type PlacedPass, type PlacedShot, placeProgramme } from "../../../../shared/project/layout.ts";
import { secondsOfFrames } from "../../../../shared/time/rate.ts";
import { formatTimecode } from "../../../../shared/time/timecode.ts";
import type { FilmFacts, HandOffRequest, HandOffTools } from "../hand-off-request.ts";
import { type ClipJob, clipsArguments, type FilmSource, rangeOfClips, soundArguments } from "./film-arguments.ts";
import type { MediaPlan } from "./media-plan.ts";
import type { WorkSteps } from "./work-steps.ts";

export const clipsFolder = "clips";
export const clipExtension = ".mov";
export const soundsFolder = "audio";
export const passesFolder = "passes";
export const stillsFolder = "stills";
const audioHz = 48_000;
/** Larger than any film, as pictures are never enlarged. */
const stillWidthPx = 8192;
/** Every shot that is cut at once is an open encoder with frames in its memory: some hundred megabytes at 1080p. */
const clipsAtOnceMax = 6;
const pixelsAtOnceMax = 2 * 3840 * 2160;
/** As ffmpeg's encoder says. */
const dnxhrMinPx = { width: 256, height: 120 };

/** A film of a pass as it was rendered, with its place in the plan. */
export interface PassFilm {
  readonly placed: PlacedPass;
  readonly path: string;
}

/** A shot as it is cut. */
interface ShotJob extends ClipJob {
  readonly name: string;
  readonly media: CutMedia;
}

/** Within the hand-off folder, with `/` as in the lists. */
export function clipFile({ fileStem }: CutMedia): string {
  return `${clipsFolder}/${fileStem}${clipExtension}`;
}

export class MediaWork {
  readonly #tools: HandOffTools;
  readonly #request: HandOffRequest;
  readonly #plan: MediaPlan;
  readonly #part: string;
  readonly #steps: WorkSteps;
  /** The plan's own times, in which animatics are drawn. */
  readonly #programme: PlacedPass[];
  #animatics: readonly PassFilm[] = [];
  #cut: Cut;

  constructor(tools: HandOffTools, request: HandOffRequest, plan: MediaPlan, part: string, steps: WorkSteps) {
    this.#tools = tools;
    this.#request = request;
    this.#plan = plan;
    this.#part = part;
    this.#steps = steps;
    this.#programme = placeProgramme(plan.project);
    this.#cut = plan.cut;
  }

  /** The cut, with the sizes of the clips once they are made. */
  get cut(): Cut {
    return this.#cut;
  }

  /** Renders the passes of which the animatic shows something, into `folder`. */
  async renderAnimatics(folder: string, burnIn: boolean, what: string): Promise<readonly PassFilm[]> {
    const shown = new Set(this.#cut.clips.flatMap((clip) => (this.#isAnimatic(clip) ? clip.pass.id : [])));
    const rendered: PassFilm[] = [];
    const { signal } = this.#request;
    const view = { ...this.#request.view, project: this.#plan.project };
    for (const placed of this.#programme.filter(({ pass }) => shown.has(pass.id))) {
      const frames = placed.endFrame - placed.startFrame;
      const step = `Preparing ${placed.pass.scene} ${placed.pass.name} for ${what}`;
      const path = join(folder, `${burnIn ? "movie" : "clips"}-${placed.index + 1}.mp4`);
      const onProgress = (fraction: number) => this.#steps.report(frames * fraction, step);
      signal.throwIfAborted();
      await this.#tools.renderPass({ view, passId: placed.pass.id, burnIn, outputFile: path, signal, onProgress });
      this.#steps.advance(frames, step);
      rendered.push({ placed, path });
    }
    if (!burnIn) this.#animatics = rendered;
    return rendered;
  }

  /** The film that a clip is cut from and the number of the clip's first frame there, handles included; null for none. */
  sourceOf(clip: CutClip): { readonly film: FilmSource; readonly firstFrame: number } | null {
    if (!clip.media) return null;
    const part = this.#plan.parts.get(clip.shot.id);
    if (part) return part;
    const animatic = this.#animatics.find(({ placed }) => placed.pass.id === clip.pass.id);
    const placed = animatic?.placed.shots.find(({ shot }) => shot.id === clip.shot.id);
    if (!animatic || !placed) return null;
    const { rate } = this.#cut;
    const own = { startSeconds: 0, conform: "convert", isRec709: true, hasAudio: true } as const;
    const film = { path: animatic.path, rate, ...own };
    return { film, firstFrame: firstOfAnimatic(placed) - animatic.placed.startFrame };
  }

  /** The frame in the middle of a clip, numbered as in its film's own file. */
  middleOf(clip: CutClip): { readonly film: string; readonly frame: number } | null {
    const source = this.sourceOf(clip);
    if (!source || !clip.media) return null;
    const head = clip.media.inFrame - clip.media.startFrame;
    const place = source.firstFrame + head + Math.floor(clip.frames / 2);
    const { path, conform } = source.film;
    const facts = conform === "convert" ? this.#plan.parts.get(clip.shot.id)?.facts : undefined;
    return { film: path, frame: facts ? filmFrameAt(place, facts, this.#cut.rate) : place };
  }

  async writeClips(): Promise<void> {
    await mkdir(join(this.#part, clipsFolder));
    const { rate, clips } = this.#cut;
    const { codec } = this.#plan.media;
    if (codec === "dnxhr") refuseSmallFilms(clips);
    const jobs = this.#cutJobs();
    for (const { film, shots } of jobs) {
      const { firstFrame } = rangeOfClips(shots);
      const frames = shots.reduce((sum, shot) => sum + shot.frames, 0);
      await this.#steps.encode(clipsArguments({ film, rate, codec, clips: shots }), frames, (passed) => {
        const frame = firstFrame + passed;
        const done = shots.map((shot) => Math.min(shot.frames, Math.max(0, frame - shot.firstFrame)));
        const current = shots.findLast((shot) => shot.firstFrame <= frame);
        return { frames: done.reduce((sum, each) => sum + each, 0), step: `Cutting ${current?.name}` };
      });
    }
    const cutNow = new Set(jobs.flatMap(({ shots }) => shots.map(({ media }) => media)));
    const made = clips.flatMap(({ media }) => (media && cutNow.has(media) ? [media] : []));
    const sizes = new Map<CutMedia, FilmFacts>();
    for (let at = 0; at < made.length; at += clipsAtOnceMax) {
      // Together, as starting ffprobe takes longer than what it does; and to the end of all, so that no file is in use afterwards.
      const checks = made.slice(at, at + clipsAtOnceMax).map(async (media) => {
        sizes.set(media, await this.#steps.checkFilm(clipFile(media), media.frames));
      });
      const failed = (await Promise.allSettled(checks)).find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    }
    this.#cut = withMeasuredSizes(this.#cut, (media) => sizes.get(media) ?? media);
  }

  /** What each command cuts: the shots of one film in the order of their frames, so that it is read once and not once a shot. */
  #cutJobs(): { readonly film: FilmSource; readonly shots: readonly ShotJob[] }[] {
    const films = new Map<string, { film: FilmSource; shots: ShotJob[] }>();
    for (const clip of this.#cut.clips) {
      const { media, name } = clip;
      const source = this.sourceOf(clip);
      if (!media || !source) continue;
      const { film, firstFrame } = source;
      const { frames, reel } = media;
      const timecode = formatTimecode(media.startFrame, this.#cut.rate);
      const output = join(this.#part, clipFile(media));
      const shots = films.get(film.path)?.shots ?? [];
      shots.push({ name, media, firstFrame, frames, timecode, reel, output });
      films.set(film.path, { film, shots });
    }
    return [...films.values()].flatMap(({ film, shots }) => {
      const ordered = shots.toSorted((one, other) => one.firstFrame - other.firstFrame);
      const [{ media }] = ordered as [ShotJob];
      const atOnce = Math.floor(pixelsAtOnceMax / (media.widthPx * media.heightPx));
      const jobs = Math.ceil(ordered.length / Math.min(clipsAtOnceMax, Math.max(1, atOnce)));
      const shotsPerJob = Math.ceil(ordered.length / jobs);
      return Array.from({ length: jobs }, (_, job) => ({
        film,
        shots: ordered.slice(job * shotsPerJob, (job + 1) * shotsPerJob),
      })).filter(({ shots }) => shots.length > 0);
    });
  }

  /** The sound of every clip, as WAV. */
  async writeSounds(): Promise<void> {
    await mkdir(join(this.#part, soundsFolder));
    const { rate, clips } = this.#cut;
    for (const { media, name } of clips) {
      if (!media) continue;
      const file = `${soundsFolder}/${media.fileStem}.wav`;
      const firstSample = Math.round(secondsOfFrames(media.startFrame, rate) * audioHz);
      const argumentList = soundArguments(join(this.#part, clipFile(media)), firstSample, join(this.#part, file));
      await this.#steps.encode(argumentList, 0, `Writing audio for ${name}`);
      this.#steps.made.set(file, secondsOfFrames(media.frames, rate));
    }
  }

  /** Every take that the cut shows, just as it came, and every animatic. */
  async writePasses(): Promise<void> {
    await mkdir(join(this.#part, passesFolder));
    const taken = new Set<string>();
    const copied = new Set<string>();
    const { signal } = this.#request;
    for (const clip of this.#cut.clips) {
      const part = this.#plan.parts.get(clip.shot.id);
      const source = this.sourceOf(clip);
      if (!source || copied.has(source.film.path)) continue;
      copied.add(source.film.path);
      const { scene, name } = clip.pass;
      const label = part ? takeLabel(part.take) : "animatic";
      const words = [this.#cut.show, nameStem(scene, 12, "SC").toUpperCase(), nameStem(name, 40, "Pass"), label];
      const extension = extname(source.film.path) || ".mp4";
      const file = `${passesFolder}/${claimName(words.join("_"), taken)}${extension}`;
      signal.throwIfAborted();
      this.#steps.report(0, `Copying ${scene} ${name}`);
      await copyFile(source.film.path, join(this.#part, file));
      const facts = part?.facts ?? (await this.#tools.probe(source.film.path, signal));
      this.#steps.made.set(file, (facts.frames * facts.rateDen) / facts.rateNum);
    }
  }

  /** The middle frame of every shot, as JPEG. */
  async writeStills(): Promise<void> {
    await mkdir(join(this.#part, stillsFolder));
    const wanted = new Map<string, { frame: number; outputFile: string }[]>();
    for (const clip of this.#cut.clips) {
      const middle = this.middleOf(clip);
      if (!clip.media || !middle) continue;
      const file = `${stillsFolder}/${clip.media.fileStem}.jpg`;
      const picture = { frame: middle.frame, outputFile: join(this.#part, file) };
      wanted.set(middle.film, [...(wanted.get(middle.film) ?? []), picture]);
      this.#steps.made.set(file, null);
    }
    for (const [film, pictures] of wanted) {
      this.#steps.report(0, "Exporting stills");
      await this.#tools.takePictures({ film, pictures, widthPx: stillWidthPx, signal: this.#request.signal });
    }
    for (const { outputFile } of [...wanted.values()].flat()) await stat(outputFile);
  }

  #isAnimatic({ media, shot }: CutClip): boolean {
    return media !== null && !this.#plan.parts.has(shot.id);
  }
}

/** The first frame of a shot's animatic that the cut plays, counted from where the shot is placed. */
export function firstOfAnimatic({ shot, startFrame, endFrame }: PlacedShot): number {
  return startFrame + partOfAnimatic(shot, endFrame - startFrame).skipped;
}

function refuseSmallFilms(clips: readonly CutClip[]): void {
  const { width, height } = dnxhrMinPx;
  const small = clips.find(({ media }) => media && (media.widthPx < width || media.heightPx < height));
  if (!small?.media) return;
  const { widthPx, heightPx } = small.media;
  const message = `The video of ${small.name} is ${widthPx} × ${heightPx}; DNxHR needs at least ${width} × ${height}.`;
  throw new AppError("input.invalid", message, { next: "Choose ProRes or H.264." });
}
