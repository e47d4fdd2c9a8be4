/** Owns how the sound under the cut sounds: from which sample of the cut on, which samples of its file, and how loud each of them is. */
import type { Sound } from "../../project/model.ts";
import { soundHz } from "../../project/sound-file.ts";
import { type Rate, secondsOfFrames } from "../../time/rate.ts";

/** Samples at 48 kHz. The lane is heard from `start` of the cut on, for `samples`, which are those of the file from `from` on. */
export interface SoundLane {
  readonly start: number;
  readonly from: number;
  readonly samples: number;
  /** As a factor: 1 leaves it as it is. */
  readonly gain: number;
  /** Straight ramps at its two ends; together never longer than the lane. */
  readonly fadeIn: number;
  readonly fadeOut: number;
}

/** The sample at which a frame begins. */
export function sampleAtFrame(frame: number, rate: Rate): number {
  return Math.round(secondsOfFrames(frame, rate) * soundHz);
}

/** Null when nothing of it is heard: it begins after the cut's end, or after its own. */
export function soundLane(sound: Sound, fileSamples: number, cutFrames: number, rate: Rate): SoundLane | null {
  const start = sampleAtFrame(sound.startFrame, rate);
  const from = sampleAtFrame(sound.inFrame, rate);
  const samples = Math.min(fileSamples - from, sampleAtFrame(cutFrames, rate) - start);
  if (samples <= 0) return null;
  const fadeIn = Math.min(samples, sampleAtFrame(sound.fadeInFrames, rate));
  const fadeOut = Math.min(samples - fadeIn, sampleAtFrame(sound.fadeOutFrames, rate));
  return { start, from, samples, gain: 10 ** (sound.gainDb / 20), fadeIn, fadeOut };
}

/** The factor of a sample of the lane, counted from its first. */
export function laneGainAt({ samples, gain, fadeIn, fadeOut }: SoundLane, sample: number): number {
  const left = samples - 1 - sample;
  if (sample < 0 || left < 0) return 0;
  if (sample < fadeIn) return (gain * sample) / fadeIn;
  return left < fadeOut ? (gain * left) / fadeOut : gain;
}
