/** Owns small projects for timeline tests: passes given as shot lengths in seconds, shots named A, B, C … in order. */
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
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

/** A take of the project's first pass, made from it as it stands: its film at 24 fps, with sound. */
export function makeTake(project: Project, filmFrames: number, content: Partial<Take> = {}): Take {
  const [pass] = project.passes as [Pass];
  const size = { widthPx: 1280, heightPx: 720 };
  return {
    id: "take_0001",
    passId: pass.id,
    number: 1,
    profile: "imported",
    mediaId: "a".repeat(64),
    frames: filmFrames,
    createdAt: "2026-03-01T12:00:00.000Z",
    jobId: null,
    film: { frames: filmFrames, rateNum: 24, rateDen: 1, hasEvenRate: true, hasAudio: true, ...size },
    cuts: null,
    binnedAt: null,
    shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  };
}

/** `4+3 | 5`: the lengths as seconds, passes apart. */
export function lengthsOf(project: Project): string {
  return project.passes.map((pass) => pass.shots.map((shot) => shot.durationMs / 1000).join("+")).join(" | ");
}
