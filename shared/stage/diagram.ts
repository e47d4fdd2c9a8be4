/**
 * Owns the overhead diagram of a pass: what is drawn where, fitted into a box, for paper. The floor plan in the window is drawn apart, as it
 * is worked with.
 */
import type { CameraTake } from "../camera/moment.ts";
import type { Spot } from "../project/stage.ts";
import { sayMeters } from "./camera-facts.ts";
import { type DiagramBox, fitPlan, type Place, type PlanFit, Room } from "./diagram-fit.ts";
import { fieldOfView } from "./optics.ts";
import { figureOutlines, type Outline, propOutlines } from "./outlines.ts";
import type { BlockedShot, SceneFigure, SceneProp, Viewpoint } from "./scene.ts";
import { sceneAt } from "./scene-at.ts";
import { apart, pathLength, radians, toward } from "./vectors.ts";

/** `name`: the number of its camera. */
export interface DiagramShot {
  readonly name: string;
  readonly blocked: BlockedShot;
  readonly take: CameraTake;
}

/** What a mark is of, by which it gets its color. `quiet`: a camera that the diagram is not about. */
export type Ink = "prop" | "wall" | "cone" | "move" | "walk" | "figure" | "camera" | "quiet" | "scale";

/**
 * In units of the box. A line with an `arrow` has it at its end; a text is as wide as `width` at most and stands in the middle of `at`; `color`
 * tells figures apart.
 */
export type DiagramMark =
  | { readonly kind: "area"; readonly ink: Ink; readonly points: readonly Place[]; readonly color?: number }
  | { readonly kind: "line"; readonly ink: Ink; readonly points: readonly Place[]; readonly arrow: boolean }
  | {
      readonly kind: "text";
      readonly ink: Ink;
      readonly text: string;
      readonly at: Place;
      readonly width: number;
      readonly size: number;
    };

const pathSteps = 16;
/** Meters; what is shorter is drawn as standing. */
const shortestPath = 0.12;
const longestName = 16;
/** Text sizes: how wide a letter is about, and how large a camera's disc is. */
const letterWidth = 0.56;
const discHeight = 1.55;

/** Where a camera's disc may go instead of its own place, in text sizes: back from what it looks at and aside, the nearest first. */
const stepsBack = [0, 0.8, 1.6, 2.4, 3.2, 4.8, -1.2]
  .flatMap((step) => [0, 0.8, -0.8, 1.8, -1.8, 3, -3].map((side) => [step, side] as const))
  .sort((a, b) => Math.hypot(...a) - Math.hypot(...b));

interface Camera {
  readonly name: string;
  readonly at: Spot;
  readonly view: Viewpoint;
  /** To what it looks at, along the floor. */
  readonly distance: number;
  readonly across: number;
  readonly path: readonly Spot[];
  readonly isQuiet: boolean;
}

/**
 * The stage with the cameras of all `shots`. `about`: the place among them of the one shot whose stage is shown, the cameras of the others
 * being quiet; absent: figures stand where each of them is seen first.
 */
export function diagram(shots: readonly DiagramShot[], box: DiagramBox, about?: number): readonly DiagramMark[] {
  const shown = about === undefined ? shots : shots.slice(about, about + 1);
  const cameras = joined(shots.map((shot, index) => cameraOf(shot, about !== undefined && index !== about)));
  const loud = cameras.filter(({ isQuiet }) => !isQuiet);
  const figures = firstOf(shown.flatMap(({ blocked, take }) => sceneAt(blocked, take, 0).figures));
  const props = firstOf(shown.flatMap(({ blocked }) => blocked.props));
  const walks = shown
    .flatMap(({ blocked }) => blocked.figures.map(({ path }) => path))
    .filter((path) => pathLength(path) > shortestPath);
  const fit = fitPlan(
    {
      core: [...figures.map(({ at }) => at), ...walks.flat()],
      cameras: loud.flatMap(({ at, path }) => [at, path.at(-1) ?? at]),
      props: about === undefined ? props.map(({ at }) => at) : [],
    },
    box,
  );
  const room = new Room(box);
  const size = box.textSize;
  const grown = Math.max(1, (1.5 * size) / (0.5 * fit.scale));
  room.take([0.14 * box.width, box.height - size], 0.28 * box.width, 1.6 * size);
  for (const { at } of figures) room.take(fit.place(at), 0.4 * grown * fit.scale, 0.4 * grown * fit.scale);
  const discs = cameras.flatMap((camera) => discOf(camera, fit, room, box));
  return [
    ...props.flatMap((prop) => propMarks(prop, fit)),
    ...loud.flatMap((camera) => coneMarks(camera, fit)),
    ...walks.map((path): DiagramMark => ({ kind: "line", ink: "walk", points: path.map(fit.place), arrow: true })),
    ...figures.flatMap((figure) => figureMarks(figure, fit, grown)),
    ...loud.flatMap((camera) => moveMarks(camera, fit, size)),
    ...discs.toSorted((a, b) => Number(a.isLoud) - Number(b.isLoud)).flatMap(({ marks }) => marks),
    ...figures.flatMap((figure) => named(figure, fit, 0.25 * grown * fit.scale, size, room)),
    ...(about === undefined ? props.flatMap((prop) => propName(prop, fit, size, room)) : []),
    ...scaleMarks(fit, box),
  ];
}

