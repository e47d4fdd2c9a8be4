/** Owns who is seen in a frame and where, and saying so, from left to right. */
import type { BlockingPose } from "../project/vocabulary.ts";
import { isHidden } from "./hidden.ts";
import { eyesOf } from "./postures.ts";
import { nearest, type Projection, projectionOf } from "./project-view.ts";
import type { Scene, SceneFigure, SceneProp } from "./scene.ts";
import { eyeShare } from "./sizes.ts";
import { apart, bearingTo, type Point, radians, turned } from "./vectors.ts";

interface FrameSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

const planes = ["foreground", "middle ground", "background"] as const;
const thirds = ["left", "middle", "right"] as const;

/** Where something is in the frame, by what of it the lens sees. */
export interface InFrame {
  readonly third: (typeof thirds)[number];
  readonly plane: (typeof planes)[number];
  /** The middle of what is seen, from 0 at the left edge to 1 at the right. */
  readonly across: number;
}

export interface SeenFigure extends InFrame {
  readonly figure: SceneFigure;
  /** Which way it looks as the camera sees it, such as `facing right`. */
  readonly facing: string;
}

export interface SeenProp extends InFrame {
  readonly prop: SceneProp;
}

/** The figures of which the frame shows anything, from left to right: not those behind the camera, past an edge or behind a wall. */
export function figuresInFrame(scene: Scene, frame: FrameSize): SeenFigure[] {
  const projection = projectionOf(scene.view, frame);
  const seen = scene.figures.flatMap((figure) => {
    const across = middleOf(boxOf(figure), figure, { projection, frame, props: scene.props });
    return across === null ? [] : [{ figure, across, depth: depthOf(figure.at, figure.height / 2, projection) }];
  });
  const first = Math.min(...seen.map(({ depth }) => depth));
  return seen
    .toSorted((one, other) => one.across - other.across)
    .map(({ figure, across, depth }) => {
      const byHeight = (figure.height * projection.scale) / depth / frame.heightPx;
      return {
        figure,
        ...{ across, third: thirdOf(across), plane: planeOf(byHeight, depth / first) },
        facing: facingOf(figure, scene),
      };
    });
}

/** The same of the props. */
export function propsInFrame(scene: Scene, frame: FrameSize): SeenProp[] {
  const projection = projectionOf(scene.view, frame);
  return scene.props
    .flatMap((prop): SeenProp[] => {
      const others = scene.props.filter((other) => other !== prop);
      const across = middleOf(prop.size, prop, { projection, frame, props: others });
      if (across === null) return [];
      const depth = depthOf(prop.at, prop.size[2] / 2, projection);
      const plane = planeOf(usualHeight / ((depth / projection.scale) * frame.heightPx), 1);
      return [{ prop, across, third: thirdOf(across), plane }];
    })
    .toSorted((one, other) => one.across - other.across);
}

/** A prop is as near as a figure beside it. */
const usualHeight = 1.75;

/**
 * What the lens sees of the figures, such as `@Mara in the left third, foreground, facing right; a person sitting in the right third,
 * background, back to camera`; empty where nobody is in frame.
 */
export function positionsInWords(scene: Scene, frame: FrameSize): string {
  let strangers = 0;
  return figuresInFrame(scene, frame)
    .map(({ figure, third, plane, facing }) => {
      const isStranger = figure.element === null && /^figure-\d+$/.test(figure.id) && /^Figure \d+$/.test(figure.name);
      if (isStranger) strangers += 1;
      const stranger = strangers > 1 ? "another person" : "a person";
      const who = figure.element ? `@${figure.element}` : isStranger ? stranger : figure.name;
      return `${[who, poseWords[poseOf(figure)], `in the ${third} third`].filter(Boolean).join(" ")}, ${plane}, ${facing}`;
    })
    .join("; ");
}

