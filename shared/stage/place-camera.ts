/** Owns the camera of a shot: where its words put it so that it sees what they say, and over that what the user set by hand. */
import type { Shot } from "../project/model.ts";
import { canSee, canStand } from "./clear.ts";
import { type Asked, alone, close, empty, type Framing, middleOfProp, type Player, together } from "./framings.ts";
import { aimAt, onSensor } from "./keep-framing.ts";
import { lensOf } from "./lens-words.ts";
import { overShoulder, throughEyes } from "./past-somebody.ts";
import { eyesOf, handOf, handsOf } from "./postures.ts";
import type { CameraTrack, FigureTrack, SceneProp, Viewpoint } from "./scene.ts";
import { aim } from "./set-up.ts";
import { wordsOf } from "./shot-words.ts";
import { type Before, type Keeping, type Sides, sideOf, wayRound } from "./sides.ts";
import { usualLens } from "./sizes.ts";
import { apart, bearingTo, type Point } from "./vectors.ts";

/** What the camera of a shot is placed in. */
export interface ShotStage {
  readonly shot: Shot;
  /** Everybody on the stage, and those of them that the shot shows. */
  readonly all: readonly FigureTrack[];
  readonly seen: readonly FigureTrack[];
  /** Whom its words are about, the first most; and past whom it looks. */
  readonly named: readonly string[];
  readonly past: string | null;
  /** Whether the camera goes or turns along with whom it looks at. */
  readonly follows: boolean;
  /** A figure as the camera frames it. */
  readonly playerOf: (track: FigureTrack) => Player;
  readonly props: readonly SceneProp[];
  /** The frame's width over its height. */
  readonly ratio: number;
  /** The lens that the look of the pass names, in its words. */
  readonly lookLens: string | undefined;
  readonly sides: Sides;
  readonly before: Before | null;
}

export interface Placed {
  readonly camera: CameraTrack;
  /** Whose eyes the camera looks through, who is not seen. */
  readonly through: string | null;
}

/** Of several who are named, the ones as far as this from the first, in meters, are framed with it. */
const togetherMax = 7;
/** How much more than the size says is framed for having all in it. */
const widestBy = { "two-shot": 6, MS: 1.45, MLS: 1.45, LS: 1.6, WS: 4, EWS: 4 } as const;

/** The camera of a shot, and who is not seen because it looks through their eyes. */
export function placeCamera(stage: ShotStage): Placed {
  const { shot, seen, all, named, ratio } = stage;
  const { size = "MS", angle = "eye", lens: said } = wordsOf(shot).camera;
  const hand = shot.blocking?.camera;
  const saidLens = hand?.lens ?? lensOf(said) ?? lensOf(stage.lookLens);
  const aimed = hand?.target && "figure" in hand.target ? hand.target.figure : undefined;
  const find = (id: string | null | undefined) => all.find(({ cast }) => cast.id === id);
  const shown = aimed === undefined ? named : [aimed, ...named.filter((id) => id !== aimed)];
  const cast = shown.flatMap((id) => find(id) ?? []);
  const past = stage.past === aimed && aimed !== undefined ? (shown[1] ?? null) : stage.past;
  const by = size === "POV" ? find(past) : undefined;
  const players = (cast.length === 0 && size !== "insert" ? seen.slice(0, 1) : cast).filter((track) => track !== by);
  const through = by?.cast.id ?? null;
  const [subject] = players;
  const keeping = stage.sides.keep(
    seen.filter((track) => track !== by),
    all,
    subject?.cast.id ?? null,
    stage.before,
  );
  const lens = saidLens ?? usualLens[size];
  const way = (facing: number) => wayRound(keeping, facing);
  const asked: Asked = { size, angle, lens, ratio, isLensSaid: saidLens !== null, way };
  // Eyes see from where they are when the shot starts.
  const playing = players.map((track) => (by ? { cast: track.cast, stance: track.start } : stage.playerOf(track)));
  // Whom a hand aims at is looked at alone.
  const inFrame = aimed !== undefined && size !== "OTS" && size !== "two-shot" ? playing.slice(0, 1) : playing;
  const framing = choose(
    framingsOf(stage, inFrame, by && { cast: by.cast, stance: by.start }, asked),
    { ...stage, named: shown, past },
    keeping,
    through,
  );
  const { view: words, target: framedTarget } = framing;
  const partner = find(framing.partner);
  const start = (track: FigureTrack) => eyesOf(track.start, track.cast.height, track.cast.kind);
  // What is framed where it arrives is looked at where it starts: moves go by that.
  const point: Point | null = hand?.target && "at" in hand.target ? [...hand.target.at, hand.target.height] : null;
  const target =
    point ??
    (subject && partner
      ? middle(start(subject), start(partner))
      : subject && size !== "insert"
        ? start(subject)
        : framedTarget);
  const at: Point = [...(hand?.at ?? ([words.at[0], words.at[1]] as const)), hand?.height ?? words.at[2]];
  const stays = !point && at.every((value, axis) => value === words.at[axis]);
  const placed: Viewpoint = stays
    ? words
    : point
      ? { ...words, at, ...aim(at, point, 0.5, lens, ratio) }
      : { ...words, at, ...aimAt(at, framedTarget, onSensor(words, framedTarget), words.lens) };
  const view = { ...placed, roll: hand?.roll ?? placed.roll };
  if (size !== "insert") stage.sides.settle(keeping, view);
  const end = hand?.to && endOf(hand.to, (id) => (find(id) ? start(find(id) as FigureTrack) : target));
  return {
    camera: {
      start: view,
      target,
      ratio,
      subject: point ? null : (subject?.cast.id ?? null),
      ...(partner ? { partner: partner.cast.id } : {}),
      ...(by && !hand?.at ? { through: by } : {}),
      ...(hand?.path ? { path: [[at[0], at[1]], ...hand.path] } : {}),
      ...(end ? { end } : {}),
      byHand: hand !== undefined,
    },
    through,
  };
}

