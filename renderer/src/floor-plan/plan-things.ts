/** Owns what on the floor plan can be reached, in the order in which it is gone through: figures, props, the camera, its target, each path's points after whose they are. */
import type { Spot } from "../../../shared/project/stage.ts";
import { sayCamera, sayFigure, sayPathPoint, sayProp, sayTarget } from "../../../shared/stage/say-stage.ts";
import type { BlockedShot, FigureTrack, Stance } from "../../../shared/stage/scene.ts";
import { bearingTo, pathLength } from "../../../shared/stage/vectors.ts";
import type { OnStage } from "../state/stage-selection.ts";
import type { StagedShot } from "./shown-stage.ts";

/** Who has a path. */
export type Walker = { readonly kind: "figure"; readonly id: string } | { readonly kind: "camera" };

export type Thing = OnStage | { readonly kind: "point"; readonly of: Walker; readonly index: number };

export interface PlacedThing {
  readonly thing: Thing;
  readonly key: string;
  readonly at: Spot;
  readonly label: string;
}

/** The same for the same thing of another moment. */
export function keyOf(thing: Thing): string {
  switch (thing.kind) {
    case "figure":
    case "prop":
      return `${thing.kind} ${thing.id}`;
    case "point":
      return `point ${keyOf(thing.of)} ${thing.index}`;
    default:
      return thing.kind;
  }
}

/** What the inspector shows while a thing has the focus. */
export function selectionOf(thing: Thing): OnStage {
  return thing.kind === "point" ? thing.of : thing;
}

/** From where it starts, through its points; one point for one that stays. Null for one that is not here. */
export function pathOf({ blocked }: StagedShot, walker: Walker): readonly Spot[] | null {
  const path =
    walker.kind === "camera"
      ? (blocked.camera.path ?? [flat(blocked.camera.start.at)])
      : blocked.figures.find(({ cast }) => cast.id === walker.id)?.path;
  return path ? (pathLength(path) > 0 ? path : path.slice(0, 1)) : null;
}

export function thingsOf(staged: StagedShot): readonly PlacedThing[] {
  const { blocked } = staged;
  const placed = (thing: Thing, at: Spot, label: string): PlacedThing => ({ thing, key: keyOf(thing), at, label });
  const points = (of: Walker, name: string) => {
    const path = pathOf(staged, of) ?? [];
    return path
      .slice(1)
      .map((at, before) => placed({ kind: "point", of, index: before + 1 }, at, sayPathPoint(name, path, before + 1)));
  };
  const { start, target } = blocked.camera;
  return [
    ...blocked.figures.flatMap((track) => {
      const figure = { kind: "figure", id: track.cast.id } as const;
      return [placed(figure, track.start.at, sayFigure(track, blocked)), ...points(figure, track.cast.name)];
    }),
    ...blocked.props.map((prop) => placed({ kind: "prop", id: prop.id }, prop.at, sayProp(prop, blocked))),
    placed({ kind: "camera" }, flat(start.at), sayCamera(blocked)),
    ...points({ kind: "camera" }, "Camera"),
    placed({ kind: "target" }, flat(target), sayTarget(blocked)),
  ];
}

/** What has the focus once a thing is taken away: whose path a point was of, else what comes after it and its path; null for one that stays. */
export function focusAfter(things: readonly Thing[], gone: Thing): Thing | null {
  if (gone.kind === "point") return gone.of;
  if (gone.kind !== "figure" && gone.kind !== "prop") return null;
  const index = things.findIndex((each) => keyOf(each) === keyOf(gone));
  return things.slice(index + 1).find(({ kind }) => kind !== "point") ?? null;
}

/** Where a thing of the stage is; null for one that is not there. */
export function placeOf(staged: StagedShot, thing: Thing): Spot | null {
  const { camera, figures, props } = staged.blocked;
  switch (thing.kind) {
    case "figure":
      return figures.find(({ cast }) => cast.id === thing.id)?.start.at ?? null;
    case "prop":
      return props.find(({ id }) => id === thing.id)?.at ?? null;
    case "camera":
      return flat(camera.start.at);
    case "target":
      return flat(camera.target);
    case "point":
      return pathOf(staged, thing.of)?.[thing.index] ?? null;
    case "stage":
      return null;
  }
}

/** How a figure stands as the shot starts: a back that is turned is to the camera. */
export function stanceOf({ start }: FigureTrack, { camera }: BlockedShot): Stance {
  if (start.pose !== "back-turned") return start;
  return { ...start, facing: bearingTo(flat(camera.start.at), start.at) };
}

/** Which way a thing faces; null for one that does not. */
export function facingOf({ blocked }: StagedShot, thing: Thing): number | null {
  switch (thing.kind) {
    case "figure": {
      const track = blocked.figures.find(({ cast }) => cast.id === thing.id);
      return track ? stanceOf(track, blocked).facing : null;
    }
    case "prop":
      return blocked.props.find(({ id }) => id === thing.id)?.facing ?? null;
    case "camera":
      return blocked.camera.start.bearing;
    default:
      return null;
  }
}

export function flat([x, y]: readonly [number, number, number]): Spot {
  return [x, y];
}
