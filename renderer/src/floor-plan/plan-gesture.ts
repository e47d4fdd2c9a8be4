/** Owns a drag on the floor plan as a pure step: from the stage as it was pressed and the whole way since to the edit that it would make. */
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Spot } from "../../../shared/project/stage.ts";
import { lensSeeing } from "../../../shared/stage/optics.ts";
import { type SnapGuide, snapSpot, snapTurn } from "../../../shared/stage/snap.ts";
import { apart, bearingTo, turned } from "../../../shared/stage/vectors.ts";
import type { Grip } from "./plan-handles.ts";
import { flat, placeOf, type Thing } from "./plan-things.ts";
import type { ShownStage } from "./shown-stage.ts";
import { aimCamera, changeLens, insertPoint, moveThing, turnThing } from "./stage-edits.ts";

/** Millimeters of the lenses that a camera truck has. */
const usualLenses = [
  8, 10, 12, 14, 16, 18, 21, 24, 28, 32, 35, 40, 50, 65, 75, 85, 100, 135, 150, 200, 300, 400, 600, 800,
];

export interface Drag {
  readonly stage: ShownStage;
  readonly grip: Grip;
  /** Where the pointer pressed, and where it is, on the plan. */
  readonly from: Spot;
  readonly to: Spot;
  readonly snaps: boolean;
  /** Meters that count as near. */
  readonly near: number;
}

export interface Dragged {
  readonly edit: Edit | null;
  readonly guides: readonly SnapGuide[];
}

export function dragged(drag: Drag): Dragged {
  const { stage, grip } = drag;
  if (grip.kind === "turn") return turnedBy(drag, grip.thing);
  if (grip.kind === "lens") return zoomedBy(drag);
  const thing: Thing | null = grip.kind === "move" ? grip.thing : null;
  const start = thing ? placeOf(stage, thing) : drag.from;
  if (!start) return { edit: null, guides: [] };
  const wanted: Spot = [start[0] + drag.to[0] - drag.from[0], start[1] + drag.to[1] - drag.from[1]];
  if (thing?.kind === "target") {
    const [aimed] = stage.blocked.figures
      .filter((each) => apart(each.start.at, wanted) <= Math.max(0.25, drag.near))
      .toSorted((a, b) => apart(a.start.at, wanted) - apart(b.start.at, wanted));
    if (aimed && drag.snaps) return { edit: aimCamera(stage, { figure: aimed.cast.id }), guides: [] };
  }
  const { at, guides } = drag.snaps
    ? snapSpot(wanted, othersOf(stage, grip), drag.near)
    : { at: wanted, guides: [] as SnapGuide[] };
  const edit = thing
    ? moveThing(stage, thing, at)
    : grip.kind === "insert"
      ? insertPoint(stage, grip.of, grip.index, at)
      : null;
  return { edit, guides };
}

function turnedBy({ stage, to, snaps }: Drag, thing: Thing): Dragged {
  const at = placeOf(stage, thing);
  if (!at) return { edit: null, guides: [] };
  const bearing = bearingTo(at, to);
  if (!snaps) return { edit: turnThing(stage, thing, bearing), guides: [] };
  const faced =
    thing.kind === "figure" ? [...othersOf(stage, { kind: "move", thing }), flat(stage.blocked.camera.start.at)] : [];
  const snapped = snapTurn(bearing, at, faced);
  return {
    edit: turnThing(stage, thing, snapped.bearing),
    guides: snapped.toward ? [{ from: at, to: snapped.toward }] : [],
  };
}

/** The lens whose cone has its edge at the pointer; snapped, one that a set of lenses has. */
function zoomedBy({ stage, to, snaps }: Drag): Dragged {
  const { start, ratio } = stage.blocked.camera;
  const off = Math.abs(turned(bearingTo(flat(start.at), to) - start.bearing));
  const lens = lensSeeing(2 * Math.min(85, Math.max(0.5, off)), ratio);
  const nearest = usualLenses.toSorted((a, b) => Math.abs(Math.log(a / lens)) - Math.abs(Math.log(b / lens)))[0];
  return { edit: changeLens(stage, snaps && nearest ? nearest : Math.round(lens)), guides: [] };
}

/** The figures with which what is moved may come in line. */
function othersOf({ blocked }: ShownStage, grip: Exclude<Grip, { kind: "lens" }>): readonly Spot[] {
  const own = grip.kind === "insert" ? grip.of : grip.thing.kind === "point" ? grip.thing.of : grip.thing;
  return blocked.figures.filter(({ cast }) => own.kind !== "figure" || own.id !== cast.id).map(({ start }) => start.at);
}
