/** Owns the camera of a shot: where its words put it, and over that what the user set by hand. */
import type { Shot } from "../project/model.ts";
import { lensOf } from "./lens-words.ts";
import { eyesOf } from "./postures.ts";
import type { CameraTrack, FigureTrack } from "./scene.ts";
import { aim, eyesInFrame, viewpointFor } from "./set-up.ts";
import { cuts, usualLens } from "./sizes.ts";
import { apart, bearingTo, type Point, turned } from "./vectors.ts";

export interface Placed {
  readonly camera: CameraTrack;
  /** Whose eyes the camera looks through. */
  readonly through: string | null;
}

/** The camera of a shot, and who is not seen because it looks through their eyes. */
export function placeCamera(
  shot: Shot,
  tracks: readonly FigureTrack[],
  named: readonly string[],
  ratio: number,
): Placed {
  const { size = "MS", angle = "eye", lens: said } = shot.camera ?? {};
  const hand = shot.blocking?.camera;
  const lens = hand?.lens ?? lensOf(said) ?? usualLens[size];
  const find = (id: string | undefined) => tracks.find(({ cast }) => cast.id === id);
  const aimed = hand?.target && "figure" in hand.target ? hand.target.figure : undefined;
  const [first, second] = [
    find(aimed) ?? find(named[0]) ?? tracks[0],
    find(named.find((id) => id !== (aimed ?? named[0]))) ?? tracks.find(({ cast }) => cast.id !== (aimed ?? named[0])),
  ];
  const eyes = (track: FigureTrack | undefined): Point =>
    track ? eyesOf(track.start, track.cast.height) : [0, 0, 1.6];
  const height = first?.cast.height ?? 1.75;
  let subject = { eyes: eyes(first), height };
  let from = first ? threeQuarter(first.start.facing) : 180;
  let widthMin = 0;
  let through: string | null = null;
  if (first && second && size === "two-shot") {
    const [a, b] = [first.start.at, second.start.at];
    subject = { eyes: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (subject.eyes[2] + eyes(second)[2]) / 2], height };
    from = southOf(bearingTo(a, b) + 90);
    widthMin = apart(a, b) + 0.9;
  } else if (first && second && (size === "OTS" || size === "POV")) {
    from = bearingTo(first.start.at, second.start.at) + (size === "OTS" ? -12 : 0);
    if (size === "POV") through = second.cast.id;
  }
  const words = viewpointFor(subject, { size, angle, lens, ratio, from, widthMin });
  const at: Point =
    through && second && !hand?.at
      ? [...second.start.at, eyes(second)[2]]
      : [...(hand?.at ?? ([words.at[0], words.at[1]] as const)), hand?.height ?? words.at[2]];
  const point: Point | null = hand?.target && "at" in hand.target ? [...hand.target.at, hand.target.height] : null;
  const target = point ?? subject.eyes;
  const share = point ? 0.5 : eyesInFrame(cuts[size]);
  const stays = !through && !hand?.at && hand?.height === undefined && !point;
  const start = stays ? words : { ...words, at, ...aim(at, target, share, lens, ratio) };
  return {
    camera: {
      start: { ...start, roll: hand?.roll ?? start.roll },
      target,
      share,
      ratio,
      subject: first?.cast.id ?? null,
      ...(hand?.path ? { path: [[at[0], at[1]], ...hand.path] } : {}),
      ...(hand?.to ? { end: endOf(hand.to, (id) => eyes(find(id))) } : {}),
      byHand: hand !== undefined,
    },
    through,
  };
}

function endOf(
  { height, lens, target }: NonNullable<NonNullable<NonNullable<Shot["blocking"]>["camera"]>["to"]>,
  eyesOfFigure: (id: string) => Point,
): NonNullable<CameraTrack["end"]> {
  return {
    ...(height === undefined ? {} : { height }),
    ...(lens === undefined ? {} : { lens }),
    ...(target === undefined
      ? {}
      : { target: "figure" in target ? eyesOfFigure(target.figure) : [...target.at, target.height] }),
  };
}

/** The camera stands before a figure, a little to the side, on the near side of the stage, so that no cut crosses the line. */
function threeQuarter(facing: number): number {
  const away = turned(180 - facing);
  return turned(facing + Math.sign(away || 1) * Math.min(40, Math.max(18, Math.abs(away) / 2)));
}

function southOf(bearing: number): number {
  return Math.abs(turned(bearing - 180)) <= 90 ? turned(bearing) : turned(bearing + 180);
}
