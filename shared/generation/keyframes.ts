/** Owns which pictures of a pass go to its model as frames of the video, and where that puts those between the first and the last. */
import type { ModelLimits } from "../models/profile.ts";
import type { Pass, Shot } from "../project/model.ts";

type FrameLimits = Pick<ModelLimits, "startFrame" | "keyframesMax"> &
  Partial<Pick<ModelLimits, "startFrameRequired" | "shotsMax">>;
type FramedPass = Pick<Pass, "keyframes" | "startFrame"> & {
  readonly shots: readonly Pick<Shot, "durationMs" | "frame">[];
};

export interface Keyframe {
  readonly shotIndex: number;
  readonly image: string;
  /** Where the model puts it, in milliseconds from the start of the pass; and where its shot begins. */
  readonly fallsAtMs: number;
  readonly shotStartMs: number;
}

export interface Keyframes {
  /** In order, between the first frame of the video and the last. */
  readonly sent: readonly Keyframe[];
  /** Shots whose frames are more than the model takes. */
  readonly leftOut: readonly number[];
}

const none: Keyframes = { sent: [], leftOut: [] };

/** Whether the pass asks for keyframes and its model takes any. */
export function usesKeyframes(limits: FrameLimits, pass: Pick<Pass, "keyframes">): boolean {
  return pass.keyframes === true && limits.startFrame && (limits.keyframesMax ?? 0) > 0;
}

/** Whether a shot is sent alone to a model that makes nothing without a start frame, so that its own frame is that. */
function beginsWithOwn({ shotsMax, startFrameRequired }: FrameLimits, { shots }: FramedPass): boolean {
  return shotsMax === 1 && startFrameRequired === true && shots.length === 1;
}

/** The pass's start frame; where it has none and uses keyframes, or its shot goes alone and needs one, its first shot's own frame. */
export function startFrameOf(limits: FrameLimits, pass: FramedPass): string | undefined {
  const takesOwn = usesKeyframes(limits, pass) || beginsWithOwn(limits, pass);
  return pass.startFrame ?? (takesOwn ? pass.shots[0]?.frame : undefined);
}

/** The own frames of the shots after the first. None without a start frame, as they lie between the first frame and the last. */
export function keyframesOf(limits: FrameLimits, pass: FramedPass): Keyframes {
  if (!usesKeyframes(limits, pass) || startFrameOf(limits, pass) === undefined) return none;
  let totalMs = 0;
  const framed = pass.shots.flatMap(({ durationMs, frame }, shotIndex) => {
    const shotStartMs = totalMs;
    totalMs += durationMs;
    return frame === undefined || shotIndex === 0 ? [] : [{ shotIndex, image: frame, shotStartMs }];
  });
  const taken = framed.slice(0, limits.keyframesMax);
  return {
    sent: taken.map((each, index) => ({ ...each, fallsAtMs: (totalMs * (index + 1)) / (taken.length + 1) })),
    leftOut: framed.slice(taken.length).map(({ shotIndex }) => shotIndex),
  };
}

/** Whether the model puts a keyframe so far from the start of its shot that it shows: half a second, and a tenth of a long pass. */
export function isFarFromShot({ fallsAtMs, shotStartMs }: Keyframe, totalMs: number): boolean {
  return Math.abs(fallsAtMs - shotStartMs) > Math.max(500, totalMs / 10);
}

/** The pass with its start frame where that is the first shot's own, so that every rule of start frames sees it. */
export function withStartFrame<Framed extends FramedPass>(limits: FrameLimits, pass: Framed): Framed {
  const startFrame = startFrameOf(limits, pass);
  return startFrame === pass.startFrame ? pass : { ...pass, startFrame };
}

/** Which shots' own frames are sent: the first one's as start frame, and the keyframes. */
export function shotFramesSent(limits: FrameLimits, pass: FramedPass): ReadonlySet<number> {
  const sent = keyframesOf(limits, pass).sent.map(({ shotIndex }) => shotIndex);
  const isFirst = pass.startFrame === undefined && startFrameOf(limits, pass) !== undefined;
  return new Set(isFirst ? [0, ...sent] : sent);
}
