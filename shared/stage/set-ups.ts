/** Owns set-ups: where a shot's camera stands, with what lens and at whom, and where the figures stand, taken from one shot to another or turned around. */
import type { Camera, Element, Pass, Shot } from "../project/model.ts";
import type { BlockedCamera, BlockedFigure, Blocking, CameraTarget } from "../project/stage.ts";
import { blockPass } from "./block-pass.ts";
import { castOf, namedIn } from "./cast.ts";
import { withCamera, withFigure } from "./change-blocking.ts";
import { mirroredCamera, type Seen, toMillimeters } from "./mirror.ts";
import { eyesOf } from "./postures.ts";
import { axesOf } from "./project-view.ts";
import type { BlockedShot, FigureTrack, Stance, Viewpoint } from "./scene.ts";
import { placeable } from "./snap.ts";
import { alongPath, apart, lengthOf, minus, type Point, plus, turned } from "./vectors.ts";

/** A shot in its pass, and what blocking it needs. `ratio`: the frame's width over its height. */
export interface ShotInPass {
  readonly pass: Pass;
  readonly index: number;
  readonly elements: readonly Element[];
  readonly ratio: number;
}

/** A set-up as it is copied. A move is the shot's own, and no part of it. */
export interface CopiedSetUp {
  readonly view: Viewpoint;
  /** The figure that is looked at; null for a point. */
  readonly aimedAt: string | null;
  readonly words: Pick<Camera, "size" | "angle" | "lens">;
  readonly stances: Readonly<Record<string, Stance>>;
}

/** What of a shot an edit changes; null takes a field away. */
export interface ShotBlocking {
  readonly camera: Camera | null;
  readonly blocking: Blocking | null;
}

export function blockedAt({ pass, index, elements, ratio }: ShotInPass): BlockedShot {
  return blockPass(pass, elements, ratio)[index] as BlockedShot;
}

/** What everybody on the pass's stage does during the shot, seen in it or not. */
export function everybodyIn(place: ShotInPass): readonly FigureTrack[] {
  const { pass, index, elements } = place;
  const shot = pass.shots[index] as Shot;
  let { blocking } = shot;
  for (const { id } of castOf(pass, elements)) blocking = withFigure(blocking, id, { seen: true }) ?? undefined;
  // The one through whose eyes a POV looks is left out of it; an OTS has the same two.
  const camera = shot.camera?.size === "POV" ? { ...shot.camera, size: "OTS" as const } : shot.camera;
  const shown: Shot = { ...shot, ...(camera ? { camera } : {}), ...(blocking ? { blocking } : {}) };
  const byHand = shot.blocking?.figures ?? {};
  return blockedAt({ ...place, pass: { ...pass, shots: pass.shots.with(index, shown) } }).figures.map((track) => ({
    ...track,
    byHand: byHand[track.cast.id] !== undefined,
  }));
}

/** The set-up of a shot, from its words or by hand. */
export function setUpOf(place: ShotInPass): CopiedSetUp {
  const { size, angle, lens } = place.pass.shots[place.index]?.camera ?? {};
  const { camera, figures } = blockedAt(place);
  return {
    view: camera.start,
    aimedAt: isAimedAtFigure(place) ? camera.subject : null,
    words: { ...(size ? { size } : {}), ...(angle ? { angle } : {}), ...(lens ? { lens } : {}) },
    stances: Object.fromEntries(figures.map(({ cast, start }) => [cast.id, start])),
  };
}

/** Two are looked at between them. */
function isAimedAtFigure(place: ShotInPass): boolean {
  const target = place.pass.shots[place.index]?.blocking?.camera?.target;
  return target ? "figure" in target : blockedAt(place).camera.partner === undefined;
}

