/** Owns how each shot of a pass is blocked, whatever picture or take shows it, with the time that its camera has. */
import type { CameraTake } from "../camera/moment.ts";
import type { Element, Pass, Project } from "../project/model.ts";
import { blockedPass } from "../stage/block-pass.ts";
import { type CameraFacts, cameraFacts } from "../stage/camera-facts.ts";
import type { BlockedShot } from "../stage/scene.ts";
import { ratioOf } from "./frame-size.ts";
import { planFrames } from "./plan-frames.ts";

/** Plain data: it crosses to the thread that sets a storyboard. */
export interface ShotBlocking {
  readonly blocked: BlockedShot;
  readonly take: CameraTake;
  /** Whether nothing of it was set by hand: neither on the pass's stage, nor for the shot, nor where the shots before it left the figures. */
  readonly fromWords: boolean;
  /** Whether the animatic shows the shot as it is blocked, as it has no picture. */
  readonly isDrawn: boolean;
}

interface Known {
  readonly elements: readonly Element[];
  readonly rate: Project["rate"];
  readonly shots: ReadonlyMap<string, ShotBlocking>;
}

const known = new WeakMap<Pass, Known>();

/** By the ids of the shots; kept while pass, elements and frame rate stay. */
export function blockingOf(project: Project, pass: Pass): ReadonlyMap<string, ShotBlocking> {
  const { elements, rate } = project;
  const before = known.get(pass);
  if (before?.elements === elements && before.rate === rate) return before.shots;
  const blocked = blockedPass(pass, elements, ratioOf(pass.aspectRatio));
  const planned = planFrames({ ...project, passes: [pass] }, pass).shots;
  const firstMoved = pass.shots.findIndex(({ blocking }) => blocking?.figures !== undefined);
  const shots = new Map(
    planned.map(({ shot, index, take, mediaId }) => {
      const isMoved = firstMoved !== -1 && firstMoved <= index;
      const fromWords = pass.stage === undefined && shot.blocking === undefined && !isMoved;
      return [shot.id, { blocked: blocked[index] as BlockedShot, take, fromWords, isDrawn: mediaId === null }];
    }),
  );
  known.set(pass, { elements, rate, shots });
  return shots;
}

const facts = new WeakMap<ShotBlocking, CameraFacts>();

/** The facts of a shot's camera, worked out once. */
export function factsOf(blocking: ShotBlocking): CameraFacts {
  const before = facts.get(blocking);
  if (before) return before;
  const found = cameraFacts(blocking.blocked, blocking.take);
  facts.set(blocking, found);
  return found;
}
