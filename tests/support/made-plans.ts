/** Owns plans made for tests: passes given as shot lengths in seconds, written as the plan file that the app reads. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the plan and returns its path. Shots are called `Shot 1` and so on, across passes. */
export function writePlan(
  folder: string,
  name: string,
  passes: readonly (readonly number[])[],
  profile = "animatic",
): string {
  let shot = 0;
  const plan = {
    schema: "shotline.plan.1",
    project: { name, rate: "24", start: "01:00:00:00" },
    elements: [],
    passes: passes.map((seconds, index) => ({
      scene: `SC${String((index + 1) * 10).padStart(3, "0")}`,
      name: `Pass ${index + 1}`,
      profile,
      aspectRatio: "16:9",
      resolution: "1080p",
      shots: seconds.map((length) => ({ durationMs: length * 1000, action: `Shot ${++shot}` })),
    })),
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.plan.json`);
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

/** Lengths of a project of `shots` shots, five a pass, with a second of room in each pass. */
export function manyShots(shots: number): number[][] {
  return Array.from({ length: Math.ceil(shots / 5) }, (_, index) =>
    [3, 2, 4, 3, 2].slice(0, Math.min(5, shots - index * 5)),
  );
}

/** A plan of `passes` passes of six shots, each as fully written as a director writes it. */
export function writeFullPlan(folder: string, name: string, passes: number): string {
  const text = (at: number, words: number) =>
    Array.from({ length: words }, (_, index) => vocabulary[(at * 7 + index * 5) % vocabulary.length]).join(" ");
  let at = 0;
  const shot = () => {
    at += 1;
    return {
      durationMs: 2000,
      camera: {
        size: ["WS", "MS", "CU"][at % 3],
        angle: "low",
        move: ["push-in", "pan-left", "static"][at % 3],
        lens: "35mm",
      },
      action: `Shot ${at}: ${text(at, 40)}`,
      environment: text(at + 1, 16),
      lighting: text(at + 2, 10),
      mood: text(at + 3, 6),
      dialogue: [{ speaker: "MAYA", line: text(at + 4, 9) }],
      notes: text(at + 5, 12),
    };
  };
  const plan = {
    schema: "shotline.plan.1",
    project: { name, rate: "24", start: "01:00:00:00" },
    elements: [],
    passes: Array.from({ length: passes }, (_, index) => ({
      scene: `SC${String((Math.floor(index / 4) + 1) * 10).padStart(3, "0")}`,
      name: `Pass ${index + 1}`,
      profile: "animatic",
      aspectRatio: "16:9",
      resolution: "1080p",
      shots: Array.from({ length: 6 }, shot),
    })),
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.plan.json`);
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

const vocabulary = (
  "the driver leans over a rain soaked engine while sodium light breathes through torn plastic and somewhere below " +
  "the ramp a car door slams twice before silence returns to concrete pillars"
).split(" ");
