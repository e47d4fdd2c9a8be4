/** Owns running the steps of a hand-off: progress in frames handled, ffmpeg with a time limit, and a check of every film made. */
import { basename, join } from "node:path";
import { AppError } from "../../../../shared/errors/app-error.ts";
import { type Rate, sameSpeed, secondsOfFrames } from "../../../../shared/time/rate.ts";
import type { FfmpegRun, FilmFacts, HandOffRequest, HandOffTools } from "../hand-off-request.ts";

const damagedNext =
  "Verify the project, because a damaged video can cause this. Otherwise try again, or choose another ffmpeg in Settings → Programs.";

export class WorkSteps {
  /** Every file's name within the folder, with the seconds that a film lasts. */
  readonly made = new Map<string, number | null>();
  readonly #tools: HandOffTools;
  readonly #request: HandOffRequest;
  readonly #rate: Rate;
  readonly #part: string;
  readonly #framesTotal: number;
  #framesDone = 0;

  /** `part` is the folder of work; `framesTotal` what all steps together will have handled. */
  constructor(tools: HandOffTools, request: HandOffRequest, rate: Rate, part: string, framesTotal: number) {
    this.#tools = tools;
    this.#request = request;
    this.#rate = rate;
    this.#part = part;
    this.#framesTotal = framesTotal || 1;
  }

  /** `step` in words; where one command takes several, from the frames that ffmpeg says: how many of `frames` that is, and which step. */
  async encode(
    argumentList: string[],
    frames: number,
    step: string | ((passed: number) => { readonly frames: number; readonly step: string }),
    feed?: NonNullable<FfmpegRun["feed"]>,
  ): Promise<void> {
    const timeLimitMs = 120_000 + 20_000 * secondsOfFrames(frames, this.#rate);
    const stateAt = typeof step === "string" ? (passed: number) => ({ frames: passed, step }) : step;
    const onProgress = (passed: number) => {
      const state = stateAt(passed);
      this.report(Math.min(state.frames, frames), state.step);
    };
    const { signal } = this.#request;
    signal.throwIfAborted();
    await this.#tools.runFfmpeg(argumentList, { timeLimitMs, signal, onProgress, ...(feed ? { feed } : {}) });
    this.advance(frames, stateAt(Number.POSITIVE_INFINITY).step);
  }

  /** No film is handed off whose length is not to the frame what the lists say of it. */
  async checkFilm(name: string, frames: number): Promise<FilmFacts> {
    const rate = this.#rate;
    // Before it is known to be right, so that films that are looked at together are listed in their order.
    this.made.set(name, secondsOfFrames(frames, rate));
    const facts = await this.#tools.probe(join(this.#part, name), this.#request.signal);
    if (facts.frames !== frames || !sameSpeed({ num: facts.rateNum, den: facts.rateDen }, rate)) {
      const found = `${facts.frames} frames at ${facts.rateNum}/${facts.rateDen}`;
      const message = `${basename(name)} has ${found} instead of ${frames} at ${rate.num}/${rate.den}.`;
      throw new AppError("ffmpeg.failed", message, { next: damagedNext });
    }
    return facts;
  }

  report(frames: number, step: string): void {
    this.#request.onProgress(Math.min(1, (this.#framesDone + frames) / this.#framesTotal), step);
  }

  advance(frames: number, step: string): void {
    this.report(frames, step);
    this.#framesDone += frames;
  }
}
