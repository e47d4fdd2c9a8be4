/** Owns the kinds of clips on which the measurement of cuts is tried, each with its own difficulty, made by chance from real footage. */
import { readFileSync } from "node:fs";
import {
  type Assembled,
  assemble,
  crossing,
  type Effect,
  exposure,
  flash,
  grain,
  type Join,
  reordered,
  withEffects,
} from "./assemble.ts";
import { framesIn, type Pictures, photoPictures, type View, videoPictures } from "./pictures.ts";
import type { Random } from "./random.ts";
import type { Source } from "./sources.ts";

/** A source with its raw file. */
export interface Reel {
  readonly source: Source;
  readonly raw: string;
}

export interface Recipe {
  readonly clip: Assembled;
  readonly rate: { readonly num: number; readonly den: number };
  /** Whole seconds of each planned shot. */
  readonly planned: readonly number[];
  readonly rateFactor: number;
  readonly keyframeEvery: number;
}

export const clipKinds = [
  ...["unlike", "alike", "jump", "dark", "grain", "flashes", "pans", "compressed", "repeated", "crossed", "pumping"],
  ...["dissolve", "fade", "whip", "none", "mixed", "travel"],
] as const;
export type ClipKind = (typeof clipKinds)[number];

const hard: Join = { kind: "hard" };

export function makeRecipe(kind: ClipKind, reels: readonly Reel[], random: Random): Recipe {
  const rate = random.pick([
    { num: 24, den: 1 },
    { num: 24, den: 1 },
    { num: 30, den: 1 },
    { num: 25, den: 1 },
    { num: 24000, den: 1001 },
  ]);
  const fps = rate.num / rate.den;
  const shotCount = kind === "none" ? 1 : random.whole(2, 5);
  const drifts = random.pick([0, 1, 2, 5, 10]);
  const seconds = Array.from({ length: shotCount }, () => random.whole(1, kind === "none" ? 8 : 4));
  const lengths = seconds.map((planned) => Math.max(10, Math.round(planned * fps) + random.whole(-drifts, drifts)));
  const isGradual = kind === "dissolve" || kind === "fade" || kind === "whip" || kind === "mixed";
  const shots = chooseShots(kind, reels, lengths, random);
  const joins = shots.slice(1).map((_, index) => {
    const room = Math.min(shots[index]?.frames ?? 0, shots[index + 1]?.frames ?? 0) - 8;
    const isOne = isGradual ? index === 0 || random.chance(0.6) : kind === "travel" && random.chance(0.5);
    return isOne && room > 6 ? gradual(kind, room, random) : hard;
  });
  const plain = assemble(shots, joins);
  const effects = effectsOf(kind, plain, random);
  const changed = withEffects(plain, effects);
  const clip = kind === "repeated" ? reordered(changed, repeats(changed.frames, random)) : changed;
  const planned = planOf(kind, seconds, clip, fps, random);
  const rateFactor = kind === "compressed" ? random.whole(36, 45) : random.whole(18, 33);
  return { clip, rate, planned, rateFactor, keyframeEvery: random.pick([12, 24, 48, 250, 250]) };
}

/** What was planned: mostly what the clip shows, sometimes a shot more that runs on in the one before, or one less. */
function planOf(kind: ClipKind, seconds: readonly number[], clip: Assembled, fps: number, random: Random): number[] {
  if (kind === "none") {
    const whole = Math.max(2, Math.round(clip.frames / fps));
    const first = random.whole(1, whole - 1);
    return [first, whole - first];
  }
  const middles = clip.cuts.map(({ from, to }) => Math.round((from + to) / 2 / fps));
  const edges = [0, ...middles, Math.round(clip.frames / fps)];
  const planned = edges.slice(1).map((edge, index) => Math.max(1, edge - (edges[index] as number)));
  if (kind !== "repeated" && planned.length === seconds.length && random.chance(0.5)) {
    for (const [index, each] of seconds.entries()) planned[index] = each;
  }
  const longest = planned.indexOf(Math.max(...planned));
  if (random.chance(0.12) && (planned[longest] as number) > 2) {
    planned.splice(longest, 1, 1, (planned[longest] as number) - 1);
  } else if (random.chance(0.1) && planned.length > 2) {
    planned.splice(0, 2, (planned[0] as number) + (planned[1] as number));
  }
  return planned;
}

function chooseShots(kind: ClipKind, reels: readonly Reel[], lengths: readonly number[], random: Random): Pictures[] {
  const videos = reels.filter(({ source }) => source.kind === "video");
  const photos = reels.filter(({ source }) => source.kind === "photo");
  if (kind === "jump") return jumps(random.pick(videos.filter((reel) => longestRange(reel) > 60)), lengths, random);
  if (kind === "alike") {
    const reel = random.pick(photos.length > 0 && (videos.length === 0 || random.chance(0.5)) ? photos : videos);
    return lengths.map((frames) => shotOf(reel, frames, random));
  }
  let last: Reel | null = null;
  return lengths.map((frames) => {
    const choice = (kind === "pans" || kind === "travel" ? photos : random.chance(0.75) ? videos : photos).filter(
      (reel) => reel !== last,
    );
    const reel = random.pick(choice.length > 0 ? choice : reels);
    last = reel;
    return shotOf(reel, frames, random, kind);
  });
}

function longestRange({ source, raw }: Reel): number {
  return Math.max(...source.ranges.map(([from, to]) => Math.min(to, framesIn(raw)) - from));
}

