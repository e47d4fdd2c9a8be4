/** Owns where the camera is during a shot: every named move as a real path of the camera, or the path that was drawn by hand. */
import { type CameraTake, type Moment, momentOf, swing } from "../camera/moment.ts";
import type { CameraMove } from "../project/vocabulary.ts";
import { fieldOfView } from "./optics.ts";
import type { CameraTrack, MovingView } from "./scene.ts";
import { aim } from "./set-up.ts";
import { alongPath, bearingTo, mix, type Point, radians, toward, turned } from "./vectors.ts";

type Move = (track: CameraTrack, at: Moment, strength: number) => Partial<MovingView>;

const whipTurn = 70;
const shutterSeconds = 1 / 48;

/** A camera that goes to `at`, turned again so that its target stays where it is in the frame. */
function goTo(track: CameraTrack, at: Point): Partial<MovingView> {
  return { at, ...aim(at, track.target, track.share, track.start.lens, track.ratio) };
}

/** As near to its target as `by` of the distance. */
function dolly(track: CameraTrack, by: number): Partial<MovingView> {
  const { at } = track.start;
  const { target } = track;
  return goTo(track, [mix(target[0], at[0], by), mix(target[1], at[1], by), mix(target[2], at[2], by)]);
}

function zoom(track: CameraTrack, by: number): Partial<MovingView> {
  const lens = track.start.lens * by;
  return { lens, ...aim(track.start.at, track.target, track.share, lens, track.ratio) };
}

function orbit(track: CameraTrack, turn: number): Partial<MovingView> {
  const { at } = track.start;
  const middle: [number, number] = [track.target[0], track.target[1]];
  const away = Math.hypot(at[0] - middle[0], at[1] - middle[1]);
  return goTo(track, [...toward(middle, bearingTo(middle, [at[0], at[1]]) + turn, away), at[2]]);
}

function truck({ start }: CameraTrack, meters: number): Partial<MovingView> {
  return { at: [...toward([start.at[0], start.at[1]], start.bearing + 90, meters), start.at[2]] };
}

function rise({ start }: CameraTrack, meters: number): Partial<MovingView> {
  return { at: [start.at[0], start.at[1], Math.max(0.15, start.at[2] + meters)] };
}

/** Meters across the frame at the target. */
function widthAtTarget({ start, ratio }: CameraTrack): number {
  return 2 * start.focus * Math.tan(radians(fieldOfView(start.lens, ratio).across) / 2);
}

