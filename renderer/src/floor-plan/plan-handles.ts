/** Owns what can be taken hold of on the floor plan with the pointer, and what lies under it: the handles of what is selected first, then what is smallest. */
import type { Spot } from "../../../shared/project/stage.ts";
import type { SceneProp } from "../../../shared/stage/scene.ts";
import { bearingTo, radians, toward } from "../../../shared/stage/vectors.ts";
import type { OnStage } from "../state/stage-selection.ts";
import { coneOf } from "./plan-cone.ts";
import { facingOf, flat, pathOf, placeOf, type Thing, type Walker } from "./plan-things.ts";
import { type PanelSize, type PlanView, type Px, toPx } from "./plan-view.ts";
import { cameraAt, cameraPath, type ShownStage, type StagedShot } from "./shown-stage.ts";

/** `insert`: a new point of a path, the `index`-th after its start. `lens`: an edge of the cone, which makes it wider or narrower. */
export type Grip =
  | { readonly kind: "move"; readonly thing: Thing }
  | { readonly kind: "turn"; readonly thing: OnStage }
  | { readonly kind: "insert"; readonly of: Walker; readonly index: number }
  | { readonly kind: "lens" };

/** A handle that is shown, and where. `grow`: it lengthens a path, or starts one; `middle`: it bends a leg of one. */
export interface Handle {
  readonly grip: Grip;
  readonly look: "turn" | "middle" | "grow" | "lens";
  readonly at: Spot;
}

export type Hit = Grip | { readonly kind: "shot"; readonly shotId: string };

/** Pixels from the ring of what is selected to the handle that turns it, and from its middle to the one that starts a path. */
const turnHandlePx = 16;
const growHandlePx = 30;

/** How large a meter of a token is drawn: never so small that it can't be seen and held. */
export function tokenPxPerMeter(pxPerMeter: number): number {
  return Math.max(44, pxPerMeter);
}

/** The ring around a token. */
export function ringPx(pxPerMeter: number): number {
  return Math.max(20, 0.34 * tokenPxPerMeter(pxPerMeter));
}

/** The handles of what is selected. */
export function handlesOf(stage: ShownStage, selected: OnStage | null, { pxPerMeter }: PlanView): readonly Handle[] {
  const at = selected && placeOf(stage, selected);
  if (!selected || !at) return [];
  const facing = facingOf(stage, selected) ?? 0;
  const turn: Handle[] =
    selected.kind === "figure" || selected.kind === "prop"
      ? [
          {
            grip: { kind: "turn", thing: selected },
            look: "turn",
            at: toward(at, facing, turnReach(stage, selected, pxPerMeter)),
          },
        ]
      : [];
  if (selected.kind !== "figure" && selected.kind !== "camera") return turn;
  const path = pathOf(stage, selected) ?? [at];
  const middles = path.slice(1).map(
    (to, before): Handle => ({
      grip: { kind: "insert", of: selected, index: before + 1 },
      look: "middle",
      at: middle(path[before] as Spot, to),
    }),
  );
  const travels = selected.kind === "camera" && path.length === 1 && cameraPath(stage).length > 1;
  const grown = travels
    ? flat(cameraAt(stage, 1).at)
    : toward(
        path.at(-1) as Spot,
        growBearing(path, selected, facing),
        (growHandlePx + ringPx(pxPerMeter) - 20) / pxPerMeter,
      );
  const lens = selected.kind === "camera" ? lensHandles(stage) : [];
  return [
    ...turn,
    ...middles,
    ...lens,
    { grip: { kind: "insert", of: selected, index: path.length }, look: "grow", at: grown },
  ];
}

/** On the edges of the cone, past what is looked at; a camera that sees a patch of the floor has none. */
function lensHandles({ blocked: { camera } }: StagedShot): Handle[] {
  const { start, ratio, target } = camera;
  const { focus } = coneOf({ ...start, focus: start.focus * 1.35 }, ratio, 1, target[2]);
  return focus ? [focus.from, focus.to].map((at): Handle => ({ grip: { kind: "lens" }, look: "lens", at })) : [];
}

