/** Owns what is done on the floor plan as edits: each gives one step of the plan's history. */
import type { Edit, EditOf } from "../../../shared/edits/edit.ts";
import { type Blocking, type CameraTarget, type Spot, type Stage, stageLimits } from "../../../shared/project/stage.ts";
import { isLiving, type PropBody } from "../../../shared/project/vocabulary.ts";
import { withoutFigure, withoutProp } from "../../../shared/stage/by-hand.ts";
import { castOf } from "../../../shared/stage/cast.ts";
import {
  withCamera,
  withFigure,
  withProp,
  withSeenProp,
  withStageFigure,
} from "../../../shared/stage/change-blocking.ts";
import { nothing } from "../../../shared/stage/set-ups.ts";
import { placeable, turnable } from "../../../shared/stage/snap.ts";
import { apart, bearingTo, pathLength, toward } from "../../../shared/stage/vectors.ts";
import type { OnStage } from "../state/stage-selection.ts";
import { facingOf, flat, pathOf, placeOf, type Thing, type Walker } from "./plan-things.ts";
import type { ShownStage } from "./shown-stage.ts";

type Part = EditOf<"shot.describe"> | EditOf<"pass.describe">;

function blocks({ shot }: ShownStage, blocking: Blocking | null): Part {
  return { type: "shot.describe", shotId: shot.id, fields: { blocking } };
}

function stages({ pass }: ShownStage, stage: Stage | null): Part {
  return { type: "pass.describe", passId: pass.id, fields: { stage } };
}

/** Puts a thing at another place; null where it is not there, or stays. */
export function moveThing(stage: ShownStage, thing: Thing, to: Spot): Edit | null {
  const at = placeable(to);
  const was = placeOf(stage, thing);
  if (!was || (was[0] === at[0] && was[1] === at[1])) return null;
  switch (thing.kind) {
    case "figure":
      return blocks(stage, withFigure(stage.shot.blocking, thing.id, { ...keptPath(stage, thing.id), at }));
    case "camera":
      return blocks(stage, withCamera(stage.shot.blocking, { at }));
    case "target":
      return aimCamera(stage, { at, height: Math.round(stage.blocked.camera.target[2] * 1000) / 1000 });
    case "prop":
      return changeProp(stage, thing.id, { at });
    case "point":
      return setPath(stage, thing.of, (pathOf(stage, thing.of) ?? []).with(thing.index, at));
    case "stage":
      return null;
  }
}

/** Turns a thing to a bearing; the camera by putting what it looks at there, as far away as before. */
export function turnThing(stage: ShownStage, thing: Thing, bearing: number): Edit | null {
  const facing = turnable(bearing);
  if (thing.kind === "figure") return blocks(stage, withFigure(stage.shot.blocking, thing.id, { facing }));
  if (thing.kind === "prop") return changeProp(stage, thing.id, { facing });
  if (thing.kind !== "camera") return null;
  const { start, target } = stage.blocked.camera;
  const away = Math.max(0.5, apart(flat(start.at), flat(target)));
  return moveThing(stage, { kind: "target" }, toward(flat(start.at), bearing, away));
}

export function aimCamera(stage: ShownStage, target: CameraTarget): Edit {
  return blocks(stage, withCamera(stage.shot.blocking, { target }));
}

/** Another lens on the camera where it stands, in millimeters: by the words it would go nearer or farther, for the same size. */
export function changeLens(stage: ShownStage, millimeters: number): Edit {
  const { at } = stage.blocked.camera.start;
  const lens = Math.min(stageLimits.lens.max, Math.max(stageLimits.lens.min, millimeters));
  const height = Math.round(at[2] * 1000) / 1000;
  return blocks(stage, withCamera(stage.shot.blocking, { lens, at: placeable(flat(at)), height }));
}

function changeProp(stage: ShownStage, id: string, fields: { at?: Spot; facing?: number }): Edit | null {
  const prop = stage.blocked.props.find((each) => each.id === id);
  return prop ? stages(stage, withSeenProp(stage.pass.stage, prop, fields)) : null;
}

/** The points of a path that the words give a figure; a place by hand would leave nothing of it. */
function saidPoints({ shot, blocked }: ShownStage, id: string): Spot[] | undefined {
  const track = blocked.figures.find(({ cast }) => cast.id === id);
  const isSaid = track && shot.blocking?.figures?.[id]?.path === undefined && pathLength(track.path) > 0;
  return isSaid ? track.path.slice(1).map(placeable) : undefined;
}

function keptPath(stage: ShownStage, id: string): { path?: Spot[] } {
  const path = saidPoints(stage, id);
  return path ? { path } : {};
}

/** `path` from where one starts, through its points; with nothing after the start it stays. One that the words gave is set by hand from its start on. */
function setPath(stage: ShownStage, walker: Walker, path: readonly Spot[]): Edit {
  const points = path.slice(1, 1 + stageLimits.pathPoints).map(placeable);
  const way = { path: points.length > 0 ? points : undefined };
  const { blocking } = stage.shot;
  if (walker.kind === "camera") return blocks(stage, withCamera(blocking, way));
  const [start] = path;
  const pinned = start && saidPoints(stage, walker.id) ? { at: placeable(start) } : {};
  return blocks(stage, withFigure(blocking, walker.id, { ...way, ...pinned }));
}

/** A new point of a path, so that it is the `index`-th after the start. */
export function insertPoint(stage: ShownStage, walker: Walker, index: number, at: Spot): Edit | null {
  const path = pathOf(stage, walker);
  return path && path.length <= stageLimits.pathPoints ? setPath(stage, walker, path.toSpliced(index, 0, at)) : null;
}

