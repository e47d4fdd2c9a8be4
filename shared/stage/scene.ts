/** Owns what a stage is at one moment, and over a shot: who and what stands where, and where the camera is. Plain data: it crosses to the drawing thread. */
import type { Spot, Stage } from "../project/stage.ts";
import type { BlockingPose, Build, PropBody } from "../project/vocabulary.ts";
import type { Point } from "./vectors.ts";

/** Who a figure is; the same through all shots of a pass. */
export interface Cast {
  readonly id: string;
  /** What it is called, such as `Mara` or `Figure 1`. */
  readonly name: string;
  /** The element that it shows; null for none. */
  readonly element: string | null;
  /** The first image of that element. */
  readonly mediaId: string | null;
  /** Which of the colors that tell figures apart is its own, from 0. */
  readonly color: number;
  /** An animal goes on four legs. */
  readonly kind: "person" | "animal";
  /** Meters from the floor to the top of its head, when it stands; of an animal, to its shoulders. */
  readonly height: number;
  readonly build: Build;
}

/** How a figure is held. */
export interface Stance {
  readonly at: Spot;
  readonly facing: number;
  readonly pose: BlockingPose;
}

/** What a figure does during a shot. `path`: from where it starts, through its points; one point where it stays. */
export interface FigureTrack {
  readonly cast: Cast;
  readonly start: Stance;
  readonly end: Stance;
  readonly path: readonly Spot[];
  /** Whether anything of it was set by hand for this shot. */
  readonly byHand: boolean;
}

/** `pose` is the one that it comes from; where it changes, `blend` says how far it is on its way to `toPose`, 0 to 1. */
export interface SceneFigure extends Cast, Stance {
  readonly toPose: BlockingPose;
  readonly blend: number;
  /** How far through its steps it is, in turns of both feet, while it walks or runs. */
  readonly stride: number;
}

export interface SceneProp {
  readonly id: string;
  readonly body: PropBody;
  readonly name: string;
  readonly at: Spot;
  readonly facing: number;
  /** Width, depth, height in meters. */
  readonly size: readonly [number, number, number];
  /** How high its foot is above the floor, in meters: a cup on a table, a window over its sill. Absent: it stands on the floor. */
  readonly lift?: number;
  /** Whether it was put there by hand; else the words or the scene's heading did. */
  readonly byHand: boolean;
}

/** A camera at one moment. Degrees: `tilt` is up from level, `roll` clockwise as the picture leans. `lens` in millimeters, `focus` in meters. */
export interface Viewpoint {
  readonly at: Point;
  readonly bearing: number;
  readonly tilt: number;
  readonly roll: number;
  readonly lens: number;
  readonly focus: number;
}

/**
 * `blur`: how soft what lies far from `focus` is, 0 to 1; at that distance all is sharp, and with 0 everything is. `smear`: how far
 * the camera turns while the shutter is open, in degrees.
 */
export interface MovingView extends Viewpoint {
  readonly blur: number;
  readonly smear: number;
}

/** The camera of a shot before its move, and what the move is about. */
export interface CameraTrack {
  readonly start: Viewpoint;
  /** What is looked at, such as a figure's eyes. */
  readonly target: Point;
  /** The frame's width over its height. */
  readonly ratio: number;
  /** The figure that is looked at; null where a point is. The one who shares the frame with it, so that what is looked at lies half way between. */
  readonly subject: string | null;
  readonly partner?: string;
  /** Through whose eyes the camera looks, who is not drawn. */
  readonly through?: FigureTrack;
  /** Where it travels by hand, from where it stands; absent: as its move says. `end`: what has changed when it arrives, and whom it looks at then. */
  readonly path?: readonly Spot[];
  readonly end?: {
    readonly height?: number;
    readonly lens?: number;
    readonly target?: Point;
    readonly subject?: string;
  };
  /** Whether anything of it was set by hand. */
  readonly byHand: boolean;
}

/** How one shot is blocked. */
export interface BlockedShot {
  readonly figures: readonly FigureTrack[];
  readonly props: readonly SceneProp[];
  readonly camera: CameraTrack;
  readonly light: NonNullable<Stage["light"]>;
  /** Absent: without end. */
  readonly floor?: Stage["floor"];
  /** Whether there is sky above the horizon, or the gray of a room. */
  readonly isOutside: boolean;
}

/** Everything that is drawn of one moment. */
export interface Scene extends Pick<BlockedShot, "props" | "light" | "floor" | "isOutside"> {
  readonly figures: readonly SceneFigure[];
  readonly view: MovingView;
}
