/** Owns small projects for timeline tests: passes given as shot lengths in seconds, shots named A, B, C … in order. */
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { RateName } from "../../../shared/time/rate.ts";

export function shotId(letter: string): string {
  return `shot_0${letter}${letter}${letter}`;
}

/** `makeProject([4, 3], [5])`: two passes with the shots A, B and C. The profile allows 1 to 15 s a shot and 15 s a pass. */
export function makeProject(...passes: readonly (readonly number[])[]): Project {
  return makeProjectAt("24", "animatic", passes);
}

export function makeProjectAt(rate: RateName, profile: string, passes: readonly (readonly number[])[]): Project {
  let letter = 0;
  return {
    id: "project_test",
    name: "Test",
    rate,
    start: "01:00:00:00",
    elements: [],
    passes: passes.map(
      (seconds, index): Pass => ({
        id: `pass_000${index + 1}`,
        scene: `SC0${index + 1}0`,
        name: `Pass ${index + 1}`,
        profile,
        aspectRatio: "16:9",
        resolution: "1080p",
        shots: seconds.map((length) => ({
          id: shotId(String.fromCharCode(65 + letter++)),
          durationMs: length * 1000,
        })),
      }),
    ),
  };
}

/** `4+3 | 5`: the lengths as seconds, passes apart. */
export function lengthsOf(project: Project): string {
  return project.passes.map((pass) => pass.shots.map((shot) => shot.durationMs / 1000).join("+")).join(" | ");
}