function cameraOf({ name, blocked, take }: DiagramShot, isQuiet: boolean): Camera {
  const views = Array.from({ length: pathSteps + 1 }, (_, step) => sceneAt(blocked, take, step / pathSteps).view);
  const view = views[0] as Viewpoint;
  const path = views.map(({ at }): Spot => [at[0], at[1]]);
  const { target, ratio } = blocked.camera;
  const at = path[0] as Spot;
  return {
    ...{ name, at, view, path, isQuiet },
    distance: apart(at, [target[0], target[1]]),
    across: Math.min(150, fieldOfView(view.lens, ratio).across),
  };
}

/** Cameras that stand and look alike are one with several numbers; of their moves the longest is shown. */
function joined(cameras: readonly Camera[]): Camera[] {
  const found = new Map<string, Camera>();
  for (const camera of cameras) {
    const { at, bearing, lens } = camera.view;
    const key = [...at.map((each) => each.toFixed(1)), bearing.toFixed(0), lens.toFixed(0), camera.isQuiet].join(" ");
    const before = found.get(key);
    const longest = before && pathLength(before.path) > pathLength(camera.path) ? before : camera;
    found.set(key, before ? { ...longest, name: `${before.name}, ${camera.name}` } : camera);
  }
  return [...found.values()];
}

function firstOf<Item extends SceneFigure | SceneProp>(items: readonly Item[]): Item[] {
  return items.filter(({ id }, index) => items.findIndex((other) => other.id === id) === index);
}

function outlineMarks(outlines: readonly Outline[], ink: Ink, fit: PlanFit, color?: number): DiagramMark[] {
  return outlines.map(({ points, closed }): DiagramMark => {
    const places = points.map(fit.place);
    if (!closed) return { kind: "line", ink, points: places, arrow: false };
    return { kind: "area", ink, points: places, ...(color === undefined ? {} : { color }) };
  });
}

function propMarks(prop: SceneProp, fit: PlanFit): DiagramMark[] {
  const isRoom = prop.body === "wall" || prop.body === "door" || prop.body === "window";
  return outlineMarks(propOutlines(prop), isRoom ? "wall" : "prop", fit);
}

function figureMarks(figure: SceneFigure, fit: PlanFit, grown: number): DiagramMark[] {
  return outlineMarks(figureOutlines(figure, grown), "figure", fit, figure.color);
}

/** What the frame holds, up to what the camera looks at; not of one that is not where it is shown. */
function coneMarks({ at, view, distance, across }: Camera, fit: PlanFit): DiagramMark[] {
  if (distance < 0.2 || fit.within(at).isFar) return [];
  const long = distance / Math.cos(radians(across / 2));
  const [left, right] = [-1, 1].map((side) => fit.place(toward(at, view.bearing + (side * across) / 2, long)));
  return [{ kind: "area", ink: "cone", points: [fit.place(at), left as Place, right as Place] }];
}

/** Its way, which may go over the edge; not of one that is not where it is shown. */
function moveMarks({ at, path }: Camera, fit: PlanFit, size: number): DiagramMark[] {
  if (fit.within(at).isFar) return [];
  const points = path.map(fit.place);
  const long = points.reduce((sum, at, index) => sum + (index === 0 ? 0 : between(at, points[index - 1] as Place)), 0);
  return pathLength(path) < shortestPath || long < size / 2 ? [] : [{ kind: "line", ink: "move", points, arrow: true }];
}

