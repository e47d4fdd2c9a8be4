/** Owns a shot's blocking as the facts that a list carries for whoever reads them: positions in meters on the floor plan, angles in degrees. */
import { factsOf, type ShotBlocking } from "../../../../shared/animatic/shot-blocking.ts";
import { cleanText } from "../../../../shared/cut/out/names.ts";
import type { FigureTrack, Viewpoint } from "../../../../shared/stage/scene.ts";
import { sceneAt } from "../../../../shared/stage/scene-at.ts";

/** Meters to the millimeter, angles to a tenth of a degree. */
export function blockingFacts(blocking: ShotBlocking): object {
  const { blocked, take, fromWords } = blocking;
  const facts = factsOf(blocking);
  return {
    fromWords,
    camera: {
      start: cameraAt(sceneAt(blocked, take, 0).view),
      end: cameraAt(sceneAt(blocked, take, 1).view),
      height: meters(facts.height),
      distance: meters(facts.distance),
      fieldOfView: angle(facts.fieldOfView),
      moveLength: meters(facts.moveLength),
    },
    figures: blocked.figures.map(figureAt),
  };
}

function cameraAt({ at, bearing, tilt, roll, lens }: Viewpoint): object {
  const turns = { bearing: angle(bearing), tilt: angle(tilt), roll: angle(roll) };
  return { position: at.map(meters), ...turns, lens: meters(lens) };
}

function figureAt({ cast: { name, element, height }, start, end }: FigureTrack): object {
  const held = ({ at, facing, pose }: FigureTrack["start"]) => ({
    position: at.map(meters),
    facing: angle(facing),
    pose,
  });
  return { name: cleanText(name), element, height: meters(height), start: held(start), end: held(end) };
}

function meters(value: number): number {
  return Number(value.toFixed(3));
}

function angle(value: number): number {
  return Number(value.toFixed(1));
}