const moves: Readonly<Record<CameraMove, Move>> = {
  static: () => ({}),
  "push-in": (track, at, by) => dolly(track, 1.45 ** (-at.travel * by * at.eased)),
  "pull-out": (track, at, by) => dolly(track, 1.45 ** (-at.travel * by * (1 - at.eased))),
  "zoom-in": (track, at, by) => zoom(track, 1.6 ** (at.travel * by * at.soften(at.progress))),
  "zoom-out": (track, at, by) => zoom(track, 1.6 ** (at.travel * by * (1 - at.soften(at.progress)))),
  "pan-left": (track, at, by) => ({ bearing: turned(track.start.bearing - 14 * at.travel * by * swing(at.eased)) }),
  "pan-right": (track, at, by) => ({ bearing: turned(track.start.bearing + 14 * at.travel * by * swing(at.eased)) }),
  "tilt-up": (track, at, by) => ({ tilt: track.start.tilt + 9 * at.travel * by * swing(at.eased) }),
  "tilt-down": (track, at, by) => ({ tilt: track.start.tilt - 9 * at.travel * by * swing(at.eased) }),
  "truck-left": (track, at, by) => truck(track, -0.3 * widthAtTarget(track) * at.travel * by * swing(at.eased)),
  "truck-right": (track, at, by) => truck(track, 0.3 * widthAtTarget(track) * at.travel * by * swing(at.eased)),
  "pedestal-up": (track, at, by) => rise(track, 0.35 * at.travel * by * swing(at.eased)),
  "pedestal-down": (track, at, by) => rise(track, -0.35 * at.travel * by * swing(at.eased)),
  "crane-up": (track, at, by) => crane(track, at.travel * by * at.eased),
  "crane-down": (track, at, by) => crane(track, at.travel * by * (1 - at.eased)),
  "orbit-left": (track, at, by) => orbit(track, -22 * at.travel * by * swing(at.eased)),
  "orbit-right": (track, at, by) => orbit(track, 22 * at.travel * by * swing(at.eased)),
  "rack-focus": (_track, at, by) => ({ blur: Math.min(1, by * (1 - at.soften((at.progress - 0.2) / 0.45))) }),
  handheld: (track, at, by) => breathe(track, at, by),
  steadicam: (track, at, by) => {
    const gone = dolly(track, 1.22 ** (-at.travel * by * at.eased));
    return {
      ...gone,
      bearing: (gone.bearing ?? track.start.bearing) + 0.7 * by * at.sway(0, 0.4),
      roll: track.start.roll + 0.3 * by * at.sway(2, 0.3),
    };
  },
  fpv: (track, at, by) => {
    const flown = at.flown * (0.45 + 0.55 * at.flown);
    const bank = Math.sin(2 * Math.PI * (0.75 * at.flown + 0.08));
    return {
      ...dolly(track, 1.9 ** (-at.travel * by * flown)),
      roll: track.start.roll + by * at.travel * (5 * bank + 0.7 * at.sway(0, 0.9)),
    };
  },
  "whip-pan": (track, at, by) => {
    const reached = whipped(at, at.progress);
    const next = at.isHeld ? reached : whipped(at, at.progress + shutterSeconds / at.durationSeconds);
    return {
      bearing: turned(track.start.bearing + by * (whipTurn / 2) * swing(reached)),
      smear: by * whipTurn * (next - reached),
    };
  },
};

function crane(track: CameraTrack, raised: number): Partial<MovingView> {
  const { at } = track.start;
  const back = dolly(track, 1.25 ** raised).at as Point;
  return goTo(track, [back[0], back[1], at[2] + 1.6 * raised]);
}

function breathe({ start }: CameraTrack, at: Moment, by: number): Partial<MovingView> {
  return {
    bearing: start.bearing + by * (0.45 * at.sway(0, 1.6) + 0.08 * at.sway(1, 4.5)),
    tilt: start.tilt + by * (0.35 * at.sway(2, 1.4) + 0.06 * at.sway(3, 4.5)),
    roll: start.roll + by * 0.45 * at.sway(4, 1.1),
    at: [
      start.at[0] + by * 0.012 * at.sway(5, 0.5),
      start.at[1] + by * 0.012 * at.sway(6, 0.5),
      start.at[2] + by * 0.012 * at.sway(7, 0.6),
    ],
  };
}

/** The whip takes 0.35 s in the middle of the shot whatever its length, or half of a shot that is shorter. */
function whipped(at: Moment, progress: number): number {
  const share = Math.min(0.5, 0.35 / at.durationSeconds);
  return at.soften((progress - 0.5) / share + 0.5);
}

/** The camera at `progress`, 0 to 1 of the shot. */
export function viewAt(track: CameraTrack, take: CameraTake, progress: number): MovingView {
  const at = momentOf(take, progress);
  const still = { ...track.start, blur: 0, smear: 0 };
  if (track.path || track.end) return { ...still, ...byHand(track, at.eased) };
  return { ...still, ...moves[take.move](track, at, (take.strength ?? 100) / 100) };
}

function byHand(track: CameraTrack, share: number): Partial<MovingView> {
  const { start, path, end } = track;
  const [x, y] = path ? alongPath(path, share).at : start.at;
  const at: Point = [x, y, mix(start.at[2], end?.height ?? start.at[2], share)];
  const lens = mix(start.lens, end?.lens ?? start.lens, share);
  const to = end?.target ?? track.target;
  const target: Point = [
    mix(track.target[0], to[0], share),
    mix(track.target[1], to[1], share),
    mix(track.target[2], to[2], share),
  ];
  return { at, lens, ...aim(at, target, track.share, lens, track.ratio) };
}
