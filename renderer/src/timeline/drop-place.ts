/** Owns where a shot lands when it is dropped: the pass and the place among its other shots, and the cut that marks it. */
import {
  endFrameOf,
  type ProgrammeLayout,
  placeOfShot,
  shotAtFrame,
  shotOf,
  startFrameOf,
} from "../state/programme-layout.ts";

/** `index` is the shot's place in the pass after the move; `frame` is where the drop mark stands today. */
export interface DropPlace {
  readonly passId: string;
  readonly index: number;
  readonly frame: number;
}

/** Where the shot lands when dropped at `frame`: before the shot there when left of its middle, else after it. */
export function dropPlaceAt(layout: ProgrammeLayout, frame: number, shotId: string): DropPlace {
  const under = shotAtFrame(layout, frame);
  const from = placeOfShot(layout, shotId);
  if (!under || !from) throw new RangeError(`no shot ${shotId} on the timeline`);
  const start = startFrameOf(layout, under);
  const end = endFrameOf(layout, under);
  const passId = layout.passes[under.passIndex]?.id as string;
  // Over itself a shot stays where it is.
  if (shotOf(layout, under).id === shotId) return { passId, index: from.shotIndex, frame: start };
  const after = frame > (start + end) / 2;
  const place = under.shotIndex + (after ? 1 : 0);
  const gone = from.passIndex === under.passIndex && from.shotIndex < place ? 1 : 0;
  return { passId, index: place - gone, frame: after ? end : start };
}