/** The shot with a set-up: its words, and by hand only what they alone would not give. Figures that its pass does not have are left out. */
export function withSetUp(place: ShotInPass, setUp: CopiedSetUp): ShotBlocking {
  const shot = place.pass.shots[place.index] as Shot;
  const { size: _, angle: __, lens: ___, ...others } = shot.camera ?? {};
  const words: Camera = { ...others, ...setUp.words };
  const withWords = (blocking: Blocking | null) => withShot(place, { camera: words, blocking });
  const alone = withCamera(shot.blocking, nothing);
  const figures = withStances(withWords(alone), setUp.stances, idsOf(blockedAt(place)));
  const { view, aimedAt } = setUp;
  const isCast = everybodyIn(place).some(({ cast }) => cast.id === aimedAt);
  const target: CameraTarget = isCast && aimedAt !== null ? { figure: aimedAt } : axisPoint(view);
  return {
    camera: Object.keys(words).length === 0 ? null : words,
    blocking: leastByHand(withWords(figures), view, target),
  };
}

/** The blocking of a shot whose hands are off its camera, with as little of a camera as gives the view. */
function leastByHand(place: ShotInPass, view: Viewpoint, target: CameraTarget): Blocking | null {
  const { blocking, camera = null } = place.pass.shots[place.index] as Shot;
  const startWith = (tried: Blocking | null) => blockedAt(withShot(place, { camera, blocking: tried })).camera.start;
  const withLens = (fields: BlockedCamera) => {
    const got = startWith(withCamera(blocking, fields));
    return withCamera(blocking, {
      ...fields,
      ...(Math.abs(got.lens - view.lens) < 0.01 ? {} : { lens: view.lens }),
      ...(Math.abs(got.roll - view.roll) < 0.01 ? {} : { roll: view.roll }),
    });
  };
  const placed = { ...standing(view), target };
  // A view that leads its figure, or expects it, looks at a point.
  const pointed = { ...placed, target: axisPoint(view) };
  const ways = [
    () => withCamera(blocking, {}),
    () => withCamera(blocking, { target }),
    () => withLens(placed),
    () => withLens(pointed),
  ];
  for (const way of ways) {
    const tried = way();
    if (isSameView(startWith(tried), view)) return tried;
  }
  return withLens(placed);
}

/** Takes every field of a camera away. */
export const nothing: { readonly [Key in keyof BlockedCamera]: undefined } = {
  at: undefined,
  height: undefined,
  lens: undefined,
  target: undefined,
  roll: undefined,
  path: undefined,
  to: undefined,
};

/** The shot's blocking with its figures as in another; who is seen only by the words that came from there is not. */
function withStances(
  place: ShotInPass,
  stances: CopiedSetUp["stances"],
  seenBefore: ReadonlySet<string>,
): Blocking | null {
  let blocking = place.pass.shots[place.index]?.blocking ?? null;
  const seen = idsOf(blockedAt(place));
  for (const { cast, start } of everybodyIn(place)) {
    const stance = stances[cast.id];
    const isShown = stance !== undefined || seenBefore.has(cast.id);
    const fields: BlockedFigure = {
      ...(stance && !isSameStance(start, stance) ? rounded(stance) : {}),
      ...(isShown === seen.has(cast.id) ? {} : { seen: isShown }),
    };
    if (Object.keys(fields).length > 0) blocking = withFigure(blocking ?? undefined, cast.id, fields);
  }
  return blocking;
}

function idsOf({ figures }: BlockedShot): ReadonlySet<string> {
  return new Set(figures.map(({ cast }) => cast.id));
}

/** The pass with what of a shot is blocked otherwise. */
export function withShot(place: ShotInPass, { camera, blocking }: ShotBlocking): ShotInPass {
  const { camera: _, blocking: __, ...shot } = place.pass.shots[place.index] as Shot;
  const changed: Shot = { ...shot, ...(camera ? { camera } : {}), ...(blocking ? { blocking } : {}) };
  return { ...place, pass: { ...place.pass, shots: place.pass.shots.with(place.index, changed) } };
}

