/** Owns what the floor plan shows of a shot: its stage, with those of the shots before and after it. */
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { CameraTake } from "../../../shared/camera/moment.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import type { Spot } from "../../../shared/project/stage.ts";
import { blockedPass } from "../../../shared/stage/block-pass.ts";
import { type CutCameras, crossesLine } from "../../../shared/stage/line-of-action.ts";
import type { BlockedShot, Cast, MovingView } from "../../../shared/stage/scene.ts";
import { sceneAt } from "../../../shared/stage/scene-at.ts";
import { apart } from "../../../shared/stage/vectors.ts";
import { planOf } from "../state/planned-frame.ts";

/** A shot of the pass, as it is blocked. */
export interface StagedShot {
  readonly shot: Shot;
  /** `SH0010`. */
  readonly label: string;
  readonly blocked: BlockedShot;
  readonly take: CameraTake;
}

export interface ShownStage extends StagedShot {
  readonly project: Project;
  readonly pass: Pass;
  readonly previous: StagedShot | null;
  readonly next: StagedShot | null;
}

/** Null where the shot is not there. */
export function stageOf(project: Project | null, shotId: string | null): ShownStage | null {
  const pass = project?.passes.find(({ shots }) => shots.some(({ id }) => id === shotId));
  if (!project || !pass) return null;
  const blocked = blockedPass(pass, project.elements, ratioOf(pass.aspectRatio));
  const planned = planOf(project, pass).shots;
  const staged = pass.shots.map(
    (shot, at): StagedShot => ({
      shot,
      label: planned[at]?.card.label ?? "",
      blocked: blocked[at] as BlockedShot,
      take: planned[at]?.take as CameraTake,
    }),
  );
  const index = pass.shots.findIndex(({ id }) => id === shotId);
  return {
    ...(staged[index] as StagedShot),
    project,
    pass,
    previous: staged[index - 1] ?? null,
    next: staged[index + 1] ?? null,
  };
}

/** The camera of a shot as it starts or ends. */
export function cameraAt({ blocked, take }: StagedShot, progress: 0 | 1): MovingView {
  return sceneAt(blocked, take, progress).view;
}

/** Steps along a move: enough for the half circle of an orbit. */
const pathSteps = 24;
/** Meters that a camera breathes and sways without going anywhere. */
const swayMeters = 0.08;

const paths = new WeakMap<StagedShot, readonly Spot[]>();

/** Where the camera travels during the shot, by its move or by hand; one point for one that stays. */
export function cameraPath(staged: StagedShot): readonly Spot[] {
  const known = paths.get(staged);
  if (known) return known;
  const path = staged.blocked.camera.path ?? movedPath(staged);
  paths.set(staged, path);
  return path;
}

function movedPath({ blocked, take }: StagedShot): readonly Spot[] {
  const spots = Array.from({ length: pathSteps + 1 }, (_, step): Spot => {
    const { at } = sceneAt(blocked, take, step / pathSteps).view;
    return [at[0], at[1]];
  });
  const [x, y] = blocked.camera.start.at;
  const first = spots[0] as Spot;
  return spots.some((spot) => apart(spot, first) > swayMeters) ? spots : [[x, y]];
}

/** Who changes sides at the cut into the shown shot. */
export function crossingOf(stage: ShownStage): readonly [Cast, Cast] | null {
  const { previous } = stage;
  if (!previous) return null;
  const flat = ({ at }: MovingView): Spot => [at[0], at[1]];
  const cameras: CutCameras = { leaves: flat(cameraAt(previous, 1)), arrives: flat(cameraAt(stage, 0)) };
  return crossesLine(previous.blocked, stage.blocked, cameras);
}
