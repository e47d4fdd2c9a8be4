/** Owns blocking the shots of a pass: from their words, and over that what the user set by hand. Where a shot ends the next one begins. */

import type { Element, Pass, Shot } from "../project/model.ts";
import type { BlockedFigure, Blocking, Spot } from "../project/stage.ts";
import type { ShotSize } from "../project/vocabulary.ts";
import { actOf, goesAcross, goesAway, goesPast, type Surroundings } from "./acting.ts";
import { moves } from "./camera-moves.ts";
import { type ReadShot, readCast, usualHeight } from "./cast.ts";
import { type Deed, deedsIn } from "./deeds.ts";
import { trackOf } from "./figure-track.ts";
import { firstPlaces } from "./first-places.ts";
import type { Player } from "./framings.ts";
import { lensOf } from "./lens-words.ts";
import { fieldOfView } from "./optics.ts";
import { placeCamera } from "./place-camera.ts";
import { eyesOf } from "./postures.ts";
import type { BlockedShot, FigureTrack, Stance } from "./scene.ts";
import { sceneAt } from "./scene-at.ts";
import { placeOf, setOf } from "./set.ts";
import { framedBy, type Reach, reachFor } from "./set-up.ts";
import { wordsOf } from "./shot-words.ts";
import { type Before, isNeutral, Sides } from "./sides.ts";
import { usualLens } from "./sizes.ts";
import { alongPath, bearingTo, pathLength, radians, turned } from "./vectors.ts";

const light = { bearing: -140, elevation: 48 } as const;

/** How each shot of the pass is blocked, in their order. `ratio`: the frame's width over its height. */
export function blockPass(pass: Pass, elements: readonly Element[], ratio: number): readonly BlockedShot[] {
  const played = playPass(pass, elements, ratio);
  const place = placeOf(pass);
  const props = setOf(pass, elements, played, place);
  const sides = new Sides();
  let before: Before | null = null;
  return pass.shots.map((shot, index): BlockedShot => {
    const { tracks, read, deeds, isSeen } = played[index] as Played;
    const seen = tracks.filter(isSeen);
    const placed = placeCamera({
      shot,
      all: tracks,
      seen,
      named: read.named.filter((id) => tracks.some(({ cast }) => cast.id === id)),
      past: read.past,
      follows: follows(shot),
      playerOf: (track) => playerOf(track, shot, deeds),
      props: props[index] ?? [],
      ratio,
      lookLens: pass.look?.lens,
      sides,
      before,
    });
    const { camera, through } = placed;
    const figures = seen.filter(({ cast }) => cast.id !== through);
    const blocked: BlockedShot = {
      figures,
      props: props[index] ?? [],
      camera,
      light: pass.stage?.light ?? light,
      ...(pass.stage?.floor ? { floor: pass.stage.floor } : {}),
      isOutside: place.isOutside,
    };
    before = {
      camera: isNeutral(camera.start) ? null : lastSpot(blocked, shot),
      seen: new Set(figures.map(({ cast }) => cast.id)),
      spots: new Map(tracks.map(({ cast, end }) => [cast.id, end.at])),
    };
    return blocked;
  });
}

/** Where the camera is when the shot ends. */
function lastSpot(blocked: BlockedShot, shot: Shot): Spot {
  const { durationMs, slowMotion = false } = shot;
  const { move = "static", strength, easing, hold } = wordsOf(shot).camera;
  const pace = {
    ...(strength === undefined ? {} : { strength }),
    ...(easing === undefined ? {} : { easing }),
    ...(hold ? { hold } : {}),
  };
  const [x, y] = sceneAt(blocked, { move, durationSeconds: durationMs / 1000, slowMotion, seed: 1, ...pace }, 1).view
    .at;
  return [x, y];
}

interface Played {
  readonly tracks: readonly FigureTrack[];
  readonly read: ReadShot;
  readonly deeds: readonly Deed[];
  readonly isSeen: (track: FigureTrack) => boolean;
}

