/** Owns what becomes of a plan when its cut is made at another rate than the project's own. */
import { framesAtRate } from "../../project/frames-at-rate.ts";
import type { Project } from "../../project/model.ts";
import { type RateName, rateOf, timebaseOf } from "../../time/rate.ts";
import { parseTimecode } from "../../time/timecode.ts";

/**
 * The project at another rate: planned milliseconds stay, trims and the sound's place last as long as before, and so does the start's label, as far as that rate counts it (a
 * frame number past the end of its second becomes the last one, a label that drop-frame skips the next one that it has).
 */
export function projectAtRate(project: Project, rateName: RateName): Project {
  if (project.rate === rateName) return project;
  const rate = rateOf(rateName);
  const [clock, frames] = [project.start.slice(0, 8), Number(project.start.slice(9))];
  const separator = rate.dropFrame ? ";" : ":";
  const last = timebaseOf(rate) - 1;
  const labels = Array.from(
    { length: last + 1 },
    (_, step) => `${clock}${separator}${String(Math.min(last, frames + step)).padStart(2, "0")}`,
  );
  const start = labels.find((label) => parseTimecode(label, rate) !== null) ?? project.start;
  return { ...framesAtRate(project, rateName), rate: rateName, start };
}
