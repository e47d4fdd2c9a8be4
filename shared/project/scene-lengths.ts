/** Owns how long scenes and the whole plan are, and how a length is said. */
import { totalMs } from "./layout.ts";
import type { Pass } from "./model.ts";

/** What can be counted of passes. */
export interface Sums {
  readonly passes: number;
  readonly shots: number;
  readonly durationMs: number;
}

/** A scene: all passes with its code, wherever they stand. `heading`: the first that one of them has. */
export interface SceneSums extends Sums {
  readonly scene: string;
  readonly heading: string;
}

/** All passes together, as planned. */
export function sumPasses(passes: readonly Pick<Pass, "shots">[]): Sums {
  return {
    passes: passes.length,
    shots: passes.reduce((sum, { shots }) => sum + shots.length, 0),
    durationMs: passes.reduce((sum, pass) => sum + totalMs(pass), 0),
  };
}

/** Every scene by its code, in the order in which they begin. */
export function sumScenes(passes: readonly Pass[]): ReadonlyMap<string, SceneSums> {
  const scenes = new Map<string, SceneSums>();
  for (const pass of passes) {
    const { scene, heading = "", shots } = pass;
    const before = scenes.get(scene) ?? { scene, heading: "", passes: 0, shots: 0, durationMs: 0 };
    scenes.set(scene, {
      scene,
      heading: before.heading || heading,
      passes: before.passes + 1,
      shots: before.shots + shots.length,
      durationMs: before.durationMs + totalMs(pass),
    });
  }
  return scenes;
}

/** `2 min 40 s`, `1 h 5 min`, `7.5 s`; whole seconds from a minute on, whole minutes from an hour on. */
export function formatLength(durationMs: number): string {
  if (durationMs < 60_000) return `${Number((durationMs / 1000).toFixed(3))} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return joinUnits([Math.floor(seconds / 60), "min"], [seconds % 60, "s"]);
  const minutes = Math.round(seconds / 60);
  return joinUnits([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
}

function joinUnits([large, largeUnit]: [number, string], [small, smallUnit]: [number, string]): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** `1 shot`, `48 shots`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
