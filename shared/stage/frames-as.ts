/** Owns which shot size a camera gives of a figure, where lens and distance were set by hand. */
import { type ShotSize, shotSizes } from "../project/vocabulary.ts";
import { sensorOf } from "./optics.ts";
import { cuts } from "./sizes.ts";

/** What a size says of who is in the frame, and not of how much. */
const notOfOne: readonly ShotSize[] = ["OTS", "POV", "two-shot", "insert"];

/** The size whose frame is nearest in height. `lens` in millimeters, `distance` from the lens and `height` of the figure in meters, `ratio` width over height. */
export function framesAs(lens: number, ratio: number, distance: number, height: number): ShotSize {
  const shown = (sensorOf(ratio).height * distance) / lens / height;
  const off = (size: ShotSize) => Math.abs(Math.log(shown / (cuts[size].top - cuts[size].bottom)));
  return (
    shotSizes.filter((size) => !notOfOne.includes(size)).toSorted((one, other) => off(one) - off(other))[0] ?? "MS"
  );
}
