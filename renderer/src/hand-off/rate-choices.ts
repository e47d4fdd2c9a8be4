/** Owns the words for frame rates to choose from. */
import { rateNames } from "../../../shared/time/rate.ts";

export const rateChoices = rateNames.map((value) => ({
  value,
  label: value.endsWith("df") ? `${value.slice(0, -2)} fps, drop-frame` : `${value} fps`,
}));
