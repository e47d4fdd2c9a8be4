/** Owns the presets: the usual ways to block a scene, put on a pass's stage from one of its shots on, with the figures that it has. */
import type { Camera, Pass, Shot } from "../project/model.ts";
import type { BlockedCamera, BlockedFigure, CameraTarget, Spot, Stage } from "../project/stage.ts";
import type { PropBody } from "../project/vocabulary.ts";
import { castOf, namedIn } from "./cast.ts";
import { withCamera, withFigure, withProp, withStageFigure } from "./change-blocking.ts";
import { toMillimeters } from "./mirror.ts";
import type { FigureTrack, Stance } from "./scene.ts";
import {
  blockedAt,
  everybodyIn,
  nothing,
  type ShotBlocking,
  type ShotInPass,
  setUpOf,
  withReverseAngle,
  withSetUp,
  withShot,
} from "./set-ups.ts";
import { placeable } from "./snap.ts";
import { apart, bearingTo, toward, turned } from "./vectors.ts";

export const presetIds = ["two-hander", "ots-pair", "walk-and-talk", "entrance", "chase", "table-of-four"] as const;
export type PresetId = (typeof presetIds)[number];

/** What each is called, and what it does. */
export const presets: Readonly<Record<PresetId, { readonly name: string; readonly about: string }>> = {
  "two-hander": { name: "Two-hander", about: "Two face each other, framed as a two-shot." },
  "ots-pair": {
    name: "Over-the-shoulder pair",
    about: "This shot over one shoulder, the next shot the reverse angle on the same side of the line.",
  },
  "walk-and-talk": { name: "Walk and talk", about: "Two walk side by side, the camera leads them at their pace." },
  entrance: { name: "Entrance", about: "One comes in by a door and walks up to the mark; the camera waits." },
  chase: { name: "Chase", about: "One runs 3 m ahead of another, the camera runs along." },
  "table-of-four": {
    name: "Table of four",
    about: "Four sit at a table, two on each side, in a wide shot from above its end.",
  },
};

/** What a preset changes; null takes a field away. `shots`: only those that are blocked otherwise. */
export interface PresetChange {
  readonly stage: Stage | null;
  readonly shots: readonly (ShotBlocking & { readonly shotId: string })[];
}

/** What putting a preset on a pass, at one of its shots, changes. Shots before that one stay as they are. */
export function applyPreset(id: PresetId, place: ShotInPass): PresetChange {
  const before = place.pass;
  const { pass } = makers[id](place);
  return {
    stage: pass.stage ?? null,
    shots: pass.shots.flatMap(({ id: shotId, camera = null, blocking = null }, index) => {
      const shot = before.shots[index];
      const isSame =
        JSON.stringify([shot?.camera, shot?.blocking]) === JSON.stringify([camera ?? undefined, blocking ?? undefined]);
      return isSame ? [] : [{ shotId, camera, blocking }];
    }),
  };
}

const walkSpeed = 1.3;
const runSpeed = 4;
/** Meters: a longer way is out of any frame, or of any room. */
const wayMax = { outside: 24, inside: 8 } as const;
/** Bearings of the plan: toward the viewer, to the right. */
const near = 180;
const right = 90;
/** Of one who is not on the stage yet. */
const first: Stance = { at: [0, 0], facing: near, pose: "standing" };

