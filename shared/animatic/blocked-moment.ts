/** Owns moments of blocked shots, of which pictures are made: what is seen at one, what an image keeps of it, and what has changed since. */
import type { SizePx } from "../camera/placement.ts";
import type { BlockedMoment, KeptBlocking } from "../project/kept-blocking.ts";
import { keptThingsMax } from "../project/kept-blocking.ts";
import type { Pass, Project, Shot } from "../project/model.ts";
import { findPlace, type StillPlace } from "../project/still-place.ts";
import { blockedPass } from "../stage/block-pass.ts";
import { poseOf } from "../stage/positions.ts";
import type { Scene } from "../stage/scene.ts";
import { sceneAt } from "../stage/scene-at.ts";
import { wordsOf } from "../stage/shot-words.ts";
import { turned } from "../stage/vectors.ts";
import { frameSizeOf, ratioOf } from "./frame-size.ts";
import { paceOf, planFrames } from "./plan-frames.ts";

/** The shorter side of a picture of a moment. */
const shortSidePx = 1080;

export interface SeenMoment {
  readonly pass: Pass;
  readonly shot: Shot;
  /** Sharp, also where an open shutter or the focus would make it soft. */
  readonly scene: Scene;
  /** Of the pass's shape, as large as such a picture is drawn. */
  readonly frame: SizePx;
}

/** The moment of which a frame's picture is made: where its shot starts, or for an end frame where it ends. Null for an element and a place that is gone. */
export function momentOfPlace(project: Pick<Project, "passes" | "elements">, place: StillPlace): BlockedMoment | null {
  const found = findPlace(project, place);
  if (!found || "element" in found) return null;
  return { shotId: found.shot.id, progress: place.kind === "endFrame" ? 1 : 0 };
}

/** What the camera sees at a moment, whatever picture or take stands for the shot; null once the shot is gone. */
export function seeMoment(project: Project, { shotId, progress }: BlockedMoment): SeenMoment | null {
  const found = findBlocked(project, shotId);
  const take = found && planFrames({ ...project, passes: [found.pass] }, found.pass).shots[found.index]?.take;
  if (!found || !take) return null;
  const { pass, shot, blocked } = found;
  const { view, ...scene } = sceneAt(blocked, take, progress);
  return {
    ...{ pass, shot },
    scene: { ...scene, view: { ...view, blur: 0, smear: 0 } },
    frame: frameSizeOf(pass.aspectRatio, shortSidePx),
  };
}

function findBlocked({ passes, elements }: Pick<Project, "passes" | "elements">, shotId: string) {
  for (const pass of passes) {
    const index = pass.shots.findIndex(({ id }) => id === shotId);
    const shot = pass.shots[index];
    const blocked = shot && blockedPass(pass, elements, ratioOf(pass.aspectRatio))[index];
    if (blocked) return { pass, shot, index, blocked };
  }
  return null;
}

/** What an image of a moment keeps of it; null once the shot is gone. */
export function keepMoment(
  project: Pick<Project, "passes" | "elements">,
  { shotId, progress }: BlockedMoment,
): KeptBlocking | null {
  const found = findBlocked(project, shotId);
  if (!found) return null;
  const { slowMotion = false } = found.shot;
  const { camera } = wordsOf(found.shot);
  // Of a length and in a place of their own: to trim a shot, or to move it, blocks nothing anew.
  const take = { move: camera.move ?? "static", slowMotion, durationSeconds: 4, seed: 1, ...paceOf(camera) };
  const { figures, props, view } = sceneAt(found.blocked, take, progress);
  const ids = new Map(project.elements.map(({ name, id }) => [name, id]));
  return {
    ...{ shotId, progress, ratio: rounded(ratioOf(found.pass.aspectRatio)) },
    camera: {
      at: [rounded(view.at[0]), rounded(view.at[1]), rounded(view.at[2])],
      bearing: rounded(view.bearing),
      tilt: rounded(view.tilt),
      roll: rounded(view.roll),
      lens: rounded(view.lens),
    },
    figures: figures.slice(0, keptThingsMax).map(({ id, element, at, facing, height, build, ...held }) => ({
      who: (element && ids.get(element)) ?? id,
      ...{ at: [rounded(at[0]), rounded(at[1])], facing: rounded(facing), pose: poseOf(held) },
      ...{ height: rounded(height), build },
    })),
    props: props.slice(0, keptThingsMax).map(({ id, body, at, facing, size }) => ({
      ...{ id, body, at: [rounded(at[0]), rounded(at[1])], facing: rounded(facing) },
      size: [rounded(size[0]), rounded(size[1]), rounded(size[2])],
    })),
  };
}

/** What is no number would make a row that can't be read. */
function rounded(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : 0;
}

/**
 * What has changed of the blocking since an image was made from it, such as `camera`, `lens`, `@Mara` or `props`; empty while it is the
 * same to the eye, and null once the shot is gone.
 */
export function changesOfBlocking(
  project: Pick<Project, "passes" | "elements">,
  then: KeptBlocking,
): readonly string[] | null {
  const now = keepMoment(project, then);
  if (!now) return null;
  const changed: string[] = [];
  if (far(then.ratio, now.ratio)) changed.push("aspect ratio");
  const [before, after] = [then.camera, now.camera];
  const isTurned = (["bearing", "tilt", "roll"] as const).some((axis) => isTurnedFrom(before[axis], after[axis]));
  if (isTurned || farApart(before.at, after.at)) changed.push("camera");
  if (Math.abs(before.lens - after.lens) > 0.1) changed.push("lens");
  const people = compare(then.figures, now.figures, ({ who }) => who, isPosed);
  const names = new Map(project.elements.map(({ id, name }) => [id, `@${name}`]));
  changed.push(...people.map((who) => names.get(who) ?? who.replace(/^figure-(\d+)$/, "figure $1")));
  if (compare(then.props, now.props, ({ id }) => id, isPlaced).length > 0) changed.push("props");
  return changed;
}

/** The keys of those that are on one side alone, or not the same on both. */
function compare<Thing>(
  then: readonly Thing[],
  now: readonly Thing[],
  keyOf: (thing: Thing) => string,
  isSame: (one: Thing, other: Thing) => boolean,
): string[] {
  const [before, after] = [then, now].map((things) => new Map(things.map((thing) => [keyOf(thing), thing]))) as [
    Map<string, Thing>,
    Map<string, Thing>,
  ];
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    return one === undefined || other === undefined || !isSame(one, other);
  });
}

type KeptFigure = KeptBlocking["figures"][number];
type KeptProp = KeptBlocking["props"][number];

function isPosed(one: KeptFigure, other: KeptFigure): boolean {
  return (
    one.pose === other.pose &&
    one.build === other.build &&
    !far(one.height, other.height) &&
    !farApart(one.at, other.at) &&
    !isTurnedFrom(one.facing, other.facing)
  );
}

function isPlaced(one: KeptProp, other: KeptProp): boolean {
  return (
    one.body === other.body &&
    !farApart(one.at, other.at) &&
    !farApart(one.size, other.size) &&
    !isTurnedFrom(one.facing, other.facing)
  );
}

/** Further than a centimeter. */
function far(one: number, other: number): boolean {
  return Math.abs(one - other) > 0.01;
}

function farApart(one: readonly number[], other: readonly number[]): boolean {
  return one.some((value, axis) => far(value, other[axis] ?? 0));
}

/** By more than half a degree. */
function isTurnedFrom(one: number, other: number): boolean {
  return Math.abs(turned(one - other)) > 0.5;
}