/** The camera's number and its lens. Where something is in its way it steps back from what it looks at. */
function discOf(
  camera: Camera,
  fit: PlanFit,
  room: Room,
  box: DiagramBox,
): { isLoud: boolean; marks: DiagramMark[] }[] {
  const { name, view, isQuiet } = camera;
  const size = (isQuiet ? 0.8 : 1) * box.textSize;
  const { spot, isFar } = fit.within(camera.at);
  const own = fit.place(spot);
  const [x, y] = own;
  if (isQuiet && (isFar || x < size || y < size || x > box.width - size || y > box.height - size)) return [];
  const height = discHeight * size;
  const width = Math.max(height, (name.length * letterWidth + 0.7) * size);
  const back = [Math.sin(radians(view.bearing)), -Math.cos(radians(view.bearing))] as const;
  const places = stepsBack.map(([step, side]): Place => {
    return [x - (back[0] * step + back[1] * side) * size, y - (back[1] * step - back[0] * side) * size];
  });
  const at = room.find(isQuiet ? [own] : places, width, height) ?? (isQuiet ? null : own);
  if (!at) return [];
  const ink = isQuiet ? "quiet" : "camera";
  const tip = (angle: number, by: number): Place => {
    const turn = radians(view.bearing + angle);
    return [at[0] + (width / 2 + by) * Math.sin(turn), at[1] - (height / 2 + by) * Math.cos(turn)];
  };
  const marks: DiagramMark[] = [
    ...(between(at, own) > height / 2 ? [{ kind: "line", ink, points: [at, own], arrow: false } as const] : []),
    { kind: "area", ink, points: [tip(-24, 0), tip(-13, 0.45 * size), tip(13, 0.45 * size), tip(24, 0)] },
    { kind: "area", ink, points: pill(at, width, height) },
    { kind: "text", ink, text: name, at, width, size: 0.9 * size },
  ];
  if (isFar) {
    const far = sayMeters(camera.distance);
    const wide = far.length * letterWidth * size;
    const free = room.find(
      (back[1] < 0 ? [1, -1] : [-1, 1]).map((side): Place => [at[0], at[1] + side * (height / 2 + 0.6 * size)]),
      wide,
      size,
    );
    if (free) marks.push({ kind: "text", ink: "scale", text: far, at: free, width: 2 * wide, size: 0.85 * size });
  }
  return [{ isLoud: !isQuiet, marks }];
}

function pill([x, y]: Place, width: number, height: number): Place[] {
  const radius = height / 2;
  const side = width / 2 - radius;
  return Array.from({ length: 24 }, (_, index): Place => {
    const turn = ((index + 0.5) / 24) * 2 * Math.PI;
    return [x + Math.sign(Math.sin(turn)) * side + radius * Math.sin(turn), y - radius * Math.cos(turn)];
  });
}

/** A figure's name below it, above it where it faces down the plan, or wherever there is room around it. */
function named(
  { name, at: spot, facing }: SceneFigure,
  fit: PlanFit,
  radius: number,
  size: number,
  room: Room,
): DiagramMark[] {
  const [x, y] = fit.place(spot);
  const down = Math.cos(radians(facing)) < -0.5 ? -1 : 1;
  const text = name.length > longestName ? `${name.slice(0, longestName - 1).trimEnd()}…` : name;
  const width = text.length * letterWidth * size;
  const [above, aside] = [radius + 0.75 * size, radius + width / 2 + 0.3 * size];
  const places = [0, 1, 2, 3].flatMap((step): Place[] => [
    [x, y + down * (above + step * size)],
    [x, y - down * (above + step * size)],
    [x + aside + step * size, y],
    [x - aside - step * size, y],
  ]);
  const at = room.find(places, width, size) ?? (places[0] as Place);
  return [{ kind: "text", ink: "figure", text, at, width: 1.3 * width, size }];
}

/** What a prop is, where it is not what a room is made of and there is room on it. */
function propName({ body, name, at }: SceneProp, fit: PlanFit, size: number, room: Room): DiagramMark[] {
  if (body === "wall" || body === "door" || body === "window") return [];
  const width = name.length * letterWidth * size;
  const free = name.length > longestName ? null : room.find([fit.place(at)], width, size);
  return free ? [{ kind: "text", ink: "prop", text: name, at: free, width, size: 0.85 * size }] : [];
}

/** The longest round length that is a quarter of the box at most, at its lower left. */
function scaleMarks(fit: PlanFit, { width, height, textSize }: DiagramBox): DiagramMark[] {
  const lengths = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
  const long = lengths.findLast((length) => length * fit.scale <= width / 4) ?? 0.5;
  const [left, y] = [0.6 * textSize, height - 0.8 * textSize];
  const right = left + long * fit.scale;
  const tick = 0.3 * textSize;
  const text = `${long} m`;
  const wide = 2 * text.length * letterWidth * textSize;
  const points: Place[] = [
    [left, y - tick],
    [left, y],
    [right, y],
    [right, y - tick],
  ];
  return [
    { kind: "line", ink: "scale", points, arrow: false },
    {
      kind: "text",
      ink: "scale",
      text,
      at: [right + 0.4 * textSize + wide / 4, y - 0.1 * textSize],
      width: wide,
      size: 0.85 * textSize,
    },
  ];
}

function between(a: Place, b: Place): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