/** What everybody does in each shot. */
function playPass(pass: Pass, elements: readonly Element[], ratio: number): readonly Played[] {
  const own = new Map((pass.stage?.figures ?? []).map((figure) => [figure.id, figure]));
  const { shots: reads, cast: everybody } = readCast(pass, elements);
  const cast = everybody.filter(({ id }) => !own.get(id)?.off);
  const stances = firstPlaces(
    cast,
    reads.map(({ named }) => named),
  );
  for (const { id, at, facing, pose } of own.values()) {
    const stance = stances.get(id);
    if (stance) stances.set(id, { at: at ?? stance.at, facing: facing ?? stance.facing, pose: pose ?? stance.pose });
  }
  const met = new Set(own.keys());
  let shown: ReadonlySet<string> = new Set();
  /** Poses that the words of a shot gave for it alone. */
  const passing = new Map<string, Stance["pose"]>();
  return pass.shots.map((shot, index): Played => {
    const read = reads[index] as ReadShot;
    // A figure may be called as something that every object has.
    const hand: NonNullable<Blocking["figures"]> = Object.assign(Object.create(null), shot.blocking?.figures);
    const starts = new Map([...stances].map(([id, stance]) => [id, begun(stance, hand[id], passing.get(id))]));
    const deeds = deedsOf(shot, read, starts);
    const going = { ...roomToGo(shot, ratio, pass.look?.lens), seconds: shot.durationMs / 1000 };
    const around = { ...going, stances: starts, seen: read.named };
    const tracks = cast.map((each): FigureTrack => {
      const { id } = each;
      const by = hand[id];
      const isNew = !met.has(id) && by?.at === undefined;
      const said = actOf(id, deeds, { ...around, isNew, isShown: shown.has(id) });
      const track = trackOf(each, starts.get(id) as Stance, merged(said, by));
      if (isPassing(track.end.pose) && by?.toPose === undefined && [said?.pose, said?.toPose].includes(track.end.pose))
        passing.set(id, track.end.pose);
      else passing.delete(id);
      stances.set(id, track.end);
      return { ...track, byHand: by !== undefined };
    });
    for (const id of read.named) met.add(id);
    const isSeen = ({ cast: { id } }: FigureTrack) =>
      hand[id]?.seen ?? (read.named.includes(id) || own.get(id)?.at !== undefined || hand[id] !== undefined);
    shown = new Set(tracks.filter(isSeen).map(({ cast }) => cast.id));
    return { tracks, read, deeds, isSeen };
  });
}

/** How a figure begins a shot, where its words say nothing. */
function begun(stance: Stance, by: BlockedFigure | undefined, passing: Stance["pose"] | undefined): Stance {
  const pose = stance.pose === passing ? "standing" : stance.pose;
  return { at: by?.at ?? stance.at, facing: by?.facing ?? stance.facing, pose: by?.pose ?? pose };
}

function isPassing(pose: Stance["pose"]): boolean {
  return pose === "pointing" || pose === "back-turned";
}

/** What is set by hand lies over the words; a way by hand, or a place, leaves nothing of theirs. */
function merged(said: BlockedFigure | undefined, by: BlockedFigure | undefined): BlockedFigure | undefined {
  if (!said || !by) return said ?? by;
  const { at: _at, path: _path, facing, pose, ...rest } = said;
  const stays = by.path !== undefined && pose !== undefined && (pose === "walking" || pose === "running");
  return by.at || by.path
    ? { ...rest, ...(pose && !stays ? { pose } : {}), ...(by.path ? {} : { facing }), ...by }
    : { ...said, ...by };
}

/** What the words say that figures do. Those who speak to one another, and have nothing else to do, look at one another. */
function deedsOf(shot: Shot, read: ReadShot, starts: ReadonlyMap<string, Stance>): readonly Deed[] {
  const { action, speakers, camera } = wordsOf(shot);
  const deeds = deedsIn(action, read);
  const faces = speakers.length > 0 || camera.size === "OTS" || camera.size === "POV" || camera.size === "two-shot";
  if (!faces || read.named.length < 2) return deeds;
  const busy = new Set(deeds.flatMap((deed) => (deed.does === "pose" ? [] : deed.who)));
  const seen = read.named.filter((id) => camera.size !== "POV" || id !== read.past);
  const idle = seen.filter((id) => !busy.has(id) && turnsAway(id, read.named, starts));
  return idle.length === 0 ? deeds : [{ does: "talk", who: idle, to: null, rest: "" }, ...deeds];
}