/** A camera whose move travels goes along with whom it looks at, so that words are enough for it. */
const makers: Readonly<Record<PresetId, (place: ShotInPass) => ShotInPass>> = {
  "two-hander": (place) => frame(faceToFace(place), { size: "two-shot" }),
  "ots-pair": (place) => {
    const [subject] = playersOf(place, 2);
    const pair = frame(faceToFace(place), { size: "OTS" }, subject);
    if (place.index + 1 >= place.pass.shots.length) return pair;
    const next = { ...pair, index: pair.index + 1 };
    const same = withShot(next, withSetUp(next, setUpOf(pair)));
    const reverse = withReverseAngle(same);
    const turnedAround = reverse && withShot(same, { camera: same.pass.shots[same.index]?.camera ?? null, ...reverse });
    return { ...(turnedAround ?? same), index: place.index };
  },
  "walk-and-talk": (place) => {
    const [one, other] = playersOf(place, 2) as [string, string];
    const from = spotOf(place, one);
    const beside = toward(from, right, 0.8);
    const way = wayOf(place, walkSpeed);
    const standing = put(put(place, one, { at: from, facing: near, pose: "walking" }), other, {
      at: beside,
      facing: near,
      pose: "walking",
    });
    const framed = frame(standing, { size: "two-shot", move: "steadicam" });
    return [one, other].reduce((each, id) => go(each, id, [toward(spotOf(each, id), near, way)], "walking"), framed);
  },
  entrance: (place) => {
    const [one] = playersOf(place, 1) as [string];
    const { at, facing, pose } = trackOf(place, one)?.end ?? first;
    const rests = pose === "walking" || pose === "running" ? "standing" : pose;
    // The camera is set for the mark, and sees who comes from there.
    const marked = frame(put(place, one, { at, facing: near, pose: "standing" }), { size: "LS", move: "static" }, one);
    const from = toward(at, 0, 3);
    const coming = go(put(marked, one, { at: from, facing: near, pose: "walking" }), one, [at], rests, facing);
    const { start } = blockedAt(marked).camera;
    const camera = { at: [start.at[0], start.at[1]] as const, height: start.at[2], lens: start.lens };
    const seen = shootFrom(coming, camera, { figure: one });
    return addProp(seen, "door", "door", toward(at, 0, 3.6), near);
  },
  chase: (place) => {
    const [one, other] = playersOf(place, 2) as [string, string];
    const from = spotOf(place, one);
    const way = wayOf(place, runSpeed);
    const running: Omit<Stance, "at"> = { facing: right, pose: "running" };
    const set = put(put(place, one, { at: from, ...running }), other, { at: toward(from, -right, 3), ...running });
    const framed = frame(set, { size: "WS", move: "truck-right" }, one);
    return [one, other].reduce((each, id) => go(each, id, [toward(spotOf(each, id), right, way)], "running"), framed);
  },
  "table-of-four": (place) => {
    const players = playersOf(place, 4);
    const [x, y] = spotOf(place, players[0] as string);
    const middle: Spot = [x + 0.7, y - 0.4];
    const seats: readonly (readonly [number, number, number])[] = [
      [-0.7, 0.4, right],
      [0.7, 0.4, -right],
      [0.7, -0.4, -right],
      [-0.7, -0.4, right],
    ];
    let set = frame(addProp(place, "table", "table", middle, right), { size: "WS", angle: "high" });
    for (const [index, [dx, dy, facing]] of seats.entries()) {
      const at: Spot = [middle[0] + dx, middle[1] + dy];
      const id = players[index] as string;
      set = addProp(put(set, id, { at, facing, pose: "sitting" }), `chair-${id}`, "chair", at, facing);
    }
    // From above the end of the table, so that nobody hides another.
    return shootFrom(
      set,
      { at: toward(middle, near + 18, 4.3), height: 2.8, lens: 40 },
      { at: placeable(middle), height: 0.95 },
    );
  },
};

/** The second stands before the first, where it stood already, at the distance of people who talk. */
function faceToFace(place: ShotInPass): ShotInPass {
  const [one, other] = playersOf(place, 2) as [string, string];
  const at = spotOf(place, one);
  const there = trackOf(place, other)?.start.at;
  const bearing = there && apart(at, there) > 0.1 ? bearingTo(at, there) : right;
  const faced = put(place, one, { at, facing: bearing, pose: "standing" });
  return put(faced, other, { at: toward(at, bearing, 1.2), facing: turned(bearing + 180), pose: "standing" });
}

/** Those that the shot names, then the pass's others, then figures of nobody. */
function playersOf({ pass, index, elements }: ShotInPass, count: number): readonly string[] {
  const off = new Set(pass.stage?.figures?.flatMap((figure) => (figure.off ? [figure.id] : [])));
  const cast = castOf(pass, elements).map(({ id }) => id);
  const isPlain = (id: string) => /^figure-\d+$/.test(id);
  const named = namedIn(pass.shots[index] as Shot, elements).filter((id) => cast.includes(id));
  const known = [...new Set([...named, ...cast])].filter((id) => !off.has(id));
  const free = Array.from({ length: 40 }, (_, number) => `figure-${number + 1}`).filter((id) => !off.has(id));
  const called = known.filter((id) => !isPlain(id));
  return [...new Set([...called, ...known, ...free])].slice(0, count);
}

