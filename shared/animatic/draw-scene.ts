/** Owns painting a stage through its camera: the ground, and everything on it from far to near, in flat shaded faces. */
import type { SizePx } from "../camera/placement.ts";
import { animal } from "../stage/bodies/animal.ts";
import type { Detail } from "../stage/bodies/detail.ts";
import { mannequin } from "../stage/bodies/mannequin.ts";
import { propShapes } from "../stage/bodies/props.ts";
import { type Part, placingAt, within } from "../stage/bodies/shape.ts";
import { nearest, type Projection, projectionOf } from "../stage/project-view.ts";
import type { Scene, SceneFigure } from "../stage/scene.ts";
import { type Point, radians } from "../stage/vectors.ts";
import { drawGround } from "./draw-ground.ts";
import { drawShadows } from "./draw-shadows.ts";
import { paintPart, seePart } from "./paint-part.ts";
import { figureColorOf, propColor, type Shades, shadesOf } from "./shades.ts";
import { paintOrder } from "./sort-parts.ts";
import type { Surface } from "./surface.ts";

/** A body in as many parts as its distance asks for. */
export interface Body {
  readonly parts: readonly Part[];
  readonly shades: Shades;
}

/** Fills the frame; `alpha` is that of all of it. */
export function drawScene(
  surface: Surface,
  scene: Scene,
  { frame, alpha }: { readonly frame: SizePx; readonly alpha: number },
): void {
  const projection = projectionOf(scene.view, frame);
  surface.save();
  surface.globalAlpha = alpha;
  const light = towardLight(scene);
  const bodies = [...scene.figures.map((figure) => figureBody(figure, projection)), ...scene.props.map(propBody)];
  drawGround(surface, scene, projection);
  drawShadows(surface, bodies, light, projection);
  const seen = bodies.flatMap(({ parts, shades }, body) =>
    parts.map((part) => seePart(part, { body, shades }, projection)),
  );
  const visible = seen.filter((part) => part !== null);
  for (const part of paintOrder(visible, projection.eye))
    paintPart(surface, part, light, projection, scene.view, alpha);
  surface.restore();
}

function towardLight({ light }: Pick<Scene, "light">): Point {
  const [bearing, elevation] = [radians(light.bearing), radians(light.elevation)];
  const flat = Math.cos(elevation);
  return [Math.sin(bearing) * flat, Math.cos(bearing) * flat, Math.sin(elevation)];
}

function figureBody(figure: SceneFigure, projection: Projection): Body {
  const { at, facing, color } = figure;
  const place = placingAt([at[0], at[1], 0], facing);
  const build = figure.kind === "animal" ? animal : mannequin;
  const parts = build(figure, detailOf(figure, projection));
  return {
    parts: parts.map((part) => ({ ...part, placing: within(place, part.placing) })),
    shades: shadesOf(figureColorOf(color)),
  };
}

/** By how many pixels tall it is in a frame of 720 lines or as tall as this one is. */
function detailOf({ at, height }: SceneFigure, { see, scale }: Projection): Detail {
  const { depth } = see([at[0], at[1], height * 0.8]);
  const tall = (scale * height) / Math.max(nearest, depth);
  return tall > 480 ? 2 : tall > 80 ? 1 : 0;
}

function propBody(prop: Scene["props"][number]): Body {
  const placing = placingAt([prop.at[0], prop.at[1], prop.lift ?? 0], prop.facing);
  return { parts: propShapes(prop).map((shape) => ({ shape, placing })), shades: shadesOf(propColor) };
}
