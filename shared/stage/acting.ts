/** Owns what a figure does during a shot by its words, in the shape in which it may be set by hand: pose, facing, and a path of believable length. */
import type { BlockedFigure, Spot } from "../project/stage.ts";
import type { Deed } from "./deeds.ts";
import type { Stance } from "./scene.ts";
import { apart, bearingTo, fromLine, toward, turned } from "./vectors.ts";

/** What a figure acts in. */
export interface Surroundings {
  readonly seconds: number;
  /** Meters that a figure may come at the camera, or go from it, and be in the frame; the camera goes along where that is far. */
  readonly reach: number;
  /** The same of one who goes past the camera, as in a far shot. */
  readonly reachPast: number;
  /** Meters across the frame where the figure is. */
  readonly span: number;
  /** How far aside of a figure's way the camera is to be, in degrees. */
  readonly aside: number;
  /** How everybody on the stage begins, by id. */
  readonly stances: ReadonlyMap<string, Stance>;
  /** Those that the shot is about. */
  readonly seen: readonly string[];
  /** Whether nobody has seen the figure yet, so that it may come from anywhere. */
  readonly isNew: boolean;
  /** Whether the shot before shows it: then it turns before our eyes, and is not found turned. */
  readonly isShown: boolean;
}

/** Meters between two who have met, and the least that a walk is. */
const nearby = 0.8;
const shortest = 0.7;
/** Meters that others keep from a path. */
const clear = 0.6;
/** Where the camera is before the words put it somewhere: down the plan. */
export const front = 180;

/** What the words say of figure `id`; undefined where they say nothing of it. */
export function actOf(id: string, deeds: readonly Deed[], around: Surroundings): BlockedFigure | undefined {
  const before = around.stances.get(id);
  if (!before) return undefined;
  let act: BlockedFigure = {};
  for (const deed of deeds) {
    if (deed.who.includes(id)) act = { ...act, ...one(id, before, deed, act, around) };
    // Whoever is chased goes, too.
    else if (deed.to === id && deed.does === "go" && deed.going === "after")
      act = { ...act, ...led(id, before, deed, around) };
  }
  return Object.keys(act).length === 0 ? undefined : act;
}

function one(id: string, before: Stance, deed: Deed, act: BlockedFigure, around: Surroundings): BlockedFigure {
  const to = deed.to === null ? undefined : around.stances.get(deed.to);
  switch (deed.does) {
    case "pose":
      return {
        ...posed(before, deed, act),
        ...(deed.pose === "pointing" && to ? pointed(before.at, to, act, around) : {}),
      };
    case "go":
      if (act.path) return {};
      return { ...gone(id, before, deed, around), ...gait(deed) };
    case "turn":
      return looking(act.path?.at(-1) ?? before.at, before.facing, deed, to, around.isShown || act.path !== undefined);
    case "talk": {
      const other = to ?? nearest(id, before.at, around, deed.who) ?? nearest(id, before.at, around, around.seen);
      if (!other || act.path) return {};
      return { [around.isShown ? "toFacing" : "facing"]: bearingTo(before.at, other.at) };
    }
  }
}

/** Who runs or comes into the frame does so from the first moment; others set off. */
function gait({ metersPerSecond, going }: Going): BlockedFigure {
  if (metersPerSecond > 2) return { pose: "running" };
  return going === "in" ? { pose: "walking" } : {};
}

function posed(before: Stance, { pose, from }: Extract<Deed, { does: "pose" }>, act: BlockedFigure): BlockedFigure {
  if (act.path) return pose === "sitting" || pose === "kneeling" || pose === "lying" ? { toPose: pose } : {};
  const isLow = before.pose === "sitting" || before.pose === "kneeling" || before.pose === "lying";
  if (pose === "standing" && from === undefined) return isLow && act.pose === undefined ? { pose } : {};
  if (from === undefined && act.pose === undefined) return { pose };
  if (act.pose !== undefined) return { toPose: pose };
  return { pose: pose === "standing" && isLow ? before.pose : (from ?? before.pose), toPose: pose };
}

