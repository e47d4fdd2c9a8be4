/** Owns the named moves of a camera, each as a real path: how far, how fast, and what stays where it is in the frame. */
import { type Moment, swing } from "../camera/moment.ts";
import { type Spot, stageLimits } from "../project/stage.ts";
import type { CameraMove } from "../project/vocabulary.ts";
import { aimAt, type SensorPlace } from "./keep-framing.ts";
import { fieldOfView } from "./optics.ts";
import type { MovingView, SceneFigure, Viewpoint } from "./scene.ts";
import { apart, bearingTo, degrees, minus, mix, type Point, plus, radians, toward, turned } from "./vectors.ts";

/** What a move starts from: the camera as it would stand by now without it. */
export interface Rig {
  readonly start: Viewpoint;
  readonly target: Point;
  /** What it travels toward and around: where its target would be if that had only gone on the floor. */
  readonly middle: Point;
  /** How far that is from the camera before its move, in meters. */
  readonly distance: number;
  /** Where the target is to stay in the frame. */
  readonly place: SensorPlace;
  readonly ratio: number;
  /** Whether the camera has somebody to follow, and so nothing to do by itself but that. */
  readonly follows: boolean;
  /** Whether that one gets up or down. */
  readonly rises: boolean;
  readonly figures: readonly SceneFigure[];
  readonly subject: string | null;
}

export interface Move {
  /** What the camera does while its subject moves: it stands as it stands, turns after it, or goes along with it. */
  readonly subject: "stays" | "turns" | "goes";
  /** Whether the camera leaves its place by itself. */
  readonly travels?: true;
  view(rig: Rig, at: Moment, by: number): Partial<MovingView>;
}

/** As a crew moves it, in meters per second on average: a dolly, a jib, a column, and what flies. */
const speeds = { dolly: 0.9, jib: 0.7, column: 0.4, drone: 4 } as const;
const shutterSeconds = 1 / 48;
/** No move takes a camera lower than this, in meters, which one that was put lower by hand keeps. */
const lowest = 0.1;

/** Meters, but no more than a crew goes in the time that there is; a stronger move hurries. */
function paced(meters: number, speed: number, { durationSeconds }: Moment, by: number): number {
  return Math.min(meters, speed * durationSeconds * Math.max(1, by));
}

/** A camera that goes to `at`, turned again so that its target stays where it is in the frame. */
function goTo({ target, place, start }: Rig, at: Point): Pick<Viewpoint, "at" | "bearing" | "tilt" | "focus"> {
  const low: Point = [at[0], at[1], Math.max(Math.min(lowest, start.at[2]), at[2])];
  return { at: low, ...aimAt(low, target, place, start.lens) };
}

/** What is left of the way to the target after `share` of a move that shows it `growth` times as large in the end. */
function nearer(rig: Rig, at: Moment, by: number, growth: number, speed: number, share: number): number {
  const { distance } = rig;
  const gone = paced(distance * (1 - growth ** (-at.travel * by)), speed, at, by);
  return distance === 0 ? 1 : (1 - gone / distance) ** share;
}

/** As near to its target as `left` of the way. */
function onAxis({ start: { at }, middle }: Rig, left: number): Point {
  return [mix(middle[0], at[0], left), mix(middle[1], at[1], left), mix(middle[2], at[2], left)];
}

function dolly(share: (at: Moment) => number): Move {
  return {
    subject: "goes",
    travels: true,
    view: (rig, at, by) => goTo(rig, onAxis(rig, nearer(rig, at, by, 1.45, speeds.dolly, share(at)))),
  };
}

function zoom(share: (at: Moment) => number): Move {
  return {
    subject: "turns",
    view({ start, target, place }, at, by) {
      const { min, max } = stageLimits.lens;
      const lens = Math.min(max, Math.max(min, start.lens * 1.6 ** (at.travel * by * share(at))));
      return { lens, ...aimAt(start.at, target, place, lens) };
    },
  };
}

/** Its target passes through the frame. */
function pan(side: 1 | -1): Move {
  return {
    subject: "turns",
    view({ start, ratio, follows }, at, by) {
      const half = follows ? 0 : 0.24 * fieldOfView(start.lens, ratio).across * at.travel * by;
      return { bearing: turned(start.bearing + side * half * swing(at.eased)) };
    },
  };
}