/** A point a meter on from where the path ends, ahead of who walks it. */
export function growPath(stage: ShownStage, walker: Walker): { readonly edit: Edit; readonly index: number } | null {
  const path = pathOf(stage, walker);
  const last = path?.at(-1);
  if (!path || !last) return null;
  const before = path.at(-2);
  const bearing = before ? bearingTo(before, last) : (facingOf(stage, walker) ?? 0);
  const edit = insertPoint(stage, walker, path.length, toward(last, bearing, 1));
  return edit && { edit, index: path.length };
}

/** A place near `near` where nobody stands and nothing is. */
function freePlace({ blocked }: ShownStage, near: Spot): Spot {
  const taken = [...blocked.figures.map(({ start }) => start.at), ...blocked.props.map(({ at }) => at)];
  const isFree = (spot: Spot) => taken.every((other) => apart(spot, other) >= 0.6);
  for (let ring = 0; ring < 12; ring++) {
    for (let step = 0; step < Math.max(1, ring * 6); step++) {
      const spot = toward(near, (step * 360) / Math.max(1, ring * 6), ring * 0.75);
      if (isFree(spot)) return placeable(spot);
    }
  }
  return placeable(near);
}

/** Who can be put on the stage of the shown shot: whom the pass knows and the shot does not show, and elements that are somebody. */
export function addable({
  pass,
  project,
  blocked,
}: ShownStage): readonly { readonly id: string; readonly name: string }[] {
  const known = castOf(pass, project.elements);
  const elements = project.elements.filter(({ kind, name }) => isLiving(kind) && known.every(({ id }) => id !== name));
  return [
    ...known.filter(({ id }) => blocked.figures.every(({ cast }) => cast.id !== id)),
    ...elements.map(({ name }) => ({ id: name, name: name.replaceAll("_", " ") })),
  ];
}

/** Puts one of those on the stage, or with null a figure of nobody. */
export function addFigure(
  stage: ShownStage,
  near: Spot,
  who: string | null,
): { readonly edit: Edit; readonly id: string } {
  const { pass, project, shot } = stage;
  const known = castOf(pass, project.elements).map(({ id }) => id);
  const id = who ?? freeId("figure", known);
  const at = freePlace(stage, near);
  const facing = turnable(bearingTo(at, flat(stage.blocked.camera.start.at)));
  // A new one comes to the whole pass; one whom the pass knows is seen in this shot, and stands where it is put from here on.
  if (!known.includes(id)) return { edit: stages(stage, withStageFigure(pass.stage, id, { at, facing })), id };
  const seen = blocks(stage, withFigure(shot.blocking, id, { at, facing, seen: true }));
  const own = pass.stage?.figures?.find((each) => each.id === id);
  if (!own?.off) return { edit: seen, id };
  const { id: _id, off: _off, ...rest } = own;
  const kept = Object.keys(rest).length > 0 ? { off: undefined } : null;
  const back = stages(stage, withStageFigure(pass.stage, id, kept));
  return { edit: { type: "batch", label: "Put a figure back on the stage", edits: [back, seen] }, id };
}

export function addProp(stage: ShownStage, near: Spot, body: PropBody): { readonly edit: Edit; readonly id: string } {
  const taken = [...(stage.pass.stage?.props ?? []), ...stage.blocked.props].map(({ id }) => id);
  const id = freeId(body, taken);
  return { edit: stages(stage, withProp(stage.pass.stage, id, { body, at: freePlace(stage, near) })), id };
}

/** Puts a prop that was taken off where it was. */
export function returnProp(stage: ShownStage, id: string): Edit {
  return stages(stage, withProp(stage.pass.stage, id, { off: undefined }));
}

function freeId(kind: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${kind}-${number}`)) number++;
  return `${kind}-${number}`;
}

/** Takes away what was put by hand; what the words name goes off the stage, and the camera and its target go back to the words. Null for nothing. */
export function removeThing(stage: ShownStage, thing: Thing): Edit | null {
  const { shot } = stage;
  switch (thing.kind) {
    case "point":
      return setPath(stage, thing.of, (pathOf(stage, thing.of) ?? []).toSpliced(thing.index, 1));
    case "camera":
      return shot.blocking?.camera ? blocks(stage, withCamera(shot.blocking, nothing)) : null;
    case "target":
      return shot.blocking?.camera?.target ? blocks(stage, withCamera(shot.blocking, { target: undefined })) : null;
    case "stage":
      return null;
    default:
      return takeOff(stage, thing);
  }
}

function takeOff(stage: ShownStage, thing: Extract<OnStage, { id: string }>): Edit | null {
  const { pass, project, blocked } = stage;
  if (thing.kind === "prop") {
    const prop = blocked.props.find(({ id }) => id === thing.id);
    const place = { pass, elements: project.elements, ratio: blocked.camera.ratio };
    return prop ? stages(stage, withoutProp(place, prop)) : null;
  }
  const left = withoutFigure(pass, project.elements, thing.id);
  const edits: readonly Part[] = [
    stages(stage, left.stage),
    ...left.shots.map(({ shotId, blocking }): Part => ({ type: "shot.describe", shotId, fields: { blocking } })),
  ];
  const [only] = edits;
  return edits.length === 1 && only ? only : { type: "batch", label: "Take a figure off the stage", edits: [...edits] };
}