/** The pose that a figure is nearer to. */
export function poseOf({ pose, toPose, blend }: Pick<SceneFigure, "pose" | "toPose" | "blend">): BlockingPose {
  return blend < 0.5 ? pose : toPose;
}

/** What is said of how a figure is held; nothing of one that stands. */
export const poseWords: Readonly<Record<BlockingPose, string>> = {
  standing: "",
  walking: "walking",
  running: "running",
  sitting: "sitting",
  kneeling: "kneeling",
  lying: "lying",
  pointing: "pointing",
  holding: "holding something",
  "back-turned": "",
};

/** Width, depth and height of the room that a figure takes up. */
function boxOf(figure: SceneFigure): readonly [number, number, number] {
  const { at, height, kind } = figure;
  const pose = poseOf(figure);
  const high = eyesOf({ at, pose }, height, kind)[2] / eyeShare;
  return [0.26 * height, pose === "lying" ? height : 0.2 * height, Math.max(0.2, high)];
}

interface Sight {
  readonly projection: Projection;
  readonly frame: FrameSize;
  /** What may hide it. */
  readonly props: readonly SceneProp[];
}

/** The middle across of what is seen in the frame of a box that stands at `at`; null where nothing is. */
function middleOf(
  [width, depth, height]: readonly [number, number, number],
  { at, facing, lift = 0 }: { readonly at: readonly [number, number]; readonly facing: number; readonly lift?: number },
  { projection, frame, props }: Sight,
): number | null {
  const [sin, cos] = [Math.sin(radians(facing)), Math.cos(radians(facing))];
  const inside: number[] = [];
  for (const across of [-0.5, 0, 0.5]) {
    for (const along of [-0.5, 0, 0.5]) {
      for (let step = 0; step <= heightSteps; step++) {
        const [x, y] = [across * width, along * depth];
        const point: Point = [
          at[0] + x * cos + y * sin,
          at[1] - x * sin + y * cos,
          lift + (step / heightSteps) * height,
        ];
        const seen = projection.see(point);
        if (seen.depth < nearest) continue;
        const [left, top] = projection.place(seen);
        const isInside = left >= 0 && left <= frame.widthPx && top >= 0 && top <= frame.heightPx;
        if (isInside && !isHidden(point, projection.eye, props)) inside.push(left / frame.widthPx);
      }
    }
  }
  return inside.length === 0 ? null : inside.reduce((sum, x) => sum + x, 0) / inside.length;
}

/** Fine enough for a frame that shows a face alone. */
const heightSteps = 24;

function depthOf([x, y]: readonly [number, number], z: number, projection: Projection): number {
  return Math.max(nearest, projection.see([x, y, z]).depth);
}

function thirdOf(across: number): InFrame["third"] {
  return thirds[Math.min(2, Math.floor(across * 3))] as InFrame["third"];
}

/** By how much of the frame's height a figure would fill, and by how many times as far away as the nearest it is. */
function planeOf(byHeight: number, byNearest: number): InFrame["plane"] {
  const own = byHeight >= 0.8 ? 0 : byHeight >= 0.3 ? 1 : 2;
  const beside = byNearest < 1.5 ? 0 : byNearest < 2.5 ? 1 : 2;
  return planes[Math.max(own, beside)] as InFrame["plane"];
}

function facingOf({ at, facing }: Pick<SceneFigure, "at" | "facing">, { view }: Pick<Scene, "view">): string {
  const eye: [number, number] = [view.at[0], view.at[1]];
  // From right above, where the camera is says nothing.
  const toCamera = apart([...at], eye) < 0.3 ? view.bearing + 180 : bearingTo([...at], eye);
  const turn = turned(facing - toCamera);
  const side = turn < 0 ? "right" : "left";
  const away = Math.abs(turn);
  if (away <= 25) return "facing the camera";
  if (away <= 65) return `facing three-quarter ${side}`;
  if (away <= 115) return `facing ${side}`;
  if (away <= 155) return `turned away to the ${side}`;
  return "back to camera";
}
