/** Owns what is read back of a cut from another program's list: clips of the picture in whole frames at one rational rate. */
import type { Rate } from "../../time/rate.ts";

/** Named in place of a hand-off, it has a list compared with the plan as it is now. */
export const planItself = "plan";

/**
 * One clip. `sourceIn` counts like its film's timecode, `recordIn` like the programme's. `file` is the path of the film with
 * `/` between its segments, or its bare name where the list says no more; null when no film is there.
 */
export interface ReadClip {
  readonly name: string;
  readonly file: string | null;
  readonly sourceIn: number;
  readonly frames: number;
  readonly recordIn: number;
  readonly reel?: string;
}

/**
 * `clips` are those of the lowest picture track in the order of the programme, holes are left out; `above` are those of the
 * tracks over it, from the lowest up. `ignored` says in sentences what else the list held; with `holdsMore` there
 * were clips in it.
 */
export interface ReadCut {
  readonly rate: Rate;
  readonly startFrame: number;
  readonly clips: readonly ReadClip[];
  readonly above?: readonly ReadClip[];
  readonly ignored: readonly string[];
  readonly holdsMore?: boolean;
}
