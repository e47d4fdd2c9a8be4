/** Owns the scratch track of an animatic: silence, or a soft tick at every cut, as samples made here. */
import type { AnimaticPlan } from "../../../shared/animatic/plan-frames.ts";

const samplesPerSecond = 48_000;
const channels = 2;
const tickSeconds = 0.06;
const tickHz = 1320;
const tickLoudness = 0.16;

/**
 * 16-bit little-endian stereo samples at 48 kHz, a second at a time, exactly as long as the plan's frames last. The first
 * shot's start is no cut.
 */
export function* scratchTrack(plan: AnimaticPlan, kind: "silence" | "ticks"): Generator<Uint8Array> {
  const sampleOf = (frame: number) => Math.round((frame * plan.rate.den * samplesPerSecond) / plan.rate.num);
  const total = sampleOf(plan.frameCount);
  const cuts = kind === "ticks" ? plan.shots.slice(1).map((shot) => sampleOf(shot.startFrame)) : [];
  for (let start = 0; start < total; start += samplesPerSecond) {
    const length = Math.min(samplesPerSecond, total - start);
    const samples = new DataView(new ArrayBuffer(length * channels * 2));
    for (const cut of cuts) addTick(samples, cut - start, length);
    yield new Uint8Array(samples.buffer);
  }
}

/** Adds the part of a tick that falls into this second; `at` may lie before or after it. */
function addTick(samples: DataView, at: number, length: number): void {
  const last = Math.min(length, at + Math.round(tickSeconds * samplesPerSecond));
  for (let sample = Math.max(0, at); sample < last; sample++) {
    const seconds = (sample - at) / samplesPerSecond;
    // A struck bar: at once there, gone within the tick.
    const level = Math.sin(2 * Math.PI * tickHz * seconds) * Math.exp(-seconds * 90) * tickLoudness;
    for (let channel = 0; channel < channels; channel++) {
      const offset = (sample * channels + channel) * 2;
      const mixed = samples.getInt16(offset, true) + Math.round(level * 32767);
      samples.setInt16(offset, Math.min(32767, Math.max(-32768, mixed)), true);
    }
  }
}