/** Who points at somebody looks there. */
function pointed(at: Spot, to: Stance, { path }: BlockedFigure, { isShown }: Surroundings): BlockedFigure {
  return { [isShown || path ? "toFacing" : "facing"]: bearingTo(path?.at(-1) ?? at, to.at) };
}

function looking(
  at: Spot,
  facing: number,
  { later, rest }: Extract<Deed, { does: "turn" }>,
  to: Stance | undefined,
  isUnderWay: boolean,
): BlockedFigure {
  const bearing = to ? bearingTo(at, to.at) : (saidBearing(rest) ?? (later ? turnedAround(facing, rest) : undefined));
  if (bearing === undefined) return {};
  return later || isUnderWay ? { toFacing: bearing } : { facing: bearing };
}

function turnedAround(facing: number, rest: string): number {
  if (/^\s*(?:around|back|round)/i.test(rest)) return turned(facing + 180);
  return Math.abs(turned(facing - front)) > 30 ? front : turned(facing + 70);
}

/** Whether a way, of which the camera is so far aside, goes past the camera: several are seen together, from where they come to. */
export function goesPast({ who }: Pick<Deed, "who">, aside: number): boolean {
  return aside > 45 && who.length === 1;
}

/** Whether the words say that one goes straight away from the camera. */
export function goesAway({ rest }: Deed): boolean {
  return saidBearing(rest) === 0;
}

/** Whether the words say that one goes across the frame. */
export function goesAcross({ rest }: Deed): boolean {
  return Math.abs(saidBearing(rest) ?? 0) === 90;
}

/** To the left and right as a camera before the stage sees them, toward it, and away from it. */
function saidBearing(rest: string): number | undefined {
  const side = /\b(left|right)\b(?![-\s]*(?:hand|arm|eye|foot|leg|shoulder))/i.exec(rest)?.[1]?.toLowerCase();
  if (/(?:\baway|^) from (?:the )?(?:camera|us)\b|\binto the distance\b/i.test(rest)) return 0;
  if (/\b(?:to|toward|towards|into|at) (?:the )?(?:camera|lens|us)\b/i.test(rest)) return front;
  // From the left is to the right.
  if (side) return (side === "left") === /\bfrom (?:the )?(?:screen )?(?:left|right)\b/i.test(rest) ? 90 : -90;
  return undefined;
}

type Going = Extract<Deed, { does: "go" }>;