function truck(side: 1 | -1): Move {
  return {
    subject: "goes",
    travels: true,
    view({ start, distance, ratio, follows }, at, by) {
      if (follows) return {};
      const width = 2 * distance * Math.tan(radians(fieldOfView(start.lens, ratio).across) / 2);
      const meters = paced(0.44 * width * at.travel * by, speeds.dolly, at, by);
      return {
        at: [
          ...toward([start.at[0], start.at[1]], start.bearing + 90, (side * meters * swing(at.eased)) / 2),
          start.at[2],
        ],
      };
    },
  };
}

function pedestal(side: 1 | -1): Move {
  return {
    subject: "turns",
    travels: true,
    view({ start, distance, ratio }, at, by) {
      const height = 2 * distance * Math.tan(radians(fieldOfView(start.lens, ratio).up) / 2);
      const meters = paced(Math.min(1.5, 0.24 * height) * at.travel * by, speeds.column, at, by);
      const from = Math.max(Math.min(start.at[2], lowest), start.at[2] - meters / 2);
      return { at: [start.at[0], start.at[1], from + meters * (side === 1 ? at.eased : 1 - at.eased)] };
    },
  };
}

/** It comes from below or above to where it looks at its target as the shot is framed. */
function tilt(side: 1 | -1): Move {
  return {
    subject: "turns",
    view({ start, ratio, follows, rises }, at, by) {
      const away = follows || rises ? 0 : 0.35 * fieldOfView(start.lens, ratio).up * at.travel * by * (1 - at.eased);
      return { tilt: Math.min(90, Math.max(-90, start.tilt - side * away)) };
    },
  };
}

/** It rises, draws back a little, and looks down at its target. */
function crane(share: (at: Moment) => number): Move {
  return {
    subject: "turns",
    travels: true,
    view(rig, at, by) {
      const { at: from } = rig.start;
      const meters =
        paced(Math.min(4, Math.max(0.5, rig.distance / 2)) * at.travel * by, speeds.jib, at, by) * share(at);
      const away = bearingTo([rig.middle[0], rig.middle[1]], [from[0], from[1]]);
      return goTo(rig, [...toward([from[0], from[1]], away, 0.4 * meters), from[2] + meters]);
    },
  };
}

function orbit(side: 1 | -1): Move {
  return {
    subject: "goes",
    travels: true,
    view(rig, at, by) {
      const { at: from } = rig.start;
      const middle: Spot = [rig.middle[0], rig.middle[1]];
      const away = apart(middle, [from[0], from[1]]);
      const arc = paced(radians(50) * away * at.travel * by, speeds.dolly, at, by);
      const angle = away === 0 ? 0 : degrees(arc / away) * (swing(at.eased) / 2);
      return goTo(rig, [...toward(middle, bearingTo(middle, [from[0], from[1]]) + side * angle, away), from[2]]);
    },
  };
}

/** The focus comes from who is nearest or furthest besides the subject, or from what is close to the lens. */
const rackFocus: Move = {
  subject: "stays",
  view({ start, target, figures, subject }, at, by) {
    const to = Math.max(0.1, Math.hypot(...minus(target, start.at)));
    const others = figures
      .filter(({ id }) => id !== subject)
      .map((figure) => Math.max(0.3, apart(figure.at, [start.at[0], start.at[1]])));
    const unlike = (meters: number) => Math.abs(Math.log(meters / to));
    const far = others.reduce((most, meters) => (unlike(meters) > unlike(most) ? meters : most), to);
    const from = unlike(far) > 0.25 ? far : 0.4 * to;
    return { focus: from * (to / from) ** at.soften((at.progress - 0.2) / 0.45), blur: Math.min(1, by) };
  },
};

/** As a camera on a shoulder does. */
export function breathe(view: Viewpoint, ratio: number, at: Moment, by: number): Partial<MovingView> {
  const turns = by * (0.15 + 0.009 * fieldOfView(view.lens, ratio).across);
  const swayed: Point = [0.025 * at.sway(5, 0.5), 0.025 * at.sway(6, 0.5), 0.012 * at.sway(7, 0.6)];
  return {
    bearing: view.bearing + turns * (at.sway(0, 1.6) + 0.18 * at.sway(1, 4.5)),
    tilt: view.tilt + turns * (0.8 * at.sway(2, 1.4) + 0.14 * at.sway(3, 4.5)),
    roll: view.roll + by * 0.45 * at.sway(4, 1.1),
    at: plus(view.at, swayed, by),
  };
}

