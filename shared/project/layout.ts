/** Derives what is never stored: where shots start, in milliseconds and frames, and which number each shot shows. */
import { frameAtMs, type Rate, rateOf } from "../time/rate.ts";
import type { Pass, Project, Shot } from "./model.ts";

/** A shot with its place in its pass; frame ranges are half-open and counted from the start of the pass. */
export interface PlacedShot {
  readonly shot: Shot;
  readonly index: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly startFrame: number;
  readonly endFrame: number;
}

export function placeShots(pass: Pick<Pass, "shots">, rate: Rate): PlacedShot[] {
  let startMs = 0;
  return pass.shots.map((shot, index) => {
    const endMs = startMs + shot.durationMs;
    const placed = {
      shot,
      index,
      startMs,
      endMs,
      startFrame: frameAtMs(startMs, rate),
      endFrame: frameAtMs(endMs, rate),
    };
    startMs = endMs;
    return placed;
  });
}

export function totalMs(pass: { readonly shots: readonly Pick<Shot, "durationMs">[] }): number {
  return pass.shots.reduce((sum, shot) => sum + shot.durationMs, 0);
}

/**
 * Shot numbers by shot id, unique within a scene (passes of one scene count on). Locked numbers stay; the others follow
 * the order in steps of 10, and between two locked shots they take numbers from the gap (SH0015), as a script supervisor does.
 */
export function shotNumbers(passes: readonly Pick<Pass, "scene" | "shots">[]): Map<string, number> {
  const scenes = new Map<string, Shot[]>();
  for (const { scene, shots } of passes) {
    const earlier = scenes.get(scene);
    if (earlier) earlier.push(...shots);
    else scenes.set(scene, [...shots]);
  }
  const numbers = new Map<string, number>();
  for (const shots of scenes.values()) numberScene(shots, numbers);
  return numbers;
}

function numberScene(shots: readonly Shot[], numbers: Map<string, number>): void {
  const taken = new Set(shots.flatMap((shot) => shot.number ?? []));
  let highest = Math.max(0, ...taken);
  let previous = 0;
  let unlocked: Shot[] = [];
  const settle = (next: number | undefined) => {
    const gap = next === undefined ? 0 : next - previous;
    const between = unlocked.map((_, place) => previous + Math.floor((gap * (place + 1)) / (unlocked.length + 1)));
    const room = gap > unlocked.length && !between.some((number) => taken.has(number));
    unlocked.forEach((shot, place) => {
      // Without room between its locked neighbours a shot counts on from the end of the scene.
      if (!room) highest = Math.floor(highest / 10) * 10 + 10;
      const number = room ? (between[place] as number) : highest;
      numbers.set(shot.id, number);
      taken.add(number);
    });
    unlocked = [];
  };
  for (const shot of shots) {
    if (shot.number === undefined) {
      unlocked.push(shot);
    } else {
      settle(shot.number);
      numbers.set(shot.id, shot.number);
      previous = shot.number;
    }
  }
  settle(undefined);
}

/** `shots` as they come into `scene`: a locked number that `passes` have given there already is not brought along. */
export function withFreeNumbers(passes: readonly Pass[], scene: string, shots: readonly Shot[]): Shot[] {
  const there = passes.filter((pass) => pass.scene === scene);
  const taken = new Set(there.flatMap((pass) => pass.shots.flatMap((shot) => shot.number ?? [])));
  return shots.map((shot) => {
    const { number, ...unlocked } = shot;
    if (number === undefined) return shot;
    if (taken.has(number)) return unlocked;
    taken.add(number);
    return shot;
  });
}

/** `SH0010`. */
export function shotLabel(number: number): string {
  return `SH${String(number).padStart(4, "0")}`;
}

/** A pass with its place in the programme; its shots' frame ranges are counted from the start of the programme. */
export interface PlacedPass {
  readonly pass: Pass;
  readonly index: number;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly shots: readonly PlacedShot[];
}

/** All passes one after another, as the timeline shows them and the cut plays them. Milliseconds count from the pass's start. */
export function placeProgramme(project: Pick<Project, "passes" | "rate">): PlacedPass[] {
  const rate = rateOf(project.rate);
  let startFrame = 0;
  return project.passes.map((pass, index) => {
    const placed = placePass(pass, index, startFrame, rate);
    startFrame = placed.endFrame;
    return placed;
  });
}

const placedPasses = new WeakMap<Pass, { rate: Rate; placed: PlacedPass }>();

/** Kept while the pass stays the same object at the same place, as most of a long plan does in an edit. */
function placePass(pass: Pass, index: number, startFrame: number, rate: Rate): PlacedPass {
  const known = placedPasses.get(pass);
  if (known?.rate === rate && known.placed.index === index && known.placed.startFrame === startFrame) {
    return known.placed;
  }
  const shots = placeShots(pass, rate).map((placed) => ({
    ...placed,
    startFrame: placed.startFrame + startFrame,
    endFrame: placed.endFrame + startFrame,
  }));
  const placed = { pass, index, startFrame, endFrame: shots.at(-1)?.endFrame ?? startFrame, shots };
  placedPasses.set(pass, { rate, placed });
  return placed;
}
