/** Owns where the cuts of takes fall on the plan, and what is said of each. */
import type { CutShot } from "../../../shared/cut/out/programme.ts";
import type { Rate } from "../../../shared/time/rate.ts";

/** Where a take's cut to a shot falls; frames of the plan, counted from where it was planned. `from` and `to` span a gradual one. */
export interface CutMark {
  readonly offset: number;
  readonly from: number;
  readonly to: number;
  readonly stroke: "solid" | "dashed" | "dotted";
  readonly isOwn: boolean;
  /** `+2 f`; `no cut` where both shots run on in one; empty where there is nothing to say. */
  readonly label: string;
}

const marks = new WeakMap<CutShot, CutMark | null>();
/** A cut that is claimed with less is not sure. */
const sureFrom = 0.8;

/** The cut of a shot's take to that shot; null for the first shot of a take, and for a shot that no take shows. */
export function cutMarkOf(cutShot: CutShot, rate: Rate): CutMark | null {
  let mark = marks.get(cutShot);
  if (mark === undefined) {
    mark = findCutMark(cutShot, rate);
    marks.set(cutShot, mark);
  }
  return mark;
}

function findCutMark({ take, part }: CutShot, rate: Rate): CutMark | null {
  if (!take?.film || !part) return null;
  const { film } = take;
  const { shotTake } = part;
  if (shotTake.plannedInFrame === 0) return null;
  const onGrid = (frame: number) =>
    part.converts ? Math.round((frame * film.rateDen * rate.num) / (film.rateNum * rate.den)) : frame;
  const planned = onGrid(shotTake.plannedInFrame);
  const { cut } = shotTake;
  const offset = onGrid(cut.frame) - planned;
  const span = { offset, from: onGrid(cut.from) - planned, to: onGrid(cut.to) - planned };
  const isOwn = cut.by === "user";
  if (cut.by === "planned") return { ...span, stroke: "dotted", isOwn, label: "" };
  if (cut.kind === "none") return { ...span, stroke: "dotted", isOwn, label: "no cut" };
  const label = offset === 0 ? "" : `${offset > 0 ? "+" : "−"}${Math.abs(offset)} f`;
  return { ...span, stroke: cut.confidence >= sureFrom ? "solid" : "dashed", isOwn, label };
}
