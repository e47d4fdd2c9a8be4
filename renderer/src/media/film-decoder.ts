/**
 * Owns the decoded pictures of one film around the frames that are wanted: frame by frame in any order, or one after another while it
 * plays. Pictures that were just shown stay for a while, for steps back.
 */
import { type VideoSample, VideoSampleSink } from "mediabunny";
import type { OpenFilm } from "./film-source.ts";

export interface FilmDecoder {
  /** The picture of a frame, when it is decoded. It belongs to the decoder: draw it at once, keep it never. */
  peek(frame: number): VideoSample | null;
  /**
   * Says which frames are wanted, the most urgent first; those wanted before and not now are given up. `onward`: they follow each other and
   * more will, so decoding goes on from one to the next.
   */
  want(frames: readonly number[], onward: boolean): void;
  close(): void;
}

/** Decoded ahead of what was asked, from a place in the film on. */
interface Run {
  readonly samples: AsyncGenerator<VideoSample, void, unknown>;
  /** The next frame that it will give. */
  next: number;
}

/** Frames that are cheaper to decode on the way than to start anew: as many as a group of pictures of a proxy has. */
const groupFrames = 12;
const keptBytesMax = 96 * 2 ** 20;
/** The current shot's and the next one's, when both are of one film. */
const runsMax = 2;

/**
 * Decodes a film of `rateNum / rateDen` frames a second. `onPicture` hears of each picture that has come, `onFailure` of a film that can't be
 * decoded after all.
 */
export function createFilmDecoder(
  film: OpenFilm,
  rate: { readonly rateNum: number; readonly rateDen: number },
  onPicture: () => void,
  onFailure: (error: unknown) => void,
): FilmDecoder {
  const { video, startSeconds } = film;
  const { rateNum, rateDen } = rate;
  // A proxy is decoded by the processor: faster to begin, and any number of its pictures can be kept.
  const sink = new VideoSampleSink(video, film.variant === "proxy" ? { hardwareAcceleration: "prefer-software" } : {});
  const pictureBytes = film.widthPx * film.heightPx * 1.5;
  const keptMax = Math.min(120, Math.max(2 * groupFrames, Math.floor(keptBytesMax / pictureBytes)));
  const kept = new Map<number, VideoSample>();
  const runs: Run[] = [];
  let wanted: readonly number[] = [];
  let onward = false;
  let batch: { frames: readonly number[]; samples: AsyncGenerator<VideoSample | null, void, unknown> } | null = null;
  let pumping = false;
  let closed = false;
  /** The film may be shorter than it says: what lies behind its end is its last frame. */
  let lastFrame = Number.POSITIVE_INFINITY;

  const timeOf = (frame: number) => startSeconds + ((frame + 0.5) * rateDen) / rateNum;
  const frameOf = (seconds: number) => Math.round(((seconds - startSeconds) * rateNum) / rateDen);
  const within = (frame: number) => Math.max(0, Math.min(frame, lastFrame));

  function keep(frame: number, sample: VideoSample): void {
    kept.get(frame)?.close();
    kept.delete(frame);
    kept.set(frame, sample);
    for (const old of kept.keys()) {
      if (kept.size <= keptMax) break;
      if (old !== frame && !wanted.includes(old)) drop(old);
    }
    onPicture();
  }

  function drop(frame: number): void {
    kept.get(frame)?.close();
    kept.delete(frame);
  }

  function missing(): number | undefined {
    return wanted.map(within).find((frame) => !kept.has(frame));
  }

  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    try {
      for (let frame = missing(); frame !== undefined && !closed; frame = missing()) {
        await (onward ? flowTo(frame) : fetchAround(frame));
      }
    } catch (error) {
      if (!closed) onFailure(error);
    } finally {
      pumping = false;
    }
  }

  /** One picture on, in the run that comes by `frame` soonest, or in a new one. */
  async function flowTo(frame: number): Promise<void> {
    const near = runs.filter(({ next }) => next <= frame && frame - next < 2 * groupFrames);
    const run = near.toSorted((one, other) => other.next - one.next)[0] ?? startRun(frame);
    // Used last, ended last.
    runs.push(...runs.splice(runs.indexOf(run), 1));
    const { value, done } = await run.samples.next();
    if (closed || !runs.includes(run)) value?.close();
    else if (done || !value) {
      endRun(run);
      lastFrame = Math.max(0, Math.min(lastFrame, run.next - 1));
      if (run.next === 0) throw new Error("The film has no pictures.");
    } else {
      const shown = Math.max(run.next, frameOf(value.timestamp));
      // Nobody may wait for a frame that the film leaves out.
      if (shown > frame && run.next <= frame) keep(frame, value.clone());
      run.next = shown + 1;
      keep(shown, value);
    }
  }

  function startRun(frame: number): Run {
    while (runs.length >= runsMax) endRun(runs[0] as Run);
    const run = { samples: sink.samples(timeOf(frame)), next: frame };
    runs.push(run);
    return run;
  }

  function endRun(run: Run): void {
    runs.splice(runs.indexOf(run), 1);
    void run.samples.return();
  }

  /** The wanted frames around one, in one go: they mostly need the same pictures decoded before them. */
  async function fetchAround(frame: number): Promise<void> {
    const around = wanted.map(within).filter((each) => !kept.has(each) && Math.abs(each - frame) < groupFrames);
    const frames = [...new Set(around)].toSorted((one, other) => one - other);
    const samples = sink.samplesAtTimestamps(frames.map(timeOf));
    const own = { frames, samples };
    batch = own;
    try {
      for (const each of frames) {
        const { value, done } = await samples.next();
        if (done || closed) {
          value?.close();
          return;
        }
        if (value) keep(each, value);
        else throw new Error(`The film has no frame ${each}.`);
      }
    } finally {
      if (batch === own) batch = null;
      void samples.return();
    }
  }

  return {
    peek: (frame) => kept.get(within(frame)) ?? null,
    want(frames, flows) {
      wanted = frames;
      if (!flows) for (const run of [...runs]) endRun(run);
      else if (!onward) void batch?.samples.return();
      onward = flows;
      // What nobody waits for any more must not keep others waiting.
      if (batch && !batch.frames.some((frame) => frames.includes(frame))) void batch.samples.return();
      void pump();
    },
    close() {
      closed = true;
      for (const run of [...runs]) endRun(run);
      void batch?.samples.return();
      for (const frame of [...kept.keys()]) drop(frame);
      film.close();
    },
  };
}