function middle(a: Point, b: Point): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}

/** The set-ups of a shot, the best first. */
function* framingsOf(
  { props, named }: ShotStage,
  players: readonly Player[],
  by: Player | undefined,
  asked: Asked,
): Generator<Framing> {
  const { size, angle } = asked;
  const [first, second] = players;
  if (by && angle !== "overhead") yield throughEyes(by, first ?? null, asked);
  if (size === "insert") yield* insertOf(props, first, asked);
  if (!first) {
    const thing =
      named.length === 0 ? props.find(({ body, id }) => !/^wall|^facade/.test(id) && body !== "wall") : undefined;
    const isNear = size !== "WS" && size !== "EWS" && size !== "LS";
    if (thing && isNear) yield* close(middleOfProp(thing), thing.facing + 180, thing.size[0] / 2, asked);
    yield* empty(asked);
    return;
  }
  if (size === "OTS" && second && angle !== "overhead") yield* overShoulder(first, second, asked);
  const widest = widestBy[size as keyof typeof widestBy] as number | undefined;
  const near = players.filter(({ stance }) => apart(stance.at, first.stance.at) < togetherMax);
  const group = size === "WS" || size === "EWS" ? near : near.slice(0, 2);
  if (widest !== undefined && group.length > 1) yield* together(group, asked, widest);
  yield* alone(first, asked);
}

function* insertOf(props: readonly SceneProp[], player: Player | undefined, asked: Asked): Generator<Framing> {
  const thing =
    props.find(({ body, lift }) => body === "box" && lift !== undefined) ?? props.find(({ body }) => body === "box");
  if (player && (player.stance.pose === "holding" || !thing)) yield* handsIn(player, asked);
  if (!thing) return;
  const from = player ? bearingTo(thing.at, player.stance.at) : 180;
  yield* close(middleOfProp(thing), from, thing.size[0] / 2, asked);
}

/** What somebody does with their hands; of hands that hang, the nearer one from the side. */
function* handsIn({ stance, cast: { height, kind } }: Player, asked: Asked): Generator<Framing> {
  const hangs = ["standing", "walking", "back-turned"].includes(stance.pose);
  if (!hangs) yield* close(handsOf(stance, height, kind), stance.facing, 0, asked);
  else yield* close(handOf(stance, asked.way(stance.facing), height, kind), stance.facing, 0, asked, 70);
}

/** Meters that a camera keeps from bodies where there is no better place for it. */
const headRoom = 0.38;

/** The first that sees what it frames from where a camera can stand, on its side of the line; if there is none, the first that comes nearest to that. */
function choose(framings: Iterable<Framing>, stage: ShotStage, keeping: Keeping, through: string | null): Framing {
  const { seen, past, props } = stage;
  // A camera that goes along is out of the way all the time.
  const bodies = (through === null ? seen : without(seen, through)).map((track) =>
    stage.follows ? { ...track, path: [track.start.at], end: track.start } : track,
  );
  const between = bodies.filter(({ cast }) => cast.id !== past);
  let best: Framing | null = null;
  let bestWorth = -1;
  for (const framing of framings) {
    const { view, target, others = [target] } = framing;
    if (through !== null && isThrough(stage, through, view)) return framing;
    const side = sideOf(keeping.line, view);
    const keeps = keeping.side === null || side === null || side === keeping.side;
    const stands = canStand(view.at, bodies, props);
    const sees = others.every((point) => canSee(view.at, point, between, props));
    if (keeps && stands && sees) return framing;
    const isOut = stands || canStand(view.at, bodies, props, headRoom);
    const worth = (keeps ? 8 : 0) + (isOut ? 4 : 0) + (sees ? 2 : 0) + (stands ? 1 : 0);
    if (worth > bestWorth) [best, bestWorth] = [framing, worth];
  }
  return best as Framing;
}

function without(tracks: readonly FigureTrack[], id: string | undefined): readonly FigureTrack[] {
  return tracks.filter(({ cast }) => cast.id !== id);
}

function isThrough({ all }: ShotStage, through: string, { at }: Viewpoint): boolean {
  const by = all.find(({ cast }) => cast.id === through);
  return by !== undefined && apart([at[0], at[1]], by.start.at) < 0.01;
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
      : "figure" in target
        ? { target: eyesOfFigure(target.figure), subject: target.figure }
        : { target: [...target.at, target.height] }),
  };
}
