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