/** As a camera on a stabilizer does. */
export function float(view: Viewpoint, at: Moment, by: number): Partial<MovingView> {
  return {
    bearing: view.bearing + 0.6 * by * at.sway(0, 0.4),
    tilt: view.tilt + 0.3 * by * at.sway(1, 0.45),
    roll: view.roll + 0.3 * by * at.sway(2, 0.3),
  };
}

const steadicam: Move = {
  subject: "goes",
  travels: true,
  view(rig, at, by) {
    const gone = goTo(rig, onAxis(rig, nearer(rig, at, by, 1.22, speeds.dolly, at.eased)));
    return { ...gone, ...float({ ...rig.start, ...gone }, at, by) };
  },
};

/** It swoops toward its target in a bend, above its line, and leans into it. */
const fpv: Move = {
  subject: "goes",
  travels: true,
  view(rig, at, by) {
    const { start, middle } = rig;
    const flown = at.flown * (0.45 + 0.55 * at.flown);
    const [x, y, z] = onAxis(rig, nearer(rig, at, by, 1.9, speeds.drone, flown));
    const flat = apart([start.at[0], start.at[1]], [middle[0], middle[1]]);
    const bend = Math.sin(Math.PI * at.flown) * Math.sin(1.5 * Math.PI * at.flown);
    const aside = paced(0.3 * flat * at.travel * by, speeds.drone / 4, at, by) * bend;
    const above = paced(0.15 * flat * at.travel * by, speeds.drone / 4, at, by) * Math.sin(Math.PI * at.flown);
    const gone = goTo(rig, [...toward([x, y], start.bearing + 90, aside), z + above]);
    return { ...gone, roll: start.roll + by * at.travel * (9 * bend + 0.7 * at.sway(0, 0.9)) };
  },
};

/** The whip takes 0.35 s of the first half of the shot whatever its length, or half of a shot that is shorter. It comes from somebody else, or from the side. */
const whipPan: Move = {
  subject: "turns",
  view({ start, figures, subject }, at, by) {
    const share = Math.min(0.5, 0.35 / at.durationSeconds);
    const whipped = (progress: number) => at.soften((progress - 0.4) / share + 0.5);
    const turns = figures
      .filter(({ id }) => id !== subject)
      .map((figure) => turned(bearingTo([start.at[0], start.at[1]], figure.at) - start.bearing))
      .filter((bearing) => Math.abs(bearing) > 15 && Math.abs(bearing) < 120);
    const from = turns[0] ?? -60 * by;
    const reached = whipped(at.progress);
    const next = at.isHeld ? reached : whipped(at.progress + shutterSeconds / at.durationSeconds);
    return { bearing: turned(start.bearing + from * (1 - reached)), smear: -from * (next - reached) };
  },
};

export const moves: Readonly<Record<CameraMove, Move>> = {
  static: { subject: "stays", view: () => ({}) },
  "push-in": dolly(({ eased }) => eased),
  "pull-out": dolly(({ eased }) => 1 - eased),
  "zoom-in": zoom(({ soften, progress }) => soften(progress)),
  "zoom-out": zoom(({ soften, progress }) => 1 - soften(progress)),
  "pan-left": pan(-1),
  "pan-right": pan(1),
  "tilt-up": tilt(1),
  "tilt-down": tilt(-1),
  "truck-left": truck(-1),
  "truck-right": truck(1),
  "pedestal-up": pedestal(1),
  "pedestal-down": pedestal(-1),
  "crane-up": crane(({ eased }) => eased),
  "crane-down": crane(({ eased }) => 1 - eased),
  "orbit-left": orbit(-1),
  "orbit-right": orbit(1),
  "rack-focus": rackFocus,
  handheld: {
    subject: "goes",
    view: ({ start, ratio }, at, by) => breathe(start, ratio, at, by),
  },
  steadicam,
  fpv,
  "whip-pan": whipPan,
};