function gone(id: string, before: Stance, deed: Going, around: Surroundings): BlockedFigure {
  const { seconds, span, aside, stances, isNew } = around;
  const reach = reachOf(deed, around);
  const time = deed.metersPerSecond * seconds * 0.9;
  const says = saidBearing(deed.rest);
  const far = Math.max(
    shortest,
    Math.min(time, says !== undefined && Math.abs(says) === 90 ? Math.min(reach, 0.66 * span) : reach),
  );
  const outside = Math.max(shortest, Math.min(time, 0.72 * span + 0.8));
  const to = deed.to === null ? undefined : stances.get(deed.to);
  const partner = to ?? nearest(id, before.at, around, around.seen);
  const along = (bearing: number, meters: number, from = before.at): BlockedFigure => ({
    ...(around.isShown ? {} : { facing: bearing }),
    path: [toward(from, bearing, meters)],
  });
  switch (deed.going) {
    case "in": {
      const bearing =
        says ??
        free(
          before.at,
          partner ? [bearingTo(before.at, partner.at), 90, -90] : [90, -90],
          outside,
          id,
          deed,
          around,
          -1,
        );
      return {
        at: toward(before.at, bearing + 180, outside),
        facing: bearing,
        path: [before.at],
        toFacing: partner ? bearingTo(before.at, partner.at) : before.facing,
      };
    }
    case "out": {
      // Away from whoever is there, in the frame or not.
      const other = partner ?? nearest(id, before.at, around, [...stances.keys()]);
      return along(
        says ?? free(before.at, [other ? bearingTo(other.at, before.at) : 90, 90, -90], outside, id, deed, around),
        // Straight away from the camera nobody leaves its frame.
        says === 0 ? far : outside,
      );
    }
    case "away":
      return {
        ...along(partner ? bearingTo(partner.at, before.at) : turned(before.facing + 180), Math.min(far, 1.5)),
        toFacing: partner ? bearingTo(before.at, partner.at) : before.facing,
      };
    case "after": {
      const bearing = to ? bearingTo(before.at, to.at) : (says ?? before.facing);
      return along(bearing, far);
    }
    default: {
      if (!to || (deed.going === "on" && !/\b(?:to|toward|towards)\b|^\s*up\b/i.test(deed.rest))) {
        // Several go side by side; of a far shot, one goes past the front of the stage and not at it.
        const side = turned(front - aside);
        const several = deed.who.length > 1;
        const ahead = several ? abreast(deed.who, around) : goesPast(deed, aside) ? side : before.facing;
        const facing = [ahead, front, side, turned(front + aside), 150, -150, 90, -90, 0, 45, -45];
        return along(says ?? free(before.at, facing, far, id, deed, around), far);
      }
      // Whoever comes for the first time comes from as far as there is time for.
      const from = isNew ? toward(to.at, bearingTo(to.at, before.at), nearby + far) : before.at;
      const bearing = bearingTo(from, to.at);
      const meters = Math.min(time, apart(from, to.at) - nearby);
      if (meters < 0.1) return { toFacing: bearing };
      return { ...(isNew ? { at: from } : {}), ...along(bearing, meters, from) };
    }
  }
}

function reachOf(deed: Going, { reach, reachPast, aside }: Surroundings): number {
  return goesPast(deed, aside) ? reachPast : reach;
}

/** Across the line between those who go together, to the front. */
function abreast(who: readonly string[], { stances }: Surroundings): number {
  const [first, second] = who.flatMap((id) => stances.get(id) ?? []);
  const across = first && second ? turned(bearingTo(first.at, second.at) + 90) : front;
  return Math.abs(turned(across - front)) <= 90 ? across : turned(across + 180);
}

/** Whoever is followed goes as far, and the same way. */
function led(id: string, before: Stance, deed: Going, around: Surroundings): BlockedFigure {
  const { seconds, stances } = around;
  const [by] = deed.who.map((who) => stances.get(who));
  if (!by || deed.who.includes(id)) return {};
  const bearing = bearingTo(by.at, before.at);
  const far = Math.max(shortest, Math.min(deed.metersPerSecond * seconds * 0.9, reachOf(deed, around)));
  return { facing: bearing, path: [toward(before.at, bearing, far)], ...gait(deed) };
}

/** The first bearing on which nobody else stands in the way. `way`: -1 where one comes from there. */
function free(
  at: Spot,
  bearings: readonly number[],
  meters: number,
  id: string,
  { who }: Deed,
  { stances }: Surroundings,
  way: 1 | -1 = 1,
): number {
  const spots = [...stances].flatMap(([other, stance]) => (other === id || who.includes(other) ? [] : [stance.at]));
  const isFree = (bearing: number) =>
    spots.every((other) => fromLine(at, toward(at, bearing, way * meters), other) > clear);
  return bearings.find(isFree) ?? bearings[0] ?? front;
}

function nearest(id: string, at: Spot, { stances }: Surroundings, ids: readonly string[]): Stance | undefined {
  const others = ids.flatMap((other) => (other === id ? [] : (stances.get(other) ?? [])));
  return others.toSorted((a, b) => apart(at, a.at) - apart(at, b.at))[0];
}