function turnReach({ blocked }: StagedShot, selected: OnStage, pxPerMeter: number): number {
  const prop = selected.kind === "prop" && blocked.props.find(({ id }) => id === selected.id);
  return prop ? prop.size[1] / 2 + 22 / pxPerMeter : (ringPx(pxPerMeter) + turnHandlePx) / pxPerMeter;
}

/** On where the path goes; beside who has none, clear of the nose, and of the words below a figure and at a camera's left. */
function growBearing(path: readonly Spot[], { kind }: OnStage, facing: number): number {
  const [before, last] = [path.at(-2), path.at(-1)];
  if (before && last) return bearingTo(before, last);
  return kind === "camera" || Math.cos(radians(facing + 90)) >= 0 ? facing + 90 : facing - 90;
}

function middle(a: Spot, b: Spot): Spot {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** What lies under a pixel; null for the empty plan. */
export function hitAt(
  stage: ShownStage,
  selected: OnStage | null,
  view: PlanView,
  size: PanelSize,
  at: Px,
): Hit | null {
  const away = (spot: Spot) => {
    const px = toPx(view, size, spot);
    return Math.hypot(px.x - at.x, px.y - at.y);
  };
  const nearest = <Each>(all: readonly Each[], place: (each: Each) => Spot, reachPx: number): Each | undefined =>
    all.filter((each) => away(place(each)) <= reachPx).toSorted((a, b) => away(place(a)) - away(place(b)))[0];
  const { blocked } = stage;

  const walker = selected?.kind === "figure" || selected?.kind === "camera" ? selected : null;
  const points = ((walker && pathOf(stage, walker)) ?? []).map((spot, index) => ({ spot, index })).slice(1);
  const point = nearest(points, ({ spot }) => spot, 10);
  if (walker && point) return { kind: "move", thing: { kind: "point", of: walker, index: point.index } };
  const handle = nearest(handlesOf(stage, selected, view), (each) => each.at, 9);
  if (handle) return handle.grip;

  const token = tokenPxPerMeter(view.pxPerMeter);
  const target = flat(blocked.camera.target);
  const figure = nearest(blocked.figures, ({ start }) => start.at, Math.max(14, 0.28 * token));
  const camera = flat(blocked.camera.start.at);
  if (away(camera) <= 15 && (!figure || away(camera) <= away(figure.start.at)))
    return { kind: "move", thing: { kind: "camera" } };
  if (figure) return { kind: "move", thing: { kind: "figure", id: figure.cast.id } };
  if (away(target) <= 11) return { kind: "move", thing: { kind: "target" } };
  const prop = blocked.props
    .filter((each) => isOn(each, view, size, at))
    .toSorted((a, b) => a.size[0] * a.size[1] - b.size[0] * b.size[1])[0];
  if (prop) return { kind: "move", thing: { kind: "prop", id: prop.id } };
  const others = [stage.previous, stage.next].filter((each) => each !== null);
  const ghost = nearest(others, (each) => flat(each.blocked.camera.start.at), 13);
  return ghost ? { kind: "shot", shotId: ghost.shot.id } : null;
}

/** Whether a pixel lies on a prop, which is held within 6 px of its outline too. */
function isOn(
  { at, facing, size: [width, depth] }: SceneProp,
  view: PlanView,
  panel: PanelSize,
  { x, y }: Px,
): boolean {
  const middlePx = toPx(view, panel, at);
  const [dx, dy] = [x - middlePx.x, y - middlePx.y];
  const [sin, cos] = [Math.sin(radians(facing)), Math.cos(radians(facing))];
  const across = Math.abs(dx * cos + dy * sin);
  const along = Math.abs(dy * cos - dx * sin);
  return across <= (width / 2) * view.pxPerMeter + 6 && along <= (depth / 2) * view.pxPerMeter + 6;
}