/** The blocking of a shot whose camera is turned around: the reverse angle. Null where nobody else is there to be looked at; its blocking is null where the words alone give it. */
export function withReverseAngle(place: ShotInPass): Pick<ShotBlocking, "blocking"> | null {
  const { pass, index, elements } = place;
  const shot = pass.shots[index] as Shot;
  const { camera } = blockedAt(place);
  const tracks = everybodyIn(place);
  const subject = tracks.find(({ cast }) => cast.id === camera.subject);
  const partner = tracks.find(({ cast }) => cast.id === camera.partner);
  const other = partner ?? (subject && oppositeOf(subject, tracks, namedIn(shot, elements)));
  if (!subject || !other) return null;
  const { start } = camera;
  const hand = shot.blocking?.camera;
  const target = isAimedAtFigure(place) ? { figure: subject.cast.id } : hand?.target && axisPoint(start);
  const before: BlockedCamera = { ...hand, ...standing(start), ...(target ? { target } : {}), roll: start.roll };
  const after = mirroredCamera(before, partner ? seenOf(subject) : framedOf(subject, start), seenOf(other));
  if (!after) return null;
  const words = shot.camera ?? null;
  const startWith = (blocking: Blocking | null) => blockedAt(withShot(place, { camera: words, blocking })).camera.start;
  const turnedAround = { ...after, roll: after.roll || undefined };
  const seen = startWith(withCamera(shot.blocking, turnedAround));
  const lens = Math.abs(seen.lens - start.lens) < 0.01 ? {} : { lens: start.lens };
  const whole = withCamera(shot.blocking, { ...turnedAround, ...lens });
  const isAllByWords = !hand || Object.keys(hand).every((key) => key === "target");
  if (!isAllByWords || !after.target) return { blocking: whole };
  const alone = withShot(place, { camera: words, blocking: withCamera(shot.blocking, nothing) });
  return { blocking: leastByHand(alone, startWith(whole), after.target) };
}

/** Whom the shot's words name beside its subject, else who stands nearest to it. */
function oppositeOf(
  subject: FigureTrack,
  tracks: readonly FigureTrack[],
  named: readonly string[],
): FigureTrack | undefined {
  const others = tracks.filter((track) => track !== subject);
  const away = (track: FigureTrack) => apart(track.start.at, subject.start.at);
  return (
    others.find(({ cast }) => named.includes(cast.id)) ?? others.toSorted((one, next) => away(one) - away(next))[0]
  );
}

function seenOf({ cast, start }: FigureTrack): Seen {
  return { id: cast.id, eyes: eyesOf(start, cast.height, cast.kind) };
}

/** Who goes is framed where they stop, or half way: where their eyes are as far away as the camera is focused. */
function framedOf({ cast, start, end, path }: FigureTrack, view: Viewpoint): Seen {
  const stances = [start, end, { ...start, at: alongPath(path, 0.5).at }];
  const eyes = stances.map((stance) => eyesOf(stance, cast.height, cast.kind));
  const off = (point: Point) => Math.abs(lengthOf(minus(point, view.at)) - view.focus);
  return { id: cast.id, eyes: eyes.toSorted((one, other) => off(one) - off(other))[0] as Point };
}

function standing({ at }: Viewpoint): Required<Pick<BlockedCamera, "at" | "height">> {
  return { at: placeable(at), height: toMillimeters(at[2]) };
}

/** What lies in the middle of the frame, as far away as the focus. */
function axisPoint(view: Viewpoint): CameraTarget {
  const point = plus(view.at, axesOf(view).ahead, view.focus);
  return { at: placeable(point), height: toMillimeters(Math.min(100, Math.max(-20, point[2]))) };
}

function rounded({ at, facing, pose }: Stance): Stance {
  return { at: placeable(at), facing: Math.round(turned(facing) * 100) / 100 + 0, pose };
}

function isSameStance(one: Stance, other: Stance): boolean {
  return (
    apart(one.at, other.at) < 0.001 && Math.abs(turned(one.facing - other.facing)) < 0.01 && one.pose === other.pose
  );
}

function isSameView(one: Viewpoint, other: Viewpoint): boolean {
  const away = Math.hypot(...one.at.map((value, axis) => value - (other.at[axis] as number)));
  const turn =
    Math.abs(one.bearing - other.bearing) + Math.abs(one.tilt - other.tilt) + Math.abs(one.roll - other.roll);
  return away < 0.002 && turn < 0.5 && Math.abs(one.lens - other.lens) < 0.01;
}
