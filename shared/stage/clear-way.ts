/** Owns how much of its move a camera has room for: it goes into nobody and through nothing. */
import type { CameraTake } from "../camera/moment.ts";
import { moves } from "./camera-moves.ts";
import { isLedByHand, type StageMoment, viewAt, type Way } from "./move-camera.ts";
import type { BlockedShot, SceneFigure, SceneProp } from "./scene.ts";
import { apart, type Point, radians } from "./vectors.ts";

/** Meters that a camera keeps from everybody, unless it was put nearer, and from every thing. */
export const roomMin = { figure: 0.5, prop: 0.2 } as const;
const samples = 24;
/** Halvings, by which the share that there is room for is found to a few percent. */
const halvings = 6;

/** How much of its move the camera has room for. `stageAt`: the stage at a progress of 0 to 1. */
export function clearWay(blocked: BlockedShot, take: CameraTake, stageAt: (progress: number) => StageMoment): Way {
  const { travels, subject } = moves[take.move];
  const whole = { share: 1, goesAlong: true };
  if ((!travels && subject !== "goes") || isLedByHand(blocked.camera)) return whole;
  const moments = Array.from({ length: samples + 1 }, (_, index) => {
    const progress = index / samples;
    return { progress, stage: stageAt(progress) };
  });
  const placesOf = (way: Way) =>
    moments.map(({ progress, stage }) => viewAt(blocked.camera, take, progress, stage, way).at);
  const follows = subject === "goes" && moments.some(({ stage }) => stage.targetTravels);
  const [alone, along] = [placesOf({ share: 0, goesAlong: false }), placesOf({ share: 0, goesAlong: true })];
  const isClear = (places: readonly Point[], without: readonly Point[]) =>
    places.every((place, index) => {
      const { figures } = moments[index]!.stage;
      const unmoved = without[index]!;
      return (
        figures.every(
          (figure) => awayFrom(figure, place) >= Math.min(roomMin.figure, awayFrom(figure, unmoved)) - 1e-9,
        ) &&
        !blocked.props.some(
          (prop) => !isIn(prop, without[0]!) && crosses(prop, places[index - 1] ?? without[0]!, place),
        )
      );
    });
  const goesAlong = !follows || isClear(along, alone);
  const without = goesAlong ? along : alone;
  if (!travels) return { share: 1, goesAlong };
  const fits = (share: number) => isClear(placesOf({ share, goesAlong }), without);
  if (fits(1)) return { share: 1, goesAlong };
  let [clear, not] = [0, 1];
  for (let step = 0; step < halvings; step++) {
    const middle = (clear + not) / 2;
    if (fits(middle)) clear = middle;
    else not = middle;
  }
  return { share: clear, goesAlong };
}

/** Meters from the upright axis of a figure. */
export function awayFrom({ at, height }: Pick<SceneFigure, "at" | "height">, point: Point): number {
  return Math.hypot(apart(at, [point[0], point[1]]), Math.max(0, point[2] - height));
}

function isIn(prop: SceneProp, point: Point): boolean {
  return crosses(prop, point, point);
}

/** Whether the straight way comes nearer to the prop than a camera may. */
function crosses(prop: SceneProp, from: Point, to: Point): boolean {
  const [a, b] = [within(prop, from), within(prop, to)];
  const [width, depth, height] = prop.size;
  const [room, low] = [roomMin.prop, prop.lift ?? 0];
  const bounds = [
    [-width / 2 - room, width / 2 + room],
    [-depth / 2 - room, depth / 2 + room],
    [low - room, low + height + room],
  ] as const;
  let [enters, leaves] = [0, 1];
  for (const [axis, [low, high]] of bounds.entries()) {
    const [start, way] = [a[axis as 0 | 1 | 2], b[axis as 0 | 1 | 2] - a[axis as 0 | 1 | 2]];
    if (way === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [one, other] = [(low - start) / way, (high - start) / way];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return enters <= leaves;
}

/** In the prop's own space: x to its right, y ahead of it. */
function within({ at, facing }: SceneProp, point: Point): Point {
  const [sin, cos] = [Math.sin(radians(facing)), Math.cos(radians(facing))];
  const [x, y] = [point[0] - at[0], point[1] - at[1]];
  return [x * cos - y * sin, x * sin + y * cos, point[2]];
}
