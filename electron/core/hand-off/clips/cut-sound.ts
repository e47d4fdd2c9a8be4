/** Owns the sound under a hand-off's cut: where it lies, the mix with the clips' own sound, and the same alone for the reference movie. */
import { join } from "node:path";
import { type SoundLane, soundLane } from "../../../../shared/cut/out/sound-lane.ts";
import type { HandOffRequest, HandOffTools } from "../hand-off-request.ts";
import type { MediaPlan } from "./media-plan.ts";
import { soundsFolder } from "./media-work.ts";
import { writeMix } from "./sound-mix.ts";
import type { WorkSteps } from "./work-steps.ts";

export interface CutSound {
  readonly name: string;
  readonly path: string;
  readonly place: SoundLane;
}

/** Null where the project has no sound, nothing of it is heard, or its file is gone, which is said as a step. */
export async function findCutSound(
  tools: HandOffTools,
  { view }: HandOffRequest,
  { project, cut }: MediaPlan,
  steps: WorkSteps,
): Promise<CutSound | null> {
  const { sound } = project;
  if (!sound) return null;
  const stored = view.sounds.find(({ id }) => id === sound.soundId);
  const path = stored ? await tools.soundFile(sound.soundId) : null;
  if (!stored || path === null) {
    steps.report(0, `The sound ${stored?.name ?? "under the cut"} is missing; the hand-off is without it`);
    return null;
  }
  const place = soundLane(sound, stored.samples, cut.frames, cut.rate);
  return place && { name: stored.name, path, place };
}

/** The name of the mix: every clip's sound, as it was written to `part`, with what lies under the cut. */
export async function writeCutMix(
  part: string,
  { cut }: MediaPlan,
  sound: CutSound | null,
  steps: WorkSteps,
  signal: AbortSignal,
): Promise<string> {
  const name = `${cut.show}_mix.wav`;
  steps.report(0, "Mixing the sound of the cut");
  const clips = cut.clips.map(({ media, recordIn, frames }) => ({
    startFrame: recordIn - cut.startFrame,
    frames,
    head: media ? media.inFrame - media.startFrame : 0,
    path: media ? join(part, soundsFolder, `${media.fileStem}.wav`) : null,
  }));
  const { frames, rate, startFrame } = cut;
  await writeMix({ clips, lane: sound, frames, rate, startFrame, file: join(part, name), signal });
  steps.made.set(name, (frames * rate.den) / rate.num);
  return name;
}

/** Writes what lies under the cut alone, as long as the cut, and gives its path. */
export async function writeUnderCut(
  folder: string,
  { cut }: MediaPlan,
  sound: CutSound,
  signal: AbortSignal,
): Promise<string> {
  const file = join(folder, "under-the-cut.wav");
  const { frames, rate, startFrame } = cut;
  await writeMix({ clips: [], lane: sound, frames, rate, startFrame, file, signal });
  return file;
}