/** Whether a figure faces none of the others. */
function turnsAway(id: string, named: readonly string[], starts: ReadonlyMap<string, Stance>): boolean {
  const own = starts.get(id);
  const others = named.flatMap((other) => (other === id ? [] : (starts.get(other) ?? [])));
  return own !== undefined && others.every((each) => Math.abs(turned(bearingTo(own.at, each.at) - own.facing)) > 50);
}

/** Whether the camera goes or turns along with whom it looks at. */
function follows(shot: Shot): boolean {
  return moves[wordsOf(shot).camera.move ?? "static"].subject !== "stays";
}

/** How far aside of the way of who goes a camera is, in degrees: in a near shot they come at it, in a far one they go past. */
function asideGoing(size: ShotSize): number {
  return size === "EWS" ? 64 : size === "WS" ? 54 : size === "LS" ? 20 : size === "MLS" || size === "MS" ? 18 : 11;
}
const across = 78;
const behind = 172;

/** How far a figure may go in a shot, and how wide its frame is, in meters; and how the camera is to its way. */
function roomToGo(
  shot: Shot,
  ratio: number,
  look: string | undefined,
): Pick<Surroundings, "reach" | "reachPast" | "span" | "aside"> {
  const { size = "MS", angle = "eye", lens: said } = wordsOf(shot).camera;
  const lens = lensOf(said) ?? lensOf(look) ?? usualLens[size];
  const framed = framedBy(size, [0, 0], standingEyes, usualHeight);
  const { away } = reachFor(framed, { angle: "eye", lens, ratio });
  const { across, up } = fieldOfView(lens, ratio);
  const span = 2 * away * Math.tan(radians(across) / 2);
  const aside = asideGoing(size);
  if (follows(shot)) return { reach: farthestWay, reachPast: farthestWay, span, aside };
  const room = roomBehind(reachFor(framed, { angle, lens, ratio }), up);
  return { reach: Math.min(farthestWay, 1.1 * away, room), reachPast: Math.min(farthestWay, 0.66 * span), span, aside };
}

/** Meters: nobody goes farther in a shot. */
const farthestWay = 15;
/** Of one who stands, in meters. */
const standingEyes = 1.64;

/** How many meters farther from the camera a head is still in its frame, which ends before the horizon when it looks down or up. */
function roomBehind({ away, height, tilt }: Reach, up: number): number {
  const [level, edge] = [Math.abs(height - standingEyes), Math.abs(tilt) - 0.42 * up];
  return edge <= 0 ? Infinity : Math.max(0, level / Math.tan(radians(edge)) - away);
}

/** A figure as it is when its size is met: where it stops, half way through a far shot, or where it leaves from. */
function playerOf(track: FigureTrack, shot: Shot, deeds: readonly Deed[]): Player {
  const { start, end, path, cast } = track;
  const { size = "MS" } = wordsOf(shot).camera;
  const goes = pathLength(path) > 0.1;
  if (follows(shot) || Object.hasOwn(shot.blocking?.figures ?? {}, cast.id))
    return { cast, stance: start, ...(goes ? { aside: asideGoing(size) } : {}) };
  if (!goes) {
    const [from, to] = [start, end].map((stance) => eyesOf(stance, cast.height, cast.kind)[2]) as [number, number];
    // Who turns is seen as they turn out, but for a back.
    const turned: Stance = end.pose === "back-turned" ? start : { ...start, facing: end.facing };
    return from === to ? { cast, stance: turned } : { cast, stance: end, otherEyes: from };
  }
  const deed = deeds.find((each) => each.does === "go" && each.who.includes(cast.id));
  const going = deed?.does === "go" ? deed.going : "after";
  const isAcross = deed !== undefined && goesAcross(deed);
  const aside = isAcross ? across : asideGoing(size);
  if (deed && goesAway(deed)) return { cast, stance: { ...start, facing: alongPath(path, 0).bearing }, aside: behind };
  if (going === "out") return { cast, stance: start, ...(isAcross ? { aside } : {}) };
  const facing = alongPath(path, 1).bearing;
  const isPassing = goesPast(deed ?? { who: [cast.id] }, aside) && (going === "on" || going === "after");
  const at = isPassing ? alongPath(path, 0.5).at : end.at;
  return { cast, stance: { at, facing, pose: isPassing ? start.pose : end.pose }, aside };
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
