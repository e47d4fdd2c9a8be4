/** Owns blocking the shots of a pass: from their words, and over that what the user set by hand. Where a shot ends the next one begins. */
import type { Element, Pass, Shot } from "../project/model.ts";
import { castOf, namedIn } from "./cast.ts";
import { firstStance, trackOf } from "./figure-track.ts";
import { lensOf } from "./lens-words.ts";
import { eyesOf } from "./postures.ts";
import type { BlockedShot, CameraTrack, FigureTrack, Stance } from "./scene.ts";
import { propsOf } from "./set.ts";
import { aim, eyesInFrame, viewpointFor } from "./set-up.ts";
import { cuts, usualLens } from "./sizes.ts";
import { apart, bearingTo, type Point, turned } from "./vectors.ts";

const light = { bearing: -140, elevation: 48 } as const;

/** How each shot of the pass is blocked, in their order. `ratio`: the frame's width over its height. */
export function blockPass(pass: Pass, elements: readonly Element[], ratio: number): readonly BlockedShot[] {
  const cast = castOf(pass, elements);
  const own = new Map((pass.stage?.figures ?? []).map((figure) => [figure.id, figure]));
  const spoken = cast.filter(({ id }) => !own.get(id)?.off);
  const stances = new Map(spoken.map((each, index) => [each.id, firstStance(index, spoken.length)]));
  for (const { id, at, facing, pose } of own.values()) {
    const stance = stances.get(id);
    if (stance) stances.set(id, { at: at ?? stance.at, facing: facing ?? stance.facing, pose: pose ?? stance.pose });
  }
  return pass.shots.map((shot): BlockedShot => {
    const named = namedIn(shot, elements).filter((id) => stances.has(id));
    const tracks = spoken.map(
      (each): FigureTrack => trackOf(each, stances.get(each.id) as Stance, shot.blocking?.figures?.[each.id]),
    );
    for (const {
      cast: { id },
      end,
    } of tracks)
      stances.set(id, end);
    const isSeen = ({ cast: { id } }: FigureTrack) =>
      shot.blocking?.figures?.[id]?.seen ??
      (named.includes(id) || own.get(id)?.at !== undefined || shot.blocking?.figures?.[id] !== undefined);
    const placed = placeCamera(shot, tracks, named, ratio);
    return {
      figures: tracks.filter((track) => isSeen(track) && track.cast.id !== placed.through),
      props: propsOf(pass, shot),
      camera: placed.camera,
      light: pass.stage?.light ?? light,
      ...(pass.stage?.floor ? { floor: pass.stage.floor } : {}),
      isOutside: !/^\s*INT\b/i.test(pass.heading ?? ""),
    };
  });
}

interface Placed {
  readonly camera: CameraTrack;
  /** Whose eyes the camera looks through. */
  readonly through: string | null;
}

function placeCamera(shot: Shot, tracks: readonly FigureTrack[], named: readonly string[], ratio: number): Placed {
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

const shapes = new WeakMap<
  Pass,
  { readonly elements: readonly Element[]; readonly ratio: number; readonly shots: readonly BlockedShot[] }
>();

/** The same, kept while neither the pass nor the elements change. */
export function blockedPass(pass: Pass, elements: readonly Element[], ratio: number): readonly BlockedShot[] {
  const known = shapes.get(pass);
  if (known?.elements === elements && known.ratio === ratio) return known.shots;
  const shots = blockPass(pass, elements, ratio);
  shapes.set(pass, { elements, ratio, shots });
  return shots;
}
