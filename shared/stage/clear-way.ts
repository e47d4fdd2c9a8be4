/** Owns how much of its move a camera has room for: it goes into nobody and through nothing. */
import type { CameraTake } from "../camera/moment.ts";
import { moves } from "./camera-moves.ts";
import { isLedByHand, type StageMoment, viewAt, type Way } from "./move-camera.ts";
import { stretchIn } from "./prop-box.ts";
import type { BlockedShot, SceneFigure, SceneProp } from "./scene.ts";
import { apart, type Point } from "./vectors.ts";

/** Meters that a camera keeps from everybody, unless it was put nearer, and from every thing. */
const roomMin = { figure: 0.5, prop: 0.2 } as const;
const samples = 16;
/** Halvings, by which the share that there is room for is found to a few percent. */
const halvings = 5;

/** What the camera has room for in its shot. `stageAt`: the stage at a progress of 0 to 1. */
export function clearWay(blocked: BlockedShot, take: CameraTake, stageAt: (progress: number) => StageMoment): Way {
  const { travels, subject } = moves[take.move];
  const whole = { share: 1, along: 1 };
  if ((!travels && subject !== "goes") || isLedByHand(blocked.camera)) return whole;
  const moments = Array.from({ length: samples + 1 }, (_, index) => {
    const progress = index / samples;
    return { progress, stage: stageAt(progress) };
  });
  const stands = blocked.camera.start.at;
  // Where it was put into a thing by hand, that is in nobody's way.
  const props = blocked.props.filter((prop) => !crosses(prop, stands, stands));
  const placesOf = (way: Way) =>
    moments.map(({ progress, stage }) => viewAt(blocked.camera, take, progress, stage, way).at);
  /** `without`: where it would be at each moment without what is tried, which is asked for only where it comes near somebody. */
  const isClear = (places: readonly Point[], without: () => readonly Point[]) =>
    places.every(
      (place, index) =>
        moments[index]!.stage.figures.every((figure) => {
          const away = awayFrom(figure, place) + 1e-9;
          return away >= roomMin.figure || away >= awayFrom(figure, without()[index]!);
        }) && !props.some((prop) => crosses(prop, places[index - 1] ?? stands, place)),
    );
  const follows = subject === "goes" && moments.some(({ stage }) => stage.targetTravels);
  const alone = once(() => placesOf({ share: 0, along: 0 }));
  const along = follows ? most((share) => isClear(placesOf({ share: 0, along: share }), alone)) : 1;
  const without = once(() => placesOf({ share: 0, along }));
  return { share: travels ? most((share) => isClear(placesOf({ share, along }), without)) : 1, along };
}

function once<Found>(find: () => Found): () => Found {
  let found: Found | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

/** The most that fits, of which none does for certain. */
function most(fits: (share: number) => boolean): number {
  if (fits(1)) return 1;
  let [clear, not] = [0, 1];
  for (let step = 0; step < halvings; step++) {
    const middle = (clear + not) / 2;
    if (fits(middle)) clear = middle;
    else not = middle;
  }
  return clear;
}

/** Meters from the upright axis of a figure. */
export function awayFrom({ at, height }: Pick<SceneFigure, "at" | "height">, point: Point): number {
  return Math.hypot(apart(at, [point[0], point[1]]), Math.max(0, point[2] - height));
}

/** Whether the straight way comes nearer to the prop than a camera may. */
function crosses(prop: SceneProp, from: Point, to: Point): boolean {
  return stretchIn(prop, from, to, roomMin.prop) !== null;
}