function trackOf(place: ShotInPass, id: string): FigureTrack | undefined {
  return everybodyIn(place).find(({ cast }) => cast.id === id);
}

function spotOf(place: ShotInPass, id: string): Spot {
  return (trackOf(place, id)?.start ?? first).at;
}

/**
 * A figure as it stands when the shot begins. In the first shot that is where it stands on the stage; later it is said for that shot, and one that
 * comes to the stage with it is not seen before.
 */
function put(place: ShotInPass, id: string, { at, ...held }: Stance): ShotInPass {
  const stance: Stance = { at: placeable(at), ...held };
  const { pass, index, elements } = place;
  const isNew = !castOf(pass, elements).some((each) => each.id === id);
  const onStage = index === 0 || isNew;
  const stage = onStage ? withStageFigure(pass.stage, id, stance) : (pass.stage ?? null);
  const rest = { path: undefined, toFacing: undefined, toPose: undefined };
  const byStage = { at: undefined, facing: undefined, pose: undefined };
  return blockFigure(
    {
      ...place,
      pass: {
        ...withStage(pass, stage),
        shots: pass.shots.map((shot, each) =>
          isNew && each < index ? blocked(shot, withFigure(shot.blocking, id, { seen: false })) : shot,
        ),
      },
    },
    id,
    { ...rest, ...(onStage ? byStage : stance) },
  );
}

/** A figure goes through spots during the shot. */
function go(
  place: ShotInPass,
  id: string,
  path: readonly Spot[],
  toPose: Stance["pose"],
  toFacing?: number,
): ShotInPass {
  return blockFigure(place, id, { path: path.map(placeable), toPose, toFacing });
}

function blockFigure(
  place: ShotInPass,
  id: string,
  fields: { readonly [Key in keyof BlockedFigure]?: BlockedFigure[Key] | undefined },
): ShotInPass {
  const { pass, index } = place;
  const shot = pass.shots[index] as Shot;
  const shots = pass.shots.with(index, blocked(shot, withFigure(shot.blocking, id, fields)));
  return { ...place, pass: { ...pass, shots } };
}

/** The camera by these words, hands off, and by hand at `subject` where the words would look at another. */
function frame(place: ShotInPass, words: Camera, subject?: string): ShotInPass {
  const shot = place.pass.shots[place.index] as Shot;
  const camera = { ...shot.camera, ...words };
  const blocking = withCamera(shot.blocking, nothing);
  const free = withShot(place, { camera, blocking });
  if (subject === undefined || blockedAt(free).camera.subject === subject) return free;
  return withShot(place, { camera, blocking: withCamera(blocking ?? undefined, { target: { figure: subject } }) });
}

/** The camera by hand; its lens only where the words have another. */
function shootFrom(
  place: ShotInPass,
  { at, height, lens }: { readonly at: Readonly<Spot>; readonly height: number; readonly lens: number },
  target: CameraTarget,
): ShotInPass {
  const shot = place.pass.shots[place.index] as Shot;
  const camera = { at: placeable(at), height: toMillimeters(height), target };
  const shoot = (fields: BlockedCamera) =>
    withShot(place, { camera: shot.camera ?? null, blocking: withCamera(shot.blocking, fields) });
  const placed = shoot(camera);
  const isSame = Math.abs(blockedAt(placed).camera.start.lens - lens) < 0.01;
  return isSame ? placed : shoot({ ...camera, lens: Math.round(lens * 10) / 10 });
}

function wayOf(place: ShotInPass, speed: number): number {
  const { durationMs } = place.pass.shots[place.index] as Shot;
  return Math.min(wayMax[blockedAt(place).isOutside ? "outside" : "inside"], (speed * durationMs) / 1000);
}

/** A prop whose id is that of one that the words put there takes its place. */
function addProp(place: ShotInPass, id: string, body: PropBody, at: Spot, facing: number): ShotInPass {
  const { pass } = place;
  return {
    ...place,
    pass: withStage(pass, withProp(pass.stage, id, { body, at: placeable(at), facing, off: undefined })),
  };
}

function withStage({ stage: _, ...pass }: Pass, stage: Stage | null): Pass {
  return stage ? { ...pass, stage } : pass;
}

function blocked({ blocking: _, ...shot }: Shot, blocking: ShotBlocking["blocking"]): Shot {
  return blocking ? { ...shot, blocking } : shot;
}
