/** Owns the labels that tell figures apart: a small picture of whom each shows, and its name, above the head where there is room. */
import type { SizePx } from "../camera/placement.ts";
import { eyesNow } from "../stage/figure-track.ts";
import { isHidden } from "../stage/hidden.ts";
import { nearest, projectionOf } from "../stage/project-view.ts";
import type { Scene, SceneFigure } from "../stage/scene.ts";
import { figureColorOf } from "./shades.ts";
import type { Picture, Surface } from "./surface.ts";
import { fitLine, setFont } from "./text.ts";

/** The picture of a stored image; undefined where there is none, or not yet. */
export type PortraitSource = (mediaId: string) => Picture | undefined;

/** Shares of the frame's height. */
const pill = { height: 0.048, text: 0.023, padding: 0.013, gap: 0.008, edge: 0.008 } as const;
/** Beside a larger head, as a share of the frame's height, a label would be as near to a face as to its own. */
const largestHead = 0.3;
/** The widest name, as a share of the frame's width. */
const widestName = 0.24;
/** From the eyes to the top of the head, and half as wide as a head is, in heights of a grown-up's body. */
const head = { up: 0.07, down: 0.075, half: 0.05 } as const;
/** In heights of an animal to its shoulders, how tall a person is whose head takes as much room. */
const animalHead = 2.6;
const ground = "rgba(17,18,20,0.72)";
const ink = "#ecebe8";

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Draws them as opaque as the surface's `globalAlpha` says. A label that would cover a face or lie outside of the frame, and that of one behind a wall, is left out. */
export function drawLabels(surface: Surface, scene: Scene, frame: SizePx, portraits: PortraitSource): void {
  const { see, place, scale, eye } = projectionOf(scene.view, frame);
  const heads = scene.figures.flatMap((figure) => {
    const eyes = eyesNow(figure);
    const seen = see(eyes);
    if (seen.depth < nearest || isHidden(eyes, eye, scene.props)) return [];
    const [x, y] = place(seen);
    const body = figure.kind === "animal" ? animalHead * figure.height : Math.min(figure.height, 1.75);
    const size = (scale * body) / seen.depth;
    const face = {
      ...{ left: x - head.half * size, right: x + head.half * size },
      ...{ top: y - head.up * size, bottom: y + head.down * size },
    };
    return [{ figure, depth: seen.depth, face }];
  });
  const taken: Rectangle[] = heads.map(({ face }) => face);
  setFont(surface, pill.text * frame.heightPx, 500);
  // The nearest choose first.
  for (const { figure, face } of heads.toSorted((one, other) => one.depth - other.depth)) {
    const name = fitLine(surface, figure.name, widestName * frame.widthPx);
    const label = roomFor(face, surface.measureText(name).width, frame, taken);
    if (!label) continue;
    taken.push(label);
    drawLabel(surface, label, name, figure, portraits, frame);
  }
}

/** Above the head, higher where something is in the way, or else beside it, and inside of the frame; null where there is no room. */
function roomFor(
  face: Rectangle,
  nameWidth: number,
  { widthPx, heightPx }: SizePx,
  taken: readonly Rectangle[],
): Rectangle | null {
  const height = pill.height * heightPx;
  const width = height + nameWidth + 1.6 * pill.padding * heightPx;
  const edge = pill.edge * heightPx;
  const [x, { top }] = [(face.left + face.right) / 2, face];
  if (x < 0 || x > widthPx || top > heightPx) return null;
  const isFree = (label: Rectangle) => !taken.some((each) => meet(each, label));
  const left = Math.min(Math.max(edge, x - width / 2), widthPx - edge - width);
  for (let bottom = top - pill.gap * heightPx; bottom - height >= edge; bottom -= height / 2) {
    const label = { left, right: left + width, top: bottom - height, bottom };
    if (isFree(label)) return label;
    // So far above its head a label says nothing of it.
    if (bottom < top - 4 * height) break;
  }
  if (top < 0 || face.bottom - top > largestHead * heightPx) return null;
  const gap = pill.gap * heightPx;
  const beside = [face.right + gap, face.left - gap - width].map((start) => ({
    ...{ left: start, right: start + width },
    ...{ top: Math.max(edge, top), bottom: Math.max(edge, top) + height },
  }));
  return beside.find((label) => label.left >= edge && label.right <= widthPx - edge && isFree(label)) ?? null;
}

function meet(one: Rectangle, other: Rectangle): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function drawLabel(
  surface: Surface,
  { left, top, right, bottom }: Rectangle,
  name: string,
  { mediaId, color }: SceneFigure,
  portraits: PortraitSource,
  { heightPx }: SizePx,
): void {
  const height = bottom - top;
  const [x, y, radius] = [left + height / 2, top + height / 2, height * 0.42];
  surface.fillStyle = ground;
  surface.beginPath();
  surface.roundRect(left, top, right - left, height, height / 2);
  surface.fill();
  const picture = mediaId === null ? undefined : portraits(mediaId);
  if (picture) drawPortrait(surface, picture, x, y, radius);
  surface.beginPath();
  surface.ellipse(x, y, picture ? radius : radius * 0.42, picture ? radius : radius * 0.42, 0, 0, 2 * Math.PI);
  if (picture) {
    surface.strokeStyle = figureColorOf(color);
    surface.lineWidth = Math.max(1, 0.0028 * heightPx);
    surface.stroke();
  } else {
    surface.fillStyle = figureColorOf(color);
    surface.fill();
  }
  surface.fillStyle = ink;
  surface.textAlign = "left";
  surface.textBaseline = "middle";
  surface.fillText(name, left + height + 0.3 * pill.padding * heightPx, y + 0.001 * heightPx);
}

/** The middle of the picture, or its upper part where it is tall, as faces are. */
function drawPortrait(
  surface: Surface,
  { image, widthPx, heightPx }: Picture,
  x: number,
  y: number,
  radius: number,
): void {
  const scale = (2 * radius) / Math.min(widthPx, heightPx);
  const [width, height] = [widthPx * scale, heightPx * scale];
  surface.save();
  surface.beginPath();
  surface.ellipse(x, y, radius, radius, 0, 0, 2 * Math.PI);
  surface.clip();
  surface.drawImage(image, x - width / 2, y - radius - (height - 2 * radius) * 0.2, width, height);
  surface.restore();
}