/** Parts of one moving shot, with half a second to three seconds left out in between. */
function jumps(reel: Reel, lengths: readonly number[], random: Random): Pictures[] {
  const ranges = reel.source.ranges.filter(([from, to]) => Math.min(to, framesIn(reel.raw)) - from > 60);
  const [from, to] = random.pick(ranges);
  const end = Math.min(to, framesIn(reel.raw));
  const isMirrored = random.chance(0.5);
  const count = Math.max(2, Math.min(lengths.length, Math.floor((end - from) / 40)));
  const each = Math.floor((end - from) / count);
  return Array.from({ length: count }, (_, index) => {
    const skipped = random.whole(12, Math.min(72, Math.floor(each / 2)));
    const frames = Math.min(each - skipped, lengths[index] ?? each);
    return videoPictures(reel.raw, from + index * each, frames, isMirrored);
  });
}

function shotOf(reel: Reel, frames: number, random: Random, kind?: ClipKind): Pictures {
  const { source, raw } = reel;
  if (source.kind === "video") {
    const [from, to] = random.pick(source.ranges);
    const end = Math.min(to, framesIn(raw));
    const length = Math.min(frames, end - from);
    return videoPictures(raw, from + random.whole(0, end - from - length), length, random.chance(0.3));
  }
  const photo = readFileSync(raw);
  const isPan = kind === "pans";
  const from = viewOf(random);
  const to =
    isPan || kind === "travel" || random.chance(0.7)
      ? viewOf(random, random.chance(0.7) ? from.width : undefined)
      : from;
  const shake = random.pick([0, 0.0005, 0.001, 0.002]);
  const swing = isPan ? { at: random.whole(2, Math.max(3, frames - 14)), frames: random.whole(4, 10) } : null;
  const slow = kind === "travel" ? 1 : random.between(0.1, 1);
  const near = isPan ? to : { ...from, x: from.x + (to.x - from.x) * slow, y: from.y + (to.y - from.y) * slow };
  return photoPictures(photo, { frames, from, to: near, shake, random, ...(swing ? { swing } : {}) });
}

function viewOf(random: Random, width = random.between(0.3, 0.75)): View {
  const half = width / 2 + 0.01;
  return { x: random.between(half, 1 - half), y: random.between(half, 1 - half), width };
}

function gradual(kind: ClipKind, room: number, random: Random): Join {
  if (kind === "travel" && random.chance(0.7)) return gradual("dissolve", room, random);
  const chosen = kind === "mixed" || kind === "travel" ? random.pick(["dissolve", "fade", "whip"] as const) : kind;
  if (chosen === "dissolve") return { kind: "dissolve", frames: Math.min(room, random.whole(5, 30)) };
  if (chosen === "whip") {
    const frames = 2 * Math.min(Math.floor(room / 2), random.whole(3, 7));
    return { kind: "whip", frames, way: random.pick(["cut", "push", "blur"] as const) };
  }
  const frames = 2 * Math.min(Math.floor(room / 2), random.whole(4, 16));
  return { kind: "fade", frames, hold: random.whole(0, 4), level: random.chance(0.7) ? 16 : 235 };
}

function effectsOf(kind: ClipKind, clip: Assembled, random: Random): Effect[] {
  const { frames } = clip;
  const anywhere = () => random.whole(3, Math.max(4, frames - 12));
  const several = (make: () => Effect) => Array.from({ length: random.whole(2, 5) }, make);
  const light = random.chance(0.4) ? [grain(random, random.between(1.5, 5))] : [];
  switch (kind) {
    case "dark":
      return [exposure(() => 0.12 + 0.1 * (frames % 3)), grain(random, random.between(2, 6), 2)];
    case "grain":
      return [grain(random, random.between(8, 26), random.pick([1, 2]))];
    case "flashes":
      return [
        ...several(() => flash(anywhere(), random.whole(1, 6), random.between(0.4, 1), random.chance(0.3))),
        ...light,
      ];
    case "crossed":
      return [
        ...several(() =>
          crossing(anywhere(), random.whole(4, 14), random.pick([10, 40, 190]), random.between(0.2, 0.6)),
        ),
        ...light,
      ];
    case "pumping":
      return [pumping(frames, random), ...light];
    case "none":
      return random.pick([
        () => light,
        () => several(() => flash(anywhere(), random.whole(1, 5), random.between(0.4, 1), random.chance(0.3))),
        () => several(() => crossing(anywhere(), random.whole(4, 14), 20, random.between(0.2, 0.6))),
        () => [exposure(() => 0.2), grain(random, 5, 2)],
        () => [pumping(frames, random), grain(random, 8)],
      ])();
    default:
      return light;
  }
}

/** Exposure that breathes, and steps within two frames now and then. */
function pumping(frames: number, random: Random): Effect {
  const steps = Array.from({ length: 4 }, () => ({ at: random.whole(0, frames), gain: random.between(0.7, 1.4) }));
  const speed = random.between(0.05, 0.3);
  return exposure((at) => {
    let gain = 1 + 0.15 * Math.sin(at * speed);
    for (const step of steps) gain *= 1 + (step.gain - 1) * Math.min(1, Math.max(0, (at - step.at) / 3));
    return Math.min(1.8, Math.max(0.4, gain));
  });
}

/** The order in which frames are shown when there are more of them than pictures. */
function repeats(frames: number, random: Random): number[] {
  const way = random.whole(0, 3);
  const order: number[] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    const times = [2, frame % 4 === 0 ? 2 : 1, random.chance(0.15) ? random.whole(2, 6) : 1, frame % 2 ? 3 : 2][way];
    for (let count = 0; count < (times as number) && order.length < 420; count += 1) order.push(frame);
  }
  return order;
}
